"""How far a job is, in the window's words: the stage's name, amounts, speed, time left."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from graftwork.amounts import duration, unbroken
from graftwork.engine_words import engine_words
from graftwork.running import Hitch, Progressed

translate = QCoreApplication.translate


def figure_text(progress: Progressed, short: bool = False) -> str:
    """Amounts, speed and time left, as far as they are known; `short`, for one line, leaves the amounts out."""
    from graftwork_core.units import format_bytes, format_count

    if progress.total <= 0:
        return "" if progress.hitch is None else hitch_text(progress.hitch, short)
    say: Callable[[int], str] = format_bytes
    match progress.unit:
        case "tokens":
            say, amounts = format_count, translate("RunBar", "{done} of {total} tokens")
            speed = translate("RunBar", "{speed} tokens/s")
        case "settings":
            say, amounts, speed = format_count, translate("RunBar", "{done} of {total} settings"), ""
        case _:
            amounts = translate("RunBar", "{done} of {total}")
            speed = translate("RunBar", "{speed}/s")
    done, total = unbroken(say(progress.done)), unbroken(say(progress.total))
    parts = [] if short else [amounts.format(done=done, total=total)]
    if progress.hitch is not None:
        return " · ".join((*parts, hitch_text(progress.hitch, short)))
    if progress.bytes_per_s and speed:
        pace = say(int(progress.bytes_per_s))
        parts.append(speed.format(speed=pace if short else unbroken(pace)))
    if progress.eta_s is not None:
        parts.append(translate("RunBar", "{time} left").format(time=duration(progress.eta_s)))
    return " · ".join(parts)


def hitch_text(hitch: Hitch, short: bool = False) -> str:
    """Why a transfer does not get on, and since when or how long; `short` leaves the reason out."""
    seconds = math.ceil(hitch.seconds)
    if not hitch.reason:
        return translate("RunBar", "no data for {seconds} s").format(seconds=seconds)
    again = translate("RunBar", "trying again in {seconds} s").format(seconds=seconds)
    return again if short else f"{again}: {engine_words(hitch.reason)}"


def stage_name(stage: str) -> str:
    """What the window calls a stage of the engine's."""
    names = {
        "": translate("stages", "Starting the engine…"),
        "checking": translate("stages", "Checking the models"),
        "extracting": translate("stages", "Extracting the difference"),
        "comparing": translate("stages", "Comparing the weights"),
        "writing": translate("stages", "Writing the adapter"),
        "merging": translate("stages", "Merging into the target"),
        "verifying": translate("stages", "Verifying what was written"),
        "flushing": translate("stages", "Writing to the disk"),
        "loading": translate("stages", "Loading the model"),
        "smoke": translate("stages", "Asking a few short questions"),
        "scanning": translate("stages", "Looking for the needles"),
        "confirming": translate("stages", "Confirming the edge"),
        "controls": translate("stages", "Checking the controls"),
        "reading": translate("stages", "Reading the prompt"),
        "writing a reply": translate("stages", "Writing the reply"),
        "asking": translate("stages", "Asking the model"),
        "downloading": translate("stages", "Downloading"),
        "hashing": translate("stages", "Checking every byte"),
        "uploading": translate("stages", "Uploading"),
        "publishing": translate("stages", "Publishing"),
        "sweeping": translate("stages", "Trying the settings"),
    }
    return names.get(stage, stage.capitalize())
