"""Numbers in a config that no model has: they decide nothing, and nothing is built or allocated by them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from graftwork_core.model.oracle import UnknownModel, check_loading, expected_tensors
from tests.core import tiny
from tests.core.engine import merge
from tests.core.refusal import edit_json

HUGE: Final = (10**8, 10**12, 10**400)


def model(tmp_path: Path, kind: str, section: str, **settings: Any) -> Path:
    folder = tiny.copied(tiny.model(kind), tmp_path / "model")
    edit_json(folder / "config.json", lambda config: (config[section] if section else config).update(settings))
    return folder


@pytest.mark.parametrize(
    ("kind", "section", "setting"),
    [
        ("llama", "", "num_hidden_layers"),  # a block each
        ("llama", "", "head_dim"),  # a table of rotations, made for good
        ("llama", "", "hidden_size"),
        ("mixtral", "", "num_local_experts"),  # views of every one
        ("gemma3", "vision_config", "num_hidden_layers"),
        ("gemma3", "text_config", "head_dim"),
    ],
)
@pytest.mark.parametrize("value", HUGE, ids=["1e8", "1e12", "1e400"])
def test_no_model_is_built_by_them(kind: str, section: str, setting: str, value: int, tmp_path: Path) -> None:
    folder = model(tmp_path, kind, section, **{setting: value})
    for ask in (expected_tensors, check_loading):
        with pytest.raises(UnknownModel, match=r"config\.json says") as caught:
            ask(folder)
        assert len(caught.value.message) < 300


def test_layers_and_experts_count_together(tmp_path: Path) -> None:
    folder = model(tmp_path, "mixtral", "", num_hidden_layers=20, num_local_experts=900)
    with pytest.raises(UnknownModel, match="num_local_experts is 900 in 20 layers"):
        expected_tensors(folder)


def test_more_than_the_whole_head_is_not_turned(tmp_path: Path) -> None:
    with pytest.raises(UnknownModel, match="partial_rotary_factor"):
        expected_tensors(model(tmp_path, "llama", "", partial_rotary_factor=1e8))


def test_a_merge_takes_its_sizes_from_the_headers(tmp_path: Path) -> None:
    wild = {"vocab_size": 10**12, "num_hidden_layers": 10**9, "intermediate_size": 2**62, "hidden_size": 10**15}
    folder = model(tmp_path, "llama", "", **wild)
    adapter = tiny.adapter("plain", "llama")
    merge(folder, adapter, tmp_path / "wild")
    merge(tiny.model("llama"), adapter, tmp_path / "sane")
    assert (tmp_path / "wild" / "model.safetensors").read_bytes() == (
        tmp_path / "sane" / "model.safetensors"
    ).read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_nothing_is_allocated_by_them(tmp_path: Path) -> None:
    """`inspect` and `compare` of a model whose config names terabytes take the memory that they always take."""
    wild = model(tmp_path, "llama", "")
    numbers = {name: 2**40 for name, value in json.loads((wild / "config.json").read_text()).items() if value == 64}
    edit_json(wild / "config.json", {**numbers, "vocab_size": 2**40, "num_hidden_layers": 2**40, "head_dim": 2**40})
    for words in (("inspect",), ("compare", "--base", str(tiny.model("llama")), "--donor")):
        sane, absurd = (_peak(*words, str(folder)) for folder in (tiny.model("llama"), wild))
        assert absurd < sane + (64 << 20)


def _peak(*words: str) -> int:
    """The most memory that a command had, in bytes."""
    code = """
import os, re, sys
from pathlib import Path
from graftwork_core.cli import main
os._exit = sys.exit  # which the command calls, to be quicker
try:
    main()
finally:
    # Not getrusage: what it says of a child begins with what its parent had.
    print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return int(done.stdout.splitlines()[-1]) << 10
