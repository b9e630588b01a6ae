"""Settings as they may leave this computer."""

from __future__ import annotations

import json
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


def shown(value: Any, indent: int = 0) -> str:
    """A JSON value for people: an object's fields on lines of their own, plain lists on one."""
    if isinstance(value, Mapping) and value:
        lines = [f"{' ' * indent}  {json.dumps(str(key), ensure_ascii=False)}: " for key in value]
        parts = [line + shown(one, indent + 2) for line, one in zip(lines, value.values(), strict=True)]
        return "{\n" + ",\n".join(parts) + f"\n{' ' * indent}}}"
    if isinstance(value, list) and any(isinstance(one, Mapping | list) for one in value):
        inner = [f"{' ' * indent}  {shown(one, indent + 2)}" for one in value]
        return "[\n" + ",\n".join(inner) + f"\n{' ' * indent}]"
    return json.dumps(value, ensure_ascii=False, default=str)
