from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from graftwork_core.adapter.use import AdapterUse
from graftwork_core.errors import BadInput, DoesNotFit
from graftwork_core.haystack.engines.local.engine import open_adjustable, open_local
from graftwork_core.haystack.engines.local.inplace import InPlaceAdapter, Setting
from graftwork_core.haystack.engines.local.loading import load
from graftwork_core.haystack.engines.protocol import UnusableSetting
from graftwork_core.model.info import open_model
from tests.core import engine, tiny
from tests.core.haystack.engines.models import expected

PROMPT = torch.randint(3, tiny.VOCABULARY, (40,), generator=torch.Generator().manual_seed(1)).tolist()
ANSWER = torch.randint(3, tiny.VOCABULARY, (5,), generator=torch.Generator().manual_seed(2)).tolist()


def scores(made: Any) -> list[float]:
    reference = expected(made, PROMPT, ANSWER)
    return [float(reference[place, token]) for place, token in enumerate(ANSWER)]


def asked(folder: Path, *uses: AdapterUse) -> list[float]:
    opened = open_local(folder, adapters=uses, device="cpu", dtype="fp32")
    opened.extend(PROMPT[:25])
    return list(opened.score(PROMPT[25:], ANSWER).log_probs)


def merged(target: Path, uses: dict[Path, float], out: Path) -> list[float]:
    engine.merge(target, uses, out)
    made, _ = tiny.load(out)
    return scores(made.float())


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An adapter with norm differences in its side file."""
    out = tmp_path_factory.mktemp("extracted") / "adapter"
    engine.extract(tiny.model("llama"), tiny.finetuned("llama", rank=12), out, rank=12, dtype="fp32")
    return out


@pytest.mark.parametrize(
    ("recipe", "kind"),
    [
        ("plain", "llama"),
        ("rslora", "llama"),
        ("patterns", "qwen3"),
        ("dora", "llama"),
        ("bf16 factors", "llama"),
        ("embedding and head", "gemma"),
        ("saved norms", "llama"),
        ("plain", "gpt2"),
    ],
)
def test_an_adapter_on_the_fly_is_peft(recipe: str, kind: str) -> None:
    folder, adapter = tiny.model(kind, "fp32"), tiny.adapter(recipe, kind, "fp32")
    assert asked(folder, AdapterUse(path=adapter)) == pytest.approx(scores(tiny.in_peft(folder, adapter)), abs=1e-4)
    assert asked(folder, AdapterUse(path=adapter)) != pytest.approx(asked(folder), abs=1e-2)


@pytest.mark.parametrize("weight", [0.5, -1.0, 2.0, 0.0])
def test_weights_are_those_of_a_merge(weight: float, tmp_path: Path) -> None:
    folder, adapter = tiny.model("llama", "fp32"), tiny.adapter("plain", "llama", "fp32")
    found = asked(folder, AdapterUse(path=adapter, weight=weight))
    assert found == pytest.approx(merged(folder, {adapter: weight}, tmp_path / "out"), abs=1e-4)


def test_several_adapters_add_up_as_in_a_merge(tmp_path: Path) -> None:
    folder = tiny.model("llama", "fp32")
    uses = {tiny.adapter("plain", "llama", "fp32"): 0.5, tiny.adapter("attention", "llama", "fp32"): 1.5}
    found = asked(folder, *(AdapterUse(path=path, weight=weight) for path, weight in uses.items()))
    assert found == pytest.approx(merged(folder, uses, tmp_path / "out"), abs=1e-4)


def test_norm_differences_are_added_as_a_merge_adds_them(extracted: Path, tmp_path: Path) -> None:
    folder = tiny.model("llama", "fp32")
    assert (extracted / "graftwork_delta.safetensors").is_file()
    found = asked(folder, AdapterUse(path=extracted, weight=0.75))
    assert found == pytest.approx(merged(folder, {extracted: 0.75}, tmp_path / "out"), abs=1e-4)
    bare = tiny.copied(extracted, tmp_path / "bare")
    (bare / "graftwork_delta.safetensors").unlink()
    assert found != pytest.approx(asked(folder, AdapterUse(path=bare, weight=0.75)), abs=1e-4)


@pytest.mark.parametrize("recipe", ["dora", "saved norms", "token rows"])
def test_what_only_a_merge_can_do_is_refused(recipe: str) -> None:
    folder, adapter = tiny.model("llama"), tiny.adapter(recipe, "llama")
    with pytest.raises(BadInput, match=r"weight 0\.5 on the fly") as caught:
        asked(folder, AdapterUse(path=adapter, weight=0.5))
    assert "Merge it first" in caught.value.hint
    with pytest.raises(BadInput, match="together with others"):
        asked(folder, AdapterUse(path=adapter), AdapterUse(path=tiny.adapter("plain", "llama")))


def test_an_adapter_of_another_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DoesNotFit):
        asked(tiny.model("llama"), AdapterUse(path=tiny.adapter("plain", "gpt2")))
    with pytest.raises(BadInput, match="does not exist"):
        asked(tiny.model("llama"), AdapterUse(path=tmp_path / "nothing"))
    damaged = tiny.copied(tiny.adapter("plain", "llama"), tmp_path / "damaged")
    factors = load_file(damaged / "adapter_model.safetensors")
    name = next(name for name in factors if "q_proj.lora_B" in name)
    save_file(
        {other: value for other, value in factors.items() if other != name}, damaged / "adapter_model.safetensors"
    )
    with pytest.raises(DoesNotFit, match=r"q_proj.*lora_A.*lora_B"):
        asked(tiny.model("llama"), AdapterUse(path=damaged))


def weights_of(changed: InPlaceAdapter, target: Path) -> dict[str, torch.Tensor]:
    """The model's weights now, as they would be stored in the target's files."""
    types = {name: tensor.dtype for name, tensor in tiny.tensors(target).items()}
    state = changed._loaded.model.state_dict()
    return {name: state[name].to(dtype).clone() for name, dtype in types.items()}


def cut(adapter: Path, rank: int, out: Path) -> Path:
    """The adapter of the first components only, as a PEFT folder of its own."""
    shutil.copytree(adapter, out)
    factors = load_file(adapter / "adapter_model.safetensors")
    first = {name: value[:rank] if "lora_A" in name else value[:, :rank] for name, value in factors.items()}
    save_file({name: value.contiguous() for name, value in first.items()}, out / "adapter_model.safetensors")
    config = json.loads((out / "adapter_config.json").read_text())
    config |= {"lora_alpha": config["lora_alpha"] * rank / config["r"], "r": rank}
    (out / "adapter_config.json").write_text(json.dumps(config))
    return out


@pytest.mark.parametrize(
    ("dtype", "computed"), [("bf16", "fp32"), ("bf16", "bf16"), ("fp32", "fp32"), ("fp16", "fp32")]
)
def test_settings_have_the_bits_of_real_merges(dtype: str, computed: str, extracted: Path, tmp_path: Path) -> None:
    target = tiny.finetuned("llama", dtype, rank=2)
    loaded = load(target, device="cpu", dtype=computed)
    before = {name: value.clone() for name, value in loaded.model.state_dict().items()}
    adapter = InPlaceAdapter(loaded, extracted)
    assert (adapter.rank, adapter.is_ordered) == (12, True)
    for number, (weight, rank) in enumerate([(0.75, None), (1.0, 4), (-0.3, 12), (0.5, 1)]):
        adapter.set(Setting(weight, rank))
        real = extracted if rank is None else cut(extracted, rank, tmp_path / f"cut-{number}")
        engine.merge(target, {real: weight}, tmp_path / f"merged-{number}")
        reference = tiny.tensors(tmp_path / f"merged-{number}")
        for name, value in weights_of(adapter, target).items():
            assert torch.equal(value, reference[name]), name
    adapter.set(Setting(weight=0.0))
    for name, value in loaded.model.state_dict().items():
        assert torch.equal(value, before[name]), name


def test_only_chosen_modules_change(extracted: Path, tmp_path: Path) -> None:
    target = tiny.model("llama")
    adapter = InPlaceAdapter(load(target, device="cpu"), extracted)
    plain = weights_of(adapter, target)
    adapter.set(Setting(1.0, None, r"self_attn"))
    changed = {name for name, value in weights_of(adapter, target).items() if not torch.equal(value, plain[name])}
    assert changed == {name for name in plain if "self_attn" in name}
    adapter.set(Setting(0.5, 3, r"mlp|norm"))
    changed = {name for name, value in weights_of(adapter, target).items() if not torch.equal(value, plain[name])}
    assert changed == {name for name in plain if "mlp" in name or "norm" in name}


@pytest.mark.parametrize("kind", ["gpt2", "gemma", "mixtral"])
def test_weights_are_found_whatever_they_are_called_in_memory(kind: str, tmp_path: Path) -> None:
    engine.extract(tiny.model(kind), tiny.finetuned(kind, rank=5), tmp_path / "adapter", rank=5, dtype="fp32")
    target = tiny.model(kind)
    opened, adapter = open_adjustable(target, tmp_path / "adapter", device="cpu", dtype="fp32")
    adapter.set(Setting(0.75))
    found = opened.score(PROMPT, ANSWER).log_probs
    assert list(found) == pytest.approx(merged(target, {tmp_path / "adapter": 0.75}, tmp_path / "merged"), abs=1e-4)
    adapter.set(Setting(0.0))
    assert list(opened.score(PROMPT, ANSWER).log_probs) == pytest.approx(asked(target), abs=1e-4)


def test_a_new_setting_empties_the_context(extracted: Path) -> None:
    opened, adapter = open_adjustable(tiny.model("llama"), extracted, device="cpu", dtype="fp32")
    opened.extend(PROMPT)
    adapter.set(Setting(0.5))
    assert opened.length == 0
    opened.extend(PROMPT)
    assert list(opened.score([], ANSWER).log_probs) == pytest.approx(
        list(opened.score_many([PROMPT], [ANSWER])[0].log_probs), abs=1e-4
    )


def test_a_trained_adapter_is_not_cut() -> None:
    adapter = InPlaceAdapter(load(tiny.model("llama"), device="cpu"), tiny.adapter("plain", "llama"))
    assert not adapter.is_ordered
    adapter.set(Setting(0.5, 8))
    with pytest.raises(BadInput, match="can't be cut"):
        adapter.set(Setting(0.5, 4))
    with pytest.raises(BadInput, match="not a rank"):
        adapter.set(Setting(0.5, 0))
    with pytest.raises(BadInput, match="not a weight"):
        adapter.set(Setting(float("inf")))


@pytest.mark.parametrize("recipe", ["dora", "saved norms", "token rows", "adalora"])
def test_what_is_more_than_factors_is_not_set_in_place(recipe: str) -> None:
    with pytest.raises(BadInput, match="can't be set in place") as caught:
        InPlaceAdapter(load(tiny.model("llama"), device="cpu"), tiny.adapter(recipe, "llama"))
    assert "graftwork merge" in caught.value.hint


def test_a_weight_beyond_the_type_is_refused(extracted: Path) -> None:
    target = tiny.finetuned("llama", "fp16", rank=2)
    adapter = InPlaceAdapter(load(target, device="cpu"), extracted)
    with pytest.raises(UnusableSetting, match="NaN or infinite"):
        adapter.set(Setting(1e9))
    adapter.set(Setting(0.0))
    plain = tiny.tensors(target)
    assert all(torch.equal(value, plain[name]) for name, value in weights_of(adapter, target).items())


def test_the_donors_settings_alone(tmp_path: Path) -> None:
    target = tiny.copied(tiny.model("llama", "fp32"), tmp_path / "target")
    donor = tiny.copied(target, tmp_path / "donor")
    config = json.loads((donor / "config.json").read_text())
    config["rope_parameters"] |= {"rope_theta": 192484.0}
    (donor / "config.json").write_text(json.dumps(config | {"max_position_embeddings": 4096}))
    opened = open_local(target, context=open_model(donor).context, device="cpu", dtype="fp32")
    opened.extend(PROMPT)
    found = list(opened.score([], ANSWER).log_probs)
    assert found == pytest.approx(asked(donor), abs=1e-4)
    assert found != pytest.approx(asked(target), abs=1e-3)
