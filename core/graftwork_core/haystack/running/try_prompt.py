"""One prompt to a model, with or without adapters: the reply comes piece by piece, as the metric "text"."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from graftwork_core.haystack.engines.protocol import Reply
from graftwork_core.haystack.plans.options import HaystackOptions
from graftwork_core.haystack.plans.prompt_options import PromptOptions
from graftwork_core.haystack.running import rows
from graftwork_core.haystack.running.asking import Clock
from graftwork_core.haystack.running.opening import open_engine
from graftwork_core.haystack.texts.prompt import open_prompt_format
from graftwork_core.reporting import Reporter


@dataclass(frozen=True, slots=True)
class PromptResult:
    """What came of it.

    Attributes:
        reply: What the model wrote.
        prompt_tokens: Tokens of the prompt, its template counted.
        seconds: From reading the first token to the end of the reply; loading is not counted.
    """

    reply: Reply
    prompt_tokens: int
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "kind": "prompt",
            "text": self.reply.text,
            "finish": self.reply.finish,
            "prompt_tokens": self.prompt_tokens,
            "seconds": self.seconds,
        }


def run_prompt(options: PromptOptions, reporter: Reporter) -> PromptResult:
    """Ask it.

    Raises:
        BadInput: When the model, an adapter or its tokenizer cannot be used.
        NotEnoughRoom: When the memory does not suffice.
        Cancelled: The user stopped it.
    """
    reporter.stage("checking")
    asked = HaystackOptions(model=options.model, out=options.out, adapters=options.adapters, device=options.device)
    row = rows.main_row(asked)
    prompts = open_prompt_format(row.folder, None if options.template else False)
    ids = prompts.prompt_ids(options.text)
    longest = len(ids) + options.max_new_tokens
    _warn_beyond(row.settings.window, longest, reporter)
    clock = Clock(reporter)
    engine = open_engine(asked, row, prompts, longest, clock.tick, reporter)
    try:
        reporter.stage("reading")
        clock.begin(len(ids))
        started = time.monotonic()
        engine.extend(ids[:-1])
        reporter.stage("writing a reply")
        reply = engine.generate(ids[-1:], options.max_new_tokens, lambda piece: reporter.metric("text", text=piece))
        return PromptResult(reply, len(ids), time.monotonic() - started)
    finally:
        engine.close()


def _warn_beyond(window: int | None, longest: int, reporter: Reporter) -> None:
    if window is not None and longest > window:
        reporter.warning(
            f"Prompt and reply may have {longest:,} tokens, and the model's window is {window:,}.",
            "It is asked all the same.",
        )
