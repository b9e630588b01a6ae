"""Whether a length has room in memory, and how long a check would take: the engine's forecast, octave by octave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from graftwork.widgets.length_slider import LONGEST, SHORTEST, Room

if TYPE_CHECKING:
    from graftwork_core.haystack.plans.presets import Procedure
    from graftwork_core.model.info import ModelInfo

translate = QCoreApplication.translate
_QUESTION: Final = 60
"""Tokens of a question with its answer, about."""
_LOOKS: Final = 50
"""Places of a question at which its answer and the others' are foretold."""
_WRITTEN: Final = 12
"""Tokens of a written answer, about."""


@dataclass(frozen=True, slots=True)
class LengthForecast:
    """What a length needs.

    Attributes:
        nbytes: Memory in bytes.
        available: Bytes that are free where it would run; 0 when nobody knows.
        room: Whether it fits, and where.
    """

    nbytes: int
    available: int
    room: Room


def forecasts(info: ModelInfo) -> dict[int, LengthForecast]:
    """The forecast for every octave of the slider.

    Asks the system for free memory, and a GPU's driver: not for the window's thread.
    """
    from graftwork_core.haystack.engines.forecast import Home, home, memory, on_cpu
    from graftwork_core.memory import free_memory, gpus

    ram, graphics = free_memory(), [one.free for one in gpus()]
    rooms = {Home.GPU: Room.GPU, Home.RAM: Room.MEMORY, Home.NOWHERE: Room.NONE}
    found = {}
    for length in (2**octave for octave in range(SHORTEST, LONGEST + 1)):
        place = rooms[home(info, length, ram=ram, gpus=graphics)]
        if place is Room.GPU:
            found[length] = LengthForecast(memory(info, length).total, max(graphics), place)
        else:
            found[length] = LengthForecast(on_cpu(info, length, ram).total, ram or 0, place)
    return found


def seconds_of(info: ModelInfo, procedure: Procedure, models: int) -> float:
    """About how long a check takes on this machine's CPU.

    Args:
        info: The model.
        procedure: What is asked.
        models: How many models are asked.
    """
    from graftwork_core.haystack.engines.forecast import guess
    from graftwork_core.haystack.plans.besides import besides

    speed, plan = guess(info, _rate()), procedure.plan
    writes, looks = (0, _LOOKS) if plan.grading == "forced" else (_WRITTEN, 0)
    total = 0.0 if plan.mode == "isolated" else speed.seconds(0, plan.lengths[-1])
    total += sum(speed.seconds(0, length) * count for length, count in besides(procedure))
    for length in plan.lengths:
        count = len(plan.depth_list) * plan.repeats_at(length) * len(plan.seeds)
        each = speed.seconds(0, length) if plan.mode == "isolated" else speed.seconds(length, _QUESTION, looks=looks)
        total += count * (each + writes * speed.seconds(length, 1))
    return models * total


def room_words(known: Mapping[int, LengthForecast], length: int) -> str:
    """What the chosen length needs, in one sentence; empty when nobody knows."""
    from graftwork_core.units import format_bytes

    forecast = known.get(length)
    if forecast is None:
        return ""
    sentences = {
        Room.GPU: translate("room", "Fits the GPU: about {needed} of {free} free."),
        Room.MEMORY: translate("room", "Fits in memory: about {needed} of {free} free."),
        Room.NONE: translate("room", "Does not fit: about {needed}, and {free} are free. A server can do it."),
    }
    return sentences[forecast.room].format(needed=format_bytes(forecast.nbytes), free=format_bytes(forecast.available))


@lru_cache(maxsize=1)
def _rate() -> float:
    from graftwork_core.haystack.engines.forecast import cpu_rate

    return cpu_rate()
