"""The command line of a server: enough GPUs and no more, a window that fits, the settings that the audit found."""

from __future__ import annotations

import dataclasses
import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.haystack.engines.server.command import GIGABYTE, ServerCommand, server_command
from graftwork_core.model.info import Model, open_model

MILLION = 2**20


@pytest.fixture
def like(sample: Path) -> Callable[..., Model]:
    """The sample's model with the measures of another one."""
    model = open_model(sample / "skill")

    def make(gigabytes: int, layers: int, heads: int, window: int = 2 * MILLION) -> Model:
        measures: dict[str, Any] = {"nbytes": gigabytes * GIGABYTE, "layers": layers, "heads": heads, "kv_heads": 8}
        info = dataclasses.replace(model.info, **measures, head_dim=128, context_window=window)
        return dataclasses.replace(model, info=info, config={**model.config, "max_position_embeddings": window})

    return make


def option(command: ServerCommand, name: str) -> str | None:
    words = shlex.split(command.text.splitlines()[-1])
    return words[words.index(name) + 1] if name in words else None


@pytest.mark.parametrize(
    ("gigabytes", "layers", "heads", "gpus", "parallel", "eight_bit"),
    [
        (16, 32, 32, 1, None, True),
        (16, 32, 32, 2, "2", True),
        (16, 32, 32, 4, "4", False),
        (16, 32, 32, 8, "4", False),
        (141, 80, 64, 8, "8", False),
        (141, 80, 64, 4, "4", True),
    ],
)
def test_a_million_tokens_on_80_gb_gpus(
    like: Callable[..., Model], gigabytes: int, layers: int, heads: int, gpus: int, parallel: str, eight_bit: bool
) -> None:
    command = server_command("vllm", like(gigabytes, layers, heads), MILLION, gpus=gpus)
    assert option(command, "--tensor-parallel-size") == parallel
    assert option(command, "--kv-cache-dtype") == ("fp8" if eight_bit else None)
    assert option(command, "--decode-context-parallel-size") is None
    assert int(option(command, "--max-model-len") or 0) > MILLION
    assert "--enable-prefix-caching" in command.text


def test_what_does_not_fit_is_said(like: Callable[..., Model]) -> None:
    fits = server_command("vllm", like(141, 80, 64), MILLION, gpus=8)
    fits_not = server_command("vllm", like(141, 80, 64), MILLION, gpus=2)
    assert not any("does not fit" in note for note in fits.notes)
    assert any("does not fit: each of 2 GPUs" in note for note in fits_not.notes)
    assert fits_not.gpu_bytes > 80 * GIGABYTE


def test_context_parallel_only_beyond_the_key_value_heads(like: Callable[..., Model]) -> None:
    model = like(141, 80, 64)
    eight = server_command("vllm", model, MILLION, gpu_bytes=80 * GIGABYTE, gpus=32)
    sixteen = server_command("vllm", model, MILLION, gpu_bytes=40 * GIGABYTE, gpus=32)
    assert (option(eight, "--tensor-parallel-size"), option(eight, "--decode-context-parallel-size")) == ("8", None)
    assert (option(sixteen, "--tensor-parallel-size"), option(sixteen, "--decode-context-parallel-size")) == ("16", "2")
    assert sixteen.gpu_bytes < 0.9 * 40 * GIGABYTE


def test_a_length_inside_the_window_changes_no_setting(like: Callable[..., Model]) -> None:
    command = server_command("vllm", like(16, 32, 32), 8192)
    assert option(command, "--hf-overrides") is None
    assert not any("window" in note for note in command.notes)


def test_a_length_beyond_the_window_raises_it_and_says_so(like: Callable[..., Model]) -> None:
    command = server_command("vllm", like(16, 32, 32, window=8192), 16384)
    overrides = json.loads(option(command, "--hf-overrides") or "{}")
    assert overrides == {"max_position_embeddings": int(option(command, "--max-model-len") or 0)}
    assert any("16384 tokens are beyond the model's window of 8192" in note for note in command.notes)


def test_the_donor_s_settings_are_handed_on_when_the_audit_found_others(sample: Path) -> None:
    skill, long = open_model(sample / "skill"), open_model(sample / "long")
    overrides = json.loads(option(server_command("vllm", skill, 1024, context=long.context), "--hf-overrides") or "{}")
    assert overrides["rope_parameters"]["rope_theta"] == pytest.approx(192484.006, abs=0.01)
    assert overrides["max_position_embeddings"] == 2048
    llama = server_command("llamacpp", skill, 1024, context=long.context)
    assert float(option(llama, "--rope-freq-base") or 0) == pytest.approx(192484.006, abs=0.01)
    assert option(server_command("llamacpp", long, 1024), "--rope-freq-base") is None


def test_settings_of_a_wrapped_language_model_go_to_its_section(like: Callable[..., Model], sample: Path) -> None:
    inner = {**like(16, 32, 32).config, "max_position_embeddings": 128}
    model = dataclasses.replace(like(16, 32, 32, window=128), config={"text_config": inner})
    command = server_command("vllm", model, 1024, context=open_model(sample / "long").context)
    overrides = json.loads(option(command, "--hf-overrides") or "{}")
    assert overrides["text_config"]["max_position_embeddings"] == 2048
    assert overrides["text_config"]["rope_parameters"]["rope_theta"] > 100_000


def test_llama_cpp_is_given_a_converted_file_and_its_length(sample: Path) -> None:
    command = server_command("llamacpp", open_model(sample / "skill"), 2048)
    convert, serve = command.text.splitlines()
    assert shlex.split(convert)[1:3] == ["convert_hf_to_gguf.py", str((sample / "skill").resolve())]
    assert shlex.split(serve)[:3] == ["llama-server", "-m", "skill.gguf"]
    assert int(option(command, "-c") or 0) > 2048
    assert option(command, "--override-kv") == f"llama.context_length=int:{option(command, '-c')}"


def test_llama_cpp_says_when_a_scaling_has_to_be_in_the_file(sample: Path) -> None:
    skill = open_model(sample / "skill")
    scaled = dataclasses.replace(
        skill.context, rope={"rope_theta": 1e6, "rope_scaling": {"rope_type": "yarn", "factor": 4.0}}
    )
    command = server_command("llamacpp", skill, 1024, context=scaled)
    assert option(command, "--rope-freq-base") is None
    assert any("mend config.json before converting" in note for note in command.notes)


def test_a_folder_s_name_is_quoted(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "my model; rm -rf x").symlink_to(sample / "skill")
    model = open_model(tmp_path / "my model; rm -rf x")
    moved = dataclasses.replace(model, info=dataclasses.replace(model.info, name="my model; rm -rf x"))
    for kind in ("vllm", "llamacpp"):
        command = server_command(kind, moved, 1024)
        assert "my model; rm -rf x" in " ".join(shlex.split(command.text.splitlines()[-1]))
        assert "'my model; rm -rf x" in command.text
    assert command.address == "http://127.0.0.1:8080"


def test_a_config_that_does_not_say_how_large_the_cache_is(sample: Path) -> None:
    model = open_model(sample / "skill")
    unknown = dataclasses.replace(model, info=dataclasses.replace(model.info, kv_heads=None))
    with pytest.raises(BadInput, match="does not say how many layers"):
        server_command("vllm", unknown, 1024)


@pytest.mark.parametrize("wrong", [{"length": 0}, {"gpus": 0}, {"gpus": 1000}, {"gpu_bytes": 0}])
def test_numbers_that_make_no_sense(sample: Path, wrong: dict[str, int]) -> None:
    with pytest.raises(BadInput):
        server_command("vllm", open_model(sample / "skill"), **{"length": 1024} | wrong)


def test_the_window_can_make_it(modules_after: Callable[[str], set[str]]) -> None:
    assert not {"torch", "transformers"} & modules_after("import graftwork_core.haystack.engines.server.command")


def test_the_engine_itself_needs_no_torch(modules_after: Callable[[str], set[str]]) -> None:
    assert not {"torch", "transformers"} & modules_after("import graftwork_core.haystack.engines.server.engine")
