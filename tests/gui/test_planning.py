"""What is reckoned before a run is what the engine reckons, without torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graftwork.form import Choices, Form, RankChoice, Source, Weighted, to_job
from graftwork.planning import Inputs, reckon
from graftwork_core.adapter.files import open_adapter
from graftwork_core.extract.run import extract
from graftwork_core.jobs.run import check
from graftwork_core.jobs.spec import ExtractJob
from graftwork_core.model.info import open_model
from graftwork_core.reporting import Silent
from tests.core.adapter.making import pair, write_adapter

Q = "model.layers.0.self_attn.q_proj"


@pytest.fixture
def form(sample: Path, tmp_path: Path) -> Form:
    return Form(
        Source.DONOR, sample / "base", sample / "long", target=sample / "skill", out=tmp_path / "made" / "there"
    )


@pytest.fixture
def inputs(sample: Path) -> Inputs:
    base, donor, target = (open_model(sample / name) for name in ("base", "long", "skill"))
    return Inputs(base, donor, target=target)


@pytest.mark.parametrize(
    "choices",
    [
        Choices(rank=4),
        Choices(rank_choice=RankChoice.SIZE, size="60 KB", factor_dtype="fp8"),
        Choices(rank_choice=RankChoice.AUTO, max_rank=9, include="q_proj", embeddings="full"),
    ],
)
def test_an_extraction_is_told_to_the_byte(form: Form, inputs: Inputs, choices: Choices) -> None:
    alone = replace(form, source=Source.EXTRACT, target=None, choices=choices)
    plan = reckon(alone, replace(inputs, target=None))
    assert plan.job == to_job(alone)
    _, preflight = check(to_job(alone))
    assert plan.reads == sum(nbytes for _, nbytes in preflight.reads)
    assert plan.writes == preflight.writes[0][1]
    assert plan.preview is not None
    assert 0 < plan.preview.nbytes < plan.writes, "the file says where each tensor is, too"
    assert plan.preview.rank >= 1
    assert plan.outlook is None


def test_an_adapter_is_told_before_as_it_is_afterwards(form: Form, inputs: Inputs) -> None:
    alone = replace(form, source=Source.EXTRACT, target=None, choices=Choices(rank=8))
    plan = reckon(alone, replace(inputs, target=None))
    job = to_job(alone)
    assert isinstance(job, ExtractJob)
    made = extract(job.options, Silent())
    adapter = open_adapter(made.out)
    assert plan.preview is not None
    assert (plan.preview.nbytes, plan.preview.parameters) == (adapter.nbytes, adapter.parameters)
    assert adapter.nbytes < made.nbytes < plan.writes


def test_a_merge_is_told_with_its_shards(form: Form, inputs: Inputs, sample: Path, tmp_path: Path) -> None:
    rows, columns = open_model(sample / "skill").checkpoint[f"{Q}.weight"].shape
    folders = [write_adapter(tmp_path / name, pair(Q, rank, (rows, columns))) for name, rank in (("a", 4), ("b", 4))]
    merging = replace(
        form,
        source=Source.ADAPTER,
        adapters=tuple(Weighted(folder) for folder in folders),
        choices=Choices(shard_size="1 MB", dtype="fp32"),
    )
    opened = Inputs(adapters=tuple(map(open_adapter, folders)), target=inputs.target)
    plan = reckon(merging, opened)
    _, preflight = check(to_job(merging))
    shards = [nbytes for name, nbytes in preflight.writes if name.endswith(".safetensors")]
    assert plan.files == len(shards) > 3
    assert plan.writes == sum(shards)
    assert plan.reads == sum(nbytes for _, nbytes in preflight.reads)
    assert plan.free is not None
    assert plan.memory_free
    assert not plan.exists


def test_what_will_be_made_is_shown_before_there_is_a_target(form: Form, inputs: Inputs) -> None:
    plan = reckon(replace(form, target=None, out=None), replace(inputs, target=None))
    assert plan.job is None
    assert plan.preview is not None
    assert len(plan.preview.modules) == 28
    assert plan.preview.layers == (0, 1, 2, 3)
    assert {module.matched for module in plan.preview.modules} == {None}
    assert len(plan.preview.added) == 9
    assert any("lm_head" in note for note in plan.preview.notes)


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (Choices(rank_choice=RankChoice.SIZE, size="1 KB"), "too small"),
        (Choices(rank_choice=RankChoice.SIZE, size="huge"), "huge"),
        (Choices(shard_size="plenty"), "plenty"),
        (Choices(include="no such tensor"), "No tensor is left"),
        (Choices(include="("), "regular expression"),
    ],
)
def test_what_forbids_the_run_is_named_beforehand(form: Form, inputs: Inputs, choices: Choices, said: str) -> None:
    plan = reckon(replace(form, choices=choices), inputs)
    assert said in plan.problem
    assert "--" not in f"{plan.problem} {plan.hint}", "the window's own words"


def test_a_file_in_the_way_is_found(form: Form, inputs: Inputs, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    plan = reckon(replace(form, out=tmp_path / "file" / "out"), inputs)
    assert plan.blocked == tmp_path / "file"
    assert plan.free is None
    assert reckon(replace(form, out=tmp_path), inputs).exists


def test_planning_needs_no_torch(modules_after: Callable[[str], set[str]], sample: Path) -> None:
    found = modules_after(
        "from pathlib import Path\n"
        "from graftwork.form import Form, Source\n"
        "from graftwork.planning import Inputs, reckon\n"
        "from graftwork_core.model.info import open_model\n"
        f"sample = Path({str(sample)!r})\n"
        "one, two, three = (open_model(sample / name) for name in ('base', 'long', 'skill'))\n"
        "form = Form(Source.DONOR, sample / 'base', sample / 'long', target=sample / 'skill', out=Path('/tmp/x/y'))\n"
        "assert reckon(form, Inputs(one, two, target=three)).job is not None\n"
    )
    assert not found & {"torch", "transformers", "peft"}
