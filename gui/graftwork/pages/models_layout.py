"""How the Models page is laid out: the list at the left, the details at the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from graftwork.models.library import LibraryColumn, LibraryModel
from graftwork.pages.model_details import ModelDetails
from graftwork.style import set_property
from graftwork.widgets.action_button import ActionButton
from graftwork.widgets.controls import Choice, Segments
from graftwork.widgets.empty_library import EmptyLibrary
from graftwork.widgets.folder_list import FolderList
from graftwork.widgets.labels import ElidedLabel, label
from graftwork.widgets.notices import ErrorPanel, OfferPanel
from graftwork.widgets.reading_order import tab_in_reading_order
from graftwork.widgets.record_table import RecordTable

_WIDTHS: Final[Mapping[int, int]] = {
    LibraryColumn.KIND: 130,
    LibraryColumn.SIZE: 76,
    LibraryColumn.PARAMETERS: 92,
    LibraryColumn.CONTEXT: 72,
    LibraryColumn.ARCHITECTURE: 120,
    LibraryColumn.CHANGED: 92,
}
"""In the order in which they are given room."""
_LEFT: Final = 5
_RIGHT: Final = 6
KINDS: Final = ("", "model", "adapter", "quantized", "weights", "broken")


class KindChoice(QWidget):
    """Which kinds are shown, with how many there are: side by side where there is room, else as a list.

    Signals:
        chosen: The kind; "" is all.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        name = self.tr("Kinds that are shown")
        self._counts: Counter[str] = Counter()
        self._segments = Segments(name, [(kind, self._text(kind)) for kind in KINDS])
        self._list = Choice()
        self._list.setAccessibleName(name)
        for kind in KINDS:
            self._list.addItem(self._text(kind), kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._segments)
        row.addWidget(self._list, 1)
        row.addStretch()
        self._segments.chosen.connect(self._on_segment)
        self._list.activated.connect(self._on_listed)
        self.show_counts(Counter())

    @property
    def current(self) -> str:
        """The chosen kind."""
        return self._segments.current

    def choose(self, kind: str) -> None:
        """Choose without telling anybody."""
        self._segments.choose(kind)
        with QSignalBlocker(self._list):
            self._list.choose(kind)

    def show_counts(self, counts: Counter[str]) -> None:
        """Say how many there are of each; a rare kind of which there is none is left out."""
        self._counts = counts
        for number, kind in enumerate(KINDS):
            self._segments.name(kind, self._text(kind))
            self._segments.offer(kind, kind in ("", "model", "adapter", self.current) or counts[kind] > 0)
            self._list.setItemText(number, self._text(kind))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form that there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        fits = self._segments.sizeHint().width() <= self.width()
        self._segments.setVisible(fits)
        self._list.setVisible(not fits)

    def _text(self, kind: str) -> str:
        texts = {
            "": self.tr("All {count}"),
            "model": self.tr("Models {count}"),
            "adapter": self.tr("Adapters {count}"),
            "quantized": self.tr("Quantized {count}"),
            "weights": self.tr("Weights {count}"),
            "broken": self.tr("Broken {count}"),
        }
        count = self._counts[kind] if kind else self._counts.total()
        return texts[kind].format(count=f"{count:,}")

    def _on_segment(self, kind: str) -> None:
        self.choose(kind)
        self.chosen.emit(kind)

    def _on_listed(self) -> None:
        self.choose(str(self._list.currentData()))
        self.chosen.emit(self.current)


class ModelsLayout(QWidget):
    """The page's widgets in their places; it knows how they look and nothing of what they mean."""

    def __init__(self, details: ModelDetails, empty: EmptyLibrary, actions: Mapping[str, QAction]) -> None:
        """Lay out.

        Args:
            details: The right side.
            empty: Shown instead of both as long as there is nothing.
            actions: "add", "scan", "folders".
        """
        super().__init__()
        self.setProperty("role", "page")
        self.details, self.empty = details, empty
        self.model = LibraryModel(self)
        self.table = RecordTable(self.model, self.tr("Models and adapters"), _WIDTHS)
        self.table.sort_from(LibraryColumn.NAME)
        self.error = ErrorPanel()
        self.said = OfferPanel("info", self.tr("Undo"), "resume", self.tr("Dismiss"))
        self.said.refused.connect(self.said.hide)
        self.said.hide()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter (Ctrl+F)"))
        self.filter.setAccessibleName(self.tr("Filter the list"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setAcceptDrops(False)
        self.kinds = KindChoice()
        self.folders = FolderList()
        self.folders.hide()
        self.state = ElidedLabel(role="small")
        self._buttons = [
            ActionButton(actions["add"], "folder"),
            ActionButton(actions["folders"], "settings", "toggle"),
            ActionButton(actions["scan"], "resume"),
        ]
        self._lay_out()

    def order_tabs(self) -> None:
        """Let the Tab key go through the page as people read it."""
        tab_in_reading_order(self)

    def show_empty(self, is_empty: bool) -> None:
        """Show the empty library, or the list."""
        self._stack.setCurrentIndex(0 if is_empty else 1)

    def show_dropping(self, is_dropping: bool) -> None:
        """Show that a drag can be dropped here."""
        for frame in (self.empty, self._frame):
            set_property(frame, "dropping", "true" if is_dropping else "false")

    @property
    def is_empty(self) -> bool:
        """Whether the empty library is shown."""
        return self._stack.currentIndex() == 0

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setSpacing(8)
        header.addWidget(label(self.tr("Models"), "title"), 1)
        for button in self._buttons:
            header.addWidget(button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._list_and_details())
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addLayout(header)
        column.addWidget(self.error)
        column.addWidget(self.said)
        column.addWidget(self.folders)
        column.addWidget(self._stack, 1)

    def _list_and_details(self) -> QSplitter:
        frame = self._frame = QFrame()
        frame.setProperty("role", "card")
        left = QVBoxLayout(frame)
        left.setContentsMargins(12, 12, 12, 8)
        left.setSpacing(8)
        left.addWidget(self.filter)
        left.addWidget(self.kinds)
        left.addWidget(self.table, 1)
        left.addWidget(self.state)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(12)
        frame.setMinimumWidth(280)
        self.details.setMinimumWidth(330)
        splitter.addWidget(frame)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, _LEFT)
        splitter.setStretchFactor(1, _RIGHT)
        splitter.setSizes([100 * _LEFT, 100 * _RIGHT])
        return splitter
