"""What a merged model takes over from the target's folder, and what it never takes."""

from __future__ import annotations

from pathlib import Path

from graftwork_core.model.files import side_files, tokenizer_files

CARRIED = (
    "added_tokens.json",
    "chat_template.jinja",
    "chat_template.json",
    "generation_config.json",
    "merges.txt",
    "modeling_own.py",
    "preprocessor_config.json",
    "processor_config.json",
    "qwen.tiktoken",
    "special_tokens_map.json",
    "spiece.model",
    "tekken.json",
    "tokenizer.json",
    "tokenizer.model",
    "tokenizer_config.json",
    "video_preprocessor_config.json",
    "vocab.json",
    "LICENSE",
    "LICENSE.txt",
    "NOTICE",
    "USE_POLICY.md",
)
LEFT = (
    "config.json",
    "README.md",
    "model.safetensors",
    "model.safetensors.index.json",
    "model-00001-of-00002.safetensors",
    "consolidated.safetensors",
    "pytorch_model.bin",
    "model.gguf",
    "params.json",
    "training.json",
    "training_args.bin",
    "trainer_state.json",
    "optimizer.pt",
    ".gitattributes",
    "evil model.py",
    "graftwork.json",
)


def test_takes_what_belongs_to_the_model_and_no_weights(tmp_path: Path) -> None:
    for name in (*CARRIED, *LEFT):
        (tmp_path / name).write_text("x")
    (tmp_path / "additional_chat_templates").mkdir()
    (tmp_path / "additional_chat_templates" / "tool_use.jinja").write_text("x")
    (tmp_path / "additional_chat_templates" / "notes.txt").write_text("x")
    (tmp_path / "original").mkdir()
    (tmp_path / "original" / "tokenizer.model").write_text("x")
    (tmp_path / "vocab.txt").mkdir()

    assert set(side_files(tmp_path)) == {*CARRIED, "additional_chat_templates/tool_use.jinja"}


def test_knows_the_tokenizers_files(tmp_path: Path) -> None:
    for name in CARRIED:
        (tmp_path / name).write_text("x")

    found = tokenizer_files(tmp_path)

    assert {"tokenizer.json", "vocab.json", "merges.txt", "qwen.tiktoken", "spiece.model", "tekken.json"} <= set(found)
    assert "LICENSE" not in found
    assert "chat_template.jinja" not in found


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert side_files(tmp_path / "nowhere") == ()
