"""What is asked: needles, the questions about them, and the documents they are asked on. Data only, no torch.

One form serves every protocol. A growing document with all needles in it is one `Document` with many checkpoints;
an isolated needle is a `Document` with one checkpoint and one question. Whoever runs a plan keeps the longest
common prefix of two documents, so isolated needles in the same text share what stands before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Tier = Literal["T1", "T2", "T3", "T4", "T5", "T6"]


@dataclass(frozen=True, slots=True)
class Needle:
    """One fact and the question about it, as text.

    Attributes:
        tier: How hard it is (facts about tiers: `needles`).
        key: What the fact is about.
        value: What has to be found.
        statements: The sentences to plant; more than one for several values or hops.
        question: What is asked.
        answer: What a right reply begins with; holds the value.
        expected: A generated reply is right when it contains each of these.
    """

    tier: Tier
    key: str
    value: str
    statements: tuple[str, ...]
    question: str
    answer: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as tokens, to be asked after the first `body_tokens` of a document.

    The whole prompt is document[:body_tokens] + suffix_ids (+ prefix_ids when the answer's beginning is given).

    Attributes:
        id: Unique in the plan and the same on every machine.
        needle: What is asked for.
        control: Whether the needle was never planted: a right answer is then none at all.
        length_target: Prompt length that was asked for, in tokens.
        length_true: Prompt length with suffix, prefix and answer, in tokens.
        depth_target: Where the needle should lie: 0 is the beginning, 1 the end; 0 for a control. Of several
            statements one lies there, the others are spread evenly over the text.
        depth_true: Where it lies, by tokens.
        needle_token: Position of the first token of the statement that lies at the depth; -1 for a control.
        distance: Tokens from the end of that statement to the question; -1 for a control.
        suffix_ids: The question and the rest of the chat template.
        prefix_ids: The answer's beginning up to the value.
        answer_ids: The value's tokens as they follow suffix and prefix.
        foil_ids: Other values' tokens, each as long as the answer.
        foils: The same as text.
    """

    id: str
    needle: Needle
    control: bool
    length_target: int
    length_true: int
    depth_target: float
    depth_true: float
    needle_token: int
    distance: int
    suffix_ids: tuple[int, ...]
    prefix_ids: tuple[int, ...]
    answer_ids: tuple[int, ...]
    foil_ids: tuple[tuple[int, ...], ...] = ()
    foils: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A length at which questions are asked.

    Attributes:
        length_target: Tokens of the whole prompt.
        body_tokens: How many of the document's tokens are in the context before a question.
        questions: What is asked there, each independent of the others.
    """

    length_target: int
    body_tokens: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A text with needles in it, as tokens, from the chat template's beginning on.

    Attributes:
        id: Unique in the plan.
        seed: What its text and needles were drawn with.
        language: "en" or "zh".
        ids: Tokens: template head and body.
        checkpoints: Where it is asked about, shortest first.
        planted: Every value in it, also of needles that nobody asks for.
    """

    id: str
    seed: int
    language: str
    ids: Sequence[int]
    checkpoints: tuple[Checkpoint, ...]
    planted: tuple[str, ...] = ()
