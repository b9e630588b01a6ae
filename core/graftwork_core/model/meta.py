"""A model of transformers without weights: built from a config on the meta device, never with remote code.

This is the only module that touches transformers' private parts (its tables of checkpoint
conversions). torch and transformers are imported when a function is called.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graftwork_core.errors import BadInput, GraftworkError
from graftwork_core.model.info import CONFIG_NAME, MAX_CONFIG_BYTES
from graftwork_core.model.sections import LAYERS, find_count
from graftwork_core.weights.checkpoint import read_json

if TYPE_CHECKING:
    import torch

Shapes = Mapping[str, tuple[int, ...]]
_QUANTIZATION: Final = "quantization_config"
_NEWER: Final = "A newer version of transformers may know it; code from a model's repository is never run."
_PRIVATE: Final = (
    "WeightRenaming",
    "WeightConverter",
    "rename_source_key",
    "revert_weight_conversion",
    "dot_natural_key",
)


_COUNTS: Final = re.compile(r"(layers?|depths?|blocks|experts)$")
_EXPERTS: Final = re.compile(r"experts$")
_SIZES: Final = re.compile(r"((?<!vocab_)size|dim|n_embd|d_model)$")
_SHARES: Final = re.compile(r"(partial_rotary_factor|rotary_pct)$")
_LARGEST_SIZE: Final = 2**20
_FEW: Final = 1000
"""So many layers or experts are built in a moment, whatever the tensors are."""
_DEEPEST: Final = 20


class UnknownModel(BadInput):
    """transformers has no class for the model, so only headers can be compared."""

    kind = "unknown_model"


class UnknownTransformers(GraftworkError):
    """The installed transformers lacks the private parts that this module wraps."""

    kind = "unknown_transformers"


def read_config(folder: Path, tensors: Shapes) -> Any:
    """The config as transformers sees it; code that it names is never run."""
    import transformers

    raw = read_json(folder / CONFIG_NAME, MAX_CONFIG_BYTES)
    refuse_absurd(folder / CONFIG_NAME, raw, tensors)
    with explained(folder):
        config = transformers.AutoConfig.from_pretrained(folder, trust_remote_code=False, local_files_only=True)
    if hasattr(config, _QUANTIZATION):
        delattr(config, _QUANTIZATION)
    return config


def refuse_absurd(file: Path, raw: Mapping[str, Any], tensors: Shapes) -> None:
    """Refuse a config whose numbers do not belong to these tensors: building its model could take all memory.

    Also on the meta device every layer and expert is an object, and tables of rotations are made for good.

    Raises:
        UnknownModel: With the setting and its value.
    """
    stacked = {shape[0] for shape in tensors.values() if len(shape) > 2}
    layers = find_count(raw, LAYERS)
    if layers is not None and layers > len(tensors):
        raise _absurd(file, f"{layers} layers, but there are only {len(tensors)} tensors")
    for name, value in _numbers(raw):
        most = max(_FEW, len(tensors))
        if _SIZES.search(name) and value > _LARGEST_SIZE:
            raise _absurd(file, f"{name} is {str(value)[:40]}, which no model has")
        if _SHARES.search(name) and value > 1:
            raise _absurd(file, f"{name} is {str(value)[:40]}, which is more than the whole")
        if _COUNTS.search(name) and value > most and value not in stacked:
            raise _absurd(file, f"{name} is {str(value)[:40]}, but there are only {len(tensors)} tensors")
        if _EXPERTS.search(name) and value * (layers or 1) > 8 * most and value not in stacked:
            raise _absurd(file, f"{name} is {value} in {layers} layers, but there are only {len(tensors)} tensors")


def _numbers(settings: Any, depth: int = 0) -> Iterator[tuple[str, float]]:
    """Every number of a config with its name, from all its sections."""
    if not isinstance(settings, Mapping) or depth > _DEEPEST:
        return
    for name, value in settings.items():
        for one in value if isinstance(value, list) else [value]:
            if type(one) in (int, float):
                yield name, one
            yield from _numbers(one, depth + 1)


def _absurd(file: Path, what: str) -> UnknownModel:
    return UnknownModel(f"{file} says {what}.", "Download config.json and the weights again.")


def model_class(folder: Path, config: Any) -> Any:
    """The class that config.json names, if transformers has it, else the causal language model for it."""
    import transformers

    named = config.architectures[0] if config.architectures else ""
    found = getattr(transformers, named, None) if named.isidentifier() and named[0].isupper() else None
    if isinstance(found, type) and issubclass(found, transformers.PreTrainedModel):
        return found
    mapping = transformers.MODEL_FOR_CAUSAL_LM_MAPPING
    if type(config) in mapping:
        return mapping[type(config)]
    raise UnknownModel(f"transformers has no class {named or '(none named)'} for {folder}.", _NEWER)


def build(folder: Path, tensors: Shapes) -> Any:
    """The model without weights, which knows how its names on disk were converted."""
    import torch

    config = read_config(folder, tensors)
    with explained(folder), torch.device("meta"):
        model = model_class(folder, config)(config)
    _note_conversions(model, tensors)
    return model


def _note_conversions(model: Any, tensors: Shapes) -> None:
    """Find out which conversions apply to these names, as loading them would, and note it on the model."""
    loading, mapping = private_parts()
    conversions = mapping.get_model_conversion_mapping(model)
    renamings = [entry for entry in conversions if isinstance(entry, loading.WeightRenaming)]
    converters = [entry for entry in conversions if isinstance(entry, loading.WeightConverter)]
    for name in sorted(tensors, key=loading.dot_natural_key):
        loading.rename_source_key(name, renamings, converters)
    model._weight_conversions = [entry for entry in conversions if entry.was_used()]


def kept_parameters(model: Any) -> dict[str, torch.Tensor]:
    """The state as transformers would save it: of what is tied, only the one that stays."""
    state: dict[str, torch.Tensor] = model.state_dict()
    doubles = model.all_tied_weights_keys
    return {name: value for name, value in state.items() if doubles.get(name) not in state}


def reverted(model: Any, tensors: Shapes, state: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The state under its names on disk. Values stay views of the given ones wherever they can."""
    loading, _ = private_parts()
    with copying_nothing():
        result: dict[str, torch.Tensor] = loading.revert_weight_conversion(model, dict(state))
    return {_as_on_disk(name, tensors, f"{model.base_model_prefix}."): value for name, value in result.items()}


def _as_on_disk(name: str, tensors: Shapes, prefix: str) -> str:
    """The name as this checkpoint has it: one saved from the bare model has no prefix, and loading adds it."""
    spellings = (name, name.removeprefix(prefix), prefix + name)
    return next((spelling for spelling in spellings if spelling in tensors), name)


def private_parts() -> tuple[Any, Any]:
    """transformers' private modules, checked for everything that is used here."""
    import transformers

    try:
        from transformers import conversion_mapping, core_model_loading

        for name in _PRIVATE:
            getattr(core_model_loading, name)
        _ = conversion_mapping.get_model_conversion_mapping
    except (ImportError, AttributeError) as error:
        raise UnknownTransformers(
            f"transformers {transformers.__version__} converts checkpoints in a way that Graftwork does not know.",
            "Install the version that Graftwork's constraints name.",
        ) from error
    return core_model_loading, conversion_mapping


@contextlib.contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn whatever transformers raises about a strange config into one sentence."""
    try:
        yield
    except GraftworkError:
        raise
    except Exception as error:  # any class of transformers may raise anything about a config
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        why = first[:300].rstrip(" .:")
        raise UnknownModel(f"transformers cannot make a model from {folder / CONFIG_NAME} ({why}).", _NEWER) from error


@contextlib.contextmanager
def quiet() -> Iterator[None]:
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


def copying_nothing() -> contextlib.AbstractContextManager[Any]:
    """Within it `contiguous()` gives the view itself, so that views still show where they point."""
    import torch
    from torch.overrides import TorchFunctionMode

    class Mode(TorchFunctionMode):
        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            if func is torch.Tensor.contiguous:
                return args[0]
            return func(*args, **(kwargs or {}))

    return Mode()
