"""The user's own .txt and .md files as a haystack: read, cut into paragraphs, freed of duplicates, shuffled."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graftwork_core.errors import BadInput
from graftwork_core.haystack.texts.dice import Dice
from graftwork_core.haystack.texts.sentences import sentences

ENDINGS: Final = (".txt", ".md")
_MOST_BYTES: Final = 512 * 2**20
_MOST_FILES: Final = 10_000
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n\s*")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
PARAGRAPH_END: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class TextFile:
    """One file that was read, so that a later rebuilding notices when it was changed."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class OwnText:
    """The paragraphs of the user's files.

    Attributes:
        files: What was read.
        paragraphs: Each once, in the order of the files.
        duplicates: How many paragraphs were there before.
        left_out: How many were left out because they hold control tokens of the model.
    """

    files: tuple[TextFile, ...]
    paragraphs: tuple[str, ...]
    duplicates: int = 0
    left_out: int = 0

    @property
    def characters(self) -> int:
        """How long it is."""
        return sum(len(paragraph) + len(PARAGRAPH_END) for paragraph in self.paragraphs)

    def shuffled(self, dice: Dice) -> Iterator[list[str]]:
        """Paragraphs in another order, each as the pieces that it consists of; a needle fits between any two."""
        for paragraph in dice.shuffled(self.paragraphs):
            yield sentences(paragraph + PARAGRAPH_END)

    def without(self, control_texts: Sequence[str]) -> OwnText:
        """The text without the paragraphs that would break out of the user's turn."""
        kept = tuple(one for one in self.paragraphs if not any(control in one for control in control_texts))
        if not kept:
            raise BadInput(
                f"Every paragraph of {self.files[0].path} holds control tokens of the model, such as "
                f"{next((one for one in control_texts if one in self.paragraphs[0]), '')!r}.",
                "Take a text without them.",
            )
        return OwnText(self.files, kept, self.duplicates, len(self.paragraphs) - len(kept))


def read_texts(paths: Sequence[Path]) -> OwnText:
    """Read text files; folders stand for all .txt and .md files in them.

    Raises:
        BadInput: One is missing, empty, too large, no text, or neither UTF-8 nor GB18030.
    """
    files: list[TextFile] = []
    paragraphs: dict[str, None] = {}
    seen = total = 0
    for path in _files(paths):
        content = _content(path)
        total += len(content)
        if total > _MOST_BYTES:
            raise BadInput(f"With {path} the texts are larger than {_MOST_BYTES // 2**20} MiB.", "Give fewer files.")
        found = _paragraphs(_text(content, path))
        if not found:
            raise BadInput(f"{path} is empty.", "Leave it out.")
        files.append(TextFile(str(path), hashlib.sha256(content).hexdigest()))
        seen += len(found)
        paragraphs.update(dict.fromkeys(found))
    return OwnText(tuple(files), tuple(paragraphs), seen - len(paragraphs))


def _files(paths: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.suffix.lower() in ENDINGS and one.is_file())
            if not inside:
                raise BadInput(f"The folder {path} has no .txt or .md files in it.")
            files += inside
        else:
            files.append(path)
        if len(files) > _MOST_FILES:
            raise BadInput(f"{path} brings more than {_MOST_FILES} files.", "Give fewer.")
    return list(dict.fromkeys(file.resolve() for file in files))


def _content(path: Path) -> bytes:
    if path.suffix.lower() not in ENDINGS:
        raise BadInput(f"{path} is neither a .txt nor a .md file.", "Save it as plain text.")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadInput(f"{path} is larger than {_MOST_BYTES // 2**20} MiB.", "Give a part of it.")
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error


def _text(content: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            break
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    else:
        raise BadInput(f"{path} is neither UTF-8 nor GB18030 text.", "Save it as UTF-8.")
    raise BadInput(f"{path} is not text but holds binary data.", "Save it as plain UTF-8 text.")


def _paragraphs(text: str) -> list[str]:
    """Between blank lines; a text without any has a paragraph on each line."""
    parts = _BLANK_LINE.split(text)
    if len(parts) < 2 or max(len(part) for part in parts) > 20_000:
        parts = [line for part in parts for line in part.split("\n")]
    return [part.strip("\n ") for part in parts if part.strip()]
