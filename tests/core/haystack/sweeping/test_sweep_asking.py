"""A setting of a sweep without a model: what a column of answers comes to."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from graftwork_core.haystack.plans.trial import Question
from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.running.asking import Asker, Manner
from graftwork_core.haystack.sweeping.asking import ask_setting, columns_of
from tests.core.haystack.fake_engine import FakeEngine, document


@dataclass
class Ledger:
    results: list[QuestionResult] = field(default_factory=list)

    def append(self, result: QuestionResult) -> QuestionResult:
        self.results.append(result)
        return result


@pytest.mark.parametrize("planted_too", [True, False])
def test_a_setting_that_gives_no_sound_answer_fails_and_ends_nothing(planted_too: bool) -> None:
    def is_void(question: Question) -> bool:
        return planted_too or question.control

    documents = [document("a", (512, 1024), 20, control=True)]
    engine, ledger = FakeEngine(documents, lambda question: True, voids=is_void), Ledger()
    columns = columns_of("en", documents)
    failed = ask_setting(Asker(lambda: engine, ledger, Manner("forced")), [columns], "rank 8 weight 100 all")
    assert failed == ("en" if planted_too else None)
    assert len(ledger.results) == (21 if planted_too else 42)
