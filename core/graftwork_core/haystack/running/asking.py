"""Asking an engine: the context grows along a document, each question is put behind it, each answer written down.

Between two documents the longest common beginning is kept, so needles alone in the same text share what stands
before them. An engine that takes several whole prompts at once gets them that way. A question that gets no answer that
counts is void; what was answered is on the disk before the next question is asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from graftwork_core.haystack.engines.protocol import Engine, Reply, Scores, VoidTrial
from graftwork_core.haystack.plans.plan import Grading
from graftwork_core.haystack.plans.trial import Checkpoint, Document, Question
from graftwork_core.haystack.results.answers import Generated, QuestionResult
from graftwork_core.haystack.running import grading
from graftwork_core.haystack.texts.beginnings import common_beginning
from graftwork_core.reporting import Reporter, stop_if_cancelled

TALKS: Final = 32
"""Tokens that a chat model may have to spare around an answer."""
WRITES_PLAINLY: Final = 2
"""The same where a task says exactly how an answer begins."""
_FEWEST_NEW: Final = 8
_LONGEST_TOGETHER: Final = 4096
_TOKENS_TOGETHER: Final = 65536


class Ledger(Protocol):
    """Where answers are written down."""

    @property
    def results(self) -> Sequence[QuestionResult]:
        """What was answered so far."""

    def append(self, result: QuestionResult) -> QuestionResult:
        """Write one down; returns it as it was written."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How questions are asked and graded.

    Attributes:
        grading: By likelihood, by what the model writes, or both. Without an engine that scores: by what it writes.
        answer_prefix: Whether a model that writes gets the answer's beginning first.
        most_new: Tokens that a written answer may have; when None, the expected answer's and `slack` more.
        slack: See above; a model that talks needs more.
        by_content: Whether a written answer only has to contain what was expected.
    """

    grading: Grading
    answer_prefix: bool = False
    most_new: int | None = None
    slack: int = TALKS
    by_content: bool = False

    def new_tokens(self, question: Question) -> int:
        """How many tokens the model may write."""
        if self.most_new is not None:
            return self.most_new
        return max(_FEWEST_NEW, len(question.prefix_ids) + len(question.answer_ids) + self.slack)


class Clock:
    """Tokens worked through, as progress; every tick is a chance to stop.

    Attributes:
        worked: Tokens worked through in all stages.
    """

    def __init__(self, reporter: Reporter) -> None:
        self.worked = 0
        self._reporter = reporter
        self._before = 0
        self._total = 0

    def begin(self, total: int) -> None:
        """A new stage with so many tokens."""
        self._before, self._total = self.worked, total
        self._reporter.progress(0, total, "tokens")

    def tick(self, tokens: int) -> None:
        """So many more tokens were worked through.

        Raises:
            Cancelled: The user asked to stop.
        """
        self.worked += tokens
        if self._total:
            self._reporter.progress(min(self.worked - self._before, self._total), self._total, "tokens")
        stop_if_cancelled(self._reporter)


class Asker:
    """Puts a plan's questions to an engine."""

    def __init__(
        self,
        engine: Callable[[], Engine],
        ledger: Ledger,
        manner: Manner,
        tell: Callable[[QuestionResult, str], None] = lambda result, phase: None,
    ) -> None:
        """Nothing is asked yet.

        Args:
            engine: Gives what runs the model; asked for when the first question is due.
            ledger: Where answers are written down.
            manner: How to ask.
            tell: Told each answer and the phase it belongs to.
        """
        self._get_engine = engine
        self._ledger = ledger
        self._manner = manner
        self._tell = tell
        self._answers = {result.id: result for result in ledger.results if result.status != "error"}
        self._context: Sequence[int] = ()

    def knows(self, ids: Iterable[str]) -> bool:
        """Whether all these questions were answered."""
        return all(name in self._answers for name in ids)

    def ask(self, document: Document, checkpoint: Checkpoint, phase: str) -> list[QuestionResult]:
        """All answers at one length of a document; what was answered before is not asked again.

        Raises:
            Cancelled: The user asked to stop.
            NotEnoughRoom: The memory does not suffice for this length.
            GraftworkError: The engine cannot go on.
        """
        waiting = self._waiting(checkpoint)
        if waiting:
            planted = grading.planted_values(document)
            try:
                self._move_to(document.ids, checkpoint.body_tokens)
            except VoidTrial as error:
                for question in waiting:
                    self._keep(_void(question, document, phase, error), phase)
            else:
                for question in waiting:
                    self._keep(self._answer(_Asked(document, checkpoint, question, planted), phase), phase)
        return [self._answers[question.id] for question in checkpoint.questions]

    def ask_together(self, asked: Sequence[tuple[Document, Checkpoint]], phase: str) -> list[QuestionResult]:
        """The same for several documents: short prompts several at once, where the engine gains by it.

        Long ones go one after the other, so that each answer is written down as it comes.
        """
        waiting: list[_Asked] = []
        for document, checkpoint in asked:
            if checkpoint.body_tokens > _LONGEST_TOGETHER or self._most_together(checkpoint) <= 1:
                self.ask(document, checkpoint, phase)
            else:
                planted = grading.planted_values(document)
                waiting += [_Asked(document, checkpoint, one, planted) for one in self._waiting(checkpoint)]
        while waiting:
            most = self._most_together(waiting[0].checkpoint)
            batch, waiting = waiting[:most], waiting[most:]
            for result in self._answer_batch(batch, phase):
                self._keep(result, phase)
        return [self._answers[question.id] for _, checkpoint in asked for question in checkpoint.questions]

    def _most_together(self, checkpoint: Checkpoint) -> int:
        """How many prompts of such a length go together: what a kill may cost stays small."""
        if not self._waiting(checkpoint):
            return 1
        return min(self._engine.capabilities.batch, _TOKENS_TOGETHER // max(checkpoint.body_tokens, 1))

    def _waiting(self, checkpoint: Checkpoint) -> list[Question]:
        return [question for question in checkpoint.questions if question.id not in self._answers]

    def _keep(self, result: QuestionResult, phase: str) -> None:
        written = self._ledger.append(result)
        self._answers[written.id] = written
        self._tell(written, phase)

    def _move_to(self, ids: Sequence[int], length: int) -> None:
        """Make the context the first `length` tokens of a document."""
        common = min(common_beginning(self._context, ids), self._engine.length, length)
        if common < self._engine.length:
            self._engine.rollback(common)
        self._context = ()
        if common < length:
            self._engine.extend(ids[common:length])
        self._context = ids[:length]

    @property
    def _engine(self) -> Engine:
        return self._get_engine()

    @property
    def _scores(self) -> bool:
        return self._manner.grading != "generated" and self._engine.capabilities.scores

    @property
    def _writes(self) -> bool:
        return self._manner.grading != "forced" or not self._engine.capabilities.scores

    def _answer(self, asked: _Asked, phase: str) -> QuestionResult:
        """Ask one question on the context."""
        started = time.monotonic()
        question = asked.question
        scores: Scores | None = None
        reply: Reply | None = None
        try:
            if self._scores:
                scores = self._engine.score(
                    (*question.suffix_ids, *question.prefix_ids), question.answer_ids, self._foils(question)
                )
            if self._writes:
                reply = self._engine.generate(
                    self._written_after(question), self._manner.new_tokens(question), draft=self._draft(question)
                )
        except VoidTrial as error:
            return _void(question, asked.document, phase, error)
        return self._graded(asked, scores, reply, phase, time.monotonic() - started)

    def _answer_batch(self, batch: Sequence[_Asked], phase: str) -> list[QuestionResult]:
        """Ask several whole prompts at once."""
        started = time.monotonic()
        scores: Sequence[Scores | None] = [None] * len(batch)
        replies: Sequence[Reply | None] = [None] * len(batch)
        try:
            if self._scores:
                prompts = [(*one.body, *one.question.suffix_ids, *one.question.prefix_ids) for one in batch]
                scores = self._engine.score_many(prompts, [one.question.answer_ids for one in batch])
            if self._writes:
                prompts = [(*one.body, *self._written_after(one.question)) for one in batch]
                most = max(self._manner.new_tokens(one.question) for one in batch)
                replies = self._engine.generate_many(prompts, most, [self._draft(one.question) for one in batch])
        except VoidTrial as error:
            if len(batch) == 1:
                return [_void(batch[0].question, batch[0].document, phase, error)]
            # One of them spoils it for all: ask each alone.
            return [result for one in batch for result in self._answer_batch([one], phase)]
        seconds = (time.monotonic() - started) / len(batch)
        return [
            self._graded(one, score, reply, phase, seconds)
            for one, score, reply in zip(batch, scores, replies, strict=True)
        ]

    def _graded(
        self, asked: _Asked, scores: Scores | None, reply: Reply | None, phase: str, seconds: float
    ) -> QuestionResult:
        question, body = asked.question, asked.checkpoint.body_tokens
        counts = [(scores.prompt_tokens, body + len(question.suffix_ids) + len(question.prefix_ids))] if scores else []
        if reply is not None and reply.prompt_tokens is not None:
            counts.append((reply.prompt_tokens, body + len(self._written_after(question))))
        wrong = [
            f"The engine counted {counted} tokens, {sent} were sent." for counted, sent in counts if counted != sent
        ]
        return grading.result(
            question,
            asked.document,
            phase=phase,
            seconds=seconds,
            by_likelihood=None if scores is None else grading.forced(question, scores),
            by_writing=None if reply is None else self._read(asked, reply),
            void=wrong[0] if wrong else "",
        )

    def _read(self, asked: _Asked, reply: Reply) -> Generated:
        return grading.generated(asked.question, reply, asked.planted, by_content=self._manner.by_content)

    def _foils(self, question: Question) -> Sequence[Sequence[int]]:
        """Other values to compare with; a control has many, which not every engine can afford."""
        return question.foil_ids[: self._engine.capabilities.foils] if question.control else question.foil_ids

    def _draft(self, question: Question) -> tuple[int, ...]:
        """What a right reply begins with: engines write it faster when they know."""
        prefix = () if self._manner.answer_prefix else question.prefix_ids
        return (*prefix, *question.answer_ids)

    def _written_after(self, question: Question) -> tuple[int, ...]:
        """What stands between the text and what the model writes."""
        return (*question.suffix_ids, *question.prefix_ids) if self._manner.answer_prefix else question.suffix_ids


@dataclass(frozen=True, slots=True)
class _Asked:
    document: Document
    checkpoint: Checkpoint
    question: Question
    planted: frozenset[str]

    @property
    def body(self) -> Sequence[int]:
        return self.document.ids[: self.checkpoint.body_tokens]


def _void(question: Question, document: Document, phase: str, error: VoidTrial) -> QuestionResult:
    return grading.result(question, document, phase=phase, void=error.message, passing=error.passing)
