"""The compatibility report with its verdict above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

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
        self.model = FitModel(self)
        self.list = FitList(self.model, self.tr("Compatibility report"))
        self._icon = IconLabel("info", "muted", 20)
        self._verdict = label("", "heading", wrap=True)
        self._hint = label("", "muted", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._verdict, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 14, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addWidget(self.list)
        column.addStretch()
        self.show_waiting(self.tr("Fill the slots to see whether they belong together."))

    def show_waiting(self, hint: str) -> None:
        """There is nothing to report yet."""
        self.model.show(None)
        self.list.hide()
        self._say("info", "muted", self.tr("Fit"), hint)

    def show_checking(self) -> None:
        """A report is being made; the old one stays until then, so that nothing flickers."""
        self._say("info", "muted", self.tr("Checking the fit…"), "")

    def show_report(self, report: FitReport) -> None:
        """Show a report and what it comes to."""
        self.model.show(report)
        self.list.show()
        counts = {"warning": 0, "blocking": 0, "ok": 0}
        for row in report.rows:
            counts[str(row.severity)] += 1
        if counts["blocking"]:
            self._say("blocking", "blocking", self.tr("These do not fit together"), "")
        elif counts["warning"]:
            self._say("warning", "warning", self.tr("They fit, with something to know"), "")
        else:
            self._say("ok", "ok", self.tr("They fit together"), "")

    def _say(self, icon: str, meaning: str, verdict: str, hint: str) -> None:
        self._icon.show_icon(icon, meaning)
        self._verdict.setText(verdict)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(verdict)
