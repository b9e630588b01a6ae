"""What the window remembers between runs. Nothing else reads or writes QSettings.

After a restart an INI file gives everything back as text ("false" is a true text, a list of one is no
list), so every value goes through a type here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from graftwork.language import LanguageChoice
from graftwork.paths import is_on_hub
from graftwork.scale import Scale
from graftwork.theme import ThemeChoice

RECENT: Final = 8
MOST_PARALLEL: Final = 8
_LINE: Final = re.compile(r"\s*(?:\[[^\[\]\x00-\x1f]+\]|[;#][^\x00]*|[^=\x00-\x1f]+=[^\x00]*)\s*")


def settings_file() -> Path:
    """The file: beside the job history where GRAFTWORK_HOME says so, else where the system keeps settings."""
    if chosen := os.environ.get("GRAFTWORK_HOME"):
        return Path(chosen).expanduser().absolute() / "window.ini"
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(place) / "graftwork" / "window.ini"


class Settings:
    """Typed settings in one INI file. A damaged file is kept under another name, and the defaults are used.

    Attributes:
        file: The file.
        damaged: Where the damaged file is now; None when it was sound.
        problem: Why the file cannot be read or put aside; empty when nothing is wrong.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or settings_file()
        self.damaged: Path | None = None
        self.problem = ""
        try:
            if not _is_sound(self.file):
                self.damaged = _put_aside(self.file)
        except OSError as error:
            self.problem = f"{self.file}: {error.strerror or error}"
        self._store = QSettings(str(self.file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> ThemeChoice:
        """Light, dark, or what the system says."""
        try:
            return ThemeChoice(self._text("theme"))
        except ValueError:
            return ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._store.setValue("theme", choice.value)

    @property
    def language(self) -> LanguageChoice:
        """English, Chinese, or what the system says."""
        try:
            return LanguageChoice(self._text("language"))
        except ValueError:
            return LanguageChoice.SYSTEM

    @language.setter
    def language(self, choice: LanguageChoice) -> None:
        self._store.setValue("language", choice.value)

    @property
    def palette(self) -> Scale:
        """The colours of rates in maps."""
        return Scale.RATE if self._text("palette") == Scale.RATE.value else Scale.VERDICT

    @palette.setter
    def palette(self, palette: Scale) -> None:
        self._store.setValue("palette", palette.value)

    @property
    def geometry(self) -> QByteArray:
        """The window's place and size as Qt saved them; empty at first."""
        value = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("geometry", geometry)

    @property
    def sample_offered(self) -> bool:
        """Whether the user has turned the sample's offer away."""
        return self._text("sample_offered") == "true"

    @sample_offered.setter
    def sample_offered(self, offered: bool) -> None:
        self._store.setValue("sample_offered", "true" if offered else "false")

    @property
    def output_parent(self) -> Path | None:
        """The folder that the last result went to."""
        text = self._text("output_parent")
        return Path(text) if text else None

    @output_parent.setter
    def output_parent(self, folder: Path) -> None:
        self._store.setValue("output_parent", str(folder))

    @property
    def library_folders(self) -> tuple[Path, ...]:
        """The folders that the library looks into."""
        return tuple(Path(text) for text in self._texts("library_folders"))

    @library_folders.setter
    def library_folders(self, folders: Sequence[Path]) -> None:
        self._store.setValue("library_folders", [str(folder) for folder in folders])

    @property
    def library_has_cache(self) -> bool:
        """Whether the library looks into the Hub's cache."""
        return self._text("library_has_cache") != "false"

    @library_has_cache.setter
    def library_has_cache(self, wanted: bool) -> None:
        self._store.setValue("library_has_cache", "true" if wanted else "false")

    @property
    def parallel(self) -> int:
        """How many jobs may run at the same time."""
        text = self._text("parallel")
        return min(max(int(text), 1), MOST_PARALLEL) if text.isdecimal() else 1

    @parallel.setter
    def parallel(self, count: int) -> None:
        self._store.setValue("parallel", str(count))

    @property
    def notifies(self) -> bool:
        """Whether the desktop tells when a job ends and the window is not in front."""
        return self._text("notifies") != "false"

    @notifies.setter
    def notifies(self, wanted: bool) -> None:
        self._store.setValue("notifies", "true" if wanted else "false")

    @property
    def engine_python(self) -> Path | None:
        """Another interpreter to compute with."""
        text = self._text("engine_python")
        return Path(text) if text else None

    @engine_python.setter
    def engine_python(self, program: Path | None) -> None:
        self._store.setValue("engine_python", str(program or ""))

    @property
    def graft_presets(self) -> str:
        """The user's presets of a graft, as JSON; empty at first."""
        return self._text("graft_presets")

    @graft_presets.setter
    def graft_presets(self, presets: str) -> None:
        self._store.setValue("graft_presets", presets)

    def recents(self, kind: str) -> tuple[Path, ...]:
        """The paths used last as "model" or "adapter", the newest first, as far as they still exist.

        A repository on the Hub counts as one that does: nobody is asked.
        """
        found = map(Path, self._texts(f"recent/{kind}"))
        return tuple(path for path in found if is_on_hub(path) or path.exists())

    def remember(self, kind: str, path: Path) -> None:
        """Put a path in front of the recent ones."""
        self._save_recents(kind, [path, *(old for old in self.recents(kind) if old != path)][:RECENT])

    def sync(self) -> bool:
        """Write everything now; tells whether that worked."""
        self._store.sync()
        return self._store.status() is QSettings.Status.NoError

    def _save_recents(self, kind: str, found: Sequence[Path]) -> None:
        self._store.setValue(f"recent/{kind}", [str(path) for path in found])

    def _texts(self, key: str) -> tuple[str, ...]:
        value = self._store.value(key)
        texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return tuple(text for text in texts if isinstance(text, str) and text)

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else ""


def _is_sound(file: Path) -> bool:
    """Whether every line of an INI file is one: Qt reads what it can of any file, and would write over the rest."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return True
    except UnicodeDecodeError:
        return False
    return all(not line.strip() or _LINE.fullmatch(line) for line in lines)


def _put_aside(file: Path) -> Path:
    new, number = file.with_name(f"{file.name}.damaged"), 2
    while new.exists():
        new = file.with_name(f"{file.name}.damaged-{number}")
        number += 1
    return file.rename(new)
