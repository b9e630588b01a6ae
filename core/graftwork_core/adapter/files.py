"""An adapter's folder opened: configuration and tensors, grouped by module. No torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graftwork_core.adapter.config import LoraConfig, parse_config
from graftwork_core.adapter.names import AdapterKey, Role, parse_key
from graftwork_core.errors import BadInput
from graftwork_core.model.context import ContextSettings, carried_context
from graftwork_core.weights.checkpoint import read_json
from graftwork_core.weights.dtypes import WEIGHT_DTYPES
from graftwork_core.weights.header import Header, TensorInfo, read_header

CONFIG_NAME: Final = "adapter_config.json"
WEIGHTS_NAME: Final = "adapter_model.safetensors"
DELTA_NAME: Final = "graftwork_delta.safetensors"
RECORD_NAME: Final = "graftwork.json"
_LEFT_BY_A_GRAFT: Final = "adapter"
_FACTOR_DTYPES: Final = WEIGHT_DTYPES | {"F8_E4M3", "F8_E5M2"}


@dataclass(frozen=True)
class AdaptedModule:
    """The tensors that belong to one adapted module or parameter.

    Attributes:
        module: Its path in the model, in transformers' names.
        parts: Role → tensor.
        nesting: For fused experts: how many wrappers lie inside the one that these factors belong to.
    """

    module: str
    parts: Mapping[Role, TensorInfo]
    nesting: int = 0


@dataclass(frozen=True)
class Adapter:
    """An adapter on disk.

    Attributes:
        folder: Its folder.
        config: What its configuration means.
        raw_config: Its configuration as it stands in the file.
        modules: One entry a module with low-rank factors (or token rows).
        whole: Name of a model's tensor → what replaces it.
        base_copies: Whole base matrices that PEFT saved beside the factors; not part of the change.
        unknown: Tensors whose names mean nothing to us.
        record: Our own `graftwork.json`, when the adapter was extracted by Graftwork; else empty.
        deltas: Name of a model's tensor → a difference to be added (from our side file).
        headers: The opened files.
        problems: Why it can't be merged, one sentence each.
    """

    folder: Path
    config: LoraConfig
    raw_config: Mapping[str, Any]
    modules: tuple[AdaptedModule, ...]
    whole: Mapping[str, TensorInfo]
    base_copies: tuple[TensorInfo, ...]
    unknown: tuple[TensorInfo, ...]
    headers: tuple[Header, ...]
    record: Mapping[str, Any] = field(default_factory=dict)
    deltas: Mapping[str, TensorInfo] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its folder's name; one that a graft left beside its model says whose it is: all of those are called alike."""
        parent, name = self.folder.parent.name, self.folder.name
        return f"{parent}/{name}" if name == _LEFT_BY_A_GRAFT else name

    @property
    def nbytes(self) -> int:
        """Bytes of all its tensors."""
        return sum(tensor.nbytes for header in self.headers for tensor in header.tensors)

    @property
    def parameters(self) -> int:
        """Elements of all its tensors."""
        return sum(tensor.numel for header in self.headers for tensor in header.tensors)

    @property
    def context(self) -> ContextSettings | None:
        """The donor's context settings that it carries, when they differ from its base's.

        Raises:
            BadInput: When its graftwork.json is damaged.
        """
        try:
            return carried_context(self.record)
        except BadInput as error:
            raise BadInput(f"{self.folder / RECORD_NAME}: {error.message}", "Extract the adapter again.") from error


def open_adapter(path: Path) -> Adapter:
    """Open a PEFT folder (or its adapter_model.safetensors).

    Raises:
        BadInput: When it is missing, is a pickle, another format, not a LoRA, or damaged.
    """
    folder = path.parent if path.is_file() else path
    _refuse_other_formats(folder)
    raw = read_json(folder / CONFIG_NAME)
    config = parse_config(folder / CONFIG_NAME, raw)
    header = read_header(folder / WEIGHTS_NAME)
    if not header.tensors:
        raise BadInput(f"{header.file} holds no tensors.", "Save the adapter again.")
    record = read_json(folder / RECORD_NAME) if (folder / RECORD_NAME).is_file() else {}
    delta = read_header(folder / DELTA_NAME) if (folder / DELTA_NAME).is_file() else None
    return _group(folder, config, raw, header, record, delta)


def _group(
    folder: Path,
    config: LoraConfig,
    raw: Mapping[str, Any],
    header: Header,
    record: Mapping[str, Any],
    delta: Header | None,
) -> Adapter:
    keys = {tensor.name: parse_key(tensor.name) for tensor in header.tensors}
    _refuse_several(header.file, keys)
    parts: dict[tuple[str, int], dict[Role, TensorInfo]] = {}
    whole: dict[str, TensorInfo] = {}
    copies: list[TensorInfo] = []
    unknown: list[TensorInfo] = []
    for tensor in header.tensors:
        key = keys[tensor.name]
        if key.role is Role.UNKNOWN:
            unknown.append(tensor)
        elif key.role is Role.BASE_COPY:
            copies.append(tensor)
        elif key.role is Role.WHOLE:
            whole[key.module] = _first(whole.get(key.module), tensor, key.module)
        else:
            own = parts.setdefault((key.module, key.nesting), {})
            own[key.role] = _first(own.get(key.role), tensor, key.module)
    modules = tuple(AdaptedModule(name, roles, nesting) for (name, nesting), roles in parts.items())
    return Adapter(
        folder=folder,
        config=config,
        raw_config=raw,
        modules=modules,
        whole=whole,
        base_copies=tuple(copies),
        unknown=tuple(unknown),
        headers=(header,) if delta is None else (header, delta),
        record=record,
        deltas={} if delta is None else {tensor.name: tensor for tensor in delta.tensors},
        problems=(*config.problems, *(problem for module in modules for problem in _problems(module, config))),
    )


def _first(known: TensorInfo | None, tensor: TensorInfo, module: str) -> TensorInfo:
    if known is not None:
        raise BadInput(
            f"{tensor.file} has both {known.name!r} and {tensor.name!r} for {module}.",
            "Save the adapter again with one of them.",
        )
    return tensor


def _problems(adapted: AdaptedModule, config: LoraConfig) -> list[str]:
    """What is wrong with one module's tensors: halves without the other half, empty or misshapen factors."""
    where, parts = adapted.module, adapted.parts
    found = [
        f"{parts[one].name} has no {other} beside it."
        for pair in ((Role.A, Role.B), (Role.EMBEDDING_A, Role.EMBEDDING_B))
        for one, other in (pair, pair[::-1])
        if one in parts and other not in parts
    ]
    for tensor in parts.values():
        if tensor.dtype not in _FACTOR_DTYPES:
            found.append(f"{tensor.name} is stored as {tensor.dtype}, which is not a type for factors.")
    for a, b in ((Role.A, Role.B), (Role.EMBEDDING_A, Role.EMBEDDING_B)):
        if a not in parts or b not in parts:
            continue
        for tensor in (parts[a], parts[b]):
            if len(tensor.shape) != 2 or tensor.numel == 0:
                found.append(
                    f"{tensor.name} has the shape {list(tensor.shape)}: "
                    "it was saved without being gathered from its shards."
                )
                break
        else:
            if parts[a].shape[0] != parts[b].shape[1]:
                found.append(f"{where}: A has rank {parts[a].shape[0]} and B has rank {parts[b].shape[1]}.")
    if config.use_dora and Role.MAGNITUDE not in parts and (Role.B in parts or Role.EMBEDDING_B in parts):
        found.append(f"{where} lacks its magnitudes, but the configuration says DoRA.")
    if (Role.MAGNITUDE in parts or Role.B_BIAS in parts) and Role.B not in parts and Role.EMBEDDING_B not in parts:
        found.append(f"{where} has a magnitude or a bias but no factors.")
    return found


def _refuse_several(file: Path, keys: Mapping[str, AdapterKey]) -> None:
    names = sorted({key.adapter for key in keys.values() if key.adapter})
    if len(names) > 1:
        raise BadInput(
            f"{file} holds several adapters ({', '.join(names[:4])}).", "Save each into a folder of its own."
        )


def _refuse_other_formats(folder: Path) -> None:
    if not folder.is_dir():
        raise BadInput(
            f"{folder} does not exist.", "Check the path, or pick the folder that holds adapter_config.json."
        )
    if (folder / WEIGHTS_NAME).is_file() and (folder / CONFIG_NAME).is_file():
        return
    if (folder / "adapter_model.bin").is_file() and not (folder / WEIGHTS_NAME).is_file():
        raise BadInput(
            f"{folder} has its adapter as a pickle only (adapter_model.bin).",
            "Pickles can run code when read. Load it once with PEFT where you trust it, and save it as safetensors.",
        )
    if (folder / "adapters.safetensors").is_file():
        raise BadInput(f"{folder} holds an MLX adapter (adapters.safetensors).", "Convert it to PEFT's format first.")
    if next(folder.glob("*.gguf"), None):
        raise BadInput(f"{folder} holds a GGUF adapter.", "Use the PEFT adapter that it was made from.")
    if (folder / "config.json").is_file():
        raise BadInput(f"{folder} is a whole model, not an adapter.", "Extract an adapter from it first.")
    lacking = CONFIG_NAME if not (folder / CONFIG_NAME).is_file() else WEIGHTS_NAME
    if lacking == CONFIG_NAME and _looks_like_kohya(folder):
        raise BadInput(
            f"{folder} holds an image model's LoRA (lora_down, lora_up).", "Graftwork merges language models."
        )
    raise BadInput(f"{folder} has no {lacking}.", "Pick the folder that holds the adapter.")


def _looks_like_kohya(folder: Path) -> bool:
    for file in sorted(folder.glob("*.safetensors"))[:1]:
        return any(".lora_down." in tensor.name or ".lora_up." in tensor.name for tensor in read_header(file).tensors)
    return False
