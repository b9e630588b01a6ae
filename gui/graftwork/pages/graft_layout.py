"""How the Graft page is laid out: header, notices, slots, fit and options, adapter, and the bar at the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from graftwork.form import Source
from graftwork.widgets.controls import Segments
from graftwork.widgets.coverage_panel import CoveragePanel
from graftwork.widgets.fit_card import FitCard
from graftwork.widgets.labels import label
from graftwork.widgets.notices import ErrorPanel, OfferPanel, ResultPanel
from graftwork.widgets.options import OptionsPanel
from graftwork.widgets.reading_order import tab_in_reading_order
from graftwork.widgets.run_bar import RunBar
from graftwork.widgets.slot import SlotCard, SlotText

_WIDEST: Final = 1360
_SIDE_BY_SIDE: Final = 1020
_MARGIN: Final = 24

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
        column.setContentsMargins(_MARGIN, 20, _MARGIN, 20)
        column.setSpacing(16)
        column.addLayout(self._header())
        column.addLayout(self.notices)
        column.addLayout(self._slot_row())
        column.addLayout(self._body)
        column.addWidget(self.coverage)
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
        from_donor = source is Source.DONOR
        self.source.choose(source.value)
        for widget in (self.base, self.donor, self._difference):
            widget.setVisible(from_donor)
        self.adapter.setVisible(not from_donor)
        self.options.set_source(source)

    def show_notices(self) -> None:
        """Scroll to where things are said."""
        self.area.verticalScrollBar().setValue(0)

    def hide_notices(self) -> None:
        """Put away what was said; nothing that runs is touched."""
        for panel in (self.error, self.result, self.made):
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
            self.tr("Where the ability comes from"),
            [(Source.DONOR.value, self.tr("From a donor")), (Source.ADAPTER.value, self.tr("From an adapter"))],
        )
        models, adapters = (lambda: recents("model")), (lambda: recents("adapter"))
        base = SlotText(self.tr("Base"), self.tr("What the other two were trained from."))
        donor = SlotText(self.tr("Donor"), self.tr("The fine-tune that has the ability."))
        adapter = SlotText(self.tr("Adapter"), self.tr("A LoRA that holds the ability already."))
        target = SlotText(self.tr("Target"), self.tr("The model that is to receive the ability."))
        self.base, self.donor = SlotCard(base, models), SlotCard(donor, models)
        self.adapter, self.target = SlotCard(adapter, adapters), SlotCard(target, models)
        self.fit, self.options, self.coverage, self.bar = (
            FitCard(),
            OptionsPanel(),
            CoveragePanel(self.tr("Adapter")),
            RunBar(),
        )
        self.error, self.result = ErrorPanel(), ResultPanel()
        self.made = CoveragePanel(self.tr("The adapter that was made"))
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
        self.notices.addWidget(self.sample)
        self.notices.addWidget(self.error)
        self.notices.addWidget(self.result)
        self.notices.addWidget(self.made)
        self.notices.addLayout(self.offers)
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.setSpacing(16)
        self._body.addWidget(self.fit, 3)
        self._body.addWidget(self.options, 2)

    def _header(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(self.tr("Graft an ability"), "title"))
        motto = self.tr("Give a model what another fine-tune of the same base has learned.")
        words.addWidget(label(motto, "muted", wrap=True))
        header = QHBoxLayout()
        header.addLayout(words, 1)
        header.addWidget(self.source, alignment=Qt.AlignmentFlag.AlignBottom)
        return header

    def _slot_row(self) -> QHBoxLayout:
        self._difference = _sign("→", self.tr("The donor was trained from the base: what differs is the ability."))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.base, 1)
        row.addWidget(self._difference)
        row.addWidget(self.donor, 1)
        row.addWidget(self.adapter, 1)
        row.addWidget(_sign("+", self.tr("The ability is added to the target.")))
        row.addWidget(self.target, 1)
        return row


def _sign(text: str, meaning: str) -> QLabel:
    sign = label(text, "sign")
    sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
    sign.setFixedWidth(26)
    sign.setToolTip(meaning)
    sign.setAccessibleName(meaning)
    return sign
