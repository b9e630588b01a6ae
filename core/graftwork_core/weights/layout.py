"""Where every byte of a checkpoint will be, decided before the first one is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from graftwork_core.weights.checkpoint import INDEX_NAME, SINGLE_NAME
from graftwork_core.weights.header import build_header, tensor_bytes

METADATA = {"format": "pt"}


@dataclass(frozen=True, slots=True)
class OutputTensor:
    """A tensor that will be written: its name on disk, its header dtype, its shape."""

    name: str
    dtype: str
    shape: tuple[int, ...]

    @property
    def nbytes(self) -> int:
        """Bytes it will take."""
        return tensor_bytes(self.dtype, self.shape)


@dataclass(frozen=True)
class FileLayout:
    """One file to come: its header's bytes, and where each tensor starts."""

    filename: str
    tensors: tuple[OutputTensor, ...]
    header: bytes
    offsets: dict[str, int]

    @cached_property
    def nbytes(self) -> int:
        """Size of the whole file."""
        return len(self.header) + sum(tensor.nbytes for tensor in self.tensors)


@dataclass(frozen=True)
class Layout:
    """All files of a checkpoint to come."""

    files: tuple[FileLayout, ...]

    @cached_property
    def tensors(self) -> dict[str, OutputTensor]:
        """name → tensor, in the order of files and bytes."""
        return {tensor.name: tensor for file in self.files for tensor in file.tensors}

    @cached_property
    def nbytes(self) -> int:
        """Bytes of all files, headers included."""
        return sum(file.nbytes for file in self.files)

    @property
    def index(self) -> dict[str, object] | None:
        """The content of the index file; None when a single file needs none."""
        if len(self.files) == 1:
            return None
        return {
            "metadata": {"total_size": sum(tensor.nbytes for tensor in self.tensors.values())},
            "weight_map": {tensor.name: file.filename for file in self.files for tensor in file.tensors},
        }

    @property
    def filenames(self) -> tuple[str, ...]:
        """Names of the files that hold or index the weights."""
        names = tuple(file.filename for file in self.files)
        return names if len(names) == 1 else (*names, INDEX_NAME)


def lay_out(groups: Sequence[Sequence[OutputTensor]]) -> Layout:
    """One file a group, named as transformers names a single file or shards."""
    count = len(groups)
    files = []
    for number, group in enumerate(groups, 1):
        filename = SINGLE_NAME if count == 1 else f"model-{number:05d}-of-{count:05d}.safetensors"
        files.append(_file(filename, group))
    return Layout(tuple(files))


def lay_out_file(filename: str, tensors: Sequence[OutputTensor]) -> Layout:
    """A single file under a name of its own, such as an adapter's."""
    return Layout((_file(filename, tensors),))


def split_by_size(tensors: Iterable[OutputTensor], limit: int) -> list[list[OutputTensor]]:
    """Shards of at most `limit` bytes in the given order; a larger tensor gets its own shard."""
    groups: list[list[OutputTensor]] = []
    room = 0
    for tensor in tensors:
        if not groups or tensor.nbytes > room:
            groups.append([])
            room = limit
        groups[-1].append(tensor)
        room -= tensor.nbytes
    return groups


def split_like(tensors: Iterable[OutputTensor], file_of: Callable[[str], str]) -> list[list[OutputTensor]]:
    """Shards as another checkpoint has them: `file_of` gives the file that a tensor lay in."""
    ordered = sorted(tensors, key=lambda tensor: file_of(tensor.name))  # stable: keeps the order of bytes
    return [list(group) for _, group in groupby(ordered, key=lambda tensor: file_of(tensor.name))]


def _file(filename: str, tensors: Sequence[OutputTensor]) -> FileLayout:
    header, offsets = build_header(((tensor.name, tensor.dtype, tensor.shape) for tensor in tensors), METADATA)
    return FileLayout(filename, tuple(tensors), header, offsets)
