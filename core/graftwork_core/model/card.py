"""A model card: README.md with a YAML head. Text from strangers, read as data and shown as plain text.

Format: https://huggingface.co/docs/hub/model-cards
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.plain_yaml import Plain, parse_yaml

CARD_NAME: Final = "README.md"
MOST_BYTES: Final = 1 << 20
_FENCE: Final = "---"


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says.

    Attributes:
        base_models: Names of the models it was made from, as written.
        relation: "finetune", "adapter", "merge", "quantized" or empty.
        licence: Its licence's short name.
        licence_name: The full name, where the short one is "other".
        library: "transformers", "peft", …
        tags: Its tags.
        text: The card without its head; empty when there is none.
        problem: Why the head could not be read; empty when it could, or there is none.
        head: The whole head: nested dictionaries and lists of text.
    """

    base_models: tuple[str, ...] = ()
    relation: str = ""
    licence: str = ""
    licence_name: str = ""
    library: str = ""
    tags: tuple[str, ...] = ()
    text: str = ""
    problem: str = ""
    head: dict[str, Plain] = field(default_factory=dict)


def read_card(folder: Path) -> Card:
    """Read a folder's card; an empty one when it has none. A broken head never hides the text."""
    try:
        with (folder / CARD_NAME).open("rb") as file:
            content = file.read(MOST_BYTES)
    except OSError:
        return Card()
    return parse_card(content.decode("utf-8", errors="replace"))


def parse_card(text: str) -> Card:
    """Read a card's text."""
    head, body = _split(text)
    if head is None:
        return Card(text=body)
    try:
        values = parse_yaml(head, CARD_NAME)
    except BadInput as error:
        return Card(text=body, problem=error.message)
    if not isinstance(values, dict):
        return Card(text=body, problem=f"{CARD_NAME}'s head is not a table.")
    return Card(
        base_models=_texts(values.get("base_model")),
        relation=_text(values.get("base_model_relation")),
        licence=next(iter(_texts(values.get("license"))), ""),
        licence_name=_text(values.get("license_name")),
        library=_text(values.get("library_name")),
        tags=_texts(values.get("tags")),
        text=body,
        head=values,
    )


def _split(text: str) -> tuple[str | None, str]:
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    if not lines or lines[0].rstrip() != _FENCE:
        return None, text
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        return None, text
    return "".join(lines[1:end]), "".join(lines[end + 1 :]).lstrip("\n")


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for one in values if (text := _text(one)))
