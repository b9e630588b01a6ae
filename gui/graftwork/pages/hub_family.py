"""A model's relatives on the Hub: what it was made from, and what others made of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from graftwork.aio import Newest
from graftwork.hub.about import Family, family_of
from graftwork.hub.wish import Wish
from graftwork.hub.words import hub_failure
from graftwork.models.hub_results import FamilyColumn, FamilyModel, Relative
from graftwork.services import Services
from graftwork.widgets.controls import Button
from graftwork.widgets.flow import FlowLayout
from graftwork.widgets.labels import label
from graftwork.widgets.notices import ErrorPanel
from graftwork.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from graftwork_core.hub.search import ModelRow, Relation

_WIDTHS: Final[Mapping[int, int]] = {
    FamilyColumn.RELATION: 90,
    FamilyColumn.DOWNLOADS: 104,
    FamilyColumn.PARAMETERS: 96,
}
_ROW: Final = 28


class HubFamilyTab(QWidget):
    """A table of relatives; the Hub is asked when somebody looks.

    Signals:
        wanted: "hf:owner/name" of a relative that the user wants to see.
        search_wanted: The `Wish` for all relatives of a kind.
    """

    wanted = Signal(str)
    search_wanted = Signal(object)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._asking = Newest(services.tasks)
        self._row: ModelRow | None = None
        self._was_asked = False
        self.model = FamilyModel(self)
        self.table = RecordTable(self.model, self.tr("Relatives"), _WIDTHS, _ROW)
        self.table.activated_row.connect(self._on_activated)
        self.state = label("", "muted", wrap=True)
        self.error = ErrorPanel()
        self.error.dismiss.hide()
        self.error.resume_wanted.connect(self._ask)
        self.searches: dict[Relation, Button] = {
            "adapter": Button(self.tr("All adapters"), "search"),
            "finetune": Button(self.tr("All fine-tunes"), "search"),
            "merge": Button(self.tr("All merges"), "search"),
            "quantized": Button(self.tr("All quantized ones"), "search"),
        }
        flow = FlowLayout(6)
        for relation, button in self.searches.items():
            button.clicked.connect(partial(self._on_search, relation))
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 8, 0, 4)
        column.setSpacing(8)
        column.addWidget(self.state)
        column.addWidget(self.error)
        column.addLayout(flow)
        column.addWidget(self.table, 1)

    def show_row(self, row: ModelRow | None) -> None:
        """Another repository is looked at; nothing is asked yet."""
        self._asking.cancel()
        self._row, self._was_asked = row, False
        self.model.show(())
        self.error.hide()
        self.state.setText("")
        for button in self.searches.values():
            button.hide()

    def ask(self) -> None:
        """Somebody looks: ask, once."""
        if self._row is not None and not self._was_asked:
            self._ask()

    def _ask(self) -> None:
        if self._row is None:
            return
        self._was_asked = True
        self.error.hide()
        self.state.setText(self.tr("Asking for relatives…"))
        self._asking.start(self._read(self._row), "family")

    async def _read(self, row: ModelRow) -> None:
        try:
            family = await self._services.hub.ask(lambda session: family_of(session, row))
        except Exception as error:  # noqa: BLE001 - what cannot be told must be said, whatever it was
            self.state.setText("")
            self.error.show_failure(hub_failure(error))
            return
        self._show(family)

    def _show(self, family: Family) -> None:
        from graftwork_core.hub.search import ModelRow

        self.model.show(
            (
                *(Relative(ModelRow(name), None) for name in family.parents),
                *(Relative(row, relation) for relation, rows in family.children.items() for row in rows),
            )
        )
        for relation, button in self.searches.items():
            button.setVisible(bool(family.children.get(relation)))
        known = len(self.model.records())
        if known == 0:
            self.state.setText(self.tr("The Hub knows no relatives of it."))
        else:
            text = self.tr("{count} relatives, the most downloaded first; press Enter to see one.")
            if family.more:
                text = self.tr("The {count} most downloaded relatives; press Enter to see one.")
            self.state.setText(text.format(count=known))

    def _on_activated(self) -> None:
        chosen: Relative | None = self.table.current()
        if chosen is not None:
            self.wanted.emit(f"hf:{chosen.row.repo_id}")

    def _on_search(self, relation: Relation) -> None:
        if self._row is not None:
            wish = Wish(kind="all", sort="downloads", base_model=self._row.repo_id, relation=relation)
            self.search_wanted.emit(wish)
