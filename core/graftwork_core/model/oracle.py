"""Ask transformers what a model's files must hold, and where its modules' parameters lie in them.

transformers 5 keeps some parameters in memory in another form than on disk: experts stacked into
one tensor, prefixes renamed. Its own tables are asked about a model without weights, so nothing
needs to be known about any architecture. torch and transformers are imported when a function is
called.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graftwork_core.errors import BadInput, DoesNotFit
from graftwork_core.model.info import CONFIG_NAME
from graftwork_core.model.meta import (
    Shapes,
    UnknownModel,
    UnknownTransformers,
    build,
    copying_nothing,
    explained,
    kept_parameters,
    model_class,
    private_parts,
    quiet,
    read_config,
    reverted,
)
from graftwork_core.model.slices import DiskSlice
from graftwork_core.weights.checkpoint import open_checkpoint

if TYPE_CHECKING:
    import torch

__all__ = [
    "DiskSlice",
    "Loading",
    "UnknownModel",
    "UnknownTransformers",
    "check_loading",
    "disk_slices",
    "expected_tensors",
    "names_in_memory",
    "stores_input_first",
]


@dataclass(frozen=True, slots=True)
class Loading:
    """What transformers would say when it loads a folder.

    Attributes:
        missing: Parameters that no tensor fills (they would be made up at random).
        unexpected: Tensors that no parameter takes (they would be ignored).
        mismatched: Parameters whose shape differs, with the shape on disk and the one expected.
    """

    missing: tuple[str, ...]
    unexpected: tuple[str, ...]
    mismatched: tuple[tuple[str, tuple[int, ...], tuple[int, ...]], ...]

    @property
    def clean(self) -> bool:
        """Whether every tensor has its place and every place its tensor."""
        return not (self.missing or self.unexpected or self.mismatched)


def expected_tensors(folder: Path, tensors: Shapes | None = None) -> dict[str, tuple[int, ...]]:
    """Names and shapes that transformers would write after loading this folder.

    Args:
        folder: A model's folder; only its config.json and its headers are read.
        tensors: Names and shapes on disk, when the headers are not to be asked.

    Raises:
        UnknownModel: When transformers has no class for it, or cannot build it.
        UnknownTransformers: When the installed version differs too much.
        BadInput: When config.json or the headers are broken.
    """
    with quiet():
        model = build(folder, tensors := _on_disk(folder, tensors))
        return {name: tuple(value.shape) for name, value in reverted(model, tensors, kept_parameters(model)).items()}


def check_loading(folder: Path, tensors: Shapes | None = None) -> Loading:
    """Load a folder into a model without weights, and tell what transformers would complain about.

    Args:
        folder: A model's folder; only its config.json and its headers are read.
        tensors: Names and shapes on disk, when the headers are not to be asked.

    Raises:
        UnknownModel: When transformers has no class for it, or cannot build it.
        BadInput: When config.json or the headers are broken.
    """
    import torch

    tensors = _on_disk(folder, tensors)
    with quiet():
        config = read_config(folder, tensors)
        empty = {name: torch.empty(shape, device="meta") for name, shape in tensors.items()}
        with explained(folder):
            _, said = model_class(folder, config).from_pretrained(
                None,
                config=config,
                state_dict=empty,
                device_map={"": "meta"},
                ignore_mismatched_sizes=True,
                output_loading_info=True,
                local_files_only=True,
            )
    mismatched = [(name, tuple(found), tuple(wanted)) for name, found, wanted in said["mismatched_keys"]]
    return Loading(tuple(sorted(said["missing_keys"])), tuple(sorted(said["unexpected_keys"])), tuple(mismatched))


def disk_slices(
    folder: Path, parameters: Sequence[str], tensors: Shapes | None = None
) -> dict[str, tuple[DiskSlice, ...]]:
    """Where each of these parameters of the model in memory lies on disk.

    Args:
        folder: The model's folder; only its config.json and its headers are read.
        parameters: Names as in `model.named_parameters()`.
        tensors: Names and shapes on disk, when the headers are not to be asked.

    Raises:
        UnknownModel: When transformers has no class for it, or cannot build it.
        UnknownTransformers: When the installed version differs too much.
        DoesNotFit: When the model has no such parameter.
        BadInput: When a tensor is missing on disk, or stored in a way that cannot be told as slices.
    """
    with quiet():
        model = build(folder, tensors := _on_disk(folder, tensors))
        kept = kept_parameters(model)
        owners = {name: model.all_tied_weights_keys.get(name, name) for name in parameters}
        unknown = [name for name, owner in owners.items() if owner not in kept]
        if unknown:
            raise DoesNotFit(
                f"{folder} has no parameter {unknown[0]!r} when transformers loads it.",
                "The adapter was made for another model, or for another version of transformers.",
            )
        found = _slices_of_views(kept, reverted(model, tensors, kept), wanted=set(owners.values()))
        for owner in owners.values():
            if owner not in found:
                found[owner] = (_slice_within(model, tensors, kept, owner),)
    _check_on_disk(folder, tensors, found)
    return {name: found[owner] for name, owner in owners.items()}


def names_in_memory(folder: Path, tensors: Shapes | None = None) -> dict[str, str]:
    """Name on disk → name in memory, for the tensors that are a parameter as they are, under another name.

    Args:
        folder: The model's folder; only its config.json and its headers are read.
        tensors: Names and shapes on disk, when the headers are not to be asked.

    Raises:
        UnknownModel: When transformers has no class for it, or cannot build it.
        UnknownTransformers: When the installed version differs too much.
        BadInput: When config.json or the headers are broken.
    """
    with quiet():
        model = build(folder, tensors := _on_disk(folder, tensors))
        kept = kept_parameters(model)
        found = _slices_of_views(kept, reverted(model, tensors, kept), wanted=set(kept))
    return {
        piece.name: parameter
        for parameter, (piece, *others) in found.items()
        if not others
        and piece.name in tensors
        and piece.name != parameter
        and piece == DiskSlice(piece.name, piece.shape)
    }


def stores_input_first(folder: Path, module: str) -> bool:
    """Whether a module keeps its weights as (in, out), as GPT-2's Conv1D does and some fused experts do.

    Args:
        folder: The model's folder; only its config.json and its headers are read.
        module: Its path in memory, as in `model.named_modules()`.

    Raises:
        UnknownModel: When transformers has no class for it, or cannot build it.
        UnknownTransformers: When the installed version differs too much.
        BadInput: When config.json or the headers are broken.
    """
    return _modules(folder, (folder / CONFIG_NAME).stat().st_mtime_ns).get(module, ((), False))[1]


def parameters_of(folder: Path, module: str) -> tuple[str, ...]:
    """Names of a module's own parameters, in the order in which the model defines them; empty when it has none.

    Raises:
        UnknownModel: When transformers has no class for it, or cannot build it.
    """
    return _modules(folder, (folder / CONFIG_NAME).stat().st_mtime_ns).get(module, ((), False))[0]


@functools.lru_cache(maxsize=1)
def _modules(folder: Path, changed: int) -> dict[str, tuple[tuple[str, ...], bool]]:
    """Module → its parameters' names, and whether it stores weights input first, for the config of that time."""
    from transformers.pytorch_utils import Conv1D

    with quiet():
        model = build(folder, _on_disk(folder, None))
    return {
        name: (
            tuple(own for own, _ in module.named_parameters(recurse=False)),
            isinstance(module, Conv1D) or getattr(module, "is_transposed", False) is True,
        )
        for name, module in model.named_modules()
    }


def _on_disk(folder: Path, tensors: Shapes | None) -> dict[str, tuple[int, ...]]:
    if tensors is not None:
        return dict(tensors)
    return {tensor.name: tensor.shape for tensor in open_checkpoint(folder)}


def _slices_of_views(
    state: Mapping[str, torch.Tensor], reverted: Mapping[str, torch.Tensor], wanted: set[str]
) -> dict[str, tuple[DiskSlice, ...]]:
    """Recognise tensors on disk that are parts of one parameter each, by where they point into it."""
    owners = {_storage(value): name for name, value in state.items()}
    found: dict[str, list[DiskSlice]] = {}
    for name, value in reverted.items():
        owner = owners.get(_storage(value))
        piece = _decode(state[owner], name, value) if owner is not None and owner in wanted else None
        if owner is not None and piece is not None:
            found.setdefault(owner, []).append(piece)
    covered = {name for name, slices in found.items() if _elements(slices) == state[name].numel()}
    return {name: tuple(slices) for name, slices in found.items() if name in covered}


def _decode(whole: torch.Tensor, name: str, part: torch.Tensor) -> DiskSlice | None:
    """Read off a view's offset and strides which part of a contiguous parameter it is; None when it is rearranged."""
    shape = tuple(part.shape)
    if shape == tuple(whole.shape) and part.stride() == whole.stride():
        return DiskSlice(name, shape)
    if part.dim() < 2 or whole.dim() < 2:
        return None
    down, across = whole.stride()[-2:]
    transposed = part.stride()[-2:] != (down, across)
    if transposed and part.stride()[-2:] != (across, down):
        return None
    expert = int(part.storage_offset()) // whole.stride(0) if part.dim() == whole.dim() - 1 else None
    row, column = divmod(int(part.storage_offset()) - (expert or 0) * whole.stride(0), down)
    height, width = (shape[-1], shape[-2]) if transposed else (shape[-2], shape[-1])
    return DiskSlice(
        name,
        shape,
        expert=expert,
        rows=(row, row + height) if height != whole.shape[-2] else None,
        columns=(column, column + width) if width != whole.shape[-1] else None,
        transposed=transposed,
    )


def _slice_within(model: Any, tensors: Shapes, state: Mapping[str, torch.Tensor], name: str) -> DiskSlice:
    """Find the larger tensor on disk that holds this parameter, by converting as loading does."""
    import torch

    loading, _ = private_parts()
    converters = [entry for entry in model._weight_conversions if isinstance(entry, loading.WeightConverter)]
    renamings = [entry for entry in model._weight_conversions if isinstance(entry, loading.WeightRenaming)]
    for disk_name, shape in tensors.items():
        first, pattern = loading.rename_source_key(disk_name, renamings, converters, model.base_model_prefix, state)
        if pattern is None or _module_around(first) != _module_around(name):
            continue
        found = next(entry for entry in converters if pattern in entry.source_patterns)
        if len(found.source_patterns) != 1:
            continue
        converter = found.copy(
            found._original_source_patterns, found._original_target_patterns, operations=found.operations
        )
        whole = torch.empty(shape, device="meta")
        converter.add_tensor(first, disk_name, pattern, whole)
        with copying_nothing():
            part = converter.convert(first, model=model, config=model.config).get(name)
        part = part[0] if isinstance(part, list) else part
        if part is not None and _storage(part) == _storage(whole) and part.stride() == whole.stride():
            row = part.storage_offset() // whole.stride(0)
            return DiskSlice(disk_name, shape, within=(row, row + part.shape[0]))
    raise _not_slices(name)


def _module_around(parameter: str) -> str:
    """`layers.0.self_attn` for `layers.0.self_attn.q_proj.weight`: what is fused on disk shares it."""
    return parameter.rpartition(".")[0].rpartition(".")[0]


def _check_on_disk(folder: Path, tensors: Shapes, found: Mapping[str, tuple[DiskSlice, ...]]) -> None:
    for parameter, slices in found.items():
        for piece in slices:
            if piece.name not in tensors:
                raise BadInput(
                    f"{folder} has no tensor {piece.name!r}, where {parameter!r} should lie.",
                    "Download the model again, or save it again with transformers.",
                )
            if tensors[piece.name] != piece.shape:
                raise BadInput(
                    f"Tensor {piece.name!r} in {folder} is {list(tensors[piece.name])}, its config wants"
                    f" {list(piece.shape)}.",
                    "Its config.json does not belong to these weights: download both again.",
                )


def _elements(slices: Sequence[DiskSlice]) -> int:
    return sum(math.prod(piece.shape) for piece in slices)


def _storage(value: torch.Tensor) -> int:
    return int(value.untyped_storage()._cdata)


def _not_slices(name: str) -> BadInput:
    return BadInput(
        f"Parameter {name!r} is stored on disk in a rearranged form that Graftwork cannot follow.",
        "Merge this adapter with PEFT.",
    )
