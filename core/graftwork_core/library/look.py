"""What is at a place: opened by its config and headers, told apart, a broken one with what is wrong."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from graftwork_core.adapter.files import CONFIG_NAME as ADAPTER_CONFIG
from graftwork_core.adapter.files import RECORD_NAME, open_adapter
from graftwork_core.adapter.preview import preview
from graftwork_core.errors import GraftworkError
from graftwork_core.library.entry import Entry, Kind
from graftwork_core.library.walk import Place
from graftwork_core.model.card import CARD_NAME, read_card
from graftwork_core.model.info import CONFIG_NAME, open_model
from graftwork_core.weights.checkpoint import INDEX_NAME, Checkpoint, open_checkpoint
from graftwork_core.weights.dtypes import spoken

_WATCHED: Final = frozenset({CONFIG_NAME, ADAPTER_CONFIG, INDEX_NAME, CARD_NAME, RECORD_NAME})
_WRITTEN: Final = ("problem", "advice", "architecture", "dtype", "base", "licence", "method")
_MOST_LETTERS: Final = 1000


def signature(path: Path) -> tuple[str, float]:
    """A text that changes when a file that matters does, and when the newest of them changed.

    Raises:
        OSError: When the place cannot be read (any more).
    """
    files = [path] if path.is_file() else sorted(file for file in path.iterdir() if _matters(file.name))
    digest, newest = hashlib.sha256(), 0.0
    for file in files:
        try:
            status = file.stat()
        except FileNotFoundError:  # a link into the cache whose target is gone
            digest.update(f"{file.name}\0gone\n".encode(errors="surrogateescape"))
            continue
        digest.update(f"{file.name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode(errors="surrogateescape"))
        newest = max(newest, status.st_mtime)
    return digest.hexdigest()[:32], newest


def look(place: Place, root: Path) -> Entry:
    """Look at a place. Never fails: what cannot be opened is a broken entry that says why."""
    path = place.path
    blank = Entry(path, root, Kind.BROKEN, place.name, place.revision)
    try:
        mark, modified = signature(path)
        blank = replace(blank, signature=mark, modified=modified)
        return _shortened(_opener(path)(blank))
    except GraftworkError as error:
        return _shortened(replace(blank, problem=error.message, advice=error.hint))
    except OSError as error:
        return replace(blank, problem=f"{path} cannot be read: {error.strerror or error}.", advice="Check its rights.")
    except Exception as error:  # noqa: BLE001 - one odd folder must not end the scan of ten thousand
        problem = f"{path} cannot be understood ({type(error).__name__}: {error})."
        return _shortened(replace(blank, problem=problem, advice="Report it, with the folder's config.json."))


def _opener(path: Path) -> Callable[[Entry], Entry]:
    if path.is_file():
        return _look_at_file
    return _look_at_model if os.path.lexists(path / CONFIG_NAME) else _look_at_adapter


def _look_at_model(blank: Entry) -> Entry:
    info = open_model(blank.path).info
    return replace(
        blank,
        kind=Kind.QUANTIZED if info.quantization else Kind.MODEL,
        architecture=info.architecture or info.model_type,
        parameters=info.parameters,
        nbytes=info.nbytes,
        dtype=spoken(info.dtype),
        context=info.context_window or 0,
        method=info.quantization.method if info.quantization else "",
        **_from_card(blank.path),
    )


def _look_at_adapter(blank: Entry) -> Entry:
    seen = preview(open_adapter(blank.path))
    about = _from_card(blank.path)
    return replace(
        blank,
        kind=Kind.ADAPTER,
        architecture=next((module.method for module in seen.modules), "lora"),
        parameters=seen.parameters,
        nbytes=seen.nbytes,
        dtype=seen.dtype,
        context=(seen.context.window or 0) if seen.context else 0,
        rank=seen.rank,
        base=about["base"] or seen.base,
        licence=about["licence"],
    )


def _look_at_file(blank: Entry) -> Entry:
    checkpoint = open_checkpoint(blank.path)
    return replace(
        blank,
        kind=Kind.WEIGHTS,
        parameters=checkpoint.parameters,
        nbytes=checkpoint.nbytes,
        dtype=_main_dtype(checkpoint),
    )


def _shortened(entry: Entry) -> Entry:
    """The entry with what strangers wrote cut to what a list can show."""
    cut: dict[str, Any] = {
        name: f"{text[: _MOST_LETTERS - 1]}…" for name in _WRITTEN if len(text := getattr(entry, name)) > _MOST_LETTERS
    }
    return replace(entry, **cut)


def _from_card(folder: Path) -> dict[str, Any]:
    card = read_card(folder)
    return {"base": ", ".join(card.base_models), "licence": card.licence}


def _main_dtype(checkpoint: Checkpoint) -> str:
    elements: dict[str, int] = {}
    for tensor in checkpoint:
        elements[tensor.dtype] = elements.get(tensor.dtype, 0) + tensor.numel
    return spoken(max(elements, key=lambda dtype: elements[dtype]))


def _matters(name: str) -> bool:
    return name in _WATCHED or name.endswith(".safetensors")
