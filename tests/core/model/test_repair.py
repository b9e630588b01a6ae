"""Fixes: what they write, that they can be taken back byte for byte, and what is refused."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graftwork_core.errors import BadInput
from graftwork_core.model import replacing
from graftwork_core.model.audit import AuditReport, audit
from graftwork_core.model.context import read_context
from graftwork_core.model.repair import apply_fixes, can_undo, plan_fixes, undo
from graftwork_core.model.undo_file import UNDO_NAME
from tests.core.compare import tree
from tests.core.model.making import LLAMA, write_model
from tests.core.model.published import CONFIGS, llama
from tests.core.refusal import edit_json, refused

WANTED = read_context(llama(1048576, rope_theta=3580165449.0), {"model_max_length": 1048576})
TARGET = LLAMA | llama(8192, rope_theta=500000.0) | {"note": "Größe ✓", "big": 10**30}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A model whose theta, window and limits were left behind."""
    folder = write_model(tmp_path / "target", TARGET, tokenizer_config={"model_max_length": 8192, "a": [1]})
    (folder / "config.json").write_text(json.dumps(TARGET, indent=7))
    (folder / "generation_config.json").write_bytes(b'{"max_length":4096,\r\n "temperature":0.60}')
    return folder


def looked_at(folder: Path) -> AuditReport:
    return audit(folder, adapter_context=WANTED)


def read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content


def test_everything_is_mended_and_taken_back(target: Path) -> None:
    before = tree(target)
    report = looked_at(target)
    assert {finding.id for finding in report.mendable} == {
        "theta_left_behind", "window_left_behind", "tokenizer_limit", "generation_limit",
    }  # fmt: skip

    backup = apply_fixes(target, report.mendable)

    assert backup.names == ("config.json", "tokenizer_config.json", "generation_config.json")
    assert looked_at(target).findings == ()
    config = read(target / "config.json")
    assert config["rope_theta"] == config["rope_parameters"]["rope_theta"] == 3580165449.0
    assert (config["max_position_embeddings"], config["note"], config["big"]) == (1048576, "Größe ✓", 10**30)
    assert read(target / "tokenizer_config.json") == {"model_max_length": 1048576, "a": [1]}
    assert read(target / "generation_config.json") == {"max_length": 1048576, "temperature": 0.6}
    assert {name for name in tree(target) if tree(target)[name] != before.get(name)} == {*backup.names, UNDO_NAME}

    assert can_undo(target)
    assert set(undo(target)) == set(backup.names)
    assert tree(target) == before
    assert not can_undo(target)


def test_one_finding_at_a_time_and_back_in_the_other_order(target: Path) -> None:
    states = [tree(target)]
    while report := looked_at(target).mendable:
        apply_fixes(target, report[:1])
        states.append(tree(target))
    assert len(states) == 4
    while can_undo(target):
        states.pop()
        undo(target)
        assert {name: one for name, one in tree(target).items() if name != UNDO_NAME} == {
            name: one for name, one in states[-1].items() if name != UNDO_NAME
        }
    assert len(states) == 1


def test_what_would_be_written_is_shown_first(target: Path) -> None:
    before = tree(target)
    rewrites = plan_fixes(target, looked_at(target).mendable)

    assert tree(target) == before
    apply_fixes(target, looked_at(target).mendable)
    for rewrite in rewrites:
        assert (target / rewrite.name).read_bytes() == rewrite.after


def test_transformers_reads_the_mended_theta(target: Path) -> None:
    import transformers

    apply_fixes(target, looked_at(target).mendable)

    config = transformers.AutoConfig.from_pretrained(target)
    assert config.rope_parameters["rope_theta"] == 3580165449.0
    assert config.max_position_embeddings == 1048576


@pytest.mark.parametrize(
    ("config", "gone"),
    [
        (CONFIGS["llama-saved-by-5"], "old_keys_missing"),
        (CONFIGS["llama-3.1-saved-by-5"], "old_keys_missing"),
        (llama(8192, rope_theta=5.0, rope_parameters={"rope_type": "default", "rope_theta": 7.0}), "keys_disagree"),
        (llama(131072, rope_theta=1e6, rope_scaling={"type": "yarn", "factor": 4.0}), "original_length_missing"),
        (
            llama(65536, rope_parameters={"rope_type": "yarn", "rope_theta": 1e6, "factor": 4.0}),
            "original_length_missing",
        ),
    ],
)
def test_a_fix_takes_its_finding_away_and_leaves_theta(config: dict[str, Any], gone: str, tmp_path: Path) -> None:
    folder = write_model(tmp_path / "model", config)
    report = audit(folder)

    apply_fixes(folder, [finding for finding in report.findings if finding.id == gone])

    after = audit(folder)
    assert not after.has(gone, "keys_disagree", "old_keys_missing") or gone == "original_length_missing"
    assert not after.has(gone)
    assert after.theta == report.theta


def test_permissions_stay(target: Path) -> None:
    (target / "config.json").chmod(0o640)
    apply_fixes(target, looked_at(target).mendable)
    assert (target / "config.json").stat().st_mode & 0o777 == 0o640


def test_a_file_that_changed_since(target: Path) -> None:
    report = looked_at(target)
    edit_json(target / "tokenizer_config.json", {"model_max_length": 9})

    with refused(target, "tokenizer_config.json"):
        apply_fixes(target, report.mendable)


def test_a_file_that_changed_after_the_fix(target: Path) -> None:
    apply_fixes(target, looked_at(target).mendable)
    edit_json(target / "config.json", {"mine": 1})

    with refused(target, "config.json"):
        undo(target)


def test_a_file_that_went_away(target: Path) -> None:
    report = looked_at(target)
    (target / "generation_config.json").rename(target / "elsewhere")
    with refused(target, "generation_config.json"):
        apply_fixes(target, report.mendable)
    (target / "elsewhere").rename(target / "generation_config.json")
    apply_fixes(target, report.mendable)
    (target / "generation_config.json").rename(target / "elsewhere")
    with refused(target, "generation_config.json"):
        undo(target)


def test_a_link_is_not_followed(target: Path, tmp_path: Path) -> None:
    (target / "config.json").rename(tmp_path / "blob")
    (target / "config.json").symlink_to(tmp_path / "blob")

    with refused(tmp_path, "config.json", "link"):
        apply_fixes(target, looked_at(target).mendable)


def test_a_folder_that_may_not_be_written_to(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != target and allowed(path, mode))

    with refused(target, str(target)):
        apply_fixes(target, looked_at(target).mendable)


@pytest.mark.parametrize("nth", range(4))
def test_a_disk_that_is_full(target: Path, nth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made = replacing.tempfile.mkstemp
    calls = iter(range(99))

    def fail_once(*arguments: Any, **options: Any) -> tuple[int, str]:
        if next(calls) == nth:
            raise OSError(28, "No space left on device")
        return made(*arguments, **options)

    monkeypatch.setattr(replacing.tempfile, "mkstemp", fail_once)
    with refused(target, "No space left"):
        apply_fixes(target, looked_at(target).mendable)


@pytest.mark.parametrize("nth", range(5))
def test_an_interruption_between_two_files_can_be_undone(
    target: Path, nth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, report = tree(target), looked_at(target)
    move = os.replace
    calls = iter(range(99))

    def die(source: Path, to: Path) -> None:
        if next(calls) == nth:
            raise KeyboardInterrupt
        move(source, to)

    monkeypatch.setattr(os, "replace", die)
    if nth < 4:
        with pytest.raises(KeyboardInterrupt):
            apply_fixes(target, report.mendable)
    else:
        apply_fixes(target, report.mendable)
    monkeypatch.undo()

    for name in ("config.json", "tokenizer_config.json", "generation_config.json"):
        read(target / name)  # whole, whichever it is
    if can_undo(target):
        undo(target)
    left = {name: one for name, one in tree(target).items() if not Path(name).name.startswith(".")}
    assert left == before


def test_nothing_to_fix_and_nothing_to_undo(target: Path) -> None:
    with refused(target, "fix"):
        apply_fixes(target, [])
    with refused(target, str(target)):
        undo(target)


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "{}",
        '{"steps": 3}',
        '{"steps": [3]}',
        '{"steps": [{}]}',
        '{"steps": [{"../config.json": {"before": "", "was": "", "is": ""}}]}',
        '{"steps": [{"model.safetensors": {"before": "", "was": "", "is": ""}}]}',
        '{"steps": [{"config.json": {"before": "e30=", "was": "00", "is": "00"}}]}',
        '{"steps": [{"config.json": {"before": "?", "was": "00", "is": "00"}}]}',
        '{"steps": [{"config.json": {"before": 3}}]}',
        "{",
    ],
)
def test_a_hostile_undo_file(content: str, target: Path) -> None:
    (target / UNDO_NAME).write_text(content)

    with refused(target, UNDO_NAME):
        undo(target)
    with refused(target, UNDO_NAME):
        apply_fixes(target, looked_at(target).mendable)


_rope = st.fixed_dictionaries(
    {},
    optional={
        "rope_theta": st.sampled_from([10000, 500000.0, 1e6]),
        "rope_scaling": st.sampled_from(
            [None, {"type": "linear", "factor": 2.0}, {"rope_type": "yarn", "factor": 4.0},
             {"type": "dynamic", "factor": 2.0}, {"rope_theta": 3.0, "type": "linear", "factor": 2.0}]
        ),
        "rope_parameters": st.sampled_from(
            [None, {"rope_type": "default", "rope_theta": 500000.0}, {"rope_type": "default"},
             {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
              "original_max_position_embeddings": 8192, "rope_theta": 500000.0},
             {"full_attention": {"rope_type": "default", "rope_theta": 1e6},
              "sliding_attention": {"rope_type": "default", "rope_theta": 1e4}}]
        ),
        "max_position_embeddings": st.sampled_from([2048, 131072, 1048576]),
        "n_ctx": st.just(2048),
        "text_config": st.just({"model_type": "llama", "rope_theta": 7.0, "hidden_size": 32}),
    },
)  # fmt: skip


@settings(max_examples=100)
@given(_rope, st.none() | _rope, st.sampled_from([None, 100, 10**30]), st.sampled_from([None, 20, 10**7]))
def test_any_repair_can_be_undone_and_takes_every_sure_finding_away(
    tmp_path_factory: pytest.TempPathFactory,
    config: dict[str, Any],
    wanted: dict[str, Any] | None,
    limit: int | None,
    generation: int | None,
) -> None:
    silent = {key: value for key, value in LLAMA.items() if key not in ("rope_theta", "max_position_embeddings")}
    folder = tmp_path_factory.mktemp("model")
    write_model(folder, silent | config, tokenizer_config=None if limit is None else {"model_max_length": limit})
    (folder / "generation_config.json").write_text(json.dumps({"max_length": generation}))
    context = None if wanted is None else read_context(silent | wanted)
    before = tree(folder)
    report = audit(folder, adapter_context=context)
    if not report.mendable:
        with pytest.raises(BadInput):
            apply_fixes(folder, report.mendable)
        return

    apply_fixes(folder, report.mendable)

    after = audit(folder, adapter_context=context)
    assert not {finding.id for finding in after.mendable} & {"theta_left_behind", "scaling_left_behind"}
    assert {finding.id for finding in after.mendable} <= {"old_keys_missing"} | (
        {finding.id for finding in report.mendable} & {"window_left_behind"}
    )
    undo(folder)
    assert tree(folder) == before
