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


def upload_lines(data: Mapping[str, Any]) -> list[str]:
    """What an upload published."""
    sent = format_bytes(data["sent"]) if data["sent"] else "nothing large: the Hub had it"
    return [
        f"{data['repository']} is at {data['page']} ({'private' if data['private'] else 'public'})",
        f"  commit:  {data['commit']}",
        f"  files:   {data['files']}, {format_bytes(data['nbytes'])}, each compared with what was sent",
        f"  sent:    {sent}",
    ]
