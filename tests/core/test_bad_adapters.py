"""Adapters that can't be merged: broken files, mathematics that is not understood, and other kinds of adapters."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from tests.core import tiny
from tests.core.engine import merge, type_in
from tests.core.refusal import edit_json, refused

CONFIG: Final = "adapter_config.json"
WEIGHTS: Final = "adapter_model.safetensors"
LAYER: Final = "base_model.model.model.layers.1.self_attn.q_proj."
Tensors = dict[str, Tensor]


@pytest.fixture
def adapter(tmp_path: Path) -> Path:
    """A sound adapter that a test may damage."""
    return tiny.copied(tiny.adapter("plain", "llama"), tmp_path / "adapter")


def rewrite(adapter: Path, change: Callable[[Tensors], object]) -> None:
    found = tiny.tensors(adapter / WEIGHTS)
    change(found)
    save_file({name: tensor.contiguous() for name, tensor in found.items()}, adapter / WEIGHTS, {"format": "pt"})


TENSORS: Final[dict[str, tuple[Callable[[Tensors], object], tuple[str, ...]]]] = {
    "A without B": (lambda found: found.pop(LAYER + "lora_B.weight"), ("layers.1.self_attn.q_proj",)),
    "B without A": (lambda found: found.pop(LAYER + "lora_A.weight"), ("layers.1.self_attn.q_proj",)),
    "a layer too many": (
        lambda found: found.update(
            {name.replace("layers.1.", "layers.7."): t.clone() for name, t in found.items() if "layers.1." in name}
        ),
        ("layers.7.",),
    ),
    "an orphan": (lambda found: found.update({"base_model.model.model.something": torch.zeros(2)}), ("something",)),
    "an orphan with a weight": (
        lambda found: found.update({"base_model.model.model.something.weight": torch.zeros(2)}),
        ("something",),
    ),
    "an unknown role": (lambda found: found.update({LAYER + "lora_C.weight": torch.zeros(8, 8)}), ("lora_C",)),
    "KaSA's diagonal": (lambda found: found.update({LAYER + "lora_diag": torch.ones(8)}), ("lora_diag",)),
    "a magnitude of another length": (
        lambda found: found.update({LAYER + "lora_magnitude_vector": torch.ones(63)}),
        ("layers.1.self_attn.q_proj",),
    ),
    "a bias where there is none": (
        lambda found: found.update({LAYER + "lora_B.bias": torch.ones(64)}),
        ("layers.1.self_attn.q_proj",),
    ),
    "A and B of different ranks": (
        lambda found: found.update({LAYER + "lora_A.weight": torch.ones(7, 64)}),
        ("layers.1.self_attn.q_proj",),
    ),
    "factors for another width": (
        lambda found: found.update({LAYER + "lora_A.weight": torch.ones(8, 60)}),
        ("layers.1.self_attn.q_proj", "60", "64"),
    ),
    "NaN": (lambda found: found[LAYER + "lora_A.weight"].__setitem__((3, 5), float("nan")), (LAYER,)),
    "Inf": (lambda found: found[LAYER + "lora_B.weight"].__setitem__((3, 5), float("inf")), (LAYER,)),
    "integers": (
        lambda found: found.update({LAYER + "lora_A.weight": torch.ones(8, 64, dtype=torch.int8)}),
        (LAYER, "I8"),
    ),
    "a replacement of another shape": (
        lambda found: found.update({"base_model.model.lm_head.weight": torch.ones(95, 64)}),
        ("lm_head.weight", "95"),
    ),
    "two adapters": (
        lambda found: found.update(
            {n.replace(".weight", f".{one}.weight"): found[n].clone() for n in list(found) for one in ("en", "zh")}
        ),
        (WEIGHTS,),
    ),
    "nothing": (lambda found: found.clear(), (WEIGHTS,)),
}


@pytest.mark.parametrize(("change", "named"), TENSORS.values(), ids=TENSORS.keys())
def test_wrong_tensors_are_refused(
    change: Callable[[Tensors], object], named: tuple[str, ...], adapter: Path, tmp_path: Path
) -> None:
    rewrite(adapter, change)
    with refused(tmp_path, *named, status=(2, 3)):
        merge(tiny.model("llama"), adapter, tmp_path / "merged")


def test_factors_that_land_on_one_weight_twice_are_refused(adapter: Path, tmp_path: Path) -> None:
    name = LAYER + "lora_A.weight"
    again = name.replace("model.layers", "_orig_mod.model.layers")
    rewrite(adapter, lambda found: found.update({again: found[name].clone()}))
    with refused(tmp_path, "layers.1.self_attn.q_proj", status=(2, 3)):
        merge(tiny.model("llama"), adapter, tmp_path / "merged")


CONFIGS: Final[dict[str, tuple[dict[str, Any], tuple[str, ...]]]] = {
    "an unknown setting": ({"use_flux": True}, ("use_flux",)),
    "an unknown table": ({"fancy_config": {"gain": 2}}, ("fancy_config",)),
    "PiSSA": ({"init_lora_weights": "pissa_niter_16"}, ("pissa",)),
    "OLoRA": ({"init_lora_weights": "olora"}, ("olora",)),
    "LoftQ": ({"init_lora_weights": "loftq"}, ("loftq",)),
    "CorDA": ({"init_lora_weights": "corda"}, ("corda",)),
    "LoRA-GA": ({"init_lora_weights": "lora_ga"}, ("lora_ga",)),
    "aLoRA": ({"alora_invocation_tokens": [1, 2]}, ("alora_invocation_tokens",)),
    "Arrow": ({"arrow_config": {"top_k": 3}}, ("arrow_config",)),
    "KaSA": ({"kasa_config": {"beta": 1.0}}, ("kasa_config",)),
    "block-diagonal": ({"use_bdlora": {"nblocks": 2}}, ("use_bdlora",)),
    "QALoRA": ({"use_qalora": True}, ("use_qalora",)),
    "stacked layers": ({"layer_replication": [[0, 2], [1, 2]]}, ("layer_replication",)),
    "X-LoRA": ({"peft_type": "XLORA"}, ("XLORA",)),
    "prompt tuning": ({"peft_type": "PROMPT_TUNING"}, ("PROMPT_TUNING",)),
    "IA3": ({"peft_type": "IA3"}, ("IA3",)),
    "no known type": ({"peft_type": ["LORA"]}, (CONFIG,)),
    "rank of zero": ({"r": 0}, (CONFIG,)),
    "rank as text": ({"r": "8"}, (CONFIG,)),
    "rank as boolean": ({"r": True}, (CONFIG,)),
    "alpha is not finite": ({"lora_alpha": float("nan")}, (CONFIG, "lora_alpha")),
    "alpha as text": ({"lora_alpha": "16"}, (CONFIG, "lora_alpha")),
    "patterns as a list": ({"rank_pattern": ["q_proj"]}, (CONFIG, "rank_pattern")),
    "a pattern without a number": ({"alpha_pattern": {"q_proj": "16"}}, (CONFIG, "alpha_pattern")),
    "a pattern that is none": ({"alpha_pattern": {"q_proj(": 16}}, (CONFIG, "q_proj(")),
    "DoRA without magnitudes": ({"use_dora": True}, ("magnitude",)),
}


@pytest.mark.parametrize(("entries", "named"), CONFIGS.values(), ids=CONFIGS.keys())
def test_configurations_that_are_not_understood_are_refused(
    entries: dict[str, Any], named: tuple[str, ...], adapter: Path, tmp_path: Path
) -> None:
    edit_json(adapter / CONFIG, entries)
    with refused(tmp_path, *named, status=(2, 3)):
        merge(tiny.model("llama"), adapter, tmp_path / "merged")


def test_a_missing_pair_of_a_targeted_module_is_noticed(adapter: Path, tmp_path: Path) -> None:
    """The configuration says q_proj everywhere; the file lacks one layer's: half an adapter."""
    rewrite(adapter, lambda found: [found.pop(name) for name in list(found) if name.startswith(LAYER)])
    with refused(tmp_path, "layers.1.self_attn.q_proj", status=(2, 3)):
        merge(tiny.model("llama"), adapter, tmp_path / "merged")


def test_files_that_are_missing_or_something_else(adapter: Path, tmp_path: Path) -> None:
    def is_refused(*named: str) -> None:
        with refused(tmp_path, *named):
            merge(tiny.model("llama"), adapter, tmp_path / "merged")

    config = (adapter / CONFIG).read_text()
    (adapter / CONFIG).write_text("{")
    is_refused(CONFIG)
    (adapter / CONFIG).write_text("[" * 100_000)
    is_refused(CONFIG)
    (adapter / CONFIG).unlink()
    is_refused(CONFIG)
    (adapter / CONFIG).write_text(config)
    weights = (adapter / WEIGHTS).read_bytes()
    (adapter / WEIGHTS).write_bytes(weights[:-10])
    is_refused(WEIGHTS)
    (adapter / WEIGHTS).unlink()
    is_refused(WEIGHTS)


def test_a_pickle_is_never_opened(adapter: Path, tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return (Path(tmp_path / "sprung").touch, ())

    (adapter / WEIGHTS).unlink()
    torch.save({"trap": Trap()}, adapter / "adapter_model.bin")
    with refused(tmp_path, "adapter_model.bin", "ickle"):
        merge(tiny.model("llama"), adapter, tmp_path / "merged")
    assert not (tmp_path / "sprung").exists()


def test_other_formats_are_recognised(tmp_path: Path) -> None:
    def is_refused(folder: Path, *named: str) -> None:
        with refused(tmp_path, *named):
            merge(tiny.model("llama"), folder, tmp_path / "merged")

    mlx = tmp_path / "mlx"
    mlx.mkdir()
    (mlx / CONFIG).write_text(json.dumps({"fine_tune_type": "lora", "num_layers": 2}))
    save_file({"model.layers.0.self_attn.q_proj.lora_a": torch.ones(64, 8)}, mlx / "adapters.safetensors")
    is_refused(mlx, "MLX")
    kohya = tmp_path / "kohya"
    kohya.mkdir()
    save_file({"lora_unet_down_blocks_0.lora_down.weight": torch.ones(8, 64)}, kohya / "style.safetensors")
    is_refused(kohya, str(kohya))
    empty = tmp_path / "empty"
    empty.mkdir()
    is_refused(empty, str(empty))
    is_refused(tiny.model("llama"), "model")


def test_a_hostile_pattern_does_not_hang(adapter: Path, tmp_path: Path) -> None:
    """A regular expression from a stranger's file can take years on a module's name: it must not get them."""
    edit_json(adapter / CONFIG, {"alpha_pattern": {r"(([a-z_.0-9])+)+!": 3}})
    code, _, err = type_in(
        "merge", "--target", tiny.model("llama"), "--adapter", adapter, "--out", tmp_path / "merged", timeout=45
    )
    assert code in (0, 2, 3), err
    assert not re.search("Traceback", err)
