"""What a check asks next: it stops early, says why a model fails, and confirms where it matters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.haystack.plans.options import HaystackOptions
from graftwork_core.haystack.plans.plan import HaystackPlan
from graftwork_core.haystack.plans.presets import Procedure, procedure
from graftwork_core.haystack.plans.trial import Document, Question
from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.running.asking import Asker, Clock, Manner
from graftwork_core.haystack.running.phases import Phases
from graftwork_core.reporting import Silent
from tests.core.haystack.fake_engine import FakeEngine, document

Finds = Callable[[Question], bool]


@dataclass
class Compiled:
    plan: HaystackPlan
    documents: Sequence[Document]
    tokens: int = 1000

    @property
    def header(self) -> dict[str, Any]:
        return self.plan.model_dump(mode="json")


@dataclass
class Prepared:
    """Plans become documents of made-up tokens."""

    procedure: Procedure
    too_short: Callable[[HaystackPlan], bool] = lambda plan: False
    plans: list[HaystackPlan] = field(default_factory=list)
    made: list[Document] = field(default_factory=list)

    @cached_property
    def compiled(self) -> Compiled:
        return self.compile()

    def compile(self, **changes: Any) -> Compiled:
        plan = HaystackPlan.model_validate(self.procedure.plan.model_dump() | changes)
        if self.too_short(plan):
            raise BadInput("The text is too short for the needles there.")
        self.plans.append(plan)
        number = len(self.plans)
        if plan.mode == "isolated":
            documents = [
                document(f"p{number}-{length}-{step}", (length,), 1, seed=number)
                for length in plan.lengths
                for step in range(len(plan.depth_list) * plan.repeats_at(length))
            ]
        else:
            depths = len(plan.depth_list) * plan.repeats_at(plan.lengths[0])
            documents = [
                document(f"p{number}-{seed}", plan.lengths, depths, seed=seed, control=plan.controls > 0)
                for seed in plan.seeds
            ]
        self.made += documents
        return Compiled(plan, documents)


@dataclass
class Ledger:
    results: list[QuestionResult] = field(default_factory=list)

    def append(self, result: QuestionResult) -> QuestionResult:
        self.results.append(result)
        return result


class Everything(FakeEngine):
    """Knows the questions of all plans, those of later ones too."""

    def __init__(self, prepared: Prepared, finds: Finds, **abilities: Any) -> None:
        super().__init__([], finds, **abilities)
        self._prepared = prepared

    def _question(self, prompt: Sequence[int]) -> Question:
        known = (one for doc in self._prepared.made for point in doc.checkpoints for one in point.questions)
        return next(
            one
            for one in known
            if tuple(prompt[-len(one.suffix_ids) - 1 :]) == (*one.suffix_ids, *one.prefix_ids)
            or tuple(prompt[-len(one.suffix_ids) :]) == one.suffix_ids
        )


def check(
    finds: Finds,
    ability: dict[str, Any] | None = None,
    too_short: Callable[[HaystackPlan], bool] = lambda plan: False,
    **asked: Any,
) -> tuple[list[QuestionResult], Prepared]:
    options = HaystackOptions(model=Path("/m"), out=Path("/o"), **{"lengths": LENGTHS, **asked})
    prepared = Prepared(procedure(options, 16384), too_short)
    engine, ledger = Everything(prepared, finds, **(ability or {})), Ledger()
    asker = Asker(lambda: engine, ledger, Manner("forced"))
    clock = Clock(Silent())
    Phases(prepared, asker, lambda: engine, clock, Silent()).run()  # type: ignore[arg-type]
    return ledger.results, prepared


LENGTHS = (1024, 2048, 4096, 8192, 16384)


def lengths(results: Sequence[QuestionResult], phase: str = "scan") -> list[int]:
    return sorted({result.length_target for result in results if result.phase == phase})


def test_a_sound_model_is_asked_everything_and_no_more() -> None:
    results, _ = check(lambda question: True)
    assert lengths(results) == list(LENGTHS)
    assert {result.phase for result in results} == {"smoke", "scan"}
    assert sum(result.phase == "smoke" for result in results) == 10


def test_two_failed_lengths_end_the_scan() -> None:
    results, _ = check(lambda question: question.length_target < 3000)
    assert lengths(results) == [1024, 2048, 4096, 8192]
    everything, _ = check(lambda question: question.length_target < 3000, stop=False)
    assert lengths(everything) == list(LENGTHS)


def test_one_bad_length_among_good_ones_does_not_end_it() -> None:
    results, _ = check(lambda question: question.length_target != 2048)
    assert lengths(results) == list(LENGTHS)


def test_a_model_that_does_not_follow_the_task_is_asked_no_long_text() -> None:
    results, prepared = check(lambda question: False)
    assert {result.phase for result in results} == {"smoke", "alone"}
    assert prepared.plans[-1].mode == "isolated", "one question is left: does it find a fact that stands alone?"
    assert lengths(results, "alone") == [1024]


def test_a_model_that_does_not_match_keys_is_asked_about_facts_alone() -> None:
    results, _ = check(lambda question: question.id.startswith("smoke") or "p1" in question.id)
    assert lengths(results) == [1024, 2048]
    assert lengths(results, "alone") == [1024]


def test_without_prefix_reuse_lengths_are_halved_from_the_target() -> None:
    results, _ = check(lambda question: question.length_target < 9000, {"prefix_reuse": False})
    asked = list(dict.fromkeys(result.length_target for result in results if result.phase == "scan"))
    assert asked == [16384, 2048, 4096, 8192]
    good, _ = check(lambda question: True, {"prefix_reuse": False})
    assert lengths(good) == [16384]


def test_the_confirmation_looks_at_the_edge_with_other_texts_and_harder_needles() -> None:
    results, prepared = check(lambda question: question.length_target < 9000, preset="standard")
    confirmed = [result for result in results if result.phase == "confirm"]
    assert {result.seed for result in confirmed} == {1, 2}
    assert lengths(results, "confirm") == [8192, 16384]
    assert lengths(results, "alone") == [8192]
    assert [plan.tier for plan in prepared.plans[-4:]] == ["T3", "T4", "T5", "T6"]
    assert lengths(results, "harder") == [8192]


def test_questions_about_what_is_not_there_are_no_trials_of_the_edge() -> None:
    results, _ = check(lambda question: True, preset="standard", repeats=2)
    assert any(result.control and not result.hit for result in results), "22 of 23 would be no green column"
    assert lengths(results, "confirm") == [16384]


@pytest.mark.parametrize("left_out", ["harder", "alone"])
def test_what_only_adds_to_the_scan_is_left_out_where_it_has_no_room(left_out: str) -> None:
    def too_short(plan: HaystackPlan) -> bool:
        return plan.mode == "isolated" if left_out == "alone" else plan.tier in ("T3", "T6")

    results, _ = check(lambda question: True, too_short=too_short, preset="standard")
    tiers = [plan.tier for plan in check(lambda question: True, too_short=too_short, preset="standard")[1].plans]
    assert ("alone" in {result.phase for result in results}) == (left_out != "alone")
    assert [tier for tier in tiers if tier] == (["T3", "T4", "T5", "T6"] if left_out == "alone" else ["T4", "T5"])


def test_facts_alone_are_asked_at_a_length_that_was_tested() -> None:
    class Shorter(Prepared):
        """Leaves out the shortest length of a scan, as where a tokenizer makes many tokens of a needle."""

        def compile(self, **changes: Any) -> Compiled:
            made = super().compile(**changes)
            points = [(one, [p for p in one.checkpoints if p.length_target > 1024]) for one in made.documents]
            kept = [replace(one, checkpoints=tuple(some)) for one, some in points if some]
            return replace(made, documents=kept or made.documents)

    options = HaystackOptions(model=Path("/m"), out=Path("/o"), lengths=LENGTHS)
    prepared = Shorter(procedure(options, 16384))
    engine, ledger = Everything(prepared, lambda question: "p1-" in question.id), Ledger()
    Phases(prepared, Asker(lambda: engine, ledger, Manner("forced")), lambda: engine, Clock(Silent()), Silent()).run()  # type: ignore[arg-type]
    assert lengths(ledger.results, "alone") == [2048]


def test_no_question_of_one_phase_is_taken_for_one_of_another() -> None:
    results, _ = check(lambda question: True, preset="standard")
    assert len({result.id for result in results}) == len(results)


def test_an_isolated_grid_is_asked_length_by_length() -> None:
    results, _ = check(lambda question: True, preset="classic", depths=3, repeats=1)
    order = [result.length_target for result in results]
    assert order == sorted(order)
    assert len(results) == 15


@pytest.mark.parametrize("phase", ["smoke", "scan"])
def test_a_finished_phase_is_not_asked_again(phase: str) -> None:
    options = HaystackOptions(model=Path("/m"), out=Path("/o"), lengths=LENGTHS)
    prepared = Prepared(procedure(options, 16384))
    first, ledger = Everything(prepared, lambda question: True), Ledger()
    Phases(prepared, Asker(lambda: first, ledger, Manner("forced")), lambda: first, Clock(Silent()), Silent()).run()  # type: ignore[arg-type]
    kept = Ledger([result for result in ledger.results if result.phase == phase])
    again = Everything(replace(prepared, plans=[]), lambda question: True)
    prepared.plans.clear()
    Phases(prepared, Asker(lambda: again, kept, Manner("forced")), lambda: again, Clock(Silent()), Silent()).run()  # type: ignore[arg-type]
    assert len(again.asked) == len(ledger.results) - sum(result.phase == phase for result in ledger.results)
    assert {result.id for result in kept.results} == {result.id for result in ledger.results}


def test_a_second_long_document_is_asked_no_farther_than_the_first_reached() -> None:
    options = HaystackOptions(model=Path("/m"), out=Path("/o"), lengths=LENGTHS)
    prepared = Prepared(procedure(options, 16384))
    full, spare = document("full", LENGTHS, 11), document("spare", LENGTHS[1:], 2, seed=1)
    prepared.__dict__["compiled"] = Compiled(prepared.procedure.plan, [full, spare])
    prepared.made += [full, spare]
    engine, ledger = Everything(prepared, lambda question: question.length_target < 3000), Ledger()
    asker = Asker(lambda: engine, ledger, Manner("forced"))
    Phases(prepared, asker, lambda: engine, Clock(Silent()), Silent()).run()  # type: ignore[arg-type]
    scanned = [result for result in ledger.results if result.phase == "scan"]
    assert lengths(scanned) == [1024, 2048, 4096, 8192]
    assert sum(result.length_target == 8192 for result in scanned) == 13, "both documents"
