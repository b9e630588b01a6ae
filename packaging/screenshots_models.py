"""The pictures of the Models and Compare pages, with the sample's models and an adapter made of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from graftwork.pages.compare import ComparePage
from graftwork.pages.model_details import ModelDetails
from graftwork.pages.models import ModelsPage
from graftwork.requests import CompareWish
from graftwork_resources import sample_folder

if TYPE_CHECKING:
    from screenshots import Photographer

_CARDS = {
    "base": "---\nlicense: apache-2.0\n---\n# Base\n\nA small model of the Graftwork sample, trained on short texts.\n",
    "long": "---\nbase_model: base\nlicense: apache-2.0\n---\n# Long\n\nThe base, trained further on 2,048 tokens.\n",
    "skill": "---\nbase_model: base\nlicense: apache-2.0\n---\n# Skill\n\nThe base, trained further on a skill.\n",
}


def shelf_of(work: Path) -> Path:
    """A library folder: the sample's models, the adapter of the graft, and half of a copied model."""
    shelf = work / "models"
    if not shelf.is_dir():
        for name, card in _CARDS.items():
            shutil.copytree(sample_folder() / name, shelf / name)
            (shelf / name / "README.md").write_text(card, encoding="utf-8")
        shutil.copytree(work / "skill-long" / "adapter", shelf / "long-context")
        shutil.copytree(sample_folder() / "base", shelf / "half-copied")
        os.truncate(shelf / "half-copied" / "model.safetensors", 100_000)
    return shelf


async def photograph_models(who: Photographer, work: Path) -> None:
    """Go through both pages' views."""
    services, window = who.application.services, who.window
    window.show_page("models")
    page = window.page("models")
    assert isinstance(page, ModelsPage)
    await who.until(lambda: not services.library.is_scanning)
    shelf = shelf_of(work)
    services.library.add(shelf)
    await who.until(lambda: len(services.library.entries) == 5 and not services.library.is_scanning)
    await _models(who, page, shelf)
    await _compare(who, shelf)


async def _models(who: Photographer, page: ModelsPage, shelf: Path) -> None:
    details = page.details

    async def open_(name: str) -> ModelDetails:
        page.choose(shelf / name)
        await who.until(lambda: page._chosen == shelf / name and (details._opened or not details.problem.isHidden()))
        return details

    await open_("long")
    await who.take("models")
    details.tabs.setCurrentWidget(details.tensors)
    details.tensors.table.choose_row(3)
    details.tensors.read()
    await who.until(details.tensors.stop.isHidden)
    await who.take("models-tensors")
    await open_("half-copied")
    await who.take("models-broken")
    await open_("long-context")
    for name, tab in (("modules", details.modules), ("spectrum", details.spectrum), ("fits", details.fits)):
        details.tabs.setCurrentWidget(tab)
        await who.until(lambda: not details.spectrum._state.text() and details.fits.stop.isHidden())
        await who.take(f"models-{name}")
    page.show_folders.trigger()
    await who.take("models-folders")
    page.show_folders.trigger()


async def _compare(who: Photographer, shelf: Path) -> None:
    who.window.show_page("compare")
    page = who.window.page("compare")
    assert isinstance(page, ComparePage)
    page.fill(CompareWish(None, shelf / "long"))
    await who.until(lambda: not page.ui.base_hint.isHidden())
    await who.take("compare-suggestion")
    page.fill(CompareWish(shelf / "base", None))
    await who.until(lambda: page._prepared is not None)
    await who.take("compare-ready")
    page.run()
    await who.until(lambda: page.ui.bar.is_busy)
    await who.take("compare-running")  # in time: an engine needs some seconds to start
    await who.until(lambda: page.job.is_complete and not page.ui.bar.is_busy)
    who.window.messages.clear()
    await who.take("compare-models")
    for figure in ("rank", "noise"):
        page.ui.figure._buttons[figure].click()
        await who.take(f"compare-{figure}")
