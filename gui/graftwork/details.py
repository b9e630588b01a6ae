"""What *Copy details* puts into the clipboard: enough for a report, and never a secret."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graftwork.engine_words import engine_words

LOG_LINES: Final = 200


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that went wrong, as it is shown.

    Attributes:
        message: One sentence: what is wrong, and where.
        hint: What to do; may be empty.
        details: A traceback or other text for whoever mends it; may be empty.
        job: The job as JSON, when one failed.
        log: The last lines that the worker wrote.
        engine: What is known about the worker: versions, device.
        resumable: Whether running the same job again goes on where it stopped.
    """

    message: str
    hint: str = ""
    details: str = ""
    job: Mapping[str, Any] | None = None
    log: Sequence[str] = ()
    engine: Mapping[str, str] = field(default_factory=dict)
    resumable: bool = False


def report(failure: Failure) -> str:
    """The whole text, secrets masked."""
    import json

    from graftwork_core.jobs.masking import masked

    parts = [f"{failure.message}\n{failure.hint}".strip(), versions(failure.engine)]
    if failure.details:
        parts.append(failure.details.strip())
    if failure.job is not None:
        parts.append("Job:\n" + json.dumps(dict(failure.job), indent=2, ensure_ascii=False))
    if failure.log:
        parts.append("Log:\n" + "\n".join(failure.log[-LOG_LINES:]))
    return masked("\n\n".join(parts)) + "\n"


def versions(engine: Mapping[str, str] | None = None) -> str:
    """What runs here, a line each; `engine` is what is known about the worker."""
    from PySide6.QtCore import qVersion

    from graftwork_core import __version__

    known = {
        "Graftwork": __version__,
        "Python": platform.python_version(),
        "Qt": qVersion(),
        "System": platform.platform(),
        **(engine or {}),
    }
    return "\n".join(f"{name}: {value}" for name, value in known.items())


def failure_of(error: BaseException) -> Failure:
    """An exception as it is shown: ours in its own words, any other as a fault of Graftwork with its traceback."""
    import traceback

    from PySide6.QtCore import QCoreApplication

    from graftwork_core.errors import GraftworkError

    if isinstance(error, GraftworkError):
        return Failure(engine_words(error.message), engine_words(error.hint))
    text = "".join(traceback.format_exception(error))
    fault = QCoreApplication.translate("details", "Something went wrong inside Graftwork: {error}")
    return Failure(
        fault.format(error=f"{type(error).__name__}: {error}".strip().rstrip(":")),
        QCoreApplication.translate("details", "Copy the details and report them; your files are untouched."),
        text,
    )
