"""Sizes, lengths, counts and times as people write and read them."""

from __future__ import annotations

import re
from typing import Final

from graftwork_core.errors import BadInput

_NUMBER: Final = re.compile(r"\s*([0-9]{1,30}(?:\.[0-9]{1,30})?)\s*([a-z]*)\s*", re.IGNORECASE)
_BYTES: Final = {
    "": 1,
    "b": 1,
    "kb": 10**3,
    "mb": 10**6,
    "gb": 10**9,
    "tb": 10**12,
    "kib": 2**10,
    "mib": 2**20,
    "gib": 2**30,
    "tib": 2**40,
}
_TOKENS: Final = {"": 1, "k": 2**10, "m": 2**20}
_COUNTS: Final = {"": 1, "k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
_MOST: Final = 2**62


def parse_bytes(text: str) -> int:
    """Read a size such as `800MB`, `1.5 GiB` or `4096`: MB and GB are powers of 1000, MiB and GiB of 1024.

    Raises:
        BadInput: When it is not a size of at least one byte.
    """
    return _parse(text, _BYTES, "a size", "Write it like 800MB, 5GB or 1.5GiB.")


def parse_length(text: str) -> int:
    """Read a number of tokens such as `4096`, `8k` (8192) or `1m` (1048576).

    Raises:
        BadInput: When it is not a length of at least one token.
    """
    return _parse(text, _TOKENS, "a number of tokens", "Write it like 4096, 8k or 1m.")


def parse_count(text: str) -> int:
    """Read a number of parameters such as `7B`, `1.5b`, `500M` or `1000`: powers of 1000.

    Raises:
        BadInput: When it is not a number of at least one.
    """
    return _parse(text, _COUNTS, "a number of parameters", "Write it like 500M or 7B.")


def format_bytes(nbytes: int) -> str:
    """Say a size in powers of 1000 with three digits: `1.64 GB`, `512 bytes`."""
    if nbytes < 1000:
        return f"{nbytes} byte" if nbytes == 1 else f"{nbytes} bytes"
    return _three_digits(nbytes, ("KB", "MB", "GB", "TB", "PB"))


def format_count(count: int) -> str:
    """Say a number of parameters or tensors with three digits: `1.10 B`, `414 M`, `37`."""
    return str(count) if count < 1000 else _three_digits(count, ("K", "M", "B", "T"))


def format_length(tokens: int) -> str:
    """Say a number of tokens as `parse_length` reads it: `4k`, `1m`, `1500`."""
    for factor, name in ((2**20, "m"), (2**10, "k")):
        if tokens >= factor and tokens % (factor // 8) == 0:
            return f"{tokens / factor:.3f}".rstrip("0").rstrip(".") + name
    return str(tokens)


def format_duration(seconds: float) -> str:
    """Say a time with its two largest units: `2 min 5 s`, `1 h 3 min`, `4.2 s`."""
    if seconds < 9.95:
        return f"{max(seconds, 0.0):.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    minutes = round(seconds / 60)
    if minutes < 24 * 60:
        return f"{minutes // 60} h {minutes % 60} min"
    hours = round(seconds / 3600)
    return f"{hours // 24} d {hours % 24} h"


def _parse(text: str, factors: dict[str, int], what: str, hint: str) -> int:
    match = _NUMBER.fullmatch(text)
    factor = factors.get(match[2].lower()) if match else None
    if match is None or factor is None:
        raise BadInput(f"{text!r} is not {what}.", hint)
    whole, _, fraction = str(match[1]).partition(".")
    value = int(whole + fraction) * factor // int(10 ** len(fraction))
    if not 1 <= value <= _MOST:
        raise BadInput(f"{text!r} is out of range for {what}.", hint)
    return value


def _three_digits(value: int, names: tuple[str, ...]) -> str:
    scaled = float(value)
    for name in names:
        scaled /= 1000
        if scaled < 999.5 or name == names[-1]:
            break
    digits = 2 if scaled < 9.995 else 1 if scaled < 99.95 else 0
    return f"{scaled:.{digits}f} {name}"
