"""An adapter's folder taken apart: which tensor belongs to which module, and what is not an adapter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from graftwork_core.adapter.files import open_adapter
from graftwork_core.adapter.names import Role
from graftwork_core.errors import BadInput
from tests.core.adapter.making import DOWN, PREFIX, Q, make_adapter, pair, write_adapter

EXPERTS = "model.layers.0.mlp.experts"


def test_an_adapter_that_a_graft_left_says_whose_it_is(tmp_path: Path) -> None:
    assert make_adapter(tmp_path / "skill-long" / "adapter", pair()).name == "skill-long/adapter"
    assert make_adapter(tmp_path / "long-context", pair()).name == "long-context"


def test_every_tensor_has_one_place(tmp_path: Path) -> None:
    table: dict[str, tuple[int, ...]] = {
        **pair(),
        f"{PREFIX}{Q}.lora_magnitude_vector": (32,),
        **pair(DOWN),
        **pair(EXPERTS, rank=8),
        **pair(f"{EXPERTS}.base_layer", rank=8),
        f"{PREFIX}lm_head.weight": (20, 32),
        f"{PREFIX}model.embed_tokens.base_layer.weight": (20, 32),
        "x.lora_C.weight": (1,),
    }
    made = make_adapter(tmp_path, table, deltas={"model.norm.weight": (32,)}, record={"modules": {}})
    found = {(adapted.module, adapted.nesting): set(adapted.parts) for adapted in made.modules}
    assert found == {
        (Q, 0): {Role.A, Role.B, Role.MAGNITUDE},
        (DOWN, 0): {Role.A, Role.B},
        (EXPERTS, 0): {Role.A, Role.B},
        (EXPERTS, 1): {Role.A, Role.B},
    }
    assert list(made.whole) == ["lm_head.weight"]
    assert list(made.deltas) == ["model.norm.weight"]
    assert [tensor.name for tensor in made.base_copies] == [f"{PREFIX}model.embed_tokens.base_layer.weight"]
    assert [tensor.name for tensor in made.unknown] == ["x.lora_C.weight"]
    placed = sum(len(adapted.parts) for adapted in made.modules) + len(made.whole) + len(made.deltas) + 2
    assert placed == sum(len(header.tensors) for header in made.headers) == len(table) + 1
    assert made.nbytes == 4 * made.parameters
    assert made.record == {"modules": {}}
    assert not made.problems


@pytest.mark.parametrize(
    "twice",
    [
        pair() | {f"{PREFIX}{Q}.lora_A": (4, 32)},
        pair() | {f"{Q}.lora_A.weight": (4, 32)},
        pair() | {f"module.{PREFIX}{Q}.lora_B.weight": (32, 4)},
        {f"{PREFIX}lm_head.weight": (2, 2), f"{PREFIX}lm_head.modules_to_save.weight": (2, 2)},
    ],
    ids=["without weight", "without prefix", "wrapped", "saved module"],
)
def test_two_tensors_for_one_place_are_refused(twice: Mapping[str, tuple[int, ...]], tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="has both"):
        make_adapter(tmp_path, twice)


def test_two_adapters_in_one_file_are_refused(tmp_path: Path) -> None:
    table = {
        name.replace("lora_A", "lora_A.one").replace("lora_B", "lora_B.two"): size for name, size in pair().items()
    }
    with pytest.raises(BadInput, match=r"several adapters \(one, two\)"):
        make_adapter(tmp_path, table)


@pytest.mark.parametrize(
    ("table", "config", "said"),
    [
        ({f"{PREFIX}{Q}.lora_A.weight": (4, 32)}, {}, "no lora_B"),
        ({f"{PREFIX}{Q}.lora_B.weight": (32, 4)}, {}, "no lora_A"),
        ({f"{PREFIX}x.lora_embedding_A": (4, 20)}, {}, "no lora_embedding_B"),
        (pair(rank=0), {}, "without being gathered"),
        (dict.fromkeys(pair(), (4, 4, 4)), {}, "without being gathered"),
        (pair() | {f"{PREFIX}{Q}.lora_B.weight": (32, 3)}, {}, "rank 4 and B has rank 3"),
        (pair(), {"use_dora": True}, "lacks its magnitudes"),
        ({f"{PREFIX}{Q}.lora_magnitude_vector": (32,)}, {}, "no factors"),
        ({f"{PREFIX}{Q}.lora_B.bias": (32,)}, {}, "no factors"),
    ],
)
def test_half_an_adapter_opens_and_says_why_it_cannot_be_merged(
    table: Mapping[str, tuple[int, ...]], config: Mapping[str, object], said: str, tmp_path: Path
) -> None:
    made = make_adapter(tmp_path, table, **config)
    assert any(said in problem for problem in made.problems)


@pytest.mark.parametrize("dtype", ["I8", "U8", "I64", "BOOL", "F8_E8M0"])
def test_factors_of_whole_numbers_are_a_problem(dtype: str, tmp_path: Path) -> None:
    """PEFT loads an int8 file as plain numbers without a word."""
    assert any(dtype in problem for problem in make_adapter(tmp_path, dtype=dtype).problems)


@pytest.mark.parametrize("dtype", ["F32", "F16", "BF16", "F64", "F8_E4M3", "F8_E5M2"])
def test_every_float_is_a_type_for_factors(dtype: str, tmp_path: Path) -> None:
    assert not make_adapter(tmp_path, dtype=dtype).problems


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ((), "has no adapter_config.json"),
        (("adapter_config.json",), "has no adapter_model.safetensors"),
        (("adapter_config.json", "adapter_model.bin"), "pickle"),
        (("adapters.safetensors", "adapter_config.json"), "MLX"),
        (("lora.gguf",), "GGUF"),
        (("config.json", "model.safetensors"), "whole model"),
    ],
)
def test_what_is_something_else_is_said_to_be(files: tuple[str, ...], said: str, tmp_path: Path) -> None:
    for name in files:
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(BadInput, match=said):
        open_adapter(tmp_path)


def test_an_image_models_lora_is_recognised(tmp_path: Path) -> None:
    write_adapter(tmp_path / "made", {"lora_unet_down.lora_down.weight": (4, 4)})
    (tmp_path / "image").mkdir()
    (tmp_path / "made" / "adapter_model.safetensors").rename(tmp_path / "image" / "pretty.safetensors")
    with pytest.raises(BadInput, match="image model"):
        open_adapter(tmp_path / "image")


def test_one_of_the_two_files_is_not_an_adapter(tmp_path: Path) -> None:
    (write_adapter(tmp_path) / "adapter_config.json").unlink()
    with pytest.raises(BadInput, match="has no adapter_config"):
        open_adapter(tmp_path)


def test_no_folder_and_no_tensors(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="does not exist"):
        open_adapter(tmp_path / "nothing")
    with pytest.raises(BadInput, match="holds no tensors"):
        make_adapter(tmp_path / "empty", {})
