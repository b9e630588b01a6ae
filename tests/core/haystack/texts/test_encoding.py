"""Tokens and characters: where one is in the other, and texts that go on."""

from __future__ import annotations

from itertools import islice
from typing import Final

import pytest

from graftwork_core.errors import Cancelled
from graftwork_core.haystack.texts.description import builtin_description
from graftwork_core.haystack.texts.dice import Dice
from graftwork_core.haystack.texts.filler import Storyteller
from tests.core.haystack.tokenizers import KINDS, tokenizer

ENDS: Final = (" What now?", "\n\nWhat now?<|end|>\n<|assistant|>\n", "是什么？", "", "x", ".\n", "  two blanks")


def text(language: str) -> str:
    description = builtin_description("zh" if language == "zh" else "en")
    return "<s><|user|>\n" + "".join(islice(Storyteller(description, Dice(5, "encoding")).pieces(), 60))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_going_on_gives_the_tokens_of_the_whole(kind: str, language: str) -> None:
    tokens, dice = tokenizer(kind), Dice(1)
    whole = tokens.encode(text(language))
    for number in range(60):
        cut = dice.between(1, len(whole.text))
        rest = ENDS[number % len(ENDS)]
        kept, more = tokens.go_on(whole, cut, rest)
        joined = tokens.encode(whole.text[:cut] + rest)
        assert [*whole.ids[:kept], *more.ids] == list(joined.ids)
        assert kept >= whole.token_at(cut) - 25
        # Its places count from the seam.
        assert [start + cut for start in more.starts] == list(joined.starts[kept:])
        assert [end + cut for end in more.ends] == list(joined.ends[kept:])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_token_is_found_by_its_characters(kind: str, language: str) -> None:
    tokens = tokenizer(kind)
    whole = tokens.encode(text(language))
    for character in range(20, len(whole.text), 37):
        place = whole.token_at(character)
        assert whole.ends[place] > character
        assert place == 0 or whole.ends[place - 1] <= character
    assert whole.token_at(len(whole.text)) == len(whole)


def test_control_texts_and_the_beginning_are_known() -> None:
    tokens = tokenizer("byte-level")
    assert set(tokens.control_texts) == {"<s>", "</s>", "<|user|>", "<|assistant|>", "<|end|>"}
    assert tokens.beginning == ""
    assert len(tokens.encode("<|user|>").ids) == 1


def test_faithful_is_what_comes_back_the_same() -> None:
    assert tokenizer("byte-level").is_faithful(tokenizer("byte-level").encode(text("zh")))
    assert not tokenizer("unigram").is_faithful(tokenizer("unigram").encode("全角：ＡＢＣ ☃ <unknown>"))


def test_an_empty_text_has_no_tokens() -> None:
    empty = tokenizer("byte-level").encode("")
    assert len(empty) == 0
    assert empty.token_at(0) == 0


def test_fingerprints_tell_tokenizers_apart() -> None:
    assert len({tokenizer(kind).fingerprint for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_text_has_the_same_tokens_while_somebody_watches(kind: str) -> None:
    long = text("en") * 60
    assert len(long) > 250_000
    told: list[None] = []
    assert tokenizer(kind).watched(lambda: told.append(None)).encode(long) == tokenizer(kind).encode(long)
    assert told


def test_a_long_text_is_given_up_in_the_middle() -> None:
    ticks = 0

    def second_thoughts() -> None:
        nonlocal ticks
        ticks += 1
        if ticks > 1:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        tokenizer("byte-level").watched(second_thoughts).encode(text("en") * 600)
