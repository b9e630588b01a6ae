"""What is looked for on the Hub: words, kind, order, and filters that fold away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from graftwork.hub.wish import Wish, is_count
from graftwork.models.hub_results import relation_name
from graftwork.style import set_property
from graftwork.widgets.controls import Button, Choice, Segments
from graftwork.widgets.flow import FlowLayout
from graftwork.widgets.labels import explain


class HubSearch(QWidget):
    """Fields that make a `Wish`.

    Signals:
        typed: Something is being typed: what is wished may change again in a moment.
        chosen: Something was chosen, or the return key pressed.
    """

    typed = Signal()
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = self._field(self.tr("Name, or the address of a model (Ctrl+F)"), self.tr("Search the Hub"))
        self.kinds = Segments(
            self.tr("What to look for"),
            [("models", self.tr("Models")), ("adapters", self.tr("Adapters")), ("all", self.tr("All"))],
        )
        self.sort = self._choice(
            self.tr("What comes first"),
            (self.tr("Trending"), "trending"),
            (self.tr("Most downloads"), "downloads"),
            (self.tr("Most likes"), "likes"),
            (self.tr("Changed last"), "modified"),
            (self.tr("Newest"), "created"),
        )
        self.toggle = Button(self.tr("Filters"), "settings", "toggle")
        self.toggle.setCheckable(True)
        self.author = self._field(self.tr("Author"))
        self.architecture = self._field(self.tr("Architecture"), hint=self.tr("As in config.json, such as llama"))
        self.base_model = self._field(self.tr("Made from"), hint=self.tr("A base model, such as owner/name"))
        self.relation = self._choice(
            self.tr("How it was made from that"),
            (self.tr("Made in any way"), None),
            *((relation_name(one), one) for one in ("adapter", "finetune", "merge", "quantized")),
        )
        self.licence = self._field(self.tr("Licence"), hint=self.tr("Its short name, such as apache-2.0"))
        self.access = self._choice(
            self.tr("Access"),
            (self.tr("Open or gated"), ""),
            (self.tr("Only open ones"), "open"),
            (self.tr("Only gated ones"), "gated"),
        )
        self.least = self._field(self.tr("Parameters from"), hint=self.tr("Such as 500M or 7B"))
        self.most = self._field(self.tr("Parameters to"), hint=self.tr("Such as 500M or 7B"))
        self.clear = Button(self.tr("Clear the filters"), "close", "link", "accent")
        self.filters = QWidget()
        self._lay_out()
        self.kinds.chosen.connect(self._on_chosen)
        self.toggle.toggled.connect(self.filters.setVisible)
        self.clear.clicked.connect(self._on_clear)
        self.filters.hide()
        self._say()

    @property
    def wish(self) -> Wish:
        """What is looked for; a size that cannot be read does not matter."""
        kind: Any = self.kinds.current
        least, most = self.least.text().strip(), self.most.text().strip()
        return Wish(
            text=self.text.text().strip(),
            kind=kind,
            sort=self.sort.currentData(),
            author=self.author.text().strip(),
            architecture=self.architecture.text().strip(),
            base_model=self.base_model.text().strip(),
            relation=self.relation.currentData() if self.base_model.text().strip() else None,
            licence=self.licence.text().strip(),
            access=self.access.currentData(),
            least=least if is_count(least) else "",
            most=most if is_count(most) else "",
        )

    def show_wish(self, wish: Wish) -> None:
        """Fill in another wish, telling nobody."""
        lines = (self.text, self.author, self.architecture, self.base_model, self.licence, self.least, self.most)
        values = (wish.text, wish.author, wish.architecture, wish.base_model, wish.licence, wish.least, wish.most)
        for line, value in zip(lines, values, strict=True):
            with QSignalBlocker(line):
                line.setText(value)
        self.kinds.choose(wish.kind)
        self.sort.choose(wish.sort)
        self.relation.choose(wish.relation)
        self.access.choose(wish.access)
        if wish.filters:
            self.toggle.setChecked(True)
        self._say()

    def _field(self, name: str, accessible: str = "", hint: str = "") -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(name)
        field.setAccessibleName(accessible or name)
        if hint:
            explain(field, hint)
        field.setClearButtonEnabled(True)
        field.setAcceptDrops(False)
        field.setMaxLength(200)
        field.textChanged.connect(self._on_typed)
        field.returnPressed.connect(self._on_chosen)
        return field

    def _choice(self, name: str, *entries: tuple[str, Any]) -> Choice:
        choice = Choice()
        for text, data in entries:
            choice.addItem(text, data)
        choice.setAccessibleName(name)
        choice.activated.connect(self._on_chosen)
        return choice

    def _lay_out(self) -> None:
        second = FlowLayout(8)
        for one in (self.kinds, self.sort, self.toggle):
            second.addWidget(one)
        grid = QGridLayout(self.filters)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        pairs = (
            (self.author, self.architecture),
            (self.base_model, self.relation),
            (self.licence, self.access),
            (self.least, self.most),
        )
        for row, pair in enumerate(pairs):
            for column, widget in enumerate(pair):
                grid.addWidget(widget, row, column)
                grid.setColumnStretch(column, 1)
        grid.addWidget(self.clear, len(pairs), 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(8)
        column_.addWidget(self.text)
        column_.addLayout(second)
        column_.addWidget(self.filters)

    def _on_typed(self) -> None:
        self._say()
        self.typed.emit()

    def _on_chosen(self) -> None:
        self._say()
        self.chosen.emit()

    def _on_clear(self) -> None:
        now = self.wish
        self.show_wish(replace(Wish(), text=now.text, kind=now.kind, sort=now.sort))
        self.text.setFocus()
        self.chosen.emit()

    def _say(self) -> None:
        """How many filters there are, which sizes cannot be read, and what makes no sense alone."""
        count = self.wish.filters
        text = self.tr("Filters: {count}").format(count=count) if count else self.tr("Filters")
        self.toggle.setText(text)
        self.clear.setEnabled(bool(count))
        self.relation.setEnabled(bool(self.base_model.text().strip()))
        for field in (self.least, self.most):
            set_property(field, "invalid", "false" if is_count(field.text().strip()) else "true")
