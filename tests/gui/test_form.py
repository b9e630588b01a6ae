"""What the page asks for becomes a job, and a job fills the page again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graftwork.form import Choices, Form, RankChoice, Source, Weighted, from_job, said_size, to_job
from graftwork_core.errors import BadInput
from graftwork_core.jobs.spec import job_json
from graftwork_core.units import parse_bytes

GRAFT = Form(Source.DONOR, Path("/m/base"), Path("/m/long"), target=Path("/m/skill"), out=Path("/m/out"))
MERGE = Form(
    Source.ADAPTER,
    adapters=(Weighted(Path("/a/x"), -0.5), Weighted(Path("/a/y"))),
    target=Path("/m/skill"),
    out=Path("/m/out"),
)
EXTRACT = Form(Source.EXTRACT, Path("/m/base"), Path("/m/long"), out=Path("/m/out"))
CHOICES = Choices(
    rank=16,
    weight=-0.25,
    context=4096,
    factor_dtype="fp32",
    embeddings="lora",
    dtype="fp16",
    rounding="stochastic",
    not_finite="report",
    device="cpu",
    include="q_proj\nv_proj",
    exclude="layers\\.0\\.",
    force=True,
    overwrite=True,
)


@pytest.mark.parametrize(
    "form",
    [
        GRAFT,
        replace(GRAFT, choices=CHOICES),
        replace(GRAFT, choices=Choices(rank_choice=RankChoice.SIZE, size="1.5 MB", shard_size="2 GB", device="cuda:1")),
        replace(GRAFT, rest={"seed": 7, "threads": 2, "sync": True, "verify": "full"}),
        MERGE,
        EXTRACT,
        replace(EXTRACT, choices=Choices(rank=4, factor_dtype="fp8"), rest={"seed": 3}),
    ],
)
def test_a_job_fills_the_form_that_it_came_from(form: Form) -> None:
    assert from_job(job_json(to_job(form))) == form


def test_what_a_graft_is_asked() -> None:
    content = job_json(to_job(replace(GRAFT, choices=CHOICES)))
    assert content["kind"] == "graft"
    assert content["include"] == ["q_proj", "v_proj"]
    assert (content["rank"], content["weight"], content["context"]) == (16, -0.25, 4096)
    assert (content["factor_dtype"], content["dtype"]) == ("fp32", "fp16")


def test_what_a_merge_is_asked() -> None:
    content = job_json(to_job(MERGE))
    assert content["kind"] == "merge"
    assert content["adapters"] == [{"path": "/a/x", "weight": -0.5}, {"path": "/a/y", "weight": 1.0}]


def test_what_an_extraction_is_asked() -> None:
    content = job_json(to_job(replace(EXTRACT, choices=CHOICES)))
    assert content["kind"] == "extract"
    assert (content["dtype"], content["rank"]) == ("fp32", 16)
    assert "target" not in content


@pytest.mark.parametrize(
    ("nbytes", "said"),
    [
        (800_000_000, "800 MB"),
        (1_500_000_000, "1.5 GB"),
        (123_456_700_000, "123456.7 MB"),
        (1_234_567, "1234567"),
        (None, ""),
        ("odd", "odd"),
    ],
)
def test_a_size_is_said_exactly(nbytes: object, said: str) -> None:
    assert said_size(nbytes) == said
    if isinstance(nbytes, int):
        assert parse_bytes(said) == nbytes


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
    [
        {},
        {"kind": "haystack"},
        {"kind": "merge", "adapters": []},
        {"kind": "merge", "adapters": [1]},
        {"kind": "merge", "adapters": [{"path": "/a"}, {"weight": 1}]},
        {"kind": 3},
        {"kind": ["graft"]},
    ],
)
def test_other_jobs_are_not_for_this_page(content: dict[str, object]) -> None:
    assert from_job(content) is None


@pytest.mark.parametrize("missing", ["base", "donor", "target", "out"])
def test_a_form_with_a_hole_is_not_complete(missing: str) -> None:
    assert GRAFT.complete
    assert not replace(GRAFT, **{missing: None}).complete
    assert MERGE.complete
    assert not replace(MERGE, adapters=()).complete
    assert EXTRACT.complete, "an adapter alone needs no target"
