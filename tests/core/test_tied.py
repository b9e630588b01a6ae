"""One matrix used twice: adapters on the embedding or the head of a model whose two are tied.

PEFT's own merge_and_unload is no reference here. It adds the difference to the one shared tensor, so that an
adapter on the embedding changes the head too (its merged tiny Llama is off by 14 times the logits' own
norm), and with `ensure_weight_tying` it adds it twice. PEFT itself advises to untie the model first: that is the
reference, and the logits of the unmerged model are what must come out.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path

import pytest
import torch
from torch import Tensor

from tests.core import tiny
from tests.core.compare import assert_within_one_rounding
from tests.core.engine import merge

EMBEDDING, HEAD = "model.embed_tokens.weight", "lm_head.weight"
TOKENS = torch.tensor([[3, 17, 90, 5, 44, 8]])
ONE_SIDE = ("embedding", "head", "embedding and head", "dora embedding")
BOTH_SIDES = ("embedding tied", "both tied")


@functools.cache
def untied(kind: str, dtype: str) -> Path:
    """The same model with a head of its own, as PEFT advises to make it before a merge."""
    folder = tiny.model(kind, dtype)
    made, _ = tiny.load(folder)
    made.config.tie_word_embeddings = False
    made.lm_head.weight = torch.nn.Parameter(made.lm_head.weight.detach().clone())
    copy = folder.with_name(folder.name + "-untied")
    made.save_pretrained(copy)
    return copy


def reference(name: str, kind: str, dtype: str) -> dict[str, Tensor]:
    """What PEFT makes of the untied model."""
    out = untied(kind, dtype).with_name(f"untied-{name}-{kind}-{dtype}")
    if not out.exists():
        tiny.peft_merge(untied(kind, dtype), tiny.adapter(name, kind, dtype), out)
    return tiny.tensors(out)


def before(kind: str, dtype: str) -> dict[str, Tensor]:
    found = tiny.tensors(tiny.model(kind, dtype))
    return found | {HEAD: found[EMBEDDING]}


@pytest.mark.parametrize("dtype", ["bf16", "fp32"])
@pytest.mark.parametrize("kind", ["llama-tied", "gemma"])
@pytest.mark.parametrize("name", ONE_SIDE)
def test_an_adapter_on_one_side_unties_the_two(name: str, kind: str, dtype: str, tmp_path: Path) -> None:
    merge(tiny.model(kind, dtype), tiny.adapter(name, kind, dtype), tmp_path / "merged")
    ours = tiny.tensors(tmp_path / "merged")
    assert_within_one_rounding(ours, reference(name, kind, dtype), before(kind, dtype), delta_rounded=True)
    assert json.loads((tmp_path / "merged" / "config.json").read_text())["tie_word_embeddings"] is False


@pytest.mark.parametrize("dtype", ["bf16", "fp32"])
@pytest.mark.parametrize("kind", ["llama-tied", "gemma"])
@pytest.mark.parametrize("name", BOTH_SIDES)
def test_tied_adapters_are_added_once(name: str, kind: str, dtype: str, tmp_path: Path) -> None:
    merge(tiny.model(kind, dtype), tiny.adapter(name, kind, dtype), tmp_path / "merged")
    ours, right = tiny.tensors(tmp_path / "merged"), reference(name, kind, dtype)
    del right[HEAD]  # without its twin PEFT leaves the head alone; here it is the embedding
    assert HEAD not in ours, "both sides moved alike, so they stay tied"
    assert_within_one_rounding(ours, right, before(kind, dtype), delta_rounded=True)


@pytest.mark.parametrize("kind", ["llama-tied", "gemma"])
@pytest.mark.parametrize(
    "name", [*ONE_SIDE, *BOTH_SIDES, "saved head", "saved embedding", "saved embedding tied", "token rows"]
)
def test_logits_are_those_of_the_unmerged_model(name: str, kind: str, tmp_path: Path) -> None:
    target, adapter = tiny.model(kind, "fp32"), tiny.adapter(name, kind, "fp32")
    merge(target, adapter, tmp_path / "merged")
    with torch.no_grad():
        ours = tiny.loads_cleanly(tmp_path / "merged").eval()(TOKENS).logits
        theirs = tiny.in_peft(target, adapter)(TOKENS).logits
    # Embeddings of this size make the logits of a random model large and steep: judge by the whole.
    assert float((ours - theirs).norm() / theirs.norm()) < 1e-5


def test_gpt2_embedding_alone(tmp_path: Path) -> None:
    target, adapter = tiny.model("gpt2", "fp32"), tiny.adapter("gpt2 embedding", "gpt2", "fp32")
    merge(target, adapter, tmp_path / "merged")
    with torch.no_grad():
        ours = tiny.loads_cleanly(tmp_path / "merged").eval()(TOKENS).logits
        theirs = tiny.in_peft(target, adapter)(TOKENS).logits
    assert float((ours - theirs).norm() / theirs.norm()) < 1e-5
