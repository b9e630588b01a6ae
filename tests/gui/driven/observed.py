"""The real program with somebody beside it who can say where things are; only questions are answered, nothing is done.

A thread takes lines on a Unix socket (its path is in GRAFTWORK_OBSERVER) and asks the window's thread. A line is the
accessible name or the text of a widget; the answer is a JSON object: where it is on the screen, what it shows.
`picture: FILE` saves what the window shows.
"""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QProgressBar,
    QTabBar,
    QTableView,
    QWidget,
)

from graftwork import __main__ as program
from graftwork import app

PICTURE = "picture: "


class Observer(QObject):
    """Answers questions about widgets on the thread that owns them."""

    asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._on_asked, Qt.ConnectionType.BlockingQueuedConnection)

    def answer(self, question: str) -> dict[str, Any]:
        box: list[dict[str, Any]] = []
        self.asked.emit(question, box)
        return box[0] if box else {}

    def _on_asked(self, question: str, box: list[dict[str, Any]]) -> None:
        if question.startswith(PICTURE):
            window = QApplication.activeWindow() or QApplication.topLevelWidgets()[0]
            box.append({"saved": window.grab().save(question.removeprefix(PICTURE))})
        else:
            box.append(find(question))


def find(name: str) -> dict[str, Any]:
    """The visible widget that is called so, or else one that shows these words; {} when there is none.

    One of the window in front goes before those of others.
    """
    visible = [widget for widget in QApplication.allWidgets() if widget.isVisible()]
    for widget in sorted(visible, key=lambda one: (not one.window().isActiveWindow(), one.accessibleName() != name)):
        if name in names(widget):
            window = widget.window()
            corner = widget.mapToGlobal(QPoint(0, 0))
            region = widget.visibleRegion().boundingRect()
            seen = QRect(corner + region.topLeft(), region.size())
            return {
                "x": seen.center().x(),
                "y": seen.center().y(),
                "seen": not region.isEmpty(),
                "enabled": widget.isEnabled(),
                "focus": widget.hasFocus(),
                "active": window.isActiveWindow(),
                "text": shown(widget),
                "state": str(widget.property("state") or ""),
                "rows": rows(widget),
                "value": widget.value() if isinstance(widget, QProgressBar) else 0,
            }
    return next((tab for bar in visible if isinstance(bar, QTabBar) for tab in tabs(bar) if tab["text"] == name), {})


def tabs(bar: QTabBar) -> Iterator[dict[str, Any]]:
    """Where a bar's tabs are, and what they say."""
    for number in range(bar.count()):
        centre = bar.mapToGlobal(bar.tabRect(number).center())
        yield {
            "x": centre.x(),
            "y": centre.y(),
            "seen": bar.isTabVisible(number),
            "enabled": bar.isTabEnabled(number),
            "text": bar.tabText(number),
        }


def rows(widget: QWidget) -> list[list[str]]:
    """What the first columns of a table say."""
    model = widget.model() if isinstance(widget, QTableView) else None
    if model is None:
        return []
    return [[str(model.index(row, column).data()) for column in range(2)] for row in range(min(model.rowCount(), 50))]


def names(widget: QWidget) -> set[str]:
    spoken = QAccessible.queryAccessibleInterface(widget)
    found = {widget.accessibleName(), shown(widget)}
    if spoken is not None:
        found.add(spoken.text(QAccessible.Text.Name))
    return found


def shown(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return widget.text()
    return widget.accessibleDescription()


def serve(observer: Observer, path: str) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        while True:
            connection, _ = server.accept()
            with connection, connection.makefile("rw", encoding="utf-8") as stream:
                for line in stream:
                    stream.write(json.dumps(observer.answer(json.loads(line))) + "\n")
                    stream.flush()


def main() -> int:
    """Start the program, the observer beside it."""
    make = app.Application

    def observed(qt: QApplication, *rest: Any) -> app.Application:
        made = make(qt, *rest)
        observer = Observer()
        made.observer = observer  # type: ignore[attr-defined]
        place = os.environ["GRAFTWORK_OBSERVER"]
        threading.Thread(target=serve, args=(observer, place), daemon=True).start()
        return made

    app.Application = observed  # type: ignore[assignment,misc]
    return program.main()


if __name__ == "__main__":
    status = main()
    os._exit(status)  # the observer's thread still waits for questions
