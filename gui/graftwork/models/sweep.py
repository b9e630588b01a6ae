"""A sweep as a grid: a row for each rank and group of modules, a column for each weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from graftwork.models.fit import NO_INDEX, Index
from graftwork.models.matrix import Key, Look, Mark, MatrixModel
from graftwork.scale import Scale

if TYPE_CHECKING:
    from graftwork_core.haystack.results.compromise import Sweep, SweepPoint


class SweepModel(MatrixModel):
    """Cells of a `Sweep`: colour by the worst column's rate, a sign for what may be taken."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._weights: tuple[float, ...] = ()
        self._rows: tuple[tuple[str, int], ...] = ()
        self._points: dict[tuple[str, int, float], SweepPoint] = {}
        self._best: SweepPoint | None = None
        self._palette = Scale.VERDICT

    @property
    def scale(self) -> Scale:
        """Red to green, unless another scale was chosen."""
        return self._palette

    def show(self, sweep: Sweep | None) -> None:
        """Show this one; None empties the grid."""
        self.beginResetModel()
        points = sweep.points if sweep is not None else ()
        self._best = sweep.best if sweep is not None else None
        self._points = {(one.setting.modules, one.setting.rank, one.setting.weight): one for one in points}
        self._weights = tuple(sorted({one.setting.weight for one in points}))
        groups = list(dict.fromkeys(one.setting.modules for one in points))
        pairs = {(one.setting.modules, one.setting.rank) for one in points}
        self._rows = tuple(sorted(pairs, key=lambda pair: (groups.index(pair[0]), pair[1])))
        self.endResetModel()

    def show_palette(self, palette: Scale) -> None:
        """Show rates in other colours."""
        self.beginResetModel()
        self._palette = palette
        self.endResetModel()

    def point(self, index: Index) -> SweepPoint | None:
        """The setting under the index."""
        if not index.isValid():
            return None
        return self._points.get((*self._rows[index.row()], self._weights[index.column()]))

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many ranks and groups of modules there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many weights there are."""
        return 0 if parent.isValid() else len(self._weights)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The weight, or the modules and the rank."""
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            if role != Qt.ItemDataRole.DisplayRole or section >= len(self._rows):
                return None
            modules, rank = self._rows[section]
            return f"{modules_name(modules)} · {rank}\u2002"
        in_range = role == Qt.ItemDataRole.DisplayRole and section < len(self._weights)
        return f"{self._weights[section]:g}" if in_range else None

    def look(self, index: Index) -> Look:
        """The worst column's rate, and whether the setting may be taken."""
        point = self.point(index)
        if point is None or point.worst is None:
            return Look()
        tally = point.worst.tally
        rate = tally.hits / tally.n
        return Look(rate, f"{rate:.2f}", self._mark(point))

    def sentence(self, index: Index) -> str:
        """Everything about a setting in words."""
        point = self.point(index)
        return "" if point is None else point_words(point)

    def key(self) -> Key:
        """What the colours and signs mean."""
        swatches = (
            (Look(1.0, mark=Mark.BEST), self.tr("best compromise")),
            (Look(1.0, mark=Mark.GREEN), self.tr("sound, skill kept")),
            (Look(1.0, mark=Mark.AMBER), self.tr("skill lost")),
            (Look(0.2, mark=Mark.RED), self.tr("not sound")),
        )
        return Key("0", "1", swatches)

    def _mark(self, point: SweepPoint) -> Mark:
        if self._best is not None and point.setting == self._best.setting:
            return Mark.BEST
        if point.qualifies:
            return Mark.GREEN
        return Mark.AMBER if point.is_sound else Mark.RED


def modules_name(modules: str) -> str:
    """What the window calls a group of modules."""
    from PySide6.QtCore import QCoreApplication

    names = {
        "all": QCoreApplication.translate("sweep", "all modules"),
        "attention": QCoreApplication.translate("sweep", "attention"),
        "mlp": QCoreApplication.translate("sweep", "feed-forward"),
    }
    return names.get(modules, modules)


def language_name(key: str) -> str:
    """What the window calls a language of texts and questions."""
    from PySide6.QtCore import QCoreApplication

    names = {"en": QCoreApplication.translate("sweep", "English"), "zh": QCoreApplication.translate("sweep", "Chinese")}
    return names.get(key, key)


def point_words(point: SweepPoint) -> str:
    """A setting and what it came to."""
    from PySide6.QtCore import QCoreApplication

    from graftwork_core.units import format_length

    translate = QCoreApplication.translate
    setting = point.setting
    parts = [
        translate("sweep", "{modules}, rank {rank}, weight {weight}").format(
            modules=modules_name(setting.modules), rank=setting.rank, weight=f"{setting.weight:g}"
        )
    ]
    if point.failure:
        return " · ".join((*parts, translate("sweep", "left out: {why}").format(why=point.failure)))
    if point.worst is not None:
        worst = point.worst
        parts.append(
            translate("sweep", "worst: {hits} of {n} ({language}, {length} tokens)").format(
                hits=worst.tally.hits,
                n=worst.tally.n,
                language=language_name(worst.language),
                length=f"{worst.length:,}",
            )
        )
    reach = point.reach
    none = translate("sweep", "sound at no length")
    sound = translate("sweep", "sound to {length}")
    parts.append(none if reach is None else sound.format(length=format_length(reach)))
    if point.skill is not None:
        kept = translate("sweep", "skill {hits} of {n}, untouched {before}")
        parts.append(kept.format(hits=point.skill.hits, n=point.skill.n, before=point.skill.before))
    return " · ".join(parts)
