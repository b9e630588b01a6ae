"""Which number stands for which text: every common tokenizer file, compared and never trusted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.model.vocabulary import compare_vocabularies, read_vocabulary
from tests.core.model.making import tokens


def folder(path: Path, **files: Any) -> Path:
    path.mkdir()
    for name, content in files.items():
        (path / name.replace("__", ".")).write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def test_reads_both_kinds_of_tables(tmp_path: Path) -> None:
    unigram = {"model": {"type": "Unigram", "vocab": [["<unk>", 0.0], ["a", -1.5]]}, "added_tokens": None}

    assert read_vocabulary(folder(tmp_path / "u", tokenizer__json=unigram)).tokens == {0: "<unk>", 1: "a"}  # type: ignore[union-attr]
    bpe = read_vocabulary(folder(tmp_path / "b", tokenizer__json=tokens(3, added=1)))
    assert bpe is not None
    assert (bpe.tokens, bpe.added) == ({0: "t0", 1: "t1", 2: "t2"}, {2})


def test_reads_the_slow_tokenizers_files(tmp_path: Path) -> None:
    one = folder(tmp_path / "one", vocab__json={"a": 0, "b": 1}, added_tokens__json={"<x>": 2})
    other = folder(tmp_path / "other", vocab__json={"a": 0, "b": 1})

    comparison = compare_vocabularies(one, other)

    assert comparison is not None
    assert (comparison.common, comparison.removed, comparison.added, comparison.changed_count) == (2, 1, 0, 0)


def test_fast_and_slow_files_of_one_tokenizer_agree(tmp_path: Path) -> None:
    fast = folder(tmp_path / "fast", tokenizer__json=tokens(4, added=1))
    slow = folder(tmp_path / "slow", vocab__json={"t0": 0, "t1": 1, "t2": 2}, added_tokens__json={"t3": 3})

    comparison = compare_vocabularies(fast, slow)

    assert comparison is not None
    assert (comparison.common, comparison.added, comparison.removed, comparison.changed_count) == (4, 0, 0, 0)


def test_equal_opaque_files_are_enough(tmp_path: Path) -> None:
    one = folder(tmp_path / "one", tokenizer__model="sentencepiece")

    assert compare_vocabularies(one, folder(tmp_path / "same", tokenizer__model="sentencepiece")) is not None
    assert compare_vocabularies(one, folder(tmp_path / "other", tokenizer__model="else")) is None
    assert compare_vocabularies(one, folder(tmp_path / "none")) is None


def test_all_changes_are_counted_and_a_few_shown(tmp_path: Path) -> None:
    one = folder(tmp_path / "one", tokenizer__json=tokens(9))
    other = folder(tmp_path / "other", tokenizer__json=tokens(8, **{f"t{at}": f"x{at}" for at in range(5)}))

    comparison = compare_vocabularies(one, other)

    assert comparison is not None
    assert (comparison.changed_count, comparison.removed) == (5, 1)
    assert comparison.changed == ((0, "t0", "x0"), (1, "t1", "x1"), (2, "t2", "x2"))


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "{",
        {"model": 3},
        {"model": {"vocab": {"a": "0"}}},
        {"model": {"vocab": {"a": True}}},
        {"model": {"vocab": {"a": -1}}},
        {"model": {"vocab": [[3, 0.0]]}},
        {"model": {"vocab": {}}, "added_tokens": [3]},
        {"model": {"vocab": {}}, "added_tokens": [{"id": 1}]},
    ],
)
def test_broken_files_are_named(tmp_path: Path, content: Any) -> None:
    with pytest.raises(BadInput, match=r"tokenizer\.json"):
        read_vocabulary(folder(tmp_path / "m", tokenizer__json=content))
