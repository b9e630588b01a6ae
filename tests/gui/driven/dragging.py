"""Another program on the same screen, as a file manager is: buttons that drag folders. dragging.py FOLDER …"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

SIDE = 60


class Item(QLabel):
    """Something that can be dragged."""

    def __init__(self, path: str) -> None:
        super().__init__(path.rpartition("/")[2])
        self._path = path
        self.setFixedSize(SIDE, SIDE)
        self.setStyleSheet("background: orange; color: black")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            drag = QDrag(self)
            mime = QMimeData()
            mime.setUrls([QUrl.fromLocalFile(self._path)])
            drag.setMimeData(mime)
            drag.exec(Qt.DropAction.CopyAction)


application = QApplication([])
window = QWidget()
window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
window.setWindowTitle("Files")
column = QVBoxLayout(window)
column.setContentsMargins(0, 0, 0, 0)
column.setSpacing(0)
for folder in sys.argv[1:]:
    column.addWidget(Item(folder))
screen = application.primaryScreen().geometry()
window.move(screen.width() - SIDE, 0)
window.show()
application.exec()
