"""Printing: what comes from a model's files is shown, never obeyed."""

from __future__ import annotations

from collections.abc import Iterable

import typer


def plain(text: str) -> str:
    """The text without control characters: a tensor's name must not move the cursor or colour the terminal."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)


def tell(lines: Iterable[str]) -> None:
    """Print lines on stdout, as they are."""
    for line in lines:
        typer.echo(line)


def say(*lines: str) -> None:
    """Print lines on stderr, without control characters."""
    for line in lines:
        typer.echo(plain(line), err=True)
