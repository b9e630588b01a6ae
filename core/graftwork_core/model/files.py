"""The files beside the weights that a merged model needs too: tokenizer, templates, processors, code, licences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_TOKENIZER: Final = re.compile(
    r"tokenizer(_config)?\.json|special_tokens_map\.json|added_tokens\.json|vocab\.(json|txt|bpe)|encoder\.json"
    r"|merges\.txt|tekken\.json|(tokenizer|spiece|spm|sentencepiece)[\w.-]*\.model|[\w.-]+\.tiktoken"
)
_SETTINGS: Final = re.compile(
    r"generation_config\.json|chat_template\.(jinja|json)|(pre|video_pre|feature_)?(processor|extractor)(_config)?\.json"
    r"|preprocessor_config\.json|video_preprocessor_config\.json|image_processor_config\.json|processor_config\.json"
)
_LEGAL: Final = re.compile(r"(LICEN[CS]E|NOTICE|USE_POLICY|COPYING)([._-][\w.-]*)?", re.IGNORECASE)
_CODE: Final = re.compile(r"[A-Za-z_]\w*\.py")
TEMPLATES_FOLDER: Final = "additional_chat_templates"
_TEMPLATE: Final = re.compile(r"[\w.-]+\.jinja")


def side_files(folder: Path) -> tuple[str, ...]:
    """Names, relative to the folder, of everything to carry over to a model made from this one.

    Never weights, indexes, `config.json` (which the merge writes itself) or the model card. Python files
    come along because configs name them; nothing here ever runs them.
    """
    plain = (name for name in _names(folder) if _is_carried(name))
    templates = (
        f"{TEMPLATES_FOLDER}/{name}" for name in _names(folder / TEMPLATES_FOLDER) if _TEMPLATE.fullmatch(name)
    )
    return (*plain, *templates)


def is_side_file(name: str) -> bool:
    """Whether a file of that name (relative to a model's folder) is carried over; Python code aside."""
    folder, slash, leaf = name.rpartition("/")
    if slash:
        return folder == TEMPLATES_FOLDER and _TEMPLATE.fullmatch(leaf) is not None
    return any(pattern.fullmatch(name) for pattern in (_TOKENIZER, _SETTINGS, _LEGAL))


def is_tokenizer_file(name: str) -> bool:
    """Whether a file of that name belongs to the tokenizer."""
    return _TOKENIZER.fullmatch(name) is not None


def tokenizer_files(folder: Path) -> tuple[str, ...]:
    """Names of the tokenizer's files in a model's folder."""
    return tuple(name for name in _names(folder) if _TOKENIZER.fullmatch(name))


def _is_carried(name: str) -> bool:
    return any(pattern.fullmatch(name) for pattern in (_TOKENIZER, _SETTINGS, _LEGAL, _CODE))


def _names(folder: Path) -> Iterator[str]:
    if folder.is_dir():
        yield from sorted(entry.name for entry in folder.iterdir() if entry.is_file())
