"""Which way a model may be asked: on one context that is cut back, on copies of it, or everything anew each time.

Cutting a cache back is exact only where every layer keeps every token, frequencies do not depend on the length of
the pass, and the attention is the plain one. Whatever else there is takes a slower way that is exact, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

import torch

from graftwork_core.haystack.engines.local import attention
from graftwork_core.haystack.engines.local.cache import ContextCache
from graftwork_core.haystack.engines.local.loading import Loaded
from graftwork_core.haystack.engines.local.packing import pack
from graftwork_core.haystack.engines.local.passes import Passes
from graftwork_core.model.meta import quiet

_CLOSE: Final = {torch.float32: 1e-3}
_CLOSE_HALF: Final = 0.1
_PROBE: Final = 40
Kind = Literal["shared", "copied", "anew"]


@dataclass(frozen=True, slots=True)
class Way:
    """How a model is asked.

    Attributes:
        kind: "shared": one cache, cut back after every question. "copied": transformers' own cache and attention, a
            question works on a copy. "anew": every question reads its whole prompt.
        why: For the slower ways: the reason, a sentence.
    """

    kind: Kind
    why: str = ""


def find_way(loaded: Loaded) -> Way:
    """Decide by what the model is made of and by trying it, and set its attention accordingly."""
    from transformers.cache_utils import DynamicCache, DynamicLayer, DynamicSlidingWindowLayer

    if (kind := _length_dependent(loaded.model)) is not None:
        return Way("anew", f"RoPE of type {kind} depends on a prompt's length: every question reads its whole prompt.")
    layers = {type(layer) for layer in DynamicCache(config=loaded.model.config).layers}
    if layers - {DynamicLayer, DynamicSlidingWindowLayer}:
        return Way("anew", "Not all layers keep every token's keys and values: every question reads its whole prompt.")
    if DynamicSlidingWindowLayer in layers:
        return Way("copied", "Some layers see a sliding window only: every question works on a copy of the context.")
    why = _try_shared(loaded)
    if why is not None:
        return Way(
            "copied", f"The model's attention is its own ({why}): every question works on a copy of the context."
        )
    return Way("shared")


def _length_dependent(model: Any) -> str | None:
    """The rope type that looks at the length of the pass, if there is one."""
    for module in model.modules():
        kinds = getattr(module, "rope_type", None)
        for kind in kinds.values() if isinstance(kinds, dict) else (kinds,):
            if isinstance(kind, str) and ("dynamic" in kind or kind == "longrope"):
                return kind
    return None


def _try_shared(loaded: Loaded) -> str | None:
    """Set the blockwise attention and compare with transformers' own; the reason when it must not be used."""
    model = loaded.model
    before = model.config._attn_implementation
    passes = Passes(loaded)
    generator = torch.Generator().manual_seed(0)
    ids = torch.randint(loaded.vocabulary, (_PROBE,), generator=generator).tolist()
    length = min(_PROBE, loaded.limit or _PROBE)
    reference = _in_one_pass(passes, ids[:length])
    attention.register()
    try:
        with quiet():
            model.set_attn_implementation(attention.NAME)
        if model.config._attn_implementation != attention.NAME:
            return "it cannot be replaced"
        found = _in_chunks(passes, ids[:length])
        apart = float((found - reference).abs().mean())
        if apart <= _CLOSE.get(loaded.dtype, _CLOSE_HALF):
            return None
        why = f"the results are {apart:.2g} apart"
    except attention.UnsupportedAttentionError as error:
        why = str(error)
    except Exception as error:  # noqa: BLE001 - whatever an unknown architecture raises, the slower way is there
        why = next(iter(str(error).strip().splitlines()), type(error).__name__)[:100]
    with quiet():
        model.set_attn_implementation(before)
    return why


def _in_one_pass(passes: Passes, ids: list[int]) -> torch.Tensor:
    count = len(ids)
    return passes.log_probs(passes.row(ids), passes.places(0, count), None, passes.row(range(count // 2, count)))[0]


def _in_chunks(passes: Passes, ids: list[int]) -> torch.Tensor:
    """The same, half of it read before, the rest as one of two candidates behind a question of one token."""
    half = len(ids) // 2
    cache = ContextCache(passes.layers)
    passes.read(passes.row(ids[:half]), passes.places(0, half), cache)
    (both,) = pack(ids[half : half + 1], ([0, 0, 0], [*ids[half + 1 :], 0]), len(ids))
    mask = both.mask(passes.device)
    places = passes.row([half + place for place in both.places])
    sight = attention.Sight(mask=mask)
    return passes.log_probs(passes.row(both.tokens), places, cache, passes.row(both.keep), sight)[0, both.counts[0] :]
