"""The bar at the foot of the page: what a run would do, the button that starts it, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from graftwork.progress_words import figure_text, stage_name
from graftwork.runner import Progressed
from graftwork.style import set_property
from graftwork.widgets.controls import Button, IconButton
from graftwork.widgets.labels import ElidedLabel, IconLabel, TwoLines, label

_STEPS = 1000

__all__ = ["RunBar", "stage_name"]


class RunBar(QFrame):
    """Two faces: before the run (output folder, plan, Run) and during it (progress, Cancel).

    Signals:
        run_wanted: The user wants it to start.
        cancel_wanted: The user wants it to stop.
        out_edited: The user typed another output folder.
        browse_wanted: The user wants a dialog for the output folder.
    """

    run_wanted = Signal()
    cancel_wanted = Signal()
    out_edited = Signal(str)
    browse_wanted = Signal()

    def __init__(self, placeholder: str = "", extras: Sequence[QWidget] = (), has_out: bool = True) -> None:
        """Make it.

        Args:
            placeholder: What the empty field for the output folder says; made for a merge when it is empty.
            extras: Further buttons, shown before Run.
            has_out: Whether the user says where the output goes.
        """
        super().__init__()
        self._has_out = has_out
        self._placeholder = placeholder or self.tr("a new folder for the merged model")
        self._extras = extras
        self._was_cancelled_by_key = False
        self._keyboard_waits_at: QWidget | None = None
        self.setProperty("role", "runbar")
        self.setFixedHeight(92 if has_out else 68)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._ready_page())
        self._pages.addWidget(self._busy_page())

    @property
    def is_busy(self) -> bool:
        """Whether the bar shows a run."""
        return self._pages.currentIndex() == 1

    def show_plan(self, text: str, ready: bool, severity: str = "muted") -> None:
        """Say what a run would do, or why there can be none."""
        self._plan.setText(text)
        self._plan.setAccessibleName(text)
        self._plan_icon.show_icon({"muted": "info"}.get(severity, severity), severity)
        had_focus = self.run.hasFocus()
        self.run.setEnabled(ready)
        if had_focus and not ready:
            self._keyboard_waits_at = QApplication.focusWidget()
        elif ready:
            self._take_keyboard_back()
        self.run.setToolTip(self.tr("Run (Ctrl+Enter)") if ready else text)

    def show_out(self, text: str, invalid: bool = False) -> None:
        """Show the output folder."""
        if self.out.text() != text:
            self.out.setText(text)
        set_property(self.out, "invalid", "true" if invalid else "false")

    def show_ready(self) -> None:
        """No run any more; a keyboard that was on Cancel goes on with Run."""
        had_focus = self._was_cancelled_by_key or self.cancel.hasFocus()
        self._was_cancelled_by_key = False
        self._pages.setCurrentIndex(0)
        if had_focus and self.run.isEnabled():
            self.run.setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_focus:
            self.out.setFocus(Qt.FocusReason.OtherFocusReason)
            self._keyboard_waits_at = QApplication.focusWidget()

    def _take_keyboard_back(self) -> None:
        """Run had the keyboard until it was disabled for a moment; whoever went elsewhere meanwhile stays there."""
        if self._keyboard_waits_at is not None and self._keyboard_waits_at is QApplication.focusWidget():
            self.run.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keyboard_waits_at = None

    def _on_out_typed(self, text: str) -> None:
        self._keyboard_waits_at = None
        self.out_edited.emit(text)

    def show_busy(self) -> None:
        """A run began."""
        self.cancel.setEnabled(True)
        self.cancel.setText(self.tr("Cancel"))
        self._bar.setRange(0, 0)
        self._stage.setText(self.tr("Starting the engine…"))
        self._figures.setText("")
        self._pages.setCurrentIndex(1)

    def show_cancelling(self) -> None:
        """The user asked to stop, and it takes a moment."""
        self._was_cancelled_by_key = self.cancel.hasFocus()  # what is disabled loses the keyboard
        self.cancel.setEnabled(False)
        self.cancel.setText(self.tr("Stopping…"))

    def show_progress(self, progress: Progressed) -> None:
        """Show how far it is."""
        self._stage.setText(stage_name(progress.stage))
        self._figures.setText(figure_text(progress))
        if progress.total > 0:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(min(_STEPS, progress.done * _STEPS // progress.total))
        else:
            self._bar.setRange(0, 0)
        self._bar.setAccessibleDescription(f"{self._stage.text()}. {self._figures.text()}")

    def _ready_page(self) -> QWidget:
        page = QWidget()
        self.out = QLineEdit()
        self.out.setPlaceholderText(self._placeholder)
        self.out.textEdited.connect(self._on_out_typed)
        name = label(self.tr("Output folder"))
        name.setBuddy(self.out)
        self.out.setAccessibleName(self.tr("Output folder"))
        self.browse = IconButton("folder", self.tr("Choose where the output folder goes"))
        self.browse.clicked.connect(self.browse_wanted)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(name)
        top.addWidget(self.out, 1)
        top.addWidget(self.browse)
        for part in (name, self.out, self.browse):
            part.setVisible(self._has_out)
        self._plan_icon = IconLabel("info", "muted", 16)
        self._plan = TwoLines("muted")
        bottom = QHBoxLayout()
        bottom.setSpacing(6)
        bottom.addWidget(self._plan_icon)
        bottom.addWidget(self._plan, 1)
        left = QVBoxLayout()
        left.setSpacing(3)
        left.addStretch()
        left.addLayout(top)
        left.addLayout(bottom)
        left.addStretch()
        self.run = Button(self.tr("Run"), "play", "primary", "on_accent")
        self.run.clicked.connect(self.run_wanted)
        row = QHBoxLayout(page)
        row.setContentsMargins(20, 6, 20, 6)
        row.setSpacing(18)
        row.addLayout(left, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (*self._extras, self.run):
            buttons.addWidget(button)
        row.addLayout(buttons)
        return page

    def _busy_page(self) -> QWidget:
        page = QWidget()
        self._stage = label("", "heading")
        self._figures = ElidedLabel(role="muted", mode=Qt.TextElideMode.ElideRight)
        self._figures.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        top = QHBoxLayout()
        top.addWidget(self._stage)
        top.addWidget(self._figures, 1)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addStretch()
        left.addLayout(top)
        left.addWidget(self._bar)
        left.addStretch()
        self.cancel = Button(self.tr("Cancel"), "stop")
        self.cancel.clicked.connect(self.cancel_wanted)
        row = QHBoxLayout(page)
        row.setContentsMargins(20, 6, 20, 6)
        row.setSpacing(18)
        row.addLayout(left, 1)
        row.addWidget(self.cancel)
        return page
