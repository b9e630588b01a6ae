"""Which needles share a text: near where they belong, apart from each other, in few and mostly short texts."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from graftwork_core.haystack.plans.plan import length_grid, spread
from graftwork_core.haystack.questions.layout import Ground, Plot, Trial, alone, share_texts, trials

GROUND = Ground(around=60, size=25, statements=1, shortest=100)
LENGTHS = (512, 1024, 2048, 4096, 8192)


def shared(lengths: tuple[int, ...] = LENGTHS, repeats: int = 3, ground: Ground = GROUND) -> list[Plot]:
    return share_texts(trials(lengths, spread(11), lambda length: repeats), ground)


@pytest.mark.parametrize("statements", [1, 2, 4])
def test_every_trial_is_asked_once_and_lies_near_its_depth(statements: int) -> None:
    ground = Ground(around=60, size=25, statements=statements, shortest=200)
    plots = shared(ground=ground)
    asked = [asking.trial for plot in plots for asking in plot.askings]
    assert sorted(asked, key=str) == sorted(trials(LENGTHS, spread(11), lambda length: 3), key=str)
    for plot in plots:
        for asking in plot.askings:
            room = ground.room(asking.trial.length) - ground.size
            place = plot.slots[asking.slot][asking.anchor]
            assert abs(place - asking.trial.depth * room) <= max(25, 0.03 * ground.room(asking.trial.length)) + 1
            assert plot.slots[asking.slot][-1] <= room


def test_needles_keep_their_distance() -> None:
    for plot in shared():
        places = sorted(place for slot in plot.slots for place in slot)
        assert all(later - earlier >= 2 * GROUND.size for earlier, later in pairwise(places))


def test_no_needle_lies_across_a_length_at_which_the_text_may_end() -> None:
    for plot in shared(length_grid(512, 8192, 4)):
        for place in (place for slot in plot.slots for place in slot):
            for length in plot.lengths:
                assert not place < GROUND.room(length) < place + GROUND.size


def test_no_needle_is_asked_for_twice_at_one_length() -> None:
    for plot in shared(repeats=5):
        for one, other in combinations(plot.askings, 2):
            assert one.trial.length != other.trial.length or one.slot != other.slot


def test_the_whole_map_costs_little_more_than_its_longest_text() -> None:
    texts = sum(plot.lengths[-1] for plot in shared())
    assert texts <= 1.6 * LENGTHS[-1]
    alone_tokens = sum(33 * length for length in LENGTHS)
    assert alone_tokens / (texts + 165 * 40) >= 25
    far = shared(length_grid(1024, 2**20, 4))
    assert sum(plot.lengths[-1] for plot in far) < 1.02 * 2**20


def test_statements_of_a_needle_are_spread_over_the_text() -> None:
    ground = Ground(around=60, size=25, statements=2, shortest=200)
    for plot in shared((4096,), 1, ground):
        for first, second in plot.slots:
            assert 1500 < second - first < 2500


def test_a_text_holds_no_more_needles_than_there_are() -> None:
    ground = Ground(around=60, size=25, statements=1, shortest=100, most=7)
    plots = shared(ground=ground)
    assert all(len(plot.slots) <= 7 for plot in plots)
    assert sum(len(plot.askings) for plot in plots) == 165


def test_a_needle_alone_lies_exactly_where_it_should() -> None:
    plot = alone(Trial(1085, 0.5, 0), GROUND)
    assert plot.slots == [(500,)]
    assert plot.askings[0].anchor == 0


def test_a_needle_alone_can_have_company_as_far_as_there_is_room() -> None:
    plot = alone(Trial(4096, 0.5, 0), GROUND, others=9)
    assert len(plot.slots) == 10
    assert len(plot.askings) == 1
    assert len(alone(Trial(256, 0.5, 0), GROUND, others=9).slots) < 4
