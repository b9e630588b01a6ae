"""Where Hugging Face's tools keep models and tokens: their rules, read from the environment at every call.

huggingface_hub reads the same variables once, when it is imported; a test holds both against each other.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

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


def is_offline() -> bool:
    """Whether the environment forbids the network."""
    return any(is_true(os.environ.get(name, "")) for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"))


def is_true(text: str) -> bool:
    """Whether a variable's text means yes."""
    return text.strip().lower() in _TRUE


def _path(text: str) -> Path:
    return Path(os.path.expandvars(text)).expanduser().absolute()
