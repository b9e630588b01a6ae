"""An adapter at a glance: how much there is of it, the grid of layers and modules, and what stays out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from graftwork.coverage import grid
from graftwork.models.coverage import CoverageModel
from graftwork.widgets.controls import Segments
from graftwork.widgets.heatmap import HeatmapView, Legend
from graftwork.widgets.labels import label

if TYPE_CHECKING:
    from graftwork_core.adapter.preview import AdapterPreview

_LISTED = 12


class CoveragePanel(QFrame):
    """The preview of one adapter."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._preview: AdapterPreview | None = None
        self.model = CoverageModel(self)
        self.view = HeatmapView(self.model, self.tr("Layers and modules that the adapter covers"))
        self._title = label(self.tr("Adapter"), "heading")
        self._summary = label("", "muted", wrap=True)
        self._figure = Segments(
            self.tr("Figure in the cells"), [("rank", self.tr("Rank")), ("energy", self.tr("Energy captured"))]
        )
        self._figure.chosen.connect(self._on_figure)
        self._detail = label("", "small")
        empty = self.tr("The grid of layers and modules appears here once there is an adapter: after the run.")
        self._empty = label(empty, "muted", wrap=True)
        self._lists = label("", wrap=True)
        self._legend = Legend(self.model)
        self.view.described.connect(self._detail.setText)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._figure)
        foot = QHBoxLayout()
        foot.addWidget(self._legend)
        foot.addStretch()
        self._content = QWidget()
        inner = QVBoxLayout(self._content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(self.view)
        inner.addWidget(self._detail)
        inner.addLayout(foot)
        inner.addWidget(self._lists)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._summary)
        column.addWidget(self._empty)
        column.addWidget(self._content)
        self.show_preview(None)

    def show_preview(self, preview: AdapterPreview | None) -> None:
        """Show this adapter, or say that there is none yet."""
        self._preview = preview
        arranged = grid(preview)
        has_energy = bool(arranged.values("energy"))
        self._figure.setVisible(has_energy)
        self._figure.choose("energy" if has_energy else "rank")
        self._content.setVisible(preview is not None)
        self._empty.setVisible(preview is None)
        self._summary.setVisible(preview is not None)
        self.model.show(arranged, "energy" if has_energy else "rank")
        self.view.setVisible(bool(arranged.kinds))
        self._legend.setVisible(bool(arranged.kinds))
        self._detail.setText("")
        self._name_rows(arranged.kinds)
        if preview is not None:
            self._summary.setText(self._summarise(preview))
            remarks = self._remarks(preview)
            self._lists.setText(remarks)
            self._lists.setVisible(bool(remarks))

    def _on_figure(self, key: str) -> None:
        self.model.show(grid(self._preview), key)

    def _name_rows(self, kinds: tuple[str, ...]) -> None:
        header = self.view.verticalHeader()
        metrics = header.fontMetrics()
        header.setFixedWidth(max((metrics.horizontalAdvance(kind) for kind in kinds), default=60) + 22)

    def _summarise(self, preview: AdapterPreview) -> str:
        from graftwork_core.units import format_bytes, format_count

        parts = [
            preview.name,
            self.tr("rank {rank}").format(rank=preview.rank),
            self.tr("{count} modules").format(count=len(preview.modules)),
            self.tr("{count} layers").format(count=len(preview.layers)),
            self.tr("{count} parameters").format(count=format_count(preview.parameters)),
            format_bytes(preview.nbytes),
            str(preview.dtype).lower(),
        ]
        return " · ".join(parts)

    def _remarks(self, preview: AdapterPreview) -> str:
        lines = [
            *preview.problems,
            _listed(self.tr("Not in the target: {names}"), preview.unmatched),
            _listed(self.tr("Replaced, not added: {names}"), preview.replaced),
            _listed(self.tr("Added whole: {names}"), preview.added),
            *preview.notes,
        ]
        return "\n".join(line for line in lines if line)


def _listed(text: str, names: tuple[str, ...]) -> str:
    if not names:
        return ""
    more = f" … (+{len(names) - _LISTED})" if len(names) > _LISTED else ""
    return text.format(names=", ".join(names[:_LISTED]) + more)
