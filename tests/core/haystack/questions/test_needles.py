"""Needles: what each tier promises, in both languages."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.haystack.plans.trial import Tier
from graftwork_core.haystack.questions.needles import Drawn, NeedleMaker
from graftwork_core.haystack.texts.description import builtin_description, description_from, load_description
from graftwork_core.haystack.texts.dice import Dice
from graftwork_core.haystack.texts.grammar import slots
from graftwork_resources import sample_folder

LANGUAGES: Final = ("en", "zh")
TIERS: Final[tuple[Tier, ...]] = ("T1", "T2", "T3", "T4", "T5", "T6")
STOP_WORDS: Final = frozenset(
    """a after an and at because before by could do does every everyone everybody for from had has have in is it its no
    of off on once or out so somebody something the their to two until was when who with without under people""".split()
)


def maker(language: Any, tier: Tier, seed: int = 0, occurs: Any = lambda word: False, **more: Any) -> NeedleMaker:
    return NeedleMaker(builtin_description(language), tier, Dice(seed, tier), occurs, **more)


def drawn(language: Any, tier: Tier, count: int = 40) -> list[Drawn]:
    made = maker(language, tier)
    return [one for _ in range(count // 4) for one in made.group(4)]


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_value_stands_in_the_needle_and_in_the_answer_not_in_the_question(language: str, tier: Tier) -> None:
    for one in drawn(language, tier):
        needle = one.needle
        assert needle.tier == tier
        assert needle.answer[one.value_start :].startswith(needle.value)
        assert all(any(value in sentence for sentence in needle.statements) for value in needle.expected)
        assert all(value in needle.answer for value in needle.expected)
        assert not any(value in needle.question for value in needle.expected)
        assert not re.search(r"[{}]", "".join((*needle.statements, needle.question, needle.answer)))


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_comes_twice_in_a_text(language: str, tier: Tier) -> None:
    some = drawn(language, tier)
    values = [value for one in some for value in one.needle.expected]
    assert len(set(values)) == len(values)
    keys = [one.needle.key for one in some]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_of_t1_are_numbers_of_seven_digits_or_two_words(language: str) -> None:
    some = [one.needle.value for one in drawn(language, "T1", 80)]
    numbers = [value for value in some if value.isdigit()]
    assert {len(number) for number in numbers} == {7}
    assert not any(number.startswith("0") for number in numbers)
    assert 0 < len(numbers) < len(some)
    words = next(value for value in some if not value.isdigit())
    assert re.fullmatch(r"[a-z]+ [a-z]+" if language == "en" else r"[㐀-鿿]{4,6}", words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_of_digits_can_be_chosen(language: str) -> None:
    values = [one.needle.value for one in maker(language, "T2", digits=8).group(10)]
    assert all(re.fullmatch(r"[1-9]\d{7}", value) for value in values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_of_a_t2_group_differ_in_one_part(language: str) -> None:
    for seed in range(5):
        group = [one.needle for one in maker(language, "T2", seed).group(8)]
        keys = [needle.key for needle in group]
        first, last = (_common(keys), _common([key[::-1] for key in keys]))
        assert first + last > 0.4 * min(map(len, keys))
        # The same question but for the key: nothing else tells them apart.
        assert len({needle.question.replace(needle.key, "") for needle in group}) == 1


def _common(words: list[str]) -> int:
    """How many letters all words begin with."""
    return next((place for place, letters in enumerate(zip(*words, strict=False)) if len(set(letters)) > 1), 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_t3_asks_for_four_values_of_one_key_in_the_texts_order_or_of_four_keys_in_its_own(language: str) -> None:
    seen = set()
    for one in drawn(language, "T3", 60):
        needle = one.needle
        assert len(needle.statements) == len(needle.expected) == 4
        in_text = [next(v for v in needle.expected if v in sentence) for sentence in needle.statements]
        joined = ", " if language == "en" else "、"
        assert needle.value == joined.join(needle.expected)
        keys = needle.key.split(joined)
        seen.add(len(keys))
        if len(keys) == 1:
            assert in_text == list(needle.expected)
        else:
            for key, value in zip(keys, needle.expected, strict=True):
                assert any(key in sentence and value in sentence for sentence in needle.statements)
    assert seen == {1, 4}


@pytest.mark.parametrize("language", LANGUAGES)
def test_t4_is_told_in_the_fillers_own_words(language: Any) -> None:
    description = builtin_description(language)
    own = {"key", "value", "person_coined"}
    for form in description.forms("T4"):
        told = set(slots(form.needle[0])) - own
        assert told
        keys_and_values = (*(form.keys or ()), *((form.value and form.value.words) or ()))
        named = told | {name for template in keys_and_values for name in slots(template)} - own
        assert named <= set(description.filler.words)
    assert not any(re.search(r"\d", sentence) for one in drawn(language, "T4") for sentence in one.needle.statements)


@pytest.mark.parametrize("language", LANGUAGES)
def test_question_and_needle_of_t5_share_no_word_that_means_anything(language: Any) -> None:
    for form in builtin_description(language).forms("T5"):
        for key in form.keys or ():
            needle = form.needle[0].replace("{value}", "").replace("{key}", key)
            if language == "en":
                told, asked = (set(re.findall(r"[a-z]+", one.lower())) - STOP_WORDS for one in (needle, form.question))
                assert not {_stem(word) for word in told} & {_stem(word) for word in asked}, (needle, form.question)
            else:
                pairs = [{one[n : n + 2] for n in range(len(one) - 1)} for one in (needle, form.question)]
                assert not {pair for pair in pairs[0] & pairs[1] if re.fullmatch("[㐀-鿿]{2}", pair)}, form.question


def _stem(word: str) -> str:
    return re.sub(r"(ing|ed|es|s|e)$", "", word)[:6]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_class_of_t5_is_asked_for_once_in_a_text(language: Any) -> None:
    most = NeedleMaker.most(builtin_description(language), "T5")
    assert most is not None
    made = maker(language, "T5")
    questions = [one.needle.question for one in made.group(most)]
    assert len(set(questions)) == len(questions) == most
    with pytest.raises(BadInput, match="too few kinds of facts"):
        made.group(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_of_t6_names_neither_the_link_nor_the_value(language: str) -> None:
    orders = set()
    for one in drawn(language, "T6", 60):
        first, second = one.needle.statements
        with_key = [one.needle.key in sentence for sentence in (first, second)]
        with_value = [one.needle.value in sentence for sentence in (first, second)]
        assert sorted(with_key) == sorted(with_value) == [False, True]
        assert with_key != with_value
        orders.add(with_key[0])
        words = re.findall(r"[A-Z][a-z]+" if language == "en" else r"[㐀-鿿]{3,}", first)
        links = [word for word in words if word in second and len(word) > 4 - 2 * (language == "zh")]
        assert not any(
            re.search(rf"\b{link}\b", one.needle.question) for link in links if link not in ("Doctor", "Room")
        )
    assert orders == {False, True}


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_text_says_already_is_drawn_anew(language: str, tier: Tier) -> None:
    first = maker(language, tier, 7).group(3)
    taken = {word for one in first for word in (*one.needle.expected, one.needle.key)}
    for one in maker(language, tier, 7, occurs=lambda word: word in taken).group(3):
        assert not taken & set(one.needle.expected)


def test_too_few_keys_are_an_error_that_names_the_description() -> None:
    mini = load_description(sample_folder() / "haystack.en.yaml")
    made = NeedleMaker(mini, "T1", Dice(0), lambda word: False)
    with pytest.raises(BadInput, match="'mini-en' has too few keys"):
        made.group(200)


def test_another_value_is_of_the_same_kind_and_stands_nowhere() -> None:
    made = maker("en", "T1")
    for one in made.group(20):
        other = made.other_value(one)
        assert other.isdigit() == one.is_number
        assert other != one.needle.value


def test_braces_in_keys_and_words_are_plain_text() -> None:
    content = {
        "name": "mine",
        "language": "en",
        "filler": {"sentences": ["Wait."]},
        "needle": "{key}: {value}.",
        "question": "What is {key}?",
        "answer": "{value}",
        "keys": ["{{a}}"],
        "value": {"words": ["{{b}}"]},
    }
    needle = NeedleMaker(description_from(content, "x"), "T1", Dice(0), lambda word: False).group(1)[0].needle
    assert needle.statements == ("{a}: {b}.",)
    assert needle.question == "What is {a}?"
