"""Intervals and tests against published and independently computed values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graftwork_core.haystack.results.statistics import (
    Z95,
    Cluster,
    Pairs,
    Sequential,
    bootstrap,
    decide,
    difference,
    interval,
    mcnemar,
    paired_difference,
    wilson,
)

counts = st.integers(0, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("n", "lo"),
    [(2, 0.342), (5, 0.566), (10, 0.722), (15, 0.796), (18, 0.824), (33, 0.896), (73, 0.950), (165, 0.977),
     (252, 0.985), (381, 0.990), (1320, 0.997)],
)  # fmt: skip
def test_lower_bound_with_all_hits(n: int, lo: float) -> None:
    assert wilson(n, n).lo == pytest.approx(lo, abs=6e-4)
    assert wilson(n, n).hi == 1.0


@pytest.mark.parametrize(
    ("hits", "n", "lo", "hi"),
    # Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(hits: int, n: int, lo: float, hi: float) -> None:
    bounds = wilson(hits, n)
    assert (round(bounds.lo, 4), round(bounds.hi, 4)) == (lo, hi)


@given(counts)
def test_wilson_holds_the_rate_and_stays_in_bounds(trials: tuple[int, int]) -> None:
    hits, n = trials
    bounds = wilson(hits, n)
    assert 0 <= bounds.lo <= bounds.hi <= 1
    if n:
        assert bounds.lo <= hits / n <= bounds.hi


@given(counts)
def test_wilson_grows_with_hits_and_narrows_with_trials(trials: tuple[int, int]) -> None:
    hits, n = trials
    bounds, more = wilson(hits, n), wilson(hits + 1, n + 1)
    assert more.lo >= bounds.lo
    assert more.hi >= bounds.hi
    assert wilson(2 * hits, 2 * n).width <= bounds.width + 1e-12


@given(counts)
def test_wilson_is_symmetric(trials: tuple[int, int]) -> None:
    hits, n = trials
    bounds, mirrored = wilson(hits, n), wilson(n - hits, n)
    assert bounds.lo == pytest.approx(1 - mirrored.hi, abs=1e-12)


@pytest.mark.parametrize("trials", [(3, 2), (-1, 2)])
def test_wilson_refuses_impossible_counts(trials: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="hits"):
        wilson(*trials)


def test_documents_that_differ_widen_the_interval() -> None:
    alike = [Cluster(8, 10)] * 4
    apart = [Cluster(10, 10), Cluster(10, 10), Cluster(10, 10), Cluster(2, 10)]
    assert interval(alike) == wilson(32, 40)
    assert interval(apart).width > wilson(32, 40).width
    assert interval(apart) == bootstrap(apart)


def test_the_bootstrap_is_the_same_every_time_and_needs_two_documents() -> None:
    clusters = [Cluster(5, 9), Cluster(9, 9), Cluster(1, 9)]
    assert bootstrap(clusters) == bootstrap(list(clusters))
    assert bootstrap([Cluster(5, 9)]) is None
    assert bootstrap([Cluster(5, 9), Cluster(0, 0)]) is None


def test_a_file_with_countless_documents_costs_no_memory() -> None:
    many = [Cluster(number % 2, 1) for number in range(50_000)]
    assert bootstrap(many) is None
    assert interval(many) == wilson(25_000, 50_000)


def test_the_bootstrap_of_two_documents_spans_both() -> None:
    bounds = bootstrap([Cluster(0, 10), Cluster(10, 10)])
    assert bounds is not None
    assert (bounds.lo, bounds.hi) == (0.0, 1.0)


def test_sequential_test_at_its_edges() -> None:
    assert decide([True] * 17) == "open"
    assert decide([True] * 18) == "green"
    assert decide([False] * 2) == "open"
    assert decide([False] * 3) == "red"
    assert decide([True, True, False, False, False]) == "red"
    # One miss costs as much as 8.07 hits bring: 18 and 9 more.
    assert decide([False] + [True] * 25) == "open"
    assert decide([False] + [True] * 26) == "green"


def test_a_decided_sequential_test_stays_decided() -> None:
    test = Sequential(18, 0, "green")
    assert test.after(False) is test


@pytest.mark.parametrize(
    ("lost", "gained", "p"),
    [
        (0, 0, 1.0),
        (1, 0, 1.0),
        (5, 0, 0.0625),
        (6, 0, 0.03125),
        (12, 2, 0.012939453125),
        (10, 10, 1.0),
        (0, 30, 2**-29),
    ],
)
def test_mcnemar_exact(lost: int, gained: int, p: float) -> None:
    assert mcnemar(lost, gained) == pytest.approx(p, rel=1e-12)


@given(st.integers(0, 400), st.integers(0, 400))
def test_mcnemar_is_symmetric_and_a_probability(lost: int, gained: int) -> None:
    assert mcnemar(lost, gained) == mcnemar(gained, lost)
    assert 0 < mcnemar(lost, gained) <= 1


def test_mcnemar_of_many_pairs_agrees_with_the_normal_limit() -> None:
    p = mcnemar(4_000, 4_200)
    z = (200 - 1) / math.sqrt(8_200)
    assert p == pytest.approx(math.erfc(z / math.sqrt(2)), rel=0.01)


def test_paired_difference_without_discordant_pairs_has_a_known_form() -> None:
    bounds = paired_difference(0, 0, 165)
    assert bounds.hi == pytest.approx(Z95**2 / (165 + Z95**2), abs=1e-9)
    assert bounds.lo == pytest.approx(-bounds.hi, abs=1e-9)


def test_165_pairs_resolve_a_drop_of_five_points() -> None:
    assert paired_difference(8, 0, 165).hi < 0
    assert mcnemar(8, 0) < 0.05


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_paired_difference_holds_the_estimate_and_mirrors(lost: int, gained: int, concordant: int) -> None:
    n = lost + gained + concordant
    bounds, mirrored = paired_difference(lost, gained, n), paired_difference(gained, lost, n)
    assert -1 <= bounds.lo <= bounds.hi <= 1
    assert bounds.lo == pytest.approx(-mirrored.hi, abs=1e-9)
    if n:
        assert bounds.lo - 1e-9 <= (gained - lost) / n <= bounds.hi + 1e-9


@pytest.mark.parametrize(("lost", "gained", "n"), [(2, 12, 50), (0, 5, 40), (7, 9, 30)])
def test_the_ends_of_the_paired_difference_solve_the_score_equation(lost: int, gained: int, n: int) -> None:
    """The constrained likelihood is maximized on a grid here, in closed form there."""
    for end in (paired_difference(lost, gained, n).lo, paired_difference(lost, gained, n).hi):
        assert abs(_score_by_search(lost, gained, n, end)) == pytest.approx(Z95, abs=2e-3)


def _score_by_search(lost: int, gained: int, n: int, delta: float) -> float:
    def likelihood(lose: float) -> float:
        gain = lose + delta
        same = 1 - lose - gain
        if min(lose, gain, same) < 0:
            return -math.inf
        pairs = ((lost, lose), (gained, gain), (n - lost - gained, same))
        return sum(count * math.log(max(share, 1e-300)) for count, share in pairs if count)

    low, high = max(0.0, -delta), (1 - delta) / 2
    for _ in range(200):  # the likelihood has one top
        left, right = low + (high - low) / 3, high - (high - low) / 3
        low, high = (left, high) if likelihood(left) < likelihood(right) else (low, right)
    lose = (low + high) / 2
    return (gained - lost - n * delta) / math.sqrt(n * (2 * lose + delta - delta**2))


def test_differences_on_few_documents_are_less_certain() -> None:
    apart = [Pairs(0, 10, 10), Pairs(0, 0, 10), Pairs(0, 0, 10)]
    assert difference(apart).width > paired_difference(0, 10, 30).width
    assert difference([Pairs(0, 10, 30)]) == paired_difference(0, 10, 30)
