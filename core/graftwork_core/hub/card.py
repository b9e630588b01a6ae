"""The model card that is published: a head that the Hub understands, and the text that the model's maker wrote.

Every value goes through a YAML writer, never through pasted text. Base models are repositories on the Hub, each once;
parents that are only on this machine are told in the text, by name and hash, never by path.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

from graftwork_core.hub.lineage import Lineage, Parent
from graftwork_core.model.card import Card, parse_card

OTHER: Final = "other"
_OURS: Final = "graftwork"
_ORDER: Final = (
    "license", "license_name", "license_link", "language", "base_model", "base_model_relation", "library_name",
    "pipeline_tag", "tags",
)  # fmt: skip
_SHORT_HASH: Final = 16


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence that a model is published under.

    Attributes:
        name: Its short name; "other" when the parents do not agree.
        conflict: What the user has to know before publishing; empty when all is clear.
        details: For "other": the licences of the parents, in words.
    """

    name: str
    conflict: str = ""
    details: str = ""


def choose_licence(chosen: str | None, parents: Mapping[str, str]) -> Licence:
    """The licence: the chosen one, or the parents' when they have the same.

    Args:
        chosen: What the user said.
        parents: Name → short name of its licence; empty where nobody knows it.
    """
    known = {licence for licence in parents.values() if licence}
    unknown = [name for name, licence in parents.items() if not licence]
    told = ", ".join(f"{name}: {licence or 'not known'}" for name, licence in parents.items())
    conflict = ""
    if len(known) > 1:
        conflict = f"The licences of what went in differ ({told})."
    elif unknown:
        conflict = f"The licence of {', '.join(unknown)} is not known."
    if chosen is not None:
        differs = known and chosen not in known
        return Licence(chosen, conflict or (f"You publish as {chosen} what is made of {told}." if differs else ""))
    if len(known) == 1 and not unknown:
        return Licence(known.pop())
    return Licence(OTHER, conflict, told) if parents else Licence("")


def make_card(
    text: str, *, kind: str, lineage: Lineage, on_the_hub: Sequence[Parent], licence: Licence, repository: str
) -> str:
    """README.md for publishing.

    Args:
        text: The folder's own README.md; its head's other values stay.
        kind: "model" or "adapter".
        lineage: What it was made from.
        on_the_hub: Those parents that are repositories there.
        licence: What it is published under.
        repository: Where it goes, for a title when there is no text.
    """
    card = parse_card(text)
    head = _head(card, kind, lineage, on_the_hub, licence)
    block = yaml.safe_dump(head, sort_keys=False, allow_unicode=True, default_flow_style=False, width=100)
    body = card.text.strip() or f"# {repository.partition('/')[2]}"
    local = [parent for parent in lineage.parents if parent not in on_the_hub]
    return f"---\n{block}---\n\n{body}\n{_local_parents(local)}"


def _head(card: Card, kind: str, lineage: Lineage, on_the_hub: Sequence[Parent], licence: Licence) -> dict[str, Any]:
    head: dict[str, Any] = {key: value for key, value in card.head.items() if isinstance(value, str | list)}
    named = [parent.name for parent in lineage.named() if parent in on_the_hub]
    if lineage.relation:
        head.pop("base_model", None)
        head.pop("base_model_relation", None)
    if named:
        head["base_model"] = list(dict.fromkeys(named))
        head["base_model_relation"] = lineage.relation
    if licence.name:
        head["license"] = licence.name
    if licence.name == OTHER and licence.details:
        head["license_name"] = "several"
        head["license_link"] = "README.md"
    head.setdefault("library_name", "peft" if kind == "adapter" else "transformers")
    head.setdefault("pipeline_tag", "text-generation")
    own = ["merge", _OURS] if lineage.relation == "merge" else [_OURS]
    head["tags"] = list(dict.fromkeys([*card.tags, *own]))
    first: dict[str, Any] = {key: head[key] for key in _ORDER if key in head}
    return {**first, **{key: value for key, value in head.items() if key not in first}}


def _local_parents(parents: Sequence[Parent]) -> str:
    if not parents:
        return ""
    rows = [f"- {_plain(parent.name)} ({parent.role}){_hashes(parent)}" for parent in parents]
    return "\n## Made from models that are not on the Hub\n\n" + "\n".join(rows) + "\n"


def _hashes(parent: Parent) -> str:
    shown = ", ".join(f"`{one[:_SHORT_HASH]}`" for one in parent.hashes[:8])
    return f", sha256 of its weights: {shown}" if shown else ""


def _plain(name: str) -> str:
    """A folder's name as text in Markdown: no markup, no path."""
    leaf = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = "".join(letter for letter in leaf if letter.isprintable() and letter not in "`*_[]()<>|#!&")
    return shown[:100] or "a local model"
