"""One document of a plan: its text, its needles, its tokens, and the questions on it; every time the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from graftwork_core.errors import BadInput
from graftwork_core.haystack.plans.plan import HaystackPlan
from graftwork_core.haystack.plans.trial import Checkpoint, Document, Question, Tier
from graftwork_core.haystack.questions.casting import Cast, Row, cast
from graftwork_core.haystack.questions.layout import SENTENCE, Ground, Plot
from graftwork_core.haystack.questions.needles import Drawn, NeedleMaker
from graftwork_core.haystack.questions.planting import Planted, Planting, plant
from graftwork_core.haystack.questions.question_tokens import Asked, AskedTokens, foil_tokens, question_tokens
from graftwork_core.haystack.questions.supply import Stock, Supplier
from graftwork_core.haystack.texts.description import Description
from graftwork_core.haystack.texts.dice import Dice
from graftwork_core.haystack.texts.encoding import Encoded
from graftwork_core.haystack.texts.frame import Frame, PromptFormat

_SAMPLES: Final = 24
_DRAFTS: Final = 8
_DRIFT: Final = 4
_MARGIN: Final = 1.25
"""Needles to come can be longer than those that were drawn to see how long they are."""
_KEPT_STOCKS: Final = 4


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a document is made of; everything else follows.

    Attributes:
        name: Unique in the plan; needles are drawn with it.
        seed: Draws text and needles.
        text_name: Documents with the same one share their text.
        plot: What goes where.
        tokens: How long the text has to be.
    """

    name: str
    seed: int
    text_name: str
    plot: Plot
    tokens: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question and its needle lie in a text, in characters.

    Attributes:
        end: Where the text ends that stands before the question.
        statements: First and last (exclusive) character of each statement; none for a control.
        asked: What follows.
    """

    end: int
    statements: tuple[tuple[int, int], ...]
    asked: Asked


@dataclass(frozen=True, slots=True)
class Made:
    """A document.

    Attributes:
        encoded: Its text with everything in front of it, and its tokens.
        document: The same for whoever asks.
        content_start: Where the user's message begins in the text.
        places: Where each question and its needle lie.
        stock: The filler.
        joined: Whether every answer's tokens are those of text, question and answer encoded together.
        share: Which part of the text is needles, by characters.
    """

    encoded: Encoded
    document: Document
    content_start: int
    places: dict[str, Place]
    stock: Stock
    joined: bool
    share: float


@dataclass(frozen=True, slots=True)
class _Put:
    """A question behind a text, and how many tokens of filler were put between them."""

    asked: Asked
    tokens: AskedTokens
    between: int


@dataclass(frozen=True, slots=True)
class _Draft:
    """A text, and for each length where it ends (in characters of the prompt) and its questions."""

    planted: Planted
    encoded: Encoded
    spans: tuple[tuple[tuple[int, int], ...], ...]
    ends: dict[int, tuple[int, tuple[_Put, ...]]]


class DocumentMaker:
    """Makes the documents of one plan."""

    def __init__(
        self, plan: HaystackPlan, tier: Tier, description: Description, prompts: PromptFormat, supplier: Supplier
    ) -> None:
        self._plan = plan
        self._tier: Tier = tier
        self._description = description
        self._tokenizer = prompts.tokenizer
        self._frame = prompts.frame
        self._supplier = supplier
        self._grammar = description.grammar()
        self._stocks: OrderedDict[tuple[int, str, int], tuple[Stock, str]] = OrderedDict()
        self._lead = lead(description, prompts.frame)
        self._lead_tokens = self._tokenizer.count(self._lead)
        self._ground = self._find_ground()

    @property
    def ground(self) -> Ground:
        """What needles and questions of this tier take."""
        return self._ground

    def _find_ground(self) -> Ground:
        """Draw some needles and see how long they and their questions are."""
        drawn = [self._needles(Dice(number, "sample"), "").group(1)[0] for number in range(_SAMPLES)]
        overheads = [self._overhead(one) for one in drawn]
        size = max(self._statement_tokens(text) for one in drawn for text in one.needle.statements) + 1
        statements = max(len(one.needle.statements) for one in drawn)
        return Ground(
            around=self._lead_tokens + sum(overheads) // len(overheads),
            size=size,
            statements=statements,
            shortest=self._lead_tokens + round(_MARGIN * (max(overheads) + size * statements)),
            most=NeedleMaker.most(self._description, self._tier),
        )

    def make(self, blueprint: Blueprint) -> Made:
        """Make a document.

        Raises:
            BadInput: There are too few keys or values, or a length is too short.
        """
        stock, folded = self._stock(blueprint)
        dice = Dice(blueprint.seed, "needles", self._tier, blueprint.name)
        maker = self._needles(dice, folded)
        some = cast(blueprint.plot, maker, self._description.language, self._tier, blueprint.seed)
        limits = {
            length: length - self._lead_tokens - max(self._overhead(row.drawn) for row in rows)
            for length, rows in some.rows.items()
        }
        for attempt in range(_DRAFTS):
            draft = self._draft(stock, blueprint.plot, some, limits)
            if self._fits(draft, limits, attempt):
                return self._made(blueprint, stock, some, draft)
        short = next(length for length, (_, puts) in draft.ends.items() if _over(length, puts) > 0)
        raise BadInput(f"{short} tokens are too few for the needles and questions there.", "Give longer lengths.")

    def _needles(self, dice: Dice, folded: str) -> NeedleMaker:
        """Who draws needles for a text that is given in lower case."""
        digits, grammar = self._plan.digits, self._grammar
        return NeedleMaker(self._description, self._tier, dice, lambda word: word.casefold() in folded, digits, grammar)

    def _stock(self, blueprint: Blueprint) -> tuple[Stock, str]:
        key = (blueprint.seed, blueprint.text_name, blueprint.tokens)
        if key not in self._stocks:
            made = self._supplier.stock(blueprint.tokens, blueprint.seed, blueprint.text_name)
            self._stocks[key] = (made, made.text.casefold())
            while len(self._stocks) > _KEPT_STOCKS:
                self._stocks.popitem(last=False)
        self._stocks.move_to_end(key)
        return self._stocks[key]

    def _draft(self, stock: Stock, plot: Plot, some: Cast, limits: dict[int, int]) -> _Draft:
        within = [max(limits.values())] * len(plot.slots)
        stretch: dict[int, float] = {}
        for asking in plot.askings:
            length = asking.trial.length
            within[asking.slot] = min(within[asking.slot], limits[length])
            # Sketched with the longest needle and question of some; these are no longer than they are.
            size = max(map(self._statement_tokens, some.slots[asking.slot].needle.statements))
            sketched = self._ground.room(length) - self._ground.size
            stretch.setdefault(asking.slot, (limits[length] - size) / max(1, sketched))
        plantings = [
            Planting(round(place * stretch.get(number, 1.0)), text, within[number])
            for number, drawn in enumerate(some.slots)
            for place, text in zip(plot.slots[number], drawn.needle.statements, strict=True)
        ]
        planted = plant(stock, plantings, list(limits.values()), self._description.join, self._tokenizer.count)
        planted = _without_blanks(planted) if self._frame.strips and not self._description.intro.strip() else planted
        encoded = self._tokenizer.encode(self._lead + planted.text)
        spare = [one for one in stock.stopgaps if one[1] not in planted.text]
        ends = {}
        for (length, rows), cut in zip(some.rows.items(), planted.cuts, strict=True):
            end = len(self._lead) + self._end_of_text(planted.text[:cut])
            ends[length] = (end, tuple(self._put(row.drawn, encoded, end, length, spare) for row in rows))
        shift = len(self._lead)
        flat = iter([(first + shift, last + shift) for first, last in planted.needles])
        spans = tuple(tuple(next(flat) for _ in places) for places in plot.slots)
        return _Draft(planted, encoded, spans, ends)

    def _put(self, drawn: Drawn, encoded: Encoded, end: int, length: int, spare: Sequence[tuple[int, str]]) -> _Put:
        """Put a question behind a text; where it is so short that another sentence fits, with one more before it."""
        asked = self._asked(drawn)
        tokens = question_tokens(self._tokenizer, encoded, end, asked)
        room = length - tokens.length
        if room > SENTENCE:
            size, sentence = next((one for one in spare if one[0] < room), (0, ""))
            longer = replace(asked, rest=sentence + asked.rest)
            more = question_tokens(self._tokenizer, encoded, end, longer)
            if sentence and more.length <= length:
                return _Put(longer, more, size)
        return _Put(asked, tokens, 0)

    def _end_of_text(self, text: str) -> int:
        """Line breaks before a question that begins with some of its own are one too many."""
        return len(text.rstrip("\n") if self._description.before_question.startswith("\n") else text)

    def _fits(self, draft: _Draft, limits: dict[int, int], attempt: int) -> bool:
        """Whether no prompt is too long (or much shorter than reckoned); limits are moved by what was missed."""
        exactly = attempt < _DRAFTS // 2
        good = True
        begin = draft.encoded.token_at(len(self._lead))
        for (length, (end, puts)), expected in zip(draft.ends.items(), draft.planted.expected, strict=True):
            over = _over(length, puts)
            short = expected - (draft.encoded.token_at(end) - begin)
            if over > 0 or (exactly and short > _DRIFT):
                # Sentences only fit in or not: what was missed may not be enough to change anything.
                limits[length] -= over + attempt * _DRIFT if over > 0 else -short
                good = False
        return good

    def _made(self, blueprint: Blueprint, stock: Stock, some: Cast, draft: _Draft) -> Made:
        checkpoints = []
        places: dict[str, Place] = {}
        for length, (end, puts) in draft.ends.items():
            body = min(put.tokens.kept for put in puts)
            questions = []
            for row, put in zip(some.rows[length], puts, strict=True):
                places[row.id] = Place(end, draft.spans[row.asking.slot] if row.asking else (), put.asked)
                questions.append(self._question(row, put, length, body, some, draft))
            checkpoints.append(Checkpoint(length, body, tuple(questions)))
        document = Document(
            id=f"{self._description.language}-{self._tier}-{blueprint.name}",
            seed=blueprint.seed,
            language=self._description.language,
            ids=draft.encoded.ids,
            checkpoints=tuple(checkpoints),
            planted=some.values,
        )
        return Made(
            encoded=draft.encoded,
            document=document,
            content_start=len(self._frame.head),
            places=places,
            stock=stock,
            joined=all(put.tokens.joined for _, puts in draft.ends.values() for put in puts),
            share=some.characters / max(1, len(draft.planted.text)),
        )

    def _question(self, row: Row, put: _Put, length: int, body: int, some: Cast, draft: _Draft) -> Question:
        needle, tokens = row.drawn.needle, put.tokens
        end = draft.ends[length][0]
        foils = self._foils(row, len(tokens.answer), end, some, draft)
        first = last = -1
        if row.asking:
            start, stop = draft.spans[row.asking.slot][row.asking.anchor]
            if draft.spans[row.asking.slot][-1][1] > end:
                raise BadInput(
                    f"{length} tokens are too few for the needles of tier {self._tier}.", "Give longer lengths."
                )
            first, last = draft.encoded.token_at(start), draft.encoded.token_at(stop - 1) + 1
        begin = draft.encoded.token_at(len(self._lead))
        room = max(1, draft.encoded.token_at(end) - begin - (last - first))
        suffix = (*draft.encoded.ids[body : tokens.kept], *tokens.suffix)
        return Question(
            id=row.id,
            needle=needle,
            control=row.asking is None,
            length_target=length,
            length_true=tokens.length,
            depth_target=row.asking.trial.depth if row.asking else 0.0,
            depth_true=min(1.0, max(0.0, (first - begin) / room)) if row.asking else 0.0,
            needle_token=first,
            distance=max(0, body + put.between - last) if row.asking else -1,
            suffix_ids=suffix,
            prefix_ids=tokens.prefix,
            answer_ids=tokens.answer,
            foil_ids=tuple(ids for _, ids in foils),
            foils=tuple(text for text, _ in foils),
        )

    def _foils(self, row: Row, size: int, end: int, some: Cast, draft: _Draft) -> list[tuple[str, tuple[int, ...]]]:
        """Other values as long as the answer, those of needles before the question first.

        A control has every planted value instead: to name any of them, however long, is a false retrieval.
        """
        if not self._plan.foils or self._plan.grading == "generated":
            return []
        there = [number for number, spans in enumerate(draft.spans) if spans[-1][1] <= end]
        if row.asking is None:
            planted = some.planted(there)
            return foil_tokens(self._tokenizer, self._asked(row.drawn), None, planted, len(planted))
        values = some.rivals(row, there, self._plan.foils)
        return foil_tokens(self._tokenizer, self._asked(row.drawn), size, values, self._plan.foils)

    def _asked(self, drawn: Drawn) -> Asked:
        question = self._description.before_question + drawn.needle.question
        rest = (question.rstrip() if self._frame.strips else question) + self._frame.tail
        return Asked(rest, drawn.needle.answer, drawn.value_start, drawn.needle.value)

    def _statement_tokens(self, text: str) -> int:
        return self._tokenizer.count(self._description.join + text)

    def _overhead(self, drawn: Drawn) -> int:
        return self._tokenizer.count(self._asked(drawn).whole) + 1


def lead(description: Description, frame: Frame) -> str:
    """Everything before the text: the template's head and what a description says first."""
    return frame.head + (description.intro.lstrip() if frame.strips else description.intro)


def _over(length: int, puts: Sequence[_Put]) -> int:
    """How many tokens the longest prompt has too many."""
    return max(put.tokens.length for put in puts) - length


def _without_blanks(planted: Planted) -> Planted:
    """A text whose first blanks the template would take away."""
    blank = len(planted.text) - len(planted.text.lstrip())
    return Planted(
        text=planted.text[blank:],
        needles=tuple((max(0, first - blank), last - blank) for first, last in planted.needles),
        cuts=tuple(cut - blank for cut in planted.cuts),
        expected=planted.expected,
    )
