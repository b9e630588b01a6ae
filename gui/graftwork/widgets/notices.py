"""Cards that say something and offer the next step: an error, an offer, an interrupted job."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout

from graftwork.details import Failure, report
from graftwork.widgets.controls import Button
from graftwork.widgets.flow import FlowLayout
from graftwork.widgets.labels import IconLabel, label


class Notice(QFrame):
    """An icon, a sentence in bold, a hint, and buttons."""

    def __init__(self, role: str, icon: str, meaning: str) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.headline = label("", "heading", wrap=True)
        self.hint = label("", "", wrap=True)
        for text in (self.headline, self.hint):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons = FlowLayout()
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
            self.refuse = Button(refuse)
            self.refuse.clicked.connect(self.refused)
            self.buttons.addWidget(self.refuse)
