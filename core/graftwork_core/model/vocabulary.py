"""Which number stands for which text: read from tokenizer files, without a tokenizer library."""

from __future__ import annotations

import filecmp
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.units import format_bytes
from graftwork_core.weights.checkpoint import read_json
from graftwork_core.weights.identity import content_hash
from graftwork_core.weights.lazy import source_of

MAX_TOKENIZER_BYTES: Final = 200_000_000
_FAST: Final = "tokenizer.json"
_OPAQUE: Final = ("tokenizer.model", "tekken.json", "qwen.tiktoken", "spiece.model")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Number → text, and which of the numbers were added to the trained vocabulary."""

    tokens: Mapping[int, str]
    added: frozenset[int]


@dataclass(frozen=True, slots=True)
class VocabularyComparison:
    """How another model's tokenizer differs from the base's.

    Attributes:
        common: Numbers that both have.
        changed: Common trained tokens with another text: (number, base's, other's), at most a few.
        changed_count: How many there are.
        renamed: The same for added tokens, such as reserved ones that a fine-tune gave a name.
        renamed_count: How many there are.
        added: Tokens that only the other has.
        removed: Tokens that only the base has.
    """

    common: int
    changed: tuple[tuple[int, str, str], ...] = ()
    changed_count: int = 0
    renamed: tuple[tuple[int, str, str], ...] = ()
    renamed_count: int = 0
    added: int = 0
    removed: int = 0


def refuse_huge_tokenizer(folder: Path) -> None:
    """Refuse tokenizer files that no tokenizer has, before a library reads them into memory.

    Raises:
        BadInput: Naming the file.
    """
    for name in (_FAST, "vocab.json", "merges.txt", "vocab.txt", "added_tokens.json", *_OPAQUE):
        file = folder / name
        if file.is_file() and file.stat().st_size > MAX_TOKENIZER_BYTES:
            raise BadInput(
                f"{file} has {format_bytes(file.stat().st_size)}, which no tokenizer has.", "Download it again."
            )


def compare_vocabularies(base: Path, other: Path) -> VocabularyComparison | None:
    """Compare the tokenizers of two model folders; None when one of them has none that can be read.

    Raises:
        BadInput: When a tokenizer file is broken or absurdly large.
    """
    for name in (_FAST, *_OPAQUE):
        if _same_bytes(base / name, other / name):
            return VocabularyComparison(common=-1)
    for folder in (base, other):
        _refuse_what_is_not_here(folder)
    mine, theirs = read_vocabulary(base), read_vocabulary(other)
    return _compare(mine, theirs) if mine is not None and theirs is not None else None


def read_vocabulary(folder: Path) -> Vocabulary | None:
    """Read tokenizer.json, or vocab.json with added_tokens.json; None when the folder has neither.

    Raises:
        BadInput: When a file is broken or absurdly large.
    """
    if (folder / _FAST).is_file():
        return _from_fast(folder / _FAST)
    if (folder / "vocab.json").is_file():
        tokens = _by_number(folder / "vocab.json", read_json(folder / "vocab.json", MAX_TOKENIZER_BYTES))
        extra = folder / "added_tokens.json"
        added = _by_number(extra, read_json(extra, MAX_TOKENIZER_BYTES)) if extra.is_file() else {}
        return Vocabulary({**tokens, **added}, frozenset(added))
    return None


def _from_fast(file: Path) -> Vocabulary:
    content = read_json(file, MAX_TOKENIZER_BYTES)
    model = content.get("model")
    vocab = model.get("vocab") if isinstance(model, dict) else None
    if isinstance(vocab, list):  # Unigram: [text, score], in the order of their numbers
        vocab = {entry[0]: at for at, entry in enumerate(vocab) if isinstance(entry, list) and entry}
    if not isinstance(vocab, dict):
        raise BadInput(f"{file} has no vocabulary in it.", "Download it again.")
    added = content.get("added_tokens") or []
    if not isinstance(added, list) or not all(isinstance(entry, dict) for entry in added):
        raise BadInput(f"{file} has added_tokens that are not a list of tokens.", "Download it again.")
    named = _by_number(file, {entry.get("content"): entry.get("id") for entry in added})
    return Vocabulary({**_by_number(file, vocab), **named}, frozenset(named))


def _by_number(file: Path, numbers: Mapping[Any, Any]) -> dict[int, str]:
    for text, number in numbers.items():
        if not isinstance(text, str) or type(number) is not int or number < 0:
            raise BadInput(
                f"{file} gives token {str(text)[:40]!r} the number {str(number)[:40]!r}.", "Download it again."
            )
    return {number: text for text, number in numbers.items()}


def _compare(base: Vocabulary, other: Vocabulary) -> VocabularyComparison:
    common = base.tokens.keys() & other.tokens.keys()
    special = base.added | other.added
    differing = sorted(number for number in common if base.tokens[number] != other.tokens[number])
    changed = [number for number in differing if number not in special]
    renamed = [number for number in differing if number in special]

    def examples(numbers: list[int]) -> tuple[tuple[int, str, str], ...]:
        return tuple((number, base.tokens[number], other.tokens[number]) for number in numbers[:3])

    return VocabularyComparison(
        common=len(common),
        changed=examples(changed),
        changed_count=len(changed),
        renamed=examples(renamed),
        renamed_count=len(renamed),
        added=len(other.tokens.keys() - common),
        removed=len(base.tokens.keys() - common),
    )


def _refuse_what_is_not_here(folder: Path) -> None:
    for name in (_FAST, "vocab.json"):
        source = source_of(folder / name)
        if source is not None and source.digest(folder / name) is not None:
            raise BadInput(
                "The tokenizers' files differ, and one of them is not on this machine yet.",
                "They are compared word by word once the model has been downloaded.",
            )


def _same_digest(one: Path, other: Path) -> bool | None:
    """Whether two files are the same by their hashes; None when both are here and can be read."""
    digests = []
    for file in (one, other):
        source = source_of(file)
        digests.append(source.digest(file) if source is not None and file.is_file() else None)
    known = next((digest for digest in digests if digest is not None), None)
    if known is None:
        return None
    return all(
        (digest or (known[0], content_hash(file, known[0]))) == known
        for digest, file in zip(digests, (one, other), strict=True)
    )


def _same_bytes(one: Path, other: Path) -> bool:
    try:
        if one.is_file() and other.is_file() and (same := _same_digest(one, other)) is not None:
            return same
        return one.is_file() and other.is_file() and filecmp.cmp(one, other, shallow=False)
    except OSError as error:
        raise BadInput(
            f"{one} or {other} cannot be read: {error.strerror or error}.", "Check the disk and its permissions."
        ) from error
