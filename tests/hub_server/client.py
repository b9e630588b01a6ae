"""The real huggingface_hub client, in a process of its own: it reads its settings once, when it is imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

from tests.hub_server.server import HubServer

_PROLOGUE = """
import json, sys
from huggingface_hub import *
api = HfApi()
def tell(value):
    print("RESULT" + json.dumps(value, default=str))
"""


def environment(hub: HubServer, home: Path, *, xet: bool = False, token: str | None = None) -> dict[str, str]:
    """Variables with which huggingface_hub (and Graftwork) talk to this Hub, from a home of their own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "HUGGING"))}
    chosen = {
        "HF_ENDPOINT": hub.endpoint,
        "HF_HOME": str(home),
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    }
    if not xet:
        chosen["HF_HUB_DISABLE_XET"] = "1"
    if token:
        chosen["HF_TOKEN"] = token
    return {**kept, **chosen}


def real_client(
    script: str, hub: HubServer, home: Path, *arguments: str | Path, xet: bool = False, token: str | None = None
) -> Any:
    """Run a script with the real client; returns what it gave to `tell`."""
    code = _PROLOGUE + textwrap.dedent(script)
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment(hub, home, xet=xet, token=token),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = [line.removeprefix("RESULT") for line in done.stdout.splitlines() if line.startswith("RESULT")]
    return json.loads(told[-1]) if told else None
