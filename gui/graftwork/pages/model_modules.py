"""Which modules of which layers an adapter changes: rank, captured energy, and norm as it is reckoned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from graftwork.widgets.coverage_panel import CoveragePanel
from graftwork.widgets.labels import label

if TYPE_CHECKING:
    from graftwork_core.adapter.preview import AdapterPreview


class ModulesTab(QScrollArea):
    """The coverage grid of one adapter."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Modules"))
        self.panel = CoveragePanel("")
        self.panel.lie_flat()
        self._state = label("", "small", wrap=True)
        content = QWidget()
        content.setProperty("role", "content")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        column.addWidget(self._state)
        column.addStretch()
        self.setWidget(content)
        self.say("")

    def show_preview(self, preview: AdapterPreview | None) -> None:
        """Show another adapter."""
        self.panel.show_preview(preview)

    def show_norms(self, norms: Mapping[str, float]) -> None:
        """Take the norms that are known by now."""
        self.panel.show_norms(norms)

    def say(self, state: str) -> None:
        """Say how far the reading is."""
        self._state.setText(state)
        self._state.setVisible(bool(state))
