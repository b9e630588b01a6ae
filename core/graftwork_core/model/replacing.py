"""Replace small files of a folder so that each of them is whole at any moment, whatever interrupts it."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path

from graftwork_core.errors import BadInput


def refuse_what_cannot_be_replaced(file: Path) -> None:
    """Make sure that a file may be replaced.

    Raises:
        BadInput: When it is a link (its content belongs to somebody else too), or may not be written to.
    """
    if file.is_symlink():
        raise BadInput(
            f"{file} is a link, as in the Hub's cache, and is not changed.", "Copy the model into a folder of its own."
        )
    for path in (file, file.parent):
        if not os.access(path, os.W_OK):
            raise BadInput(f"{path} may not be written to.", "Change its permissions, or copy the model.")


def replace_files(folder: Path, contents: Sequence[tuple[str, bytes]]) -> None:
    """Write all files beside their places and bring them to the disk, then rename them, in the given order.

    Args:
        folder: Where they are.
        contents: Name and new bytes of each; a file that is there keeps its permissions.

    Raises:
        BadInput: When the folder cannot be written to. As long as nothing was renamed, it is then as it was.
    """
    pending: list[tuple[Path, Path]] = []
    try:
        for name, content in contents:
            pending.append((_written_beside(folder / name, content), folder / name))
        while pending:
            os.replace(*pending[0])
            pending.pop(0)
    except OSError as error:
        for temporary, _ in pending:
            with contextlib.suppress(OSError):
                temporary.unlink()
        raise BadInput(
            f"{folder} cannot be written to: {error.strerror or error}.", "Look at the disk and the permissions."
        ) from error
    _sync_folder(folder)


def _written_beside(file: Path, content: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, stat.S_IMODE(file.stat().st_mode) if file.exists() else 0o644)
    except BaseException:
        os.unlink(name)
        raise
    return Path(name)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # Windows does not open folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
