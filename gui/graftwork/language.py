"""The window's language: which one, and the translations that are loaded for it.

The source texts are English, so English needs no file. A translation is a `.ts` file in the resources, compiled to
`.qm` by `make install`; Qt's own words (standard buttons, file dialogs) come from the catalogue that Qt ships.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator


class LanguageChoice(StrEnum):
    """What the user may ask for."""

    SYSTEM = "system"
    ENGLISH = "en"
    CHINESE = "zh_CN"


_PREFIX: Final = "graftwork_"


def translations_folder() -> Path:
    """Where the translations lie, as `.ts` and compiled as `.qm`."""
    from graftwork_resources import resource_folder

    return resource_folder() / "i18n"


def resolve(choice: LanguageChoice, system: QLocale | None = None) -> LanguageChoice:
    """The language that a choice comes to: never SYSTEM.

    Args:
        choice: What the user asked for.
        system: The system's locale; asked for when it is not given.
    """
    if choice is not LanguageChoice.SYSTEM:
        return choice
    locale = system or QLocale.system()
    simplified = locale.script() is QLocale.Script.SimplifiedHanScript
    return LanguageChoice.CHINESE if simplified else LanguageChoice.ENGLISH


class Language:
    """The loaded language. Chosen once, before the first widget: texts are made when widgets are."""

    def __init__(self, app: QCoreApplication, choice: LanguageChoice, folder: Path | None = None) -> None:
        """Load what `choice` needs; without its file the window stays English."""
        self.choice = choice
        self._app = app
        self._folder = folder
        self._loaded: list[QTranslator] = []
        wanted = resolve(choice)
        self.current = wanted if self._load(wanted) else LanguageChoice.ENGLISH
        QLocale.setDefault(QLocale(self.current.value))

    def unload(self) -> None:
        """Take the translations out again: texts made from now on are English."""
        for translator in self._loaded:
            self._app.removeTranslator(translator)
        self._loaded.clear()
        self.current = LanguageChoice.ENGLISH
        QLocale.setDefault(QLocale(self.current.value))

    def _load(self, language: LanguageChoice) -> bool:
        if language is LanguageChoice.ENGLISH:
            return True
        own = QTranslator()
        if not own.load(_PREFIX + language.value, str(self._folder or translations_folder())):
            return False
        qts = QTranslator()
        qts.load(f"qtbase_{language.value}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        # The one installed last is asked first.
        for translator in (qts, own):
            self._app.installTranslator(translator)
            self._loaded.append(translator)
        return True
