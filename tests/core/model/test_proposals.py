"""Theta proposals: the figures of published models, and what is copied rather than guessed."""

from __future__ import annotations

from dataclasses import replace

from graftwork_core.model.proposals import ThetaProposal, ntk_aware, period_law, propose_theta
from graftwork_core.model.rope import Rope
from graftwork_core.model.rotation import Head, Positions

LLAMA = Positions(Rope("default", 500000.0), 500000.0, Head(128, 128), 8192, None)


def test_the_period_law_gives_the_released_thetas() -> None:
    assert int(period_law(500000.0, 8192, 262144)) == 283_461_213
    assert int(period_law(500000.0, 8192, 1048576)) == 3_580_165_449
    assert round(period_law(500000.0, 8192, 65536) / 1e6, 1) == 22.4
    assert round(period_law(500000.0, 8192, 4194304) / 1e9, 1) == 45.2


def test_ntk_aware_scaling() -> None:
    assert round(ntk_aware(500000.0, 8192, 1048576, 128) / 1e6, 1) == 69.1
    assert round(ntk_aware(500000.0, 8192, 65536, 128) / 1e6, 2) == 4.13


def test_a_length_within_the_window_needs_no_guess() -> None:
    assert propose_theta(LLAMA, 8192) == ()
    assert [one.source for one in propose_theta(LLAMA, 4096, replace(LLAMA, theta=1e6))] == ["donor"]


def test_what_is_copied_comes_first_and_only_the_rest_is_a_guess() -> None:
    proposals = propose_theta(LLAMA, 1048576, replace(LLAMA, theta=3580165449.0))

    assert [(one.source, one.is_guess) for one in proposals] == [("donor", False), ("period", True), ("ntk", True)]
    donor, period, ntk = proposals
    assert donor.theta == 3580165449.0
    assert donor.reach is not None
    assert donor.reach.tokens == 1_795_662
    assert abs(period.theta - donor.theta) < 1
    assert ntk.reach is not None
    assert ntk.reach.tokens < 1048576 < donor.reach.tokens
    assert ntk.as_json() == {"source": "ntk", "theta": ntk.theta, "guess": True, "reach": ntk.reach.tokens}


def test_scaling_keeps_its_starting_point_in_a_guess() -> None:
    scaled = Positions(
        Rope("yarn", 1e6, {"factor": 4.0}), 1e6, Head(128, 128), 32768, None
    )  # its original length is the window, which the guess must not stretch
    same = Positions(
        Rope("yarn", 1e6, {"factor": 4.0, "original_max_position_embeddings": 32768}), 1e6, Head(128, 128), 32768, 32768
    )
    assert propose_theta(scaled, 131072) == propose_theta(same, 131072)


def test_nonsense_has_no_proposals() -> None:
    for window, theta, rotated in ((None, 1e4, 128), (3, 1e4, 128), (2048, 0.5, 128), (2048, 1e4, 2)):
        at = Positions(Rope("default", theta), theta, Head(128, rotated), window, None)
        assert propose_theta(at, 4096) == ()
    huge = Positions(Rope("default", 1e30), 1e30, Head(4, 4), 7, None)
    assert all(isinstance(one, ThetaProposal) and one.theta <= 1e30 for one in propose_theta(huge, 2**62))
