"""The skill guard's answers come one batch after the other, so that what came can be kept."""

from __future__ import annotations

from collections.abc import Sequence

from graftwork_core.haystack.engines.protocol import Reply
from graftwork_core.haystack.plans.prompts_file import SkillPrompt
from graftwork_core.haystack.running.skill import SkillQuestion, ask_skill
from tests.core.haystack.fake_engine import FakeEngine


class Counting(FakeEngine):
    """Writes the same for every prompt, and counts them."""

    def __init__(self, batch: int) -> None:
        super().__init__([], batch=batch)
        self.prompts = 0

    def generate_many(
        self, prompts: Sequence[Sequence[int]], max_new_tokens: int, drafts: Sequence[Sequence[int]] = ()
    ) -> list[Reply]:
        self.prompts += len(prompts)
        return [Reply("It is summer.", (), "stop", len(prompt)) for prompt in prompts]


def test_answers_are_given_before_the_next_prompts_are_asked() -> None:
    prompts = [SkillPrompt("Translate.", ("summer" if number % 2 else "winter",)) for number in range(10)]
    questions = [SkillQuestion(f"{number:05}", one, (1, 2, 3), (), 8) for number, one in enumerate(prompts)]
    engine = Counting(batch=4)
    answers = ask_skill(engine, questions)
    first = next(answers)
    assert (first.id, first.hit, engine.prompts) == ("skill-00000", False, 4)
    assert [one.hit for one in answers] == [True, False] * 4 + [True]
    assert engine.prompts == 10
