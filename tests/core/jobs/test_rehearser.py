"""The process that rehearses jobs answers the newest question and touches nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PROCESS = [sys.executable, "-u", "-P", "-m", "graftwork_core.jobs.rehearser"]


@pytest.fixture
def process() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        PROCESS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as made:
        yield made
        assert made.stdin
        made.stdin.close()
        assert made.wait(30) == 0


def ask(process: subprocess.Popen[str], number: int, job: object) -> None:
    assert process.stdin
    process.stdin.write(json.dumps({"id": number, "job": job}) + "\n")
    process.stdin.flush()


def answer(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout
    found: dict[str, Any] = json.loads(process.stdout.readline())
    return found


def test_questions_are_answered_and_nothing_is_touched(
    process: subprocess.Popen[str], sample: Path, tmp_path: Path
) -> None:
    names = {"base": "base", "donor": "long", "target": "skill"}
    job = {"kind": "graft", "out": str(tmp_path / "out"), "rank": 4}
    job |= {role: str(sample / name) for role, name in names.items()}
    ask(process, 1, {**job, "rank": 0})
    ask(process, 2, {**job, "rank": 2})
    ask(process, 3, job)
    # All three came while torch was being loaded: only the newest is answered.
    found = answer(process)
    assert found["id"] == 3
    assert found["fit"]["severity"] == "ok"
    assert found["seconds"] > 0
    assert sum(one["bytes"] for one in found["writes"]) > 1_700_000
    assert not (tmp_path / "out").exists()

    ask(process, 4, {**job, "target": str(tmp_path / "nowhere")})
    found = answer(process)
    assert found["id"] == 4
    assert "nowhere" in found["error"]["message"]
    assert found["error"]["hint"] is not None

    for nonsense in (17, {"rank": 3}, {**job, "rank": "many"}):
        ask(process, 5, nonsense)
        assert answer(process)["error"]["message"]
    ask(process, 6, job)
    assert answer(process)["id"] == 6
