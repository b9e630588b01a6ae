"""After every merge its context is audited, and the merged model remembers what should have come along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graftwork_core.merge.options import AdapterUse, MergeOptions
from graftwork_core.merge.plan import plan_merge
from graftwork_core.merge.run import finished_result
from graftwork_core.model.audit import audit, carried_context
from tests.core.engine import Listener, extract, merge


@pytest.fixture(scope="module")
def adapter(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's long context as an adapter."""
    out = tmp_path_factory.mktemp("aftercare") / "adapter"
    extract(sample / "base", sample / "long", out, rank=2)
    return out


def test_a_merge_that_leaves_theta_out_is_told_about_it(adapter: Path, sample: Path, tmp_path: Path) -> None:
    listener = Listener()

    result = merge(sample / "skill", adapter, tmp_path / "kept", context="keep", listener=listener)

    told = [warning for warning in result.warnings if "theta" in warning]
    assert len(told) == 1
    assert "192,484" in told[0]
    assert any(warning.startswith(told[0]) and "settings" in warning for warning in listener.warnings)
    report = audit(tmp_path / "kept")
    assert report.has("theta_left_behind", "window_left_behind")
    assert {finding.message for finding in report.warnings} <= set(result.warnings)


def test_a_merge_that_takes_it_along_is_not(adapter: Path, sample: Path, tmp_path: Path) -> None:
    result = merge(sample / "skill", adapter, tmp_path / "carried")

    report = audit(tmp_path / "carried")
    assert report.findings == ()
    assert report.wanted is not None
    assert not [warning for warning in result.warnings if "theta" in warning or "window" in warning]


def test_the_record_says_what_came_along(adapter: Path, sample: Path, tmp_path: Path) -> None:
    merge(sample / "skill", adapter, tmp_path / "kept", context="keep")

    record = json.loads((tmp_path / "kept" / "graftwork.json").read_text())
    settings = carried_context(record)

    assert settings is not None
    assert settings.window == 2048
    assert settings.meaning is not None
    assert settings.meaning.theta == json.loads((sample / "long" / "config.json").read_text())["rope_theta"]


def test_a_merge_that_had_finished_before_says_it_again(adapter: Path, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept"
    before = merge(sample / "skill", adapter, out, context="keep")
    options = MergeOptions(target=sample / "skill", adapters=(AdapterUse(path=adapter),), out=out, context="keep")

    after = finished_result(plan_merge(options), 0.0)

    assert set(after.warnings) <= set(before.warnings)
    assert any("theta" in warning for warning in after.warnings)


def test_an_adapter_without_context_leaves_no_trace(sample: Path, tmp_path: Path) -> None:
    extract(sample / "base", sample / "skill", tmp_path / "adapter", rank=2)
    merge(sample / "long", tmp_path / "adapter", tmp_path / "merged")

    record = json.loads((tmp_path / "merged" / "graftwork.json").read_text())
    assert carried_context(record) is None
    assert audit(tmp_path / "merged").findings == ()
