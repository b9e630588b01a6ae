"""Adapters on the fly: PEFT computes them beside the target's weights, as strongly as a merge would make them.

What PEFT cannot say (the differences of norms in our side file) is added to the loaded weights. What it could only do
at full strength is refused at any other: a merge does it.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any, Final

import torch

from graftwork_core.adapter.files import Adapter
from graftwork_core.adapter.locating import Landing
from graftwork_core.adapter.updates import Addition, LowRank
from graftwork_core.adapter.use import AdapterUse
from graftwork_core.compute import is_finite, not_finite, read_whole
from graftwork_core.errors import BadInput
from graftwork_core.haystack.engines.local.fitting import fitting
from graftwork_core.haystack.engines.local.loading import Loaded
from graftwork_core.haystack.engines.local.naming import places
from graftwork_core.model.meta import quiet
from graftwork_core.weights.reader import Reader

_MERGE: Final = "Merge it first (graftwork merge), and check the merged model."


def apply(loaded: Loaded, uses: Sequence[AdapterUse]) -> None:
    """Let a loaded model compute with adapters.

    Args:
        loaded: The model; it is changed.
        uses: Which adapters, and how strongly.

    Raises:
        BadInput: When an adapter is broken, or cannot be applied so without a merge.
        DoesNotFit: When it does not belong to this model.
    """
    found = [fitting(use.path, loaded.files, use.weight) for use in uses]
    for (adapter, landing), use in zip(found, uses, strict=True):
        _refuse_what_needs_a_merge(adapter, landing, use.weight, alone=len(uses) == 1)
    for adapter, landing in found:
        _add_differences(loaded, adapter, landing)
    wrapped: Any = None
    names = [f"adapter{number}" for number in range(len(uses))]
    for name, use, (adapter, _) in zip(names, uses, found, strict=True):
        wrapped = _load(loaded, wrapped, use, name, len(adapter.modules))
    if wrapped is not None:
        wrapped.base_model.set_adapter(names, inference_mode=True)
        wrapped.eval().requires_grad_(False)


def _refuse_what_needs_a_merge(adapter: Adapter, landing: Landing, weight: float, *, alone: bool) -> None:
    updates = [update for some in landing.updates.values() for update in some]
    kinds = {
        "it replaces whole modules": bool(adapter.whole),
        "it replaces rows of the embedding": bool(adapter.config.token_indices),
        "it is a DoRA": any(isinstance(update, LowRank) and update.magnitude is not None for update in updates),
    }
    what = next((what for what, applies in kinds.items() if applies), None)
    if what is not None and (weight != 1 or not alone):
        how = f"with weight {weight:g}" if weight != 1 else "together with others"
        raise BadInput(f"{adapter.folder} can't be applied {how} on the fly: {what}.", _MERGE)


def _add_differences(loaded: Loaded, adapter: Adapter, landing: Landing) -> None:
    """Add whole differences as a merge would: in float32, rounded once to the type on disk."""
    own = {source.name for source in adapter.deltas.values()}
    changed = {
        name: [update for update in updates if isinstance(update, Addition) and update.source.name in own]
        for name, updates in landing.updates.items()
    }
    changed = {name: updates for name, updates in changed.items() if updates}
    found = places(loaded, list(changed))
    with Reader() as reader, torch.no_grad():
        for name, updates in changed.items():
            before = read_whole(reader, loaded.files.checkpoint[name])
            after = before.float()
            for update in updates:
                part = read_whole(reader, update.source)
                if not is_finite(part):
                    raise not_finite(update.source)
                after[: len(part)] += part.float() * (update.scale * update.weight)
            rounded = after.to(before.dtype)
            for place in found[name]:
                place.put(rounded if rounded.dim() > 1 else rounded.view(1, -1), 0)


def _load(loaded: Loaded, wrapped: Any, use: AdapterUse, name: str, modules: int) -> Any:
    """Put one adapter into the model's layers, and see that all of it is there."""
    import peft
    from peft.tuners.lora import LoraLayer

    options: dict[str, Any] = {"is_trainable": False, "torch_device": str(loaded.device)}
    with quiet(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what PEFT would warn about is checked here
        try:
            if wrapped is None:
                wrapped = peft.PeftModel.from_pretrained(loaded.model, str(use.path), adapter_name=name, **options)
            else:
                wrapped.load_adapter(str(use.path), name, **options)
        except (ValueError, KeyError, RuntimeError, TypeError, NotImplementedError, AttributeError) as error:
            first = next(iter(str(error).strip().splitlines()), type(error).__name__)[:300]
            raise BadInput(
                f"PEFT can't apply {use.path} to {loaded.files.folder}: {first.rstrip('.')}.", _MERGE
            ) from error
    layers = [layer for layer in loaded.model.modules() if isinstance(layer, LoraLayer) and name in layer.scaling]
    if len(layers) != modules:
        raise BadInput(f"PEFT finds {len(layers)} of the {modules} modules of {use.path}.", _MERGE)
    for layer in layers:
        layer.scaling[name] *= use.weight
    return wrapped
