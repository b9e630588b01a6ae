"""A finished job: what was made, in figures, what to know about it, and where to go from there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QWidget

from graftwork.widgets.controls import Button, IconButton
from graftwork.widgets.flow import FlowLayout
from graftwork.widgets.labels import ElidedLabel, explain, label
from graftwork.widgets.notices import Notice

_FIGURE_WIDTH: Final = 145


class ResultPanel(Notice):
    """What was made, in figures, and where to go from there.

    Signals:
        open_wanted: Show the folder in the system's file manager.
        reuse_wanted: Take the result as the next target, or as an adapter to merge.
        check_wanted: Check how long a text the result can read.
        layers_wanted: Show what was done to the layers.
        upload_wanted: Publish the result on the Hub.
        shown: It is in sight, or no more.
        closed: The user has seen it.
    """

    open_wanted = Signal()
    reuse_wanted = Signal()
    check_wanted = Signal()
    layers_wanted = Signal()
    upload_wanted = Signal()
    shown = Signal(bool)
    closed = Signal()

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
        self._make_buttons()
        self.close_button = IconButton("close", self.tr("Hide the result"))
        self.close_button.clicked.connect(self._on_close)
        row = self.layout()
        if isinstance(row, QHBoxLayout):
            row.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_result(self, headline: str, path: str, figures: Sequence[tuple[str, str]], notes: Sequence[str]) -> None:
        """Show what was made: (label, value) figures and sentences."""
        self._path = path
        self.copy.setText(self.tr("Copy path"))
        self.show_as(is_adapter=False)
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

    def show_as(self, *, is_adapter: bool) -> None:
        """Offer what can be done with a model, or with an adapter."""
        self.reuse.setText(self.tr("Use as adapter") if is_adapter else self.tr("Use as target"))
        self.reuse.show_icon("adapter" if is_adapter else "target")
        self.check.setVisible(not is_adapter)

    def showEvent(self, event: QShowEvent) -> None:
        """Its next steps can be taken."""
        super().showEvent(event)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """There is no result any more, or another page is in front."""
        super().hideEvent(event)
        self.shown.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the figures into as many columns as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _make_buttons(self) -> None:
        self.check = Button(self.tr("Check long context"), "haystack")
        self.check.clicked.connect(self.check_wanted)
        self.layers = Button(self.tr("Layer by layer"), "grid")
        self.layers.clicked.connect(self.layers_wanted)
        self.layers.hide()
        self.upload = Button(self.tr("Upload"), "upload")
        explain(self.upload, self.tr("Publish it on the Hub: see the card and the files first."))
        self.upload.clicked.connect(self.upload_wanted)
        self.open = Button(self.tr("Open folder"), "folder")
        self.open.clicked.connect(self.open_wanted)
        self.copy = Button(self.tr("Copy path"), "copy")
        self.copy.clicked.connect(self._copy_path)
        self.reuse = Button(self.tr("Use as target"), "target")
        self.reuse.clicked.connect(self.reuse_wanted)
        steps = QWidget()
        lines = FlowLayout()
        for button in (self.check, self.layers, self.upload, self.open, self.copy, self.reuse):
            lines.addWidget(button)
        steps.setLayout(lines)
        self.body.addWidget(steps)

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()

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
