"""The pictures of the Haystack page: setup, running, verdict, compare, and one of every other view."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from graftwork.haystack.form import Details, Hay, HaystackForm, Manner
from graftwork.pages.haystack import HaystackPage
from graftwork.pages.haystack_run import KINDS
from graftwork_resources import sample_folder

if TYPE_CHECKING:
    from screenshots import Photographer


async def photograph_haystack(who: Photographer, work: Path) -> None:
    """Go through the page's views."""
    who.window.show_page("haystack")
    page = who.window.page("haystack")
    assert isinstance(page, HaystackPage)
    ui, sample, merged = page.ui, sample_folder(), work / "skill-long"
    shutil.rmtree(work / "results", ignore_errors=True)
    form = HaystackForm(
        model=merged,
        target=sample / "skill",
        donor=sample / "long",
        length=2048,
        language="zh",
        hay=Hay.TASK,
        task=sample / "haystack.zh.yaml",
        prompts=sample / "prompts.jsonl",
        manner=Manner.CLASSIC,
        details=Details(based_on=Manner.CLASSIC),
        out=work / "results" / "check",
    )
    page.fill(form)
    await who.until(lambda: ui.bar.run.isEnabled())
    await who.take("setup")
    page.fill(HaystackForm(model=work / "theta-left-behind", donor=sample / "long", length=2048))
    await who.until(lambda: ui.bar.run.isEnabled() and ui.audit.isVisibleTo(page))
    ui.audit.more.setChecked(True)
    await who.take("audit")
    ui.audit.more.setChecked(False)
    await _running(who, page, form)
    page.show_result(work / "check")
    await who.until(lambda: page.results.loaded is not None and ui.compare.sentence.text())
    ui.show_tab(ui.map)
    await who.take("verdict")
    await _others(who, page)
    await _reply(who, page)
    page.show_result(work / "target-check")
    await who.until(lambda: ui.verdict.state == "red")
    ui.show_tab(ui.map)
    await who.take("red")
    await _one_cell(who, page)
    await _sweep(who, page, work)


async def _running(who: Photographer, page: HaystackPage, form: HaystackForm) -> None:
    """A check in the middle: pictures are taken while the worker works."""
    ui = page.ui
    page.fill(form)
    await who.until(lambda: ui.bar.run.isEnabled())
    page.run()
    await who.until(lambda: ui.bar.is_busy)
    await who.until(lambda: len(page.job.live.results("model")) > 60 or not ui.bar.is_busy)
    with who.held():
        await who.take("running")
    who.application.services.runner.cancel(KINDS)
    await who.until(lambda: not ui.bar.is_busy and page.results.loaded is not None)


async def _others(who: Photographer, page: HaystackPage) -> None:
    ui = page.ui
    for name, tab in (
        ("compare", ui.compare),
        ("curves", ui.curves),
        ("depth", ui.depths),
        ("failures", ui.failures),
        ("log", ui.log),
    ):
        ui.show_tab(tab)
        await who.take(name)


async def _reply(who: Photographer, page: HaystackPage) -> None:
    """What the model says to a few words of its own."""
    tab = page.ui.prompt
    page.ui.show_tab(tab)
    tab.prompt.setPlainText(" river")
    tab.with_template.setChecked(False)
    tab.most.setValue(8)
    await who.until(tab.send.isEnabled)
    tab.ask()
    await who.until(lambda: tab.stop.isHidden() and tab.note.text())
    await who.take("prompt")


async def _one_cell(who: Photographer, page: HaystackPage) -> None:
    """The text behind a cell that was missed."""
    ui = page.ui
    view = ui.map.view
    view.setFocus()
    index = view.matrix.index(view.matrix.rowCount() // 2, view.matrix.columnCount() - 1)
    view.setCurrentIndex(index)
    view.chosen.emit(index)
    await who.until(lambda: "…" in ui.map.text.text.toPlainText() and len(ui.map.text.text.toPlainText()) > 80)
    await who.take("cell")
    ui.map.text.hide()


async def _sweep(who: Photographer, page: HaystackPage, work: Path) -> None:
    ui = page.ui
    page.trying.offer(sample_folder() / "skill", work / "skill-long" / "adapter")
    page.show_result(work / "sweep")
    await who.until(lambda: ui.sweep.verdict.text() and ui.sweep.start.isEnabled())
    await who.take("sweep")
