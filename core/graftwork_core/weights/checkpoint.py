"""A folder of safetensors files as one table of tensors: single file, or shards with an index."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.weights.header import Header, TensorInfo, read_header

INDEX_NAME: Final = "model.safetensors.index.json"
SINGLE_NAME: Final = "model.safetensors"
MAX_INDEX_BYTES: Final = 100_000_000
PICKLE_SUFFIXES: Final = (".bin", ".pt", ".pth", ".ckpt")
_AGAIN: Final = "Download the repository again."
_CONVERT: Final = (
    "Pickles can run code when read, so Graftwork never opens them: "
    "save the model as safetensors (transformers: save_pretrained), or pick a repository that has them."
)


@dataclass(frozen=True)
class Checkpoint:
    """Every tensor of a model, by name, and the files they lie in.

    Attributes:
        folder: The folder (or the parent of the single file) that was opened.
        headers: One header a file, in the order of the files' names.
        tensors: name → where and what it is, in the order of files and bytes.
    """

    folder: Path
    headers: tuple[Header, ...]
    tensors: Mapping[str, TensorInfo]

    def __contains__(self, name: str) -> bool:
        return name in self.tensors

    def __getitem__(self, name: str) -> TensorInfo:
        return self.tensors[name]

    def __iter__(self) -> Iterator[TensorInfo]:
        return iter(self.tensors.values())

    def __len__(self) -> int:
        return len(self.tensors)

    @cached_property
    def nbytes(self) -> int:
        """Bytes of all tensors."""
        return sum(tensor.nbytes for tensor in self)

    @cached_property
    def parameters(self) -> int:
        """Elements of all tensors."""
        return sum(tensor.numel for tensor in self)


def open_checkpoint(path: Path) -> Checkpoint:
    """Open a model's folder, or one .safetensors file, and check every header in it.

    Raises:
        BadInput: When the folder is missing or holds no safetensors, an indexed shard or tensor is
            missing, a tensor is in two shards or in a shard but not in the index, or a header is bad.
    """
    if path.is_file():
        if path.suffix != ".safetensors":
            raise BadInput(f"{path} is not a .safetensors file.", _CONVERT if path.suffix in PICKLE_SUFFIXES else "")
        return _table(path.parent, [read_header(path)])
    if not path.is_dir():
        raise BadInput(f"{path} does not exist.", "Check the path, or pick the folder that holds config.json.")
    index = path / INDEX_NAME
    if index.is_file():
        return _open_sharded(path, index)
    single = path / SINGLE_NAME
    if single.is_file():
        return _table(path, [read_header(single)])
    raise _no_weights(path)


def read_json(file: Path, limit: int = MAX_INDEX_BYTES) -> dict[str, Any]:
    """Read a JSON object from a file that somebody else wrote.

    Raises:
        BadInput: When the file is missing, too large, not JSON, or not an object.
    """
    try:
        if file.stat().st_size > limit:
            raise BadInput(f"{file} is larger than {limit} bytes, too much for such a file.", _AGAIN)
        content = json.loads(file.read_bytes())
    except FileNotFoundError as error:
        raise BadInput(f"{file.parent} has no {file.name}.", "Download the whole repository again.") from error
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror or error}.", "Check its permissions.") from error
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{file} is not valid JSON ({error}).", "Download it again.") from error
    if not isinstance(content, dict):
        raise BadInput(f"{file} does not hold a JSON object.", _AGAIN)
    return content


def _open_sharded(folder: Path, index: Path) -> Checkpoint:
    weight_map = read_json(index).get("weight_map")
    if not isinstance(weight_map, dict) or not weight_map:
        raise BadInput(f"{index} has no weight_map.", "Download it again.")
    for name, shard in weight_map.items():
        if not isinstance(shard, str) or not _is_plain_name(shard):
            raise BadInput(f"{index} puts tensor {name!r} into {shard!r}, which is not a file name.", _AGAIN)
    shards = sorted(set(weight_map.values()))
    for shard in shards:
        if not (folder / shard).is_file():
            raise BadInput(f"{folder} lacks the shard {shard} that its index names.", "Download it again.")
    checkpoint = _table(folder, [read_header(folder / shard) for shard in shards])
    for name, shard in weight_map.items():
        found = checkpoint.tensors.get(name)
        if found is None or found.file.name != shard:
            raise BadInput(f"{folder / shard} lacks tensor {name!r} that the index puts there.", "Download both again.")
    for tensor in checkpoint:
        if tensor.name not in weight_map:
            raise BadInput(f"{tensor.file} holds tensor {tensor.name!r} that the index does not name.", _AGAIN)
    return checkpoint


def _table(folder: Path, headers: list[Header]) -> Checkpoint:
    tensors: dict[str, TensorInfo] = {}
    for header in headers:
        for tensor in header.tensors:
            if tensor.name in tensors:
                raise BadInput(
                    f"Tensor {tensor.name!r} is in both {tensors[tensor.name].file} and {header.file}.", _AGAIN
                )
            tensors[tensor.name] = tensor
    if not tensors:
        raise BadInput(f"{folder} holds no tensors.", _AGAIN)
    return Checkpoint(folder, tuple(headers), tensors)


def _is_plain_name(name: str) -> bool:
    return bool(name) and PurePosixPath(name).name == name and "\\" not in name and "\0" not in name


def _no_weights(folder: Path) -> BadInput:
    pickles = sorted(file.name for file in folder.iterdir() if file.suffix in PICKLE_SUFFIXES)
    if pickles:
        return BadInput(f"{folder} has its weights as a pickle only ({pickles[0]}).", _CONVERT)
    if next(folder.glob("*.gguf"), None):
        return BadInput(f"{folder} has GGUF weights only.", "Pick the original checkpoint in safetensors.")
    shards = sorted(folder.glob("model-*-of-*.safetensors"))
    if shards:
        return BadInput(f"{folder} has shards ({shards[0].name}, …) but no {INDEX_NAME}.", "Download the index too.")
    return BadInput(
        f"{folder} has no {SINGLE_NAME} and no {INDEX_NAME}.", "Pick the folder that holds the model's weights."
    )
