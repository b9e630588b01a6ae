"""What a merge wrote, layer by layer: what survived of the change, and where its energy went."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from graftwork.models.coverage import percent
from graftwork.models.written import WrittenModel
from graftwork.widgets.controls import Segments
from graftwork.widgets.heatmap import HeatmapView
from graftwork.widgets.labels import label
from graftwork.widgets.legend import Legend
from graftwork.written import Written


class WrittenPanel(QFrame):
    """The heatmap of one merge, with a sentence on the whole of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._written: Written | None = None
        self.model = WrittenModel(self)
        self.view = HeatmapView(self.model, self.tr("What was done to layers and modules"))
        self.figure = Segments(
            self.tr("Figure in the cells"),
            [("survival", self.tr("What survives")), ("energy", self.tr("Energy"))],
        )
        self.figure.chosen.connect(self._on_figure)
        self._summary = label("", "muted", wrap=True)
        self.detail = label("", "small", wrap=True)
        self.view.described.connect(self._on_described)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("What was written"), "heading"))
        head.addStretch()
        head.addWidget(self.figure)
        foot = QHBoxLayout()
        foot.addWidget(Legend(self.model))
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._summary)
        column.addWidget(self.view)
        column.addWidget(self.detail)
        column.addLayout(foot)
        self.show_written(None)

    def show_written(self, written: Written | None) -> None:
        """Show this merge; None hides the panel."""
        self._written = written
        self.setVisible(written is not None)
        self.model.show(written, self.figure.current)
        if written is None:
            return
        names = [self.model.headerData(row, Qt.Orientation.Vertical) for row in range(self.model.rowCount())]
        header = self.view.verticalHeader()
        metrics = header.fontMetrics()
        header.setFixedWidth(max((metrics.horizontalAdvance(str(name)) for name in names), default=60) + 20)
        text = self.tr(
            "{count} tensors were changed. {share} of the change is left after rounding to the type of the weights."
        )
        survival = written.whole.survival if written.whole.survival is not None else 1.0
        self._summary.setText(text.format(count=written.whole.tensors, share=percent(min(survival, 1.0))))

    def _on_figure(self, key: str) -> None:
        self.model.show(self._written, key)

    def _on_described(self, text: str) -> None:
        self.detail.setText(text or self.tr("Point at a cell, or walk the grid with the arrow keys."))
