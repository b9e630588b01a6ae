"""The phases of a check: smoke test, scan, confirmation. Each asks what its plan says and no more than it has to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.haystack.engines.protocol import Engine
from graftwork_core.haystack.plans.besides import ALONE_DEPTHS, ALONE_REPEATS, SMOKE_LENGTH
from graftwork_core.haystack.plans.trial import Checkpoint, Document
from graftwork_core.haystack.questions.compiled import CompiledPlan
from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.columns import Column, columns
from graftwork_core.haystack.results.statistics import BAD, wilson
from graftwork_core.haystack.running.asking import Asker, Clock
from graftwork_core.haystack.running.preparing import Prepared
from graftwork_core.reporting import Reporter

SMOKE: Final = "smoke"
ALONE: Final = "alone"
SCAN: Final = "scan"
CONFIRM: Final = "confirm"
HARDER: Final = "harder"

_SMOKE_QUESTIONS: Final = 10
_RED_IN_A_ROW: Final = 2
_HARDER_REPEATS: Final = 2
_HOPELESS: Final = 0.5


class Phases:
    """Asks one model everything that its procedure says."""

    def __init__(
        self,
        prepared: Prepared,
        asker: Asker,
        engine: Callable[[], Engine],
        clock: Clock,
        reporter: Reporter,
        note: Callable[[str, dict[str, Any]], None] = lambda name, changes: None,
    ) -> None:
        """Nothing is asked yet.

        Args:
            prepared: The model, and what it is asked.
            asker: Puts the questions.
            engine: Gives what runs the model.
            clock: Counts the work.
            reporter: Told the stages.
            note: Told what a phase asks otherwise than the scan, by the name that its questions' ids begin with.
        """
        self._prepared = prepared
        self._asker = asker
        self._engine = engine
        self._clock = clock
        self._reporter = reporter
        self._note = note

    def run(self) -> None:
        """All phases, one after the other.

        Raises:
            Cancelled: The user asked to stop.
            NotEnoughRoom: The memory does not suffice for a length.
            GraftworkError: The engine cannot go on.
        """
        procedure = self._prepared.procedure
        if procedure.smoke and not self._smoke():
            self._alone(self._smoke_length)
            return
        found = _map_of(self._scan())
        if procedure.plan.mode == "scan" and _fails_from_the_start(found):
            self._alone(found[0].length)
        elif procedure.confirms:
            self._confirm(found)

    @property
    def _smoke_length(self) -> int:
        lengths = self._prepared.procedure.plan.lengths
        return min(SMOKE_LENGTH, lengths[-1])

    def _smoke(self) -> bool:
        """Ask a few questions on a short text; whether there is any point in going on."""
        asked = {"lengths": (self._smoke_length,), "depths": _SMOKE_QUESTIONS, "repeats": 1, "controls": 0}
        results = self._ask_all(SMOKE, asked, SMOKE, "smoke")
        trials = [result.hit for result in results if result.counts]
        return not trials or wilson(sum(trials), len(trials)).hi >= _HOPELESS

    def _alone(self, length: int) -> None:
        """Ask about facts that stand alone: a model that finds those, but not one of several, does not match keys."""
        asked = {"lengths": (length,), "depths": ALONE_DEPTHS, "repeats": ALONE_REPEATS, "controls": 0}
        self._ask_besides(ALONE, {**asked, "mode": "isolated", "tier": None}, ALONE)

    def _scan(self) -> list[QuestionResult]:
        procedure, compiled = self._prepared.procedure, self._prepared.compiled
        self._begin("scanning", compiled, "")
        if procedure.plan.mode == "isolated":
            return self._until_red(self._isolated(compiled.documents))
        if procedure.stops and not self._engine().capabilities.prefix_reuse:
            return self._halving(compiled.documents)
        return self._growing(compiled.documents)

    def _growing(self, documents: Sequence[Document]) -> list[QuestionResult]:
        """The fullest document until it is clear that the model fails; of the others what is no longer than that."""
        *others, fullest = sorted(documents, key=_fullness)
        results = self._until_red(self._asked(fullest, point) for point in fullest.checkpoints)
        reached = max(result.length_target for result in results)
        for document in others:
            for point in document.checkpoints:
                if point.length_target <= reached:
                    results += self._asked(document, point)
        return results

    def _asked(self, document: Document, checkpoint: Checkpoint) -> list[QuestionResult]:
        return self._asker.ask(document, checkpoint, SCAN)

    def _isolated(self, documents: Iterable[Document]) -> Iterator[list[QuestionResult]]:
        pairs = ((document, checkpoint) for document in documents for checkpoint in document.checkpoints)
        for _, group in groupby(pairs, key=lambda pair: pair[1].length_target):
            yield self._asker.ask_together(list(group), SCAN)

    def _until_red(self, lengths: Iterator[list[QuestionResult]]) -> list[QuestionResult]:
        """Length after length, until it is clear twice in a row that the model fails: longer ones cost most."""
        results: list[QuestionResult] = []
        red = 0
        for answers in lengths:
            results += answers
            red = red + 1 if _is_red(answers) else 0
            if self._prepared.procedure.stops and red >= _RED_IN_A_ROW:
                break
        return results

    def _halving(self, documents: Sequence[Document]) -> list[QuestionResult]:
        """The longest length first, then halves: for an engine that reads the whole prompt for every question."""
        lengths = sorted({point.length_target for document in documents for point in document.checkpoints})
        results: list[QuestionResult] = []
        good, bad, step = -1, len(lengths), len(lengths) - 1
        while good + 1 < bad:
            answers = [
                answer
                for document in documents
                for point in document.checkpoints
                if point.length_target == lengths[step]
                for answer in self._asked(document, point)
            ]
            results += answers
            good, bad = (good, step) if _is_red(answers) else (step, bad)
            step = (good + bad) // 2
        return results

    def _confirm(self, found: Sequence[Column]) -> None:
        """Other texts, facts that stand alone, and harder needles: at the edge that was found, and at the target."""
        plan, procedure = self._prepared.procedure.plan, self._prepared.procedure
        lengths = _edge(found)
        seeds = tuple(plan.seeds[0] + number for number in range(1, procedure.seeds))
        if not lengths:
            return
        if seeds:
            repeats = tuple(plan.repeats_at(length) for length in lengths)
            self._ask_all(CONFIRM, {"lengths": lengths, "repeats": repeats, "seeds": seeds}, CONFIRM, "confirming")
        self._alone(lengths[0])
        for tier in procedure.harder:
            asked = {"lengths": lengths[:1], "repeats": _HARDER_REPEATS, "controls": 0, "tier": tier}
            self._ask_besides(f"{HARDER}-{tier}", asked, HARDER)

    def _begin(self, stage: str, compiled: CompiledPlan, prefix: str) -> None:
        """A new stage; the model is loaded before it, when it will be asked anything."""
        asked = (
            f"{prefix}{question.id}"
            for document in compiled.documents
            for point in document.checkpoints
            for question in point.questions
        )
        if not self._asker.knows(asked):
            self._engine()
        self._reporter.stage(stage)
        self._clock.begin(compiled.tokens)

    def _ask_all(self, name: str, changes: dict[str, Any], phase: str, stage: str) -> list[QuestionResult]:
        """Ask what one phase asks otherwise than the scan.

        Args:
            name: Begins the ids of its questions.
            changes: Of the scan's plan.
            phase: What its answers belong to.
            stage: How it is told.
        """
        return self._ask_plan(name, self._prepared.compile(**changes), phase, stage)

    def _ask_besides(self, name: str, changes: dict[str, Any], phase: str) -> None:
        """The same for what only adds to the scan: left out where the text is too short for such needles."""
        try:
            compiled = self._prepared.compile(**changes)
        except BadInput as error:
            self._reporter.warning(f"{name.capitalize()} is left out: {error.message}", error.hint)
        else:
            self._ask_plan(name, compiled, phase, "confirming")

    def _ask_plan(self, name: str, compiled: CompiledPlan, phase: str, stage: str) -> list[QuestionResult]:
        scan = self._prepared.compiled.header
        self._note(name, {key: value for key, value in compiled.header.items() if value != scan.get(key)})
        self._begin(stage, compiled, f"{name}-")
        pairs = [
            (named, checkpoint)
            for document in compiled.documents
            for named in [_named(document, name)]
            for checkpoint in named.checkpoints
        ]
        if compiled.plan.mode == "isolated":
            return self._asker.ask_together(pairs, phase)
        return [answer for document, checkpoint in pairs for answer in self._asker.ask(document, checkpoint, phase)]


def _map_of(answers: Sequence[QuestionResult]) -> tuple[Column, ...]:
    return columns([one for one in answers if not one.control])


def _fullness(document: Document) -> tuple[int, int]:
    """Its longest length, and how much is asked there and before."""
    return document.checkpoints[-1].length_target, sum(len(point.questions) for point in document.checkpoints)


def _is_red(answers: Sequence[QuestionResult]) -> bool:
    return [column.state for column in _map_of(answers)] == ["red"]


def _fails_from_the_start(found: Sequence[Column]) -> bool:
    return bool(found) and found[0].state == "red" and found[0].tally.hits < BAD * found[0].tally.n


def _edge(found: Sequence[Column]) -> tuple[int, ...]:
    """The last length that is green and the first after it; the longest tested one when all are."""
    green = 0
    while green < len(found) and found[green].state == "green":
        green += 1
    return tuple(column.length for column in found[max(green - 1, 0) : green + 1])


def _named(document: Document, name: str) -> Document:
    """The document with questions that no other phase has."""

    def renamed(checkpoint: Checkpoint) -> Checkpoint:
        questions = tuple(replace(one, id=f"{name}-{one.id}") for one in checkpoint.questions)
        return replace(checkpoint, questions=questions)

    return replace(document, id=f"{name}-{document.id}", checkpoints=tuple(map(renamed, document.checkpoints)))
