"""inspect, compare and sample on the shipped models."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from graftwork_core.cli.app import run
from tests.core.engine import type_in
from tests.core.refusal import edit_json


def test_a_model(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(sample / "long")]) == 0
    out = capsys.readouterr().out
    for part in ("LlamaForCausalLM", "852,608", "BF16", "2048 tokens", "theta 192484", "39 tensors", "1022"):
        assert part in out


def test_a_model_as_json_with_its_tensors(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(sample / "long" / "model.safetensors"), "--json", "--tensors"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert (content["type"], content["layers"], content["context_window"]) == ("model", 4, 2048)
    assert len(content["table"]) == 39
    assert {"name": "model.norm.weight", "dtype": "BF16", "shape": [128], "file": "model.safetensors"} in content[
        "table"
    ]


def test_what_is_no_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path / "nowhere", tmp_path, Path("hf:one/two/three")):
        assert run(["inspect", str(path)]) == 2
        assert str(path) in capsys.readouterr().err


def test_a_hostile_name_does_not_reach_the_terminal(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(sample / "skill", tmp_path / "model")
    edit_json(tmp_path / "model" / "config.json", {"architectures": ["Llama\x1b[2J"]})
    assert run(["inspect", str(tmp_path / "model")]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_models_that_fit(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        word
        for role, name in (("base", "base"), ("donor", "long"), ("target", "skill"))
        for word in (f"--{role}", str(sample / name))
    ]
    assert run(["compare", *words]) == 0
    out = capsys.readouterr().out
    assert "kinship" in out
    assert "blocking" not in out
    assert run(["compare", *words, "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["type"] == "fit"
    assert content["severity"] == "ok"
    assert {row["topic"] for row in content["rows"]} >= {"architecture", "shapes", "tokenizer", "kinship", "context"}
    assert run(["compare", *words, "--quiet"]) == 0
    assert capsys.readouterr().out == ""


def test_models_that_do_not_fit(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(sample / "long", tmp_path / "quantized")
    edit_json(tmp_path / "quantized" / "config.json", {"quantization_config": {"quant_method": "gptq", "bits": 4}})
    assert run(["compare", "--base", str(sample / "base"), "--donor", str(tmp_path / "quantized")]) == 3
    out = capsys.readouterr().out
    assert "blocking" in out
    assert "→" in out


def test_the_sample(tmp_path: Path) -> None:
    """The one command of the README, as a process: it grafts, proves it, and says what it did."""
    out = tmp_path / "grafted"
    status, told, err = type_in("sample", "--out", out)
    assert status == 0, err
    for part in (
        "base", "donor", "target", "kinship", f"Wrote {out}", "rank 8", "28 modules", "of the difference's energy",
        "before  128 tokens", "after   2048 tokens", "from_pretrained", "layer  ",
    ):  # fmt: skip
        assert part in told, part
    assert json.loads((out / "config.json").read_text())["max_position_embeddings"] == 2048
    begins = ("skill", "grafted", "long")
    rows = {line[:28].strip(): line[28:].split() for line in told.splitlines() if line.startswith(begins)}
    before, settings, merged = rows["skill as it was"], rows["skill, context settings only"], rows["grafted"]
    assert float(before[4]) <= 0.2, "English at 2048"
    assert float(before[9]) <= 0.2, "Chinese at 2048"
    assert float(settings[9]) <= 0.4
    assert all(float(rate) >= 0.8 for rate in merged[:10])
    assert merged[10] == "38/38"
    assert (out / "haystack" / "zh" / "report.html").is_file()
    status, told, _ = type_in("inspect", out / "adapter")
    assert status == 0
    assert "0-3" in told
    status, _, err = type_in("sample", "--out", out, "--quiet")
    assert status == 2
    assert str(out) in err
