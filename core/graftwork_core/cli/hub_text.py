"""Downloads and uploads as lines of text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graftwork_core.units import format_bytes


def download_lines(data: Mapping[str, Any]) -> list[str]:
    """What a download brought."""
    fetched = format_bytes(data["fetched"]) if data["fetched"] else "nothing: everything was here"
    return [
        f"{data['repository']} is in {data['out']}",
        f"  commit:  {data['commit']}",
        f"  files:   {data['files']}, {format_bytes(data['nbytes'])}, each checked by its hash",
        f"  fetched: {fetched}",
    ]
