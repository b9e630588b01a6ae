"""The context row says what the merge will do, and whose doing it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graftwork.outlook import Origin, donors_context, look_ahead, outlook_words
from graftwork.pages.graft import GraftPage
from graftwork_core.graft import graft
from graftwork_core.graft_options import GraftOptions
from graftwork_core.model.context import ContextSettings
from graftwork_core.model.info import Model, open_model
from graftwork_core.reporting import Silent
from tests.gui.fakes import until


@pytest.fixture
def models(sample: Path) -> tuple[Model, Model, Model]:
    base, donor, target = (open_model(sample / name) for name in ("base", "long", "skill"))
    return base, donor, target


@pytest.mark.parametrize(
    ("choice", "origin", "window", "said"),
    [
        ("adapter", Origin.DONOR, 2048, ("2,048 tokens, as the donor", "theta 10,000 → theta 192,484")),
        ("keep", Origin.TARGET, 128, ("128 tokens, as the target", "RoPE stays as it is: theta 10,000")),
        (512, Origin.NUMBER, 512, ("says 512 tokens", "made for 128 tokens", "nonsense")),
        (64, Origin.NUMBER, 64, ("says 64 tokens", "RoPE stays as it is: theta 10,000.")),
    ],
)
def test_the_row_says_what_a_graft_writes(
    models: tuple[Model, Model, Model],
    sample: Path,
    tmp_path: Path,
    choice: Any,
    origin: Origin,
    window: int,
    said: tuple[str, ...],
) -> None:
    base, donor, target = models
    outlook = look_ahead(choice, target, [donors_context(base, donor)], Origin.DONOR)
    assert outlook is not None
    assert (outlook.origin, outlook.window, outlook.before) == (origin, window, 128)
    words = outlook_words(outlook)
    assert all(part in words for part in said), words
    names = {"base": "base", "donor": "long", "target": "skill"}
    options = {role: sample / name for role, name in names.items()}
    graft(GraftOptions(**options, out=tmp_path / "out", rank=1, context=choice), Silent())
    written = json.loads((tmp_path / "out" / "config.json").read_text())
    assert written["max_position_embeddings"] == window
    assert f"{written['rope_theta']:,.0f}" in words


def test_a_donor_that_reads_no_farther_leaves_the_target_alone(models: tuple[Model, Model, Model]) -> None:
    base, _, target = models
    outlook = look_ahead("adapter", target, [donors_context(base, target)], Origin.DONOR)
    assert outlook is not None
    assert (outlook.origin, outlook.window) == (Origin.TARGET, 128)


def test_adapters_that_disagree_are_told(models: tuple[Model, Model, Model]) -> None:
    target = models[2]
    one, other = ContextSettings(1024, {"rope_theta": 5e5}), ContextSettings(2048, {"rope_theta": 1e6})
    outlook = look_ahead("adapter", target, [one, None, other], Origin.ADAPTER)
    assert outlook is not None
    assert outlook.origin is Origin.CONFLICT
    assert "different context settings" in outlook_words(outlook)
    same = look_ahead("adapter", target, [one, None, one], Origin.ADAPTER)
    assert same is not None
    assert "as the adapter says" in outlook_words(same)
    scaled = ContextSettings(None, {"rope_theta": 5e5, "rope_scaling": {"rope_type": "yarn", "factor": 4.0}})
    words = outlook_words(look_ahead("adapter", target, [scaled], Origin.ADAPTER) or outlook)
    assert "by default" in words
    assert "theta 500,000, yarn × 4" in words


async def test_the_row_follows_the_choice(page: GraftPage) -> None:
    page.fill_sample()
    row = page.ui.options.context
    await until(lambda: "as the donor does" in row.outlook.text())
    row.choice.setCurrentIndex(1)
    await until(lambda: "as the target does" in row.outlook.text())
    row.choice.setCurrentIndex(2)
    row.window_field.setValue(4096)
    await until(lambda: "4,096 tokens" in row.outlook.text())
    assert row.choice.accessibleDescription() == row.outlook.text()
