"""The compatibility report's sentences in the window's language, with the context settings that they tell of."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QCoreApplication

from graftwork.amounts import theta
from graftwork.engine_words import engine_words

_CONTEXT: Final = re.compile(r"(\d+) tokens, theta (\d+(?:\.\d+)?)")
"""Context settings as the engine says them."""


def fit_words(text: str) -> str:
    """A sentence of the report as the window says it."""
    return engine_words(_CONTEXT.sub(_context, text))


def _context(found: re.Match[str]) -> str:
    said = QCoreApplication.translate("fit", "{count} tokens, theta {theta}")
    return said.format(count=f"{int(found[1]):,}", theta=theta(float(found[2])))
