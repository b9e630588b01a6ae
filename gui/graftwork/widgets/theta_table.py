"""The theta calculator: what a longer text may need, the donor's value first, guesses marked as such."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from graftwork.haystack.audit_words import shown
from graftwork.widgets.labels import label

if TYPE_CHECKING:
    from graftwork_core.model.proposals import ThetaProposal


class ThetaTable(QWidget):
    """Rows of source, theta and predicted reach."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "caption")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(22)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addLayout(self._grid)
        self._shown: list[QWidget] = []
        self.hide()

    def show_proposals(self, length: int, proposals: Sequence[ThetaProposal]) -> None:
        """Show what a length may need; nothing when there is nothing to propose."""
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = []
        self._title.setText(self.tr("RoPE theta for {count} tokens").format(count=f"{length:,}"))
        for row, proposal in enumerate(proposals):
            reach = proposal.reach.tokens if proposal.reach is not None else None
            words = (
                self._source(proposal.source),
                shown("theta", proposal.theta),
                "" if reach is None else self.tr("reach {count} tokens").format(count=shown("reach", reach)),
                self.tr("a guess") if proposal.is_guess else self.tr("copied, not guessed"),
            )
            for place, text in enumerate(words):
                cell = label(text, "strong" if place == 1 else "muted")
                if place == 1:
                    cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._grid.addWidget(cell, row, place)
                self._shown.append(cell)
        self.setVisible(bool(proposals))

    def _source(self, source: str) -> str:
        names = {
            "donor": self.tr("The long model's"),
            "period": self.tr("Period law"),
            "ntk": self.tr("NTK-aware"),
        }
        return names.get(source, source)
