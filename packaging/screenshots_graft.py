"""The pictures of the Graft page: from three slots to what was made, from adapters, and what does not fit."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from graftwork.form import Choices, Form, Source, Weighted
from graftwork.pages.graft import GraftPage
from graftwork_resources import sample_folder

if TYPE_CHECKING:
    from screenshots import Photographer


async def photograph_graft(who: Photographer, work: Path) -> None:
    """Go through the ways, then graft the sample."""
    window = who.window
    window.show_page("graft")
    page = window.page("graft")
    assert isinstance(page, GraftPage)
    sample = sample_folder()
    shutil.rmtree(work / "results", ignore_errors=True)
    whole = Form(
        source=Source.DONOR,
        base=sample / "base",
        donor=sample / "long",
        target=sample / "skill",
        out=work / "results" / "skill-long",
        choices=Choices(rank=8, weight=0.75),
    )
    await _show(who, page, whole)
    await who.take("graft")
    await _options(who, page)
    await _lower(who, page, "graft-preview")
    adapter = work / "skill-long" / "adapter"
    several = (Weighted(adapter, 0.75), Weighted(work / "theta-left-behind" / "adapter", -0.25))
    await _show(who, page, Form(Source.ADAPTER, adapters=several, target=sample / "skill", out=whole.out))
    await who.take("graft-adapters")
    await _show(who, page, replace(whole, source=Source.EXTRACT, target=None))
    await who.take("graft-extract")
    page.fill(replace(whole, donor=sample / "base"))
    await who.until(lambda: page.ui.fit.list.model().rowCount() and not page.ui.bar.run.isEnabled())
    await who.quiet()
    await who.take("graft-misfit")
    page.fill(replace(whole, target=work / "no such model"))
    await who.quiet()
    await who.take("graft-broken")
    await _show(who, page, whole)
    await _run(who, page)


async def _show(who: Photographer, page: GraftPage, form: Form) -> None:
    """Fill it in, and wait until a process has tried what a run would do."""
    page.clear()
    page.fill(form)
    await who.until(lambda: page.ui.bar.run.isEnabled() and page.ahead._rehearsed is not None)
    page.ui.show_notices()


async def _options(who: Photographer, page: GraftPage) -> None:
    """All of them, unfolded."""
    page.ui.options.more_button.setChecked(True)

    async def to_the_options() -> None:
        page.ui.area.ensureWidgetVisible(page.ui.options.more)
        await who.quiet()

    await who.take("graft-options", to_the_options)
    page.ui.options.more_button.setChecked(False)
    page.ui.show_notices()


async def _run(who: Photographer, page: GraftPage) -> None:
    page.run()
    await who.until(lambda: page.ui.bar.is_busy)
    await who.until(lambda: page.ui.bar._bar.value() > 0 or not page.ui.bar.is_busy)
    with who.held():
        await who.take("graft-running")
    await who.until(lambda: not page.ui.bar.is_busy and page.ui.result.layers.isVisible())
    await who.take("graft-result")

    async def layers() -> None:
        page.ui.show_layers()
        await who.quiet()

    await who.take("graft-layers", layers)
    page.ui.result.hide()
    page.run()
    await who.until(lambda: page.ui.bar.is_busy)
    page.cancel()
    await who.until(lambda: not page.ui.bar.is_busy)
    page.ui.show_notices()
    await who.take("graft-cancelled")


async def _lower(who: Photographer, page: GraftPage, name: str) -> None:
    """What lies below the slots."""
    bar = page.ui.area.verticalScrollBar()

    async def down() -> None:
        bar.setValue(bar.maximum())
        await who.quiet()

    await who.take(name, down)
    page.ui.show_notices()
