"""How the Graft page is laid out: header, notices, slots, fit and options, adapter, and the bar at the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from graftwork.form import Source
from graftwork.widgets.adapter_list import AdapterList
from graftwork.widgets.controls import Button, Choice, Segments
from graftwork.widgets.coverage_panel import CoveragePanel
from graftwork.widgets.fit_card import FitCard
from graftwork.widgets.labels import label
from graftwork.widgets.notices import ErrorPanel, OfferPanel
from graftwork.widgets.options import OptionsPanel
from graftwork.widgets.reading_order import tab_in_reading_order
from graftwork.widgets.result_panel import ResultPanel
from graftwork.widgets.run_bar import RunBar
from graftwork.widgets.slot import SlotCard, SlotText
from graftwork.widgets.written_panel import WrittenPanel

_WIDEST: Final = 1360
_SIDE_BY_SIDE: Final = 800
_MARGIN: Final = 20

Recents = Callable[[str], Sequence[Path]]


class GraftLayout(QWidget):
    """The Graft page's widgets in their places; it knows how they look and nothing of what they mean."""

    def __init__(self, recents: Recents) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._make_widgets(recents)
        content = QWidget()
        content.setProperty("role", "content")
        content.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(_MARGIN, 14, _MARGIN, 20)
        column.setSpacing(16)
        column.addLayout(self._header())
        column.addLayout(self.notices)
        column.addLayout(self._slot_row())
        column.addLayout(self._body)
        column.addWidget(self.written)
        column.addWidget(self.made)
        column.addLayout(self._which_row())
        column.addWidget(self.coverage)
        column.addWidget(self.planned)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setWidget(content)
        self.area.viewport().setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.area, 1)
        outer.addWidget(self.bar)
        self.show_source(Source.DONOR)
        self.order_tabs()

    def order_tabs(self) -> None:
        """Let the Tab key go through the page as people read it; called again when controls were added."""
        tab_in_reading_order(self)

    def show_source(self, source: Source) -> None:
        """Show the slots that this source needs."""
        self.source.choose(source.value)
        for widget in (self.base, self.donor, self._difference):
            widget.setVisible(source.extracts)
        for widget in (self.target, self._addition):
            widget.setVisible(source.merges)
        self.adapters.setVisible(source is Source.ADAPTER)
        self.options.set_source(source)
        self.fit.set_source(source)
        self.order_tabs()

    def show_which(self, names: Sequence[str]) -> None:
        """Let the user choose whose preview is shown, where there are several; the choice stays where it can."""
        before, several = self.which.currentText(), len(names) > 1
        blocked = self.which.blockSignals(True)
        self.which.clear()
        self.which.addItems(list(names))
        if before in names:
            self.which.setCurrentIndex(list(names).index(before))
        self.which.blockSignals(blocked)
        for widget in (self._which_name, self.which):
            widget.setVisible(several)

    def show_notices(self) -> None:
        """Scroll to where things are said."""
        self.area.verticalScrollBar().setValue(0)

    def show_layers(self) -> None:
        """Scroll to what a run did to the layers: below the slots, so that these stay in sight after a run."""
        first = self.written if self.written.isVisibleTo(self) else self.made
        self.area.verticalScrollBar().setValue(max(0, first.y() - _MARGIN))
        first.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def hide_notices(self) -> None:
        """Put away what was said; nothing that runs is touched."""
        for panel in (self.error, self.said, self.result, self.made, self.written):
            panel.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put fit and options side by side where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._body.direction() != direction:
            self._body.setDirection(direction)

    def _make_widgets(self, recents: Recents) -> None:
        self.source = Segments(
            self.tr("What is to be done"),
            [
                (Source.DONOR.value, self.tr("From a donor")),
                (Source.ADAPTER.value, self.tr("From adapters")),
                (Source.EXTRACT.value, self.tr("Only an adapter")),
            ],
        )
        self._make_slots(recents)
        self.fit, self.options = FitCard(), OptionsPanel()
        self.coverage = CoveragePanel(self.tr("Adapter"))
        self.planned = CoveragePanel(self.tr("The adapter that will be made"))
        self.which = Choice()
        self.which.setAccessibleName(self.tr("Adapter whose preview is shown"))
        self.copy_command = Button(self.tr("Copy command"), "terminal")
        self.recipe = Button(self.tr("Recipe"), "file")
        self.bar = RunBar(extras=(self.copy_command, self.recipe))
        self._make_notices()
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.setSpacing(16)
        self._body.addWidget(self.fit, 3)
        self._body.addWidget(self.options, 2)

    def _make_slots(self, recents: Recents) -> None:
        models, adapters = (lambda: recents("model")), (lambda: recents("adapter"))
        base = SlotText(self.tr("Base"), self.tr("What the other two were trained from."))
        donor = SlotText(self.tr("Donor"), self.tr("The fine-tune that has the ability."))
        target = SlotText(self.tr("Target"), self.tr("The model that is to receive the ability."))
        self.base, self.donor, self.target = SlotCard(base, models), SlotCard(donor, models), SlotCard(target, models)
        self.adapters = AdapterList(adapters)

    def _make_notices(self) -> None:
        self.error, self.result = ErrorPanel(), ResultPanel()
        self.written = WrittenPanel()
        self.made = CoveragePanel(self.tr("The adapter that was made"))
        self.said = OfferPanel("info", self.tr("Understood"), "check")
        self.said.taken.connect(self.said.hide)
        self.said.hide()
        self.sample = OfferPanel("sample", self.tr("Fill in the sample"), "sample", self.tr("Not now"))
        self.sample.say(
            self.tr("New here? Try it on the sample."),
            self.tr(
                "Three tiny models come with Graftwork: one learned to read long texts, one to answer in Chinese. "
                "Graft the first ability onto the second in a few seconds, on any computer."
            ),
        )
        self.offers = QVBoxLayout()
        self.offers.setSpacing(10)
        self.notices = QVBoxLayout()
        self.notices.setSpacing(10)
        for panel in (self.sample, self.error, self.said, self.result):
            self.notices.addWidget(panel)
        self.notices.addLayout(self.offers)

    def _header(self) -> QVBoxLayout:
        first = QHBoxLayout()
        first.addWidget(label(self.tr("Graft an ability"), "title"), 1)
        first.addWidget(self.source)
        header = QVBoxLayout()
        header.setSpacing(0)
        header.addLayout(first)
        motto = self.tr("Give a model what another fine-tune of the same base has learned.")
        header.addWidget(label(motto, "muted", wrap=True))
        return header

    def _slot_row(self) -> QHBoxLayout:
        self._difference = _sign("→", self.tr("The donor was trained from the base: what differs is the ability."))
        self._addition = _sign("+", self.tr("The ability is added to the target."))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.base, 1)
        row.addWidget(self._difference)
        row.addWidget(self.donor, 1)
        row.addWidget(self.adapters, 2)
        row.addWidget(self._addition)
        row.addWidget(self.target, 1)
        return row

    def _which_row(self) -> QHBoxLayout:
        self._which_name = label(self.tr("Preview of"))
        self._which_name.setBuddy(self.which)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._which_name)
        row.addWidget(self.which)
        row.addStretch()
        self.show_which(())
        return row


def _sign(text: str, meaning: str) -> QLabel:
    sign = label(text, "sign")
    sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
    sign.setFixedWidth(26)
    sign.setToolTip(meaning)
    sign.setAccessibleName(meaning)
    return sign
