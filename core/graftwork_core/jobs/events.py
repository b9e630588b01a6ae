"""What a running job tells whoever started it: one JSON object a line.

Every line has a `type` and a `seq` that counts from 1, so that a gap shows. An event is data; its wording
(where there is any) is English, and a window may say it in its own words by `kind`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar, Final, TypeVar

from graftwork_core.errors import BadInput
from graftwork_core.reporting import Figure

PROTOCOL: Final = 1
MAX_LINE_BYTES: Final = 1 << 20
"""A reader may refuse a longer line; `to_line` never makes one (the line's end included)."""


@dataclass(frozen=True, slots=True)
class _Event:
    seq: int = field(default=0, kw_only=True)
    type: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Hello(_Event):
    """The first event: who speaks. `torch` and `device` are None as long as torch is not loaded."""

    type: ClassVar[str] = "hello"
    protocol: int
    graftwork: str
    python: str
    pid: int
    torch: str | None = None
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Stage(_Event):
    """A new stage begins; the progress after it counts from nothing again."""

    type: ClassVar[str] = "stage"
    name: str


@dataclass(frozen=True, slots=True)
class Progress(_Event):
    """How far the present stage is.

    Attributes:
        done: What is finished, in `unit`.
        total: All there is to do in this stage, in `unit`.
        unit: "bytes"; "tokens" where a model is asked, "settings" of a sweep.
        bytes_per_s: Speed over the last seconds, in `unit` a second; None while there is too little to tell.
        eta_s: Seconds left of this stage at that speed; None while unknown.
    """

    type: ClassVar[str] = "progress"
    done: int
    total: int
    unit: str = "bytes"
    bytes_per_s: float | None = None
    eta_s: float | None = None


@dataclass(frozen=True, slots=True)
class Metric(_Event):
    """A figure about one thing: a tensor, a question."""

    type: ClassVar[str] = "metric"
    name: str
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Warning(_Event):
    """Something the user should know; the job goes on."""

    type: ClassVar[str] = "warning"
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Result(_Event):
    """The job is done: the last event.

    Attributes:
        kind: The job's kind: "extract", "merge", "graft", "haystack" or "sweep".
        out: The folder that was made.
        data: The engine's result (`as_json()`): figures, warnings, seconds.
    """

    type: ClassVar[str] = "result"
    kind: str
    out: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Error(_Event):
    """The job failed: the last event.

    Attributes:
        kind: "bad_input", "does_not_fit", "no_room", "gpu_oom", "no_engine", "io", "bug", "crashed", …
        message: One sentence: what is wrong, and where.
        hint: What to do about it; may be empty.
        details: A traceback when it is a bug in Graftwork, else empty; never a secret.
        exit_status: The command line's exit status for it.
    """

    type: ClassVar[str] = "error"
    kind: str
    message: str
    hint: str = ""
    details: str = ""
    exit_status: int = 1


@dataclass(frozen=True, slots=True)
class Cancelled(_Event):
    """The job was stopped by the user: the last event. What is on disk can be resumed."""

    type: ClassVar[str] = "cancelled"
    message: str = "The job was cancelled."
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Detached(_Event):
    """The worker goes on alone: it minds neither its stdin nor its readers any more. The last event on stdout."""

    type: ClassVar[str] = "detached"


Event = Hello | Stage | Progress | Metric | Warning | Result | Error | Cancelled | Detached
End = Result | Error | Cancelled
"""How a job ended; exactly one of them is the last event."""

_TYPES: Final[Mapping[str, type[_Event]]] = {
    event.type: event for event in (Hello, Stage, Progress, Metric, Warning, Result, Error, Cancelled, Detached)
}
_E = TypeVar("_E", bound=_Event)


def exit_status(end: End) -> int:
    """The process's exit status for how a job ended: 0, 1, 2, 3 or 130. A check that was not passed is 1."""
    match end:
        case Result():
            return int(end.data.get("passed") is False)
        case Cancelled():
            return 130
        case Error():
            return end.exit_status


def numbered(event: _E, seq: int) -> _E:
    """The same event with its place in the stream."""
    return replace(event, seq=seq)


def to_json(event: Event) -> dict[str, Any]:
    """The event as a JSON object: `type`, `seq`, then its own fields. NaN and infinity become null."""
    own = {one.name: getattr(event, one.name) for one in fields(event) if one.name != "seq"}
    plain = {name: _plain(value) for name, value in own.items()}
    return {"type": event.type, "seq": event.seq, **plain}


def to_line(event: Event) -> str:
    """The event as one line of JSON with its line end, never longer than `MAX_LINE_BYTES`.

    What would be longer loses its long texts and long lists first, then its free-form fields.
    """
    content = to_json(event)
    for shorten in (lambda part: part, _shortened, _bare):
        line = json.dumps(shorten(content), ensure_ascii=True, allow_nan=False) + "\n"
        if len(line) <= MAX_LINE_BYTES:
            return line
    raise AssertionError("a bare event is short")


def parse_event(line: str | bytes) -> Event:
    """Read one line that a worker wrote; fields that this version does not know are left out.

    Raises:
        BadInput: When it is too long, not JSON, not an event we know, or lacks a field.
    """
    if len(line) > MAX_LINE_BYTES:
        raise BadInput(f"The worker wrote a line of {len(line)} bytes, more than the {MAX_LINE_BYTES} allowed.")
    try:
        content = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"The worker wrote a line that is not JSON ({error}).") from error
    if not isinstance(content, dict):
        raise BadInput("The worker wrote a line that is not a JSON object.")
    event = _TYPES.get(str(content.get("type")))
    if event is None:
        raise BadInput(f"The worker wrote an event of an unknown type: {str(content.get('type'))[:40]!r}.")
    values = {one.name: content[one.name] for one in fields(event) if one.name in content}
    for name, value in values.items():
        if not _is_sound(name, value):
            raise BadInput(f"The worker's {event.type} event has a {name} that makes no sense: {str(value)[:40]!r}.")
    try:
        return event(**values)  # type: ignore[return-value]
    except TypeError as error:
        raise BadInput(f"The worker's {event.type} event lacks a field ({error}).") from error


_INTEGERS: Final = frozenset({"seq", "protocol", "pid", "done", "total", "exit_status"})
_NUMBERS: Final = frozenset({"bytes_per_s", "eta_s"})
_OBJECTS: Final = frozenset({"figures", "data"})
_MAYBE_TEXT: Final = frozenset({"torch", "device"})


def _is_sound(name: str, value: object) -> bool:
    if name in _INTEGERS:
        return isinstance(value, int) and not isinstance(value, bool)
    if name in _NUMBERS:
        return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
    if name in _OBJECTS:
        return isinstance(value, dict)
    return isinstance(value, str) or (name in _MAYBE_TEXT and value is None)


def _plain(value: Any) -> Any:
    """The value as JSON knows it: no NaN, no tuples, paths as text."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Mapping():
            return {str(key): _plain(part) for key, part in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_plain(part) for part in value]
        case _:
            return str(value)


_LONGEST_TEXT: Final = 4000
_LONGEST_LIST: Final = 50


def _shortened(value: Any) -> Any:
    match value:
        case str() if len(value) > _LONGEST_TEXT:
            return value[: _LONGEST_TEXT // 2] + " … " + value[-_LONGEST_TEXT // 2 :]
        case dict():
            return {_shortened(key): _shortened(value[key]) for key in list(value)[:_LONGEST_LIST]}
        case list():
            return [_shortened(part) for part in value[:_LONGEST_LIST]]
        case _:
            return value


def _bare(content: dict[str, Any]) -> dict[str, Any]:
    return {name: {} if isinstance(value, dict) else _shortened(value) for name, value in content.items()}
