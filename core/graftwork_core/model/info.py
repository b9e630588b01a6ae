"""A model as its config.json and its headers show it: no weights are read, no architecture needs to be known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.model import sections
from graftwork_core.model.context import ContextSettings, read_context
from graftwork_core.model.files import tokenizer_files
from graftwork_core.model.quantization import Quantization, find_quantization
from graftwork_core.model.roles import TokenRows, find_token_rows
from graftwork_core.model.rope import Rope
from graftwork_core.model.sections import find, find_count, find_text
from graftwork_core.weights.checkpoint import INDEX_NAME, PICKLE_SUFFIXES, Checkpoint, open_checkpoint, read_json
from graftwork_core.weights.origin import read_origin

CONFIG_NAME: Final = "config.json"
TOKENIZER_CONFIG_NAME: Final = "tokenizer_config.json"
MAX_CONFIG_BYTES: Final = 16_000_000
_SHARD: Final = re.compile(r"model(-\d+-of-\d+)?\.safetensors")
_LAYER: Final = re.compile(r"\.(\d+)\.")


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What there is to know about a model without reading its weights.

    A number is None where neither the config nor the tensors say.

    Attributes:
        name: The folder's name, or the repository's for what comes from the Hub.
        folder: Where it lies.
        architecture: The first of the config's `architectures`; empty when it has none.
        model_type: The config's `model_type`; empty when it has none.
        layers: Blocks of the language model.
        hidden: Width of the residual stream.
        heads: Attention heads.
        kv_heads: Key/value heads.
        head_dim: Width of one head.
        intermediate: Width of the feed-forward part.
        experts: Experts per layer; None for a dense model.
        vocabulary: Rows of the embedding.
        tied: Whether the head is the embedding.
        dtype: The type most parameters have, by the headers' names ("BF16").
        dtypes: Type → parameters of that type.
        parameters: Elements of all tensors.
        nbytes: Bytes of all tensors.
        tensors: How many tensors there are.
        shards: How many files they lie in.
        context_window: Tokens the model was made for.
        rope: Rotary position settings; None when the config has none.
        tokenizer_files: Names of the tokenizer's files in the folder.
        tokenizer_max_length: The tokenizer's own limit in tokens.
        quantization: How the weights are quantized; None when they are plain numbers.
    """

    name: str
    folder: Path
    architecture: str
    model_type: str
    layers: int | None
    hidden: int | None
    heads: int | None
    kv_heads: int | None
    head_dim: int | None
    intermediate: int | None
    experts: int | None
    vocabulary: int | None
    tied: bool
    dtype: str
    dtypes: Mapping[str, int]
    parameters: int
    nbytes: int
    tensors: int
    shards: int
    context_window: int | None
    rope: Rope | None
    tokenizer_files: tuple[str, ...]
    tokenizer_max_length: int | None
    quantization: Quantization | None

    def as_json(self) -> dict[str, Any]:
        """Everything as plain JSON values."""
        content = {item.name: getattr(self, item.name) for item in fields(self)}
        content["folder"] = str(self.folder)
        content["dtypes"] = dict(self.dtypes)
        content["rope"] = self.rope and self.rope.as_json()
        content["tokenizer_files"] = list(self.tokenizer_files)
        content["quantization"] = self.quantization and self.quantization.as_json()
        return content


@dataclass(frozen=True)
class Model:
    """An opened model: its config as it was written, its table of tensors, and what they amount to."""

    folder: Path
    config: Mapping[str, Any]
    checkpoint: Checkpoint
    info: ModelInfo

    @cached_property
    def tokenizer_config(self) -> dict[str, Any]:
        """The content of tokenizer_config.json; empty when there is none."""
        return _read_tokenizer_config(self.folder)

    @cached_property
    def context(self) -> ContextSettings:
        """The settings that a graft takes from this model, when it is the donor."""
        return read_context(self.config, self.tokenizer_config)

    @cached_property
    def token_rows(self) -> TokenRows:
        """The embeddings and heads among its tensors."""
        return find_token_rows(self.checkpoint, find_count(self.config, sections.VOCABULARY))


def open_model(path: Path) -> Model:
    """Open a model's folder (or a file in it) and check everything that can be checked without reading weights.

    Raises:
        BadInput: When there is no model there, or its config, index or headers are broken.
    """
    folder, weights = _places(path)
    config = _read_config(folder)
    checkpoint = open_checkpoint(weights)
    tokenizer_config = _read_tokenizer_config(folder)
    try:
        context = read_context(config, tokenizer_config)
    except BadInput as error:
        raise BadInput(f"{folder / CONFIG_NAME}: {error.message}", error.hint) from error
    return Model(folder, config, checkpoint, _describe(folder, config, checkpoint, context))


def _places(path: Path) -> tuple[Path, Path]:
    """The model's folder, and the file or folder to read weights from."""
    if path.is_dir():
        return path, path
    if not path.exists():
        raise BadInput(f"{path} does not exist.", "Check the path, or pick the folder that holds config.json.")
    if path.suffix in PICKLE_SUFFIXES:
        return path.parent, path
    if path.name in {CONFIG_NAME, INDEX_NAME} or _SHARD.fullmatch(path.name):
        return path.parent, path.parent
    return path.parent, path


def _read_config(folder: Path) -> dict[str, Any]:
    if not (folder / CONFIG_NAME).is_file():
        if (folder / "adapter_config.json").is_file():
            raise BadInput(f"{folder} holds an adapter, not a model.", "Pick the folder of a complete model.")
        if (folder / "model_index.json").is_file():
            raise BadInput(f"{folder} holds an image pipeline, not a language model.", "Pick a language model.")
        raise BadInput(f"{folder} has no {CONFIG_NAME}.", "Pick the folder that holds the model's config.json.")
    return read_json(folder / CONFIG_NAME, MAX_CONFIG_BYTES)


def _read_tokenizer_config(folder: Path) -> dict[str, Any]:
    file = folder / TOKENIZER_CONFIG_NAME
    return read_json(file, MAX_CONFIG_BYTES) if file.is_file() else {}


def _describe(folder: Path, config: Mapping[str, Any], checkpoint: Checkpoint, context: ContextSettings) -> ModelInfo:
    dtypes: Counter[str] = Counter()
    for tensor in checkpoint:
        dtypes[tensor.dtype] += tensor.numel
    said = find_count(config, sections.VOCABULARY)
    rows = find_token_rows(checkpoint, said)
    embedding = checkpoint[rows.embeddings[0]].shape if rows.embeddings else (None, None)
    heads = find_count(config, sections.HEADS)
    hidden = find_count(config, sections.HIDDEN) or embedding[1]
    return ModelInfo(
        name=_name(folder.resolve()),
        folder=folder,
        architecture=_architecture(config),
        model_type=find_text(config, "model_type"),
        layers=find_count(config, sections.LAYERS) or _count_layers(checkpoint),
        hidden=hidden,
        heads=heads,
        kv_heads=_kv_heads(config, heads),
        head_dim=_head_dim(config, hidden, heads),
        intermediate=_intermediate(config, hidden),
        experts=find_count(config, sections.EXPERTS),
        vocabulary=embedding[0] or said,
        tied=bool(rows.embeddings) and (not rows.heads or find(config, ["tie_word_embeddings"]) is True),
        dtype=dtypes.most_common(1)[0][0],
        dtypes=dict(dtypes.most_common()),
        parameters=checkpoint.parameters,
        nbytes=checkpoint.nbytes,
        tensors=len(checkpoint),
        shards=len(checkpoint.headers),
        context_window=context.window,
        rope=context.meaning,
        tokenizer_files=tokenizer_files(folder),
        tokenizer_max_length=context.tokenizer_max_length,
        quantization=find_quantization(config, checkpoint),
    )


def _name(folder: Path) -> str:
    """What to call it: "owner/name" for what comes from the Hub, where a folder may be called by a commit."""
    origin = read_origin(folder)
    return folder.name if origin is None else origin.repository


def _architecture(config: Mapping[str, Any]) -> str:
    named = config.get("architectures")
    return named[0] if isinstance(named, list) and named and isinstance(named[0], str) else ""


def _count_layers(checkpoint: Checkpoint) -> int | None:
    """How many layers the longest run of numbered modules has, for a config that does not say."""
    numbers = [int(match[1]) for tensor in checkpoint if (match := _LAYER.search(tensor.name)) and len(match[1]) < 7]
    return max(numbers) + 1 if numbers else None


def _kv_heads(config: Mapping[str, Any], heads: int | None) -> int | None:
    said = find_count(config, sections.KV_HEADS)
    if said is None and find(config, ["multi_query"]) is True:
        return 1
    return said or heads


def _head_dim(config: Mapping[str, Any], hidden: int | None, heads: int | None) -> int | None:
    said = find_count(config, sections.HEAD_DIM)
    if said is not None:
        return said
    latent = [find_count(config, [key]) for key in ("qk_nope_head_dim", "qk_rope_head_dim")]
    if all(latent):
        return sum(part for part in latent if part)
    return hidden // heads if hidden and heads and hidden >= heads else None


def _intermediate(config: Mapping[str, Any], hidden: int | None) -> int | None:
    said = find_count(config, sections.INTERMEDIATE) or find_count(config, ["moe_intermediate_size"])
    # GPT-2 and its kin write null and mean four times the width.
    return 4 * hidden if said is None and hidden and "n_inner" in config else said
