"""What a check will take, before it starts and while it runs: memory from the model's shape, time from speeds.

No torch: the window asks too, for every length on its slider.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from graftwork_core.haystack.plans.trial import Document
from graftwork_core.haystack.texts.beginnings import common_beginning
from graftwork_core.model.info import ModelInfo
from graftwork_core.threads import cores, threads_for

CHUNK: Final = 2048
PROGRAM_BYTES: Final = 450_000_000
"""What the interpreter takes with torch and transformers loaded."""
_BYTES: Final = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2}
LOOKED_AT: Final = 80
"""Places at which answer and foils are foretold in one pass: each has the whole vocabulary in float32, twice."""
_REMEMBERED: Final = 500
_TOLD_APART: Final = 4
_ATTENTION_SHARE: Final = 0.6
"""How fast attention is, compared with plain matrix products."""
_BYTES_PER_SECOND: Final = 8e9
"""How fast weights come from memory: what a pass of a single token waits for."""


class Home(StrEnum):
    """Where a model with its context has room."""

    GPU = "gpu"
    RAM = "ram"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes at the peak.

    Attributes:
        weights: The model.
        context: Keys and values of the longest context.
        work: One chunk on its way through a layer, and a question's log-probabilities.
        program: The interpreter and its libraries; 0 on a GPU.
    """

    weights: int
    context: int
    work: int
    program: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.weights + self.context + self.work + self.program


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds that passes take.

    Attributes:
        per_pass: For each pass, however few tokens it has.
        per_token: For each token, without anything before it.
        per_pair: For each token and each position before it.
        per_look: For each place at which the vocabulary is looked at; 0 where the others hold that, too.
    """

    per_pass: float
    per_token: float
    per_pair: float
    per_look: float = 0.0

    def seconds(self, start: int, tokens: int, chunk: int = CHUNK, looks: int = 0) -> float:
        """Time to read so many tokens behind a context of `start`, and to foretell at some of them."""
        passes = -(-tokens // chunk)
        reading = self.per_pass * passes + self.per_token * tokens + self.per_pair * tokens * (start + tokens / 2)
        return reading + self.per_look * looks


def memory(info: ModelInfo, tokens: int, *, value_bytes: int | None = None, chunk: int = CHUNK) -> Memory:
    """What a context of so many tokens takes.

    Args:
        info: The model.
        tokens: The longest prompt.
        value_bytes: Of a number while it computes; as it is stored when None.
        chunk: Tokens worked on at once.
    """
    size = value_bytes or stored_bytes(info)
    hidden, heads = info.hidden or 0, info.heads or 1
    width = info.head_dim or hidden // heads
    values = 2 * (info.layers or 0) * (info.kv_heads or heads) * width
    # The residual, its norm, and either the three parts of a gated layer or queries, their rotation and outcomes.
    per_token = 2 * hidden + max(3 * (info.intermediate or 4 * hidden), 6 * heads * width)
    looked_at = 2 * 4 * LOOKED_AT * (info.vocabulary or 0)
    return Memory(
        weights=info.parameters * size,
        context=values * size * tokens,
        work=min(chunk, tokens) * per_token * size + looked_at,
    )


def stored_bytes(info: ModelInfo) -> int:
    """Bytes of a number as most of the model is stored."""
    return _BYTES.get(info.dtype, 2)


def cpu_bytes(info: ModelInfo, free: int | None) -> int:
    """Bytes of a number when a CPU computes: four, unless so large a model would fill half of what is free."""
    stored = stored_bytes(info)
    return stored if free is not None and info.parameters * 4 > free // 2 else max(stored, 4)


def home(info: ModelInfo, tokens: int, *, ram: int | None, gpus: Sequence[int] = (), chunk: int = CHUNK) -> Home:
    """Where a model has room with a context of so many tokens.

    Args:
        info: The model.
        tokens: The longest prompt.
        ram: Bytes free in memory; None when nobody knows, which is taken for enough.
        gpus: Bytes free on every GPU; one of them has to hold all.
        chunk: Tokens worked on at once.
    """
    if memory(info, tokens, chunk=chunk).total <= max(gpus, default=0):
        return Home.GPU
    return Home.RAM if ram is None or on_cpu(info, tokens, ram, chunk).total <= ram else Home.NOWHERE


def on_cpu(info: ModelInfo, tokens: int, ram: int | None, chunk: int = CHUNK) -> Memory:
    """What a context of so many tokens takes when the CPU computes, the program included."""
    needed = memory(info, tokens, value_bytes=cpu_bytes(info, ram), chunk=chunk)
    return Memory(needed.weights, needed.context, needed.work, PROGRAM_BYTES)


def guess(info: ModelInfo, operations_per_second: float) -> Speed:
    """Speed before anything was measured, from the model's shape.

    Args:
        info: The model.
        operations_per_second: Of matrix products in float32, on all cores; see `cpu_rate`.
    """
    hidden, heads = info.hidden or 0, info.heads or 1
    table = (info.vocabulary or 0) * hidden
    width = heads * (info.head_dim or hidden // heads)
    rate = operations_per_second * threads_for(info.parameters) / cores()
    return Speed(
        per_pass=4 * info.parameters / _BYTES_PER_SECOND,
        per_token=2 * max(info.parameters - (1 if info.tied else 2) * table, 0) / rate,
        per_pair=4 * (info.layers or 0) * width / (rate * _ATTENTION_SHARE),
        per_look=2 * table / rate,
    )


def cpu_rate() -> float:
    """Operations a second of a matrix product on all of this machine's cores; takes about a tenth of a second."""
    rows, inner, columns = 512, 1024, 1024
    left, right = np.ones((rows, inner), np.float32), np.ones((inner, columns), np.float32)
    times = []
    for _ in range(5):
        started = time.perf_counter()
        np.matmul(left, right)
        times.append(time.perf_counter() - started)
    return 2 * rows * inner * columns / max(min(times), 1e-9)


class Speedometer:
    """Speed as it was seen, from the passes of late."""

    def __init__(self) -> None:
        self._seen: deque[tuple[int, int, float]] = deque(maxlen=_REMEMBERED)

    def saw(self, start: int, tokens: int, seconds: float) -> None:
        """One pass of so many tokens behind a context of `start` took so long."""
        if tokens > 0 and seconds > 0:
            self._seen.append((start, tokens, seconds))

    @property
    def speed(self) -> Speed | None:
        """What fits best, every pass counting by its relative error; None before two were seen.

        What passes of one size cost beside their tokens cannot be told from them, and is taken for nothing.
        """
        if len(self._seen) < 2:
            return None
        counts = [tokens for _, tokens, _ in self._seen]
        rows = np.array([(1.0, tokens, tokens * (start + tokens / 2)) for start, tokens, _ in self._seen])
        seconds = np.array([passed for _, _, passed in self._seen])
        told_apart = max(counts) >= _TOLD_APART * min(counts)
        return Speed(*_not_negative(rows / seconds[:, None], [0, 1, 2] if told_apart else [1, 2]))


def seconds_for(documents: Iterable[Document], speed: Speed, *, new_tokens: int = 0, chunk: int = CHUNK) -> float:
    """Time for a plan.

    Args:
        documents: In the order in which they are asked about; what two have in common at the beginning is read once.
        speed: Of the model.
        new_tokens: How many tokens the model writes for each question; 0 when answers are scored.
        chunk: Tokens worked on at once.
    """
    total = 0.0
    before: Sequence[int] = ()
    for document in documents:
        last = max((checkpoint.body_tokens for checkpoint in document.checkpoints), default=0)
        start = min(common_beginning(before, document.ids), last)
        total += speed.seconds(start, last - start, chunk)
        before = document.ids[:last]
        for checkpoint in document.checkpoints:
            for question in checkpoint.questions:
                answers = (question.answer_ids, *question.foil_ids) if not new_tokens else ()
                own = len(question.suffix_ids) + len(question.prefix_ids) + sum(len(answer) - 1 for answer in answers)
                total += speed.seconds(checkpoint.body_tokens, own, chunk, sum(map(len, answers)))
                total += new_tokens * speed.seconds(checkpoint.body_tokens + own, 1)
    return total


def _not_negative(rows: np.ndarray, used: list[int]) -> list[float]:
    """Least squares of rows · x = 1 with x ≥ 0 over some columns; the most negative is left out until none is."""
    while True:
        scales = np.abs(rows[:, used]).max(axis=0)
        found, *_ = np.linalg.lstsq(rows[:, used] / scales, np.ones(len(rows)), rcond=None)
        if found.min() >= 0 or len(used) == 1:
            break
        used.pop(int(found.argmin()))
    result = [0.0] * rows.shape[1]
    for place, value, scale in zip(used, found, scales, strict=True):
        result[place] = max(0.0, float(value / scale))
    return result
