"""Ask transformers what a model's files must hold, and where its modules' parameters lie in them.

transformers 5 keeps some parameters in memory in another form than on disk: experts stacked into
one tensor, prefixes renamed. Its own tables are used here on a model without weights (the meta
device), so nothing needs to be known about any architecture. This is the only module that touches
transformers' private parts. torch and transformers are imported when a function is called.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graftwork_core.errors import BadInput, GraftworkError
from graftwork_core.model.info import CONFIG_NAME, MAX_CONFIG_BYTES
from graftwork_core.model.sections import LAYERS, find_count
from graftwork_core.weights.checkpoint import open_checkpoint, read_json

if TYPE_CHECKING:
    import torch

Shapes = Mapping[str, tuple[int, ...]]
_QUANTIZATION: Final = "quantization_config"


class UnknownModel(BadInput):
    """transformers has no class for the model, so only headers can be compared."""

    kind = "unknown_model"


class UnknownTransformers(GraftworkError):
    """The installed transformers lacks the private parts that this module wraps."""

    kind = "unknown_transformers"


@dataclass(frozen=True, slots=True)
class DiskSlice:
    """Where a parameter, or a part of it, lies on disk.

    The tensor on disk is `parameter[expert][rows, columns]` (without `[expert]` when `expert` is None),
    transposed when `transposed` says so. When `within` is given it is the other way round: the
    whole parameter is rows `within` of a larger tensor on disk.

    Attributes:
        name: The tensor on disk.
        shape: Its shape there.
        expert: Index into the first dimension of a stacked parameter.
        rows: Range of the parameter's second-to-last dimension; None for all.
        columns: Range of its last dimension; None for all.
        transposed: Whether the last two dimensions change places on disk.
        within: Range of the disk tensor's first dimension that holds the parameter; None for all.
    """

    name: str
    shape: tuple[int, ...]
    expert: int | None = None
    rows: tuple[int, int] | None = None
    columns: tuple[int, int] | None = None
    transposed: bool = False
    within: tuple[int, int] | None = None


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
    with _quiet():
        model = _build(folder, tensors := _on_disk(folder, tensors))
        return {name: tuple(value.shape) for name, value in _reverted(model, tensors, _parameters(model)).items()}


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
    with _quiet():
        config = _config(folder, tensors)
        empty = {name: torch.empty(shape, device="meta") for name, shape in tensors.items()}
        with _explained(folder):
            _, said = _model_class(folder, config).from_pretrained(
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
        BadInput: When the model has no such parameter, or it is stored on disk in a way that cannot
            be told as slices.
    """
    with _quiet():
        model = _build(folder, tensors := _on_disk(folder, tensors))
        kept = _parameters(model)
        owners = {name: model.all_tied_weights_keys.get(name, name) for name in parameters}
        unknown = [name for name, owner in owners.items() if owner not in kept]
        if unknown:
            raise BadInput(f"{folder} has no parameter {unknown[0]!r} when transformers loads it.")
        found = _slices_of_views(kept, _reverted(model, tensors, kept), wanted=set(owners.values()))
        for owner in owners.values():
            if owner not in found:
                found[owner] = (_slice_within(model, tensors, kept, owner),)
    _check_on_disk(folder, tensors, found)
    return {name: found[owner] for name, owner in owners.items()}


def _on_disk(folder: Path, tensors: Shapes | None) -> dict[str, tuple[int, ...]]:
    if tensors is not None:
        return dict(tensors)
    return {tensor.name: tensor.shape for tensor in open_checkpoint(folder)}


def _config(folder: Path, tensors: Shapes) -> Any:
    """The config as transformers sees it; code that it names is never run."""
    import transformers

    raw = read_json(folder / CONFIG_NAME, MAX_CONFIG_BYTES)
    layers = find_count(raw, LAYERS)
    if layers is not None and layers > len(tensors):
        raise UnknownModel(f"{folder / CONFIG_NAME} says {layers} layers, but there are only {len(tensors)} tensors.")
    with _explained(folder):
        config = transformers.AutoConfig.from_pretrained(folder, trust_remote_code=False, local_files_only=True)
    if hasattr(config, _QUANTIZATION):
        delattr(config, _QUANTIZATION)
    return config


def _model_class(folder: Path, config: Any) -> Any:
    """The class that config.json names, if transformers has it, else the causal language model for it."""
    import transformers

    named = config.architectures[0] if config.architectures else ""
    found = getattr(transformers, named, None) if named.isidentifier() and named[0].isupper() else None
    if isinstance(found, type) and issubclass(found, transformers.PreTrainedModel):
        return found
    mapping = transformers.MODEL_FOR_CAUSAL_LM_MAPPING
    if type(config) in mapping:
        return mapping[type(config)]
    raise UnknownModel(f"transformers has no class {named or '(none named)'} for {folder}.")


def _build(folder: Path, tensors: Shapes) -> Any:
    """The model without weights, which knows how its names on disk were converted."""
    import torch

    config = _config(folder, tensors)
    with _explained(folder), torch.device("meta"):
        model = _model_class(folder, config)(config)
    _note_conversions(model, tensors)
    return model


def _note_conversions(model: Any, tensors: Shapes) -> None:
    """Find out which conversions apply to these names, as loading them would, and note it on the model."""
    loading, mapping = _private()
    conversions = mapping.get_model_conversion_mapping(model)
    renamings = [entry for entry in conversions if isinstance(entry, loading.WeightRenaming)]
    converters = [entry for entry in conversions if isinstance(entry, loading.WeightConverter)]
    for name in sorted(tensors, key=loading.dot_natural_key):
        loading.rename_source_key(name, renamings, converters)
    model._weight_conversions = [entry for entry in conversions if entry.was_used()]


def _parameters(model: Any) -> dict[str, torch.Tensor]:
    """The state as transformers would save it: of what is tied, only the one that stays."""
    state: dict[str, torch.Tensor] = model.state_dict()
    doubles = model.all_tied_weights_keys
    return {name: value for name, value in state.items() if doubles.get(name) not in state}


def _reverted(model: Any, tensors: Shapes, state: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The state under its names on disk. Values stay views of the given ones wherever they can."""
    loading, _ = _private()
    with _copying_nothing():
        reverted: dict[str, torch.Tensor] = loading.revert_weight_conversion(model, dict(state))
    return {_as_on_disk(name, tensors, f"{model.base_model_prefix}."): value for name, value in reverted.items()}


def _as_on_disk(name: str, tensors: Shapes, prefix: str) -> str:
    """The name as this checkpoint has it: one saved from the bare model has no prefix, and loading adds it."""
    spellings = (name, name.removeprefix(prefix), prefix + name)
    return next((spelling for spelling in spellings if spelling in tensors), name)


def _slices_of_views(
    state: Mapping[str, torch.Tensor], reverted: Mapping[str, torch.Tensor], wanted: set[str]
) -> dict[str, tuple[DiskSlice, ...]]:
    """Recognise tensors on disk that are parts of one parameter each, by where they point into it."""
    owners = {_storage(value): name for name, value in state.items()}
    found: dict[str, list[DiskSlice]] = {}
    for name, value in reverted.items():
        owner = owners.get(_storage(value))
        if owner in wanted and owner is not None:
            found.setdefault(owner, []).append(_decode(owner, state[owner], name, value))
    covered = {name for name, slices in found.items() if _elements(slices) == state[name].numel()}
    return {name: tuple(slices) for name, slices in found.items() if name in covered}


def _decode(owner: str, whole: torch.Tensor, name: str, part: torch.Tensor) -> DiskSlice:
    """Read off a view's offset and strides which part of a contiguous parameter it is."""
    shape = tuple(part.shape)
    if shape == tuple(whole.shape) and part.stride() == whole.stride():
        return DiskSlice(name, shape)
    if part.dim() < 2 or whole.dim() < 2:
        raise _not_slices(owner)
    expert = part.storage_offset() // whole.stride(0) if part.dim() == whole.dim() - 1 else None
    rest = part.storage_offset() - (expert or 0) * whole.stride(0)
    down, across = whole.stride(-2), whole.stride(-1)
    transposed = part.stride()[-2:] == (across, down) and (down, across) != part.stride()[-2:]
    if part.stride()[-2:] != ((across, down) if transposed else (down, across)):
        raise _not_slices(owner)
    height, width = (shape[-1], shape[-2]) if transposed else (shape[-2], shape[-1])
    row, column = rest // down, rest % down
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

    loading, _ = _private()
    converters = [entry for entry in model._weight_conversions if isinstance(entry, loading.WeightConverter)]
    renamings = [entry for entry in model._weight_conversions if isinstance(entry, loading.WeightRenaming)]
    for disk_name, shape in tensors.items():
        first, pattern = loading.rename_source_key(disk_name, renamings, converters, model.base_model_prefix, state)
        if pattern is None or first.rpartition(".")[0].rpartition(".")[0] != name.rpartition(".")[0].rpartition(".")[0]:
            continue
        converter = next(entry for entry in converters if pattern in entry.source_patterns)
        if len(converter.source_patterns) != 1:
            continue
        converter = converter.copy(
            converter._original_source_patterns, converter._original_target_patterns, operations=converter.operations
        )
        whole = torch.empty(shape, device="meta")
        converter.add_tensor(first, disk_name, pattern, whole)
        with _copying_nothing():
            parts = converter.convert(first, model=model, config=model.config)
        part = parts.get(name)
        part = part[0] if isinstance(part, list) else part
        if part is not None and _storage(part) == _storage(whole) and part.stride() == whole.stride():
            row = part.storage_offset() // whole.stride(0)
            return DiskSlice(disk_name, shape, within=(row, row + part.shape[0]))
    raise _not_slices(name)


def _check_on_disk(folder: Path, tensors: Shapes, found: Mapping[str, tuple[DiskSlice, ...]]) -> None:
    for parameter, slices in found.items():
        for piece in slices:
            if piece.name not in tensors:
                raise BadInput(f"{folder} has no tensor {piece.name!r}, where {parameter!r} should lie.")
            if tensors[piece.name] != piece.shape:
                raise BadInput(
                    f"Tensor {piece.name!r} in {folder} is {list(tensors[piece.name])}, its config wants"
                    f" {list(piece.shape)}."
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


def _private() -> tuple[Any, Any]:
    """transformers' private modules, checked for everything that is used here."""
    import transformers

    try:
        from transformers import conversion_mapping, core_model_loading

        for name in (
            "WeightRenaming",
            "WeightConverter",
            "rename_source_key",
            "revert_weight_conversion",
            "dot_natural_key",
        ):
            getattr(core_model_loading, name)
        _ = conversion_mapping.get_model_conversion_mapping
    except (ImportError, AttributeError) as error:
        raise UnknownTransformers(
            f"transformers {transformers.__version__} converts checkpoints in a way that Graftwork does not know.",
            "Install the version that Graftwork's constraints name.",
        ) from error
    return core_model_loading, conversion_mapping


@contextlib.contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turn whatever transformers raises about a strange config into one sentence."""
    try:
        yield
    except GraftworkError:
        raise
    except Exception as error:  # noqa: BLE001 - any class of transformers may raise anything about a config
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise UnknownModel(f"transformers cannot make a model from {folder / CONFIG_NAME}: {first[:300]}") from error


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep transformers from writing reports and progress bars, which are told in other ways here."""
    from transformers.utils import logging

    verbosity, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity(logging.CRITICAL)
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(verbosity)
        if bars:
            logging.enable_progress_bar()


def _copying_nothing() -> contextlib.AbstractContextManager[Any]:
    """Within it `contiguous()` gives the view itself, so that views still show where they point."""
    import torch
    from torch.overrides import TorchFunctionMode

    class Mode(TorchFunctionMode):
        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            if func is torch.Tensor.contiguous:
                return args[0]
            return func(*args, **(kwargs or {}))

    return Mode()
