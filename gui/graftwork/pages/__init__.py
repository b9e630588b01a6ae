"""The pages of the window. A page is one module and one line in `PAGES`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from graftwork.services import Services


@runtime_checkable
class Focusing(Protocol):
    """A page that knows where its user begins."""

    def focus(self) -> None:
        """Put the keyboard there."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page.

    Attributes:
        key: Stable name.
        title: English name, translated where it is shown (context "pages").
        icon: Name in `icons`.
        make: Builds the page; called when the page is first shown.
    """

    key: str
    title: str
    icon: str
    make: Callable[[Services], QWidget]


def _models(services: Services) -> QWidget:
    from graftwork.pages.models import ModelsPage

    return ModelsPage(services)


def _hub(services: Services) -> QWidget:
    from graftwork.pages.hub import HubPage

    return HubPage(services)


def _compare(services: Services) -> QWidget:
    from graftwork.pages.compare import ComparePage

    return ComparePage(services)


def _graft(services: Services) -> QWidget:
    from graftwork.pages.graft import GraftPage

    return GraftPage(services)


def _haystack(services: Services) -> QWidget:
    from graftwork.pages.haystack import HaystackPage

    return HaystackPage(services)


def _jobs(services: Services) -> QWidget:
    from graftwork.pages.jobs import JobsPage

    return JobsPage(services)


def _settings(services: Services) -> QWidget:
    from graftwork.pages.settings import SettingsPage

    return SettingsPage(services)


START: Final = "graft"
"""Key of the page that the window opens with."""
PAGES: Final = (
    PageEntry("models", str(QT_TRANSLATE_NOOP("pages", "Models")), "model", _models),
    PageEntry("hub", str(QT_TRANSLATE_NOOP("pages", "Hub")), "hub", _hub),
    PageEntry("compare", str(QT_TRANSLATE_NOOP("pages", "Compare")), "compare", _compare),
    PageEntry("graft", str(QT_TRANSLATE_NOOP("pages", "Graft")), "graft", _graft),
    PageEntry("haystack", str(QT_TRANSLATE_NOOP("pages", "Haystack")), "haystack", _haystack),
    PageEntry("jobs", str(QT_TRANSLATE_NOOP("pages", "Jobs")), "jobs", _jobs),
)
SETTINGS: Final = PageEntry("settings", str(QT_TRANSLATE_NOOP("pages", "Settings")), "settings", _settings)
"""At the sidebar's foot."""
