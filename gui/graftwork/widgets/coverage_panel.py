"""An adapter at a glance: how much there is of it, the grid of layers and modules, and what stays out of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from graftwork.coverage import grid
from graftwork.models.coverage import CoverageModel
from graftwork.widgets.controls import Segments
from graftwork.widgets.heatmap import HeatmapView
from graftwork.widgets.labels import label
from graftwork.widgets.legend import Legend

if TYPE_CHECKING:
    from graftwork_core.adapter.preview import AdapterPreview

_LISTED: Final = 12
_NAMED: Final = 3
_NO_BREAK: Final = "\u00a0"


class CoveragePanel(QFrame):
    """The preview of one adapter."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._preview: AdapterPreview | None = None
        self._norms: Mapping[str, float] = {}
        self.model = CoverageModel(self)
        self.view = HeatmapView(self.model, self.tr("Layers and modules that the adapter covers"))
        self._title = label(title, "heading")
        self._summary = label("", "muted", wrap=True)
        self._figure = Segments(
            self.tr("Figure in the cells"),
            [("rank", self.tr("Rank")), ("energy", self.tr("Energy captured")), ("norm", self.tr("Norm"))],
        )
        self._figure.chosen.connect(self._on_figure)
        self._detail = label("", "small", wrap=True)
        self._caveat = label(
            self.tr("Energy is the share of the difference that the adapter holds; it does not predict behaviour."),
            "small",
            wrap=True,
        )
        self._lost = label("", "blocking", wrap=True)
        self._notes = label("", "small", wrap=True)
        self._legend = Legend(self.model)
        self.view.described.connect(self._on_described)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._figure)
        foot = QVBoxLayout()
        foot.setSpacing(2)
        foot.addWidget(self._legend)
        foot.addWidget(self._caveat)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._summary)
        column.addWidget(self.view)
        column.addWidget(self._detail)
        column.addLayout(foot)
        column.addWidget(self._lost)
        column.addWidget(self._notes)
        self.show_preview(None)

    def lie_flat(self) -> None:
        """Be a part of what is around it rather than a card."""
        self.setProperty("role", "plain")
        self._column.setContentsMargins(2, 8, 8, 8)

    def show_preview(self, preview: AdapterPreview | None) -> None:
        """Show this adapter; None hides the panel."""
        self._preview, self._norms = preview, {}
        arranged = grid(preview)
        has_energy = bool(arranged.values("energy"))
        self._offer_figures(has_energy)
        self._figure.choose("energy" if has_energy else "rank")
        self._caveat.setVisible(has_energy)
        self.setVisible(preview is not None)
        self.model.show(arranged, "energy" if has_energy else "rank")
        self.view.setVisible(bool(arranged.kinds))
        self._legend.setVisible(bool(arranged.kinds))
        self._name_rows(arranged.kinds)
        if preview is not None:
            self._summary.setText(self._summarise(preview))
            for text, words in ((self._lost, self._warnings(preview)), (self._notes, self._remarks(preview))):
                text.setText(words)
                text.setVisible(bool(words))

    def show_norms(self, norms: Mapping[str, float]) -> None:
        """Take the norms of modules that were reckoned meanwhile: module path → norm."""
        self._norms = norms
        self._offer_figures(bool(grid(self._preview).values("energy")))
        self.model.show(grid(self._preview, norms), self._figure.current)

    def _offer_figures(self, has_energy: bool) -> None:
        self._figure.offer("energy", has_energy)
        self._figure.offer("norm", bool(self._norms))
        self._figure.setVisible(has_energy or bool(self._norms))
        self._caveat.setVisible(has_energy and self._figure.current == "energy")

    def _on_described(self, text: str) -> None:
        self._detail.setText(text or self.tr("Point at a cell, or walk the grid with the arrow keys."))

    def _on_figure(self, key: str) -> None:
        self._caveat.setVisible(key == "energy")
        self.model.show(grid(self._preview, self._norms), key)

    def _name_rows(self, kinds: tuple[str, ...]) -> None:
        header = self.view.verticalHeader()
        metrics = header.fontMetrics()
        header.setFixedWidth(max((metrics.horizontalAdvance(kind) for kind in kinds), default=60) + 26)

    def _summarise(self, preview: AdapterPreview) -> str:
        from graftwork_core.units import format_bytes, format_count

        parts = [
            self.tr("rank {rank}").format(rank=preview.rank),
            self.tr("{count} modules").format(count=len(preview.modules)),
            self.tr("{count} layers").format(count=len(preview.layers)),
            self.tr("{count} parameters").format(count=format_count(preview.parameters)),
            format_bytes(preview.nbytes),
            str(preview.dtype).lower(),
        ]
        return " · ".join(part.replace(" ", _NO_BREAK) for part in parts)

    def _warnings(self, preview: AdapterPreview) -> str:
        lost = _listed(self.tr("Not in the target: {names}"), preview.unmatched, _LISTED)
        return "\n".join(line for line in (*preview.problems, lost) if line)

    def _remarks(self, preview: AdapterPreview) -> str:
        lines = [
            _listed(self.tr("Replaced, not added: {names}"), preview.replaced, _LISTED),
            _listed(self.tr("Added as they are, without factors: {names}"), preview.added, _NAMED),
            *preview.notes,
        ]
        return "\n".join(line for line in lines if line)


def _listed(text: str, names: tuple[str, ...], most: int) -> str:
    if not names:
        return ""
    more = f" … (+{len(names) - most})" if len(names) > most else ""
    return text.format(names=", ".join(names[:most]) + more)
