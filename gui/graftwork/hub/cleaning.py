"""What broken downloads left on the disk: told, and removed when the user wants that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from graftwork.details import failure_of
from graftwork.messages import Action, Meaning, Message, failed
from graftwork.services import Services

if TYPE_CHECKING:
    from graftwork_core.hub.leftovers import Leftover

translate = QCoreApplication.translate
KEY: Final = "leftovers"


async def offer_cleaning(services: Services) -> None:
    """Say how much there is, beside a button that removes it."""
    from graftwork_core.units import format_bytes

    try:
        found = await services.engine.ask(_find)
    except Exception as error:  # noqa: BLE001 - what keeps the disk from being looked at must be said, whatever it was
        services.messages.say(failed(KEY, failure_of(error)))
        return
    if not found:
        services.messages.say(
            Message(KEY, translate("cleaning", "No broken download has left anything."), meaning="ok")
        )
        return
    size = format_bytes(sum(one.nbytes for one in found))
    text = translate("cleaning", "Broken downloads and looks left {size} in {count} files.")
    hint = translate(
        "cleaning", "A paused download that is resumed goes on with what is there; without it, it begins anew."
    )
    remove = Action(
        translate("cleaning", "Remove it"), lambda: services.tasks.spawn(_remove(services, found), "cleaning"), "trash"
    )
    services.messages.say(Message(KEY, text.format(size=size, count=len(found)), hint, actions=(remove,), stays=True))


async def _remove(services: Services, found: tuple[Leftover, ...]) -> None:
    from graftwork_core.hub.leftovers import remove_leftovers
    from graftwork_core.units import format_bytes

    freed, complaints = await services.engine.ask(lambda: remove_leftovers(found))
    text = translate("cleaning", "{size} were freed.").format(size=format_bytes(freed))
    meaning: Meaning = "warning" if complaints else "ok"
    services.messages.say(Message(KEY, text, "\n".join(complaints[:3]), meaning))


def _find() -> tuple[Leftover, ...]:
    from graftwork_core.hub.leftovers import find_leftovers

    return find_leftovers()
