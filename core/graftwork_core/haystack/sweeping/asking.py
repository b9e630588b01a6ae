"""One setting of a sweep, asked no more than it takes to know whether it may be taken.

A column (one language at one length) is asked in rounds until it is sound or cannot become so, and the first one that
is not ends the setting. Isolated needles are asked for at the longest length first and then at shorter ones, down to
the first that is sound: so far the setting reaches. A growing document is asked as it grows.

The best of many settings looks better than it is on the questions that it was chosen by. So it is confirmed by others:
all of those that a check of the merged model would ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graftwork_core.haystack.plans.trial import Checkpoint, Document
from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.compromise import SweepColumn
from graftwork_core.haystack.results.statistics import decide, wilson
from graftwork_core.haystack.results.tally import Tally, tally
from graftwork_core.haystack.running.asking import Asker

PHASE: Final = "sweep"
CONFIRM: Final = "confirm"
_ROUNDS: Final = (4, 6, 8, 13)
"""After 4, 8 and 13 questions a column with no miss, one, two may be sound; after 6 many can no longer."""


@dataclass(frozen=True, slots=True)
class Column:
    """The questions in one language at one length.

    Attributes:
        language: What the column is called: a language, or a task's name.
        length: Tokens of a prompt.
        asked: Where they are: one long document, or many with one question each, the depths well mixed.
    """

    language: str
    length: int
    asked: tuple[tuple[Document, Checkpoint], ...]

    @property
    def questions(self) -> int:
        """How many there are, controls left out."""
        return sum(not one.control for _, checkpoint in self.asked for one in checkpoint.questions)

    @property
    def is_isolated(self) -> bool:
        """Whether every needle has a text of its own."""
        return len(self.asked) >= self.questions

    def rounds(self) -> Iterator[tuple[tuple[Document, Checkpoint], ...]]:
        """What is asked at once: everything on one document, a few isolated needles."""
        if not self.is_isolated:
            yield self.asked
            return
        start = 0
        for stop in (*_ROUNDS, len(self.asked)):
            if start < stop and start < len(self.asked):
                yield self.asked[start:stop]
                start = stop


def columns_of(key: str, documents: Sequence[Document]) -> tuple[Column, ...]:
    """The columns of a plan, the shortest first.

    Args:
        key: What its language is called in the sweep.
        documents: Of the plan.
    """
    places: dict[int, list[tuple[Document, Checkpoint]]] = {}
    for document in documents:
        named = replace(document, language=key)
        for checkpoint in document.checkpoints:
            places.setdefault(checkpoint.length_target, []).append((named, checkpoint))
    return tuple(Column(key, length, tuple(_mixed(asked))) for length, asked in sorted(places.items()))


def ask_setting(asker: Asker, languages: Sequence[Sequence[Column]], name: str) -> str | None:
    """Ask a setting, up to the first column that is not sound.

    Args:
        asker: Puts the questions, with the setting in place.
        languages: The columns of each language, the shortest first; the hardest language first.
        name: Of the setting; its questions carry it.

    Returns:
        The language in which it is not sound; None when it is in all.
    """
    return next((columns[0].language for columns in languages if not _ask_language(asker, columns, name)), None)


def confirm_setting(asker: Asker, languages: Sequence[Sequence[Column]], name: str) -> None:
    """Ask a setting everything, however clear the matter: questions that nobody has chosen it by."""
    for columns in languages:
        for column in columns:
            asker.ask_together([named(pair, name) for pair in column.asked], CONFIRM)


def _ask_language(asker: Asker, columns: Sequence[Column], name: str) -> bool:
    """Whether it is sound in one language."""
    if not columns[-1].is_isolated:
        return all(_ask_column(asker, column, name) for column in columns)
    for number, column in enumerate(reversed(columns)):
        if _ask_column(asker, column, name):
            return number == 0
    return False


def _ask_column(asker: Asker, column: Column, name: str) -> bool:
    """Whether a column is sound."""
    answers: list[QuestionResult] = []
    for asked in column.rounds():
        answers += asker.ask_together([named(pair, name) for pair in asked], PHASE)
        if _column(column, answers).is_sound or _is_lost(column, answers):
            break
    return _column(column, answers).is_sound


def named(asked: tuple[Document, Checkpoint], name: str) -> tuple[Document, Checkpoint]:
    """The same questions with ids of this setting's own."""
    document, checkpoint = asked
    questions = tuple(replace(one, id=f"{name}/{document.language}/{one.id}") for one in checkpoint.questions)
    return document, replace(checkpoint, questions=questions)


def _column(column: Column, answers: Sequence[QuestionResult]) -> SweepColumn:
    return SweepColumn(column.language, column.length, tally(one for one in answers if not one.control))


def _is_lost(column: Column, answers: Sequence[QuestionResult]) -> bool:
    """Whether it is clear that it fails, or hitting everything that is left would not make it sound."""
    trials = [one.hit for one in answers if one.counts]
    if decide(trials) == "red":
        return True
    left = column.questions - sum(not one.control for one in answers)
    hits, n = sum(trials) + left, len(trials) + left
    bounds = wilson(hits, n)
    return not SweepColumn(column.language, column.length, Tally(n, hits, bounds.lo, bounds.hi)).is_sound


def _mixed(asked: Sequence[tuple[Document, Checkpoint]]) -> list[tuple[Document, Checkpoint]]:
    """Isolated needles in an order in which the first few lie all over the text; documents with many as they are."""
    if any(len(checkpoint.questions) != 1 for _, checkpoint in asked):
        return list(asked)
    by_depth = sorted(asked, key=lambda pair: pair[1].questions[0].depth_target)
    step = max(1, round(len(by_depth) / _ROUNDS[0]))
    return [pair for start in range(step) for pair in by_depth[start::step]]
