"""A user's own prompts and what a right reply contains: the skill that a graft must not cost.

One JSON object a line:

    {"user": "Translate summer:", "contains": "夏天"}
    {"user": "Name two colours.", "contains": ["red", "blue"], "kind": "colours", "lang": "en"}

`prompt` may stand for `user`; a line of the kind "haystack" asks about a long text and is no skill.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.haystack.results.fields import parse_object

_MOST_BYTES: Final = 64 * 2**20
_MOST_PROMPTS: Final = 100_000
_MOST_PARTS: Final = 100
_HINT: Final = 'A line looks like {"user": "Translate summer:", "contains": "夏天"}.'


@dataclass(frozen=True, slots=True)
class SkillPrompt:
    """One prompt.

    Attributes:
        text: What the user says, as it stands in the file.
        contains: All of this is in a right reply.
        kind: What the line calls itself; empty when it does not.
        language: Likewise.
        reply: What a right reply begins with, where the file says so; it makes asking faster, nothing else.
    """

    text: str
    contains: tuple[str, ...]
    kind: str = ""
    language: str = ""
    reply: str = ""


def read_prompts(path: Path) -> tuple[SkillPrompt, ...]:
    """Read a file of prompts.

    Raises:
        BadInput: It is missing, too large, no text, or a line of it is no such prompt.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadInput(f"{path} has more than {_MOST_BYTES >> 20} MiB, too much for prompts.")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not UTF-8 text, so it holds no prompts.", _HINT) from error
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.", _HINT) from error
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise BadInput(f"{path} holds no prompts.", _HINT)
    if len(lines) > _MOST_PROMPTS:
        raise BadInput(f"{path} holds {len(lines)} prompts; {_MOST_PROMPTS} are the most.")
    return tuple(_prompt(parse_object(line, f"line {number} of {path}"), number, path) for number, line in lines)


def _prompt(content: dict[str, Any], number: int, path: Path) -> SkillPrompt:
    where = f"Line {number} of {path}"
    text = content.get("user", content.get("prompt"))
    if not isinstance(text, str) or not text.strip():
        raise BadInput(f'{where} has no "user" with a prompt.', _HINT)
    wanted = content.get("contains")
    parts = [wanted] if isinstance(wanted, str) else wanted
    if not isinstance(parts, list) or not 1 <= len(parts) <= _MOST_PARTS:
        raise BadInput(f'{where} has no "contains" with what a right reply holds.', _HINT)
    if not all(isinstance(part, str) and part.strip() for part in parts):
        raise BadInput(f'{where} has an empty "contains": every reply would be right.', _HINT)
    kind, language = content.get("kind", ""), content.get("lang", content.get("language", ""))
    reply = content.get("reply", parts[0])
    return SkillPrompt(text, tuple(parts), _word(kind), _word(language), reply if isinstance(reply, str) else "")


def _word(value: object) -> str:
    return value[:50] if isinstance(value, str) else ""
