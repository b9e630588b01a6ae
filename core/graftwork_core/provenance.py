"""What every output says of itself: names, model card front matter, the command that makes it again, the record.

The card's front matter follows https://huggingface.co/docs/hub/model-cards. Nothing in either file depends on
where or when the job ran: the same inputs give the same bytes, and no private path gets out.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from graftwork_core import __version__
from graftwork_core.weights.origin import read_origin

RECORD_NAME: Final = "graftwork.json"
CARD_NAME: Final = "README.md"


def public_name(folder: Path) -> str:
    """What to call a model in public: its repository when it comes from the Hub, else its folder's name."""
    origin = read_origin(folder)
    return folder.absolute().name if origin is None else origin.repository


def public_identity(folder: Path) -> dict[str, str]:
    """A model's public name, and its commit on the Hub when it is known."""
    origin = read_origin(folder)
    return {"name": public_name(folder)} | ({"commit": origin.commit} if origin is not None and origin.commit else {})


def front_matter(
    *, base_models: Sequence[str], relation: str, library: str, tags: Iterable[str], pipeline: str = "text-generation"
) -> str:
    """The YAML block at the top of a card."""
    lines = ["---", "base_model:"]
    lines += [f"- {_yaml(name)}" for name in base_models]
    lines += [f"base_model_relation: {relation}", f"library_name: {library}", f"pipeline_tag: {pipeline}", "tags:"]
    lines += [f"- {tag}" for tag in tags]
    return "\n".join([*lines, "---", ""])


def command(verb: str, options: Sequence[tuple[str, Any]]) -> str:
    """A shell command from options; those that are None, False or empty are left out."""
    words = ["graftwork", verb]
    for name, value in options:
        if value is None or value is False or value == ():
            continue
        for one in value if isinstance(value, tuple) else (value,):
            words += [name] if one is True else [name, str(one)]
    return shlex.join(words)


def record(recipe: Mapping[str, Any], command_line: str, summary: Mapping[str, Any], **parts: Any) -> str:
    """`graftwork.json`: recipe, command, summary and figures, as indented JSON with sorted keys."""
    content = {"graftwork": __version__, "recipe": recipe, "command": command_line, "summary": summary, **parts}
    return json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _yaml(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z0-9][\w./-]*", text) else json.dumps(text, ensure_ascii=False)
