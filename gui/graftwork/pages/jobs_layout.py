"""Where things stand on the Jobs page: the list, what can be done with a job, and the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from graftwork.pages.job_details import JobDetails
from graftwork.style import set_property
from graftwork.widgets.action_button import ActionButton
from graftwork.widgets.flow import FlowLayout
from graftwork.widgets.jobs_table import JobsTable
from graftwork.widgets.labels import IconLabel, card, label
from graftwork.widgets.notices import ErrorPanel


class EmptyJobs(QFrame):
    """What is shown instead of an empty list: the ways to begin."""

    def __init__(self, actions: Sequence[tuple[QAction, str]]) -> None:
        super().__init__()
        self.setProperty("role", "slot")
        set_property(self, "state", "empty")
        title = label(self.tr("No jobs yet"), "heading")
        text = label(
            self.tr("What is run is listed here, with its figures and its log, and can be run again."), "muted"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(IconLabel("jobs", "muted", 36), alignment=Qt.AlignmentFlag.AlignHCenter)
        for words in (title, text):
            words.setWordWrap(True)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        column.addSpacing(8)
        self.buttons = [
            ActionButton(action, icon, "primary" if number == 0 else "", "on_accent" if number == 0 else "text")
            for number, (action, icon) in enumerate(actions)
        ]
        for button in self.buttons:
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)


class JobsLayout(QWidget):
    """The page's widgets."""

    def __init__(
        self,
        table: JobsTable,
        details: JobDetails,
        queue: QAction,
        actions: Sequence[tuple[QAction, str]],
        beginnings: Sequence[tuple[QAction, str]],
    ) -> None:
        """Arrange them.

        Args:
            table: The list.
            details: The chosen job.
            queue: Holds the queue or lets it go.
            actions: What can be done with the chosen job, and its icons.
            beginnings: The ways to a first job.
        """
        super().__init__()
        self.table, self.details = table, details
        self.error, self.empty = ErrorPanel(), EmptyJobs(beginnings)
        self.queue = ActionButton(queue, "jobs")
        self.buttons = [ActionButton(action, icon) for action, icon in actions]
        self._list = card()
        inner = QVBoxLayout(self._list)
        inner.setContentsMargins(12, 10, 12, 10)
        inner.addWidget(table)
        self._row = QWidget()
        flow = FlowLayout()
        for button in self.buttons:
            flow.addWidget(button)
        self._row.setLayout(flow)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(10)
        below.addWidget(self._row)
        below.addWidget(details, 1)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._list)
        self._split.addWidget(lower)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        self._split.setSizes([300, 240])
        details.setMinimumHeight(130)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Jobs"), "title"))
        head.addStretch()
        head.addWidget(self.queue)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.error)
        column.addWidget(self.empty, 1)
        column.addWidget(self._split, 1)
        self.show_empty(False)

    def show_empty(self, empty: bool) -> None:
        """Show the list, or the ways to begin; a keyboard that was on the one goes on with the other."""
        now = QApplication.focusWidget()
        had_focus = empty and now is not None and self._split.isAncestorOf(now)
        self.empty.setVisible(empty)
        self._split.setVisible(not empty)
        if had_focus:
            self.empty.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
