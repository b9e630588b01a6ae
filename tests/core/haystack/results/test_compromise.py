"""A sweep: which setting is the best compromise, and what its files say."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graftwork_core.errors import BadInput
from graftwork_core.haystack.export.sweep_files import SWEEP_FORMATS, export_sweep, sweep_csv
from graftwork_core.haystack.export.sweep_page import sweep_html
from graftwork_core.haystack.results.compromise import (
    Setting,
    Skill,
    Sweep,
    SweepColumn,
    SweepPoint,
    skill_of,
    sweep_columns,
)
from graftwork_core.haystack.results.compromise_file import SWEEP_NAME, read_sweep, write_sweep
from graftwork_core.haystack.results.compromise_words import judge_sweep
from graftwork_core.haystack.results.statistics import wilson
from graftwork_core.haystack.results.tally import Tally
from tests.core.haystack.synthetic import is_png, question, results


def tally(hits: int, n: int = 22) -> Tally:
    bounds = wilson(hits, n)
    return Tally(n, hits, bounds.lo, bounds.hi)


def column(hits: int, n: int = 22, *, language: str = "en", length: int = 2048) -> SweepColumn:
    return SweepColumn(language, length, tally(hits, n))


def point(
    weight: float, rank: int, worst: int, words: int | None = 38, *, modules: str = "all", other: int = 22
) -> SweepPoint:
    skill = None if words is None else Skill(38, words, 38 - words, 0)
    columns = (column(other, length=1024), column(worst), column(other, language="zh"))
    return SweepPoint(Setting(weight, rank, modules), columns, skill, tokens=1000, seconds=0.5)


def sweep(*points: SweepPoint, **changes: Any) -> Sweep:
    parts: dict[str, Any] = {
        "target": {"name": "skill"},
        "adapter": {"name": "long"},
        "plan": {"lengths": [1024, 2048]},
    }
    return Sweep(**{**parts, "points": points, **changes})


@pytest.mark.parametrize(
    ("hits", "n", "sound"),
    [(22, 22, True), (20, 22, True), (19, 22, True), (18, 22, False), (1, 22, False), (0, 0, False), (3, 3, False),
     (4, 4, True), (90, 100, False), (96, 100, True), (4, 5, False)],
)  # fmt: skip
def test_a_sound_column(hits: int, n: int, sound: bool) -> None:
    assert column(hits, n).is_sound is sound


@pytest.mark.parametrize(("words", "kept"), [(38, True), (37, True), (36, False), (0, False)])
def test_a_kept_skill(words: int, kept: bool) -> None:
    assert Skill(38, words, 38 - words, 0).is_kept is kept


def test_gained_answers_make_up_for_no_lost_ones() -> None:
    swapped = Skill(38, 33, lost=5, gained=5)
    assert (swapped.before, swapped.kept) == (33, 28)
    assert not swapped.is_kept
    assert swapped.share == pytest.approx(28 / 33)
    assert Skill(38, 38, lost=0, gained=5).share == 1.0, "no more than everything is kept"
    told = judge_sweep(sweep(replace(point(1, 8, 22), skill=swapped))).sentence_en
    assert "skill 33 of 38 (untouched 33, of which 5 are lost)" in told


def test_a_target_without_the_skill_has_nothing_to_lose() -> None:
    assert Skill(38, 0).is_kept
    assert Skill(38, 0).share is None
    assert Skill(38, 5, 0, 5).is_kept


def test_the_best_compromise_has_the_best_worst_column() -> None:
    best = point(0.75, 16, 21)
    assert sweep(point(0.5, 4, 20), best, point(1, 16, 22, words=34), point(0.25, 4, 9)).best is best


def test_of_equals_the_lower_rank_then_the_lower_weight_then_the_earlier_group() -> None:
    low = point(0.75, 8, 21)
    assert sweep(point(0.5, 16, 21), point(1, 8, 21), low, point(0.75, 8, 21, modules="attention")).best is low
    first = sweep(point(0.75, 8, 21, modules="attention"), low).best
    assert first is not None
    assert first.setting.modules == "attention"


def test_equal_rates_of_other_counts_are_equals() -> None:
    small = replace(point(1, 4, 22), columns=(column(11, 11),))
    large = replace(point(0.5, 8, 22), columns=(column(33, 33),))
    assert sweep(large, small).best is small


def test_every_column_counts_in_every_language() -> None:
    zh_lost = replace(point(1, 8, 22), columns=(column(22), column(3, language="zh")))
    assert sweep(zh_lost).best is None
    assert zh_lost.worst is not None
    assert zh_lost.worst.language == "zh"
    assert (point(1, 8, 22).reach, point(1, 8, 3).reach, zh_lost.reach) == (2048, 1024, None)


def test_no_setting_qualifies() -> None:
    nothing = sweep(point(0.5, 8, 9), point(1, 8, 22, words=20), point(1, 4, 12))
    assert nothing.best is None
    assert nothing.nearest is nothing.points[2]
    found = judge_sweep(nothing)
    assert found.state == "red"
    assert "(1 of 3 are sound, 2 keep it)" in found.sentence_en
    assert judge_sweep(sweep()).state == "void"


def test_the_sentence_names_the_setting() -> None:
    found = judge_sweep(sweep(point(0.75, 8, 21), point(0.5, 8, 3)))
    assert found.sentence_en == (
        "Best compromise: rank 8, weight 0.75, all modules; 21 of 22 facts found in its worst column (English, "
        "2,048 tokens), skill 38 of 38 (untouched 38); 1 of 2 settings qualify."
    )
    assert found.sentence_zh.startswith("最佳折中：秩 8、权重 0.75、所有模块；最差一列（英文，2,048 个词元）")


def test_without_prompts_only_long_context_decides() -> None:
    assert sweep(point(1, 8, 22, words=None)).best is not None


def test_skill_is_paired_by_prompt() -> None:
    skill = skill_of({"a": True, "b": True, "c": False, "x": True}, {"a": True, "b": False, "c": True, "y": True})
    assert skill == Skill(3, 2, 1, 1)
    assert (skill.before, skill.p) == (2, 1.0)


def test_columns_come_from_questions() -> None:
    some = [*results(lambda length, depth, n: depth > 0.5), question(128, 0.5, 9, control=True)]
    found = sweep_columns(some)
    assert [(one.language, one.length, one.tally.hits, one.tally.n) for one in found][:2] == [
        ("en", 128, 10, 22), ("en", 256, 10, 22)
    ]  # fmt: skip


settings = st.builds(Setting, st.floats(-4, 4), st.integers(0, 512), st.sampled_from(["all", "attention", "q.*"]))
tallies = st.integers(0, 60).flatmap(lambda n: st.integers(0, n).map(lambda hits: tally(hits, n)))
columns = st.builds(SweepColumn, st.sampled_from(["en", "zh", "任务"]), st.integers(1, 2**27), tallies)
skills = st.none() | st.integers(0, 50).flatmap(
    lambda n: st.integers(0, n).flatmap(
        lambda hits: st.builds(Skill, st.just(n), st.just(hits), st.integers(0, n - hits), st.integers(0, hits))
    )
)
points = st.builds(
    SweepPoint,
    settings,
    st.lists(columns, max_size=4).map(tuple),
    skills,
    tokens=st.integers(0, 10**9),
    seconds=st.floats(0, 1e6),
    failure=st.sampled_from(["", "The adapter makes tensor 'a' NaN or infinite."]),
)


@given(st.lists(points, max_size=5), st.none() | points)
def test_a_sweep_survives_the_way_through_its_file(
    tmp_path_factory: pytest.TempPathFactory, some: list[SweepPoint], untouched: SweepPoint | None
) -> None:
    folder = tmp_path_factory.mktemp("sweep")
    whole = sweep(*some, untouched=untouched, extra={"later": 1})
    write_sweep(folder, whole)
    again = read_sweep(folder)
    assert again == whole
    assert again.extra == {"later": 1}
    assert judge_sweep(again) == judge_sweep(whole)


def test_broken_and_newer_files_are_refused(tmp_path: Path) -> None:
    write_sweep(tmp_path, sweep(point(0.75, 8, 21)))
    file = tmp_path / SWEEP_NAME
    good = json.loads(file.read_text("utf-8"))
    for path, value, named in (
        (("schema",), "sweep/2", "sweep/2"),
        (("schema",), "niah/1", "niah/1"),
        (("points",), 7, "points"),
        (("points", 0, "rank"), "8", "rank"),
        (("points", 0, "columns", 0, "hits"), 99, "hits"),
        (("points", 0, "skill", "lost"), 99, "lost"),
    ):
        broken = json.loads(json.dumps(good))
        place = broken
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        file.write_text(json.dumps(broken))
        with pytest.raises(BadInput, match=named):
            read_sweep(tmp_path)


GRID = sweep(
    *(
        point(weight, rank, min(22, round(9 + weight * 14)), 38 if weight < 1 else 30, modules=modules)
        for modules in ("all", "attention")
        for rank in (4, 8, 16)
        for weight in (0.25, 0.5, 0.75, 1.0)
    ),
    untouched=point(0, 0, 1),
)


def test_every_format(tmp_path: Path) -> None:
    for whole in (GRID, sweep(), sweep(point(1, 8, 22, words=None))):
        for kind in SWEEP_FORMATS:
            export_sweep(whole, kind, tmp_path)
        for name in ("settings.svg", "compromise.svg"):
            ElementTree.fromstring((tmp_path / name).read_text("utf-8"))
        assert is_png(tmp_path / "settings.png")
        assert is_png(tmp_path / "compromise.png")
    with pytest.raises(BadInput, match="no format"):
        export_sweep(GRID, "pdf", tmp_path)


def test_the_grid_shows_every_setting_and_marks_the_best(tmp_path: Path) -> None:
    svg = export_sweep(GRID, "svg", tmp_path).read_text("utf-8")
    root = ElementTree.fromstring(svg)
    tips = [one.text for one in root.iter("{http://www.w3.org/2000/svg}title") if one.get("id") is None]
    assert len(tips) == 24
    assert svg.count("#ffffff") >= 2
    best = GRID.best
    assert best is not None
    assert best.setting == Setting(0.75, 4, "all")
    assert best.setting.told in svg


def test_the_page_and_the_table_say_it_in_words() -> None:
    page = sweep_html(GRID)
    assert "★ rank 4, weight 0.75, all" in page
    assert page.count("✗ no") == 24 - sum(one.qualifies for one in GRID.points)
    assert "最佳折中" in sweep_html(GRID, "zh")
    rows = list(csv.DictReader(io.StringIO(sweep_csv(GRID))))
    assert len(rows) == 25
    assert rows[0]["weight"] == "0"
    assert rows[1]["en 2048 hits"] == str(GRID.points[0].columns[1].tally.hits)


def test_hostile_names_in_a_sweep_do_nothing(tmp_path: Path) -> None:
    evil = "<script>x</script>\x00\u202e"
    target = {"name": evil, "path": "/home/somebody/skill"}
    whole = replace(GRID, target=target, points=(point(1, 8, 22, modules=evil),))
    page = sweep_html(whole)
    assert "<script" not in page
    assert "somebody" not in page
    assert "somebody" not in export_sweep(whole, "json", tmp_path).read_text("utf-8")
    ElementTree.fromstring(export_sweep(whole, "svg", tmp_path).read_text("utf-8"))
