"""The best low-rank factors of a matrix, from a few passes over its rows.

Randomized block Krylov iteration (Musco & Musco, https://arxiv.org/abs/1504.05477) with full
reorthogonalisation: each pass multiplies one more block, Y = D·Z and DᵀY, and the energy that the basis captures
at the wanted rank is known exactly from YᵀY. It stops when another block no longer gains anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import torch

from graftwork_core.extract.difference import Difference

_SETTLED: Final = 5e-4
"""A pass that gains less than this share of the captured energy was the last."""
_MOST_PASSES: Final = 24
_SMALLEST_BLOCK: Final = 16
_DENSE_SIDE: Final = 512
_NEGLIGIBLE: Final = 1e-7


@dataclass(frozen=True)
class Factors:
    """D ≈ left @ right.

    Attributes:
        left: U·√S, shape (rows, rank), float32, on the CPU.
        right: √S·Vᵀ, shape (rank, columns), float32, on the CPU.
        singular: The singular values, largest first.
        captured: |left @ right|², the energy that is captured of |D|².
        passes: How often D was gone through.
    """

    left: torch.Tensor
    right: torch.Tensor
    singular: tuple[float, ...]
    captured: float
    passes: int


def factor(difference: Difference, rank: int, *, seed: int, above_noise: bool = False) -> Factors:
    """Factor a difference.

    Args:
        difference: D, shape (rows, columns).
        rank: The rank wanted (with `above_noise`: the limit).
        seed: Of the random start.
        above_noise: Take only singular values that D's rounding noise alone would not have.

    Raises:
        BadInput: When a weight is NaN or infinite.
    """
    rank = min(rank, difference.rows, difference.columns)
    block = max(_SMALLEST_BLOCK, rank // 2)
    short = min(difference.rows, difference.columns)
    if short <= max(_DENSE_SIDE, 3 * (rank + block)):
        return _factor_dense(difference, rank, above_noise)
    return _factor_krylov(difference, rank, block, seed, above_noise)


def _factor_krylov(difference: Difference, limit: int, block: int, seed: int, above_noise: bool) -> Factors:
    generator = torch.Generator().manual_seed(seed)
    block_start = torch.randn(difference.columns, block, generator=generator)
    basis, images, gram = _multiply(difference, block_start)
    before, passes = 0.0, 1
    while True:
        squares, mixing = _ritz(images)
        rank = _count_above_noise(squares, difference, limit) if above_noise else limit
        captured = float(squares[:rank].sum())
        wide_enough = basis.shape[1] >= rank + block
        settled = wide_enough and captured - before <= _SETTLED * captured
        full = basis.shape[1] + block > min(difference.rows, difference.columns)
        if settled or full or passes == _MOST_PASSES:
            break
        before = captured
        direction, image, gram = _multiply(difference, _next_block(gram, basis))
        basis, images = torch.cat((basis, direction), dim=1), torch.cat((images, image), dim=1)
        passes += 1
    mixing = mixing[:, :rank].to(images.device, torch.float32)
    return _split(images @ mixing, basis @ mixing, squares[:rank], passes)


def _multiply(difference: Difference, direction: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """One pass: the orthonormal block Z, its image D·Z, and Dᵀ·D·Z."""
    basis: torch.Tensor | None = None
    image = gram = direction
    for start, rows in difference.blocks():
        if basis is None:
            basis = torch.linalg.qr(direction.to(rows.device)).Q
            image = torch.empty(difference.rows, basis.shape[1], device=rows.device)
            gram = torch.zeros(difference.columns, basis.shape[1], device=rows.device)
        part = image[start : start + len(rows)]
        torch.mm(rows, basis, out=part)
        gram.addmm_(rows.T, part)
    assert basis is not None
    return basis, image, gram


def _next_block(gram: torch.Tensor, basis: torch.Tensor) -> torch.Tensor:
    """What is new in a block, orthogonal to the basis; done twice because once loses digits."""
    block = gram
    for _ in range(2):
        block = block - basis @ (basis.T @ block)
        block = torch.linalg.qr(block).Q
    return block


def _ritz(images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Squared singular values of D on the basis, largest first, and the mixing of the basis for each."""
    small = images.double() if images.device.type != "mps" else images.cpu().double()
    squares, mixing = torch.linalg.eigh((small.T @ small).cpu())
    return squares.flip(0).clamp_min(0), mixing.flip(1)


def _count_above_noise(squares: torch.Tensor, difference: Difference, limit: int) -> int:
    above = int((squares.sqrt() > max(difference.noise_floor, _NEGLIGIBLE * float(squares[0].sqrt()))).sum())
    return max(1, min(above, limit))


def _factor_dense(difference: Difference, limit: int, above_noise: bool) -> Factors:
    """Small or nearly full-rank matrices: the exact decomposition, by way of the short side's Gram matrix."""
    whole = torch.cat([rows.double().cpu() for _, rows in difference.blocks()])
    if min(whole.shape) <= _DENSE_SIDE:
        left, singular, right = torch.linalg.svd(whole, full_matrices=False)
        squares = singular.square()
        rank = _count_above_noise(squares, difference, limit) if above_noise else limit
        return _split((left * singular)[:, :rank].float(), right[:rank].T.float(), squares[:rank], 1)
    tall = whole.shape[0] >= whole.shape[1]
    squares, vectors = torch.linalg.eigh(whole.T @ whole if tall else whole @ whole.T)
    squares, vectors = squares.flip(0).clamp_min(0), vectors.flip(1)
    rank = _count_above_noise(squares, difference, limit) if above_noise else limit
    if tall:
        right = vectors[:, :rank]
        return _split((whole @ right).float(), right.float(), squares[:rank], 1)
    left = vectors[:, :rank]
    scale = squares[:rank].sqrt().clamp_min(1e-300)
    return _split((left * scale).float(), (whole.T @ left / scale).float(), squares[:rank], 1)


def _split(scaled_left: torch.Tensor, right: torch.Tensor, squares: torch.Tensor, passes: int) -> Factors:
    """Share the singular values between both sides: (U·S, V, S²) → U·√S and √S·Vᵀ."""
    singular = squares.sqrt()
    largest = float(singular[0]) if len(singular) else 0.0
    root = torch.where(singular > _NEGLIGIBLE * largest, singular, 0).sqrt()
    inverse = torch.where(root > 0, 1 / root.clamp_min(1e-300), 0)
    left = scaled_left.cpu() * inverse.float()
    return Factors(
        left=left.contiguous(),
        right=(right.cpu() * root.float()).T.contiguous(),
        singular=tuple(float(value) for value in singular),
        captured=float(squares.sum()),
        passes=passes,
    )
