"""The command line of a job asks for that very job."""

from __future__ import annotations

import shlex
from typing import Any

import pytest
from typer.testing import CliRunner

from graftwork_core.cli import work
from graftwork_core.cli.app import app
from graftwork_core.errors import BadInput
from graftwork_core.jobs.command_line import command_line
from graftwork_core.jobs.spec import Job, make_job

PLACES = {"base": "/m/base", "donor": "/m/it's long", "target": "/m/中文 模型", "out": "/m/out; rm x"}
EXTRACT = {name: PLACES[name] for name in ("base", "donor", "out")}
MERGE: dict[str, Any] = {name: PLACES[name] for name in ("target", "out")}


def read(line: str, monkeypatch: pytest.MonkeyPatch) -> Job:
    """What the command line would do."""
    asked: list[Job] = []
    monkeypatch.setattr(work, "do", lambda job, manner: asked.append(job))
    done = CliRunner().invoke(app, shlex.split(line)[1:])
    assert done.exit_code == 0, done.output
    return asked[0]


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("graft", PLACES),
        ("graft", {**PLACES, "rank": 8, "weight": -0.75, "context": 4096, "include": ["q_proj$", "--odd"]}),
        ("graft", {**PLACES, "size": 1_500_000, "max_rank": 64, "factor_dtype": "fp8", "shard_size": 2_000_000_000}),
        ("graft", {**PLACES, "weight": 1 / 3, "force": True, "overwrite": True, "device": "cuda:1", "seed": 7}),
        ("extract", {**EXTRACT, "auto_rank": True, "max_rank": 12, "dtype": "fp32", "embeddings": "full"}),
        ("extract", {**EXTRACT, "auto_rank": True, "rank": 8, "exclude": ["mlp"], "threads": 2}),
        ("merge", {**MERGE, "adapters": [{"path": "/a/x"}]}),
        (
            "merge",
            {
                **MERGE,
                "adapters": [{"path": "/a/x=2", "weight": 0.1}, {"path": "/a/y z", "weight": -2.0}],
                "context": "keep",
                "rounding": "stochastic",
                "dtype": "fp16",
                "verify": "full",
            },
        ),
        ("diff", {**EXTRACT, "max_rank": 16}),
    ],
)
def test_the_line_asks_for_the_same_job(kind: str, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    job = make_job(kind, options)
    found = read(command_line(job), monkeypatch)
    if options.get("auto_rank"):  # which rank stands there then means nothing, and cannot be said beside --auto-rank
        job = make_job(kind, {name: value for name, value in options.items() if name != "rank"})
    assert found == job


def test_defaults_are_not_said() -> None:
    line = command_line(make_job("merge", {"target": "/t", "out": "/o", "adapters": [{"path": "/a", "weight": 0.5}]}))
    assert line == "graftwork merge --target /t --adapter /a=0.5 --out /o"


def test_a_kind_without_such_a_command_is_named() -> None:
    with pytest.raises(BadInput, match="haystack"):
        command_line(make_job("haystack", {"model": "/m", "out": "/o"}))
