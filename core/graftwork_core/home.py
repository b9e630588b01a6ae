"""Where Graftwork keeps what it remembers: job store, logs, library, Hub settings."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """The user's data folder: GRAFTWORK_HOME, or what the system's custom says. It may not exist yet."""
    chosen = os.environ.get("GRAFTWORK_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("graftwork", appauthor=False)


def logs() -> Path:
    """The folder of the log files. It may not exist yet."""
    return home() / "logs"
