"""How the Hub page is laid out: the search and what it found at the left, one repository at the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from graftwork.models.hub_results import HubColumn, HubResults
from graftwork.pages.hub_details import HubDetails
from graftwork.style import set_property
from graftwork.widgets.controls import Button
from graftwork.widgets.hub_search import HubSearch
from graftwork.widgets.labels import ElidedLabel, label
from graftwork.widgets.notices import ErrorPanel
from graftwork.widgets.reading_order import tab_in_reading_order
from graftwork.widgets.record_table import RecordTable

_WIDTHS: Final[Mapping[int, int]] = {
    HubColumn.PARAMETERS: 96,
    HubColumn.DOWNLOADS: 104,
    HubColumn.TYPE: 56,
    HubColumn.LICENCE: 96,
    HubColumn.CHANGED: 88,
    HubColumn.ACCESS: 120,
}
"""In the order in which they are given room."""
_NAME: Final = 220
_LEFT: Final = 1
_RIGHT: Final = 1
_CLOSE: Final = 4
"""Rows that are left below when the next ones are wanted."""


class HubLayout(QWidget):
    """The page's widgets in their places; it knows how they look and nothing of what they mean.

    Signals:
        more_wanted: The list's end comes into sight.
    """

    more_wanted = Signal()

    def __init__(self, details: HubDetails) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.details = details
        self.search = HubSearch()
        self.model = HubResults(self)
        self.table = RecordTable(self.model, self.tr("Repositories that were found"), _WIDTHS, first=_NAME)
        self.error = ErrorPanel()
        self.error.dismiss.hide()
        self.settings = Button(self.tr("Settings"), "settings")
        self.error.buttons.addWidget(self.settings)
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        self.state = ElidedLabel(role="small")
        self.who = label("", "muted")
        self._lay_out()
        bar = self.table.verticalScrollBar()
        bar.valueChanged.connect(self.look_for_more)
        bar.rangeChanged.connect(self.look_for_more)

    def order_tabs(self) -> None:
        """Let the Tab key go through the page as people read it."""
        tab_in_reading_order(self)

    def show_dropping(self, is_dropping: bool) -> None:
        """Show that a drag can be dropped here."""
        for frame in (self._frame, self.details):
            set_property(frame, "dropping", "true" if is_dropping else "false")

    def look_for_more(self) -> None:
        """See whether the list's end is in sight."""
        bar = self.table.verticalScrollBar()
        if self.model.rowCount() and bar.value() >= bar.maximum() - _CLOSE * bar.singleStep():
            self.more_wanted.emit()

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setSpacing(8)
        header.addWidget(label(self.tr("Hub"), "title"), 1)
        header.addWidget(self.who)
        frame = self._frame = QFrame()
        frame.setProperty("role", "card")
        left = QVBoxLayout(frame)
        left.setContentsMargins(12, 12, 12, 8)
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.error)
        left.addWidget(self.nothing)
        left.addWidget(self.table, 1)
        left.addWidget(self.state)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(12)
        frame.setMinimumWidth(330)
        self.details.setMinimumWidth(340)
        splitter.addWidget(frame)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, _LEFT)
        splitter.setStretchFactor(1, _RIGHT)
        splitter.setSizes([100 * _LEFT, 100 * _RIGHT])
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addLayout(header)
        column.addWidget(splitter, 1)
