"""`graftwork context` and what `inspect` says of a model's context settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.cli.app import run
from tests.core.compare import tree
from tests.core.model.making import write_model
from tests.core.model.published import llama
from tests.core.tiny import copied

LONG = llama(1048576, rope_theta=3580165449.0, rope_scaling=None)
SHORT = llama(8192, rope_theta=500000.0, rope_scaling=None)


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A target, its donor, and a model with a guess to be made."""
    write_model(tmp_path / "short", SHORT)
    write_model(tmp_path / "long", LONG)
    write_model(tmp_path / "yarn", llama(131072, rope_theta=1e6, rope_scaling={"type": "yarn", "factor": 4.0}))
    return tmp_path


def answer(capsys: pytest.CaptureFixture[str], *words: str | Path) -> dict[str, Any]:
    assert run(["context", *map(str, words), "--json"]) == 0
    content: dict[str, Any] = json.loads(capsys.readouterr().out)
    return content


def test_a_sound_model(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(models)

    assert run(["context", str(models / "short")]) == 0

    out = capsys.readouterr().out
    for part in ("8,192 tokens", "theta 500000", "about 18,438", "Nothing to be said"):
        assert part in out
    assert run(["context", str(models / "short"), "--quiet"]) == 0
    assert capsys.readouterr().out == ""
    assert tree(models) == before


def test_the_calculator(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["context", str(models / "short"), "--length", "1m", "--donor", str(models / "long")]) == 0

    out = capsys.readouterr().out
    for part in ("1,048,576", "the donor", "3,580,165,449", "about 1,795,662", "69,123,823", "about 517,", "a guess"):
        assert part in out
    content = answer(capsys, models / "short", "--length", "256k")
    assert (content["type"], content["reach"], content["length"]) == ("context", 18438, 262144)
    assert [(one["source"], int(one["theta"]), one["guess"]) for one in content["proposals"]] == [
        ("period", 283461213, True),
        ("ntk", 16904847, True),
    ]


def test_fix_and_undo(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, words = tree(models), (models / "short", "--donor", models / "long")

    assert [one["id"] for one in answer(capsys, *words)["findings"]] == ["theta_left_behind", "window_left_behind"]
    assert answer(capsys, *words, "--fix", "--dry-run")["would_write"] == ["config.json"]
    assert run(["context", *map(str, words), "--fix", "--dry-run"]) == 0
    assert '+  "rope_theta": 3580165449.0,' in capsys.readouterr().out
    assert tree(models) == before

    content = answer(capsys, *words, "--fix")
    assert (content["written"], content["findings"], content["reach"]) == (["config.json"], [], 1795662)
    assert answer(capsys, models / "short", "--undo", "--dry-run")["would_undo"] == ["config.json"]
    assert answer(capsys, models / "short", "--undo")["undone"] == ["config.json"]
    assert tree(models) == before


def test_a_guess_is_written_only_when_it_is_named(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["context", str(models / "yarn"), "--fix"]) == 2
    assert "--only" in capsys.readouterr().err

    content = answer(capsys, models / "yarn", "--fix", "--only", "original_length_missing")

    assert content["findings"] == []
    config = json.loads((models / "yarn" / "config.json").read_text())
    assert config["rope_scaling"]["original_max_position_embeddings"] == 32768


@pytest.mark.parametrize(
    "words",
    [
        ("--only", "theta_missing"),
        ("--fix", "--undo"),
        ("--fix", "--only", "nothing-of-the-kind"),
        ("--undo",),
        ("--fix",),
        ("--length", "far"),
        ("--donor", "nowhere"),
    ],
)
def test_what_makes_no_sense(words: tuple[str, ...], models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(models)
    assert run(["context", str(models / "short"), *words]) == 2
    assert capsys.readouterr().err
    assert tree(models) == before


def test_an_adapter_says_what_its_donor_had(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    adapter = tmp_path / "adapter"
    adapter.mkdir()
    (adapter / "adapter_config.json").write_text("{}")
    donor = {"window": 2048, "rope": {"rope_theta": 192484.0}, "tokenizer_max_length": None}
    (adapter / "graftwork.json").write_text(json.dumps({"context": {"changed": True, "donor": donor}}))

    content = answer(capsys, sample / "skill", "--donor", adapter)

    assert {one["id"] for one in content["findings"]} == {"theta_left_behind", "window_left_behind"}
    (adapter / "graftwork.json").write_text("{}")
    assert run(["context", str(sample / "skill"), "--donor", str(adapter)]) == 2
    assert "carries no context" in capsys.readouterr().err


def test_inspect_shows_what_the_audit_found(sample: Path, models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(models / "yarn")]) == 0
    out = capsys.readouterr().out
    assert "original_length_missing" in out
    assert "--fix --only" in out
    assert run(["inspect", str(models / "yarn"), "--json"]) == 0
    audit = json.loads(capsys.readouterr().out)["audit"]
    assert [one["id"] for one in audit["findings"]] == ["original_length_missing"]
    assert run(["inspect", str(sample / "skill")]) == 0
    assert "warning" not in capsys.readouterr().out


def test_a_hostile_config_does_not_reach_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scaling = {"rope_type": "\x1b[2Jyarn", "factor": 2.0}
    folder = write_model(tmp_path / "model", llama(8192, rope_theta=1e4, rope_scaling=scaling))

    assert run(["context", str(folder)]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_a_link_in_a_cache_is_refused(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copied(sample / "skill", tmp_path / "skill")
    (folder / "config.json").rename(tmp_path / "blob")
    (folder / "config.json").symlink_to(tmp_path / "blob")
    assert run(["context", str(folder), "--donor", str(sample / "long"), "--fix"]) == 2
    assert "link" in capsys.readouterr().err
