"""What transformers says about files, held against models that transformers itself saved."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers
from safetensors.torch import load_file, save_file

from graftwork_core.errors import BadInput, DoesNotFit
from graftwork_core.model import oracle
from graftwork_core.model.oracle import DiskSlice, UnknownModel, UnknownTransformers

SIZES: dict[str, Any] = {
    "vocab_size": 64,
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 64,
    "bos_token_id": 1,
    "eos_token_id": 2,
    "pad_token_id": 0,
}
EXPERTS: dict[str, Any] = {"num_experts": 3, "moe_intermediate_size": 24, "num_experts_per_tok": 2}
LATENT: dict[str, Any] = {
    "q_lora_rank": 16,
    "kv_lora_rank": 16,
    "qk_rope_head_dim": 4,
    "qk_nope_head_dim": 4,
    "v_head_dim": 8,
    "n_group": 2,
    "topk_group": 1,
}
VISION = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 1, "num_attention_heads": 4}

MODELS: dict[str, Callable[[], Any]] = {
    "llama": lambda: transformers.LlamaForCausalLM(transformers.LlamaConfig(**SIZES)),
    "tied": lambda: transformers.LlamaForCausalLM(transformers.LlamaConfig(**SIZES, tie_word_embeddings=True)),
    "gpt2": lambda: transformers.GPT2LMHeadModel(
        transformers.GPT2Config(
            n_layer=2, n_embd=32, n_head=4, n_positions=64, vocab_size=64, bos_token_id=1, eos_token_id=2
        )
    ),
    "mixtral": lambda: transformers.MixtralForCausalLM(transformers.MixtralConfig(**SIZES, num_local_experts=3)),
    "qwen2-moe": lambda: transformers.Qwen2MoeForCausalLM(
        transformers.Qwen2MoeConfig(**SIZES, **EXPERTS, shared_expert_intermediate_size=24)
    ),
    "qwen3-moe": lambda: transformers.Qwen3MoeForCausalLM(transformers.Qwen3MoeConfig(**SIZES, **EXPERTS, head_dim=8)),
    "deepseek-v3": lambda: transformers.DeepseekV3ForCausalLM(
        transformers.DeepseekV3Config(
            **SIZES,
            **LATENT,
            n_routed_experts=4,
            moe_intermediate_size=24,
            num_experts_per_tok=2,
            first_k_dense_replace=1,
        )
    ),
    "gpt-oss": lambda: transformers.GptOssForCausalLM(
        transformers.GptOssConfig(**SIZES, head_dim=8, num_local_experts=3, rope_parameters={"rope_theta": 1e4})
    ),
    "llama-4": lambda: transformers.Llama4ForCausalLM(
        transformers.Llama4TextConfig(**SIZES, head_dim=8, intermediate_size_mlp=48, num_local_experts=3)
    ),
    "gemma-3": lambda: transformers.Gemma3ForConditionalGeneration(
        transformers.Gemma3Config(
            text_config={**SIZES, "head_dim": 8, "sliding_window": 16},
            vision_config={**VISION, "image_size": 28, "patch_size": 14},
            mm_tokens_per_image=4,
            image_token_index=60,
            boi_token_index=61,
            eoi_token_index=62,
        )
    ),
    # Fuses in its files what it keeps apart in memory.
    "hrm-text": lambda: transformers.HrmTextForCausalLM(
        transformers.HrmTextConfig(
            vocab_size=64, hidden_size=32, intermediate_size=48, num_attention_heads=4, num_hidden_layers=2
        )
    ),
}
KINDS = list(MODELS)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Any, Path]]:
    """Makes a tiny random model of a kind, and the folder that transformers saved it to; once a kind."""

    @functools.cache
    def save(kind: str) -> tuple[Any, Path]:
        with torch.random.fork_rng():
            torch.manual_seed(0)
            model = MODELS[kind]()
        folder = tmp_path_factory.mktemp(kind)
        model.save_pretrained(folder)
        return model, folder

    return save


def on_disk(folder: Path) -> dict[str, torch.Tensor]:
    return load_file(folder / "model.safetensors")


def cut(parameter: torch.Tensor, piece: DiskSlice) -> torch.Tensor:
    """The part of a parameter that a slice says is on disk, done as its docstring says."""
    part = parameter if piece.expert is None else parameter[piece.expert]
    if piece.rows is not None:
        part = part[..., slice(*piece.rows), :]
    if piece.columns is not None:
        part = part[..., slice(*piece.columns)]
    return part.transpose(-1, -2) if piece.transposed else part


@pytest.mark.parametrize("kind", KINDS)
def test_predicts_what_transformers_saves(saved: Callable[[str], tuple[Any, Path]], kind: str) -> None:
    _, folder = saved(kind)

    shapes = {name: tuple(value.shape) for name, value in on_disk(folder).items()}

    assert oracle.expected_tensors(folder) == shapes
    assert oracle.check_loading(folder).clean


@pytest.mark.parametrize("kind", KINDS)
def test_finds_every_parameter_on_disk(saved: Callable[[str], tuple[Any, Path]], kind: str) -> None:
    model, folder = saved(kind)
    parameters = model.state_dict()
    disk = on_disk(folder)

    found = oracle.disk_slices(folder, list(parameters))

    assert list(found) == list(parameters)
    for name, pieces in found.items():
        for piece in pieces:
            stored = disk[piece.name] if piece.within is None else disk[piece.name][slice(*piece.within)]
            assert torch.equal(cut(parameters[name], piece), stored), piece
            assert disk[piece.name].shape == piece.shape
        assert sum(cut(parameters[name], piece).numel() for piece in pieces) == parameters[name].numel()
    assert {piece.name for pieces in found.values() for piece in pieces} == disk.keys()


def test_stacked_experts_lie_apart(saved: Callable[[str], tuple[Any, Path]]) -> None:
    _, folder = saved("mixtral")
    fused = "model.layers.1.mlp.experts.gate_up_proj"

    pieces = oracle.disk_slices(folder, [fused])[fused]

    prefix = "model.layers.1.block_sparse_moe.experts"
    assert set(pieces) == {
        DiskSlice(f"{prefix}.{expert}.{name}.weight", (48, 32), expert=expert, rows=rows)
        for expert in range(3)
        for name, rows in (("w1", (0, 48)), ("w3", (48, 96)))
    }


def test_a_tied_head_lies_where_the_embedding_lies(saved: Callable[[str], tuple[Any, Path]]) -> None:
    _, folder = saved("tied")

    found = oracle.disk_slices(folder, ["lm_head.weight", "model.embed_tokens.weight"])

    assert found["lm_head.weight"] == found["model.embed_tokens.weight"]
    assert found["lm_head.weight"] == (DiskSlice("model.embed_tokens.weight", (64, 32)),)


def test_a_checkpoint_of_the_bare_model_has_no_prefix(saved: Callable[[str], tuple[Any, Path]], tmp_path: Path) -> None:
    _, folder = saved("gpt2")
    bare = {name.removeprefix("transformer."): value for name, value in on_disk(folder).items()}
    save_file(bare, tmp_path / "model.safetensors", {"format": "pt"})
    (tmp_path / "config.json").write_bytes((folder / "config.json").read_bytes())

    name = "transformer.h.1.attn.c_attn.weight"

    assert oracle.check_loading(tmp_path).clean
    assert oracle.expected_tensors(tmp_path).keys() == bare.keys()
    assert oracle.disk_slices(tmp_path, [name])[name] == (DiskSlice("h.1.attn.c_attn.weight", (32, 96)),)


def test_renamed_tensors_are_told(saved: Callable[[str], tuple[Any, Path]]) -> None:
    assert oracle.names_in_memory(saved("llama")[1]) == {}
    gemma = oracle.names_in_memory(saved("gemma-3")[1])
    assert gemma["language_model.model.embed_tokens.weight"] == "model.language_model.embed_tokens.weight"
    mixtral = oracle.names_in_memory(saved("mixtral")[1])
    assert mixtral == {
        f"model.layers.{n}.block_sparse_moe.gate.weight": f"model.layers.{n}.mlp.gate.weight" for n in (0, 1)
    }


def test_modules_that_store_their_input_first_are_known(saved: Callable[[str], tuple[Any, Path]]) -> None:
    assert oracle.stores_input_first(saved("gpt2")[1], "transformer.h.0.attn.c_proj")
    assert not oracle.stores_input_first(saved("gpt2")[1], "lm_head")
    assert not oracle.stores_input_first(saved("llama")[1], "model.layers.0.self_attn.o_proj")


def test_misfits_are_told_by_name(saved: Callable[[str], tuple[Any, Path]]) -> None:
    _, folder = saved("mixtral")
    tensors = oracle.expected_tensors(folder)
    del tensors["model.layers.0.self_attn.q_proj.weight"]
    tensors["model.norm.weight"] = (31,)
    tensors["stray.weight"] = (2, 2)

    loading = oracle.check_loading(folder, tensors)

    assert not loading.clean
    assert loading.missing == ("model.layers.0.self_attn.q_proj.weight",)
    assert loading.unexpected == ("stray.weight",)
    assert loading.mismatched == (("model.norm.weight", (31,), (32,)),)


def test_a_parameter_or_tensor_that_is_not_there_is_named(saved: Callable[[str], tuple[Any, Path]]) -> None:
    _, folder = saved("llama")
    name = "model.layers.0.mlp.up_proj.weight"
    tensors = oracle.expected_tensors(folder)

    with pytest.raises(DoesNotFit, match=r"no parameter 'model\.layers\.9"):
        oracle.disk_slices(folder, ["model.layers.9.mlp.up_proj.weight"])
    with pytest.raises(BadInput, match=r"no tensor 'model\.layers\.0\.mlp\.up_proj\.weight'"):
        oracle.disk_slices(folder, [name], {other: shape for other, shape in tensors.items() if other != name})
    with pytest.raises(BadInput, match=r"is \[48, 99\]"):
        oracle.disk_slices(folder, [name], tensors | {name: (48, 99)})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"model_type": "no_such_model"}, "cannot make a model"),
        ({"model_type": None}, "cannot make a model"),
        ({"hidden_size": "wide"}, "cannot make a model"),
        ({"hidden_size": -32}, "cannot make a model"),
        ({"num_attention_heads": 0}, "cannot make a model"),
        ({"num_hidden_layers": 10**9}, "says 1000000000 layers"),
        ({"model_type": "siglip_vision_model", "architectures": ["Nothing"]}, "has no class Nothing"),
    ],
)
def test_a_config_that_makes_no_model_is_a_sentence(
    saved: Callable[[str], tuple[Any, Path]], tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    _, folder = saved("llama")
    (tmp_path / "config.json").write_text(json.dumps(json.loads((folder / "config.json").read_text()) | change))

    with pytest.raises(UnknownModel, match=message) as caught:
        oracle.expected_tensors(tmp_path, oracle.expected_tensors(folder))
    assert "\n" not in caught.value.message


def test_code_that_a_config_names_is_never_run(saved: Callable[[str], tuple[Any, Path]], tmp_path: Path) -> None:
    _, folder = saved("llama")
    config = json.loads((folder / "config.json").read_text())
    mine = {"model_type": "mine", "auto_map": {"AutoConfig": "evil.Config", "AutoModelForCausalLM": "evil.Model"}}
    (tmp_path / "config.json").write_text(json.dumps(config | mine))
    (tmp_path / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")

    with pytest.raises(UnknownModel):
        oracle.check_loading(tmp_path, oracle.expected_tensors(folder))
    assert not (tmp_path / "ran").exists()


def test_another_transformers_is_named(
    saved: Callable[[str], tuple[Any, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, folder = saved("llama")
    monkeypatch.delattr("transformers.core_model_loading.revert_weight_conversion")

    with pytest.raises(UnknownTransformers, match=transformers.__version__):
        oracle.expected_tensors(folder)


def test_transformers_may_speak_again_afterwards(saved: Callable[[str], tuple[Any, Path]]) -> None:
    from transformers.utils import logging

    before = (logging.get_verbosity(), logging.is_progress_bar_enabled())
    oracle.check_loading(saved("llama")[1])

    assert (logging.get_verbosity(), logging.is_progress_bar_enabled()) == before
