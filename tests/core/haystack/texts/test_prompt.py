"""Chat templates cut where the message goes: those that can be used, and those that cannot."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import jinja2
import pytest

from graftwork_core.errors import BadInput
from graftwork_core.haystack.texts.prompt import Frame, Switch, chat_frame, open_prompt_format, open_tokenizer_file
from graftwork_resources import sample_folder

PLAIN: Final = "{% for m in messages %}<|user|>{{ m.content }}<|end|>{% endfor %}<|assistant|>"
LLAMA3: Final = (
    "{{ bos }}{% for m in messages %}<|start_header_id|>{{ m.role }}<|end_header_id|>\n\n{{ m.content | trim }}"
    "<|eot_id|>{% endfor %}{% if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>\n\n{% endif %}"
)
QWEN3: Final = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}"
)
DATED: Final = "{{ date_string or now }}<|user|>{{ messages[0].content }}<|assistant|>"


def frame(template: str) -> Frame:
    compiled = jinja2.Environment(undefined=jinja2.StrictUndefined).from_string(
        "{% set date_string = date_string | default(none) %}" + template
    )

    def render(message: str, switches: Mapping[str, Switch]) -> str:
        turns = [{"role": "user", "content": message}]
        return compiled.render(messages=turns, add_generation_prompt=True, bos="<s>", now="today", **switches)

    return chat_frame(render, template, "models/mine")


def test_a_template_is_cut_at_the_message() -> None:
    cut = frame(PLAIN)
    assert (cut.head, cut.tail, cut.kind) == ("<|user|>", "<|end|><|assistant|>", "chat")
    assert cut.around(" Hello ") == "<|user|> Hello <|end|><|assistant|>"


def test_a_template_that_trims_is_followed() -> None:
    cut = frame(LLAMA3)
    assert cut.strips
    assert cut.around(" Hello\n").split("<|end_header_id|>")[1] == "\n\nHello<|eot_id|><|start_header_id|>assistant"


def test_thinking_is_switched_off_where_there_is_a_switch() -> None:
    cut = frame(QWEN3)
    assert cut.thinking_off
    assert cut.tail.endswith("<think>\n\n</think>\n\n")
    assert not frame(PLAIN).thinking_off


def test_a_template_does_not_tell_the_date_of_today() -> None:
    assert frame(DATED).head == "26 Jul 2024<|user|>"


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("{{ messages[0].content | lower }}", "leaves the message out|rewrites"),
        ("<u>{{ messages[0].content | upper }}</u>", "leaves the message out"),
        ("<u>{{ messages[0].content | e }}</u>", "rewrites"),
        ("<u>{{ messages[0].content | replace('\n\n', '\n') }}</u>", "rewrites"),
        ("<u>{{ messages[0].content.split(']')[0] }}</u>", "rewrites"),
        ("<u>{{ messages[0].content[:60] }}</u>", "rewrites"),
        ("{{ messages[0].content }} or {{ messages[0].content }}", "repeats the message 2 times"),
        ("<u></u>", "leaves the message out"),
        ("{{ nothing.at.all }}", "fails"),
        ("{{ 1 / 0 }}", "fails"),
        ("{{ 'x' * 300000 }}{{ messages[0].content }}", "characters around"),
    ],
)
def test_refuses_templates_that_lose_repeat_or_rewrite_the_message(template: str, why: str) -> None:
    with pytest.raises(BadInput, match=why) as caught:
        frame(template)
    assert "models/mine" in caught.value.message


def model(tmp_path: Path, **config: object) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    for name in ("tokenizer.json", "tokenizer_config.json", "config.json", "chat_template.jinja"):
        shutil.copy(sample_folder() / "skill" / name, folder)
    if config:
        path = folder / "tokenizer_config.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | config))
    return folder


def test_reads_the_models_own_template_and_tokenizer() -> None:
    form = open_prompt_format(sample_folder() / "skill")
    assert form.frame.head == "<|bos|><|user|>"
    assert form.frame.tail == "<|end|><|assistant|>"
    assert form.prompt_ids(" Translate Monday:")[:2] == (1, 2)
    file = open_tokenizer_file(sample_folder() / "skill" / "tokenizer.json")
    assert file.fingerprint == form.tokenizer.fingerprint


def test_gives_the_same_tokens_as_transformers() -> None:
    from transformers import AutoTokenizer

    form = open_prompt_format(sample_folder() / "skill")
    theirs = AutoTokenizer.from_pretrained(sample_folder() / "skill")
    for message in (" What is the code of Zora?", "密码是什么?\n\n", "odd ☃ <|x|>"):
        ids = theirs.apply_chat_template([{"role": "user", "content": message}], add_generation_prompt=True)
        assert list(form.prompt_ids(message)) == list(ids["input_ids"])


def test_without_a_template_it_is_plain_text_and_says_so(tmp_path: Path) -> None:
    folder = model(tmp_path, chat_template=None)
    (folder / "chat_template.jinja").unlink()
    for use in (None, True):
        form = open_prompt_format(folder, use)
        assert form.frame.kind == "plain"
        assert any("no chat template" in note for note in form.frame.notes)
    assert form.frame.around("Text.") == "Text.\n"


def test_a_template_can_be_left_out() -> None:
    form = open_prompt_format(sample_folder() / "skill", use_template=False)
    assert (form.frame.kind, form.frame.notes) == ("plain", ())


def test_a_broken_template_is_refused_by_its_folder(tmp_path: Path) -> None:
    folder = model(tmp_path)
    (folder / "chat_template.jinja").write_text("{{ raise_exception('only for the rich') }}")
    with pytest.raises(BadInput, match="only for the rich") as caught:
        open_prompt_format(folder)
    assert str(folder) in caught.value.message


@pytest.mark.parametrize("content", ["", "{}", "[1, 2", '{"model": {"type": "Magic"}}'])
def test_a_broken_tokenizer_is_refused(content: str, tmp_path: Path) -> None:
    folder = model(tmp_path)
    (folder / "tokenizer.json").write_text(content)
    with pytest.raises(BadInput, match="tokenizer") as caught:
        open_prompt_format(folder)
    assert "\n" not in caught.value.message


def test_code_that_comes_with_a_model_never_runs(tmp_path: Path) -> None:
    folder = model(tmp_path, auto_map={"AutoTokenizer": ["evil.Evil", "evil.Evil"]}, tokenizer_class="Evil")
    trace = tmp_path / "ran"
    (folder / "evil.py").write_text(f"open({str(trace)!r}, 'w').close()\nclass Evil: pass\n")
    form = open_prompt_format(folder)
    assert form.frame.kind == "chat"
    assert not trace.exists()


def test_a_folder_without_tokenizer_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=str(tmp_path)):
        open_prompt_format(tmp_path)
    with pytest.raises(BadInput, match="nowhere"):
        open_prompt_format(tmp_path / "nowhere")
