"""What must not be published by accident: tokens, keys, and the paths of this machine. Found before the first byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graftwork_core.errors import BadInput
from graftwork_core.weights.header import read_header

_SECRETS: Final = {
    "a Hugging Face token": re.compile(r"\b(?:hf_|api_org_)[A-Za-z0-9]{20,}"),
    "an API key": re.compile(r"\b(?:sk-[A-Za-z0-9_-]{20,}|AKIA[0-9A-Z]{16}\b|AIza[0-9A-Za-z_-]{30,})"),
    "a GitHub token": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a bearer token": re.compile(r"(?i)\bauthorization:\s*bearer\s+[A-Za-z0-9._-]{16,}"),
}
_PATHS: Final = re.compile(r"(?:/home/|/Users/|[A-Za-z]:\\{1,2}Users\\{1,2})[\w.@-]+(?=[/\\])")
_VOCABULARIES: Final = frozenset({"tokenizer.json", "vocab.json", "vocab.txt", "merges.txt", "added_tokens.json"})
"""Lists of words from the web: home folders of strangers are among them; only this machine's own is looked for."""
_TEXTS: Final = (".json", ".md", ".txt", ".jinja", ".yaml", ".yml")
_LEGAL: Final = ("LICENSE", "LICENCE", "NOTICE", "USE_POLICY", "COPYING")
_MOST_BYTES: Final = 200_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something private in a file. It never holds the thing itself.

    Attributes:
        file: The file's name.
        what: What it is, a few words.
        line: On which line, from 1; 0 in a header of weights.
    """

    file: str
    what: str
    line: int


def refuse_private(files: Iterable[tuple[str, Path | bytes]]) -> None:
    """Look through what is to be published.

    Raises:
        BadInput: With the first thing found, and how many there are.
    """
    found = [finding for name, content in files for finding in find_private(name, content)]
    if found:
        first = found[0]
        where = f"{first.file}, line {first.line}," if first.line else f"The header of {first.file}"
        more = f" ({len(found) - 1} more.)" if len(found) > 1 else ""
        raise BadInput(f"{where} holds {first.what}.{more}", "Remove it before you publish the folder.")


def find_private(name: str, content: Path | bytes) -> Iterator[Finding]:
    """Everything private in one file: in a text's lines, in the notes of a file of weights."""
    if name.endswith(".safetensors") and isinstance(content, Path):
        for value in read_header(content).metadata.values():
            yield from _in_line(name, value, 0, own_home_only=False)
    elif name.endswith(_TEXTS) or name.upper().startswith(_LEGAL):
        raw = content if isinstance(content, bytes) else content.read_bytes()[:_MOST_BYTES]
        leaf = name.rpartition("/")[2]
        for number, line in enumerate(raw.decode("utf-8", errors="replace").splitlines(), 1):
            yield from _in_line(name, line, number, own_home_only=leaf in _VOCABULARIES)


def _in_line(name: str, line: str, number: int, *, own_home_only: bool) -> Iterator[Finding]:
    for what, pattern in _SECRETS.items():
        if pattern.search(line):
            yield Finding(name, what, number)
    home = str(Path.home())
    if len(home) > len("/root") and re.search(re.escape(home) + r"(?=[/\\])", line):
        yield Finding(name, "a path of this machine", number)
    elif not own_home_only and _PATHS.search(line):
        yield Finding(name, "the path of somebody's home folder", number)
