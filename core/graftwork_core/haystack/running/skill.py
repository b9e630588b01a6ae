"""The skill that a graft must not cost: the user's own prompts, and whether the reply contains what it should.

Prompts of the kind "haystack" in such a file are left out: long context is what the rest of a check is about.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graftwork_core.errors import BadInput
from graftwork_core.haystack.engines.protocol import Engine, Reply, VoidTrial
from graftwork_core.haystack.plans.prompts_file import SkillPrompt
from graftwork_core.haystack.results.answers import Generated, QuestionResult
from graftwork_core.haystack.running.grading import contains
from graftwork_core.haystack.texts.prompt import PromptFormat

PHASE: Final = "skill"
_TOGETHER: Final = 64
_SLACK: Final = 8
_FEWEST_NEW: Final = 8


@dataclass(frozen=True, slots=True)
class SkillQuestion:
    """A prompt of the guard as tokens.

    Attributes:
        id: Its place in the file.
        prompt: As it was written.
        ids: Tokens of the whole prompt, in the model's template.
        draft: What a right reply probably begins with.
        new_tokens: How many the model may write.
    """

    id: str
    prompt: SkillPrompt
    ids: tuple[int, ...]
    draft: tuple[int, ...]
    new_tokens: int

    @property
    def result_id(self) -> str:
        """The id of its answer."""
        return f"{PHASE}-{self.id}"


def skill_questions(
    prompts: Sequence[SkillPrompt], form: PromptFormat, most_new: int | None = None
) -> tuple[SkillQuestion, ...]:
    """The guard's prompts for a model.

    Raises:
        BadInput: There is none among them.
    """
    kept = [prompt for prompt in prompts if prompt.kind != "haystack"]
    if prompts and not kept:
        raise BadInput("The prompts hold none about a skill: all are haystacks.", "Add lines of another kind.")
    return tuple(
        SkillQuestion(
            id=f"{number:05}",
            prompt=prompt,
            ids=form.prompt_ids(prompt.text),
            draft=tuple(form.tokenizer.encode(prompt.reply).ids),
            new_tokens=most_new or max(_FEWEST_NEW, form.tokenizer.count(max(prompt.contains, key=len)) + _SLACK),
        )
        for number, prompt in enumerate(kept)
    )


def skill_hash(questions: Sequence[SkillQuestion]) -> str:
    """Two guards with the same one ask the same questions and take the same answers."""
    asked = [[question.ids, question.prompt.contains, question.new_tokens] for question in questions]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def ask_skill(engine: Engine, questions: Sequence[SkillQuestion]) -> Iterator[QuestionResult]:
    """Answers to the guard's prompts as they come, several at once where the engine gains by it."""
    size = max(1, min(engine.capabilities.batch, _TOGETHER))
    for start in range(0, len(questions), size):
        yield from _ask(engine, questions[start : start + size])


def _ask(engine: Engine, batch: Sequence[SkillQuestion]) -> list[QuestionResult]:
    try:
        most = max(question.new_tokens for question in batch)
        prompts, drafts = [question.ids for question in batch], [question.draft for question in batch]
        replies = engine.generate_many(prompts, most, drafts)
    except VoidTrial as error:
        if len(batch) == 1:
            return [_result(batch[0], None, error.message)]
        return [result for question in batch for result in _ask(engine, [question])]
    return [_result(question, reply) for question, reply in zip(batch, replies, strict=True)]


def _result(question: SkillQuestion, reply: Reply | None, void: str = "") -> QuestionResult:
    expected = question.prompt.contains
    text = "" if reply is None else reply.text
    hit = contains(text, expected)
    return QuestionResult(
        id=question.result_id,
        seed=0,
        tier=PHASE,
        language=question.prompt.language or "",
        length_target=len(question.ids),
        length_true=len(question.ids),
        depth_target=0.0,
        depth_true=0.0,
        needle_token=-1,
        distance=-1,
        key=question.prompt.text[:200],
        expected=", ".join(expected),
        control=False,
        status="void" if void else "ok",
        reason=void,
        generated=None if reply is None else Generated(hit, text[:4000], reply.finish, reply.prompt_tokens),
        extra={"phase": PHASE},
    )
