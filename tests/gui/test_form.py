"""What the page asks for becomes a job, and a job fills the page again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graftwork.form import Choices, Form, RankChoice, Source, from_job, to_job
from graftwork_core.errors import BadInput
from graftwork_core.jobs.spec import job_json

GRAFT = Form(Source.DONOR, Path("/m/base"), Path("/m/long"), None, Path("/m/skill"), Path("/m/out"))
MERGE = Form(Source.ADAPTER, None, None, Path("/a/x"), Path("/m/skill"), Path("/m/out"))
CHOICES = Choices(
    rank=16,
    weight=-0.25,
    context=4096,
    factor_dtype="fp32",
    embeddings="lora",
    dtype="fp16",
    rounding="stochastic",
    device="cpu",
    include="q_proj\nv_proj",
    exclude="layers\\.0\\.",
    force=True,
    overwrite=True,
)


@pytest.mark.parametrize("form", [GRAFT, replace(GRAFT, choices=CHOICES), MERGE])
def test_a_job_fills_the_form_that_it_came_from(form: Form) -> None:
    assert from_job(job_json(to_job(form))) == form


def test_what_a_graft_is_asked() -> None:
    content = job_json(to_job(replace(GRAFT, choices=CHOICES)))
    assert content["kind"] == "graft"
    assert content["include"] == ["q_proj", "v_proj"]
    assert (content["rank"], content["weight"], content["context"]) == (16, -0.25, 4096)
    assert (content["factor_dtype"], content["dtype"]) == ("fp32", "fp16")


def test_what_a_merge_is_asked() -> None:
    content = job_json(to_job(replace(MERGE, choices=Choices(weight=0.5))))
    assert content["kind"] == "merge"
    assert content["adapters"] == [{"path": "/a/x", "weight": 0.5}]


@pytest.mark.parametrize(
    ("choices", "auto", "size"),
    [
        (Choices(rank_choice=RankChoice.AUTO, max_rank=64), True, None),
        (Choices(rank_choice=RankChoice.SIZE, size="1.5 MB"), False, 1_500_000),
        (Choices(size="nonsense, but not asked for"), False, None),
    ],
)
def test_the_three_ways_to_a_rank(choices: Choices, auto: bool, size: int | None) -> None:
    content = job_json(to_job(replace(GRAFT, choices=choices)))
    assert (content["auto_rank"], content["size"]) == (auto, size)


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (Choices(shard_size="many"), "many"),
        (Choices(rank_choice=RankChoice.SIZE, size=""), "size"),
        (Choices(rank=0), "rank"),
    ],
)
def test_what_cannot_be_understood_is_named(choices: Choices, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        to_job(replace(GRAFT, choices=choices))


@pytest.mark.parametrize(
    "content",
    [{}, {"kind": "extract"}, {"kind": "merge", "adapters": []}, {"kind": "merge", "adapters": [1]}, {"kind": 3}],
)
def test_other_jobs_are_not_for_this_page(content: dict[str, object]) -> None:
    assert from_job(content) is None


@pytest.mark.parametrize("missing", ["base", "donor", "target", "out"])
def test_a_form_with_a_hole_is_not_complete(missing: str) -> None:
    assert GRAFT.complete
    assert not replace(GRAFT, **{missing: None}).complete
