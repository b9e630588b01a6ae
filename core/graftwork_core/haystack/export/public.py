"""Settings as they may leave this computer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any


def public(value: Any) -> Any:
    """The same JSON value, of every absolute path only the last name: folders tell who somebody is."""
    if isinstance(value, Mapping):
        return {str(key): public(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [public(one) for one in value]
    if isinstance(value, str) and len(value) < 4096:
        for kind in (PurePosixPath, PureWindowsPath):
            if kind(value).is_absolute():
                return kind(value).name
    return value
