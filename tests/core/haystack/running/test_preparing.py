"""What makes two checks the same check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graftwork_core.haystack.plans.options import HaystackOptions
from graftwork_core.haystack.running import rows
from graftwork_core.haystack.running.preparing import Prepared, prepare
from tests.core.haystack.minis import SAMPLE

FORM: dict[str, Any] = {
    "needle": "The code of {key} is {value}.",
    "question": "What is the code of {key}?",
    "answer": "It is {value}.",
}
TASK: dict[str, Any] = {
    "name": "mine",
    "language": "en",
    "filler": {
        "sentences": ["The {noun} {verb} by the {noun}."],
        "words": {"noun": [f"river{number}" for number in range(90)], "verb": ["waits", "rests", "sleeps"]},
    },
    "words": {"colour": ["red", "blue", "green", "grey"], "town": [f"Zorim{number}" for number in range(40)]},
    "keys": ["{colour} {town}"],
    "value": {"digits": 5},
    "tiers": {"T1": [FORM], "T2": [FORM]},
}


def prepared(folder: Path, **changes: Any) -> Prepared:
    folder.mkdir()
    task = folder / "task.yaml"
    task.write_text(json.dumps(TASK | changes), "utf-8")
    options = HaystackOptions(
        model=SAMPLE / "skill", out=folder / "out", task=task, preset="quick", lengths=(512,), depths=2, repeats=1
    )
    return prepare(options, rows.main_row(options))


def test_a_plan_is_another_when_the_texts_of_a_later_phase_are_others(tmp_path: Path) -> None:
    one = prepared(tmp_path / "one")
    alone = prepared(tmp_path / "alone", tiers={"T1": [FORM | {"question": "Tell the code of {key}."}], "T2": [FORM]})
    assert alone.compiled.hash == one.compiled.hash, "the scan asks the same"
    assert alone.header.plan_hash != one.header.plan_hash


def test_a_plan_is_the_same_wherever_its_task_lies_and_whatever_it_is_called(tmp_path: Path) -> None:
    assert prepared(tmp_path / "one").header.plan_hash == prepared(tmp_path / "two", name="ours").header.plan_hash
