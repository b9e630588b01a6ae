"""What a results file keeps of a plan: everything that decides its prompts, and how to take it up again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from graftwork_core.errors import BadInput
from graftwork_core.haystack.plans.plan import HaystackPlan
from graftwork_core.haystack.texts.description import Description, builtin_description, description_from
from graftwork_core.haystack.texts.encoding import TextTokenizer
from graftwork_core.haystack.texts.filler import GENERATOR, GENERATOR_VERSION
from graftwork_core.haystack.texts.frame import Frame, PromptFormat
from graftwork_core.haystack.texts.own_text import OwnText


def record(plan: HaystackPlan, description: Description, prompts: PromptFormat, own: OwnText | None) -> dict[str, Any]:
    """A plan and all that its prompts depend on, as plain JSON values."""
    frame = prompts.frame
    return {
        **plan.model_dump(mode="json"),
        "generator": GENERATOR,
        "generator_version": GENERATOR_VERSION,
        "description": _recorded(description),
        "frame": {
            "head": frame.head,
            "tail": frame.tail,
            "kind": frame.kind,
            "strips": frame.strips,
            "thinking_off": frame.thinking_off,
            "template_hash": frame.template_hash,
        },
        "tokenizer_hash": prompts.tokenizer.fingerprint,
        "own_texts": [{"path": one.path, "sha256": one.sha256} for one in own.files] if own else [],
    }


def _recorded(description: Description) -> dict[str, Any]:
    """A description as a results file keeps it: the built-in ones by name."""
    content = description.model_dump(mode="json", exclude_none=True)
    if description == builtin_description(description.language):
        digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
        return {"builtin": description.language, "sha256": digest}
    return content


def from_record(header: Mapping[str, Any], tokenizer: TextTokenizer) -> tuple[HaystackPlan, Description, PromptFormat]:
    """Take a plan up again.

    Raises:
        BadInput: Another version made it, or another tokenizer, or it is broken.
    """
    version = header.get("generator_version")
    if header.get("generator") != GENERATOR or version != GENERATOR_VERSION:
        raise BadInput(
            f"These prompts were made by version {version} of the generator; this Graftwork has {GENERATOR_VERSION}.",
            "Use the Graftwork that made them.",
        )
    if header.get("tokenizer_hash") != tokenizer.fingerprint:
        raise BadInput("These prompts were made with another tokenizer.", "Give the model that was tested.")
    try:
        plan = HaystackPlan.model_validate({name: header[name] for name in HaystackPlan.model_fields if name in header})
        around = header["frame"]
        frame = Frame(
            head=str(around["head"]),
            tail=str(around["tail"]),
            kind="chat" if around["kind"] == "chat" else "plain",
            strips=bool(around["strips"]),
            thinking_off=bool(around["thinking_off"]),
            template_hash=str(around["template_hash"]),
        )
        recorded = dict(header["description"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"The header of this run is broken: {' '.join(str(error).split())[:200]}.") from error
    if "builtin" not in recorded:
        return plan, description_from(recorded, "the run's description"), PromptFormat(tokenizer, frame)
    description = builtin_description("zh" if recorded["builtin"] == "zh" else "en")
    if _recorded(description) != recorded:
        raise BadInput("The built-in haystack is another than that of this run.", "Use the Graftwork that made it.")
    return plan, description, PromptFormat(tokenizer, frame)
