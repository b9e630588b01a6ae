"""What every setting of a sweep is asked: the columns of all languages, the skill guard, and how."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graftwork_core.adapter.files import Adapter
from graftwork_core.errors import BadInput
from graftwork_core.haystack.engines.protocol import Engine
from graftwork_core.haystack.plans.options import HaystackOptions, Preset, SweepOptions
from graftwork_core.haystack.plans.presets import octaves, usual_target
from graftwork_core.haystack.plans.prompts_file import read_prompts
from graftwork_core.haystack.questions.compiled import CompiledPlan
from graftwork_core.haystack.questions.compiling import Tick
from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.statistics import BAD, wilson
from graftwork_core.haystack.running.asking import TALKS, WRITES_PLAINLY, Asker, Manner
from graftwork_core.haystack.running.preparing import Prepared, prepare
from graftwork_core.haystack.running.rows import MAIN, Row
from graftwork_core.haystack.running.skill import SkillQuestion, skill_hash, skill_questions
from graftwork_core.haystack.sweeping.asking import Column, columns_of
from graftwork_core.model.context import ContextSettings, with_context
from graftwork_core.model.info import Model
from graftwork_core.reporting import Reporter, stop_if_cancelled

_REPEATS: Final = 2
_SMOKE_QUESTIONS: Final = 10
_SHORTEST: Final = 128
_SMOKE_LENGTH: Final = 1024


@dataclass(frozen=True, slots=True)
class SweepPlan:
    """What every setting is asked.

    Attributes:
        languages: What every setting is asked: the columns of each language, the shortest first.
        confirming: What the best is asked in the end: just what a check of the merged model would ask.
        skill: The guard's prompts; empty without.
        context: The settings that the adapter brings along; None when it brings none.
        manner: How questions are asked.
        preset: "quick" (many needles in one text) or "classic" (one in each).
        hash: Two sweeps with the same one ask the same questions.
        prepared: Of each language, in order.
    """

    languages: tuple[tuple[Column, ...], ...]
    confirming: tuple[tuple[Column, ...], ...]
    skill: tuple[SkillQuestion, ...]
    context: ContextSettings | None
    manner: Manner
    preset: Preset
    hash: str
    prepared: tuple[Prepared, ...]

    @property
    def longest(self) -> int:
        """Tokens of the longest prompt."""
        return max(columns[-1].length for columns in self.languages)


def plan_sweep(
    options: SweepOptions, target: Model, adapter: Adapter, engine: Callable[[], Engine], reporter: Reporter
) -> SweepPlan:
    """Everything that is asked.

    Args:
        options: Of the sweep.
        target: The model that would receive.
        adapter: What goes in.
        engine: Gives the untouched target, for finding out what it can be asked.
        reporter: Told what was decided.

    Raises:
        BadInput: When a task, the text or the prompts cannot be used, or the target does not follow the task.
    """
    context = adapter.context
    config = target.config if context is None else with_context(target.config, context)
    row = Row(MAIN, target.info.name, target.folder, replace(target, config=config), context=context)
    asked = _asked(options, row)
    preset = options.preset or _what_it_can(asked[0], target, engine, reporter)
    prepared = tuple(prepare(one.model_copy(update={"preset": preset}), row, _tick(reporter)) for one in asked)
    keyed = list(zip(_keys(prepared), prepared, strict=True))
    # Of another seed than the confirmation: the best of many looks better than it is on what it was chosen by.
    screens = [one.compile(seeds=(options.seed + 1,)) for one in prepared]
    prompts = read_prompts(options.prompts) if options.prompts else ()
    skill = skill_questions(prompts, prepared[0].prompts, options.max_new_tokens)
    return SweepPlan(
        languages=tuple(columns_of(key, screen.documents) for (key, _), screen in zip(keyed, screens, strict=True)),
        confirming=tuple(columns_of(key, one.compiled.documents) for key, one in keyed),
        skill=skill,
        context=context,
        manner=Manner(
            prepared[0].procedure.plan.grading,
            most_new=options.max_new_tokens,
            slack=WRITES_PLAINLY if options.tasks else TALKS,
            by_content=prepared[0].procedure.by_content,
        ),
        preset=preset,
        hash=_hash(prepared, screens, skill),
        prepared=prepared,
    )


def _tick(reporter: Reporter) -> Tick:
    return lambda tokens: stop_if_cancelled(reporter)


def _asked(options: SweepOptions, row: Row) -> list[HaystackOptions]:
    """One check for each task or language; lengths are octaves, because every setting pays for each."""
    same = options.model_dump(
        include=set(HaystackOptions.model_fields) - {"exports", "overwrite", "prompts", "preset", "longest"}
    )
    same |= {
        "model": options.target,
        "lengths": options.lengths or octaves(options.longest or usual_target(row.settings.window)),
        "repeats": options.repeats or _REPEATS,
    }
    if options.tasks:
        return [HaystackOptions(**same, task=task) for task in options.tasks]
    return [HaystackOptions(**same, language=language) for language in options.languages]


def _what_it_can(asked: HaystackOptions, target: Model, engine: Callable[[], Engine], reporter: Reporter) -> Preset:
    """Whether the target tells several facts in one text apart, found on texts inside of its own window.

    Raises:
        BadInput: When it does not even find a fact that stands alone.
    """
    length = min(_SMOKE_LENGTH, max(target.info.context_window or _SMOKE_LENGTH, _SHORTEST))
    short = asked.model_copy(update={"preset": "quick", "lengths": (length,), "depths": _SMOKE_QUESTIONS, "repeats": 1})
    packed = prepare(short, Row(MAIN, target.info.name, target.folder, target), _tick(reporter))
    if packed.compiled.plan.mode == "isolated":
        return "classic"
    reporter.stage("smoke")
    hits = _smoke(packed, packed.compiled, engine, asked)
    if wilson(hits, _SMOKE_QUESTIONS).hi >= BAD:
        return "quick"
    alone = packed.compile(mode="isolated", tier=None, grading="generated", controls=0)
    found = _smoke(packed, alone, engine, asked)
    if wilson(found, _SMOKE_QUESTIONS).hi < BAD:
        raise BadInput(
            f"{target.folder} answers {found} of {_SMOKE_QUESTIONS} questions about texts of {length} tokens.",
            "It does not follow the task, so no adapter can be judged by it: check its template or try another --task.",
        )
    reporter.warning(
        f"{target.info.name} finds a fact that stands alone ({found} of {_SMOKE_QUESTIONS}) but does not tell several "
        f"apart ({hits} of {_SMOKE_QUESTIONS}): every needle is asked for in a text of its own."
    )
    return "classic"


def _smoke(prepared: Prepared, compiled: CompiledPlan, engine: Callable[[], Engine], asked: HaystackOptions) -> int:
    """How many of a few questions on short texts are answered right."""
    slack = TALKS if asked.task is None else WRITES_PLAINLY
    manner = Manner(compiled.plan.grading, most_new=asked.max_new_tokens, slack=slack)
    asker = Asker(engine, _Nowhere(), manner)
    pairs = [(document, point) for document in compiled.documents for point in document.checkpoints]
    return sum(answer.hit for answer in asker.ask_together(pairs, "smoke") if answer.counts)


class _Nowhere:
    """A ledger that keeps nothing."""

    results: Sequence[QuestionResult] = ()

    def append(self, result: QuestionResult) -> QuestionResult:
        return result


def _keys(prepared: Sequence[Prepared]) -> list[str]:
    """What each language is called: by itself where it is the only one of its kind, else by its description's name."""
    languages = [one.description.language for one in prepared]
    return [
        str(language) if languages.count(language) == 1 else one.description.name
        for language, one in zip(languages, prepared, strict=True)
    ]


def _hash(prepared: Sequence[Prepared], screens: Sequence[CompiledPlan], skill: Sequence[SkillQuestion]) -> str:
    parts = [*(one.header.plan_hash for one in prepared), *(screen.hash for screen in screens), skill_hash(skill)]
    return hashlib.sha256("".join(parts).encode()).hexdigest()
