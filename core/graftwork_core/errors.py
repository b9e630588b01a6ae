"""The one root of every error that is meant for people.

An error says what is wrong and where (`message`: one sentence that names the file, tensor or value)
and what to do about it (`hint`). Anything that is not a `GraftworkError` is a bug in Graftwork.
"""

from __future__ import annotations

from typing import ClassVar


class GraftworkError(Exception):
    """Something failed that the user can understand and act on.

    Attributes:
        message: One sentence: what is wrong, and where.
        hint: What to do about it; may be empty.
        kind: Short machine-readable name, used in events and tests.
        exit_status: The command line's exit status for it.
    """

    kind: ClassVar[str] = "failed"
    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class BadInput(GraftworkError):
    """A file, folder, option or value from outside is broken or cannot be used."""

    kind = "bad_input"
    exit_status = 2


class DoesNotFit(GraftworkError):
    """The models are sound, but do not belong together."""

    kind = "does_not_fit"
    exit_status = 3


class OutputExists(BadInput):
    """The output folder is there already, and nobody said that it may be replaced."""

    kind = "output_exists"


class NotEnoughRoom(GraftworkError):
    """Disk or memory would not suffice, or did not."""

    kind = "no_room"


class Cancelled(GraftworkError):
    """The user stopped the job; what is on disk can be resumed."""

    kind = "cancelled"
    exit_status = 130
