"""Everything about a check that is known before the model is loaded: its questions, its header, what an audit finds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from graftwork_core.adapter.files import open_adapter
from graftwork_core.errors import BadInput
from graftwork_core.haystack.plans.options import LOCAL, HaystackOptions
from graftwork_core.haystack.plans.plan import HaystackPlan
from graftwork_core.haystack.plans.presets import Procedure, procedure
from graftwork_core.haystack.questions.compiled import CompiledPlan
from graftwork_core.haystack.questions.compiling import Tick, compile_plan
from graftwork_core.haystack.results.header import Finding, RunHeader
from graftwork_core.haystack.running.rows import Row
from graftwork_core.haystack.texts.description import Description, builtin_description, load_description
from graftwork_core.haystack.texts.prompt import PromptFormat, open_prompt_format
from graftwork_core.model.audit import AuditReport, audit
from graftwork_core.model.audit_report import Finding as AuditFinding
from graftwork_core.model.info import Model
from graftwork_core.model.rope import Rope
from graftwork_core.provenance import RECORD_NAME, public_name
from graftwork_core.weights.checkpoint import read_json
from graftwork_core.weights.identity import identify
from graftwork_core.weights.reader import Reader


@dataclass(frozen=True, slots=True)
class Prepared:
    """A check of one model, ready to be run.

    Attributes:
        row: The model.
        procedure: What is done.
        description: What the text and the needles are made of.
        prompts: The model's tokenizer and template.
        compiled: The scan's questions.
        audit: What its configuration says; None for a server's whose weights are not here.
        header: The first line of the results.
        tick: Called now and then while questions are made; may raise Cancelled.
    """

    row: Row
    procedure: Procedure
    description: Description
    prompts: PromptFormat
    compiled: CompiledPlan
    audit: AuditReport | None
    header: RunHeader
    tick: Tick

    def compile(self, **changes: Any) -> CompiledPlan:
        """Other questions for the same model: the scan's plan with some choices changed.

        Raises:
            BadInput: They cannot be made.
            Cancelled: `tick` said so.
        """
        plan = HaystackPlan.model_validate(self.procedure.plan.model_dump() | changes)
        return compile_plan(plan, self.description, self.prompts, self.tick)


def prepare(options: HaystackOptions, row: Row, tick: Tick = lambda tokens: None) -> Prepared:
    """Make a check of one model ready.

    Args:
        options: Of the check.
        row: The model.
        tick: Told the tokens of each text that was made, and 0 in between; may raise Cancelled.

    Raises:
        BadInput: When the task, the text, the tokenizer or its template cannot be used, or a length is too short.
    """
    description = _description(options)
    settled = options
    if options.preset is None and description.only == "isolated":
        settled = options.model_copy(update={"preset": "classic"})
    steps = procedure(settled, row.settings.window, has_tiers=options.task is None)
    return _prepare(options, row, steps, description, tick)


def prepare_alike(options: HaystackOptions, row: Row, first: Prepared) -> Prepared:
    """Make another model ready for the very questions of a first one, whatever its own window.

    Raises:
        BadInput: When its tokenizer or its template cannot be used.
    """
    return _prepare(options, row, first.procedure, first.description, first.tick)


def refuse_unreadable(others: Sequence[Row], first: Prepared) -> None:
    """See, before hours are spent on a first model, that the others have a tokenizer and a template that can be used.

    Raises:
        BadInput: When one of them has none.
    """
    for row in others:
        open_prompt_format(row.folder, first.procedure.plan.use_template)


def _prepare(options: HaystackOptions, row: Row, steps: Procedure, description: Description, tick: Tick) -> Prepared:
    prompts = open_prompt_format(row.folder, steps.plan.use_template)
    compiled = compile_plan(steps.plan, description, prompts, tick)
    steps = replace(steps, plan=compiled.plan)
    found = None if row.model is None else audit(row.model, length=steps.plan.lengths[-1])
    header = RunHeader(
        plan={**compiled.header, "preset": steps.preset, "max_new_tokens": options.max_new_tokens},
        plan_hash=_plan_hash(compiled, description, steps, options),
        generator=_generator(compiled),
        model=_about_model(row, prompts),
        engine=_about_engine(options),
        merge=_about_merge(row),
        audit=tuple(_finding(one) for one in found.findings) if found else (),
        created_utc=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return Prepared(row, steps, description, prompts, compiled, found, header, tick)


def _plan_hash(compiled: CompiledPlan, description: Description, steps: Procedure, options: HaystackOptions) -> str:
    """Of every token that the scan asks, of what the texts of other phases are made of, and of what answers count for.

    Where a text lies, and what it is called, says nothing of what is asked.
    """
    texts = description.model_dump(mode="json", exclude={"name": True, "filler": {"files"}})
    own = [one["sha256"] for one in compiled.header["own_texts"]]
    manner = (steps.plan.grading, steps.plan.answer_prefix, steps.by_content, options.max_new_tokens)
    phases = (steps.smoke, steps.stops, steps.confirms, steps.seeds, steps.harder)
    return _hash([compiled.hash, texts, own, manner, phases])


def _description(options: HaystackOptions) -> Description:
    if options.task is None:
        return builtin_description(options.language or "en")
    description = load_description(options.task)
    if options.language not in (None, description.language):
        raise BadInput(
            f"{options.task} is in {description.language!r}, not in {options.language!r}.", "Leave --language out."
        )
    return description


def _generator(compiled: CompiledPlan) -> dict[str, Any]:
    return {"repeated": compiled.repeated, "quality": asdict(compiled.quality), "notes": list(compiled.notes)}


def _finding(found: AuditFinding) -> Finding:
    extra = {"advice": found.advice, "values": dict(found.values)}
    return Finding(found.id, found.severity.value, found.message, extra)


def _about_engine(options: HaystackOptions) -> dict[str, Any]:
    if options.engine == LOCAL:
        return {"kind": "local", "device": options.device, "chunk": options.chunk}
    address = urlsplit(options.engine)
    return {"kind": "server", "address": address.hostname or "", "model": options.model_name}


def _about_model(row: Row, prompts: PromptFormat) -> dict[str, Any]:
    about: dict[str, Any] = {
        "name": row.title,
        "path": str(row.folder),
        "tokenizer_hash": prompts.tokenizer.fingerprint,
        "template_hash": prompts.frame.template_hash,
        "rope": _about_rope(row),
    }
    if row.model is not None:
        about |= {
            "sha256_of_config": _hash(row.model.config),
            "sha256_of_index": _hash(_files(row.model)),
            "architecture": row.model.info.architecture,
            "params": row.model.info.parameters,
            "dtype": row.model.info.dtype,
        }
    return about


def _about_rope(row: Row) -> dict[str, Any]:
    rope: Rope | None = row.settings.meaning
    scaling: Mapping[str, Any] = rope.scaling if rope else {}
    return {
        "type": rope.kind if rope else None,
        "theta": rope.theta if rope else None,
        "factor": scaling.get("factor"),
        "original_length": scaling.get("original_max_position_embeddings"),
        "window": row.settings.window,
    }


def _about_merge(row: Row) -> dict[str, Any] | None:
    """Where a grafted model comes from: its own record, or the adapters that are applied to it."""
    if row.adapters:
        with Reader() as reader:
            adapters = [
                {
                    "name": public_name(use.path),
                    "weight": use.weight,
                    "sha256": _hash(identify(open_adapter(use.path).headers, reader)),
                }
                for use in row.adapters
            ]
        return {"base": public_name(row.folder), "adapters": adapters, "unmerged": True}
    if row.model is None or not (row.folder / RECORD_NAME).is_file():
        return None
    try:
        recipe = read_json(row.folder / RECORD_NAME).get("recipe")
    except BadInput:
        return None
    if not isinstance(recipe, dict) or recipe.get("kind") != "merge":
        return None
    adapters = [one for one in recipe.get("adapters") or () if isinstance(one, dict)]
    target = recipe.get("target")
    return {
        "recipe_hash": _hash(recipe),
        "base": target.get("name") if isinstance(target, dict) else None,
        "adapters": [{"name": one.get("name"), "weight": one.get("weight")} for one in adapters],
    }


def _files(model: Model) -> Any:
    with Reader() as reader:
        return identify(model.checkpoint.headers, reader)


def _hash(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
