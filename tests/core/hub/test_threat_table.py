"""The table of threats in docs/hub.md: no row is missing, and every test that it names is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[3]
THREATS: Final = 28
ROW: Final = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
FILE: Final = re.compile(r"`(\w+(?:/\w+)*)`: ((?:`test_\w+`(?:, )?)+)")


def rows() -> dict[int, str]:
    """Number → tests, as the table has them."""
    _, found, text = (ROOT / "docs/hub.md").read_text(encoding="utf-8").partition("\n## Threats and their tests\n")
    assert found
    return {int(number): tests for number, _, tests in ROW.findall(text.partition("\n## ")[0])}


def test_every_threat_has_a_row() -> None:
    assert list(rows()) == list(range(1, THREATS + 1))


@pytest.mark.parametrize(("number", "tests"), rows().items())
def test_the_tests_of_a_row_exist(number: int, tests: str) -> None:
    named = FILE.findall(tests)
    assert named
    assert FILE.sub("", tests).strip("; ") == "", "every word of the cell is a file or a test"
    for file, names in named:
        there = (ROOT / "tests" / f"{file}.py").read_text(encoding="utf-8")
        for name in re.findall(r"test_\w+", names):
            assert re.search(rf"^ *(async )?def {name}\(", there, re.MULTILINE), f"{file} has no {name}"
