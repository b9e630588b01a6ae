"""From a plan to tokens, and back from a results file to any prompt."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.haystack.plans.plan import HaystackPlan
from graftwork_core.haystack.plans.trial import Document, Tier
from graftwork_core.haystack.questions.casting import question_ids
from graftwork_core.haystack.questions.compiled import CompiledPlan, Prompt, Snippet
from graftwork_core.haystack.questions.document_maker import Blueprint, DocumentMaker, Made, Place, lead
from graftwork_core.haystack.questions.late_ids import Shelf
from graftwork_core.haystack.questions.layout import Ground, alone, share_texts, trials
from graftwork_core.haystack.questions.plan_record import from_record, record
from graftwork_core.haystack.questions.supply import Supplier
from graftwork_core.haystack.results.header import PHASES
from graftwork_core.haystack.texts.beginnings import common_beginning
from graftwork_core.haystack.texts.description import Description, builtin_description
from graftwork_core.haystack.texts.encoding import TextTokenizer
from graftwork_core.haystack.texts.frame import PromptFormat
from graftwork_core.haystack.texts.grammar import slots
from graftwork_core.haystack.texts.own_text import OwnText, read_texts
from graftwork_core.haystack.texts.quality import Quality, quality

Tick = Callable[[int], None]

_OTHERS: Final = 9
"""Near-duplicate needles beside an isolated one of tier T2."""
_FAITHFUL_TOKENS: Final = 200_000
_AROUND: Final = 300
_MANY_NEEDLES: Final = 30


def compile_plan(
    plan: HaystackPlan, description: Description, prompts: PromptFormat, tick: Tick = lambda tokens: None
) -> CompiledPlan:
    """Make every prompt of a plan.

    Args:
        plan: What to ask.
        description: What text and needles are made of.
        prompts: The model's tokenizer and template.
        tick: Told the tokens of each document that was made, and 0 now and then while one is made, be it later that
            one is made again; may raise Cancelled.

    Raises:
        BadInput: A text cannot be used, the description has no such needles or too few, or every length is too short.
    """
    watched = replace(prompts, tokenizer=prompts.tokenizer.watched(lambda: tick(0)))
    return _Compiler(plan, description, watched).compile(tick)


def reconstruct(header: Mapping[str, Any], question: str, tokenizer: TextTokenizer) -> Prompt:
    """Rebuild the prompt of a question from what a results file says of its plan (`CompiledPlan.header`).

    Needs no transformers: see `prompt.open_tokenizer_file`.

    Args:
        header: The plan's part of the header.
        question: The question's id.
        tokenizer: The model's.

    Raises:
        BadInput: It was made by another version, with another tokenizer or other texts, or has no such question.
    """
    header, question = _of_phase(header, question)
    plan, description, prompts = from_record(header, tokenizer)
    compiler = _Compiler(plan, description, prompts)
    if header.get("own_texts") != compiler.record()["own_texts"]:
        raise BadInput("The texts of this run were changed since.", "Its prompts cannot be rebuilt.")
    return compiler.prompt(question)


def _of_phase(header: Mapping[str, Any], question: str) -> tuple[Mapping[str, Any], str]:
    """The plan of the phase that a question's id begins with, and its id there."""
    phases = header.get(PHASES, {})
    for name, changes in phases.items() if isinstance(phases, Mapping) else ():
        if question.startswith(f"{name}-") and isinstance(changes, Mapping):
            return {**header, **changes}, question.removeprefix(f"{name}-")
    return header, question


class _Compiler:
    def __init__(self, plan: HaystackPlan, description: Description, prompts: PromptFormat) -> None:
        self._description = description
        self._prompts = prompts
        self._notes: list[str] = list(prompts.frame.notes)
        self._own = self._own_text(plan)
        self._plan, self._tier = self._decided(plan)
        supplier = Supplier(
            description if description.filler.sentences else builtin_description(description.language),
            prompts.tokenizer,
            lead(description, prompts.frame),
            self._own,
            plan.short_text,
        )
        self._maker = DocumentMaker(self._plan, self._tier, description, prompts, supplier)
        ground = self._maker.ground
        if ground.most is not None:
            ground = replace(ground, most=max(1, ground.most - self._plan.controls * len(self._plan.lengths)))
        self._blueprints = self._sketch(ground)
        self._shelf = Shelf(lambda blueprint: array("i", self._maker.make(blueprint).encoded.ids))

    def record(self) -> dict[str, Any]:
        """What a results file keeps of the plan."""
        return record(self._plan, self._description, self._prompts, self._own)

    def compile(self, tick: Tick) -> CompiledPlan:
        documents: list[Document] = []
        digest = hashlib.sha256()
        before: Sequence[int] = ()
        tokens = apart = needles = 0
        made: Made | None = None
        for blueprint in self._blueprints:
            made = self._maker.make(blueprint)
            ids = array("i", made.encoded.ids)
            documents.append(replace(made.document, ids=self._shelf.put(blueprint, ids)))
            _digest(digest, made.document, ids)
            tokens += len(ids) - common_beginning(before, ids)
            before = ids
            for checkpoint in made.document.checkpoints:
                apart += sum(question.length_true for question in checkpoint.questions)
                tokens += sum(question.length_true - checkpoint.body_tokens for question in checkpoint.questions)
            needles = max(needles, round(100 * made.share))
            tick(len(ids))
        assert made is not None
        found = quality(made.stock.text)
        self._note_text(made, needles, found)
        sample = (
            made.encoded
            if len(made.encoded) <= _FAITHFUL_TOKENS
            else self._prompts.tokenizer.encode(made.encoded.text[:_FAITHFUL_TOKENS])
        )
        return CompiledPlan(
            plan=self._plan,
            tier=self._tier,
            documents=tuple(documents),
            tokens=tokens,
            tokens_apart=apart,
            hash=digest.hexdigest(),
            quality=found,
            notes=tuple(dict.fromkeys(self._notes)),
            repeated=made.stock.repeated,
            exact_text=self._prompts.tokenizer.is_faithful(sample),
            header=self.record(),
            source=self,
        )

    def prompt(self, question: str) -> Prompt:
        """The prompt of one question.

        Raises:
            BadInput: There is no such question.
        """
        for made, _ in self._made_with({question}):
            return self._prompt(made, question)
        raise BadInput(f"The plan has no question {question!r}.")

    def snippets(self, questions: Collection[str]) -> dict[str, tuple[Snippet, ...]]:
        """The text around the needles of several questions; those that are not in the plan are left out."""
        return {
            name: self._snippets(made, made.places[name])
            for made, names in self._made_with(set(questions))
            for name in sorted(names)
        }

    def _made_with(self, questions: Set[str]) -> Iterator[tuple[Made, Set[str]]]:
        """Every document on which one of these questions is asked, and which of them are; each is made once."""
        language, tier = self._description.language, self._tier
        for blueprint in self._blueprints:
            here = questions & question_ids(blueprint.plot, language, tier, blueprint.seed)
            if here:
                yield self._maker.make(blueprint), here

    def _prompt(self, made: Made, name: str) -> Prompt:
        checkpoint, question = next(
            (checkpoint, question)
            for checkpoint in made.document.checkpoints
            for question in checkpoint.questions
            if question.id == name
        )
        place = made.places[name]
        body, asked = made.encoded.text[: place.end], place.asked
        return Prompt(
            text=body + asked.rest,
            content=body[made.content_start :] + asked.rest.removesuffix(self._prompts.frame.tail),
            ids=(*made.encoded.ids[: checkpoint.body_tokens], *question.suffix_ids),
            prefix=asked.answer[: asked.value_start],
            snippets=self._snippets(made, place),
        )

    @staticmethod
    def _snippets(made: Made, place: Place) -> tuple[Snippet, ...]:
        text, least = made.encoded.text, made.content_start
        return tuple(
            Snippet(
                before=text[max(least, start - _AROUND) : start],
                needle=text[start:end],
                after=text[end : min(end + _AROUND, place.end)],
            )
            for start, end in place.statements
        )

    def _own_text(self, plan: HaystackPlan) -> OwnText | None:
        paths = plan.texts or tuple(Path(one) for one in self._description.filler.files)
        if not paths:
            return None
        own = read_texts(paths).without(self._prompts.tokenizer.control_texts)
        if own.duplicates:
            self._notes.append(f"{own.duplicates} paragraphs of your text were there twice and are used once.")
        if own.left_out:
            self._notes.append(f"{own.left_out} paragraphs of your text hold control tokens of the model; left out.")
        return own

    def _decided(self, plan: HaystackPlan) -> tuple[HaystackPlan, Tier]:
        """The plan with what its author left to others; why is noted."""
        description = self._description
        mode = plan.mode
        if mode == "scan" and (why := _why_alone(description)):
            self._notes.append(f"Every needle is asked for in a text of its own: {why}")
            mode = "isolated"
        tier = plan.tier or ("T1" if mode == "isolated" and description.forms("T1") else description.usual_tier)
        if not description.forms(tier):
            have = ", ".join(description.all_tiers)
            raise BadInput(f"The description {description.name!r} has no needles of tier {tier}.", f"It has {have}.")
        if mode == "isolated" and description.only == "isolated" and tier in ("T2", "T3", "T6"):
            raise BadInput(
                f"Tier {tier} needs several facts in one text, but {description.name!r} says that its needles must "
                "stand alone.",
                "Take tier T1.",
            )
        template = self._prompts.frame.kind == "chat"
        changes = {
            "mode": mode,
            "tier": tier,
            "use_template": template,
            "language": description.language,
            "texts": tuple(path.resolve() for path in plan.texts),
        }
        return plan.model_copy(update=changes), tier

    def _sketch(self, ground: Ground) -> list[Blueprint]:
        """All documents, those first whose longest question is short; too short lengths are left out and noted."""
        plan = self._plan
        lengths = [length for length in plan.lengths if length >= ground.shortest]
        missing = ", ".join(str(length) for length in plan.lengths if length < ground.shortest)
        if not lengths:
            raise BadInput(
                f"{missing} tokens are too few: template, a needle and its question need {ground.shortest}.",
                "Give longer lengths.",
            )
        if missing:
            self._notes.append(f"Left out, being too short for a needle and its question: {missing} tokens.")
        sketch = self._shared if plan.mode == "scan" else self._isolated
        return sorted(sketch(lengths, ground), key=lambda one: one.plot.lengths[-1])

    def _shared(self, lengths: Sequence[int], ground: Ground) -> Iterator[Blueprint]:
        plan = self._plan
        plots = share_texts(trials(lengths, plan.depth_list, plan.repeats_at), ground)
        for length in lengths:
            first = next(plot for plot in plots if length in plot.lengths)
            first.controls[length] = plan.controls
        for seed in plan.seeds:
            for number, plot in enumerate(plots):
                name = f"s{seed}-text{number}"
                yield Blueprint(name, seed, f"text{number}", plot, ground.room(plot.lengths[-1]))

    def _isolated(self, lengths: Sequence[int], ground: Ground) -> Iterator[Blueprint]:
        plan = self._plan
        others = _OTHERS if self._tier == "T2" else 0
        for trial in trials(lengths, plan.depth_list, plan.repeats_at):
            plot = alone(trial, ground, others)
            if trial.repeat == 0 and trial.depth == plan.depth_list[0]:
                plot.controls[trial.length] = plan.controls
            for seed in plan.seeds:
                name = f"s{seed}-L{trial.length}-d{round(trial.depth * 10_000):05d}-r{trial.repeat}"
                if plan.same_text:
                    yield Blueprint(name, seed, f"repeat{trial.repeat}", plot, ground.room(lengths[-1]))
                else:
                    yield Blueprint(name, seed, name, plot, ground.room(trial.length))

    def _note_text(self, made: Made, needles: int, found: Quality) -> None:
        stock = made.stock
        if not found.passes:
            self._notes.append(f"The text repeats itself more than people do: {found}. A needle may stand out in it.")
        if stock.repeated > 1:
            self._notes.append(f"Your text is too short and repeated × {stock.repeated}: repeats make it easier.")
        elif self._own is not None and stock.own < len(stock.text):
            share = round(100 * stock.own / len(stock.text))
            self._notes.append(f"Your text is {share} % of the longest document; the rest is generated.")
        if not made.joined:
            self._notes.append("This tokenizer joins question and answer to one token; answers are scored from anew.")
        if needles > _MANY_NEEDLES:
            self._notes.append(
                f"Needles are up to {needles} % of a text; longer lengths or fewer repeats make it less."
            )


def _why_alone(description: Description) -> str:
    """Why needles of a description cannot share a text; empty when they can."""
    if description.only == "isolated":
        return f"{description.name!r} says that its needles cannot share one (only: isolated)."
    for form in description.forms("T1"):
        if "key" not in slots(form.question):
            return f"a question of {description.name!r} names no key, so two needles would both answer it."
    return ""


def _digest(digest: hashlib._Hash, document: Document, ids: array[int]) -> None:
    """Add every token of a document and its questions."""
    digest.update(f"{document.id}\0{len(ids)}\0".encode())
    digest.update(ids.tobytes())
    for checkpoint in document.checkpoints:
        for question in checkpoint.questions:
            digest.update(f"{question.id}\0{checkpoint.body_tokens}\0".encode())
            for part in (question.suffix_ids, question.prefix_ids, question.answer_ids, *question.foil_ids):
                digest.update(array("i", part).tobytes() + b"\0")
