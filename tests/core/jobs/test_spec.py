"""Jobs as JSON: what is saved is read, and what is wrong is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.graft_options import GraftOptions
from graftwork_core.jobs.inputs import with_inputs
from graftwork_core.jobs.paths import absolute, is_hub_path, resolve_path
from graftwork_core.jobs.spec import (
    MAX_JOB_BYTES,
    GraftJob,
    Job,
    MergeJob,
    job_json,
    make_job,
    read_job,
    save_job,
    title,
)
from tests.core.jobs.making import job, merge_job

GRAFT = GraftJob(GraftOptions(base=Path("/m/base"), donor=Path("/m/long"), target=Path("/m/skill"), out=Path("/m/new")))
DIFF = make_job("diff", {"base": "/m/base", "donor": "/m/long", "out": "/m/difference"})
UPLOAD = make_job("upload", {"folder": "/m/new", "repository": "lab/new", "licence": "mit"})
DOWNLOAD = make_job("download", {"repository": "lab/model", "commit": "0" * 40})
JOBS = [job(rank=8, include=("q_proj",)), merge_job(), GRAFT, DIFF, DOWNLOAD, UPLOAD]


@pytest.mark.parametrize("saved", JOBS, ids=lambda saved: saved.kind)
def test_what_is_saved_is_read(saved: Job, tmp_path: Path) -> None:
    save_job(saved, tmp_path / "job.json")
    assert read_job(tmp_path / "job.json") == saved
    assert read_job(json.dumps(job_json(saved))) == saved
    content = json.loads((tmp_path / "job.json").read_text())
    assert content["kind"] == saved.kind
    if saved.kind not in ("download", "upload"):  # whose place follows from the repository
        assert content["out"] == str(saved.options.out), "the options lie beside the kind"


@pytest.mark.parametrize("saved", [DOWNLOAD, UPLOAD], ids=lambda saved: saved.kind)
def test_a_job_of_before_jobs_knew_their_hub_is_for_whichever_is_used(saved: Job) -> None:
    content = job_json(saved)
    assert content.pop("endpoint") == ""
    assert read_job(json.dumps(content)) == saved
    with pytest.raises(BadInput, match="endpoint"):
        read_job(json.dumps(content | {"endpoint": "ftp://hub.example.org"}))


def test_titles() -> None:
    assert [title(one) for one in JOBS] == [
        "donor - work",
        "skill + long + b=c",
        "long - base → skill",
        "long vs. base",
        "hf:lab/model",
        "new → hf:lab/new",
    ]


MERGE: dict[str, Any] = {"kind": "merge", "target": "/t", "adapters": [{"path": "/a"}], "out": "/o"}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (MERGE | {"kind": "explode"}, ["explode", "merge"]),
        (MERGE | {"rnak": 3}, ["rnak"]),
        ({"kind": "merge", "adapters": [{"path": "/a"}], "out": "/o"}, ["target"]),
        (MERGE | {"adapters": []}, ["adapters"]),
        (MERGE | {"adapters": [{"path": "/a", "weight": "much"}]}, ["adapters.0.weight", "much"]),
        (MERGE | {"context": "sideways"}, ["context", "sideways", "keep"]),
        (MERGE | {"token": "hf_abcdefghijklmnopqrstuvwxyz"}, ["token"]),
        ({"target": "/t"}, ["kind"]),
        ({"kind": 3}, ["kind"]),
        ([], ["kind"]),
    ],
)
def test_what_is_wrong_is_named_in_one_sentence(content: object, named: list[str]) -> None:
    with pytest.raises(BadInput) as caught:
        read_job(json.dumps(content))
    assert "\n" not in caught.value.message
    assert all(part in str(caught.value) for part in named), caught.value


def test_two_ways_to_choose_the_rank() -> None:
    with pytest.raises(BadInput, match="either"):
        make_job("extract", {"base": "/b", "donor": "/d", "out": "/o", "auto_rank": True, "size": 3})


def test_files_that_are_no_job(tmp_path: Path) -> None:
    file = tmp_path / "job.json"
    for content in (b"{", b"\xff\xfe\x00", b"[" * 100_000, b" " * (MAX_JOB_BYTES + 1)):
        file.write_bytes(content)
        with pytest.raises(BadInput, match=r"job\.json"):
            read_job(file)
    with pytest.raises(BadInput, match="nowhere"):
        read_job(tmp_path / "nowhere.json")
    with pytest.raises(BadInput, match="nowhere"):
        save_job(merge_job(), tmp_path / "nowhere" / "job.json")


def test_hub_paths_are_kept_as_they_are_until_somebody_brings_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute(Path("hf:owner/name@main")) == Path("hf:owner/name@main")
    assert absolute(Path("model")) == tmp_path / "model"
    assert absolute(Path("~/model")) == Path.home() / "model"
    on_the_hub = read_job(json.dumps(MERGE | {"adapters": [{"path": "hf:owner/name"}]}))
    assert "hf:owner/name" in json.dumps(job_json(on_the_hub))
    here = with_inputs(on_the_hub, lambda path: tmp_path if is_hub_path(path) else path)
    assert isinstance(here, MergeJob)
    assert here.options.adapters[0].path == tmp_path
    assert str(here.options.target) == MERGE["target"]
    with pytest.raises(BadInput, match="hf:owner/name") as caught:
        resolve_path(Path("hf:owner/name"))
    assert "Download" in caught.value.hint


def test_every_input_of_every_kind_of_job_can_be_brought(tmp_path: Path) -> None:
    for one in (one for one in JOBS if one.kind not in ("download", "upload")):
        asked: list[Path] = []
        with_inputs(one, lambda path: asked.append(path) or tmp_path)  # type: ignore[func-returns-value]  # noqa: B023
        assert asked, one.kind
