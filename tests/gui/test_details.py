"""What goes into a report, and what never does."""

from __future__ import annotations

import json

import pytest

from graftwork.details import LOG_LINES, Failure, failure_of, report
from graftwork_core.errors import BadInput

TOKEN = "hf_" + "a1B2" * 8


def test_a_report_has_versions_job_and_the_last_lines() -> None:
    lines = [f"line {number}" for number in range(LOG_LINES + 50)]
    failure = Failure("The disk is full.", "Free some.", "trace", {"kind": "graft"}, lines, {"torch": "2.13"})
    text = report(failure)
    for part in ("The disk is full.", "Free some.", "Graftwork: ", "Python: ", "Qt: ", "torch: 2.13", "trace"):
        assert part in text
    assert json.dumps({"kind": "graft"}, indent=2) in text
    assert f"line {LOG_LINES + 49}" in text
    assert "line 49\n" not in text
    assert "line 50\n" in text


def test_no_token_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "secret-of-mine")
    failure = Failure(f"Bad token {TOKEN}", job={"out": f"/x/{TOKEN}"}, log=(f"Bearer {TOKEN}", "secret-of-mine"))
    text = report(failure)
    assert TOKEN not in text
    assert "secret-of-mine" not in text


def test_our_errors_speak_for_themselves_and_others_bring_their_traceback() -> None:
    ours = failure_of(BadInput("config.json is missing.", "Choose another."))
    assert (ours.message, ours.hint, ours.details) == ("config.json is missing.", "Choose another.", "")
    try:
        raise KeyError("x")
    except KeyError as error:
        other = failure_of(error)
    assert "KeyError" in other.message
    assert "Traceback" in other.details
    assert other.hint
