"""An adapter opened and placed on a model that is to run with it: what does not belong there is refused."""

from __future__ import annotations

from pathlib import Path

from graftwork_core.adapter.files import Adapter, open_adapter
from graftwork_core.adapter.fit import landing_rows
from graftwork_core.adapter.landing import land
from graftwork_core.adapter.locating import Landing
from graftwork_core.errors import DoesNotFit
from graftwork_core.model.info import Model
from graftwork_core.model.report import FitReport


def fitting(folder: Path, model: Model, weight: float = 1.0) -> tuple[Adapter, Landing]:
    """Open an adapter and find the place of everything in it.

    Raises:
        BadInput: When it is broken.
        DoesNotFit: When it cannot be applied, or not to this model.
    """
    adapter = open_adapter(folder)
    landing = land(adapter, model, weight)
    for row in FitReport(landing_rows(adapter, landing, model)).blocking:
        raise DoesNotFit(f"{folder}: {row.message}", row.advice)
    return adapter, landing
