"""The model card of an extracted adapter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graftwork_core import __version__
from graftwork_core.extract.plan import ExtractPlan
from graftwork_core.model.fit import describe_context
from graftwork_core.provenance import RECORD_NAME, command, front_matter


def command_line(plan: ExtractPlan) -> str:
    """The command that makes the adapter again, with public names instead of this machine's paths."""
    options, recipe = plan.options, plan.recipe
    return command(
        "extract",
        [
            ("--base", recipe["base"]["name"]),
            ("--donor", recipe["donor"]["name"]),
            ("--out", "adapter"),
            ("--auto-rank", options.auto_rank),
            ("--rank", None if options.auto_rank else plan.rank),
            ("--dtype", None if options.dtype == "bf16" else options.dtype),
            ("--embeddings", None if options.embeddings == "skip" else options.embeddings),
            ("--include", options.include),
            ("--exclude", options.exclude),
            ("--seed", options.seed or None),
        ],
    )


def adapter_card(
    plan: ExtractPlan, line: str, summary: Mapping[str, Any], left_out: Mapping[str, Mapping[str, Any]]
) -> str:
    """README.md of an adapter.

    Args:
        plan: The extraction.
        line: The command that makes it again.
        summary: The figures of the whole.
        left_out: Tensors that differ but are not in the adapter: why, and |D|/|W|.
    """
    base, donor = plan.recipe["base"]["name"], plan.recipe["donor"]["name"]
    head = front_matter(
        base_models=[base], relation="adapter", library="peft", tags=("lora", "peft", "graftwork", "extracted")
    )
    moved = not plan.donor.context.same_as(plan.base.context)
    context = f"- It carries the donor's context settings: {describe_context(plan.donor)}.\n" if moved else ""
    missing = "".join(
        f"- `{name}`: {about['why']} (it differs by {about['relative']:.2%})\n"
        for name, about in list(left_out.items())[:20]
    )
    more = f"- … and {len(left_out) - 20} more in `{RECORD_NAME}`\n" if len(left_out) > 20 else ""
    return (
        f"{head}\n# {donor} - {base}, as a LoRA of rank {summary['rank']}\n\n"
        f"Extracted with Graftwork {__version__}: the difference between the two models, "
        f"factored to a low rank. Merge it into any fine-tune of {base}.\n\n"
        f"- {summary['modules']} modules, {summary['nbytes'] / 1e6:.1f} MB\n"
        f"- {summary['captured']:.2%} of the difference's energy; "
        f"{summary['noise']:.2%} of it is the donor's rounding\n"
        f"- {summary['added']} norms and biases have their whole difference in `graftwork_delta.safetensors`, "
        f"which Graftwork adds and other tools ignore\n{context}"
        f"\nEnergy does not predict how a model behaves: check the merged model.\n\n"
        + (f"## Not in the adapter\n\n{missing}{more}\n" if left_out else "")
        + f"## Make it again\n\n```\n{line}\n```\n"
    )
