"""What "equal" means between two checkpoints, and a fingerprint of everything in a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import torch
from torch import Tensor

_MANTISSA_BITS: Final = {torch.bfloat16: 7, torch.float16: 10, torch.float32: 23}
_LOWEST_EXPONENT: Final = {torch.bfloat16: -126, torch.float16: -14, torch.float32: -126}
_FLOAT32_NOISE: Final = 8 * torch.finfo(torch.float32).eps


def ulp(magnitude: Tensor, dtype: torch.dtype) -> Tensor:
    """The distance between neighbours of `dtype` at each of these magnitudes (float32)."""
    _, exponent = torch.frexp(magnitude.float().abs())
    exponent = (exponent - 1).clamp(min=_LOWEST_EXPONENT[dtype])
    return torch.ldexp(torch.ones_like(magnitude, dtype=torch.float32), exponent - _MANTISSA_BITS[dtype])


def assert_same_table(ours: Mapping[str, Tensor], theirs: Mapping[str, Tensor]) -> None:
    """The same names, shapes and dtypes."""
    assert set(ours) == set(theirs), f"only ours {set(ours) - set(theirs)}, only theirs {set(theirs) - set(ours)}"
    for name, tensor in theirs.items():
        assert ours[name].shape == tensor.shape, f"{name} is {list(ours[name].shape)}, not {list(tensor.shape)}"
        assert ours[name].dtype == tensor.dtype, f"{name} is {ours[name].dtype}, not {tensor.dtype}"


def assert_same_bits(ours: Mapping[str, Tensor], theirs: Mapping[str, Tensor]) -> None:
    """The same names, and under each the same bytes."""
    assert_same_table(ours, theirs)
    for name, tensor in theirs.items():
        if not torch.equal(_bits(ours[name]), _bits(tensor)):
            differing = (_bits(ours[name]) != _bits(tensor)).view(-1, tensor.element_size()).any(1).sum()
            raise AssertionError(f"{name} differs in {int(differing)} of {tensor.numel()} elements")


def assert_within_one_rounding(
    ours: Mapping[str, Tensor],
    theirs: Mapping[str, Tensor],
    target: Mapping[str, Tensor],
    *,
    delta_rounded: bool = False,
    differing: float = 0.01,
) -> None:
    """Both are the same float32 result, rounded once to the type of the file.

    Two float32 computations of one value differ by some float32 roundings of their operands, so that
    rounding them to bf16 or fp16 gives the same number, or neighbours: |ours - theirs| ≤ one ulp of the
    file's type at the larger of the two, plus 8 float32 epsilons of the tensor's largest operand. For a
    float32 file there is no second rounding and the latter alone decides.

    Args:
        ours: What is judged.
        theirs: The reference.
        target: The tensors before the merge (its operands); a name that is new there counts as zero.
        delta_rounded: The reference rounded the difference to the file's type before it added it (PEFT
            does so for embeddings and fused experts), which allows half an ulp of the difference more.
        differing: Share of all elements that may be such neighbours. Rounding twice where once is right
            would make it about 2 %.
    """
    assert_same_table(ours, theirs)
    neighbours, elements = 0, 0
    for name, reference in theirs.items():
        if not reference.is_floating_point():
            assert torch.equal(ours[name], reference), f"{name} differs"
            continue
        mine, right = ours[name].float(), reference.float()
        before = target[name].float() if name in target else torch.zeros_like(right)
        operands = torch.stack([mine.abs().amax(), right.abs().amax(), before.abs().amax()]).amax()
        allowed = torch.full_like(right, float(operands) * _FLOAT32_NOISE)
        if reference.dtype != torch.float32:
            allowed += ulp(torch.maximum(mine.abs(), right.abs()), reference.dtype)
            if delta_rounded:
                allowed += ulp(right - before, reference.dtype) / 2
        off = (mine - right).abs()
        worst = int((off - allowed).argmax())
        assert bool((off <= allowed).all()), (
            f"{name}[{worst}]: {mine.flatten()[worst]} instead of {right.flatten()[worst]}, "
            f"off by {off.flatten()[worst]:.3g}, {allowed.flatten()[worst]:.3g} is one rounding; "
            f"{int((off > allowed).sum())} of {off.numel()} are so"
        )
        if reference.dtype != torch.float32:
            neighbours += int((off > 0).sum())
            elements += off.numel()
    if not delta_rounded:
        assert neighbours <= differing * elements, f"{neighbours} of {elements} elements are not the reference's"


def changed(before: Mapping[str, Tensor], after: Mapping[str, Tensor]) -> set[str]:
    """Names whose bytes differ, and names that are in one of the two only."""
    both = before.keys() & after.keys()
    return (before.keys() ^ after.keys()) | {n for n in both if not torch.equal(_bits(before[n]), _bits(after[n]))}


def tree(folder: Path) -> dict[str, str]:
    """Relative path → sha256 of every file below a folder ("folder" for folders, "→ …" for links)."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"→ {path.readlink()}"
        else:
            found[name] = "folder" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _bits(tensor: Tensor) -> Tensor:
    """The bytes, so that NaN equals itself and -0 is not 0."""
    return tensor.contiguous().flatten().view(torch.uint8)
