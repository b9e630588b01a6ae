"""An engine without a model: it counts what it is given, and finds or misses needles by a rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graftwork_core.errors import NotEnoughRoom
from graftwork_core.haystack.engines.protocol import Capabilities, Reply, Scores, VoidTrial
from graftwork_core.haystack.plans.trial import Checkpoint, Document, Needle, Question

Finds = Callable[[Question], bool]


class FakeEngine:
    """Knows the questions by their suffix, and answers by a rule.

    Attributes:
        extended: How many tokens were read into the context.
        asked: Ids of the questions in the order in which they were asked.
        calls: How often several prompts came at once.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        finds: Finds = lambda question: True,
        *,
        scores: bool = True,
        batch: int = 1,
        prefix_reuse: bool = True,
        foils: int = 9,
        most: int | None = None,
        voids: Finds = lambda question: False,
        lie: int = 0,
        tick: Callable[[int], None] = lambda tokens: None,
    ) -> None:
        self.extended = 0
        self.asked: list[str] = []
        self.calls = 0
        self.capabilities = Capabilities(
            "local", scores=scores, exact_tokens=True, batch=batch, prefix_reuse=prefix_reuse, foils=foils
        )
        self._finds, self._voids, self._lie, self._most, self._tick = finds, voids, lie, most, tick
        self._context: list[int] = []
        self._questions = {
            one.suffix_ids: one for document in documents for point in document.checkpoints for one in point.questions
        }

    @property
    def length(self) -> int:
        return len(self._context)

    @property
    def context(self) -> tuple[int, ...]:
        return tuple(self._context)

    def extend(self, ids: Sequence[int]) -> None:
        if self._most is not None and len(self._context) + len(ids) > self._most:
            raise NotEnoughRoom("The memory does not suffice.", "Close something.")
        self._context.extend(ids)
        self.extended += len(ids)
        self._tick(len(ids))

    def rollback(self, length: int) -> None:
        del self._context[length:]

    def score(self, suffix: Sequence[int], answer: Sequence[int], foils: Sequence[Sequence[int]] = ()) -> Scores:
        question = self._question(suffix)
        self.asked.append(question.id)
        self._tick(len(suffix))
        found = self._finds(question)
        if self._voids(question):
            raise VoidTrial("The server answered 500.")
        return Scores(
            log_probs=(-0.01 if found else -3.0,) * len(answer),
            argmax=(found,) * len(answer),
            foils=(-4.0,) * len(foils),
            prompt_tokens=self.length + len(suffix) + self._lie,
        )

    def generate(
        self,
        suffix: Sequence[int],
        max_new_tokens: int,
        on_text: Callable[[str], None] | None = None,
        draft: Sequence[int] = (),
    ) -> Reply:
        question = self._question(suffix)
        self.asked.append(question.id)
        if self._voids(question):
            raise VoidTrial("The server answered 500.")
        return self._reply(question, self.length + len(suffix))

    def generate_many(
        self, prompts: Sequence[Sequence[int]], max_new_tokens: int, drafts: Sequence[Sequence[int]] = ()
    ) -> list[Reply]:
        self.calls += 1
        questions = [self._question(prompt) for prompt in prompts]
        if any(self._voids(question) for question in questions):
            raise VoidTrial("The server answered 500.")
        self._tick(sum(map(len, prompts)))
        self.asked += [question.id for question in questions]
        return [self._reply(question, len(prompt)) for question, prompt in zip(questions, prompts, strict=True)]

    def score_many(self, prompts: Sequence[Sequence[int]], answers: Sequence[Sequence[int]]) -> list[Scores]:
        self.calls += 1
        kept, self._context = self._context, []
        found = [self.score(prompt, answer) for prompt, answer in zip(prompts, answers, strict=True)]
        self._context = kept
        return found

    def close(self) -> None:
        self._context.clear()

    def _reply(self, question: Question, sent: int) -> Reply:
        text = f"It is {question.needle.value}." if self._finds(question) else "I don't know."
        return Reply(text, (), "stop", sent + self._lie)

    def _question(self, prompt: Sequence[int]) -> Question:
        return next(
            one
            for suffix, one in self._questions.items()
            if tuple(prompt[-len(suffix) :]) == suffix
            or tuple(prompt[-len(suffix) - len(one.prefix_ids) :]) == (*suffix, *one.prefix_ids)
        )


def document(
    name: str,
    lengths: Sequence[int],
    depths: int = 5,
    *,
    seed: int = 0,
    head: Sequence[int] = (),
    control: bool = False,
) -> Document:
    """A document of made-up tokens, asked at several lengths.

    Args:
        name: Its id; makes its questions' ids and tokens unique.
        lengths: Tokens in the context at each checkpoint.
        depths: Questions at each.
        seed: The document's.
        head: What its tokens begin with.
        control: Whether one more question at each length asks for what is not there; it has twenty foils.
    """
    body = (*head, *(1000 + seed * 100_000 + place for place in range(max(lengths) - len(head))))
    points = []
    for length in lengths:
        questions = [_question(f"{name}-{length}-{step}", length, step / max(depths - 1, 1)) for step in range(depths)]
        questions += [_question(f"{name}-{length}-x", length, 0.5, control=True)] if control else []
        points.append(Checkpoint(length, length, tuple(questions)))
    return Document(name, seed, "en", body, tuple(points))


def _question(name: str, length: int, depth: float, *, control: bool = False) -> Question:
    value = str(10_000 + sum(ord(letter) * place for place, letter in enumerate(name, 1)))
    needle = Needle("T2", name, value, (f"The code of {name} is {value}.",), f"Code of {name}?", value, (value,))
    place = -1 if control else int(depth * (length - 10))
    return Question(
        id=name, needle=needle, control=control, length_target=length, length_true=length + 5,
        depth_target=depth, depth_true=depth, needle_token=place, distance=-1 if control else length - place,
        suffix_ids=tuple(ord(letter) for letter in name), prefix_ids=(7,), answer_ids=(8, 9),
        foil_ids=((9, 8),) * (20 if control else 1), foils=("x",) * (20 if control else 1),
    )  # fmt: skip
