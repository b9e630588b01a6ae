"""Whether an answer is right: by how likely it was, or by what the model wrote. No torch.

A written answer is right when it names every expected value and no other planted one before them. What a model
thinks aloud is not its answer. Numbers may be grouped (1,234,567 or 1.234.567), letters may be of any case or width.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from graftwork_core.haystack.engines.protocol import Reply, Scores
from graftwork_core.haystack.plans.trial import Document, Question
from graftwork_core.haystack.results.answers import Forced, Generated, QuestionResult, TokenScore

_OPEN: Final = r"(?:<(?:think|thinking|thought|reasoning|seed:think)>|\[THINK\]|◁think▷)"
_CLOSE: Final = r"(?:</(?:think|thinking|thought|reasoning|seed:think)>|\[/THINK\]|◁/think▷|assistantfinal)"
_THINKING: Final = re.compile(rf"^.*{_CLOSE}|{_OPEN}.*$", re.DOTALL)
"""Up to the last end of thinking (its beginning may stand in the template), or from a beginning that never ends."""
_GROUPED: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:([.,'’\u202f\u00a0])\d{3})(?:\1\d{3})*(?![\d.,]?\d)")
_LONGEST_TEXT: Final = 4000
_MORE_LIKELY_THAN_NOT: Final = 0.5


def without_thinking(text: str) -> str:
    """What is left of a reply when its thinking is taken away; nothing when it never stopped thinking."""
    return _THINKING.sub("", text).strip()


def names(text: str, value: str) -> bool:
    """Whether a text names a value, and not just something that contains it (12345 does not name 234)."""
    return _first(_plain(text), value) is not None


def contains(text: str, parts: Collection[str]) -> bool:
    """Whether a reply holds every one of some texts, thinking removed; a user's own prompts are graded so.

    A part of a word will do, and what runs on behind a number is not looked at: replies are cut short, and small models
    repeat what they said (4783 in 478347). The end of a number will not do: 14783 does not hold 4783.
    """
    answer = _plain(without_thinking(text))
    return all(_held(part).search(answer) for part in parts)


def written_hit(text: str, expected: Sequence[str], others: Collection[str]) -> bool:
    """Whether a reply is right: thinking removed, every expected value in it, no other planted value before them."""
    answer = _plain(without_thinking(text))
    found = [_first(answer, value) for value in expected]
    places = [place for place in found if place is not None]
    if not expected or len(places) < len(expected):
        return False
    end = max(places)
    return not any(place < end for value in others if (place := _first(answer, value)) is not None)


def forced(question: Question, scores: Scores) -> Forced:
    """Grade the likelihood of the expected answer.

    A control has no right answer: its hit says that the model would rather name some planted value than anything else.
    """
    total = math.fsum(scores.log_probs)
    best = max(scores.foils, default=None)
    if question.control:
        hit = math.fsum(math.exp(min(foil, 0.0)) for foil in scores.foils) > _MORE_LIKELY_THAN_NOT
    else:
        hit = bool(scores.argmax) and all(scores.argmax)
    tokens = zip(question.answer_ids, scores.log_probs, scores.argmax, strict=True)
    return Forced(
        hit=hit,
        lp_mean=total / max(len(scores.log_probs), 1),
        lp_sum=total,
        p=math.exp(min(total, 0.0)),
        margin=None if best is None else total - best,
        rank=None if best is None else 1 + sum(foil > total for foil in scores.foils),
        per_token=tuple(TokenScore(id=token, lp=lp, argmax=argmax) for token, lp, argmax in tokens),
        foils=len(scores.foils),
    )


def generated(question: Question, reply: Reply, planted: Collection[str], *, by_content: bool = False) -> Generated:
    """Grade what the model wrote.

    Args:
        question: What was asked.
        reply: What came.
        planted: All values in the document; those of the question's own needle may be among them.
        by_content: Whether it is enough that the reply contains what was expected, as in the classic test: a model
            that goes on writing without a blank is right there.
    """
    if by_content and not question.control:
        hit = contains(reply.text, question.needle.expected)
    elif question.control:
        answer = _plain(without_thinking(reply.text))
        hit = any(_first(answer, value) is not None for value in planted)
    else:
        own = {question.needle.value, *question.needle.expected}
        hit = written_hit(reply.text, question.needle.expected, [value for value in planted if value not in own])
    return Generated(hit=hit, text=reply.text[:_LONGEST_TEXT], finish=reply.finish, prompt_tokens=reply.prompt_tokens)


def planted_values(document: Document) -> frozenset[str]:
    """All values that stand somewhere in a document."""
    questions = (question for checkpoint in document.checkpoints for question in checkpoint.questions)
    return frozenset(
        value
        for question in questions
        if not question.control
        for value in (question.needle.value, *question.needle.expected)
    ) | frozenset(document.planted)


def result(
    question: Question,
    document: Document,
    *,
    phase: str,
    seconds: float = 0.0,
    by_likelihood: Forced | None = None,
    by_writing: Generated | None = None,
    void: str = "",
    passing: bool = False,
) -> QuestionResult:
    """The line of the results file for one question.

    Args:
        question: What was asked.
        document: Where it was asked.
        phase: Of the check: "smoke", "scan", …
        seconds: How long it took.
        by_likelihood: Its grade by likelihood.
        by_writing: Its grade by what was written.
        void: Why it does not count; empty when it does.
        passing: Whether it is worth another try when the run goes on.
    """
    needle = question.needle
    return QuestionResult(
        id=question.id,
        seed=document.seed,
        tier=needle.tier,
        language=document.language,
        length_target=question.length_target,
        length_true=question.length_true,
        depth_target=question.depth_target,
        depth_true=question.depth_true,
        needle_token=question.needle_token,
        distance=question.distance,
        key=needle.key,
        expected=", ".join(needle.expected) or needle.value,
        control=question.control,
        status=("error" if passing else "void") if void else "ok",
        reason=void,
        forced=by_likelihood,
        generated=by_writing,
        seconds=round(seconds, 4),
        extra={"phase": phase},
    ).sound()


def _plain(text: str) -> str:
    """The text in one width and case, grouped numbers written as one."""
    text = unicodedata.normalize("NFKC", _GROUPED.sub(lambda match: re.sub(r"\D", "", match[0]), text))
    return text.casefold()


def _first(plain: str, value: str) -> int | None:
    """Where a text names the value first."""
    match = _pattern(value).search(plain)
    return None if match is None else match.start()


@lru_cache(maxsize=4096)
def _pattern(value: str) -> re.Pattern[str]:
    """The value between borders: no letter or digit may follow on a letter or digit of a spaced script."""
    plain = _plain(value).strip()
    before = r"(?<![^\W_\u2e80-\u9fff])" if plain[:1].isalnum() and not _is_unspaced(plain[0]) else ""
    after = r"(?![^\W_\u2e80-\u9fff])" if plain[-1:].isalnum() and not _is_unspaced(plain[-1]) else ""
    return re.compile(before + re.escape(plain) + after if plain else r"(?!)")


@lru_cache(maxsize=4096)
def _held(part: str) -> re.Pattern[str]:
    """The text; a number at its beginning begins there."""
    plain = _plain(part).strip()
    before = r"(?<!\d)(?<!\d\.)" if plain[:1].isdecimal() else ""
    return re.compile(before + re.escape(plain))


def _is_unspaced(letter: str) -> bool:
    """Whether words of its script are written without blanks between them."""
    return "\u2e80" <= letter <= "\u9fff"
