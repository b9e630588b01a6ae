"""Which models of a library are suggested for each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from graftwork_core.library.entry import Entry, Kind
from graftwork_core.library.suggest import (
    Why,
    find,
    suggest_adapters,
    suggest_bases,
    suggest_donors,
    suggest_targets,
)

LLAMA, QWEN = "LlamaForCausalLM", "Qwen2ForCausalLM"


def entry(name: str, kind: Kind = Kind.MODEL, base: str = "", architecture: str = LLAMA, size: int = 1000) -> Entry:
    path = Path("/models") / name.replace("/", "--")
    return Entry(path, path.parent, kind, name, base=base, architecture=architecture, parameters=size)


BASE = entry("meta/llama")
LONG = entry("org/llama-long", base="meta/llama")
CODE = entry("llama-code", base="Meta/Llama", size=1010)
CHAT = entry("chat", size=995)
OTHER = entry("qwen", architecture=QWEN)
BIG = entry("llama-big", size=9000)
ADAPTER = entry("long-lora", Kind.ADAPTER, base="meta/llama", architecture="lora", size=10)
QUANTIZED = entry("llama-awq", Kind.QUANTIZED, base="meta/llama")
ALL = (BASE, LONG, CODE, CHAT, OTHER, BIG, ADAPTER, QUANTIZED)


def told(suggestions: object) -> list[tuple[str, Why]]:
    return [(one.entry.name, one.why) for one in suggestions]  # type: ignore[attr-defined]


@pytest.mark.parametrize("made", [LONG, CODE, ADAPTER])
def test_the_base_that_a_card_names_is_found(made: Entry) -> None:
    assert told(suggest_bases(ALL, made)) == [("meta/llama", Why.NAMED)]


def test_without_a_card_the_shape_tells() -> None:
    assert told(suggest_bases(ALL, CHAT)) == [("meta/llama", Why.SAME_SHAPE)]
    assert told(suggest_bases(ALL, OTHER)) == []
    nameless = entry("lora", Kind.ADAPTER, architecture="lora")
    assert told(suggest_bases(ALL, nameless)) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("llama", True),  # a folder's name
        ("/home/somebody/llama", True),  # the trainer's own disk
        ("C:\\models\\llama", True),
        ("/models/meta--llama", True),  # where it lies here
        ("other/llama", False),  # another owner's
        ("llama-2", False),
        ("", False),
    ],
)
def test_names_are_read_as_people_write_them(said: str, found: bool) -> None:
    made = entry("lora", Kind.ADAPTER, base=said)
    assert bool(suggest_bases((BASE,), made)) is found


def test_several_named_bases_are_all_found_and_the_whole_name_is_first() -> None:
    twin = entry("llama", size=5)
    merged = entry("merged", base="nobody/nothing, meta/llama, qwen")
    assert told(suggest_bases((twin, OTHER, BASE), merged)) == [
        ("meta/llama", Why.NAMED),
        ("qwen", Why.NAMED),
        ("llama", Why.NAMED),
    ]


def test_fine_tunes_of_a_base_come_before_what_only_looks_like_it() -> None:
    assert told(suggest_donors(ALL, BASE)) == [
        ("llama-code", Why.NAMED),
        ("org/llama-long", Why.NAMED),
        ("chat", Why.SAME_SHAPE),
    ]


def test_a_target_is_kin_of_the_giver() -> None:
    assert told(suggest_targets(ALL, LONG)) == [("llama-code", Why.SAME_BASE), ("chat", Why.SAME_SHAPE)]
    assert told(suggest_targets(ALL, ADAPTER)) == [
        ("meta/llama", Why.NAMED),
        ("llama-code", Why.SAME_BASE),
        ("org/llama-long", Why.SAME_BASE),
    ]


def test_an_entry_is_found_by_its_path() -> None:
    assert find(ALL, Path("/models/x/../chat/")) is CHAT
    assert find(ALL, Path("/models/none")) is None


def test_adapters_are_found_for_a_target() -> None:
    other = entry("other-lora", Kind.ADAPTER, base="org/qwen", architecture="lora")
    assert told(suggest_adapters((*ALL, other), BASE)) == [("long-lora", Why.NAMED)]
    assert told(suggest_adapters((*ALL, other), CODE)) == [("long-lora", Why.SAME_BASE)]
    assert told(suggest_adapters((*ALL, other), CHAT)) == []
