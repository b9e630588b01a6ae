"""The model card of a merged model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graftwork_core import __version__
from graftwork_core.provenance import RECORD_NAME, front_matter


def merge_card(recipe: Mapping[str, Any], command_line: str, figures: Mapping[str, Any], window: int | None) -> str:
    """README.md of a merged model.

    Args:
        recipe: The plan's recipe.
        command_line: The command that makes the model again.
        figures: The merge's summary: tensors, changed, survival.
        window: The model's context window, in tokens.
    """
    target, adapters = recipe["target"]["name"], recipe["adapters"]
    head = front_matter(
        base_models=[target, *dict.fromkeys(adapter["name"] for adapter in adapters if "/" in adapter["name"])],
        relation="merge",
        library="transformers",
        tags=("merge", "graftwork", "lora"),
    )
    rows = [f"| {_told(adapter)} | {adapter['weight']:g} |" for adapter in adapters]
    survival = figures.get("survival")
    kept = "" if survival is None else f"- {survival:.2%} of the change is left after rounding to the weights' type\n"
    return (
        f"{head}\n# {target} with {', '.join(_short(adapter) for adapter in adapters)}\n\n"
        f"Merged with Graftwork {__version__}: low-rank differences were added to {target}.\n\n"
        f"| adapter | weight |\n|---|---|\n" + "\n".join(rows) + "\n\n"
        f"- {figures['changed']} of {figures['tensors']} tensors changed\n{kept}"
        f"- context window: {window or 'as the architecture has it'}{' tokens' if window else ''}\n\n"
        f"## Make it again\n\n```\n{command_line}\n```\n\n"
        f"`{RECORD_NAME}` holds the inputs' hashes and a figure for every tensor.\n"
    )


def _short(adapter: Mapping[str, Any]) -> str:
    """What goes in, for a title: the donor whose ability it is, when the adapter says so."""
    extracted = adapter.get("extracted", {})
    return f"the ability of {extracted['donor']}" if "donor" in extracted else str(adapter["name"])


def _told(adapter: Mapping[str, Any]) -> str:
    extracted = adapter.get("extracted", {})
    made = f" ({extracted['donor']} - {extracted['base']})" if {"base", "donor"} <= extracted.keys() else ""
    return f"{adapter['name']}{made}"
