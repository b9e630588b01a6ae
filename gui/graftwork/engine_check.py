"""Whether an interpreter can be the engine: it is started, says who it is, and ends."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication

from graftwork.engine_words import engine_words
from graftwork.wording import joined

SECONDS: Final = 120.0
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Engine:
    """What was found.

    Attributes:
        works: Whether jobs can run there.
        meaning: "ok", "warning" or "blocking".
        text: It in words.
    """

    works: bool
    meaning: Literal["ok", "warning", "blocking"]
    text: str


async def look_at(program: Path | None) -> Engine:
    """Start that interpreter (this program's own when None), with torch, and see what it says."""
    from graftwork_core import __version__
    from graftwork_core.errors import GraftworkError
    from graftwork_core.jobs.client import WorkerClient
    from graftwork_core.jobs.events import PROTOCOL

    try:
        hello = await WorkerClient(warm=True, engine_python=program).greet(SECONDS)
    except GraftworkError as error:
        return Engine(False, "blocking", engine_words(joined(error.message, error.hint)))
    if hello.protocol != PROTOCOL:
        text = translate("engine", "It runs Graftwork {other}, which this window (Graftwork {own}) cannot talk to.")
        return Engine(False, "blocking", text.format(other=hello.graftwork, own=__version__))
    if hello.torch is None:
        text = translate("engine", "Python {python} answers, but has no torch: nothing can be computed there.")
        return Engine(False, "blocking", text.format(python=hello.python))
    text = translate("engine", "Python {python}, torch {torch}, device {device}.")
    text = text.format(python=hello.python, torch=hello.torch, device=hello.device or "cpu")
    if hello.graftwork != __version__:
        more = translate("engine", "It runs Graftwork {other}; this window is Graftwork {own}.")
        return Engine(True, "warning", f"{text} {more.format(other=hello.graftwork, own=__version__)}")
    return Engine(True, "ok", text)
