"""Whether two models belong together, or an adapter and a model: held against each other by headers, here or there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graftwork_core.hub.network import IsCancelled
    from graftwork_core.hub.places import Places
    from graftwork_core.model.report import FitReport

Compare = Callable[["IsCancelled"], "Compared"]


@dataclass(frozen=True, slots=True)
class Compared:
    """What came out.

    Attributes:
        report: The report.
        notes: What to know of where the models were read: from the cache, not checked, renamed …
    """

    report: FitReport
    notes: tuple[str, ...]


def models(base: Path, donor: Path) -> Compare:
    """Compares a base and a fine-tune of it; each a folder or `hf:owner/name`.

    Raises:
        GraftworkError: When one of them cannot be read.
    """
    return partial(_models, base, donor)


def adapter_and_target(adapter: Path, target: Path) -> Compare:
    """Compares an adapter with a model that is to receive it.

    Raises:
        GraftworkError: When one of them cannot be read.
    """
    return partial(_adapter, adapter, target)


def _models(base: Path, donor: Path, is_cancelled: IsCancelled) -> Compared:
    from graftwork_core.hub.places import Places
    from graftwork_core.model.fit import check_fit
    from graftwork_core.model.info import open_model

    with Places(is_cancelled) as places:
        report = check_fit(open_model(_folder(places, base)), open_model(_folder(places, donor)), None)
        return Compared(report, tuple(places.notes))


def _adapter(adapter: Path, target: Path, is_cancelled: IsCancelled) -> Compared:
    from graftwork_core.adapter.files import open_adapter
    from graftwork_core.adapter.fit import check_adapter
    from graftwork_core.hub.places import Places
    from graftwork_core.model.fit import check_target
    from graftwork_core.model.info import open_model
    from graftwork_core.model.report import FitReport

    with Places(is_cancelled) as places:
        receiver = open_model(_folder(places, target))
        fitting = check_adapter(open_adapter(_folder(places, adapter)), receiver)
        return Compared(FitReport((*check_target(receiver).rows, *fitting.rows)), tuple(places.notes))


def _folder(places: Places, path: Path) -> Path:
    from graftwork import paths

    return paths.folder_of(places.folder(path.expanduser()))
