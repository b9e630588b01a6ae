"""The command line that starts a server for a check of a wanted length: vLLM, or llama.cpp. No torch.

Memory decides: weights, the cache of keys and values, and some room for working. Tensor parallelism spreads weights
over GPUs, and the cache as far as there are key/value heads; only beyond that does decode context parallelism spread
it further. An 8-bit cache is the last resort, for it changes what is checked.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from dataclasses import dataclass
from typing import Any, Final, Literal

from graftwork_core.errors import BadInput
from graftwork_core.model import rope
from graftwork_core.model.context import ContextSettings, with_context, with_window
from graftwork_core.model.info import Model
from graftwork_core.model.rope import Rope
from graftwork_core.model.sections import WINDOW, find, language_path
from graftwork_core.units import format_bytes

ServerKind = Literal["vllm", "llamacpp"]

GIGABYTE: Final = 10**9
ANSWER_ROOM: Final = 256
"""Tokens of room for the answer behind the wanted length."""

_USABLE: Final = 0.9
_WORKING: Final = 3 * GIGABYTE
_PORTS: Final[dict[ServerKind, int]] = {"vllm": 8000, "llamacpp": 8080}
_MOST_GPUS: Final = 64
# llama.cpp's names of architectures, where a setting has to be called by them.
_GGUF: Final = {"llama": "llama", "mistral": "llama", "qwen2": "qwen2", "qwen3": "qwen3", "phi3": "phi3"}


@dataclass(frozen=True, slots=True)
class ServerCommand:
    """How to start a server.

    Attributes:
        kind: Which one.
        text: One command a line, to be pasted into a shell.
        address: Where it will answer.
        model_name: What it will call the model.
        gpus: How many GPUs it uses.
        gpu_bytes: What each of them has to hold, at the wanted length.
        notes: What to know before it is started.
    """

    kind: ServerKind
    text: str
    address: str
    model_name: str
    gpus: int
    gpu_bytes: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a model lies on GPUs."""

    gpus: int
    context_parallel: int
    eight_bit: bool
    gpu_bytes: int
    fits: bool


def server_command(
    kind: ServerKind,
    model: Model,
    length: int,
    *,
    gpu_bytes: int = 80 * GIGABYTE,
    gpus: int = 8,
    context: ContextSettings | None = None,
) -> ServerCommand:
    """The command line for a model and a length.

    Args:
        kind: Which server.
        model: The model to serve.
        length: Tokens of the longest prompt.
        gpu_bytes: Memory of one GPU.
        gpus: How many there are at the most.
        context: Context settings to use instead of the model's own, when the audit found those wrong.

    Raises:
        BadInput: When a number is not usable, or the model's config does not say how large its cache is.
    """
    if not 0 < length <= 2**27 or gpu_bytes <= 0 or not 1 <= gpus <= _MOST_GPUS:
        raise BadInput("The length, the GPUs' memory and their number must be sensible positive numbers.")
    settings = context or model.context
    config = _config(model, length + ANSWER_ROOM, context)
    layout = _lay_out(model, length + ANSWER_ROOM, gpu_bytes, gpus, shards_cache=kind == "vllm")
    notes = _notes(settings.window, length, layout, gpus)
    if kind == "vllm":
        lines, more = _vllm(model, length, layout, config)
    else:
        lines, more = _llamacpp(model, length, layout, settings)
    address = f"http://127.0.0.1:{_PORTS[kind]}"
    text = "\n".join(_shell(kind, line) for line in lines)
    return ServerCommand(kind, text, address, model.info.name, layout.gpus, layout.gpu_bytes, (*notes, *more))


def cache_bytes_per_token(model: Model) -> int:
    """Bytes that keys and values of one token take in 16 bits.

    Raises:
        BadInput: When the config does not say.
    """
    info = model.info
    if not info.layers or not info.kv_heads or not info.head_dim:
        raise BadInput(
            f"{model.folder / 'config.json'} does not say how many layers and key/value heads the model has.",
            "Compare it with the config.json of the model's repository.",
        )
    return 2 * 2 * info.layers * info.kv_heads * info.head_dim


def _lay_out(model: Model, tokens: int, gpu_bytes: int, gpus: int, *, shards_cache: bool) -> _Layout:
    """The fewest GPUs that hold the model with a 16-bit cache; else with an 8-bit one; else all of them."""
    cache = cache_bytes_per_token(model) * tokens
    counts = [count for count in _powers(gpus) if not shards_cache or (model.info.heads or count) % count == 0]
    layout = _Layout(1, 1, True, 0, False)
    for eight_bit in (False, True):
        for count in counts:
            heads = model.info.kv_heads or 1
            # A head is not divided: with more GPUs than heads each lies on several, unless its tokens are spread.
            spread = max(count // heads, 1) if shards_cache else 1
            parts = min(count, heads * spread) if shards_cache else count
            each = model.info.nbytes // count + (cache >> eight_bit) // parts + _WORKING
            layout = _Layout(count, spread, eight_bit, each, each <= _USABLE * gpu_bytes)
            if layout.fits:
                return layout
    return layout


def _powers(most: int) -> list[int]:
    return [1 << power for power in range(most.bit_length()) if 1 << power <= most]


def _vllm(model: Model, length: int, layout: _Layout, config: dict[str, Any]) -> tuple[list[list[str]], list[str]]:
    command = ["vllm", "serve", str(model.folder.resolve()), "--served-model-name", model.info.name]
    command += ["--host", "127.0.0.1", "--port", str(_PORTS["vllm"])]
    command += ["--max-model-len", str(length + ANSWER_ROOM), "--max-num-seqs", "1", "--enable-prefix-caching"]
    if layout.gpus > 1:
        command += ["--tensor-parallel-size", str(layout.gpus)]
    if layout.context_parallel > 1:
        command += ["--decode-context-parallel-size", str(layout.context_parallel)]
    if layout.eight_bit:
        command += ["--kv-cache-dtype", "fp8"]
    if overrides := _overrides(dict(model.config), config):
        command += ["--hf-overrides", json.dumps(overrides)]
    return [command], ["Versions with --enable-trace-replay grade an answer's likelihood in one request: add it there."]


def _overrides(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The context settings in which a config differs from the model's, for vLLM, which reads the new spelling."""
    keys = ("rope_parameters", *WINDOW, rope.ORIGINAL)
    path = language_path(new)
    for key in path:
        old, new = old.get(key, {}), new[key]
    changed = {key: new[key] for key in keys if key in new and new[key] != old.get(key)}
    for key in reversed(path):
        changed = {key: changed} if changed else {}
    return changed


def _llamacpp(
    model: Model, length: int, layout: _Layout, settings: ContextSettings
) -> tuple[list[list[str]], list[str]]:
    folder, name = model.folder.resolve(), model.info.name
    file = f"{name}.gguf"
    convert = ["python", "convert_hf_to_gguf.py", str(folder), "--outfile", file, "--outtype", "auto"]
    serve = ["llama-server", "-m", file, "-a", name, "--host", "127.0.0.1", "--port", str(_PORTS["llamacpp"])]
    serve += ["-c", str(length + ANSWER_ROOM), "-np", "1", "-ngl", "999", "-fa", "on"]
    if layout.eight_bit:
        serve += ["-ctk", "q8_0", "-ctv", "q8_0"]
    notes = ["The first line makes a GGUF file of the model's folder, with llama.cpp's own script: once is enough."]
    if settings.meaning != model.context.meaning:
        if (theta := _theta_alone(settings.meaning, model.context.meaning)) is not None:
            serve += ["--rope-freq-base", f"{theta:.10g}"]
        else:
            notes.append("llama.cpp takes this RoPE scaling only from the file: mend config.json before converting.")
    window = model.info.context_window
    if window is not None and length + ANSWER_ROOM > window:
        if architecture := _GGUF.get(model.info.model_type):
            serve += ["--override-kv", f"{architecture}.context_length=int:{length + ANSWER_ROOM}"]
        else:
            notes.append("llama.cpp may cut prompts at the model's window: raise it in config.json before converting.")
    return [convert, serve], notes


def _theta_alone(wanted: Rope | None, own: Rope | None) -> float | None:
    """The theta to use, when nothing but theta differs from what the file has; None when more does."""
    if wanted is None or wanted.layer_types or (wanted.kind, wanted.scaling) != ("default", {}):
        return None
    return wanted.theta if own is None or (own.kind, own.scaling) == ("default", {}) else None


def _config(model: Model, tokens: int, context: ContextSettings | None) -> dict[str, Any]:
    """The model's config with the settings to use, and a window that the wanted length fits."""
    config = dict(model.config) if context is None else with_context(model.config, context)
    window = find(config, WINDOW)
    return config if type(window) is int and window >= tokens else with_window(config, tokens)


def _notes(window: int | None, length: int, layout: _Layout, gpus: int) -> list[str]:
    notes: list[str] = []
    if window is not None and length > window:
        notes.append(f"{length} tokens are beyond the model's window of {window}: the server is told to go on.")
    if layout.eight_bit and layout.fits:
        notes.append("The cache is kept in 8 bits, for in 16 it would not fit: results may differ a little.")
    if not layout.fits:
        notes.append(
            f"This does not fit: each of {layout.gpus} GPUs would have to hold {format_bytes(layout.gpu_bytes)}. "
            "Take more or larger ones, or a shorter length."
        )
    if layout.gpus < gpus and layout.fits:
        notes.append(f"{layout.gpus} of {gpus} GPUs suffice; each holds about {format_bytes(layout.gpu_bytes)}.")
    return notes


def _shell(kind: ServerKind, command: list[str]) -> str:
    # vLLM runs on Linux only, wherever the command was copied from.
    if kind == "llamacpp" and os.name == "nt":
        return subprocess.list2cmdline(command)
    return shlex.join(command)
