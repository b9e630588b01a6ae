"""Model cards as people write them, broken ones included."""

from __future__ import annotations

from pathlib import Path

import pytest

from graftwork_core.model.card import MOST_BYTES, parse_card, read_card


def test_a_usual_card() -> None:
    card = parse_card(
        "---\nbase_model:\n- org/one\n- org/two\nbase_model_relation: merge\nlicense: llama3\n"
        "library_name: transformers\ntags: [merge, chat]\n---\n\n# Title\nText.\n"
    )
    assert card.base_models == ("org/one", "org/two")
    assert (card.relation, card.licence, card.library) == ("merge", "llama3", "transformers")
    assert card.tags == ("merge", "chat")
    assert card.text == "# Title\nText.\n"
    assert card.problem == ""


def test_one_base_model_and_a_licence_of_its_own() -> None:
    card = parse_card("---\nbase_model: org/one\nlicense: other\nlicense_name: Some Licence\n---\n")
    assert card.base_models == ("org/one",)
    assert (card.licence, card.licence_name) == ("other", "Some Licence")


@pytest.mark.parametrize("text", ["", "Just text.", "---\nnever closed", "----\nnot: a head\n---\n"])
def test_no_head(text: str) -> None:
    card = parse_card(text)
    assert card.text == text
    assert card.base_models == ()
    assert card.problem == ""


@pytest.mark.parametrize(
    "head", ["a: [", "a: &x 1\nb: *x", "!!python/object/apply:os.system [id]", "- a list", "a: 1\na: 2"]
)
def test_a_broken_or_hostile_head_is_told_and_never_hides_the_text(head: str) -> None:
    card = parse_card(f"---\n{head}\n---\nThe text.\n")
    assert card.text == "The text.\n"
    assert "README.md" in card.problem
    assert card.head == {}


def test_a_missing_and_an_endless_card(tmp_path: Path) -> None:
    assert read_card(tmp_path).text == ""
    (tmp_path / "README.md").write_bytes(b"\xff" * (MOST_BYTES + 10))
    assert len(read_card(tmp_path).text) == MOST_BYTES
