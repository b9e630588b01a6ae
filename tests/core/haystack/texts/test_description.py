"""Haystack descriptions: what users write, and what strangers send."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.haystack.texts.description import builtin_description, description_from, load_description
from graftwork_resources import sample_folder

SIMPLE: dict[str, Any] = {
    "name": "mine",
    "language": "en",
    "filler": {"sentences": ["The {noun} waits."], "words": {"noun": ["river", "old {tree}"], "tree": ["oak"]}},
    "needle": "The code of {key} is {value}.",
    "question": "What is the code of {key}?",
    "answer": "It is {value}.",
    "keys": ["Zorim", "Sala"],
    "value": {"digits": "4"},
}


def changed(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in (SIMPLE | fields).items() if value is not None}


def filler(**fields: Any) -> dict[str, Any]:
    return changed(filler=SIMPLE["filler"] | fields)


def refusal(content: Any) -> str:
    with pytest.raises(BadInput) as caught:
        description_from(content, "mine.yaml")
    assert "\n" not in caught.value.message
    return caught.value.message


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_minis_description_is_of_the_simple_form(language: str) -> None:
    description = load_description(sample_folder() / f"haystack.{language}.yaml")
    assert description.language == language
    assert description.all_tiers == ("T1",)
    assert description.only == "isolated"
    assert "None" in (description.keys or ())
    assert description.value is not None
    assert description.value.digits == 4


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_built_in_ones_have_all_tiers_and_many_frames(language: Any) -> None:
    description = builtin_description(language)
    assert description.all_tiers == ("T1", "T2", "T3", "T4", "T5", "T6")
    assert len(description.filler.sentences) >= 60
    assert len(description.forms("T5")) >= 60
    assert all(len(description.forms(tier)) >= 3 for tier in description.all_tiers)


def test_words_that_yaml_would_turn_into_something_else_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "name: 1e3\nlanguage: en\nfiller: {sentences: ['{noun}.'], words: {noun: [no, on, ~, 2024-01-01, 0x10]}}\n"
        "needle: '{key} {value}'\nquestion: '{key}'\nanswer: '{value}'\nkeys: [yes, No]\nvalue: {digits: 4}\n"
    )
    description = load_description(path)
    assert description.name == "1e3"
    assert description.keys == ("yes", "No")
    assert description.filler.words["noun"] == ("no", "on", "~", "2024-01-01", "0x10")


def test_what_stands_beside_the_forms_of_a_tier_holds_for_each_of_them() -> None:
    tiers = {
        "T5": {
            "answer": "It is {value}.",
            "value": {"words": ["Ada"]},
            "forms": [
                {"needle": "{value} played the {key}.", "question": "Who makes music?", "keys": ["cello"]},
                {"needle": "{value} fed it.", "question": "Who has a dog?", "answer": "{value} has."},
            ],
        }
    }
    first, second = description_from(changed(tiers=tiers), "mine.yaml").forms("T5")
    assert first.answer == "It is {value}."
    assert second.answer == "{value} has."
    assert second.value is not None
    assert second.value.words == ("Ada",)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (changed(language="fr"), "mine.yaml: language: "),
        (changed(color="red"), "mine.yaml: color: "),
        (changed(filler=None), "mine.yaml: filler: "),
        (changed(value=None), "mine.yaml: the needle has no value"),
        (changed(value={"digits": "many"}), "mine.yaml: value.digits: "),
        (changed(value={"digits": "4", "words": ["a"]}), "mine.yaml: value: needs either"),
        (changed(answer=None), "belong together"),
        (changed(keys=None), "has no keys"),
        (changed(keys=[]), "mine.yaml: keys: "),
        (changed(needle="The code of {key}."), "{value} in its needle"),
        (changed(answer="It is."), "{value} in its answer"),
        (changed(question="What is {noun}?"), "{noun} in its question"),
        (changed(needle="{key} {value} {link}"), "link"),
        (changed(keys=["{name}"]), "keys: '{name}' names {name}"),
        (changed(needle="{key} {value} {"), "brace"),
        (changed(needle=None, question=None, answer=None), "no needles"),
        (filler(sentences=["The {verb}."]), "filler.sentences[0]: 'The {verb}.' names {verb}"),
        (filler(sentences=[]), "either sentences or files"),
        (filler(files=["a.txt"]), "either sentences or files"),
        (filler(words={"noun": ["{tree}"], "tree": ["{noun}"]}), "lead back"),
        (filler(words={"noun": ["a"], "key": ["b"]}), "{key} belongs to the needles"),
        (filler(cast={"hero": "person"}), "cast.hero names person"),
        (filler(sentences=["The {key} is {noun}."]), "filler.sentences[0] has {key}, which nothing has drawn there"),
        (filler(openings=["{value} {noun}."]), "filler.openings[0] has {value}"),
        (filler(words={"noun": ["a {link}"]}), "words.noun[0] has {link}"),
        (filler(words={"noun": ["{hero}s"]}, cast={"hero": "noun"}), "words.noun[0] has {hero}"),
        (changed(needle="{key} {value} {values}"), "needle has {values}"),
        (changed(keys=["{value}"]), "keys has {value}"),
        (changed(value={"words": ["{key}"]}), "value has {key}"),
        (filler(sentences_in_paragraph=["7", "3"]), "7 to 3 is no range"),
        ("text", "mine.yaml: "),
        ([], "mine.yaml: "),
    ],
)
def test_says_in_one_sentence_which_field_is_wrong(content: Any, place: str) -> None:
    assert place in refusal(content)


def test_words_cannot_grow_without_end() -> None:
    words = {f"a{level}": [f"{{a{level + 1}}}" * 10] for level in range(8)} | {"a8": ["x"], "noun": ["{a0}"]}
    assert "characters long" in refusal(filler(words=words))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: &x [1]\nb: *x\n", "anchors"),
        ("a: [" + "[" * 5000, "nested"),
        ("- " * 5000, "nested"),
        ("a: !!python/object/apply:os.system [x]\n", "tags"),
        ("a: 1\na: 2\n", "twice"),
        ("a: b: c\n", "line 1"),
        ("? [a]\n: b\n", "cannot be a name"),
        ("--- a\n--- b\n", "2 YAML documents"),
        ("", "0 YAML documents"),
        ("- a\n- b\n", "a list"),
        ("[" + "a, " * 300_000 + "]", "200000 values"),
    ],
)
def test_refuses_hostile_yaml_with_its_place(text: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "evil.yaml"
    path.write_text(text)
    with pytest.raises(BadInput, match=why) as caught:
        load_description(path)
    assert str(path) in caught.value.message


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"\xff\xfe\x00", "UTF-8"), (b"#" * 4_000_001, "too large"), (b"a: \x00", "not YAML")],
)
def test_refuses_files_that_are_no_text(content: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=why):
        load_description(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nowhere\.yaml"):
        load_description(tmp_path / "nowhere.yaml")


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hosts", "link.txt", "."])
def test_texts_lie_beside_the_description_and_nowhere_else(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("Secret.")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    path = folder / "mine.yaml"
    path.write_text(
        f"name: a\nlanguage: en\nfiller: {{files: ['{name}']}}\nneedle: '{{key}} {{value}}'\nquestion: '{{key}}'\n"
        "answer: '{value}'\nkeys: [b]\nvalue: {digits: 4}\n"
    )
    with pytest.raises(BadInput, match="not in the description's folder"):
        load_description(path)


def test_sentences_are_joined_as_the_language_does_unless_told_otherwise() -> None:
    assert description_from(SIMPLE, "mine.yaml").join == " "
    assert description_from(changed(language="zh"), "mine.yaml").join == ""
    assert description_from(filler(join="|"), "mine.yaml").join == "|"
