"""Hints that name the command line's options name the window's controls instead."""

from __future__ import annotations

import pytest

from graftwork.wording import in_window_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Choose another --out.", "Choose another output folder."),
        ("Use --rounding stochastic, or --dtype fp32.", 'Use "Rounding: Stochastic", or "Output type" fp32.'),
        ("Choose a smaller --shard-size.", 'Choose a smaller "Shard size".'),
        ("Give a larger --size.", 'Give a larger "Size limit".'),
        ("Keep it with --context keep.", 'Keep it with "Context: Keep the target\'s".'),
        ("No --output and no--out-of here, nothing to change.", "No --output and no--out-of here, nothing to change."),
    ],
)
def test_options_get_their_names(text: str, expected: str) -> None:
    assert in_window_words(text) == expected
