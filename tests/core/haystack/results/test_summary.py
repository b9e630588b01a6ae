"""What a run comes to: cells, columns, bands, effective context, curves, badge."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from graftwork_core.haystack.results.columns import Column, columns
from graftwork_core.haystack.results.summary import summarise
from graftwork_core.haystack.results.tally import band_of, depth_rows, is_outer, tally
from tests.core.haystack.synthetic import DEPTHS, LENGTHS, everywhere, header, make_run, nowhere, question, results


def column(found: object, **parts: object) -> Column:
    (only,) = columns(results(found, lengths=(2048,), **parts))  # type: ignore[arg-type]
    return only


def test_a_small_preset_is_decided_by_columns() -> None:
    """Two trials a cell, 22 a column, as on the sample models."""
    assert column(everywhere).state == "green"
    assert column(lambda length, depth, number: depth == 1 and number == 0).state == "red"
    one = column(lambda length, depth, number: (depth, number) != (0.5, 0))
    two = column(lambda length, depth, number: depth not in (0.2, 0.5) or number == 1)
    together = column(lambda length, depth, number: depth != 0.5)
    assert [c.tally.hits for c in (one, two, together)] == [21, 20, 20]
    assert [c.state for c in (one, two, together)] == ["amber", "amber", "amber"]


def test_one_miss_in_a_band_may_lean_on_a_green_column_two_may_not() -> None:
    spread = column(lambda length, depth, number: (depth, number) not in {(0.1, 0), (0.5, 0)}, repeats=5)
    heaped = column(lambda length, depth, number: (depth, number) not in {(0.5, 1), (0.5, 0)}, repeats=5)
    assert spread.tally == heaped.tally
    assert spread.tally.hits == 53
    assert (spread.state, heaped.state) == ("green", "amber")
    assert heaped.worst is not None
    assert heaped.worst[0] == "middle"


def test_a_band_that_is_red_makes_its_column_red() -> None:
    lost = column(lambda length, depth, number: not 0.3 <= depth <= 0.7, repeats=20)
    assert lost.state == "red"
    mostly = column(lambda length, depth, number: depth > 0.05 or number == 0, repeats=20)
    assert mostly.tally.rate == pytest.approx(201 / 220)
    assert mostly.worst is not None
    assert (mostly.worst[0], mostly.worst[1].state, mostly.state) == ("begin", "red", "red")


def test_fewer_than_three_misses_are_never_red() -> None:
    assert column(nowhere, depths=(0.5,), repeats=2).state == "amber"
    assert column(nowhere, depths=(0.5,), repeats=3).state == "red"


def test_a_small_column_without_a_miss_leans_on_its_neighbours() -> None:
    near = columns(results(everywhere, lengths=(1000, 1100, 1200), depths=(0, 0.2, 0.4, 0.6, 0.8, 1)))
    assert [(c.tally.n, c.state, c.leans) for c in near] == [(12, "green", True)] * 3
    far = columns(results(everywhere, lengths=(1000, 4000), depths=(0, 0.2, 0.4, 0.6, 0.8, 1)))
    assert [c.state for c in far] == ["amber", "amber"]
    missed = columns(
        results(lambda length, depth, n: length < 1200 or depth > 0, lengths=(1000, 1100, 1200), depths=(0, 0.5, 1))
    )
    assert "green" not in {c.state for c in missed}


def test_voids_are_never_misses() -> None:
    some = [*results(everywhere, lengths=(512,)), *[question(512, 0.5, 50 + i, status="void") for i in range(9)]]
    (only,) = columns(some)
    assert (only.tally.n, only.tally.voids, only.state) == (22, 9, "green")
    (void,) = columns([question(512, 0.5, status="error", reason="down")])
    assert (void.state, void.tally.rate) == ("void", None)


def test_bands_and_outer_fifths() -> None:
    assert [band_of(depth) for depth in (0, 0.2999, 0.3, 0.7, 0.7001, 1)] == [
        "begin", "begin", "middle", "middle", "end", "end"
    ]  # fmt: skip
    assert [is_outer(depth) for depth in (0.2, 0.21, 0.79, 0.8)] == [True, False, False, True]
    assert [band_of(depth) for depth in DEPTHS].count("middle") == 5


def test_too_many_depths_become_tenths() -> None:
    many = [question(128, index / 100) for index in range(101)]
    row_of = depth_rows(many)
    assert {row_of(one) for one in many} == set(DEPTHS)
    few = [question(128, 0.12345), question(128, 0.5)]
    assert depth_rows(few)(few[0]) == 0.1235  # 0.12345 is a little more in binary


def test_effective_context_in_three_definitions() -> None:
    def found(length: int, depth: float, number: int) -> bool:
        misses = {512: 0, 1024: 3, 2048: 4}.get(length, 0)
        return DEPTHS.index(depth) * 2 + number >= misses

    reach = make_run(results(found)).summary.effective
    assert (reach.ours, reach.ruler_85_6, reach.own_85) == (512, 1024, 1024)
    assert make_run(results(nowhere)).summary.effective.as_json() == dict.fromkeys(("ours", "ruler_85_6", "own_85"))


def test_a_hole_ends_the_effective_context() -> None:
    reach = make_run(results(lambda length, depth, number: length != 256)).summary.effective
    assert (reach.ours, reach.ruler_85_6) == (128, 128)


def test_own_threshold_is_the_models_own_short_rate() -> None:
    half = make_run(results(lambda length, depth, number: number == 0)).summary.effective
    assert (half.ours, half.ruler_85_6, half.own_85) == (None, None, 2048)


def test_short_guard_takes_1k_and_2k_or_the_two_shortest() -> None:
    assert make_run(results(everywhere)).summary.short.lengths == (128, 256)
    long = make_run(results(everywhere, lengths=(1024, 1448, 2048, 4096))).summary.short
    assert (long.lengths, long.tally.n) == ((1024, 2048), 44)
    assert make_run(results(everywhere, lengths=(4096, 8192, 16384))).summary.short.lengths == (4096, 8192)


def test_middle_penalty_area_and_distances() -> None:
    summary = make_run(results(lambda length, depth, number: not 0.3 <= depth <= 0.7)).summary
    assert summary.middle_penalty == 1.0
    assert summary.log_area == pytest.approx(12 / 22)
    assert summary.worst_band is not None
    assert summary.worst_band[0] == "middle"
    far = make_run(results(lambda length, depth, number: (1 - depth) * length < 512)).summary
    by_distance = {row.nearest: row.tally.rate for row in far.by_distance}
    assert by_distance[256] == 1
    assert by_distance[1024] == 0
    assert sum(row.tally.n for row in far.by_distance) == far.whole.n


def test_lengths_left_out_after_red_ones_count_in_the_area() -> None:
    lost = results(lambda length, depth, number: length < 512, lengths=(128, 256, 512))
    stopped = summarise(header(), lost).log_area
    tested = summarise(header(plan={"lengths": [128, 256, 512]}), lost).log_area
    assert stopped == pytest.approx(0.375)
    assert tested == pytest.approx(0.75)
    fine = results(everywhere, lengths=(128, 256))
    assert summarise(header(), fine).log_area == 1.0


def test_controls_tell_false_retrieval_and_gain() -> None:
    asked = [question(512, depth, 1, control=True, hit=depth > 0.75, lp=-3.0) for depth in DEPTHS]
    summary = make_run([*results(everywhere, lengths=(512,)), *asked]).summary
    assert (summary.false_retrieval.hits, summary.false_retrieval.n) == (3, 11)
    assert summary.whole.n == 22
    assert summary.gain == pytest.approx(2.99)


def test_the_badge_needs_381_straight_hits_and_no_doubt() -> None:
    def badge(some: object, **changes: object) -> tuple[bool, str]:
        run = make_run(some, **changes)  # type: ignore[arg-type]
        return run.summary.all_green.given, run.summary.all_green.withheld

    many = results(everywhere, repeats=7)
    assert len(many) == 385
    assert badge(many) == (True, "")
    assert badge(many[:380]) == (False, "few")
    assert badge(many, generator={"repeated": 3}) == (False, "repeated")
    assert badge([*many, question(512, 0.5, 90, status="void")]) == (False, "void")
    assert badge(many, plan={"lengths": [*LENGTHS, 4096]}) == (False, "unfinished")
    assert badge([*many, question(512, 0.5, 90, hit=False)]) == (False, "")


def test_the_map_is_of_the_runs_own_tier_and_phases() -> None:
    scan = results(everywhere, extra={"phase": "scan"})
    smoke = results(nowhere, lengths=(64,), repeats=1, tier="T1", extra={"phase": "smoke"})
    alone = results(everywhere, lengths=(2048,), repeats=1, tier="T1", extra={"phase": "alone"})
    harder = results(nowhere, lengths=(2048,), tier="T5", extra={"phase": "harder"})
    summary = make_run([*scan, *smoke, *alone, *harder]).summary
    assert summary.tier == "T2"
    assert [c.length for c in summary.by_length] == list(LENGTHS)
    assert summary.whole.n == 110
    assert (summary.alone.n, dict(summary.by_tier)["T5"].hits) == (11, 0)
    only = make_run([*smoke, *alone]).summary
    assert [c.length for c in only.by_length] == [64]
    assert only.alone.n == 11


def test_the_order_of_results_does_not_matter() -> None:
    some = results(lambda length, depth, number: (length + int(depth * 10) + number) % 3 > 0, seed=1)
    some += results(lambda length, depth, number: depth > 0.3, seed=2)
    mixed = some.copy()
    random.Random(7).shuffle(mixed)
    assert summarise(header(), mixed) == summarise(header(), some)


def test_haystacks_that_differ_widen_a_columns_interval() -> None:
    one = results(everywhere, lengths=(512,), seed=1, repeats=4)
    other = results(lambda length, depth, number: number == 0, lengths=(512,), seed=2, repeats=4)
    mixed, alike = tally([*one, *other]), tally([replace(result, seed=1) for result in (*one, *other)])
    assert (mixed.hits, mixed.n) == (alike.hits, alike.n) == (55, 88)
    assert mixed.hi - mixed.lo > 0.7
    assert (mixed.state, alike.state) == ("amber", "red")
