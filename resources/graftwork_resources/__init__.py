"""What Graftwork ships besides code: the sample checkpoints (icons, themes and translations join them here)."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def resource_folder() -> Path:
    """The folder that all resources lie in; part of the installation, so only ever read from it.

    Returns:
        An absolute path.

    Raises:
        FileNotFoundError: If the package lies inside an archive instead of a folder.
    """
    folder = files(__name__)
    if not isinstance(folder, Path):
        raise FileNotFoundError(f"Graftwork's resources are not in a folder but in {folder}; install it unpacked.")
    return folder.resolve()


def sample_folder() -> Path:
    """The sample: three tiny trained checkpoints and the questions that show what they can do.

    `base`, `long` (the donor: finds a number in long text) and `skill` (the target: answers in Chinese and
    translates words) are complete model folders; `README.md` beside them tells how they behave.

    Returns:
        The absolute path of the folder, e.g. `sample_folder() / "base"` is the base model.

    Raises:
        FileNotFoundError: If the sample is not part of this installation.
    """
    folder = resource_folder() / "sample"
    if not folder.is_dir():
        raise FileNotFoundError(f"The sample is missing: there is no folder {folder}. Install Graftwork again.")
    return folder
