"""What is done to one tensor of a target: added, replaced, or both."""

from __future__ import annotations

from dataclasses import dataclass

from graftwork_core.weights.header import TensorInfo


@dataclass(frozen=True, slots=True)
class LowRank:
    """W += scale · B·A, or a part of it.

    Attributes:
        a: The factor of shape (rank, in); stacked experts: (experts · rank, in), expert by expert.
        b: The factor of shape (out, rank); stacked experts: (out, rank · experts), rank by rank.
        scale: The adapter's own factor before the product (alpha/rank and the like).
        experts: How many experts are stacked in the factors; 1 is none.
        expert: Which of them this is.
        swapped: The parameter is stored input first, so the product is transposed before `rows` are taken.
        rows: The part of the parameter's rows that this tensor holds; None is all.
        columns: The part of its columns, likewise.
        within: Rows of the tensor on disk that the parameter takes; None is all.
        transposed: The tensor on disk is the transposed of that part (Conv1D, embeddings).
        block: Index into the first dimension of a three-dimensional tensor on disk.
        diagonal: AdaLoRA's singular values between the factors.
        magnitude: DoRA's magnitude of every output.
        weight: The user's weight for this adapter.
    """

    a: TensorInfo
    b: TensorInfo
    scale: float
    experts: int = 1
    expert: int = 0
    swapped: bool = False
    rows: tuple[int, int] | None = None
    columns: tuple[int, int] | None = None
    within: tuple[int, int] | None = None
    transposed: bool = False
    block: int | None = None
    diagonal: TensorInfo | None = None
    magnitude: TensorInfo | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Addition:
    """W += weight · scale · source (the rows that both have)."""

    source: TensorInfo
    scale: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Replacement:
    """W = W + weight · (source - W): the source itself at weight 1."""

    source: TensorInfo
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class RowReplacement:
    """Some rows of W become the source's rows (new or retrained tokens)."""

    source: TensorInfo
    indices: tuple[int, ...]
    weight: float = 1.0


Update = LowRank | Addition | Replacement | RowReplacement
