"""A sweep: an adapter at many weights, ranks and groups of modules, on one target that is loaded once.

Every setting has the very weights that a merge would write. It is asked as little as it takes to know whether it may
be taken (`asking`); the best compromise is asked everything. What was answered is on the disk at once, and an
interrupted sweep goes on.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from graftwork_core.adapter.files import Adapter, open_adapter
from graftwork_core.adapter.fit import check_adapter
from graftwork_core.errors import BadInput
from graftwork_core.gate import refuse_misfits
from graftwork_core.haystack.engines.protocol import Engine, UnusableSetting
from graftwork_core.haystack.export.sweep_files import export_sweep
from graftwork_core.haystack.plans.options import SweepOptions
from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.compromise import Setting, Skill, Sweep, SweepPoint, skill_of, sweep_columns
from graftwork_core.haystack.results.compromise_file import read_sweep, sweep_json, write_sweep
from graftwork_core.haystack.results.header import RunHeader
from graftwork_core.haystack.results.store import RunStore, open_store
from graftwork_core.haystack.running.asking import Asker, Clock
from graftwork_core.haystack.running.opening import Late
from graftwork_core.haystack.running.skill import PHASE as SKILL
from graftwork_core.haystack.running.skill import ask_skill
from graftwork_core.haystack.sweeping.asking import CONFIRM, PHASE, ask_setting, confirm_setting
from graftwork_core.haystack.sweeping.plan import SweepPlan, plan_sweep
from graftwork_core.haystack.sweeping.settings import pattern_of, settings_of
from graftwork_core.model.info import Model, open_model
from graftwork_core.provenance import public_name
from graftwork_core.reporting import Reporter
from graftwork_core.weights.identity import identify
from graftwork_core.weights.reader import Reader

UNTOUCHED: Final = Setting(0.0, 0, "all")


@dataclass(frozen=True, slots=True)
class SweepResult:
    """A finished sweep.

    Attributes:
        out: The folder with the results.
        sweep: Every setting, and the best compromise.
        files: What was exported.
        seconds: Time of this session.
    """

    out: Path
    sweep: Sweep
    files: tuple[Path, ...]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            **sweep_json(self.sweep),
            "kind": "sweep",
            "out": str(self.out),
            "passed": self.sweep.best is not None,
            "files": [str(file) for file in self.files],
            "seconds": self.seconds,
        }


def run_sweep(options: SweepOptions, reporter: Reporter) -> SweepResult:
    """Try every setting, and find what brings the long context and keeps the skill.

    Raises:
        BadInput: When the target, the adapter, a task or the prompts cannot be used, or `out` holds something else.
        DoesNotFit: When the adapter does not belong to the target.
        NotEnoughRoom: The memory does not suffice; what was answered is kept.
        Cancelled: The user stopped it; the same call goes on where it stopped.
    """
    started = time.monotonic()
    reporter.stage("checking")
    target, adapter = open_model(options.target), open_adapter(options.adapter)
    refuse_misfits(check_adapter(adapter, target), reporter, force=False)
    clock = Clock(reporter)
    with Late(lambda: _open_untouched(options, target, clock, reporter)) as untouched:
        plan = plan_sweep(options, target, adapter, untouched, reporter)
        header = _header(options, plan, adapter)
        with open_store(options.out, header, overwrite=options.overwrite) as store:
            sweeper = _Sweeper(options, plan, header, store, clock, reporter)
            if store.resumed:
                sweeper.remember(options.out)
            try:
                sweep = sweeper.run(adapter, untouched)
            finally:
                store.add_work(clock.worked, time.monotonic() - started)
    files = tuple(export_sweep(sweep, kind, options.out) for kind in options.exports)
    return SweepResult(options.out, sweep, files, time.monotonic() - started)


class _Sweeper:
    """One session of a sweep."""

    def __init__(
        self,
        options: SweepOptions,
        plan: SweepPlan,
        header: RunHeader,
        store: RunStore,
        clock: Clock,
        reporter: Reporter,
    ) -> None:
        self._options = options
        self._plan = plan
        self._header = header
        self._store = store
        self._clock = clock
        self._reporter = reporter
        self._languages = list(plan.languages)
        self._points: dict[Setting, SweepPoint] = {}
        self._spent: dict[Setting, tuple[int, float]] = {}

    def remember(self, folder: Path) -> None:
        """What earlier sessions spent on the settings that they finished."""
        with suppress(BadInput):  # nothing was finished, or the file is gone: then only this session's is known
            earlier = read_sweep(folder)
            known = [*earlier.points, *([earlier.untouched] if earlier.untouched else [])]
            self._spent = {point.setting: (point.tokens, point.seconds) for point in known}

    def run(self, adapter: Adapter, untouched: Late) -> Sweep:
        """Everything, from the untouched target to the confirmation of the best compromise."""
        self._ask(UNTOUCHED, untouched)
        untouched.close()
        self._reporter.stage("loading")
        with _Adjustable(self._options, self._plan, self._clock) as model:
            settings = settings_of(self._options, adapter, model.rank, can_cut=model.can_cut)
            self._reporter.stage("sweeping")
            for number, setting in enumerate(settings):
                self._reporter.progress(number, len(settings), "settings")
                self._ask(setting, model.with_setting(setting))
            self._reporter.progress(len(settings), len(settings), "settings")
            self._reporter.stage("confirming")
            while (best := self._sweep().best) is not None and not best.confirmed:
                self._confirm(best.setting, model.with_setting(best.setting))
        return self._sweep()

    def _ask(self, setting: Setting, engine: Callable[[], Engine]) -> None:
        """Ask one setting, and write down what the sweep comes to by now."""
        started, worked = time.monotonic(), self._clock.worked
        failure = ""
        try:
            self._ask_skill(engine, _name(setting))
            failed = ask_setting(self._asker(setting, engine), self._languages, _name(setting))
        except UnusableSetting as error:
            failure = error.message
            self._reporter.warning(f"Left out: {setting.told}. {error.message}", error.hint)
        else:
            # Where one setting fails the next will, too: the hardest language comes first.
            self._languages.sort(key=lambda columns: columns[0].language != failed)
        self._keep(setting, PHASE, started, worked, failure)

    def _confirm(self, setting: Setting, engine: Callable[[], Engine]) -> None:
        """Ask the best one everything that a check would ask."""
        started, worked = time.monotonic(), self._clock.worked
        confirm_setting(self._asker(setting, engine), self._plan.confirming, _name(setting))
        self._keep(setting, CONFIRM, started, worked)

    def _asker(self, setting: Setting, engine: Callable[[], Engine]) -> Asker:
        return Asker(engine, self._store, self._plan.manner, partial(self._tell_answer, _name(setting)))

    def _keep(self, setting: Setting, phase: str, started: float, worked: int, failure: str = "") -> None:
        """What a setting came to, on the disk."""
        tokens, seconds = self._spent.get(setting, (0, 0.0))
        self._spent[setting] = (tokens + self._clock.worked - worked, seconds + time.monotonic() - started)
        self._points[setting] = self._point(setting, phase, failure)
        self._tell_point(self._points[setting])
        write_sweep(self._options.out, self._sweep())

    def _ask_skill(self, engine: Callable[[], Engine], name: str) -> None:
        done = self._store.done
        waiting = [question for question in self._plan.skill if f"{name}/{question.result_id}" not in done]
        if waiting:
            for answer in ask_skill(engine(), waiting):
                self._store.append(replace(answer, id=f"{name}/{answer.id}"))

    def _point(self, setting: Setting, phase: str, failure: str) -> SweepPoint:
        """What is known of a setting, by the questions of one phase."""
        answers = self._answers(setting)
        tokens, seconds = self._spent[setting]
        if failure:
            return SweepPoint(setting, (), tokens=tokens, seconds=seconds, failure=failure)
        return SweepPoint(
            setting,
            sweep_columns([one for one in answers if one.phase == phase]),
            skill=self._skill(answers) if self._plan.skill else None,
            confirmed=phase == CONFIRM,
            tokens=tokens,
            seconds=seconds,
        )

    def _answers(self, setting: Setting) -> list[QuestionResult]:
        prefix = f"{_name(setting)}/"
        return [result for result in self._store.results if result.id.startswith(prefix)]

    def _skill(self, answers: Sequence[QuestionResult]) -> Skill:
        return skill_of(_right(self._answers(UNTOUCHED)), _right(answers))

    def _sweep(self) -> Sweep:
        settings = [point for setting, point in self._points.items() if setting != UNTOUCHED]
        return Sweep(
            target=self._header.model,
            adapter=self._header.merge or {},
            plan=self._header.plan,
            points=tuple(settings),
            untouched=self._points.get(UNTOUCHED),
            created_utc=self._header.created_utc,
        )

    def _tell_answer(self, name: str, result: QuestionResult, phase: str) -> None:
        self._reporter.metric(
            "question",
            row=name,
            phase=phase,
            language=result.language,
            length=result.length_target,
            depth=result.depth_target,
            status=result.status,
            hit=result.hit,
        )

    def _tell_point(self, point: SweepPoint) -> None:
        worst, skill = point.worst, point.skill
        self._reporter.metric(
            "setting",
            weight=point.setting.weight,
            rank=point.setting.rank,
            modules=point.setting.modules,
            reach=point.reach,
            worst_rate=None if worst is None else worst.tally.rate,
            skill=None if skill is None else skill.share,
            qualifies=point.qualifies,
            confirmed=point.confirmed,
            failure=point.failure or None,
        )


class _Adjustable:
    """The target with the adapter set into its weights, one setting after the other."""

    def __init__(self, options: SweepOptions, plan: SweepPlan, clock: Clock) -> None:
        from graftwork_core.haystack.engines.local.engine import CHUNK, open_adjustable

        self._engine, self._weights = open_adjustable(
            options.target,
            options.adapter,
            context=plan.context,
            device=options.device,
            chunk=options.chunk or CHUNK,
            reserve=plan.longest,
            tick=clock.tick,
        )
        self._clock = clock
        self._set: Setting | None = None

    def __enter__(self) -> _Adjustable:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.close()

    @property
    def rank(self) -> int:
        """The adapter's own."""
        return self._weights.rank

    @property
    def can_cut(self) -> bool:
        """Whether a lower rank of it is the best of that rank."""
        return self._weights.is_ordered

    def with_setting(self, setting: Setting) -> Callable[[], Engine]:
        """Gives the engine with a setting in place; nothing is done before it is asked for."""
        from graftwork_core.haystack.engines.local.inplace import Setting as InPlace

        def engine() -> Engine:
            if self._set != setting:
                self._set = None
                wanted = InPlace(setting.weight, setting.rank, pattern_of(setting.modules))
                self._weights.set(wanted, lambda: self._clock.tick(0))
                self._set = setting
            return self._engine

        return engine


def _open_untouched(options: SweepOptions, target: Model, clock: Clock, reporter: Reporter) -> Engine:
    """The target as it is, with its own context settings: what the skill is measured against."""
    from graftwork_core.haystack.engines.local.engine import CHUNK, open_local

    reporter.stage("loading")
    return open_local(target.folder, device=options.device, chunk=options.chunk or CHUNK, tick=clock.tick)


def _header(options: SweepOptions, plan: SweepPlan, adapter: Adapter) -> RunHeader:
    first = plan.prepared[0].header
    asked = {
        "kind": "sweep",
        "preset": plan.preset,
        "lengths": sorted({column.length for columns in plan.languages for column in columns}),
        "languages": [columns[0].language for columns in plan.languages],
        "weights": list(options.weights),
        "ranks": options.ranks and list(options.ranks),
        "modules": list(options.modules),
        "skill_prompts": len(plan.skill),
    }
    with Reader() as reader:
        files = identify(adapter.headers, reader)
    digest = hashlib.sha256(json.dumps([plan.hash, asked], sort_keys=True).encode()).hexdigest()
    return replace(
        first, plan=asked, plan_hash=digest, merge={"name": public_name(adapter.folder), "files": files}, audit=()
    )


def _name(setting: Setting) -> str:
    """What a setting's questions are called by."""
    if setting == UNTOUCHED:
        return "untouched"
    # In an expression \x2f is a slash, too; as one it would end the name, and two settings could share a beginning.
    modules = setting.modules.replace("/", r"\x2f")
    return f"rank {setting.rank} weight {repr(setting.weight).removesuffix('.0')} {modules}"


def _right(answers: Sequence[QuestionResult]) -> dict[str, bool]:
    """The guard's prompts that got an answer, and whether it was right."""
    return {
        answer.id.rpartition("/")[2]: answer.hit
        for answer in answers
        if answer.phase == SKILL and answer.status == "ok"
    }
