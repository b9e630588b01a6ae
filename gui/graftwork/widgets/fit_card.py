"""The compatibility report with its verdict above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from graftwork.form import Source
from graftwork.models.fit import FitModel
from graftwork.widgets.fit_list import FitList
from graftwork.widgets.labels import IconLabel, label

if TYPE_CHECKING:
    from graftwork_core.model.report import FitReport


class FitCard(QFrame):
    """Says at a glance whether the models belong together, and row by row why."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._steps: list[QLabel] = []
        self.model = FitModel(self)
        self.list = FitList(self.model, self.tr("Compatibility report"))
        self._icon = IconLabel("info", "muted", 20)
        self._verdict = label("", "heading", wrap=True)
        self._hint = label("", "muted", wrap=True)
        self._hint.setIndent(6)
        head = QHBoxLayout()
        head.setContentsMargins(6, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._verdict, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 14, 12)
        column.setSpacing(8)
        self._story = self._make_story()
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addWidget(self._story)
        column.addWidget(self.list)
        column.addStretch()
        self.show_waiting(self.tr("Fill the slots to see whether they belong together."))

    def show_waiting(self, hint: str) -> None:
        """There is nothing to report yet."""
        self.model.show(None)
        self.list.hide()
        self._story.show()
        self._say("info", "muted", self.tr("Fit"), hint)

    def show_checking(self) -> None:
        """A report is being made; the old one stays until then, so that nothing flickers."""
        self._say("info", "muted", self.tr("Checking the fit…"), "")

    def show_report(self, report: FitReport, *, has_target: bool) -> None:
        """Show a report and what it comes to; without a target only base and donor were looked at."""
        self.model.show(report)
        self.list.show()
        self._story.hide()
        counts = {"warning": 0, "blocking": 0, "ok": 0}
        for row in report.rows:
            counts[str(row.severity)] += 1
        if counts["blocking"]:
            self._say("blocking", "blocking", self.tr("These do not fit together"), "")
        elif counts["warning"]:
            whole, half = (
                self.tr("They fit, with something to know"),
                self.tr("Base and donor fit, with something to know"),
            )
            self._say("warning", "warning", whole if has_target else half, "")
        else:
            whole, half = self.tr("They fit together"), self.tr("Base and donor fit together")
            self._say("ok", "ok", whole if has_target else half, "")

    def set_source(self, source: Source) -> None:
        """Tell the story of what is to be done."""
        for step, text in zip(self._steps, self._story_of(source), strict=True):
            step.setText(text)

    def _story_of(self, source: Source) -> tuple[str, str, str]:
        if source is Source.ADAPTER:
            return (
                self.tr("An adapter holds what a fine-tune learned, as small factors for each layer."),
                self.tr("Several adapters go in together, each as strongly as its weight says."),
                self.tr("They are added to a copy of the target. Your models are only read."),
            )
        last = self.tr("The adapter is added to a copy of the target. Your models are only read.")
        if source is Source.EXTRACT:
            last = self.tr("The adapter is a folder that PEFT, vLLM and transformers load. Your models are only read.")
        return (
            self.tr("What the donor learned is what differs between it and the base."),
            self.tr("That difference is kept as a small adapter, a LoRA, that fits any model of the same base."),
            last,
        )

    def _make_story(self) -> QWidget:
        story = QWidget()
        grid = QGridLayout(story)
        grid.setContentsMargins(6, 10, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, text in enumerate(self._story_of(Source.DONOR)):
            self._steps.append(label(text, wrap=True))
            grid.addWidget(label(str(row + 1), "step"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._steps[-1], row, 1)
        return story

    def _say(self, icon: str, meaning: str, verdict: str, hint: str) -> None:
        self._icon.show_icon(icon, meaning)
        self._verdict.setText(verdict)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(verdict)
