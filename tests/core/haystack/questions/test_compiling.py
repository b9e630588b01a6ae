"""Plans as tokens: exact lengths, true depths, the model's own tokens, the same everywhere, and the way back."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest

from graftwork_core.errors import BadInput, Cancelled
from graftwork_core.haystack.plans.plan import HaystackPlan
from graftwork_core.haystack.plans.trial import Document, Question, Tier
from graftwork_core.haystack.questions.compiled import CompiledPlan
from graftwork_core.haystack.questions.compiling import compile_plan, reconstruct
from graftwork_core.haystack.questions.document_maker import Blueprint, DocumentMaker, Made
from graftwork_core.haystack.texts.description import (
    Description,
    builtin_description,
    description_from,
    load_description,
)
from graftwork_core.haystack.texts.encoding import TextTokenizer
from graftwork_core.haystack.texts.filler import GENERATOR_VERSION
from graftwork_core.haystack.texts.prompt import Frame, PromptFormat, open_tokenizer_file, plain_frame
from graftwork_resources import sample_folder
from tests.core.haystack.tokenizers import CHAT, KINDS, prompts, tokenizer

TIERS: Final[tuple[Tier, ...]] = ("T1", "T2", "T3", "T4", "T5", "T6")
LANGUAGES: Final = ("en", "zh")
SENTENCE: Final = 45
"""Tokens of the longest sentences for tokenizers of no more than 3000 tokens."""
MINI_FRAME: Final = Frame("<|bos|><|user|>", "<|end|><|assistant|>", "chat")
PLAN: Final = {"lengths": (1024, 2048), "depths": 3, "controls": 1}
PROMPTS_OF_VERSION: Final = ["22dad5bd7d3b", "3804d9cc4fd1", "eeb1b4539abe", "01941c76e6e6"]
PROGRAM: Final = """
from pathlib import Path
from graftwork_core.haystack.questions.compiling import compile_plan
from graftwork_core.haystack.texts.description import builtin_description
from graftwork_core.haystack.texts.filler import GENERATOR_VERSION
from graftwork_core.haystack.plans.plan import HaystackPlan
from graftwork_core.haystack.texts.prompt import Frame, PromptFormat, open_tokenizer_file
import sys
tokenizer = open_tokenizer_file(Path(sys.argv[1]))
prompts = PromptFormat(tokenizer, Frame("<|bos|><|user|>", "<|end|><|assistant|>", "chat"))
for language in ("en", "zh"):
    for mode in ("scan", "isolated"):
        plan = HaystackPlan(lengths=(1024, 2048), depths=3, controls=1, mode=mode)
        print(compile_plan(plan, builtin_description(language), prompts).hash)
assert "torch" not in sys.modules and "transformers" not in sys.modules
"""


@cache
def compiled(kind: str = "byte-level", language: Any = "en", frame: Frame = CHAT, **fields: Any) -> CompiledPlan:
    plan = HaystackPlan.model_validate({"lengths": (1024, 2048), "depths": 5, "controls": 1} | fields)
    return compile_plan(plan, builtin_description(language), prompts(kind, frame))


def mini(language: str, **fields: Any) -> CompiledPlan:
    description = load_description(sample_folder() / f"haystack.{language}.yaml")
    plan = {"lengths": (128, 256, 512), "depths": 11, "mode": "isolated", "grading": "generated"} | fields
    return compile_plan(HaystackPlan.model_validate(plan), description, PromptFormat(mini_tokenizer(), MINI_FRAME))


@cache
def mini_tokenizer() -> TextTokenizer:
    return open_tokenizer_file(sample_folder() / "skill" / "tokenizer.json")


def questions(made: CompiledPlan) -> Iterator[tuple[Document, int, Question]]:
    for document in made.documents:
        for checkpoint in document.checkpoints:
            for question in checkpoint.questions:
                yield document, checkpoint.body_tokens, question


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", ["scan", "isolated"])
def test_prompts_are_the_models_own_tokens_and_never_too_long(kind: str, language: str, mode: str) -> None:
    made = compiled(kind, language, mode=mode, tier="T1", lengths=(512, 1024), depths=3)
    assert {question.length_target for _, _, question in questions(made)} == {512, 1024}
    for document, body, question in questions(made):
        ids = [*document.ids[:body], *question.suffix_ids]
        prompt = made.prompt(question.id)
        encode = tokenizer(kind).encode
        assert list(prompt.ids) == ids == list(encode(prompt.text).ids)
        whole = [*ids, *question.prefix_ids, *question.answer_ids]
        assert whole == list(encode(prompt.text + prompt.prefix + question.needle.value).ids)
        assert question.length_true == len(whole)
        assert question.length_target - 25 <= question.length_true <= question.length_target
        assert prompt.text == CHAT.around(prompt.content)
        assert prompt.content.endswith(question.needle.question)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", ["scan", "isolated"])
def test_needles_lie_within_a_sentence_of_their_depth(kind: str, language: str, mode: str) -> None:
    made = compiled(kind, language, mode=mode, tier="T1", lengths=(512, 1024), depths=3)
    decode = tokenizer(kind).decode
    for document, body, question in questions(made):
        if question.control:
            assert (question.needle_token, question.distance) == (-1, -1)
            continue
        # Several needles in a growing text make room for each other, by 3 % of it at the most.
        room = 0 if mode == "isolated" else max(25, 0.03 * body)
        assert abs(question.depth_true - question.depth_target) * body <= SENTENCE / 2 + room
        if language == "en":
            needle = decode(document.ids[question.needle_token : body])
            assert question.needle.statements[0][:4] in needle[:20]
        content = made.prompt(question.id).content.removesuffix(question.needle.question)
        behind = content[content.find(question.needle.statements[0]) + len(question.needle.statements[0]) :]
        assert abs(question.distance - tokenizer(kind).count(behind.strip())) <= 4


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_tiers_have_all_their_sentences_in_the_text_and_nothing_twice(language: str, tier: Tier) -> None:
    made = compiled(language=language, tier=tier, lengths=(1024,))
    assert made.tier == tier
    asked = {question.id for _, _, question in questions(made)}
    assert len(asked) == 5 + 1
    for document, _, question in questions(made):
        text = made.prompt(question.id).content.removesuffix(question.needle.question)
        for statement in question.needle.statements:
            assert text.count(statement) == (0 if question.control else 1)
        for value in question.needle.expected:
            assert text.count(value) == (0 if question.control else 1)
            assert question.control or value in document.planted


@pytest.mark.parametrize("tier", ["T3", "T6"])
def test_several_statements_stand_in_the_order_in_which_they_are_counted(tier: Tier) -> None:
    made = compiled(tier=tier, mode="isolated", controls=0)
    for _, _, question in questions(made):
        text = made.prompt(question.id).content
        places = [text.find(statement) for statement in question.needle.statements]
        assert places == sorted(places)
        assert places[-1] - places[0] > len(text) / 4


def test_a_growing_document_is_asked_about_at_several_lengths() -> None:
    made = compiled()
    longest = made.documents[-1]
    assert [checkpoint.length_target for checkpoint in longest.checkpoints] == [1024, 2048]
    assert longest.checkpoints[0].body_tokens < longest.checkpoints[1].body_tokens <= len(longest.ids)
    assert made.plan.mode == "scan"
    assert made.tokens < 0.5 * made.tokens_apart


def test_documents_with_short_questions_come_first() -> None:
    lengths = [document.checkpoints[-1].length_target for document in compiled(repeats=3).documents]
    assert lengths == sorted(lengths)
    assert len(lengths) > 1


def test_isolated_needles_share_what_stands_before_them() -> None:
    made = compiled(mode="isolated", tier="T1", lengths=(2048,), depths=3, controls=0)
    assert len(made.documents) == 3
    for (one, other), depth in zip(pairwise(made.documents), (0.0, 0.5), strict=True):
        alike = next(place for place, ids in enumerate(zip(one.ids, other.ids, strict=False)) if ids[0] != ids[1])
        assert abs(alike - depth * 2048) < 100
    assert made.tokens < 0.9 * made.tokens_apart


def test_or_each_lies_in_a_text_of_its_own() -> None:
    made = compiled(mode="isolated", tier="T1", lengths=(1024,), depths=3, controls=0, same_text=False)
    for one, other in pairwise(made.documents):
        alike = next(place for place, ids in enumerate(zip(one.ids, other.ids, strict=False)) if ids[0] != ids[1])
        assert alike < 60


def test_isolated_near_duplicates_have_company() -> None:
    made = compiled(mode="isolated", tier="T2", lengths=(2048,), depths=3, controls=0)
    for document in made.documents:
        assert len(document.planted) == 10
        assert len(document.checkpoints[0].questions) == 1


def test_controls_ask_for_keys_that_are_not_there() -> None:
    made = compiled(controls=2)
    controls = [(document, body, question) for document, body, question in questions(made) if question.control]
    assert len(controls) == 4
    for document, body, question in controls:
        text = tokenizer("byte-level").decode(document.ids[:body])
        assert question.needle.key not in text
        assert not set(question.needle.expected) & set(document.planted)
        # Asked for among near-duplicates: the key's other parts do stand in the text.
        assert max(text.count(part) for part in question.needle.key.split()[:2]) > 0
    assert not any(question.control for _, _, question in questions(compiled(controls=0)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tier", ["T1", "T2", "T3"])
def test_foils_are_other_values_with_as_many_tokens(kind: str, tier: Tier) -> None:
    for document, _, question in questions(compiled(kind, tier=tier)):
        if question.control:
            continue
        assert all(len(foil) == len(question.answer_ids) for foil in question.foil_ids)
        assert len(set(question.foil_ids)) == len(question.foil_ids)
        assert question.answer_ids not in question.foil_ids
        assert question.needle.value not in question.foils
        if tier == "T2":
            assert len(question.foils) == 9
            assert question.foils[0] in document.planted or len(document.planted) == 1 or question.length_target < 2048


@pytest.mark.parametrize("tier", ["T1", "T2", "T3"])
def test_a_control_is_compared_with_every_value_that_stands_before_it(tier: Tier) -> None:
    made = compiled(tier=tier, lengths=(1024, 4096), repeats=3)
    controls = [(document, question) for document, _, question in questions(made) if question.control]
    for document, question in controls:
        text = made.prompt(question.id).content
        single = {value for value in document.planted if ", " not in value}
        assert set(question.foils) == {value for value in single if value in text}
        assert len(question.foils) == len(question.foil_ids) > 0
    assert max(len(question.foils) for _, question in controls) > 9


def test_no_foils_where_nothing_is_scored() -> None:
    assert all(not question.foils for _, _, question in questions(compiled(grading="generated")))


def test_the_blank_before_the_value_belongs_where_the_model_puts_it() -> None:
    # "is 1234567" makes the blank part of the first answer token, or of the prefix: as in the whole, never twice.
    for kind in KINDS:
        for _, _, question in questions(compiled(kind, tier="T2")):
            answer = tokenizer(kind).decode(question.answer_ids).strip()
            assert answer == question.needle.value
            whole = tokenizer(kind).decode([*question.prefix_ids, *question.answer_ids]).strip()
            assert whole == question.needle.answer.rstrip(".").strip()


def test_a_template_that_trims_gets_a_trimmed_message() -> None:
    frame = Frame("<s><|user|>\n", "<|end|>\n", "chat", strips=True)
    description = description_from(
        load_description(sample_folder() / "haystack.en.yaml").model_dump(exclude_none=True) | {"only": None}, "mini"
    )
    plan = HaystackPlan(lengths=(512,), depths=(0.0, 0.5), grading="forced")
    made = compile_plan(plan, description, prompts("byte-level", frame))
    for document, body, question in questions(made):
        prompt = made.prompt(question.id)
        assert prompt.content == prompt.content.strip()
        assert prompt.text == frame.around(prompt.content)
        assert list(tokenizer("byte-level").encode(prompt.text).ids) == [*document.ids[:body], *question.suffix_ids]
        assert prompt.snippets[0].needle.strip() == question.needle.statements[0].strip()


def test_plain_text_has_no_template() -> None:
    made = compiled(frame=plain_frame(tokenizer("byte-level")), use_template=None)
    assert made.plan.use_template is False
    question = next(question for _, _, question in questions(made))
    prompt = made.prompt(question.id)
    assert prompt.text == prompt.content + "\n"


def test_snippets_of_many_questions_make_each_document_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = compiled(tier="T2", depths=4)
    names = [question.id for _, _, question in questions(made)]
    alone = {name: made.prompt(name).snippets for name in names}
    making = DocumentMaker.make
    calls: list[str] = []

    def counted(self: DocumentMaker, blueprint: Blueprint) -> Made:
        calls.append(blueprint.name)
        return making(self, blueprint)

    monkeypatch.setattr(DocumentMaker, "make", counted)
    assert made.snippets([*names, "no such question"]) == alone
    assert sorted(calls) == sorted(set(calls))
    assert len(calls) == len(made.documents) < len(names)


def test_snippets_show_the_text_around_each_statement() -> None:
    for _, _, question in questions(compiled(tier="T6")):
        snippets = compiled(tier="T6").prompt(question.id).snippets
        assert tuple(snippet.needle for snippet in snippets) == (() if question.control else question.needle.statements)
        for snippet in snippets:
            assert snippet.before + snippet.needle + snippet.after in compiled(tier="T6").prompt(question.id).content


def test_other_seeds_are_other_haystacks() -> None:
    one, both = compiled(seeds=(1,), lengths=(1024,)), compiled(seeds=(1, 2), lengths=(1024,))
    assert {document.seed for document in both.documents} == {1, 2}
    first = [list(document.ids) for document in both.documents if document.seed == 1]
    assert first == [list(document.ids) for document in one.documents]
    assert not {question.needle.value for _, _, question in questions(one)} & {
        question.needle.value for document, _, question in questions(both) if document.seed == 2
    }


def test_the_same_in_another_process_without_torch() -> None:
    path = str(sample_folder() / "skill" / "tokenizer.json")
    there = subprocess.run([sys.executable, "-c", PROGRAM, path], capture_output=True, text=True, check=True).stdout
    form = PromptFormat(mini_tokenizer(), MINI_FRAME)
    plans = [
        (HaystackPlan.model_validate(PLAN | {"mode": mode}), language)
        for language in ("en", "zh")
        for mode in ("scan", "isolated")
    ]
    here = [compile_plan(plan, builtin_description(language), form).hash for plan, language in plans]  # type: ignore[arg-type]
    assert there.split() == here
    # Whoever changes texts, needles or their places raises GENERATOR_VERSION, then these.
    assert (GENERATOR_VERSION, [digest[:12] for digest in here]) == (2, PROMPTS_OF_VERSION)


@pytest.mark.parametrize("mode", ["scan", "isolated"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_any_prompt_is_rebuilt_from_the_header_byte_for_byte(mode: str, language: str) -> None:
    made = compiled(language=language, mode=mode, seeds=(3, 4), lengths=(1024,), depths=3)
    header = json.loads(json.dumps(dict(made.header)))
    assert len(json.dumps(header)) < 3000
    for _, _, question in questions(made):
        assert reconstruct(header, question.id, tokenizer("byte-level")) == made.prompt(question.id)


def test_prompts_of_a_users_description_and_texts_are_rebuilt_too(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("\n\n".join(f"Line {number} of my own. It goes on." for number in range(100)))
    description = builtin_description("en").model_copy(update={"name": "mine"})
    plan = HaystackPlan(lengths=(1024,), depths=2, texts=(text,))
    made = compile_plan(plan, description, prompts("byte-level"))
    header = json.loads(json.dumps(dict(made.header)))
    name = made.documents[0].checkpoints[0].questions[0].id
    assert reconstruct(header, name, tokenizer("byte-level")) == made.prompt(name)
    text.write_text("Something else entirely. " * 50)
    with pytest.raises(BadInput, match="changed since"):
        reconstruct(header, name, tokenizer("byte-level"))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"generator_version": 99}, "version 99"),
        ({"tokenizer_hash": "other"}, "another tokenizer"),
        ({"frame": None}, "broken"),
        ({"lengths": "many"}, "broken"),
        ({"description": {"builtin": "en", "sha256": "0"}}, "is another"),
        ({"description": {"name": "x"}}, "description"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(changes: dict[str, Any], why: str) -> None:
    made = compiled(lengths=(1024,))
    with pytest.raises(BadInput, match=why):
        reconstruct({**made.header, **changes}, "en-T2-s0-L1024-d00000-r0", tokenizer("byte-level"))
    with pytest.raises(BadInput, match="no question 'nothing'"):
        reconstruct(made.header, "nothing", tokenizer("byte-level"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_minis_prompts_look_like_those_they_were_measured_with(language: str) -> None:
    made = mini(language)
    assert len(made.documents) == 33
    known = [json.loads(line) for line in (sample_folder() / "prompts.jsonl").read_text(encoding="utf-8").splitlines()]
    shapes = {_shape(row["user"]) for row in known if row.get("lang") == language}
    for document, body, question in questions(made):
        prompt = made.prompt(question.id)
        assert _shape(prompt.content) in shapes
        assert len(re.findall(r"\d+", prompt.content)) == 1
        assert list(prompt.ids) == [*document.ids[:body], *question.suffix_ids]
        assert question.length_target - 12 <= question.length_true <= question.length_target
        reply = tokenizer_text(question)
        assert reply == (" " if language == "en" else "密码是 ") + question.needle.value


def _shape(content: str) -> Any:
    """How the question and the needle are written, words and numbers left out."""
    question = re.split(r"(?<=[.。])", content)[-1]
    needle = next(part for part in re.split(r"(?<=[.。])", content) if re.search(r"\d", part))
    return re.sub(r"[A-Z][a-z]+|\d+", "_", needle) + "|" + re.sub(r"[A-Z][a-z]+", "_", question)


def tokenizer_text(question: Question) -> str:
    return mini_tokenizer().decode([*question.prefix_ids, *question.answer_ids])


def test_a_description_can_say_that_its_needles_must_stand_alone() -> None:
    made = mini("en", mode="scan")
    assert made.plan.mode == "isolated"
    assert made.tier == "T1"
    assert any("'mini-en' says that its needles cannot share one" in note for note in made.notes)
    assert all(len(document.checkpoints) == 1 for document in made.documents)


def test_a_question_without_a_key_forces_needles_apart() -> None:
    made = compile_plan(HaystackPlan(lengths=(512,), depths=3), one_fact(), prompts("byte-level"))
    assert made.plan.mode == "isolated"
    assert any("names no key" in note for note in made.notes)


def one_fact() -> Description:
    return description_from(
        {
            "name": "classic",
            "language": "en",
            "filler": {"sentences": ["The {noun} waits for the {noun}."], "words": {"noun": ["river", "lamp", "gate"]}},
            "needle": "The best thing to do is to {value}.",
            "question": " What is the best thing to do?",
            "answer": "To {value}.",
            "value": {"words": ["eat a sandwich in the park"]},
        },
        "classic.yaml",
    )


def test_tiers_that_are_not_there_are_named() -> None:
    with pytest.raises(BadInput, match="'mini-en' has no needles of tier T4"):
        mini("en", tier="T4")


def test_the_usual_tier_is_near_duplicates_but_a_needle_alone_is_simple() -> None:
    assert compiled().tier == "T2"
    assert compiled(mode="isolated").tier == "T1"


def test_too_short_lengths_are_left_out_and_noted_unless_nothing_is_left() -> None:
    made = compiled(lengths=(64, 1024))
    assert {question.length_target for _, _, question in questions(made)} == {1024}
    assert any("64 tokens" in note for note in made.notes)
    with pytest.raises(BadInput, match=r"64, 80 tokens are too few: .* need \d+"):
        compiled(lengths=(64, 80))


@pytest.mark.parametrize("tier", TIERS)
def test_the_shortest_length_that_it_names_does_work(tier: Tier) -> None:
    with pytest.raises(BadInput) as caught:
        compiled(lengths=(40,), tier=tier)
    needed = int(re.findall(r"need (\d+)", caught.value.message)[0])
    made = compiled(lengths=(needed,), tier=tier, mode="isolated", depths=11, controls=0)
    assert sum(1 for _ in questions(made)) == 11


def test_says_how_varied_the_text_is_and_whether_text_is_enough() -> None:
    assert compiled().quality.passes
    assert compiled("byte-level").exact_text
    assert not mini("en").quality.passes
    assert any("repeats itself" in note for note in mini("en").notes)


def test_tells_of_each_document_and_can_be_stopped() -> None:
    told: list[int] = []
    plan = HaystackPlan(lengths=(512,), depths=3, mode="isolated")
    made = compile_plan(plan, builtin_description("en"), prompts("byte-level"), told.append)
    assert [tokens for tokens in told if tokens] == [len(document.ids) for document in made.documents]
    assert 0 in told, "while one is made, too"

    def stop(tokens: int) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        compile_plan(plan, builtin_description("en"), prompts("byte-level"), stop)


def test_tokens_that_memory_has_no_room_for_are_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = HaystackPlan(lengths=(512,), depths=3, mode="isolated")
    whole = compile_plan(plan, builtin_description("en"), prompts("byte-level"))
    monkeypatch.setattr("graftwork_core.haystack.questions.late_ids.KEPT_TOKENS", 600)
    late = compile_plan(plan, builtin_description("en"), prompts("byte-level"))
    assert late.hash == whole.hash
    for one, other in zip(late.documents, whole.documents, strict=True):
        assert list(one.ids) == list(other.ids)
        assert list(one.ids[3:7]) == list(other.ids)[3:7]
        assert one.ids[-1] == other.ids[-1]
