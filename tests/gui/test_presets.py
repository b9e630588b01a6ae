"""Presets: ours, the user's own, and what is left of them when the settings were damaged."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QInputDialog, QLineEdit

from graftwork.form import Choices, RankChoice
from graftwork.pages.graft import GraftPage
from graftwork.presets import MOST, Presets, built_in
from graftwork.settings import Settings

OWN = Choices(rank=12, weight=-0.25, context=4096, include="q_proj\nk_proj", factor_dtype="fp32")


def test_a_saved_preset_survives_a_restart(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "window.ini")
    assert Presets(settings).save("  Mine,  with  commas ", replace(OWN, force=True, overwrite=True)) is not None
    settings.sync()
    again = Presets(Settings(tmp_path / "window.ini"))
    (own,) = again.own()
    assert (own.name, own.choices, own.own) == ("Mine, with commas", OWN, True)
    assert again.find(replace(OWN, overwrite=True)) == own, "what is allowed once is no part of it"
    again.remove(own.name)
    assert again.all() == built_in()


def test_ours_are_told_from_options_and_keep_their_names() -> None:
    presets = Presets(Settings())
    assert [one.name for one in presets.all()] == ["Gentle", "Standard", "Faithful", "Small file"]
    found = presets.find(Choices())
    assert found is not None
    assert found.name == "Standard"
    assert presets.find(Choices(rank=33)) is None
    assert presets.save("Gentle", OWN) is None
    assert presets.save("   ", OWN) is None
    for number in range(MOST):
        assert presets.save(f"own {number}", OWN) is not None
    assert presets.save("one too many", OWN) is None
    assert presets.save("own 1", Choices(rank=9)) is not None, "an own one may be replaced"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("{not json", []),
        ('{"name": "a"}', []),
        ("[" * 100_000, []),
        (json.dumps([1, {"rank": 3}, {"name": ""}, {"name": "good", "rank": 3, "newer": 1}]), ["good"]),
        (json.dumps([{"name": "a", "rank_choice": "magic"}, {"name": "b", "rank": "many", "weight": True}]), ["b"]),
    ],
)
def test_what_cannot_be_read_is_left_out(text: str, names: list[str]) -> None:
    settings = Settings()
    settings.graft_presets = text
    own = Presets(settings).own()
    assert [one.name for one in own] == names
    for one in own:
        assert one.choices.weight == 1.0
        assert one.choices.rank in (3, 32)


async def test_a_preset_is_chosen_saved_and_removed(page: GraftPage) -> None:
    box = page.ui.options.presets
    assert box.box.currentText() == "Standard"
    box.box.setCurrentIndex(box.box.findText("Faithful"))
    box.box.activated.emit(box.box.currentIndex())
    assert page.form().choices.rank_choice is RankChoice.AUTO
    page.ui.options.more.overwrite.setChecked(True)
    assert box.box.currentText() == "Faithful"
    page.ui.options.rank.limit.setValue(77)
    assert box.box.currentText() == "Own settings"
    box.ask_name()
    dialog = page.window().findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    field = dialog.findChild(QLineEdit)
    assert field.accessibleName() == "Name of the preset"
    field.setText("Seventy-seven")
    dialog.accept()
    assert box.box.currentText() == "Seventy-seven"
    names = [action.text() for action in page.actions()]
    assert "Use the preset Seventy-seven" in names
    box.fill_menu()
    remove = next(action for action in box._menu.actions() if action.text() == "Remove Seventy-seven")
    remove.trigger()
    assert box.box.currentText() == "Own settings"
    assert "Use the preset Seventy-seven" not in [action.text() for action in page.actions()]
    assert page.form().choices.max_rank == 77, "the options stay"


async def test_a_name_of_ours_is_refused_in_words(page: GraftPage) -> None:
    page.ui.options.presets.save_wanted.emit("Gentle")
    assert page.ui.error.isVisibleTo(page)
    assert "Gentle" in page.ui.error.headline.text()
