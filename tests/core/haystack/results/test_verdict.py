"""Every pattern of hits and misses gives its state, its likely cause, and one plain sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest

from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.header import Finding
from graftwork_core.haystack.results.run_file import Run
from graftwork_core.haystack.results.verdict import Verdict
from tests.core.haystack.synthetic import DEPTHS, LENGTHS, everywhere, make_run, nowhere, question, results

THETA = Finding("theta_left_behind", "warning", "RoPE theta is 10,000, but the donor uses 192,484.")
NOTE = Finding("theta_missing", "note", "config.json names no RoPE theta, so 10,000 is taken.")


def verdict(some: Sequence[QuestionResult], audit: Sequence[Finding] = (), **changes: Any) -> Verdict:
    return make_run(some, audit, **changes).summary.verdict


def told(some: Sequence[QuestionResult], audit: Sequence[Finding] = (), **changes: Any) -> tuple[str, str]:
    """State and likeliest cause."""
    found = verdict(some, audit, **changes)
    return found.state, found.causes[0].id if found.causes else ""


def far_lost(length: int, depth: float, number: int) -> bool:
    return (1 - depth) * length < 600


def middle_lost(length: int, depth: float, number: int) -> bool:
    return length < 1024 or not 0.3 <= depth <= 0.7


def short_only(length: int, depth: float, number: int) -> bool:
    return length < 1024


def test_all_found_is_green() -> None:
    assert told(results(everywhere)) == ("green", "")


def test_theta_left_behind_is_named_by_the_audit() -> None:
    assert told(results(far_lost), [THETA]) == ("red", "rope")
    assert told(results(short_only), [THETA]) == ("red", "rope")
    found = verdict(results(far_lost), [THETA])
    assert found.causes[0].detail == THETA.message
    assert [one.id for one in found.causes[1:]] == ["distance", "reach"]


def test_a_note_of_the_audit_is_no_cause() -> None:
    assert told(results(far_lost), [NOTE]) == ("red", "distance")


def test_findings_may_be_any_objects() -> None:
    class Found:
        id = "scaling_left_behind"
        severity = "warning"
        message = "RoPE scaling is missing."

    from graftwork_core.haystack.results.summary import summarise

    run = make_run(results(far_lost))
    assert summarise(run.header, run.results, [Found()]).verdict.causes[0].id == "rope"
    mapping = {"id": "theta_missing", "severity": "warning", "message": "No theta.", "fix": None}
    assert summarise(run.header, run.results, [mapping]).verdict.causes[0].id == "rope"


def test_far_facts_lost_without_an_audit() -> None:
    state, _ = told(results(far_lost))
    assert state == "red"
    (cause, *_) = verdict(results(far_lost)).causes
    assert cause.id == "distance"
    edge = int(re.findall(r"[\d,]+", cause.en)[0].replace(",", ""))
    assert 500 <= edge < 600


def test_far_facts_that_are_often_found_are_no_edge() -> None:
    def thinner(length: int, depth: float, number: int) -> bool:
        return (1 - depth) * length < 600 or (DEPTHS.index(depth) + number) % 5 > 1

    found = verdict(results(thinner, repeats=6))
    assert found.state == "red"
    assert "distance" not in [one.id for one in found.causes]


def test_a_length_that_fails_everywhere_is_no_matter_of_distance() -> None:
    assert told(results(short_only)) == ("red", "reach")


def test_longer_than_the_models_window() -> None:
    model = {"name": "m", "rope": {"window": 512}}
    assert told(results(short_only), model=model) == ("red", "beyond_window")
    assert told(results(short_only), model={"name": "m", "rope": {"window": 4096}}) == ("red", "reach")
    assert told(results(short_only), model={"name": "m", "rope": {"window": "many"}}) == ("red", "reach")


def test_the_audits_prediction() -> None:
    found = Finding("reach_below_window", "warning", "The predicted reach is about 900 tokens.")
    assert told(results(short_only), [found]) == ("red", "predicted")


def test_red_from_the_shortest_length_on() -> None:
    assert told(results(nowhere)) == ("red", "task")


def test_found_alone_but_not_among_several() -> None:
    alone = results(everywhere, lengths=(128,), repeats=1, tier="T1", extra={"phase": "alone"})
    packed = results(lambda length, depth, number: depth == 1, extra={"phase": "scan"})
    assert told([*packed, *alone]) == ("red", "keys")
    lost = results(nowhere, lengths=(128,), repeats=1, tier="T1", extra={"phase": "alone"})
    assert told([*packed, *lost])[1] != "keys"


def test_lost_in_the_middle() -> None:
    assert told(results(middle_lost)) == ("red", "middle")


def test_likely_but_not_written() -> None:
    assert told(results(everywhere, generated=False)) == ("red", "chat")


def test_sagging_log_probability_is_told_even_when_green() -> None:
    some = [
        question(length, depth, n, lp=-0.01 - length / 1500) for length in LENGTHS for depth in DEPTHS for n in (0, 1)
    ]
    found = verdict(some)
    assert (found.state, found.causes[0].id) == ("green", "weak")
    assert "sags" in found.sentence_en
    steady = [question(length, depth, n, lp=-1.0) for length in LENGTHS for depth in DEPTHS for n in (0, 1)]
    assert verdict(steady).causes == ()


def test_by_words_but_not_by_meaning() -> None:
    paraphrased = results(nowhere, lengths=(2048,), repeats=1, tier="T5")
    assert told([*results(everywhere), *paraphrased]) == ("green", "strings")


def test_a_harder_literal_tier_that_fails_is_not_green() -> None:
    harder = results(nowhere, lengths=(2048,), repeats=1, tier="T4", extra={"phase": "harder"})
    assert told([*results(everywhere), *harder]) == ("amber", "harder")


def test_scattered_misses() -> None:
    def holes(length: int, depth: float, number: int) -> bool:
        return length != 512 or (DEPTHS.index(depth) + number) % 2 == 0

    assert told(results(holes)) == ("red", "scattered")
    assert told(results(holes), merge={"adapter": "a", "weight": 1.0}) == ("red", "interference")


def test_few_questions_and_few_misses_are_undecided() -> None:
    assert told(results(everywhere, depths=(0, 0.5, 1))) == ("amber", "few")
    assert told(results(lambda length, depth, n: (length, depth, n) != (1024, 0.5, 0))) == ("amber", "misses")


def test_an_unfinished_run_is_never_green() -> None:
    assert told(results(everywhere), plan={"lengths": [*LENGTHS, 4096]}) == ("amber", "unfinished")
    assert told(results(short_only), plan={"lengths": [*LENGTHS, 4096]}) == ("red", "reach")


def test_a_lying_server_is_void_and_not_red() -> None:
    cut = results(nowhere, status="void", reason="The server counted 100 tokens, not 2,048.")
    found = verdict(cut)
    assert (found.state, found.causes[0].id) == ("void", "voids")
    assert found.causes[0].detail.startswith("The server counted")
    some = [*results(everywhere), *results(everywhere, repeats=1, seed=5, status="void", reason="cut")]
    assert verdict(some).state == "void"


def test_a_few_voids_do_not_spoil_a_verdict() -> None:
    assert verdict([*results(everywhere), question(512, 0.5, 9, status="void", reason="x")]).state == "green"


def test_a_crash_past_the_window() -> None:
    broken = results(everywhere, lengths=(4096, 8192), status="error", reason="index out of range")
    found = verdict([*results(everywhere), *broken])
    assert (found.state, found.causes[0].id) == ("void", "window")
    assert "4,096" in found.sentence_en


def test_a_red_length_outweighs_voids() -> None:
    broken = results(everywhere, lengths=(4096,), status="error", reason="out of memory")
    assert verdict([*results(short_only), *broken]).state == "red"


def test_a_model_that_names_planted_values_for_anything() -> None:
    asked = [question(512, depth, 3, control=True, hit=True) for depth in DEPTHS]
    assert told([*results(everywhere), *asked]) == ("green", "no_key")


def test_nothing_asked_yet() -> None:
    assert told([]) == ("void", "")
    assert told([question(512, 0.5, control=True)])[0] == "void"


@pytest.mark.parametrize(
    "run",
    [
        make_run(results(everywhere)),
        make_run(results(nowhere)),
        make_run(results(far_lost), [THETA]),
        make_run(results(everywhere, depths=(0.5,))),
        make_run(results(everywhere, status="void", reason="cut")),
        make_run([]),
        make_run(results(short_only), model={"name": "a.\n\n**b**; c‮d" * 40}),
    ],
)
def test_the_verdict_is_one_sentence_in_each_language(run: Run) -> None:
    found = run.summary.verdict
    for sentence, stop in ((found.sentence_en, "."), (found.sentence_zh, "。")):
        assert sentence.endswith(stop)
        assert sentence.isprintable()
        assert "{" not in sentence
    assert ". " not in found.sentence_en.replace(run.header.model_name, "")
    assert found.sentence_zh.count("。") == 1
    assert found.sentence("zh") == found.sentence_zh
    assert found.sentence("en") == found.sentence("fr") == found.sentence_en


def test_the_sentence_does_not_call_undecided_lengths_unsound() -> None:
    def found(length: int, depth: float, number: int) -> bool:
        return length < 2048 and (depth, number) != (0.5, 0)

    sentence = verdict(results(found, lengths=(512, 2048))).sentence_en
    assert sentence.startswith("Red: demo finds 0 of 22 facts at 2,048 tokens, and no shorter length is certain")


def test_the_sentence_says_what_was_found_where_and_why() -> None:
    assert verdict(results(far_lost), [THETA]).sentence_en == (
        "Red: demo finds 12 of 22 facts at 1,024 tokens, the fewest at the beginning, and is sound up to 512; "
        "likely cause: the position settings (RoPE theta or scaling) did not travel with the weights."
    )
    assert verdict(results(everywhere)).sentence_en == (
        "Green: demo finds facts anywhere in texts of up to 2,048 tokens (110 of 110, at least 96.6 % with 95 % "
        "certainty)."
    )
