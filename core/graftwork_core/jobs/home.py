"""Where Graftwork keeps what it remembers; see `graftwork_core.home`."""

from __future__ import annotations

from graftwork_core.home import home, logs

__all__ = ["home", "logs"]
