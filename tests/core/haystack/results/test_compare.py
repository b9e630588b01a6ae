"""Two runs of the same questions are compared pair by pair; others are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.haystack.results.compare import compare
from tests.core.haystack.synthetic import everywhere, make_run, nowhere, question, results


def short_only(length: int, depth: float, number: int) -> bool:
    return length < 512


TARGET = make_run(results(short_only), model={"name": "target"})
MERGED = make_run(results(lambda length, depth, n: length < 2048 or depth > 0.5), model={"name": "merged"})


def test_what_was_gained_and_lost() -> None:
    whole = compare(TARGET, MERGED).whole
    assert (whole.n, whole.both, whole.lost, whole.gained) == (110, 44, 0, 54)
    assert whole.difference == pytest.approx(54 / 110)
    assert whole.lo < whole.difference < whole.hi
    assert whole.p == pytest.approx(2**-53)
    assert whole.is_better
    assert not whole.is_worse
    assert whole.lp_change == pytest.approx(54 * 3.99 / 110)


def test_the_other_way_round_it_is_a_loss() -> None:
    there, back = compare(TARGET, MERGED), compare(MERGED, TARGET)
    assert back.whole.is_worse
    assert back.whole.difference == -there.whole.difference
    assert back.whole.lo == pytest.approx(-there.whole.hi, abs=1e-9)
    assert "54 fewer" in back.sentence_en
    assert "少找到 54 个" in back.sentence_zh


def test_the_difference_map_and_its_columns() -> None:
    comparison = compare(TARGET, MERGED)
    cells = {(cell.length, cell.depth_band): cell.paired.difference for cell in comparison.cells}
    assert len(cells) == 55
    assert (cells[128, 0.0], cells[512, 0.0], cells[2048, 0.0], cells[2048, 1.0]) == (0, 1, 0, 1)
    assert [paired.gained for _, paired in comparison.by_length] == [0, 0, 22, 22, 10]


def test_the_difference_is_that_of_the_maps() -> None:
    """The smoke test's other depths, harder tiers and facts alone are no part of a map."""
    scan = results(everywhere, extra={"phase": "scan"})
    others = [
        *(question(1024, step / 9, hit=False, extra={"phase": "smoke"}) for step in range(10)),
        *(question(512, depth / 10, hit=False, tier="T5", extra={"phase": "harder"}) for depth in range(11)),
        *(question(512, 0.5, number, hit=False, tier="T1", extra={"phase": "alone"}) for number in range(4)),
    ]
    first, second = make_run([*scan, *others]), make_run([*scan, *(replace(one, forced=None) for one in others)])
    comparison = compare(first, second)
    assert comparison.whole.n == len(scan)
    assert {cell.depth_band for cell in comparison.cells} == {cell.depth_band for cell in first.summary.cells}
    only_smoke = make_run(others[:10])
    assert compare(only_smoke, second).whole.n == 10, "where nothing else is shared, it is better than nothing"


def test_a_fall_in_short_texts_is_seen() -> None:
    broken = make_run(results(lambda length, depth, n: length > 256 or depth > 0.5), model={"name": "merged"})
    comparison = compare(TARGET, broken)
    assert comparison.short is not None
    assert comparison.short.is_worse
    assert comparison.short.lost == 24
    assert comparison.whole.is_better


def test_no_difference_is_said_as_such() -> None:
    same = compare(TARGET, TARGET)
    assert (same.first, same.second) == ("target (1)", "target (2)")
    assert same.whole.p == 1
    assert "no difference" in same.sentence_en
    assert "没有确定的差别" in same.sentence_zh


def test_other_questions_are_refused() -> None:
    other = make_run(results(everywhere), plan_hash="plan-2")
    with pytest.raises(BadInput, match="same questions"):
        compare(TARGET, other)


def test_the_same_id_for_another_question_is_refused() -> None:
    changed = make_run([question(128, 0.5, hit=True, extra={"x": 1})])
    swapped = make_run([question(128, 0.5)])
    assert compare(changed, swapped).whole.n == 1
    other = make_run([replace(question(128, 0.5), expected="1111")])
    with pytest.raises(BadInput, match="different questions under the name"):
        compare(swapped, other)


def test_only_shared_sound_questions_count() -> None:
    stopped = make_run(results(everywhere, lengths=(128, 256)))
    void = make_run([*results(everywhere, lengths=(128,)), *results(everywhere, lengths=(256,), status="void")])
    assert compare(stopped, MERGED).alone == (0, 66)
    assert compare(void, stopped).whole.n == 22
    with pytest.raises(BadInput, match="share no question"):
        compare(stopped, make_run(results(nowhere, lengths=(4096,))))


def test_documents_that_differ_widen_the_difference() -> None:
    first = make_run([one for seed in (1, 2, 3) for one in results(nowhere, lengths=(512,), seed=seed)])
    uneven = make_run(
        [*results(everywhere, lengths=(512,), seed=1), *results(nowhere, lengths=(512,), seed=2),
         *results(nowhere, lengths=(512,), seed=3)]
    )  # fmt: skip
    even = make_run(
        [one for seed in (1, 2, 3) for one in results(lambda a, depth, n: depth < 0.35, lengths=(512,), seed=seed)]
    )
    wide, narrow = compare(first, uneven).whole, compare(first, even).whole
    assert wide.hi - wide.lo > 1.5 * (narrow.hi - narrow.lo)
