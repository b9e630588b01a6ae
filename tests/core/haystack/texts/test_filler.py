"""Generated filler: varied, the same everywhere, and free of what needles are about."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any, Final

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.haystack.texts.description import builtin_description, description_from, load_description
from graftwork_core.haystack.texts.dice import Dice
from graftwork_core.haystack.texts.filler import GENERATOR_VERSION, Storyteller
from graftwork_core.haystack.texts.quality import COMPRESSED, DISTINCT_GRAMS, DISTINCT_SENTENCES, quality
from graftwork_core.haystack.texts.sentences import sentences
from graftwork_resources import sample_folder

LANGUAGES: Final = ("en", "zh")
# About 150,000 tokens: 4.5 characters of English, 1.5 of Chinese to a token.
CHARACTERS: Final = {"en": 675_000, "zh": 225_000}
KEY_WORDS: Final = {
    "en": "account agents blueprints caretaker complaints dial digits doctor electronic foundation insurance invoices "
    "number numbers password passwords phrase policy receipt reference registry telephone telephoned telephones",
    "zh": "保险 编号 博士 电话 电子 登记 发票 负责人 号码 基金 口令 蓝图 收据 特工 投诉 账户 暗语",
}
TEXTS_OF_VERSION: Final = ["7035b3998e21", "27fe37a64d61"]
PROGRAM: Final = """
import hashlib
from itertools import islice
from graftwork_core.haystack.texts.description import builtin_description
from graftwork_core.haystack.texts.dice import Dice
from graftwork_core.haystack.texts.filler import GENERATOR_VERSION, Storyteller
for language in ("en", "zh"):
    pieces = Storyteller(builtin_description(language), Dice(3, "x")).pieces()
    print(hashlib.sha256("".join(islice(pieces, 500)).encode()).hexdigest())
"""


def story(language: Any, seed: int = 0) -> Iterator[str]:
    return Storyteller(builtin_description(language), Dice(seed, "test")).pieces()


@cache
def text(language: str) -> str:
    made, length = [], 0
    for piece in story(language):
        made.append(piece)
        length += len(piece)
        if length >= CHARACTERS[language]:
            return "".join(made)
    raise AssertionError


@pytest.mark.parametrize("language", LANGUAGES)
def test_passes_the_gate(language: str) -> None:
    found = quality(text(language))
    assert found.sentences >= DISTINCT_SENTENCES
    assert found.grams >= DISTINCT_GRAMS
    assert found.compressed >= COMPRESSED
    assert found.passes


def test_the_gate_catches_loops() -> None:
    loop = "The grass is green. The sky is blue. The sun is yellow. Here we go. There and back again. " * 500
    assert not quality(loop).passes
    assert not quality(text("en")[:60_000] * 7).passes
    found = quality("".join(islice(Storyteller(mini(), Dice(0)).pieces(), 5000)))
    assert found.compressed < COMPRESSED


def mini() -> Any:
    return load_description(sample_folder() / "haystack.en.yaml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_has_no_long_numbers_and_none_of_the_needles_words(language: Any) -> None:
    description = builtin_description(language)
    filler = text(language)
    assert not re.search(r"\d", filler)
    folded = filler.casefold()
    keys = {key for form in description.forms("T5") for key in form.keys or ()}
    words = {word.casefold() for word in keys | set(KEY_WORDS[language].split())}
    edge = r"\b" if language == "en" else ""
    assert not {word for word in words if re.search(edge + re.escape(word) + edge, folded)}


def test_the_generators_version_stands_for_its_text() -> None:
    # Results files rebuild their prompts by it: whoever changes the text raises GENERATOR_VERSION, then this.
    out = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stdout.split()
    assert (GENERATOR_VERSION, [digest[:12] for digest in out]) == (2, TEXTS_OF_VERSION)


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_seed_tells_something_else(language: str) -> None:
    one, other = (set(islice(story(language, seed), 300)) for seed in (1, 2))
    assert len(one & other) < 5


def test_english_sentences_begin_with_a_capital_and_end_with_a_full_stop() -> None:
    for sentence in islice(story("en"), 2000):
        assert re.match(r"\s*\"?[A-Z]", sentence), sentence
        assert sentence.endswith("."), sentence
        assert not re.search(r"\b[Aa] [aeiou]|  ", sentence), sentence


def test_chinese_text_has_full_width_punctuation_and_no_blanks() -> None:
    filler = text("zh")
    assert not re.search(r"[ ,.!?:;\"'a-zA-Z]", filler)
    assert len(set(re.findall(r"[把张个条只件顶盏口块双扇架根卷捆坛副匹面袋]", filler))) > 15
    for sentence in islice(story("zh"), 2000):
        assert re.search(r"[。？！][”]?$", sentence), sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_has_paragraphs_and_scenes_with_their_own_people(language: Any) -> None:
    paragraphs = text(language)[:40_000].split(builtin_description(language).filler.paragraph)
    assert len(paragraphs) > 50
    sizes = {len(sentences(paragraph)) for paragraph in paragraphs}
    assert min(sizes) >= 2
    assert max(sizes) <= 10


def test_makes_millions_of_characters_a_second() -> None:
    started = time.process_time()
    made = sum(map(len, islice(story("en"), 20_000)))
    assert made / (time.process_time() - started) > 1_000_000


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three? Four", 4),
        ('He said "No." Then he left. ', 2),
        ("It cost 3.50 in all. Done.", 2),
        ("一。二！“三？”四……五", 5),
        ("no end\nnext line\n\nthird", 3),
        ("", 0),
    ],
)
def test_cuts_text_behind_sentences_and_loses_nothing(text: str, count: int) -> None:
    pieces = sentences(text)
    assert len(pieces) == count
    assert "".join(pieces) == text


def test_sentences_without_a_word_end_the_making_of_text() -> None:
    content = {
        "name": "nothing", "language": "zh", "needle": "{key}{value}", "question": "{key}", "answer": "{value}",
        "keys": ["甲"], "value": {"digits": "4"}, "filler": {"sentences": ["{blank}"], "words": {"blank": [""]}},
    }  # fmt: skip
    story = Storyteller(description_from(content, "nothing.yaml"), Dice(0, "filler"))
    with pytest.raises(BadInput, match="'nothing' is empty"):
        next(story.pieces())
