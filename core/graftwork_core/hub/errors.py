"""What can go wrong with a Hub, each with one sentence and a way out. No message ever holds a token or a signature."""

from __future__ import annotations

from typing import ClassVar

from graftwork_core.errors import BadInput, GraftworkError


class HubError(GraftworkError):
    """The Hub did not do what was asked.

    Attributes:
        passing: Whether the same request may work in a moment.
    """

    kind: ClassVar[str] = "hub"
    passing: ClassVar[bool] = False


class Offline(HubError):
    """Graftwork was told to stay off the network."""

    kind = "offline"

    def __init__(self, what: str = "The Hub") -> None:
        super().__init__(f"{what} cannot be reached: offline mode is on.", "Switch it off (unset HF_HUB_OFFLINE).")


class Unreachable(HubError):
    """No connection, or one that broke."""

    kind = "unreachable"
    passing = True


class Stalled(HubError):
    """The other side keeps silent."""

    kind = "stalled"
    passing = True


class ServerTrouble(HubError):
    """The other side says that it is in trouble (5xx)."""

    kind = "server_trouble"
    passing = True


class RateLimited(HubError):
    """Too many requests.

    Attributes:
        seconds: How long to wait, as announced; a guess when nothing was.
    """

    kind = "rate_limited"
    passing = True

    def __init__(self, host: str, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            f"{host} asks for a pause: too many requests.",
            f"Try again in {round(seconds)} s; whoever is logged in may ask more often.",
        )


class NotAHub(HubError):
    """What answered does not speak as a Hub does."""

    kind = "not_a_hub"


class Untrusted(HubError):
    """The Hub sends us where we do not go: another host with our token, or a connection without encryption."""

    kind = "untrusted"


class TokenRejected(HubError):
    """The token is wrong, expired or revoked."""

    kind = "token_rejected"


class NotAllowed(HubError):
    """The token is sound, but does not allow this."""

    kind = "not_allowed"


class Damaged(HubError):
    """What arrived is not what was announced."""

    kind = "damaged"


class ChangedMeanwhile(HubError):
    """Somebody else changed the repository."""

    kind = "changed_meanwhile"


class MissingRepository(BadInput):
    """There is no such repository, or it is private."""

    kind = "missing_repository"


class MissingRevision(BadInput):
    """The repository has no such branch, tag or commit."""

    kind = "missing_revision"


class MissingFile(BadInput):
    """The repository has no such file."""

    kind = "missing_file"


class DisabledRepository(BadInput):
    """The Hub has closed the repository."""

    kind = "disabled_repository"


class Gated(BadInput):
    """The repository's files are given only to whom its owner lets in.

    Attributes:
        page: Where to ask for access.
        logged_in: Whether the request carried a token: then it was not granted (yet).
    """

    kind = "gated"

    def __init__(self, repo_id: str, page: str, *, logged_in: bool) -> None:
        self.page = page
        self.logged_in = logged_in
        if logged_in:
            hint = f"Ask for access at {page}, and try again once it is granted."
            super().__init__(f"{repo_id} is gated, and your account has no access to its files.", hint)
        else:
            hint = f"Log in (graftwork hub login) and ask for access at {page}."
            super().__init__(f"{repo_id} is gated: its files are given only to accounts with access.", hint)
