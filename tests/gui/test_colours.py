"""Everything that is read has contrast enough, in both themes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton

from graftwork import scale, style
from graftwork.colours import DARK, LIGHT, Colours, colours, contrast, ink_on
from graftwork.theme import Theme, ThemeChoice

THEMES = pytest.mark.parametrize("theme_colours", [LIGHT, DARK], ids=["light", "dark"])
TEXT = [
    ("text", "window"), ("text", "surface"), ("text", "sunken"), ("text", "sidebar"), ("text", "accent_soft"),
    ("text", "ok_soft"), ("text", "warning_soft"), ("text", "blocking_soft"),
    ("muted", "window"), ("muted", "surface"), ("muted", "sunken"), ("muted", "sidebar"),
    ("muted", "ok_soft"), ("muted", "warning_soft"), ("muted", "blocking_soft"),
    ("accent", "surface"), ("accent", "accent_soft"), ("on_accent", "accent"), ("on_accent", "accent_hover"),
    ("ok", "surface"), ("warning", "surface"), ("blocking", "surface"), ("blocking", "blocking_soft"),
]  # fmt: skip
SHAPES = [("edge", "surface"), ("edge", "window"), ("accent", "window"), ("ok", "ok_soft"), ("warning", "warning_soft")]


@THEMES
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_reads_on_every_ground(theme_colours: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(theme_colours, ink), getattr(theme_colours, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_borders_and_icons_are_seen(theme_colours: Colours, shape: str, ground: str) -> None:
    assert contrast(getattr(theme_colours, shape), getattr(theme_colours, ground)) >= 3.0


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("dark", [False, True])
def test_a_heatmaps_cells_are_readable_and_ordered_by_lightness(dark: bool) -> None:
    steps = [scale.colour(step / 50, dark) for step in range(51)]
    assert min(contrast(fill, ink_on(fill)) for fill in steps) >= 4.5
    lightness = [contrast(fill, "#000000") for fill in steps]
    assert lightness == sorted(lightness, reverse=not dark)


@pytest.mark.parametrize(("choice", "expected"), [(ThemeChoice.LIGHT, LIGHT), (ThemeChoice.DARK, DARK)])
def test_a_choice_reaches_palette_and_sheet(
    qapp: QApplication, theme: Theme, choice: ThemeChoice, expected: Colours
) -> None:
    window = QMainWindow()
    theme.dress()
    theme.choose(choice)
    try:
        assert colours() is expected
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(expected.window)
        assert expected.accent in window.styleSheet()
        assert not qapp.styleSheet(), "a page would be styled anew at every step of its making"
    finally:
        theme.choose(ThemeChoice.LIGHT)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", list(scale.Scale))
def test_every_scale_is_readable(kind: scale.Scale, dark: bool) -> None:
    steps = [scale.colour(step / 50, dark, kind) for step in range(51)]
    assert min(contrast(fill, ink_on(fill)) for fill in steps) >= 4.5
    assert steps[0] != steps[-1]


def test_worse_and_better_are_equally_far_from_no_change() -> None:
    for dark in (False, True):
        middle = scale.colour(0.5, dark, scale.Scale.CHANGE)
        for end in (0.0, 1.0):
            assert contrast(scale.colour(end, dark, scale.Scale.CHANGE), middle) >= 3


def test_the_sheet_knows_every_colour_it_names() -> None:
    assert "$" not in style.sheet(LIGHT)


def test_a_property_changes_the_look(qapp: QApplication, theme: Theme) -> None:
    button = QPushButton("Run")
    style.set_property(button, "role", "primary")
    assert button.property("role") == "primary"
