"""A job of the history in words: what it is, how it stands, where it runs, why it stopped, what it made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDateTime, QLocale

from graftwork.amounts import duration
from graftwork.engine_words import engine_words
from graftwork.haystack.verdict_words import language
from graftwork.models.coverage import percent
from graftwork.progress_words import figure_text, stage_name
from graftwork.results import result_words
from graftwork.running import Ended, Progressed, json_object
from graftwork.wording import joined

if TYPE_CHECKING:
    from graftwork_core.jobs.store import Attempt, JobRecord

translate = QCoreApplication.translate
ICONS: Final = {
    "done": ("ok", "ok"),
    "failed": ("blocking", "blocking"),
    "running": ("play", "accent"),
    "queued": ("recent", "muted"),
    "cancelled": ("stop", "muted"),
    "interrupted": ("warning", "warning"),
}
GO_ON: Final = str(QT_TRANSLATE_NOOP("jobs", "It can go on where it stopped."))
TRANSFERS: Final = ("download", "upload")
"""Kinds of jobs that are paused rather than cancelled: nobody loses what has travelled."""
Figures = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as the list shows it.

    Attributes:
        record: What the store knows.
        now: How far it is, when it runs; newer than the store's where it runs in this window.
        place: Its place in the queue, from 1; 0 when it does not wait.
        is_here: It runs in this window.
    """

    record: JobRecord
    now: Progressed | None = None
    place: int = 0
    is_here: bool = False

    @property
    def share(self) -> float | None:
        """How much of the stage is done, 0 to 1; None when that is not known."""
        return min(1.0, self.now.done / self.now.total) if self.now is not None and self.now.total > 0 else None


def kind_name(kind: str) -> str:
    """What a kind of job is called."""
    names = {
        "extract": translate("jobs", "Extraction"),
        "merge": translate("jobs", "Merge"),
        "graft": translate("jobs", "Graft"),
        "haystack": translate("jobs", "Check"),
        "sweep": translate("jobs", "Sweep"),
        "prompt": translate("jobs", "Prompt"),
        "diff": translate("jobs", "Comparison"),
        "download": translate("jobs", "Download"),
        "upload": translate("jobs", "Upload"),
    }
    return names.get(kind, kind)


def status_text(row: JobRow) -> str:
    """How it stands, in few words."""
    record = row.record
    if row.place:
        return translate("jobs", "Waiting, place {place}").format(place=row.place)
    if record.status == "running" and record.cancelling:
        return translate("jobs", "Stopping…")
    if record.status == "running":
        stage = stage_name(row.now.stage if row.now is not None else record.stage)
        return stage if row.share is None else f"{int(row.share * 100)} % · {stage}"
    words = {
        "done": translate("jobs", "Done"),
        "failed": translate("jobs", "Failed"),
        "queued": translate("jobs", "About to start"),
        "cancelled": translate("jobs", "Paused") if record.kind in TRANSFERS else translate("jobs", "Cancelled"),
        "interrupted": translate("jobs", "Interrupted"),
    }
    return words.get(record.status, record.status)


def pace_text(row: JobRow) -> str:
    """Speed and time left, as far as they are known."""
    return figure_text(row.now, short=True) if row.now is not None else ""


def began_text(record: JobRecord) -> str:
    """When it began; of today only the time, of another year only the day. Of a job that has yet to begin: nothing."""
    if record.started is None or record.status == "queued":
        return ""
    moment, now = QDateTime.fromSecsSinceEpoch(int(record.started)), QDateTime.currentDateTime()
    clock = QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)
    if moment.date() == now.date():
        return clock
    if moment.date().year() != now.date().year():
        return str(QLocale().toString(moment.date(), QLocale.FormatType.ShortFormat))
    day = QLocale().toString(moment.date(), translate("jobs", "MMM d", "the form of a day, as Qt has it"))
    return translate("jobs", "{day}, {clock}").format(day=day, clock=clock)


def took_text(record: JobRecord, now: float) -> str:
    """How long it took, or takes up to now."""
    if record.started is None or record.status == "queued":
        return ""
    end = record.ended if record.ended is not None else now if record.status == "running" else None
    return "" if end is None else duration(max(0.0, end - record.started))


def sentence(row: JobRow) -> str:
    """How it stands, in a sentence or two."""
    record = row.record
    if row.place:
        return translate("jobs", "It waits in the queue, at place {place}.").format(place=row.place)
    if record.status == "running":
        amounts = figure_text(row.now) if row.now is not None else ""
        stage = translate("jobs", "{status}.", "a sentence of its own").format(status=status_text(row))
        return joined(_where(row), stage, amounts)
    if record.error is not None:
        return error_text(record)
    return {
        "done": translate("jobs", "It is done."),
        "cancelled": translate("jobs", "It is paused, and goes on with the byte where it stopped.")
        if record.kind in TRANSFERS
        else translate("jobs", "It was cancelled. What it has done is kept where it can go on."),
        "interrupted": translate("jobs", "It was interrupted and can go on."),
        "queued": translate("jobs", "It is about to start."),
    }.get(record.status, "")


def error_text(record: JobRecord) -> str:
    """Why the last attempt failed or vanished, and what to do."""
    error = record.error or {}
    kind = str(error.get("kind") or "")
    known = {
        "restarted": translate("jobs", "The machine was restarted while it ran."),
        "abandoned": translate("jobs", "The program that ran it was closed or ended in the middle."),
        "killed": translate("jobs", "Its process was ended from outside of Graftwork."),
    }
    if kind in known:
        return joined(known[kind], translate("jobs", GO_ON))
    if kind == "no_room" and record.ending == "killed":
        text = translate("jobs", "The system ended it because the machine ran out of memory.")
        held = translate("jobs", "It held {peak} at most.").format(peak=_bytes(record.peak)) if record.peak else ""
        reckoned = translate("jobs", "{needed} were estimated.") if record.needed else ""
        less = translate("jobs", "Close other programs, or choose fewer threads.")
        parts = (text, held, reckoned.format(needed=_bytes(record.needed)), less, translate("jobs", GO_ON))
        return joined(*parts)
    said = (str(error.get(name) or "") for name in ("message", "hint"))
    return joined(*map(engine_words, said))


def attempts_text(record: JobRecord, attempts: Sequence[Attempt]) -> str:
    """What came before the present attempt; empty when it is the first."""
    if not attempts:
        return ""
    lines = [translate("jobs", "This is attempt {number}.").format(number=record.attempt)]
    for one in attempts:
        words = {
            "failed": translate("jobs", "Attempt {number} failed."),
            "cancelled": translate("jobs", "Attempt {number} was cancelled."),
        }
        text = words.get(one.status, translate("jobs", "Attempt {number} was interrupted."))
        reason = engine_words(str((one.error or {}).get("message", "")))
        lines.append(f"{text.format(number=one.number)} {reason}".strip())
    return "\n".join(lines)


def figures(record: JobRecord) -> Figures:
    """What a job left, as (label, value) pairs."""
    data = (record.result or {}).get("data")
    found: list[tuple[str, str]] = []
    if isinstance(data, Mapping):
        make = _FIGURES.get(record.kind)
        ended = Ended(json_object(record.spec), dict(data), str(record.out))
        found = list(make(data)) if make is not None else list(result_words(ended).figures)
    if record.peak:
        found.append((translate("jobs", "memory at most"), _bytes(record.peak)))
    return tuple((label, value) for label, value in found if value)


def verdict(record: JobRecord) -> str:
    """A check's own sentence; empty for other jobs."""
    data = (record.result or {}).get("data")
    said = data.get("verdict") if isinstance(data, Mapping) else None
    return str(said.get(f"sentence_{language()}") or "") if isinstance(said, Mapping) else ""


def warnings(record: JobRecord) -> tuple[str, ...]:
    """What the engine warned of in its result."""
    data = (record.result or {}).get("data")
    if not isinstance(data, Mapping):
        return ()
    return result_words(Ended(json_object(record.spec), dict(data), str(record.out))).notes


def _where(row: JobRow) -> str:
    if row.is_here:
        return ""
    if row.record.keeper is None:
        return translate("jobs", "It runs in a terminal.")
    return translate("jobs", "It runs in the background.")


def _check(data: Mapping[str, Any]) -> Figures:
    whole, reach = _part(data, "whole"), _part(data, "effective")
    hits, asked = _number(whole, "hits"), _number(whole, "n")
    found = translate("jobs", "{hits} of {asked}").format(hits=int(hits), asked=int(asked)) if hits and asked else ""
    ours = _number(reach, "ours")
    sound = translate("jobs", "nowhere") if "ours" in reach and ours is None else _length(ours)
    return (
        (translate("jobs", "sound to"), sound),
        (translate("jobs", "facts found"), found),
        (translate("jobs", "took"), _seconds(data)),
    )


def _sweep(data: Mapping[str, Any]) -> Figures:
    points, best = data.get("points"), _part(data, "best")
    setting = _part(best, "setting") or best
    weight, rank = _number(setting, "weight"), _number(setting, "rank")
    return (
        (translate("jobs", "settings tried"), str(len(points)) if isinstance(points, list) else ""),
        (translate("jobs", "best weight"), f"{weight:g}" if weight is not None else ""),
        (translate("jobs", "at rank"), f"{rank:g}" if rank is not None else ""),
        (translate("jobs", "took"), _seconds(data)),
    )


def _difference(data: Mapping[str, Any]) -> Figures:
    changed, tensors = _number(data, "changed"), _number(data, "tensors")
    relative, rank, size = (_number(data, name) for name in ("relative", "rank", "suggested_nbytes"))
    many = translate("jobs", "{changed} of {tensors}")
    return (
        (translate("jobs", "relative difference"), percent(relative) if relative is not None else ""),
        (
            translate("jobs", "tensors changed"),
            many.format(changed=int(changed), tensors=int(tensors)) if changed is not None and tensors else "",
        ),
        (translate("jobs", "highest suggested rank"), f"{rank:g}" if rank is not None else ""),
        (translate("jobs", "size of that adapter"), _bytes(size)),
        (translate("jobs", "took"), _seconds(data)),
    )


def _transfer(data: Mapping[str, Any]) -> Figures:
    files = _number(data, "files")
    travelled = _number(data, "fetched") if "fetched" in data else _number(data, "sent")
    return (
        (translate("jobs", "files"), f"{files:g}" if files is not None else ""),
        (translate("jobs", "in all"), _bytes(_number(data, "nbytes"))),
        (translate("jobs", "over the network"), _bytes(travelled)),
        (translate("jobs", "took"), _seconds(data)),
    )


def _upload(data: Mapping[str, Any]) -> Figures:
    seen = translate("jobs", "only its owner") if data.get("private") is True else translate("jobs", "everybody")
    page = data.get("page")
    return (
        *_transfer(data),
        (translate("jobs", "seen by"), seen),
        (translate("jobs", "page"), page if isinstance(page, str) else ""),
    )


def _prompt(data: Mapping[str, Any]) -> Figures:
    return ((translate("jobs", "took"), _seconds(data)),)


_FIGURES: Final[Mapping[str, Callable[[Mapping[str, Any]], Figures]]] = {
    "haystack": _check,
    "sweep": _sweep,
    "diff": _difference,
    "download": _transfer,
    "upload": _upload,
    "prompt": _prompt,
}


def _part(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = data.get(name)
    return part if isinstance(part, Mapping) else {}


def _number(data: Mapping[str, Any], name: str) -> float | None:
    value = data.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _length(tokens: float | None) -> str:
    from graftwork_core.units import format_length

    return "" if tokens is None else format_length(int(tokens))


def _bytes(nbytes: float | None) -> str:
    from graftwork_core.units import format_bytes

    return "" if nbytes is None else format_bytes(int(nbytes))


def _seconds(data: Mapping[str, Any]) -> str:
    seconds = _number(data, "seconds")
    return "" if seconds is None else duration(seconds)


def folder_of(record: JobRecord) -> Path:
    """The folder to show of a job: what it made, else where that would be."""
    return next((place for place in (record.out, *record.out.parents) if place.is_dir()), record.out)
