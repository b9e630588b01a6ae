"""A plan made into tokens: documents, the questions on them, and the way back from a question to its prompt."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from graftwork_core.haystack.plans.plan import HaystackPlan
from graftwork_core.haystack.plans.trial import Document, Tier
from graftwork_core.haystack.texts.quality import Quality


@dataclass(frozen=True, slots=True)
class Snippet:
    """The text around a needle.

    Attributes:
        before: What stands before it.
        needle: Its sentence.
        after: What follows.
    """

    before: str
    needle: str
    after: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question's whole prompt.

    Attributes:
        text: Chat template, text and question, without the answer's beginning.
        content: The user's message in it: text and question.
        ids: The tokens of `text`.
        prefix: The answer's beginning, up to the value.
        snippets: The text around each statement of its needle; empty for a control.
    """

    text: str
    content: str
    ids: tuple[int, ...]
    prefix: str
    snippets: tuple[Snippet, ...]


class PromptSource(Protocol):
    """Whatever can make a prompt once more."""

    def prompt(self, question: str) -> Prompt:
        """The prompt of a question."""

    def snippets(self, questions: Collection[str]) -> Mapping[str, Sequence[Snippet]]:
        """The text around the needles of several."""


@dataclass(frozen=True, slots=True)
class CompiledPlan:
    """Everything a run asks.

    Attributes:
        plan: With everything decided that was left open: mode, tier, template.
        tier: How hard the needles are.
        documents: Those with short questions first, and neighbours begin alike. Tokens that memory has no room for
            are made when they are looked at.
        tokens: Tokens to be worked through when each document's common beginning with the one before is kept.
        tokens_apart: The same when every question is asked with its whole prompt.
        hash: Of every token of every prompt and answer: two runs with the same one asked the same questions.
        quality: How varied the text is.
        notes: What the report should say: whatever was decided, left out or repeated.
        repeated: How often the user's own text stands in the longest document; 1 when it does not repeat.
        exact_text: Whether tokens made from the prompts' text are the prompts' tokens.
        source: Makes prompts once more.
        header: What a results file needs to rebuild every prompt, as plain JSON values; see `reconstruct`.
    """

    plan: HaystackPlan
    tier: Tier
    documents: Sequence[Document]
    tokens: int
    tokens_apart: int
    hash: str
    quality: Quality
    notes: tuple[str, ...]
    repeated: int
    exact_text: bool
    header: Mapping[str, Any]
    source: PromptSource = field(repr=False, compare=False)

    def prompt(self, question: str) -> Prompt:
        """The prompt of a question, with the text around its needle.

        Raises:
            BadInput: There is no such question.
        """
        return self.source.prompt(question)

    def snippets(self, questions: Collection[str]) -> Mapping[str, Sequence[Snippet]]:
        """The text around the needles of several questions, each document made once; unknown ones are left out."""
        return self.source.snippets(questions)
