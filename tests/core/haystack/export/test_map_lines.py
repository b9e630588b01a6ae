"""The map as text: what stands in which cell, in wide and in narrow terminals, with and without colours."""

from __future__ import annotations

from typing import Any

from graftwork_core.cli.heatmap import map_lines


def cell(length: int, depth: float, hits: int, n: int = 2) -> dict[str, Any]:
    return {"length": length, "depth_band": depth, "n": n, "hits": hits}


CELLS = [cell(1024, 0.0, 2), cell(1024, 1.0, 1), cell(2048, 0.0, 0), cell(2048, 1.0, 0, 0)]
COLUMNS = [{"length": 1024, "rate": 0.75, "state": "amber"}, {"length": 2048, "rate": 0.0, "state": "red"}]


def test_a_row_for_each_depth_and_a_column_for_each_length() -> None:
    assert map_lines(CELLS, COLUMNS, width=80) == [
        "depth     1k    2k",
        "    0%    ██    ··",
        "  100%    ▒▒    ××",
        "  rate  0.75  0.00",
        "           ?    no",
    ]


def test_many_lengths_stay_inside_of_a_terminal() -> None:
    lengths = [round(1024 * 2 ** (step / 4)) for step in range(25)]
    cells = [cell(length, depth / 10, 2) for length in lengths for depth in range(11)]
    columns = [{"length": length, "rate": 1.0, "state": "green"} for length in lengths]
    lines = map_lines(cells, columns, width=100)
    assert max(map(len, lines)) <= 100
    assert lines[0].split() == ["depth", "1k", "2k", "4k", "8k", "16k", "32k", "64k"]
    assert lines[0].index("64k") == lines[1].rindex("██") == lines[-1].rindex("ok")


def test_a_cell_that_nobody_asked_about_stays_empty() -> None:
    lines = map_lines(CELLS[:3], COLUMNS, width=80)
    assert lines[2] == "  100%    ▒▒"


def test_colours_only_where_a_terminal_shows_them() -> None:
    assert "\x1b[32m" in map_lines(CELLS, COLUMNS, width=80, colour=True)[1]
    assert not any("\x1b" in line for line in map_lines(CELLS, COLUMNS, width=80))
    assert map_lines([], [], width=80) == []
