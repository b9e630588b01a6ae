"""Where Hugging Face's tools keep models and tokens: their rules, read from the environment at every call.

huggingface_hub reads the same variables once, when it is imported; a test holds both against each other.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

OWN_VARIABLE: Final = "GRAFTWORK_OFFLINE"
_VARIABLES: Final = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
TELEMETRY_OFF: Final = {"HF_HUB_DISABLE_TELEMETRY": "1", "HF_XET_TELEMETRY_ENABLED": "0"}
"""Both switches: the second is hf_xet's own, for the summary that it would send of every transfer."""
_TRUE: Final = frozenset({"1", "on", "yes", "true"})


def hf_home() -> Path:
    """The folder of all of them: HF_HOME, or `huggingface` in the user's cache."""
    cache = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return _path(os.environ.get("HF_HOME") or f"{cache}/huggingface")


def hub_cache() -> Path:
    """The cache of models that every tool shares. It may not exist yet."""
    chosen = os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE")
    return _path(chosen) if chosen else hf_home() / "hub"


def token_file() -> Path:
    """The file that holds the active token."""
    chosen = os.environ.get("HF_TOKEN_PATH")
    return _path(chosen) if chosen else hf_home() / "token"


def stored_tokens_file() -> Path:
    """The file that holds every account's token, by name."""
    return token_file().with_name("stored_tokens")


def seclude_libraries() -> None:
    """Keep Hugging Face's libraries off the network for the rest of this process; Graftwork's own rooms are not bound.

    transformers fetches, and even runs, what a model's settings name (attention kernels, code, other repositories).
    A process that opens models of strangers must not let it. Reports of use are switched off as well. Call it before
    any of these libraries is imported.
    """
    os.environ.setdefault(OWN_VARIABLE, "1" if is_offline() else "0")
    os.environ.update(dict.fromkeys(_VARIABLES, "1") | TELEMETRY_OFF)


def is_offline() -> bool:
    """Whether the user forbids the network."""
    if (own := os.environ.get(OWN_VARIABLE)) is not None:
        return is_true(own)
    return any(is_true(os.environ.get(name, "")) for name in _VARIABLES)


def is_true(text: str) -> bool:
    """Whether a variable's text means yes."""
    return text.strip().lower() in _TRUE


def _path(text: str) -> Path:
    return Path(os.path.expandvars(text)).expanduser().absolute()
