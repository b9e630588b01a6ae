"""What stands around a text: the model's own chat template, cut where the user's message goes.

The template is rendered once with a mark in place of the message. What stands before the mark (the head) and behind
it (the tail) is kept as text, so that a prompt can be rebuilt later without the template.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.haystack.texts.encoding import TextTokenizer
from graftwork_core.haystack.texts.frame import Frame, PromptFormat, open_tokenizer_file
from graftwork_core.model.vocabulary import refuse_huge_tokenizer

__all__ = ["Frame", "PromptFormat", "chat_frame", "open_prompt_format", "open_tokenizer_file", "plain_frame"]

Switch = bool | str

_MARK: Final = "graftwork9f4c2e7a"
_PROBE: Final = f""" {_MARK} A "quoted" <part> & 'more', 7 * 3\\n;  two blanks.

A paragraph。第二段：“引用”……对吗？\t{{braces}} [brackets] 1234567 – {_MARK}
"""
_SWITCHES: Final = ("enable_thinking", "thinking")
_DATE: Final = "26 Jul 2024"
"""For templates that tell the date: today's would change the prompt every day."""
_PLAIN_TAIL: Final = "\n"
_MOST_AROUND: Final = 200_000


def open_prompt_format(folder: Path, use_template: bool | None = None) -> PromptFormat:
    """Read a model's tokenizer and chat template. Imports transformers; code that comes with a model never runs.

    Args:
        folder: The model's folder.
        use_template: Whether its chat template is used; None: if it has one.

    Raises:
        BadInput: There is no tokenizer that can be used here, or the template fails or rewrites messages.
    """
    loaded = _load(folder)
    backend = getattr(loaded, "backend_tokenizer", None)
    if backend is None:
        raise BadInput(
            f"The tokenizer in {folder} does not tell which characters its tokens stand for.",
            "A tokenizer.json is needed; transformers can convert most tokenizers to that form.",
        )
    tokenizer = _as_in_the_file(TextTokenizer(backend), folder)
    template = _template(loaded, folder)
    if use_template is False:
        return PromptFormat(tokenizer, plain_frame(tokenizer))
    if template is None:
        note = "The tokenizer has no chat template: text and question are given as plain text."
        return PromptFormat(tokenizer, plain_frame(tokenizer, (note,)))

    def render(message: str, switches: Mapping[str, Switch]) -> str:
        turns = [{"role": "user", "content": message}]
        return str(loaded.apply_chat_template(turns, tokenize=False, add_generation_prompt=True, **switches))

    return PromptFormat(tokenizer, chat_frame(render, template, str(folder)))


def plain_frame(tokenizer: TextTokenizer, notes: tuple[str, ...] = ()) -> Frame:
    """No template: the tokens that the tokenizer begins every text with, and a line break before the answer."""
    return Frame(tokenizer.beginning, _PLAIN_TAIL, "plain", notes=notes)


def chat_frame(render: Callable[[str, Mapping[str, Switch]], str], template: str, where: str) -> Frame:
    """Cut a chat template where the user's message goes.

    Args:
        render: Makes the prompt for one message and switches of the template.
        template: Its source.
        where: Whose it is, for messages.

    Raises:
        BadInput: It fails, leaves the message out, repeats it, or changes anything but the blanks around it.
    """
    switches: dict[str, Switch] = {name: False for name in _SWITCHES if re.search(rf"\b{name}\b", template)}
    if re.search(r"\bdate_string\b", template):
        switches["date_string"] = _DATE

    def rendered(message: str) -> str:
        try:
            return render(message, switches)
        except Exception as error:
            raise BadInput(
                f"The chat template of {where} fails: {_one_line(error)}", "Switch the template off, or mend it."
            ) from error

    parts = rendered(_MARK).split(_MARK)
    if len(parts) != 2:
        times = "leaves the message out" if len(parts) < 2 else f"repeats the message {len(parts) - 1} times"
        raise BadInput(f"The chat template of {where} {times}.", "Switch the template off, or mend it.")
    head, tail = parts
    if len(head) + len(tail) > _MOST_AROUND:
        raise BadInput(f"The chat template of {where} writes {len(head) + len(tail)} characters around a message.")
    whole = rendered(_PROBE)
    strips = whole == head + _PROBE.strip() + tail
    if not strips and whole != head + _PROBE + tail:
        raise BadInput(
            f"The chat template of {where} rewrites the user's message.",
            "A needle could not be found in its place. Switch the template off, or mend it.",
        )
    digest = hashlib.sha256(template.encode()).hexdigest()
    return Frame(head, tail, "chat", strips, any(name in switches for name in _SWITCHES), digest)


def _load(folder: Path) -> Any:
    from transformers import AutoTokenizer, PreTrainedTokenizerFast

    if not folder.is_dir():
        raise BadInput(f"{folder} is not a folder with a tokenizer.")
    refuse_huge_tokenizer(folder)
    try:
        return AutoTokenizer.from_pretrained(folder, trust_remote_code=False, local_files_only=True)
    except Exception as first:  # noqa: BLE001 - unknown classes, missing files and broken ones all raise something else
        try:
            return PreTrainedTokenizerFast.from_pretrained(folder, local_files_only=True)
        except Exception:  # noqa: BLE001 - as above; the first one says more
            raise BadInput(
                f"The tokenizer in {folder} cannot be used: {_one_line(first)}",
                "A tokenizer.json that needs no code of its own is what works everywhere.",
            ) from first


def _as_in_the_file(tokenizer: TextTokenizer, folder: Path) -> TextTokenizer:
    """The folder's `tokenizer.json` where it does the same: then prompts can be rebuilt without transformers."""
    path = folder / "tokenizer.json"
    if not path.is_file():
        return tokenizer
    try:
        plain = open_tokenizer_file(path)
    except BadInput:
        return tokenizer
    text = _PROBE + "".join(f" {control}a {control}" for control in tokenizer.control_texts)
    one, other = tokenizer.encode(text), plain.encode(text)
    same = one == other and tokenizer.beginning == plain.beginning and tokenizer.control_texts == plain.control_texts
    return plain if same else tokenizer


def _template(loaded: Any, folder: Path) -> str | None:
    if getattr(loaded, "chat_template", None) is None:
        return None
    try:
        return str(loaded.get_chat_template())
    except ValueError as error:
        raise BadInput(f"{folder} has several chat templates, none of them the default: {_one_line(error)}") from error


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
