"""A scan: walk the library's folders, look at what is new or changed, tell entry by entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from graftwork_core.library.catalogue import Catalogue
from graftwork_core.library.entry import Entry, Kind
from graftwork_core.library.look import look, signature
from graftwork_core.library.walk import Place, Unreadable, walk


def scan(
    roots: Sequence[Path],
    catalogue: Catalogue,
    tell: Callable[[Entry], None],
    is_cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Find and look at everything under some folders.

    Args:
        roots: Folders, or single files. What lies under two of them is told once.
        catalogue: What earlier scans saw.
        tell: Receives each entry as it is found; a folder that cannot be read is a broken entry.
        is_cancelled: Asked before each place.
    """
    listed: set[tuple[int, int]] = set()
    told: set[Path] = set()
    whole: list[Path] = []
    for root in roots:
        unreadable = False
        for found in _places(root, listed, is_cancelled):
            if isinstance(found, Unreadable):
                unreadable = True
                tell(_unreadable(found, root))
            elif found.path not in told:
                told.add(found.path)
                tell(_known_or_new(found, root, catalogue))
        if is_cancelled():
            return
        # What hides behind a folder that could not be read today is not forgotten.
        if not unreadable:
            whole.append(root)
    for root in whole:
        catalogue.forget_all_but(root, told)


def _places(root: Path, listed: set[tuple[int, int]], is_cancelled: Callable[[], bool]) -> Iterable[Place | Unreadable]:
    return [Place(root, root.stem)] if root.is_file() else walk(root, listed, is_cancelled)


def _known_or_new(place: Place, root: Path, catalogue: Catalogue) -> Entry:
    try:
        known = catalogue.find(place.path, signature(place.path)[0])
    except OSError:
        known = None
    if known is not None:
        return replace(known, root=root)
    entry = look(place, root)
    catalogue.keep(entry)
    return entry


def _unreadable(found: Unreadable, root: Path) -> Entry:
    return Entry(
        found.path,
        root,
        Kind.BROKEN,
        found.path.name or str(found.path),
        problem=f"{found.path} cannot be read: {found.why}.",
        advice="Check that it is still there and that you may read it, then scan again.",
    )
