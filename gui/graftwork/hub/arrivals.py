"""What was downloaded is put into the library, whichever page was in front and wherever the download ran."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from graftwork.hub.downloads import KIND
from graftwork.library import hub_cache
from graftwork.running import json_object
from graftwork.services import Services

if TYPE_CHECKING:
    from graftwork_core.jobs.store import JobRecord


class Arrivals(QObject):
    """Listens to the history for downloads that ended well."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._library = services.library
        services.runner.history.ended.connect(self._on_ended)

    def _on_ended(self, record: JobRecord) -> None:
        if record.kind != KIND or record.status != "done":
            return
        folder = json_object(record.spec).get("folder")
        place = Path(folder) if isinstance(folder, str) else hub_cache()
        if any(place.is_relative_to(one) for one in self._library.folders):
            self._library.scan()
        else:
            self._library.add(place)
