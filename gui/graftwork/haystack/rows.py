"""The models that one check asked, each with its run: what makes a report on a graft honest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from graftwork.haystack.needle_map import mapped

if TYPE_CHECKING:
    from graftwork_core.haystack.results.answers import QuestionResult
    from graftwork_core.haystack.results.run_file import Run

MAIN: Final = "model"
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class RowRun:
    """One model and what it answered.

    Attributes:
        key: The engine's name of the row: "model", "target", "settings", "donor", "baseline".
        run: Its run, read from its folder.
        skill: (right, all) of the prompts of the skill that must not be lost; None when nobody asked.
    """

    key: str
    run: Run
    skill: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """What the page calls it."""
        return row_name(self.key, self.run.header.model_name)

    @property
    def short_name(self) -> str:
        """What a sentence calls it."""
        model = self.run.header.model_name
        return model if self.key in (MAIN, "baseline") else row_name(self.key)

    @property
    def mapped(self) -> tuple[QuestionResult, ...]:
        """The answers that its map is made of."""
        return mapped(self.run.results)


def row_name(key: str, model: str = "") -> str:
    """What the page calls a row."""
    names = {
        MAIN: translate("rows", "The model"),
        "target": translate("rows", "Target as it was"),
        "settings": translate("rows", "Target, settings only"),
        "donor": translate("rows", "Long model"),
        "baseline": translate("rows", "Earlier run"),
    }
    name = names.get(key, key)
    return f"{name} · {model}" if model and key in (MAIN, "baseline") else name
