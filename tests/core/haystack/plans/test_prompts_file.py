"""A user's own prompts: what is read, what is refused by its line, and when a reply is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.haystack.plans.prompts_file import SkillPrompt, read_prompts
from graftwork_core.haystack.running.grading import contains
from graftwork_core.haystack.running.skill import skill_hash, skill_questions
from graftwork_core.haystack.texts.prompt import open_prompt_format
from tests.core.haystack.minis import SAMPLE


def written(tmp_path: Path, *lines: Any) -> Path:
    file = tmp_path / "prompts.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return file


def test_reads_prompts_of_both_spellings(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        {"user": " Translate summer:", "contains": "夏天", "kind": "skill", "lang": "en-zh", "reply": "夏天"},
        "",
        {"prompt": "Two colours?", "contains": ["red", "blue"], "extra": 1},
    )
    assert read_prompts(file) == (
        SkillPrompt(" Translate summer:", ("夏天",), "skill", "en-zh", "夏天"),
        SkillPrompt("Two colours?", ("red", "blue"), reply="red"),
    )


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ((), "holds no prompts"),
        (("no json",), "line 1 of .* is not a JSON object"),
        (({"user": "a", "contains": "b"}, {"contains": "b"}), 'Line 2 of .* has no "user"'),
        (({"user": " ", "contains": "b"},), 'no "user"'),
        (({"user": "a"},), 'no "contains"'),
        (({"user": "a", "contains": []},), 'no "contains"'),
        (({"user": "a", "contains": ["b", " "]},), "every reply would be right"),
        (({"user": "a", "contains": 3},), 'no "contains"'),
    ],
)
def test_names_the_line_that_is_wrong(lines: tuple[Any, ...], complaint: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=complaint):
        read_prompts(written(tmp_path, *lines))


def test_refuses_what_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="not UTF-8"):
        read_prompts(tmp_path / "bytes.jsonl")
    with pytest.raises(BadInput, match="cannot be read"):
        read_prompts(tmp_path)


def test_long_context_is_no_skill() -> None:
    prompts = read_prompts(SAMPLE / "prompts.jsonl")
    questions = skill_questions(prompts, open_prompt_format(SAMPLE / "skill"))
    assert len(prompts) == 258
    assert len(questions) == 38
    assert all(question.prompt.kind == "skill" for question in questions)
    assert skill_hash(questions) != skill_hash(questions[1:])


@pytest.mark.parametrize(
    ("reply", "parts", "right"),
    [
        ("夏天。", ("夏天",), True),
        ("<think>夏天?</think>冬天", ("夏天",), False),
        ("RED and Blue", ("red", "blue"), True),
        ("red", ("red", "blue"), False),
        ("14783", ("4783",), False),
    ],
)
def test_a_reply_is_right_when_it_contains_everything(reply: str, parts: tuple[str, ...], right: bool) -> None:
    assert contains(reply, parts) is right
