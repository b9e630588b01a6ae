"""One thing in the library, as a list shows it: plain values that cross a process's border as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from graftwork_core.errors import BadInput


class Kind(StrEnum):
    """What an entry is."""

    MODEL = "model"
    ADAPTER = "adapter"
    QUANTIZED = "quantized"
    WEIGHTS = "weights"
    """A single safetensors file without a config."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Entry:
    """A model or adapter in the library.

    Text fields are empty and numbers 0 where nothing is known.

    Attributes:
        path: Its folder, or its file when it is a single one.
        root: The library folder that it was found under.
        kind: What it is.
        name: "owner/name" for what came from the Hub, else the folder's name.
        revision: The Hub's commit, for what lies in its cache.
        problem: What is wrong with a broken one, one sentence.
        advice: What to do about it.
        architecture: The model's class; for an adapter its method ("lora").
        parameters: Elements of all tensors.
        nbytes: Bytes of all tensors.
        dtype: The type most parameters have ("bf16").
        context: Tokens of the context window.
        rank: An adapter's largest rank.
        base: What its card or configuration names as base models, joined by ", ".
        licence: What its card names.
        method: How a quantized model's weights are stored.
        modified: When its files changed last; seconds since 1970.
        signature: Changes when any of its files does.
    """

    path: Path
    root: Path
    kind: Kind
    name: str
    revision: str = ""
    problem: str = ""
    advice: str = ""
    architecture: str = ""
    parameters: int = 0
    nbytes: int = 0
    dtype: str = ""
    context: int = 0
    rank: int = 0
    base: str = ""
    licence: str = ""
    method: str = ""
    modified: float = 0.0
    signature: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {**asdict(self), "path": str(self.path), "root": str(self.root), "kind": self.kind.value}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Entry:
        """Read what `as_json` wrote, perhaps long ago or by another version.

        Raises:
            BadInput: When it is no entry.
        """
        known = {one.name for one in fields(cls)}
        values = {name: value for name, value in content.items() if name in known}
        try:
            values |= {"path": Path(values["path"]), "root": Path(values["root"]), "kind": Kind(values["kind"])}
            for name in ("parameters", "nbytes", "context", "rank"):
                values[name] = int(values.get(name, 0))
            values["modified"] = float(values.get("modified", 0))
            return cls(**values)
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
            raise BadInput(f"The library's list holds something that is no entry ({error}).") from error
