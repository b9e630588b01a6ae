"""The figures of a comparison of two models, as they are written and read. No torch: the window reads them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.weights.checkpoint import read_json

DIFF_NAME: Final = "difference.json"
SCHEMA: Final = "graftwork/difference-1"
USUAL_RANKS: Final = (4, 8, 16, 32, 64, 128)


@dataclass(frozen=True, slots=True)
class TensorDiff:
    """One tensor that both models have.

    Attributes:
        name: Its name on disk.
        module: Its module's path.
        layer: Number of its layer; None outside the layers.
        kind: The module's own name, such as "q_proj"; a bias says so ("q_proj.bias").
        shape: Rows and columns (or less) that both have.
        part: "low_rank", "embedding", "whole" or "left_out": what an extraction would make of it.
        relative: |donor - base| / |base|, Frobenius; 0 is equal.
        energy: |donor - base|².
        weight: |base|².
        noise: Share of that energy that is only the donor's rounding.
        rank: Singular values above the noise; None where it is no matrix of a layer.
        captured: Share of the energy that an adapter of that rank would have; None likewise.
    """

    name: str
    module: str
    layer: int | None
    kind: str
    shape: tuple[int, ...]
    part: str
    relative: float
    energy: float
    weight: float
    noise: float
    rank: int | None
    captured: float | None


@dataclass(frozen=True, slots=True)
class Diff:
    """What a fine-tune changed.

    Attributes:
        base: The original's name.
        donor: The fine-tune's name.
        tensors: Every tensor that both have, in the order of the files.
        only_base: Tensors that only the base has.
        only_donor: Tensors that only the donor has.
        suggested_nbytes: Bytes of a bf16 adapter in which each module has its suggested rank; as an extraction makes
            it by default, without embeddings and head.
        nbytes_of_rank: Uniform rank → bytes of such an adapter.
    """

    base: str
    donor: str
    tensors: tuple[TensorDiff, ...]
    only_base: tuple[str, ...]
    only_donor: tuple[str, ...]
    suggested_nbytes: int
    nbytes_of_rank: Mapping[int, int]


def read_diff(folder: Path) -> Diff:
    """Read a comparison's figures.

    Raises:
        BadInput: When the folder holds none, or they are damaged.
    """
    content = read_json(folder / DIFF_NAME)
    if content.get("schema") != SCHEMA:
        raise BadInput(f"{folder / DIFF_NAME} is of another version ({content.get('schema')!r}).", "Compare again.")
    try:
        tensors = tuple(map(_tensor, content["tensors"]))
        return Diff(
            base=str(content["base"]),
            donor=str(content["donor"]),
            tensors=tensors,
            only_base=tuple(map(str, content["only_base"])),
            only_donor=tuple(map(str, content["only_donor"])),
            suggested_nbytes=int(content["suggested_nbytes"]),
            nbytes_of_rank={int(rank): int(nbytes) for rank, nbytes in content["nbytes_of_rank"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise BadInput(f"{folder / DIFF_NAME} is damaged ({error}).", "Compare the two models again.") from error


def _tensor(content: Mapping[str, Any]) -> TensorDiff:
    layer, rank, captured = content["layer"], content["rank"], content["captured"]
    figures = {name: _figure(content[name]) for name in ("relative", "energy", "weight", "noise")}
    return TensorDiff(
        name=str(content["name"]),
        module=str(content["module"]),
        layer=None if layer is None else int(layer),
        kind=str(content["kind"]),
        shape=tuple(map(int, content["shape"])),
        part=str(content["part"]),
        rank=None if rank is None else int(rank),
        captured=None if captured is None else _figure(captured),
        **figures,
    )


def _figure(value: Any) -> float:
    figure = float(value)
    if not math.isfinite(figure) or figure < 0:
        raise ValueError(f"a figure is {value!r}")
    return figure
