"""What a comparison comes to, and its file in wrong hands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.extract.diff_file import DIFF_NAME, TensorDiff, read_diff
from graftwork_core.extract.diff_summary import Family, family_of, summarise
from graftwork_core.extract.diff_tensors import from_live, live_figures


def tensor(module: str, energy: float = 1.0, weight: float = 100.0, **changes: Any) -> TensorDiff:
    layer = next((int(part) for part in module.split(".") if part.isdecimal()), None)
    values: dict[str, Any] = {
        "name": f"{module}.weight",
        "module": module,
        "layer": layer,
        "kind": module.rsplit(".", 1)[-1],
        "shape": (8, 8),
        "part": "low_rank",
        "relative": (energy / weight) ** 0.5,
        "energy": energy,
        "weight": weight,
        "noise": 0.0,
        "rank": 2,
        "captured": 0.9,
    }
    return TensorDiff(**values | changes)


@pytest.mark.parametrize(
    ("module", "family"),
    [
        ("model.layers.0.self_attn.q_proj", Family.ATTENTION),
        ("h.0.attn.c_attn", Family.ATTENTION),
        ("transformer.h.3.attention.query_key_value", Family.ATTENTION),
        ("model.layers.1.mlp.up_proj", Family.FEED_FORWARD),
        ("model.layers.1.mlp.experts.3.down_proj", Family.FEED_FORWARD),
        ("model.layers.1.self_attn.q_proj.bias", Family.NORMS),
        ("model.layers.1.post_attention_layernorm", Family.NORMS),
        ("h.0.ln_1", Family.NORMS),
        ("lm_head", Family.EMBEDDINGS),
        ("model.layers.1.conv.in_proj", Family.OTHER),
    ],
)
def test_families_are_told_by_names(module: str, family: Family) -> None:
    assert family_of(tensor(module)) is family


def test_the_summary_is_of_energies() -> None:
    found = summarise(
        [
            tensor("model.layers.0.self_attn.q_proj", 3.0, noise=0.5, rank=4),
            tensor("model.layers.1.mlp.up_proj", 1.0, rank=9),
            tensor("model.layers.1.input_layernorm", 0.0, shape=(8,), rank=None),
        ]
    )
    assert (found.whole.tensors, found.whole.changed, found.whole.rank) == (3, 2, 9)
    assert found.whole.relative == pytest.approx((4 / 300) ** 0.5)
    assert found.whole.noise == pytest.approx(1.5 / 4)
    assert [(name, one.share) for name, one in found.families] == [
        (Family.ATTENTION, 0.75),
        (Family.FEED_FORWARD, 0.25),
        (Family.NORMS, 0.0),
    ]
    assert [(name, one.share) for name, one in found.layers] == [(0, 0.75), (1, 0.25)]
    assert [one.kind for one in found.largest] == ["q_proj", "up_proj"]
    assert dict(found.families)[Family.NORMS].rank is None


def test_nothing_at_all_is_summed_up_too() -> None:
    whole = summarise(()).whole
    assert (whole.tensors, whole.relative, whole.share, whole.noise, whole.rank) == (0, 0.0, 0.0, 0.0, None)


def test_what_a_running_comparison_tells_is_what_is_written() -> None:
    one = tensor("model.layers.0.self_attn.q_proj", 3.0, noise=0.25)
    blank = tensor("model.layers.0.self_attn.q_proj", 0.0, noise=0.0, rank=None, captured=None)
    assert from_live(blank, live_figures(one)) == one
    assert from_live(blank, {"captured": 0.5, "rank": 3}) is None


@pytest.mark.parametrize(
    "change",
    [
        {"relative": "a lot"},
        {"relative": -1},
        {"energy": float("inf")},
        {"shape": 3},
        {"shape": ["x"]},
        {"rank": [1]},
        {"layer": "first"},
        {"noise": None},
    ],
)
def test_figures_that_are_none_are_refused(change: dict[str, Any], tmp_path: Path) -> None:
    one = {**{name: getattr(tensor("model.layers.0.mlp.up_proj"), name) for name in TensorDiff.__slots__}, **change}
    content = {
        "schema": "graftwork/difference-1",
        "base": "a",
        "donor": "b",
        "tensors": [one],
        "only_base": [],
        "only_donor": [],
        "suggested_nbytes": 1,
        "nbytes_of_rank": {"4": 2},
    }
    (tmp_path / DIFF_NAME).write_text(json.dumps(content))
    with pytest.raises(BadInput, match="damaged"):
        read_diff(tmp_path)
