"""Tool tips are text: Qt reads markup in whatever looks like it, and names and cards of strangers may."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """The text so that a tool tip shows it as it is."""
    if not Qt.mightBeRichText(text):
        return text
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>")
