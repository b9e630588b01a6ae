"""What people drop onto the library: folders, files, addresses of the Hub, and things that are none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QMimeData

from graftwork import paths
from graftwork_core.errors import BadInput

translate = QCoreApplication.translate
_HUB: Final = re.compile(r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/(?P<rest>[^\s?#]+)|(?P<name>hf:\S+)")
_PICKLES: Final = frozenset({".bin", ".pt", ".pth", ".ckpt", ".pkl"})
_MOST_LETTERS: Final = 500


@dataclass(frozen=True, slots=True)
class Dropped:
    """Everything in a drop.

    Attributes:
        paths: Folders and files of this computer.
        hub: Repositories on the Hub, as "hf:owner/name" or "hf:owner/name@revision".
        odd: What else there was, as text.
    """

    paths: tuple[Path, ...]
    hub: tuple[str, ...]
    odd: tuple[str, ...]


def may_be_dropped(mime: QMimeData) -> bool:
    """Whether a drag has anything for the library in it. Quick: nothing is looked up."""
    return bool(mime.urls()) or (mime.hasText() and _HUB.search(mime.text()[:_MOST_LETTERS]) is not None)


def dropped_model(mime: QMimeData) -> Path | None:
    """What a drop means for a slot: the first file or folder of this computer, else the first repository on the Hub."""
    here = paths.dropped_path(mime)
    if here is not None:
        return here
    named = sort_out(mime).hub
    return Path(named[0]) if named else None


def sort_out(mime: QMimeData) -> Dropped:
    """Tell apart what was dropped. Nothing on the disk is asked."""
    found: list[Path] = []
    hub: list[str] = []
    odd: list[str] = []
    links = [url.toLocalFile() or url.toString() for url in mime.urls()]
    for text in links or [mime.text()]:
        text = text[:_MOST_LETTERS]
        if name := hub_name(text):
            hub.append(name)
        elif links and Path(text).is_absolute():
            found.append(Path(text))
        else:
            odd.append(text)
    return Dropped(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(hub)), tuple(odd))


def hub_name(text: str) -> str:
    """The repository that a copied address or name means, as "hf:owner/name"; empty when it is none."""
    from graftwork_core.hub.names import parse_name

    match = _HUB.search(text)
    if match is None:
        return ""
    rest = match["name"] or _repository(match["rest"])
    try:
        return str(parse_name(rest))
    except BadInput:
        return ""


def library_folder(path: Path) -> Path:
    """The folder (or single file) that is meant by what somebody dropped or chose. Asks the disk, which may be slow.

    Raises:
        BadInput: When the library can do nothing with it.
    """
    if path.is_dir():
        return path
    if not path.exists():
        raise BadInput(translate("drops", "{path} is not there.").format(path=path))
    folder = paths.folder_of(path)
    if folder != path or path.suffix == ".safetensors":
        return folder
    hint = translate("drops", "Drop the folder that the model lies in, or a .safetensors file.")
    if path.suffix.lower() in _PICKLES:
        text = translate("drops", "{name} is a pickle, which could run anything; Graftwork reads safetensors only.")
    else:
        text = translate("drops", "{name} is neither a folder nor a .safetensors file.")
    raise BadInput(text.format(name=path.name), hint)


def _repository(rest: str) -> str:
    """owner/name[@revision] of an address's path, which may go on to a file: /owner/name/blob/main/config.json."""
    parts = [part for part in rest.split("/") if part]
    if len(parts) > 3 and parts[2] in ("tree", "blob", "resolve"):
        return f"{parts[0]}/{parts[1]}@{parts[3]}"
    return "/".join(parts[:2]) if parts[:1] not in (["datasets"], ["spaces"], ["models"]) else rest
