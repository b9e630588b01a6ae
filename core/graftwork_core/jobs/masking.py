"""Secrets never reach a log, a job record, an event or a crash report: texts are masked on their way there."""

from __future__ import annotations

import os
import re
from typing import Final

TOKEN_VARIABLES: Final = (
    "HF_TOKEN",
    "HUGGING_FACE_HUB_TOKEN",
    "HUGGINGFACEHUB_API_TOKEN",
    "OPENAI_API_KEY",
    "GRAFTWORK_API_KEY",
)
# Long enough that the name of a folder such as "hf_models" is left alone.
_TOKEN: Final = re.compile(r"\b(hf_|api_org_|sk-)[A-Za-z0-9_-]{20,}")
_BEARER: Final = re.compile(r"(?i)\b(bearer\s+)[^\s'\",]{8,}")


def masked(text: str) -> str:
    """The text with every token in it replaced: those of the environment, and what looks like one."""
    for variable in TOKEN_VARIABLES:
        value = os.environ.get(variable, "")
        if len(value) >= 8:
            text = text.replace(value, "***")
    return _BEARER.sub(r"\1***", _TOKEN.sub(r"\1***", text))
