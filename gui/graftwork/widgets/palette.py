"""The command palette: type a few letters, press Enter. It lies over the window and goes when it is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from graftwork import colours
from graftwork.models.commands import CommandRole, CommandsModel
from graftwork.widgets.labels import label

Meant = Callable[[str], QAction | None]
_WIDTH: Final = 560
_ROW: Final = 34
_MOST_ROWS: Final = 10
_MOVES: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class _Row(QStyledItemDelegate):
    """A command at the left, its shortcut at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows of one height."""
        return QSize(100, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw both texts."""
        now = colours.colours()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        place: QRect = option.rect
        painter.save()
        if chosen:
            painter.fillRect(place, now.accent_soft)
        inner = place.adjusted(14, 0, -14, 0)
        painter.setPen(now.accent if chosen else now.text)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.setPen(now.muted)
        end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, end, str(index.data(CommandRole.KEYS)))
        painter.restore()


class CommandPalette(QFrame):
    """A field and the commands that match it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("role", "palette")
        self.model = CommandsModel(self)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("What do you want to do?"))
        self.field.setAccessibleName(self.tr("Command"))
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Commands that match"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self._nothing = label(self.tr("No such command."), "muted")
        self._nothing.setContentsMargins(14, 0, 14, 0)
        self._nothing.setFixedHeight(_ROW)
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self._nothing)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._on_chosen)
        self.list.clicked.connect(self._on_chosen)
        self._came_from: QWidget | None = None
        self._meant: Meant = lambda typed: None
        self.hide()

    def open(self, actions: Sequence[QAction], meant: Meant = lambda typed: None) -> None:
        """Show these commands over the window; `meant` may make one more of what is typed."""
        self._meant = meant
        self._came_from = self.window().focusWidget()
        self.model.show(actions)
        self.field.clear()
        self._settle()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Go, and give the keyboard back."""
        self.hide()
        if self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the field keeps the keyboard; Esc and a click elsewhere leave."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:  # before a shortcut of the page takes it
                event.accept()
                return True
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if event.key() in _MOVES:
                self.list.keyPressEvent(event)
                return True
        if event.type() is QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def _on_typed(self, typed: str) -> None:
        self.model.filter(typed, self._meant(typed))
        self._settle()

    def _on_chosen(self) -> None:
        chosen = self.model.action(self.list.currentIndex().row())
        if chosen is not None:
            self.leave()
            chosen.trigger()

    def _settle(self) -> None:
        """As high as its rows, in the upper middle of the window."""
        self.list.setCurrentIndex(self.model.index(0, 0))
        rows = min(_MOST_ROWS, self.model.rowCount())
        self.list.setFixedHeight(rows * _ROW + 4)
        self.list.setVisible(rows > 0)
        self._nothing.setVisible(not rows)
        room = self._window.width()
        width = min(_WIDTH, room - 40)
        self.setGeometry((room - width) // 2, 70, width, self.sizeHint().height())
