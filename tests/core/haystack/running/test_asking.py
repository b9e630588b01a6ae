"""What an engine is asked, in which order and at what cost; and what becomes of answers that do not count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from graftwork_core.errors import Cancelled, NotEnoughRoom
from graftwork_core.haystack.plans.trial import Document
from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.summary import summarise
from graftwork_core.haystack.running.asking import Asker, Clock, Manner
from graftwork_core.reporting import Silent
from tests.core.haystack.fake_engine import FakeEngine, document
from tests.core.haystack.synthetic import header

Tell = Callable[[QuestionResult, str], None]


@dataclass
class Ledger:
    results: list[QuestionResult] = field(default_factory=list)

    def append(self, result: QuestionResult) -> QuestionResult:
        self.results.append(result)
        return result


def asker_of(engine: FakeEngine, ledger: Ledger, manner: Manner, tell: Tell = lambda result, phase: None) -> Asker:
    return Asker(lambda: engine, ledger, manner, tell)


def ask_all(asker: Asker, documents: Sequence[Document]) -> list[QuestionResult]:
    return [answer for one in documents for point in one.checkpoints for answer in asker.ask(one, point, "scan")]


def test_a_growing_document_is_read_once() -> None:
    growing = document("d", (100, 200, 400), control=True)
    engine, ledger = FakeEngine([growing]), Ledger()
    answers = ask_all(asker_of(engine, ledger, Manner("forced")), [growing])
    assert engine.extended == 400
    assert len(answers) == 18
    assert ledger.results == answers
    assert all(answer.hit for answer in answers if answer.counts)
    assert [answer.control for answer in answers].count(True) == 3
    assert all(answer.forced is not None and answer.generated is None for answer in answers)


@pytest.mark.parametrize(("affordable", "compared"), [(9, 9), (1000, 20)])
def test_a_control_is_compared_with_as_many_values_as_the_engine_can_afford(affordable: int, compared: int) -> None:
    growing = document("d", (100,), control=True)
    engine = FakeEngine([growing], foils=affordable)
    answers = ask_all(asker_of(engine, Ledger(), Manner("forced")), [growing])
    assert [answer.forced.foils for answer in answers if answer.forced] == [1, 1, 1, 1, 1, compared]
    found = summarise(header(), answers)
    assert found.compared == (compared, compared)
    assert found.as_json()["false_retrieval"]["compared"] == [compared, compared]


def test_documents_that_begin_alike_share_their_beginning() -> None:
    one, other = (document(name, (300,), 1, head=range(250), seed=seed) for name, seed in (("a", 1), ("b", 2)))
    engine = FakeEngine([one, other])
    ask_all(asker_of(engine, Ledger(), Manner("generated")), [one, other])
    assert engine.extended == 350
    assert engine.context == tuple(other.ids[:300])


def test_what_was_answered_is_not_asked_again_nor_read() -> None:
    growing = document("d", (100, 200))
    first = FakeEngine([growing])
    ledger = Ledger()
    asker = asker_of(first, ledger, Manner("both"))
    asker.ask(growing, growing.checkpoints[0], "scan")
    again = FakeEngine([growing])
    resumed = asker_of(again, ledger, Manner("both"))
    known = resumed.ask(growing, growing.checkpoints[0], "scan")
    assert len(known) == 5
    assert (again.extended, again.asked) == (0, [])
    ask_all(resumed, [growing])
    assert len(ledger.results) == 10
    assert again.extended == 200


def test_both_gradings_ask_twice_and_the_written_one_has_no_prefix() -> None:
    growing = document("d", (100,), 1)
    engine = FakeEngine([growing])
    (answer,) = ask_all(asker_of(engine, Ledger(), Manner("both")), [growing])
    assert answer.forced is not None
    assert answer.generated is not None
    assert answer.generated.prompt_tokens == 100 + len(growing.checkpoints[0].questions[0].suffix_ids)
    (answer,) = ask_all(asker_of(engine, Ledger(), Manner("generated", answer_prefix=True)), [growing])
    assert answer.generated is not None
    assert answer.generated.prompt_tokens == 101 + len(growing.checkpoints[0].questions[0].suffix_ids)


def test_an_engine_that_cannot_score_is_read_instead() -> None:
    growing = document("d", (100,), 1)
    (answer,) = ask_all(asker_of(FakeEngine([growing], scores=False), Ledger(), Manner("forced")), [growing])
    assert answer.forced is None
    assert answer.generated is not None
    assert answer.hit


@pytest.mark.parametrize("batch", [1, 4])
def test_an_engine_that_fails_makes_void_never_a_miss(batch: int) -> None:
    documents = [document(f"d{number}", (100,), 1, seed=number) for number in range(6)]
    engine = FakeEngine(documents, voids=lambda question: question.id == "d4-100-0", batch=batch)
    asker = asker_of(engine, Ledger(), Manner("generated"))
    answers = asker.ask_together([(one, one.checkpoints[0]) for one in documents], "scan")
    assert [answer.status for answer in answers] == ["ok"] * 4 + ["void", "ok"]
    assert "500" in answers[4].reason
    assert not answers[4].counts


@pytest.mark.parametrize("grading", ["forced", "generated"])
@pytest.mark.parametrize("batch", [1, 4])
def test_a_prompt_that_was_counted_differently_is_void(grading: str, batch: int) -> None:
    one = document("d", (100,), 1)
    engine = FakeEngine([one], lie=-20, batch=batch)
    asker = asker_of(engine, Ledger(), Manner(grading))  # type: ignore[arg-type]
    (answer,) = asker.ask_together([(one, one.checkpoints[0])], "scan")
    assert answer.status == "void"
    sent = 100 + len(one.checkpoints[0].questions[0].suffix_ids) + (grading == "forced")
    assert answer.reason == f"The engine counted {sent - 20} tokens, {sent} were sent."


def test_several_whole_prompts_at_once() -> None:
    documents = [document(f"d{number}", (100,), 1, seed=number) for number in range(6)]
    engine = FakeEngine(documents, batch=4, finds=lambda question: question.id != "d2-100-0")
    asker = asker_of(engine, Ledger(), Manner("generated"))
    answers = asker.ask_together([(one, one.checkpoints[0]) for one in documents], "scan")
    assert engine.calls == 2
    assert engine.extended == 0
    assert [answer.id for answer in answers] == [f"d{number}-100-0" for number in range(6)]
    assert [answer.hit for answer in answers] == [True, True, False, True, True, True]


def test_what_is_done_is_kept_when_memory_runs_out() -> None:
    growing = document("d", (100, 200))
    ledger = Ledger()
    with pytest.raises(NotEnoughRoom):
        ask_all(asker_of(FakeEngine([growing], most=150), ledger, Manner("forced")), [growing])
    assert len(ledger.results) == 5


def test_every_piece_of_work_is_a_chance_to_stop() -> None:
    class Impatient(Silent):
        told: list[tuple[int, int, str]] = []  # noqa: RUF012 - one instance, one test

        def progress(self, done: int, total: int, unit: str = "bytes") -> None:
            self.told.append((done, total, unit))

        def is_cancelled(self) -> bool:
            return len(self.told) > 3

    growing = document("d", (100, 200))
    clock = Clock(Impatient())
    clock.begin(230)
    ledger = Ledger()
    with pytest.raises(Cancelled):
        ask_all(asker_of(FakeEngine([growing], tick=clock.tick), ledger, Manner("forced")), [growing])
    assert 0 < len(ledger.results) < 5
    assert Impatient.told[0] == (0, 230, "tokens")
    assert Impatient.told[1] == (100, 230, "tokens")


def test_the_answers_are_told_with_their_phase() -> None:
    told: list[tuple[str, str]] = []
    growing = document("d", (100,), 2)
    asker = asker_of(
        FakeEngine([growing]), Ledger(), Manner("forced"), lambda result, phase: told.append((result.id, phase))
    )
    asker.ask(growing, growing.checkpoints[0], "smoke")
    assert told == [("d-100-0", "smoke"), ("d-100-1", "smoke")]
