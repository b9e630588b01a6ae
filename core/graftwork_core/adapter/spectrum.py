"""The singular values of what an adapter adds to each module, from its factors alone. Without torch.

B·A has the singular values of the small core R_B·R_Aᵀ that two QR decompositions leave, so no full matrix is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graftwork_core.adapter.files import AdaptedModule, Adapter
from graftwork_core.adapter.names import Role, kind_of, layer_of
from graftwork_core.errors import BadInput
from graftwork_core.model.values import READABLE, widened
from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.reader import Reader


@dataclass(frozen=True, slots=True)
class ModuleSpectrum:
    """What an adapter adds to one module.

    Attributes:
        path: The module's path in the model.
        layer: Number of its layer; None outside the layers.
        kind: Its own name, such as "q_proj".
        singular: Singular values of scale · B·A, the largest first.
        norm: Their root sum of squares: the Frobenius norm of the difference.
        effective_rank: exp(entropy) of the squared values' shares: how many directions really count
            (Roy & Vetterli 2007).
    """

    path: str
    layer: int | None
    kind: str
    singular: tuple[float, ...]
    norm: float
    effective_rank: float


def has_spectrum(adapted: AdaptedModule) -> bool:
    """Whether a module's factors say it: a plain pair (or an embedding's), without magnitudes or stacked experts."""
    pair = _pair(adapted)
    return (
        pair is not None
        and Role.MAGNITUDE not in adapted.parts
        and Role.E not in adapted.parts
        and all(len(factor.shape) == 2 and factor.dtype in READABLE for factor in pair)
        and pair[0].shape[0] == pair[1].shape[1]
    )


def module_spectrum(adapter: Adapter, adapted: AdaptedModule, reader: Reader) -> ModuleSpectrum:
    """The singular values of one module's difference.

    Raises:
        BadInput: When its factors do not say them (`has_spectrum`), can't be read, or are not finite.
    """
    pair = _pair(adapted)
    if pair is None or not has_spectrum(adapted):
        raise BadInput(f"The factors of {adapted.module} don't tell its singular values.", "Look at another module.")
    a, b = (_matrix(reader, factor) for factor in pair)
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        raise BadInput(f"{pair[0].file}: the factors of {adapted.module} are NaN or infinite.", "Download it again.")
    scale = adapter.config.scale_of(adapted.module, a.shape[0])
    left = np.linalg.qr(b).R
    right = np.linalg.qr(a.T).R
    singular = np.linalg.svd(left @ right.T, compute_uv=False) * abs(scale)
    squares = singular**2
    energy = float(squares.sum())
    shares = squares[squares > 0] / energy if energy else squares[:0]
    return ModuleSpectrum(
        path=adapted.module,
        layer=layer_of(adapted.module),
        kind=kind_of(adapted.module),
        singular=tuple(float(value) for value in singular),
        norm=energy**0.5,
        effective_rank=float(np.exp(-(shares * np.log(shares)).sum())) if len(shares) else 0.0,
    )


def _pair(adapted: AdaptedModule) -> tuple[TensorInfo, TensorInfo] | None:
    for a, b in ((Role.A, Role.B), (Role.EMBEDDING_A, Role.EMBEDDING_B)):
        if a in adapted.parts and b in adapted.parts:
            return adapted.parts[a], adapted.parts[b]
    return None


def _matrix(reader: Reader, tensor: TensorInfo) -> NDArray[Any]:
    content = bytearray(tensor.nbytes)
    reader.read_into(memoryview(content), tensor)
    return widened(content, tensor.dtype).astype(np.float64).reshape(tensor.shape)
