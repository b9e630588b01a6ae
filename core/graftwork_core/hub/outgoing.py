"""The files of an upload: an explicit list of what belongs to a model or an adapter, hashed, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graftwork_core.adapter.files import CONFIG_NAME as ADAPTER_CONFIG
from graftwork_core.adapter.files import DELTA_NAME, open_adapter
from graftwork_core.adapter.files import WEIGHTS_NAME as ADAPTER_WEIGHTS
from graftwork_core.errors import BadInput
from graftwork_core.hub.lineage import Kind
from graftwork_core.hub.names import unsafe_file
from graftwork_core.model.files import TEMPLATES_FOLDER, is_side_file
from graftwork_core.model.info import CONFIG_NAME, open_model
from graftwork_core.provenance import CARD_NAME, RECORD_NAME
from graftwork_core.weights.checkpoint import INDEX_NAME

MAP_NAME: Final = "heatmap.png"
MOST_FILE_BYTES: Final = 50_000_000_000
_PIECE: Final = 1 << 22
_SAMPLE: Final = 512


@dataclass(frozen=True)
class OutgoingFile:
    """One file to be published.

    Attributes:
        name: Its name in the repository.
        content: Where its bytes are: a file, or the bytes themselves.
        size: Bytes.
        sha256: Hash of its content.
        blob_id: The name git gives its content.
        sample: Its first bytes, by which the Hub decides how it travels.
    """

    name: str
    content: Path | bytes
    size: int
    sha256: str
    blob_id: str
    sample: bytes

    def read(self) -> bytes:
        """All of it; for files that travel inside the commit."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()


def kind_of(folder: Path) -> Kind:
    """Whether a folder holds a model or an adapter; both are opened and checked.

    Raises:
        BadInput: When it holds neither, or it is damaged.
    """
    if (folder / ADAPTER_CONFIG).is_file() and not (folder / CONFIG_NAME).is_file():
        open_adapter(folder)
        return "adapter"
    open_model(folder)
    return "model"


def list_files(folder: Path, kind: Kind) -> dict[str, Path]:
    """Name in the repository → file, of everything in the folder that belongs to the model.

    Raises:
        BadInput: When one of them is a link, has an impossible name, or is too large for the Hub.
    """
    if kind == "adapter":
        names = [ADAPTER_CONFIG, ADAPTER_WEIGHTS, DELTA_NAME]
    else:
        weights = [header.file.name for header in open_model(folder).checkpoint.headers]
        names = [CONFIG_NAME, INDEX_NAME, *weights] if len(weights) > 1 else [CONFIG_NAME, *weights]
    names += [CARD_NAME, RECORD_NAME, MAP_NAME]
    inside = [*folder.iterdir(), *(folder / TEMPLATES_FOLDER).glob("*.jinja")]
    names += [name for file in inside if is_side_file(name := file.relative_to(folder).as_posix())]
    files = {name: folder / name for name in dict.fromkeys(names) if (folder / name).is_file()}
    for name, file in files.items():
        _check(name, file)
    return dict(sorted(files.items()))


def hash_files(files: Mapping[str, Path | bytes], on_piece: Callable[[int], None]) -> tuple[OutgoingFile, ...]:
    """Read all files once and hash them.

    Args:
        files: Name → where its bytes are.
        on_piece: Called with the bytes read so far, over all files; may raise to stop.

    Raises:
        BadInput: When one cannot be read.
    """
    done = 0

    def advance(nbytes: int) -> None:
        nonlocal done
        done += nbytes
        on_piece(done)

    return tuple(_hash(name, content, advance) for name, content in files.items())


def _hash(name: str, content: Path | bytes, advance: Callable[[int], None]) -> OutgoingFile:
    sha256 = hashlib.sha256()
    if isinstance(content, bytes):
        sha256.update(content)
        blob = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False)
        return OutgoingFile(name, content, len(content), sha256.hexdigest(), blob.hexdigest(), content[:_SAMPLE])
    try:
        size = content.stat().st_size
        blob = hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False)
        sample = b""
        with content.open("rb", buffering=0) as stream:
            while piece := stream.read(_PIECE):
                sample = sample or piece[:_SAMPLE]
                sha256.update(piece)
                blob.update(piece)
                advance(len(piece))
    except OSError as error:
        raise BadInput(f"{content} cannot be read: {error.strerror or error}.", "Check its rights.") from error
    return OutgoingFile(name, content, size, sha256.hexdigest(), blob.hexdigest(), sample)


def _check(name: str, file: Path) -> None:
    if file.is_symlink() or file.parent.is_symlink():
        raise BadInput(
            f"{file} is a link, and what it leads to may not be yours to publish.", "Copy the file into the folder."
        )
    if why := unsafe_file(name):
        raise BadInput(f"{name!r} cannot be published: {why}.", "Rename it.")
    if file.stat().st_size > MOST_FILE_BYTES:
        raise BadInput(
            f"{file} has {file.stat().st_size} bytes, more than the Hub takes in one file.",
            "Merge again with --shard-size 5GB.",
        )
