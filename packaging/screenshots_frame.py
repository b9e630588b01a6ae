"""The pictures of the frame: every page as a first start shows it, the settings, and what lies over the pages."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from graftwork.pages import PAGES, SETTINGS
from graftwork.pages.hub import HubPage

if TYPE_CHECKING:
    from screenshots import Photographer


def _is_idle(page: HubPage) -> bool:
    return not page.finder.is_busy


async def photograph_frame(who: Photographer, work: Path) -> None:
    """Go through the pages before anything was done on them."""
    window, services = who.window, who.application.services
    for entry in (*PAGES, SETTINGS):
        window.show_page(entry.key)
        window.focus_page(entry.key)
        await who.until(lambda: not services.library.is_scanning)
        page = window.page(entry.key)
        if isinstance(page, HubPage):
            await who.until(partial(_is_idle, page))
        await who.take(f"{entry.key}-first")
    window.show_page("graft")

    async def open_palette() -> None:
        window.palette_of_commands.leave()
        window.show_commands()
        await who.quiet()

    window.show_commands()
    await who.take("palette", open_palette)

    async def type_(text: str) -> None:
        await open_palette()
        window.palette_of_commands.field.setText(text)
        await who.quiet()

    first = window.palette_of_commands.model.index(0, 0)
    await who.take("palette-typed", partial(type_, str(first.data())[:2]))
    await who.take("palette-nothing", partial(type_, "zzz"))
    window.palette_of_commands.leave()
    window.show_keys()
    await _dialog(who, "keys")
    await _messages(who)
    await _leaving(who)


async def _dialog(who: Photographer, name: str) -> None:
    dialog = who.window.findChild(QDialog)
    assert dialog is not None
    await who.take(name, over=dialog)
    dialog.close()
    await who.until(lambda: who.window.findChild(QDialog) is None)


async def _messages(who: Photographer) -> None:
    application = who.application
    application.services.runner.history.left_over.emit(3)
    try:
        raise RuntimeError("the gremlins are back")
    except RuntimeError as error:
        application.report(error)
    await who.take("messages")
    who.window.messages.clear()


async def _leaving(who: Photographer) -> None:
    runner = who.application.services.runner
    runner._submitting += 1  # the question is asked while a job runs here
    try:
        who.window.close()
        await _dialog(who, "leaving")
    finally:
        runner._submitting -= 1
