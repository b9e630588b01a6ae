"""A model and its tokenizer in memory: safetensors only, no code from its folder, and every tensor in its place."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import torch

from graftwork_core.compute import TORCH_DTYPES, pick_device
from graftwork_core.compute import free_memory as free_device_memory
from graftwork_core.errors import BadInput, NotEnoughRoom
from graftwork_core.haystack.engines.forecast import cpu_bytes
from graftwork_core.memory import free_memory, return_large_blocks
from graftwork_core.model.context import ContextSettings, with_context
from graftwork_core.model.info import CONFIG_NAME, Model, open_model
from graftwork_core.model.meta import explained, model_class, quiet, refuse_absurd
from graftwork_core.model.vocabulary import refuse_huge_tokenizer
from graftwork_core.threads import threads_for
from graftwork_core.units import format_bytes
from graftwork_core.weights.dtypes import WEIGHT_DTYPES

_NAMED: Final = 3
_SERVER: Final = "Ask it on a server that knows such weights (--engine URL)."


@dataclass(frozen=True)
class Loaded:
    """A model ready to compute.

    Attributes:
        files: What it was loaded from.
        model: transformers' causal language model, in evaluation mode.
        device: Where it is.
        dtype: The type it computes in.
        stops: Tokens that end a reply.
    """

    files: Model
    model: Any
    device: torch.device
    dtype: torch.dtype
    stops: frozenset[int]

    @property
    def place(self) -> str:
        """Where and in which type it computes, for a report."""
        return f"{self.device}, {str(self.dtype).removeprefix('torch.')}"

    @property
    def limit(self) -> int | None:
        """Positions it has at the most; None when they are rotary and so have no end."""
        settings = self.model.config.get_text_config()
        has_rotary = bool(getattr(settings, "rope_parameters", None))
        return None if has_rotary else getattr(settings, "max_position_embeddings", None)

    @property
    def bytes_per_position(self) -> int:
        """Bytes of keys and values that one token leaves in all layers."""
        info = self.files.info
        return 2 * (info.layers or 0) * (info.kv_heads or 0) * (info.head_dim or 0) * self.dtype.itemsize

    @property
    def vocabulary(self) -> int:
        """Tokens that it knows."""
        return int(self.model.get_input_embeddings().weight.shape[0])

    def check(self, ids: Sequence[int], length: int) -> None:
        """Refuse what the model has no place for.

        Args:
            ids: Tokens about to be read.
            length: How long the context will be then.

        Raises:
            BadInput: When a token is none of its vocabulary, or the context is longer than its positions.
        """
        if ids and not 0 <= min(ids) <= max(ids) < self.vocabulary:
            raise BadInput(
                f"{self.files.folder} has {self.vocabulary} tokens, but token {max(ids)} was asked for.",
                "Its tokenizer does not belong to its weights: download both again.",
            )
        if self.limit is not None and length > self.limit:
            raise BadInput(
                f"{self.files.folder} has {self.limit} positions, and the text has {length} tokens.",
                f"Check lengths up to {self.limit}.",
            )

    def release(self) -> None:
        """Give back the weights' memory, whoever still refers to the model, which is of no use then."""
        for tensor in (*self.model.parameters(), *self.model.buffers()):
            tensor.data = torch.empty(0, dtype=tensor.dtype, device=tensor.device)
        free_device_memory(self.device)

    @property
    def inner(self) -> Any:
        """The model without its head."""
        return _without_head(self.model)


def load(
    folder: Path, *, context: ContextSettings | None = None, device: str = "auto", dtype: str | None = None
) -> Loaded:
    """Load a model strictly.

    Args:
        folder: The model's folder.
        context: Somebody else's context settings instead of its own.
        device: "auto", "cpu", "cuda:N" or "mps".
        dtype: "bf16", "fp16", "fp32"; None chooses: what the weights have on a GPU, what is faster on a CPU.

    Raises:
        BadInput: When the folder is broken, its weights are quantized, or tensors are missing or left over.
        NotEnoughRoom: When the weights do not fit.
    """
    files = open_model(folder)
    place = pick_device(device)
    _refuse_quantized(files)
    chosen = _dtype(files, place, dtype)
    _check_room(files, place, chosen)
    torch.set_num_threads(threads_for(files.info.parameters))
    return_large_blocks()
    config = _config(files, context)
    with quiet(), explained(files.folder):
        model, said = model_class(files.folder, config).from_pretrained(
            files.folder,
            config=config,
            dtype=chosen,
            device_map={"": place} if place.type != "cpu" else None,
            use_safetensors=True,
            local_files_only=True,
            trust_remote_code=False,
            ignore_mismatched_sizes=True,
            output_loading_info=True,
        )
    _refuse_incomplete(files, said)
    if model.config.is_encoder_decoder or model.get_output_embeddings() is None or _without_head(model) is model:
        raise BadInput(
            f"{files.folder} is a {type(model).__name__}, which writes no text on.", "Pick a language model."
        )
    model.eval().requires_grad_(False)
    return Loaded(files, model, place, chosen, _stops(model))


def load_tokenizer(folder: Path) -> Any:
    """The tokenizer in a model's folder.

    Raises:
        BadInput: When there is none that can be used.
    """
    import transformers

    refuse_huge_tokenizer(folder)
    with quiet():
        try:
            return transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        except Exception as error:
            first = next(iter(str(error).strip().splitlines()), type(error).__name__)[:200]
            raise BadInput(f"{folder} has no tokenizer that can be used ({first}).", "Download it again.") from error


def _config(files: Model, context: ContextSettings | None) -> Any:
    import transformers

    raw: Mapping[str, Any] = files.config if context is None else with_context(files.config, context)
    refuse_absurd(files.folder / CONFIG_NAME, raw, {tensor.name: tensor.shape for tensor in files.checkpoint})
    with tempfile.TemporaryDirectory(prefix="graftwork-config-") as folder, quiet(), explained(files.folder):
        (Path(folder) / CONFIG_NAME).write_text(json.dumps(raw), encoding="utf-8")
        return transformers.AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)


def _refuse_quantized(files: Model) -> None:
    strange = [name for name in files.info.dtypes if name not in WEIGHT_DTYPES]
    if files.info.quantization is not None or strange:
        how = str(files.info.quantization or strange[0])
        raise BadInput(f"{files.folder} has quantized weights ({how}), which this engine does not run.", _SERVER)


def _dtype(files: Model, device: torch.device, wanted: str | None) -> torch.dtype:
    if wanted is not None:
        return {"bf16": torch.bfloat16, "fp16": torch.float16, "fp32": torch.float32}[wanted]
    stored = TORCH_DTYPES[files.info.dtype]
    if device.type != "cpu":
        return stored if stored is not torch.float64 else torch.float32
    if cpu_bytes(files.info, free_memory()) < 4:
        return stored
    return stored if stored is torch.bfloat16 and bfloat16_is_faster() else torch.float32


@cache
def bfloat16_is_faster() -> bool:
    """Whether this CPU computes faster in bfloat16, both with many tokens at once and with one."""
    whole, half = _speeds(torch.float32), _speeds(torch.bfloat16)
    return all(one < other for one, other in zip(half, whole, strict=True))


def _speeds(dtype: torch.dtype) -> list[float]:
    weight = torch.ones(1024, 1024, dtype=dtype)
    return [_best_of(partial(torch.mm, torch.ones(tokens, 1024, dtype=dtype), weight)) for tokens in (256, 1)]


def _best_of(work: Callable[[], object], tries: int = 5) -> float:
    times = []
    for _ in range(tries):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def _check_room(files: Model, device: torch.device, dtype: torch.dtype) -> None:
    needed = files.info.parameters * dtype.itemsize
    free = torch.cuda.mem_get_info(device)[0] if device.type == "cuda" else free_memory()
    if free is not None and needed > free:
        raise NotEnoughRoom(
            f"{files.folder} takes {format_bytes(needed)} in memory, and {device} has {format_bytes(free)} free.",
            "Close other programs, take a smaller model, or ask it on a server (--engine URL).",
        )


def _refuse_incomplete(files: Model, said: Mapping[str, Any]) -> None:
    mismatched = [entry[0] if isinstance(entry, tuple) else entry for entry in said.get("mismatched_keys", ())]
    for names, what in (
        (said.get("missing_keys", ()), "lacks"),
        (said.get("unexpected_keys", ()), "has tensors that its architecture does not use:"),
        (mismatched, "has tensors of another shape than its config says:"),
    ):
        if names:
            raise BadInput(f"{files.folder} {what} {_list(sorted(names))}.", "Download the model again.")


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _without_head(model: Any) -> Any:
    """The part that reads; some classes name it otherwise than their prefix says. The model itself if there is none."""
    return next((part for name in (model.base_model_prefix, "model") if (part := getattr(model, name, None))), model)


def _stops(model: Any) -> frozenset[int]:
    for settings in (getattr(model, "generation_config", None), model.config, model.config.get_text_config()):
        found = getattr(settings, "eos_token_id", None)
        if found is not None:
            return frozenset(found if isinstance(found, list) else [found])
    return frozenset()
