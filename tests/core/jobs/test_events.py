"""Events: one bounded line of JSON each, the same on both ends; a strange line is an error, not an event."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graftwork_core.errors import BadInput
from graftwork_core.jobs import events
from graftwork_core.jobs.events import MAX_LINE_BYTES, exit_status, numbered, parse_event, to_line

ALL = [
    events.Hello(1, "0.1.0", "3.11.7", 4711, torch="2.13.0", device="cpu", seq=1),
    events.Hello(1, "0.1.0", "3.11.7", 4711),
    events.Stage("merging", seq=2),
    events.Progress(10, 100, bytes_per_s=5.5, eta_s=16.4, seq=3),
    events.Progress(10, 100),
    events.Metric("model.layers.0", {"captured": 0.5, "rank": 8, "kind": "lora", "exact": True, "none": None}),
    events.Warning("The delta is small.", "Use fp32."),
    events.Result("merge", "/m/new", {"tensors": 39, "warnings": ["one"], "nested": {"a": 1}}),
    events.Error("bad_input", "config.json is broken.", "Download it again.", "", 2),
    events.Cancelled("The job was cancelled.", "Run it again."),
]


@pytest.mark.parametrize("event", ALL, ids=lambda event: event.type)
def test_what_is_written_is_read(event: events.Event) -> None:
    line = to_line(event)
    assert line.endswith("\n")
    assert "\n" not in line[:-1]
    assert parse_event(line) == event
    assert parse_event(line.encode()) == event


@given(st.text(), st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text()))
def test_any_text_survives(name: str, figures: dict[str, events.Figure]) -> None:
    event = events.Metric(name, figures)
    assert parse_event(to_line(event)) == event


def test_numbers_that_json_does_not_know_become_null() -> None:
    event = events.Progress(1, 2, bytes_per_s=math.inf, eta_s=math.nan)
    assert json.loads(to_line(event))["bytes_per_s"] is None
    assert parse_event(to_line(event)) == events.Progress(1, 2)


@pytest.mark.parametrize(
    "event",
    [
        events.Error("bug", "It failed.", details="\n".join(f"line {number} é" for number in range(200_000))),
        events.Warning("w" * 5_000_000, "hint"),
        events.Result("merge", "/m/new", {"warnings": ["w" * 1000] * 5000, "tensors": 39}),
        events.Result(
            "merge", "/m/new", {f"{number}": {f"{n}": "v" * 3000 for n in range(50)} for number in range(50)}
        ),
        events.Metric("m", {"n" * 2_000_000: "v" * 2_000_000}),
    ],
    ids=["details", "message", "list", "nested", "key"],
)
def test_no_line_is_ever_too_long(event: events.Event) -> None:
    line = to_line(numbered(event, 7))
    assert len(line.encode()) <= MAX_LINE_BYTES
    back = parse_event(line)
    assert (back.type, back.seq) == (event.type, 7)


def test_a_shortened_event_keeps_its_ends_and_its_short_fields() -> None:
    back = parse_event(to_line(events.Error("bug", "It failed.", "Report it.", "first" + "x" * 2_000_000 + "last")))
    assert isinstance(back, events.Error)
    assert (back.message, back.hint) == ("It failed.", "Report it.")
    assert back.details.startswith("first")
    assert back.details.endswith("last")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "loading weights: 50%",
        "[1, 2]",
        "{}",
        '{"type": "explosion", "seq": 1}',
        '{"type": "progress", "seq": 1, "done": 5}',
        '{"type": "progress", "seq": 1, "done": "5", "total": 10}',
        '{"type": "progress", "seq": 1, "done": true, "total": 10}',
        '{"type": "stage", "seq": 1, "name": 7}',
        '{"type": "result", "seq": 1, "kind": "merge", "out": "/o", "data": []}',
        '{"type": "metric", "seq": "one", "name": "m"}',
        "[" * 100_000,
        '{"type": "stage", "name": "' + "x" * MAX_LINE_BYTES + '"}',
    ],
    ids=range(13),
)
def test_what_is_no_event_is_refused(line: str) -> None:
    with pytest.raises(BadInput):
        parse_event(line)


def test_fields_of_a_newer_version_are_left_out() -> None:
    assert parse_event('{"type": "stage", "seq": 4, "name": "merging", "colour": "red"}') == events.Stage(
        "merging", seq=4
    )


def test_exit_statuses() -> None:
    assert exit_status(events.Result("merge", "/o")) == 0
    assert exit_status(events.Error("does_not_fit", "no", exit_status=3)) == 3
    assert exit_status(events.Cancelled()) == 130
