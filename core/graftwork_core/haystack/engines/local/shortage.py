"""Running out of memory: how it shows, and the answer to it, which is to work on fewer tokens at once."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Final, TypeVar

import torch

from graftwork_core import compute
from graftwork_core.errors import NotEnoughRoom
from graftwork_core.memory import free_memory
from graftwork_core.units import format_bytes

SMALLEST_CHUNK: Final = 32
_SIGNS: Final = ("not enough memory", "can't allocate memory", "alloc_cpu")
_LEFT_FREE: Final = 256 << 20
Result = TypeVar("Result")


def is_shortage(error: BaseException) -> bool:
    """Whether an error means that memory ran out; torch has no class of its own for a CPU's."""
    if isinstance(error, RuntimeError):
        return compute.is_out_of_memory(error) or any(sign in str(error).lower() for sign in _SIGNS)
    return isinstance(error, MemoryError)


class Chunk:
    """How many tokens are worked on at once: halved when memory runs out.

    Attributes:
        tokens: That number now.
        halved_at: What it was at first, when it had to be halved; None when not.
    """

    def __init__(self, tokens: int, device: torch.device) -> None:
        self.tokens = tokens
        self.halved_at: int | None = None
        self._device = device

    def fitting(self, work: Callable[[int], Result]) -> Result:
        """Do some work with as many tokens at once as memory allows.

        Args:
            work: Given that number; leaves nothing half done behind when it fails.

        Raises:
            NotEnoughRoom: When even few are too many.
        """
        while True:
            try:
                return work(self.tokens)
            except (MemoryError, RuntimeError) as error:
                if not is_shortage(error):
                    raise
                if self.tokens <= SMALLEST_CHUNK:
                    raise not_enough(self._device) from error
            self._halve()

    def once(self, work: Callable[[], Result]) -> Result:
        """Do some work that can't be done in smaller pieces.

        Raises:
            NotEnoughRoom: When it is too much.
        """
        try:
            return work()
        except (MemoryError, RuntimeError) as error:
            if not is_shortage(error):
                raise
            raise not_enough(self._device) from error

    @property
    def notes(self) -> tuple[str, ...]:
        """What a report should say: that it was halved."""
        if self.halved_at is None:
            return ()
        return (f"Memory ran short: {self.tokens} tokens at once instead of {self.halved_at}.",)

    def _halve(self) -> None:
        self.halved_at = self.halved_at or self.tokens
        self.tokens = max(SMALLEST_CHUNK, self.tokens // 2)
        gc.collect()
        compute.free_memory(self._device)


def check_room(needed: int, device: torch.device) -> None:
    """Refuse what the machine cannot hold, before the operating system ends the process for it.

    Args:
        needed: Bytes about to be taken.
        device: Where.

    Raises:
        NotEnoughRoom: When so much is not free.
    """
    if device.type != "cpu":
        return
    free = free_memory()
    if free is not None and needed > max(0, free - _LEFT_FREE):
        raise not_enough(device, f"; another {format_bytes(needed)} were needed and {format_bytes(free)} are free")


def not_enough(device: torch.device, why: str = "") -> NotEnoughRoom:
    """The error for a context that does not fit."""
    return NotEnoughRoom(
        f"The context does not fit into the memory of {device}{why}.",
        "Check shorter lengths, close other programs, or ask the model on a server (--engine URL).",
    )
