"""What one page may ask of another, without knowing it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Requests(QObject):
    """Wishes that whoever can fulfil them listens to.

    Signals:
        page: Bring the page of this key to the front.
        resume: Let the job of this `JobRecord` go on.
    """

    page = Signal(str)
    resume = Signal(object)
