"""Cards that say something and offer the next step: an error, an offer, an interrupted job, a result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from graftwork.details import Failure, report
from graftwork.widgets.controls import Button, IconButton
from graftwork.widgets.labels import ElidedLabel, IconLabel, label

_FIGURE_WIDTH: Final = 145


class Notice(QFrame):
    """An icon, a sentence in bold, a hint, and buttons."""

    def __init__(self, role: str, icon: str, meaning: str) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.headline = label("", "heading", wrap=True)
        self.hint = label("", "", wrap=True)
        for text in (self.headline, self.hint):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.body = QVBoxLayout()
        self.body.setSpacing(4)
        self.body.addWidget(self.headline)
        self.body.addWidget(self.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 13, 16, 13)
        row.setSpacing(12)
        row.addWidget(IconLabel(icon, meaning, 22), alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(self.body, 1)
        self.body.addSpacing(4)
        self.body.addLayout(self.buttons)

    def say(self, headline: str, hint: str = "") -> None:
        """Take other words; screen readers get them too."""
        self.headline.setText(headline)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.setAccessibleName(headline)
        self.setAccessibleDescription(hint)


class ErrorPanel(Notice):
    """What went wrong, what to do, and everything a report needs in the clipboard.

    Signals:
        resume_wanted: Try the same job again.
    """

    resume_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("failure", "blocking", "blocking")
        self._failure: Failure | None = None
        self.resume = Button(self.tr("Try again"), "resume")
        self.resume.clicked.connect(self.resume_wanted)
        self.copy = Button(self.tr("Copy details"), "copy")
        self.copy.clicked.connect(self.copy_details)
        self.dismiss = Button(self.tr("Dismiss"), role="quiet")
        self.dismiss.clicked.connect(self.hide)
        for button in (self.resume, self.copy, self.dismiss):
            self.buttons.addWidget(button)
        self.buttons.addStretch()
        self.hide()

    def show_failure(self, failure: Failure) -> None:
        """Show this one instead of what was there."""
        self._failure = failure
        self.copy.setText(self.tr("Copy details"))
        self.resume.setVisible(failure.resumable)
        self.say(failure.message, failure.hint)
        self.show()

    def copy_details(self) -> None:
        """Put the report into the clipboard and say so."""
        if self._failure is not None:
            QApplication.clipboard().setText(report(self._failure))
            self.copy.setText(self.tr("Copied"))


class OfferPanel(Notice):
    """An offer: a sentence and one button that takes it.

    Signals:
        taken: The user wants it.
        refused: The user does not.
    """

    taken = Signal()
    refused = Signal()

    def __init__(self, icon: str, take: str, take_icon: str, refuse: str = "", role: str = "notice") -> None:
        super().__init__(role, icon, "accent" if role == "notice" else "warning")
        self.take = Button(take, take_icon)
        self.take.clicked.connect(self.taken)
        self.buttons.addWidget(self.take)
        if refuse:
            self.refuse = Button(refuse, role="quiet")
            self.refuse.clicked.connect(self.refused)
            self.buttons.addWidget(self.refuse)
        self.buttons.addStretch()


class ResultPanel(Notice):
    """What was made, in figures, and where to go from there.

    Signals:
        open_wanted: Show the folder in the system's file manager.
        reuse_wanted: Take the result as the next target.
        check_wanted: Check how long a text the result can read.
    """

    open_wanted = Signal()
    reuse_wanted = Signal()
    check_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("done", "ok", "ok")
        self._path = ""
        self.where = ElidedLabel()
        self.body.insertWidget(1, self.where)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(22)
        self._figures.setVerticalSpacing(0)
        self._figures.setContentsMargins(0, 6, 0, 6)
        self.body.insertLayout(2, self._figures)
        self._shown: list[tuple[QWidget, QWidget]] = []
        self.open = Button(self.tr("Open folder"), "folder")
        self.open.clicked.connect(self.open_wanted)
        self.copy = Button(self.tr("Copy path"), "copy")
        self.copy.clicked.connect(self._copy_path)
        self.reuse = Button(self.tr("Use as target"), "target")
        self.reuse.clicked.connect(self.reuse_wanted)
        self.check = Button(self.tr("Check long context"), "haystack")
        self.check.clicked.connect(self.check_wanted)
        for button in (self.check, self.open, self.copy, self.reuse):
            self.buttons.addWidget(button)
        self.buttons.addStretch()
        self.close_button = IconButton("close", self.tr("Hide the result"))
        self.close_button.clicked.connect(self.hide)
        row = self.layout()
        if isinstance(row, QHBoxLayout):
            row.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_result(self, headline: str, path: str, figures: Sequence[tuple[str, str]], notes: Sequence[str]) -> None:
        """Show what was made: (label, value) figures and sentences."""
        self._path = path
        self.copy.setText(self.tr("Copy path"))
        self.where.setText(path)
        for pair in self._shown:
            for widget in pair:
                self._figures.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._shown = [(label(value, "figure"), label(title, "muted")) for title, value in figures]
        self._arrange()
        self.say(headline, "\n".join(notes))
        self.setAccessibleDescription(", ".join((path, *(f"{title} {value}" for title, value in figures), *notes)))
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the figures into as many columns as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = max(1, min(len(self._shown), self.width() // _FIGURE_WIDTH))
        for number, (value, title) in enumerate(self._shown):
            row, column = divmod(number, columns)
            self._figures.addWidget(value, 3 * row, column)
            self._figures.addWidget(title, 3 * row + 1, column)
        for column in range(self._figures.columnCount()):
            self._figures.setColumnStretch(column, 0)
        self._figures.setColumnStretch(columns, 1)

    def _copy_path(self) -> None:
        QApplication.clipboard().setText(self._path)
        self.copy.setText(self.tr("Copied"))
