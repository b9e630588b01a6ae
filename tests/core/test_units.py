"""Sizes, lengths, counts and times: read what people write, and say it back in a form they can read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graftwork_core.errors import BadInput
from graftwork_core.units import format_bytes, format_count, format_duration, format_length, parse_bytes, parse_length


@pytest.mark.parametrize(
    ("text", "nbytes"),
    [
        ("800MB", 800_000_000),
        ("5gb", 5_000_000_000),
        ("1.5 GiB", 1_610_612_736),
        ("0.1KB", 100),
        ("4096", 4096),
        (" 12 b ", 12),
        ("2TiB", 2**41),
    ],
)
def test_reads_sizes(text: str, nbytes: int) -> None:
    assert parse_bytes(text) == nbytes


@pytest.mark.parametrize(("text", "tokens"), [("4096", 4096), ("8k", 8192), ("1M", 2**20), ("1.5k", 1536)])
def test_reads_lengths(text: str, tokens: int) -> None:
    assert parse_length(text) == tokens


@given(st.integers(min_value=1, max_value=2**40))
def test_a_length_reads_back_as_it_was(tokens: int) -> None:
    assert parse_length(format_length(tokens)) == tokens


@pytest.mark.parametrize(
    ("tokens", "said"), [(128, "128"), (2048, "2k"), (1536, "1.5k"), (1500, "1500"), (2**20, "1m")]
)
def test_says_lengths(tokens: int, said: str) -> None:
    assert format_length(tokens) == said


@pytest.mark.parametrize(
    "text",
    ["", "MB", "-5GB", "5 QB", "1e9", "NaN", "inf", "5GB5", "0", "0.1", "9" * 31, "9999999TiB", "٣MB", "5\n\nGB x"],
)
def test_refuses_what_is_no_size(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_bytes(text)
    assert repr(text) in caught.value.message
    assert "GB" in caught.value.hint


def test_lengths_know_no_bytes() -> None:
    with pytest.raises(BadInput, match="number of tokens"):
        parse_length("8KB")


@given(st.integers(min_value=1, max_value=2**40), st.sampled_from(["", "KB", "MiB", "GB"]))
def test_whole_sizes_are_exact(number: int, unit: str) -> None:
    factor = {"": 1, "KB": 1000, "MiB": 2**20, "GB": 10**9}[unit]
    if number * factor <= 2**62:
        assert parse_bytes(f"{number}{unit}") == number * factor


@pytest.mark.parametrize(
    ("nbytes", "said"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.00 KB"),
        (1_640_000_000, "1.64 GB"),
        (999_499, "999 KB"),
        (999_999, "1.00 MB"),
        (141_100_000_000, "141 GB"),
        (9_996, "10.0 KB"),
    ],
)
def test_says_sizes(nbytes: int, said: str) -> None:
    assert format_bytes(nbytes) == said


@pytest.mark.parametrize(
    ("count", "said"), [(37, "37"), (1_100_048_384, "1.10 B"), (414_187_520, "414 M"), (68_450_000_000, "68.5 B")]
)
def test_says_counts(count: int, said: str) -> None:
    assert format_count(count) == said


@given(st.integers(min_value=1, max_value=10**15))
def test_said_sizes_read_back_within_half_a_percent(nbytes: int) -> None:
    said = format_bytes(nbytes).removesuffix(" bytes").removesuffix(" byte")
    if not said.endswith("PB"):
        assert abs(parse_bytes(said) - nbytes) <= nbytes * 0.006


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-1, "0.0 s"),
        (4.24, "4.2 s"),
        (9.97, "10 s"),
        (59.6, "1 min 0 s"),
        (125, "2 min 5 s"),
        (3599.7, "1 h 0 min"),
        (3780, "1 h 3 min"),
        (86_399, "1 d 0 h"),
        (200_000, "2 d 8 h"),
    ],
)
def test_says_durations(seconds: float, said: str) -> None:
    assert format_duration(seconds) == said
