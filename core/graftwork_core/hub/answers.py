"""What a Hub's refusals mean: status, headers and words of an answer as one of our errors."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import httpx2

from graftwork_core.errors import GraftworkError
from graftwork_core.hub import errors
from graftwork_core.hub.endpoint import Endpoint, origin_of

MOST_WORDS: Final = 300
_GUESSED_SECONDS: Final = 30.0
_LIMIT: Final = re.compile(r";\s*r\s*=\s*(\d+).*?;\s*t\s*=\s*(\d+)")
_REPOSITORY: Final = re.compile(r"^/(?:api/models/)?([\w.-]+/[\w.-]+?)(?:\.git)?(?:/|$)")


def refusal(
    endpoint: Endpoint, url: str, status: int, headers: Mapping[str, str], body: bytes, token: str | None
) -> GraftworkError:
    """The error for an answer whose status is 400 or more."""
    host = urlsplit(url).netloc
    words = server_words(headers, body, token)
    code = headers.get("x-error-code", "")
    repo_id = repository_of(endpoint, url)
    if status == 429:
        return errors.RateLimited(host, announced_seconds(headers))
    if origin_of(url) != endpoint.origin:  # the storage knows no repositories
        return _other(status, host, words)
    if code == "GatedRepo":
        return errors.Gated(repo_id, endpoint.page(repo_id), logged_in=status != 401)
    if "resource is disabled" in words.lower():
        return errors.DisabledRepository(f"{repo_id} has been disabled by the Hub.", "Choose another repository.")
    if code == "RevisionNotFound":
        return errors.MissingRevision(f"{repo_id} has no such branch, tag or commit.", "Check what follows the @.")
    if code == "EntryNotFound":
        name = unquote(urlsplit(url).path.rpartition("/")[2])
        return errors.MissingFile(f"{repo_id} has no file {name}.", "Check the name and the revision.")
    if status == 401 and "invalid credentials" in words.lower():
        return errors.TokenRejected(f"{host} does not accept your token.", "Log in again: graftwork hub login.")
    if code == "RepoNotFound" or (status in (401, 404) and _is_about_models(endpoint, url)):
        return _missing(repo_id, token)
    return _other(status, host, words)


def _missing(repo_id: str, token: str | None) -> GraftworkError:
    hint = "Check the name" + ("; it may be private." if token else ", or log in if it is private.")
    return errors.MissingRepository(f"There is no repository {repo_id} that you may see.", hint)


def _other(status: int, host: str, words: str) -> GraftworkError:
    said = f": {words}" if words else ""
    match status:
        case 401:
            return errors.TokenRejected(f"{host} wants a login{said}.", "Log in: graftwork hub login.")
        case 403:
            return errors.NotAllowed(f"{host} does not allow that{said}.", "Use a token that may (role: write).")
        case 412:
            return errors.ChangedMeanwhile(
                "Somebody else changed the repository in the meantime.", "Look at it again, then repeat what you did."
            )
        case 408 | 500 | 502 | 503 | 504:
            return errors.ServerTrouble(f"{host} is in trouble (status {status}){said}.", "Try again in a while.")
        case _:
            return errors.HubError(f"{host} refused (status {status}){said}.", "Check what was asked for.")


def failed_connection(error: Exception, url: str) -> GraftworkError:
    """The error for a request that got no answer, or no whole one."""
    host = urlsplit(url).netloc
    match error:
        case GraftworkError():
            return error
        case httpx2.TimeoutException():
            return errors.Stalled(f"{host} does not answer.", "Check the connection, then try again.")
        case httpx2.ProxyError():
            return errors.Unreachable(f"The proxy did not let us through to {host}.", "Check the proxy's settings.")
        case httpx2.ConnectError() if "certificate" in str(error):
            return errors.Untrusted(
                f"{host} cannot prove who it is ({_clean(str(error))}).",
                f"This machine says it is {time.strftime('%Y-%m-%d')}: check its clock, and any proxy in between.",
            )
        case httpx2.ConnectError():
            return errors.Unreachable(f"{host} cannot be reached ({_clean(str(error))}).", "Check the connection.")
        case _:
            return errors.Unreachable(f"The connection to {host} broke.", "Try again.")


def server_words(headers: Mapping[str, str], body: bytes, token: str | None) -> str:
    """What the server says is wrong, made fit to be shown: short, one line, without the token."""
    words: Any = headers.get("x-error-message", "")
    content = None if words else _json(body)
    if isinstance(content, dict):
        listed = content.get("errors")
        first = listed[0] if isinstance(listed, list) and listed else {}
        words = first.get("message") if isinstance(first, dict) and first.get("message") else content.get("error")
    text = _clean(words) if isinstance(words, str) else ""
    return (text.replace(token, "***") if token else text).rstrip(" .")


def announced_seconds(headers: Mapping[str, str]) -> float:
    """How long to wait after a 429, by Retry-After or RateLimit; dates count from the server's clock, not ours."""
    if (limit := _LIMIT.search(headers.get("ratelimit", ""))) and limit[1] == "0":
        return float(limit[2]) + 1
    said = headers.get("retry-after", "").strip()
    if said.isdigit():
        return float(said[:9])
    try:
        there = parsedate_to_datetime(headers["date"])
        return max((parsedate_to_datetime(said) - there).total_seconds(), 1.0)
    except (KeyError, TypeError, ValueError):
        return _GUESSED_SECONDS


def repository_of(endpoint: Endpoint, url: str) -> str:
    """The repository that a request was about, for messages."""
    path = unquote(urlsplit(url).path).removeprefix(urlsplit(endpoint.url).path)
    match = _REPOSITORY.match(path.replace("/api/resolve-cache/models/", "/"))
    return match[1] if match else "the repository"


def decode_json(body: bytes, url: str) -> Any:
    """The JSON of an answer.

    Raises:
        NotAHub: When it is none.
    """
    content = _json(body)
    if content is None and body.strip() != b"null":
        host = urlsplit(url).netloc
        what = "a web page" if body.lstrip()[:1] == b"<" else "something that is not JSON"
        raise errors.NotAHub(
            f"{host} answered with {what} where a Hub answers with data.",
            "A login page of the network, a proxy or a wrong endpoint may be in between.",
        )
    return content


def checked(content: Any, kind: type[Any], what: str, convert: Callable[[Any], Any] = lambda value: value) -> Any:
    """The content when it is of the kind it should be.

    Raises:
        NotAHub: When it is not.
    """
    if not isinstance(content, kind):
        raise errors.NotAHub(f"The Hub's {what} makes no sense.", "Check the endpoint, or try again later.")
    return convert(content)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _is_about_models(endpoint: Endpoint, url: str) -> bool:
    return repository_of(endpoint, url) != "the repository"


def _clean(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(shown.split())[:MOST_WORDS]
