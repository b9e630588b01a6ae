"""Presets of a graft: options that suit a purpose, the four that come with Graftwork and the user's own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from graftwork.form import Choices, RankChoice
from graftwork.settings import Settings

translate = QCoreApplication.translate
MOST: Final = 50
_LONGEST_NAME: Final = 60
_NEVER: Final = ("force", "overwrite", "stream")
"""What is allowed for one run only, or is a matter of where its inputs are."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Options with a name.

    Attributes:
        name: What people call it.
        choices: The options.
        purpose: What it is for, one sentence; empty for the user's own.
        own: Whether the user saved it.
    """

    name: str
    choices: Choices
    purpose: str = ""
    own: bool = False


def built_in() -> tuple[Preset, ...]:
    """The presets that come with Graftwork, in the window's language."""
    return (
        Preset(
            translate("presets", "Gentle"),
            Choices(rank=8, weight=0.75),
            translate("presets", "Little of the difference, and that weakened: disturbs the target least."),
        ),
        Preset(
            translate("presets", "Standard"),
            Choices(),
            translate("presets", "Rank 32 at full weight: a good first try."),
        ),
        Preset(
            translate("presets", "Faithful"),
            Choices(rank_choice=RankChoice.AUTO),
            translate("presets", "Everything of the difference that is more than rounding noise."),
        ),
        Preset(
            translate("presets", "Small file"),
            Choices(rank_choice=RankChoice.SIZE, size="100 MB", factor_dtype="fp8"),
            translate("presets", "The adapter takes at most 100 MB, its numbers a byte each."),
        ),
    )


class Presets:
    """All presets; the user's own are kept in the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def all(self) -> tuple[Preset, ...]:
        """Every preset, the user's own last."""
        return (*built_in(), *self.own())

    def own(self) -> tuple[Preset, ...]:
        """The user's own, by name."""
        return _read(self._settings.graft_presets)

    def find(self, choices: Choices) -> Preset | None:
        """The preset that these options are; the user's own before ours."""
        wanted = _plain(choices)
        return next((one for one in (*self.own(), *built_in()) if one.choices == wanted), None)

    def save(self, name: str, choices: Choices) -> Preset | None:
        """Keep options under a name, in place of the user's preset of that name; None when the name is no good."""
        name = " ".join(name.split())[:_LONGEST_NAME]
        others = [one for one in self.own() if one.name != name]
        if not name or len(others) >= MOST or any(one.name == name for one in built_in()):
            return None
        made = Preset(name, _plain(choices), own=True)
        self._write([*others, made])
        return made

    def remove(self, name: str) -> None:
        """Forget one of the user's own."""
        self._write([one for one in self.own() if one.name != name])

    def _write(self, presets: Sequence[Preset]) -> None:
        content = [{"name": one.name, **asdict(one.choices)} for one in presets]
        self._settings.graft_presets = json.dumps(content, ensure_ascii=False)


def _plain(choices: Choices) -> Choices:
    return replace(choices, force=False, overwrite=False, stream=False)


def _read(text: str) -> tuple[Preset, ...]:
    """What was saved, perhaps by another version or damaged since: what cannot be read is left out."""
    try:
        content = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return ()
    found = [preset for one in content if (preset := _preset(one))] if isinstance(content, list) else []
    return tuple(sorted(found[:MOST], key=lambda one: one.name.casefold()))


def _preset(content: object) -> Preset | None:
    if not isinstance(content, Mapping) or not isinstance(content.get("name"), str) or not content["name"]:
        return None
    values: dict[str, Any] = {}
    for field in fields(Choices):
        value, usual = content.get(field.name), field.default
        if field.name in _NEVER or not _is_like(value, usual):
            continue
        values[field.name] = value
    try:
        values["rank_choice"] = RankChoice(values.get("rank_choice", RankChoice.FIXED))
    except ValueError:
        return None
    return Preset(content["name"][:_LONGEST_NAME], Choices(**values), own=True)


def _is_like(value: object, usual: object) -> bool:
    if isinstance(value, bool) or isinstance(usual, bool):
        return False
    if isinstance(usual, float):
        return isinstance(value, int | float)
    return (
        isinstance(value, int)
        if isinstance(usual, int)
        else isinstance(value, str) or (usual == "adapter" and isinstance(value, int))
    )
