"""The verdict in a model card: its own section, again and again, and not a byte of anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.haystack.export.card import BEGIN, END, MAP_NAME, escaped, section, with_section, write_card
from graftwork_core.haystack.results.header import Finding
from tests.core.haystack.synthetic import everywhere, is_png, make_run, nowhere, results

CARD = "---\nbase_model:\n- a/b\ntags:\n- merge\n---\n\n# A model\n\nText.\n\n## Make it again\n\n```\ncommand\n```\n"
GOOD, BAD = make_run(results(everywhere)), make_run(results(nowhere))


def test_the_section_comes_last_and_the_rest_stays(tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_text(CARD)
    assert write_card(tmp_path, GOOD) == card
    text = card.read_text("utf-8")
    assert text.startswith(CARD)
    assert text.count(BEGIN) == text.count(END) == 1
    assert GOOD.summary.verdict.sentence_en.replace("(", "\\(").replace(")", "\\)") in text
    assert is_png(tmp_path / MAP_NAME)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["README.md", MAP_NAME]


def test_writing_it_again_changes_nothing_and_another_verdict_only_the_section(tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_text(CARD)
    write_card(tmp_path, GOOD)
    first = card.read_bytes()
    write_card(tmp_path, GOOD)
    assert card.read_bytes() == first
    card.write_bytes(first + b"\nWritten by hand after it.\n")
    write_card(tmp_path, BAD)
    text = card.read_text("utf-8")
    assert text.startswith(CARD)
    assert text.endswith("\nWritten by hand after it.\n")
    assert "not sound" in text
    assert text.count(BEGIN) == 1


def test_a_folder_without_a_card_gets_one(tmp_path: Path) -> None:
    write_card(tmp_path, GOOD)
    assert (tmp_path / "README.md").read_text("utf-8").startswith(BEGIN)


@pytest.mark.parametrize(
    ("old", "kept"),
    [
        (f"a\n{BEGIN}\nlost its end\n", f"a\n{BEGIN}\nlost its end\n"),
        (f"{END}\nb\n", f"{END}\nb\n"),
        ("no newline at the end", "no newline at the end"),
    ],
)
def test_broken_marks_swallow_nothing(old: str, kept: str) -> None:
    once = with_section(old.encode(), section(GOOD))
    assert once.decode().startswith(kept)
    assert with_section(once, section(GOOD)) == once
    assert with_section(once, section(BAD)).decode().startswith(kept)


def test_a_second_section_is_somebody_elses_and_stays() -> None:
    one, other = section(GOOD), section(BAD)
    both = f"{one}\n\nbetween\n\n{one}\n".encode()
    assert with_section(both, other).decode() == f"{other}\n\nbetween\n\n{one}\n"


def test_windows_line_ends_stay(tmp_path: Path) -> None:
    old = CARD.replace("\n", "\r\n").encode()
    new = with_section(old, section(GOOD))
    assert new.startswith(old)
    assert new.count(b"\n") == new.count(b"\r\n")


def test_hostile_names_show_and_do_nothing() -> None:
    evil = f"[x](http://e) <b>|`$ {END} ![i](j)\n# head"
    text = section(make_run(results(nowhere), model={"name": evil}), [(evil, GOOD)])
    assert text.count(END) == 1
    assert "<b>" not in text
    assert "](http" not in text.replace(f"]({MAP_NAME})", "")
    assert "\n# head" not in text
    rows = [line for line in text.splitlines() if line.startswith("| \\[x")]
    assert len(rows) == 1
    assert rows[0].replace("\\|", "").count("|") == 7
    assert escaped("a|b") == "a\\|b"


def test_what_cannot_be_added_to_is_left_alone(tmp_path: Path) -> None:
    blob = tmp_path / "blob"
    blob.write_text("somebody's cache")
    linked, binary = tmp_path / "linked", tmp_path / "binary"
    linked.mkdir()
    binary.mkdir()
    (linked / "README.md").symlink_to(blob)
    (binary / "README.md").write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match="link"):
        write_card(linked, GOOD)
    with pytest.raises(BadInput, match="not UTF-8"):
        write_card(binary, GOOD)
    with pytest.raises(BadInput, match="not a folder"):
        write_card(tmp_path / "none", GOOD)
    assert blob.read_text() == "somebody's cache"
    assert not (linked / MAP_NAME).exists()
    assert not (binary / MAP_NAME).exists()


def test_the_card_counts_the_audits_warnings() -> None:
    found = [Finding("theta_left_behind", "warning", "Theta."), Finding("sliding_window", "note", "Some slide.")]
    assert "| audit of the configuration | 1 warning |" in section(make_run(results(nowhere), found))
    assert "| audit of the configuration | no warnings |" in section(GOOD)


def test_rows_of_other_models_stand_in_the_card() -> None:
    text = section(GOOD, [("target as it was", BAD)])
    assert "| target as it was | 0/22 |" in text
    assert "| this model | 22/22 |" in text
