"""What an audit of the model's context found: the worst in one line, all of it on request, fixes and their undo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from graftwork.haystack.audit_words import advice, fix_label, message
from graftwork.style import set_property
from graftwork.widgets.controls import Button
from graftwork.widgets.labels import IconLabel, label
from graftwork.widgets.theta_table import ThetaTable
from graftwork.wording import joined

if TYPE_CHECKING:
    from graftwork_core.model.audit_report import AuditReport, Finding


_LIST: Final = 190
_REST: Final = 510
_ICON: Final = 16


class AuditBanner(QFrame):
    """Hidden while there is nothing to say.

    Signals:
        fix_wanted: The findings (a tuple) that are to be fixed.
        undo_wanted: The last fix is to be taken back.
        toggled: The list of all findings was opened or closed.
    """

    fix_wanted = Signal(object)
    undo_wanted = Signal()
    toggled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "caution")
        self._report: AuditReport | None = None
        self._first = ""
        self._icon = IconLabel("warning", "warning", 20)
        self._text = label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fix = Button(self.tr("Fix"), "check")
        self.fix.clicked.connect(self._on_fix)
        self.undo = Button(self.tr("Undo the fix"), "resume", "quiet")
        self.undo.clicked.connect(self.undo_wanted)
        self.more = Button(self.tr("All findings"), "chevron-right", "quiet")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._on_more)
        self.thetas = ThetaTable()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        for button in (self.fix, self.undo, self.more):
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        self._list = QScrollArea()
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setWidgetResizable(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.viewport().setAutoFillBackground(False)
        self._content = content = QWidget()
        content.setProperty("role", "content")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 6, 6, 0)
        inner.addLayout(self._grid)
        inner.addWidget(self.thetas)
        inner.addStretch(1)
        self._list.setWidget(content)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(14, 9, 12, 9)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._list)
        self._list.hide()
        self.hide()

    def show_report(self, report: AuditReport | None, undoable: bool = False, said: str = "") -> None:
        """Show what was found.

        Args:
            report: None hides the banner.
            undoable: Whether a fix was written that can be taken back.
            said: What was just done, said instead of "nothing found".
        """
        self._report = report
        if report is None:
            self.hide()
            return
        first = report.warnings[0] if report.warnings else None
        self._icon.show_icon(*(("warning", "warning") if first else ("ok", "ok")))
        set_property(self, "role", "caution" if first else "done")
        self._first = _both(first) if first else said or self.tr("The context settings look sound.")
        self._say()
        self.fix.setVisible(bool(report.mendable))
        self.fix.setText(self.tr("Fix all") if len(report.mendable) > 1 else self.tr("Fix"))
        self.fix.setToolTip("\n".join(fix_label(one.fix) for one in report.mendable if one.fix))
        self.fix.setAccessibleDescription(self.fix.toolTip())
        self.undo.setVisible(undoable)
        self.more.setVisible(bool(report.findings))
        self._fill(report.findings)
        self.setAccessibleName(self._first)
        self.setVisible(bool(first) or undoable or bool(said))
        self._fit_list()

    def _say(self) -> None:
        """The worst finding; how many there are when all of them are listed below."""
        count = len(self._report.findings) if self._report is not None else 0
        listed = self.tr("What was found about the context settings: {count}").format(count=count)
        self._text.setText(listed if self.more.isChecked() and count else self._first)

    def _fill(self, findings: Sequence[Finding]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, finding in enumerate(findings):
            warns = finding.severity.value == "warning"
            icon = IconLabel("warning" if warns else "info", "warning" if warns else "muted", _ICON)
            self._grid.addWidget(icon, row, 0, Qt.AlignmentFlag.AlignTop)
            words = label(_both(finding), wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
            icon.setFixedHeight(max(_ICON, words.fontMetrics().height()))
            self._grid.addWidget(words, row, 1)
            if finding.fix is not None:
                button = Button(self.tr("Take this guess") if finding.fix.is_guess else self.tr("Fix"))
                button.setToolTip(fix_label(finding.fix))
                button.setAccessibleDescription(fix_label(finding.fix))
                button.clicked.connect(partial(self.fix_wanted.emit, (finding,)))
                self._grid.addWidget(button, row, 2, Qt.AlignmentFlag.AlignTop)

    def _on_fix(self) -> None:
        if self._report is not None:
            self.fix_wanted.emit(self._report.mendable)

    def _on_more(self, opened: bool) -> None:
        self.more.show_icon("chevron-down" if opened else "chevron-right")
        self._list.setVisible(opened)
        self._say()
        self._fit_list()
        self.toggled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the list as high as its lines need at this width."""
        super().resizeEvent(event)
        self._fit_list()

    def _fit_list(self) -> None:
        """As high as what is listed, as far as the window has room for the rest of the page."""
        margins = self._column.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        needed = max(self._content.heightForWidth(width), self._content.minimumSizeHint().height())
        most = max(_LIST, self.window().height() - _REST)
        self._list.setFixedHeight(min(needed, most))


def _both(finding: Finding) -> str:
    return joined(message(finding), advice(finding))
