"""How the upload dialog is laid out: what is asked at the left, what would be published at the right, a bar below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QStackedLayout,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from graftwork.models.outgoing import OutgoingModel
from graftwork.widgets.controls import Button, Choice, IconButton, Segments, Tick
from graftwork.widgets.flow import FlowLayout
from graftwork.widgets.labels import ElidedLabel, IconLabel, label
from graftwork.widgets.notices import ErrorPanel

PRIVATE: Final = "private"
PUBLIC: Final = "public"
_LEFT: Final = 330
_ROW: Final = 26
_STEPS: Final = 1000


class UploadLayout(QWidget):
    """The dialog's widgets in their places; it knows how they look and nothing of what they mean."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ElidedLabel(role="title")
        self.error = ErrorPanel()
        self._make_questions()
        self._make_views()
        body = QHBoxLayout()
        body.setSpacing(18)
        body.addWidget(self._questions())
        body.addWidget(self.tabs, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.error)
        column.addLayout(body, 1)
        column.addWidget(self._foot())

    def show_map(self, png: bytes) -> None:
        """Show the check's map; none when it is empty."""
        picture = QPixmap()
        picture.loadFromData(png, "PNG")
        self.map.show_picture(picture)
        self.tabs.setTabVisible(self.tabs.indexOf(self.map), not picture.isNull())

    def say(self, icon: str, meaning: str, text: str) -> None:
        """Say what an upload would do, does, or did."""
        self._icon.show_icon(icon, meaning)
        self.words.setText(text)
        self.words.setAccessibleName(text)

    def show_share(self, share: float | None, figures: str) -> None:
        """Show how far it is, 0 to 1; None when that is not known."""
        self.bar.setRange(0, _STEPS if share is not None else 0)
        self.bar.setValue(int(_STEPS * (share or 0)))
        self.bar.setAccessibleDescription(figures)

    def lock(self, locked: bool) -> None:
        """Forbid changes while it is sent."""
        for widget in (
            *(self.owner, self.name, self.existing, self.seen, self.licence, self.check, self.browse, self.transfer),
            *(self.again, self.login),
        ):
            widget.setEnabled(not locked)
        self.card.setReadOnly(locked)

    def _make_questions(self) -> None:
        self.who, self.login = label("", wrap=True), Button(self.tr("Log in in the settings"), "person")
        self.owner, self.name = Choice(), QLineEdit()
        self.owner.setAccessibleName(self.tr("Owner of the repository"))
        self.owner.setMinimumWidth(96)
        self.name.setAccessibleName(self.tr("Name of the repository"))
        self.state_icon, self.state = IconLabel("info", "muted", 16), label("", "small", wrap=True)
        self.existing = Tick(self.tr("Add to it; its older weights and its card are replaced"))
        self.seen = Segments(
            self.tr("Who sees it"), [(PRIVATE, self.tr("Only its owner")), (PUBLIC, self.tr("Everybody"))]
        )
        self.licence, self.licence_note = Choice(), label("", "small", wrap=True)
        self.licence.setAccessibleName(self.tr("Licence"))
        self.licence_icon = IconLabel("warning", "warning", 16)
        self.check, self.browse = Choice(), IconButton("folder", self.tr("Choose the folder of a check"))
        self.check.setAccessibleName(self.tr("Check in the card"))
        self.check.shrink()
        self.transfer = Choice()
        self.transfer.setAccessibleName(self.tr("Transfer"))
        self.transfer.addItem(self.tr("Goes on within a file (LFS)"), "lfs")
        self.transfer.addItem(self.tr("Sends only what the Hub lacks (Xet)"), "xet")

    def _make_views(self) -> None:
        self.card = QPlainTextEdit()
        self.card.setAccessibleName(self.tr("Model card, as text"))
        self.card.setTabChangesFocus(True)
        self.notes = label("", "small", wrap=True)
        self.again = Button(self.tr("Make it again"), "resume", "link", "accent")
        head = QHBoxLayout()
        head.addWidget(self.notes, 1)
        head.addWidget(self.again, alignment=Qt.AlignmentFlag.AlignTop)
        own = QWidget()
        column = QVBoxLayout(own)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(head)
        column.addWidget(self.card, 1)
        self.map = _Picture()
        self.map.setAccessibleName(self.tr("Map of the check"))
        self.outgoing = OutgoingModel(self)
        self.files = _table(self.outgoing, self.tr("Files that are sent"))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName(self.tr("What is published"))
        self.tabs.addTab(own, self.tr("Card"))
        self.tabs.addTab(self.map, self.tr("Map"))
        self.tabs.addTab(self.files, self.tr("Files"))
        self.tabs.setTabVisible(1, False)

    def _questions(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_LEFT)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(5)
        column.addWidget(label(self.tr("Account"), "caption"))
        column.addWidget(self.who)
        column.addWidget(self.login, alignment=Qt.AlignmentFlag.AlignLeft)
        _add(column, label(self.tr("Repository"), "caption"), _line(self.owner, label("/"), (self.name, 1)))
        column.addWidget(_line(self.state_icon, (self.state, 1)))
        column.addWidget(self.existing)
        _add(column, label(self.tr("Who sees it"), "caption"), self.seen)
        _add(column, label(self.tr("Licence"), "caption"), self.licence)
        self.licence_line = _line(self.licence_icon, (self.licence_note, 1))
        column.addWidget(self.licence_line)
        _add(column, label(self.tr("Check in the card"), "caption"), _line((self.check, 1), self.browse))
        _add(column, label(self.tr("Transfer"), "caption"), self.transfer)
        column.addStretch()
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(_LEFT + 14)
        side.setProperty("role", "content")
        area.setWidget(side)
        return area

    def _foot(self) -> QFrame:
        self._icon, self.words = IconLabel("info", "muted", 18), label("", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the upload"))
        self.bar.hide()
        self.upload = Button(self.tr("Upload"), "upload", "primary", "on_accent")
        self.resume = Button(self.tr("Go on"), "resume", "primary", "on_accent")
        self.cancel = Button(self.tr("Cancel"), "stop")
        self.browser = Button(self.tr("Open in the browser"), "open")
        self.show_page = Button(self.tr("Show on the Hub page"), "hub")
        self.copy = Button(self.tr("Copy the address"), "copy")
        self.close_button = Button(self.tr("Close"), role="quiet")
        self.steps = (self.upload, self.resume, self.cancel, self.browser, self.show_page, self.copy, self.close_button)
        flow, buttons = FlowLayout(8), QWidget()
        for button in self.steps:
            flow.addWidget(button)
        buttons.setLayout(flow)
        foot = QFrame()
        foot.setProperty("role", "adapter")
        column = QVBoxLayout(foot)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(_line(self._icon, (self.words, 1)))
        column.addWidget(self.bar)
        column.addWidget(buttons)
        return foot


class _Picture(QWidget):
    """A picture that is as large as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._label.setMinimumSize(60, 60)
        layout = QStackedLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self._label)

    def show_picture(self, picture: QPixmap) -> None:
        """Show another one."""
        self._picture = picture
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._picture.isNull():
            self._label.clear()
            return
        ratio, modes = self.devicePixelRatioF(), (Qt.AspectRatioMode.KeepAspectRatio,)
        room = self._label.size() * ratio
        scaled = self._picture
        if room.width() < scaled.width() or room.height() < scaled.height():
            scaled = scaled.scaled(room, *modes, Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(ratio)
        self._label.setPixmap(scaled)


def _table(model: OutgoingModel, name: str) -> QTableView:
    table = QTableView()
    table.setAccessibleName(name)
    table.setModel(model)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setProperty("role", "rows")
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_ROW)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def _add(column: QVBoxLayout, *widgets: QWidget) -> None:
    column.addSpacing(7)
    for widget in widgets:
        column.addWidget(widget)


def _line(*widgets: QWidget | tuple[QWidget, int]) -> QWidget:
    """Widgets side by side, some with a stretch."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for one in widgets:
        widget, stretch = one if isinstance(one, tuple) else (one, 0)
        row.addWidget(widget, stretch)
    return line
