"""The preview: what it says of an adapter, in JSON that everybody reads, whatever the files say."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.adapter.files import open_adapter
from graftwork_core.adapter.preview import AdapterPreview, ModulePreview, preview
from graftwork_core.errors import BadInput
from tests.core import tiny
from tests.core.adapter.making import DOWN, PREFIX, Q, make_adapter, pair, write_adapter
from tests.core.model.making import make_model
from tests.core.recipes import RECIPES


def as_strict_json(shown: AdapterPreview) -> Any:
    return json.loads(json.dumps(shown.as_json(), allow_nan=False))


def test_two_modules(tmp_path: Path) -> None:
    table = pair() | pair(DOWN, rank=2, shape=(32, 48)) | {f"{PREFIX}lm_head.weight": (20, 32)}
    made = make_adapter(
        tmp_path / "mine", table, rank_pattern={"down_proj": 2}, alpha_pattern={"down_proj": 10}, dtype="BF16"
    )
    shown = preview(made, make_model(tmp_path / "target"))
    assert shown.modules == (
        ModulePreview(Q, 0, "q_proj", 4, 8.0, 2.0, (32, 32), "lora", None, True),
        ModulePreview(DOWN, 1, "down_proj", 2, 10.0, 5.0, (32, 48), "lora", None, True),
    )
    assert (shown.name, shown.rank, shown.alpha, shown.dtype) == ("mine", 4, 8.0, "bf16")
    assert (shown.layers, shown.module_kinds) == ((0, 1), ("q_proj", "down_proj"))
    assert shown.replaced == ("lm_head.weight",)
    assert shown.parameters == 2 * 4 * 32 + 2 * (32 + 48) + 20 * 32
    assert shown.nbytes == 2 * shown.parameters
    assert (shown.unmatched, shown.problems, shown.added) == ((), (), ())
    assert as_strict_json(shown)["modules"][1]["shape"] == [32, 48]


def test_without_a_target_nothing_is_known_to_match(tmp_path: Path) -> None:
    (module,) = preview(make_adapter(tmp_path)).modules
    assert module.matched is None


def test_what_does_not_land_is_listed(tmp_path: Path) -> None:
    elsewhere = "model.layers.7.self_attn.q_proj"
    made = make_adapter(tmp_path / "adapter", pair() | pair(elsewhere) | {"strange": (3,)})
    shown = preview(made, make_model(tmp_path / "target"))
    assert [module.matched for module in shown.modules] == [True, False]
    assert set(shown.unmatched) == {"strange", *pair(elsewhere)}


@pytest.mark.parametrize(
    ("name", "kind"),
    [(name, "llama") for name in RECIPES if not any(word in name for word in ("gpt2", "expert", "router", "lora bias"))]
    + [("lora bias", "llama-biased"), ("gpt2 embedding", "gpt2"), ("plain", "gemma3")]
    + [("all experts", "mixtral"), ("experts by pattern", "mixtral")],
)
def test_every_kind_of_adapter_can_be_shown(name: str, kind: str) -> None:
    from graftwork_core.model.info import open_model

    made = open_adapter(tiny.adapter(name, kind))
    for target in (None, open_model(tiny.model(kind))):
        shown = preview(made, target)
        assert not shown.problems
        assert not shown.unmatched
        assert shown.modules
        assert as_strict_json(shown)["rank"] == max(module.rank for module in shown.modules) > 0


def test_methods() -> None:
    def methods(name: str, kind: str = "llama") -> set[str]:
        return {module.method for module in preview(open_adapter(tiny.adapter(name, kind))).modules}

    assert methods("plain") == {"lora"}
    assert methods("dora") == {"dora"}
    assert methods("embedding") == {"embedding", "lora"}
    assert methods("adalora") == {"adalora"}
    assert methods("all experts", "mixtral") == {"experts", "lora"}


@pytest.mark.parametrize(
    ("modules", "energy"),
    [
        ({Q: {"captured": 0.75}}, 0.75),
        ({Q: {"captured": 1}}, 1.0),
        ({Q: {"captured": 0}}, 0.0),
        ({"other": {"captured": 0.5}}, None),
        ({Q: {"captured": True}}, None),
        ({Q: {"captured": "0.5"}}, None),
        ({Q: {"captured": None}}, None),
        ({Q: {"captured": 10**400}}, None),
        ({Q: {"captured": -0.5}}, None),
        ({Q: {}}, None),
        ({Q: []}, None),
        ({Q: 0.5}, None),
        ([Q], None),
        ("modules", None),
        (None, None),
    ],
    ids=lambda value: repr(value)[:50],
)
def test_energies_come_from_our_record_when_they_are_shares(modules: Any, energy: float | None, tmp_path: Path) -> None:
    shown = preview(make_adapter(tmp_path, record={"modules": modules}))
    assert shown.modules[0].energy == energy
    as_strict_json(shown)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_that_is_none_does_not_reach_the_json(number: str, tmp_path: Path) -> None:
    shown = preview(make_adapter(tmp_path, record=f'{{"modules": {{"{Q}": {{"captured": {number}}}}}}}'))
    assert shown.modules[0].energy is None
    as_strict_json(shown)


@pytest.mark.parametrize("record", ["", "{", "[]", "7", '"text"', '{"a":' * 10_000, "\x00" * 50, "NaN"])
def test_a_record_that_is_no_table_is_refused(record: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"graftwork\.json"):
        make_adapter(tmp_path, record=record)


@pytest.mark.parametrize(
    "record",
    [
        {"context": []},
        {"context": {"changed": True}},
        {"context": {"changed": True, "donor": []}},
        {"context": {"changed": True, "donor": {"window": "long"}}},
        {"context": {"changed": True, "donor": {"window": 10**400, "rope": {"rope_theta": 10**400}}}},
        {"context": {"changed": True, "donor": {"rope": {"rope_theta": "x"}}}},
        {"context": {"changed": "yes", "donor": 5}},
        {"base_sketch": 5, "recipe": [], "summary": None, "modules": []},
        {"base_sketch": {"model.layers.0.mlp.down_proj.weight": [10**400] * 48}},
        {"recipe": {"kind": "extract", "base": {"name": 5}, "donor": []}},
    ],
    ids=repr,
)
def test_a_record_with_other_values_is_refused_or_passed_over(record: Any, tmp_path: Path) -> None:
    made, target = make_adapter(tmp_path / "adapter", record=record), make_model(tmp_path / "target")
    for model in (None, target):
        with suppress(BadInput):
            as_strict_json(preview(made, model))


def test_the_donors_context_is_shown_when_it_differs(tmp_path: Path) -> None:
    donor = {"window": 4096, "rope": {"rope_theta": 5e5}, "tokenizer_max_length": None}
    shown = preview(make_adapter(tmp_path / "one", record={"context": {"changed": True, "donor": donor}}))
    assert shown.context is not None
    assert shown.context.window == 4096
    assert as_strict_json(shown)["context"] == donor
    same = preview(make_adapter(tmp_path / "two", record={"context": {"changed": False, "donor": donor}}))
    assert same.context is None


def test_factors_without_a_rank_or_a_shape_are_problems_that_can_be_shown(tmp_path: Path) -> None:
    tables: dict[str, dict[str, tuple[int, ...]]] = {
        "empty": pair(rank=0),
        "flat": dict.fromkeys(pair(), (128,)),
        "half": {name: shape for name, shape in pair().items() if "lora_A" in name},
        "unequal": pair(rank=4) | {f"{PREFIX}{Q}.lora_B.weight": (32, 5)},
    }
    target = make_model(tmp_path / "target")
    for name, table in tables.items():
        made = make_adapter(tmp_path / name, table)
        assert made.problems
        for model in (None, target):
            shown = preview(made, model)
            assert Q in " ".join(shown.problems)
            as_strict_json(shown)


def test_the_folder_or_its_file_is_the_same_adapter(tmp_path: Path) -> None:
    folder = write_adapter(tmp_path / "mine")
    assert preview(open_adapter(folder)) == preview(open_adapter(folder / "adapter_model.safetensors"))
