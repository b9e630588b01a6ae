"""Where a job's inputs are: a folder or file here, or a repository on the Hub."""

from __future__ import annotations

from pathlib import Path

from graftwork_core.errors import BadInput
from graftwork_core.hub.names import PREFIX, is_hub_name


def absolute(path: Path) -> Path:
    """The path as it may be stored: "~" and relative paths made absolute; a Hub path stays as it is."""
    return path if is_hub_path(path) else path.expanduser().absolute()


def is_hub_path(path: Path) -> bool:
    """Whether it means `hf:owner/name[@revision]`."""
    return is_hub_name(path)


def resolve_path(path: Path) -> Path:
    """The local folder or file that a path means, where only a local one will do.

    Raises:
        BadInput: When it lies on the Hub.
    """
    if is_hub_path(path):
        name = path.as_posix().removeprefix(PREFIX)
        raise BadInput(
            f"{path.as_posix()} is on the Hub, and this needs a folder on this machine.",
            f"Download it first (graftwork hub download {name}) and name its folder.",
        )
    return path
