"""One meaning, many spellings: names of LoRA tensors as savers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graftwork_core.adapter.names import AdapterKey, Role, kind_of, layer_of, parse_key

Q = "model.layers.0.self_attn.q_proj"
P = "base_model.model."
EXPERTS = "model.layers.1.mlp.experts"

SPELLINGS: dict[str, AdapterKey] = {
    f"{P}{Q}.lora_A.weight": AdapterKey(Q, Role.A),
    f"{P}{Q}.lora_B.weight": AdapterKey(Q, Role.B),
    f"{P}{Q}.lora_A.default.weight": AdapterKey(Q, Role.A, 0, "default"),
    f"{P}{Q}.lora_B.my-adapter.weight": AdapterKey(Q, Role.B, 0, "my-adapter"),
    f"{Q}.lora_A.weight": AdapterKey(Q, Role.A),
    f"{P}{P}{Q}.lora_A.weight": AdapterKey(Q, Role.A),
    f"_orig_mod.{P}{Q}.lora_A.weight": AdapterKey(Q, Role.A),
    f"{P}_orig_mod.{Q}.lora_A.weight": AdapterKey(Q, Role.A),
    f"module.{P}{Q}.lora_A.weight": AdapterKey(Q, Role.A),
    f"_fsdp_wrapped_module.{P}model.layers.0._fsdp_wrapped_module.self_attn.q_proj.lora_A.weight": AdapterKey(
        Q, Role.A
    ),
    f"{P}model.layers.0._checkpoint_wrapped_module.self_attn.q_proj.lora_B.weight": AdapterKey(Q, Role.B),
    f"{P}{Q}.lora_A": AdapterKey(Q, Role.A),
    f"{P}{Q}.lora_B.bias": AdapterKey(Q, Role.B_BIAS),
    f"{P}{Q}.lora_B.default.bias": AdapterKey(Q, Role.B_BIAS, 0, "default"),
    f"{P}{Q}.lora_magnitude_vector": AdapterKey(Q, Role.MAGNITUDE),
    f"{P}{Q}.lora_magnitude_vector.weight": AdapterKey(Q, Role.MAGNITUDE),
    f"{P}{Q}.lora_magnitude_vector.default.weight": AdapterKey(Q, Role.MAGNITUDE, 0, "default"),
    f"{P}{Q}.lora_E": AdapterKey(Q, Role.E),
    f"{P}{Q}.lora_E.default": AdapterKey(Q, Role.E, 0, "default"),
    f"{P}model.embed_tokens.lora_embedding_A": AdapterKey("model.embed_tokens", Role.EMBEDDING_A),
    f"{P}model.embed_tokens.lora_embedding_B.default": AdapterKey("model.embed_tokens", Role.EMBEDDING_B, 0, "default"),
    f"{P}model.embed_tokens.token_adapter.trainable_tokens_delta": AdapterKey("model.embed_tokens", Role.TOKEN_ROWS),
    f"{P}{EXPERTS}.lora_A.weight": AdapterKey(EXPERTS, Role.A),
    f"{P}{EXPERTS}.base_layer.lora_A.weight": AdapterKey(EXPERTS, Role.A, 1),
    f"{P}{EXPERTS}.base_layer.base_layer.lora_B.default.weight": AdapterKey(EXPERTS, Role.B, 2, "default"),
    f"{P}lm_head.weight": AdapterKey("lm_head.weight", Role.WHOLE),
    f"{P}lm_head.modules_to_save.weight": AdapterKey("lm_head.weight", Role.WHOLE),
    f"{P}lm_head.modules_to_save.default.weight": AdapterKey("lm_head.weight", Role.WHOLE, 0, "default"),
    f"{P}model.norm.weight": AdapterKey("model.norm.weight", Role.WHOLE),
    f"{P}{Q}.bias": AdapterKey(f"{Q}.bias", Role.WHOLE),
    f"{P}{Q}.base_layer.bias": AdapterKey(f"{Q}.bias", Role.WHOLE),
    f"{P}model.embed_tokens.base_layer.weight": AdapterKey("model.embed_tokens.weight", Role.BASE_COPY),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_spelling_means_what_it_means(name: str) -> None:
    assert parse_key(name) == SPELLINGS[name]


@pytest.mark.parametrize(
    "name",
    ["", "lora_A.weight", "x", "x.lora_down.weight", "x.lora_A.a.b.c", f"{P}{Q}.lora_C.weight", "x.trainable_tokens"],
)
def test_what_means_nothing_is_unknown_under_its_whole_name(name: str) -> None:
    assert parse_key(name) == AdapterKey(name, Role.UNKNOWN)


@given(st.text(max_size=60) | st.lists(st.sampled_from([*SPELLINGS, ".", "lora_A", "weight", "x"])).map("".join))
def test_any_name_is_taken_apart_or_unknown(name: str) -> None:
    key = parse_key(name)
    assert key.role is not Role.UNKNOWN or key.module == name


@pytest.mark.parametrize(
    ("module", "layer", "kind"),
    [
        (Q, 0, "q_proj"),
        ("transformer.h.11.attn.c_attn", 11, "c_attn"),
        ("model.layers.3.mlp.experts.7.w1", 3, "w1"),
        ("lm_head", None, "lm_head"),
        ("model.layers.99999999999.x", None, "x"),
        ("", None, ""),
    ],
)
def test_layers_and_kinds(module: str, layer: int | None, kind: str) -> None:
    assert layer_of(module) == layer
    assert kind_of(module) == kind
