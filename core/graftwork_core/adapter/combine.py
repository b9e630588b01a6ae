"""Several adapters into one: their weighted sum, exactly, or as well as a chosen rank can.

The sum of products is the product of concatenated factors, Σ wᵢ·sᵢ·Bᵢ·Aᵢ = [B₁ …]·[A₁; …], whose rank is the
sum of the ranks. A smaller rank is cut from the singular value decomposition of the small core that is left
when both concatenations are brought to orthonormal form (two QR decompositions), never from a full matrix.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import torch

from graftwork_core.adapter.config import PREFIX
from graftwork_core.adapter.files import CONFIG_NAME, WEIGHTS_NAME, AdaptedModule, Adapter
from graftwork_core.adapter.names import Role
from graftwork_core.compute import bytes_of, read_whole
from graftwork_core.errors import BadInput, DoesNotFit
from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.layout import OutputTensor, lay_out_file
from graftwork_core.weights.partial import PartialFolder, fingerprint
from graftwork_core.weights.reader import Reader
from graftwork_core.weights.writer import CheckpointWriter

_DTYPES: Final = {torch.bfloat16: "BF16", torch.float16: "F16", torch.float32: "F32"}
Pair = tuple[torch.Tensor, torch.Tensor]


def concatenated(pairs: Sequence[Pair], weights: Sequence[float]) -> Pair:
    """(A, B) of the exact weighted sum.

    Args:
        pairs: (A, B) of each adapter, shapes (rank, in) and (out, rank), float32, scales folded in.
        weights: One factor each.

    Returns:
        Shapes (sum of ranks, in) and (out, sum of ranks).
    """
    a = torch.cat([a for a, _ in pairs])
    b = torch.cat([b * weight for (_, b), weight in zip(pairs, weights, strict=True)], dim=1)
    return a, b


def truncated(a: torch.Tensor, b: torch.Tensor, rank: int) -> Pair:
    """The best (A, B) of a rank for the product B·A, the singular values shared between both sides."""
    left, core_left = torch.linalg.qr(b.double())
    right, core_right = torch.linalg.qr(a.double().T)
    u, singular, v = torch.linalg.svd(core_left @ core_right.T, full_matrices=False)
    root = singular[:rank].sqrt()
    return (root[:, None] * (v[:rank] @ right.T)).float(), ((left @ u[:, :rank]) * root).float()


def combine(
    adapters: Mapping[Adapter, float] | Sequence[tuple[Adapter, float]],
    out: Path,
    *,
    rank: int | None = None,
    dtype: torch.dtype = torch.float32,
    overwrite: bool = False,
) -> int:
    """Write the weighted sum of adapters as one PEFT adapter.

    Args:
        adapters: Each adapter and its weight.
        out: The new adapter's folder.
        rank: Cut every module to this rank; None keeps the sum exact.
        dtype: How the factors are stored: bfloat16, float16 or float32.
        overwrite: Replace `out` when Graftwork made it.

    Returns:
        The largest rank in the result.

    Raises:
        BadInput: An adapter holds more than plain low-rank pairs, or `out` can't be made.
        DoesNotFit: The adapters' modules have different shapes.
    """
    uses = list(adapters.items()) if isinstance(adapters, Mapping) else list(adapters)
    for adapter, _ in uses:
        _refuse_what_cannot_be_summed(adapter)
    modules = list(dict.fromkeys(adapted.module for adapter, _ in uses for adapted in adapter.modules))
    job = fingerprint({"kind": "combine", "adapters": [[str(a.folder), w] for a, w in uses], "rank": rank})
    with Reader() as reader, PartialFolder(out, job, overwrite) as partial:
        pairs = {module: _summed(module, uses, rank, reader) for module in modules}
        _write(partial.path, uses[0][0], pairs, dtype)
        (partial.path / "graftwork.json").write_text(json.dumps({"recipe": {"kind": "combine"}}) + "\n")
        partial.publish()
    return max(a.shape[0] for a, _ in pairs.values())


def _summed(module: str, uses: Sequence[tuple[Adapter, float]], rank: int | None, reader: Reader) -> Pair:
    pairs, weights = [], []
    for adapter, weight in uses:
        for adapted in adapter.modules:
            if adapted.module == module:
                pairs.append(_scaled_pair(adapter, adapted, reader))
                weights.append(weight)
    if len({(a.shape[1], b.shape[0]) for a, b in pairs}) > 1:
        raise DoesNotFit(f"The adapters have different shapes for {module}.", "Combine adapters of the same model.")
    a, b = concatenated(pairs, weights)
    return (a, b) if rank is None else truncated(a, b, rank)


def _scaled_pair(adapter: Adapter, adapted: AdaptedModule, reader: Reader) -> Pair:
    a = read_whole(reader, adapted.parts[Role.A]).float()
    b = read_whole(reader, adapted.parts[Role.B]).float()
    return a, b * adapter.config.scale_of(adapted.module, a.shape[0])


def _refuse_what_cannot_be_summed(adapter: Adapter) -> None:
    plain = {Role.A, Role.B}
    odd: list[TensorInfo] = [
        tensor for adapted in adapter.modules if set(adapted.parts) != plain for tensor in adapted.parts.values()
    ]
    odd += [*adapter.whole.values(), *adapter.deltas.values(), *adapter.unknown]
    if adapter.problems or odd:
        why = adapter.problems[0] if adapter.problems else f"{odd[0].name!r} is not one of a plain pair of factors."
        raise BadInput(f"{adapter.folder} can't be combined: {why}", "Merge the adapters one beside the other instead.")


def _write(folder: Path, first: Adapter, pairs: Mapping[str, Pair], dtype: torch.dtype) -> None:
    named = [
        (f"{PREFIX}{module}.lora_{side}.weight", pair[side == "B"])
        for module, pair in sorted(pairs.items())
        for side in "AB"
    ]
    outputs = [OutputTensor(name, _DTYPES[dtype], tuple(tensor.shape)) for name, tensor in named]
    with CheckpointWriter(folder, lay_out_file(WEIGHTS_NAME, outputs)) as writer:
        for name, tensor in named:
            writer.write(name, bytes_of(tensor.to(dtype).contiguous()))
    ranks = {module: a.shape[0] for module, (a, _) in pairs.items()}
    rank = max(ranks.values())
    pattern = {_escaped(module): own for module, own in sorted(ranks.items()) if own != rank}
    config: dict[str, Any] = {
        **first.raw_config,
        "r": rank,
        "lora_alpha": rank,
        "rank_pattern": pattern,
        "alpha_pattern": pattern,
        "use_rslora": False,
        "target_modules": sorted(pairs),
        "init_lora_weights": True,
    }
    (folder / CONFIG_NAME).write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")


def _escaped(module: str) -> str:
    return module.replace(".", "\\.")
