"""What came out, shown in the tabs: maps, curves, comparison, failures, texts; and written to files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from graftwork.aio import Newest
from graftwork.details import failure_of
from graftwork.haystack.answers import all_asked
from graftwork.haystack.engine import HaystackEngine
from graftwork.haystack.needle_map import NeedleMap
from graftwork.haystack.reading import Loaded
from graftwork.haystack.verdict_words import finished_words
from graftwork.pages.haystack_curves import Lines, lines_of
from graftwork.pages.haystack_layout import HaystackLayout
from graftwork.scale import Scale
from graftwork.services import Services
from graftwork.widgets.needle_text import NeedleText
from graftwork.wording import joined

_KINDS = {
    "html": "HTML (*.html)",
    "png": "PNG (*.png)",
    "svg": "SVG (*.svg)",
    "csv": "CSV (*.csv)",
}


class HaystackResults(QObject):
    """Shows one finished check at a time."""

    def __init__(self, ui: HaystackLayout, services: Services, engine: HaystackEngine) -> None:
        super().__init__(ui)
        self._ui, self._services, self._engine = ui, services, engine
        self.loaded: Loaded | None = None
        self._reading, self._sweeping, self._pairing, self._texts = (Newest(services.tasks) for _ in range(4))
        ui.map.cell_chosen.connect(self._on_cell)
        ui.map.palette_chosen.connect(self._on_palette)
        ui.compare.pair_chosen.connect(self._on_pair)
        for text in (ui.map.text, ui.failures.text):
            text.wanted.connect(partial(self._on_text_wanted, text))
        ui.export_menu.triggered.connect(self._on_export)
        self._choose_palette(services.settings.palette)

    def clear(self) -> None:
        """Show nothing: a new check begins."""
        self.loaded = None
        self._reading.cancel()
        self._ui.export.setEnabled(False)
        self._ui.map.text.hide()
        self._ui.map.show_map(NeedleMap())
        self._ui.failures.show_results((), finished=False)
        self._ui.compare.show_rows(())
        for curves in (self._ui.curves, self._ui.depths):
            curves.show_lines({})
        self._ui.verdict.clear()

    def open(self, folder: Path) -> None:
        """Read a check's folder and show it."""
        self._reading.start(self._open(folder), f"result {folder.name}")

    def open_sweep(self, folder: Path) -> None:
        """Read a sweep's folder and show it."""
        self._sweeping.start(self._open_sweep(folder), f"sweep {folder.name}")

    async def _open_sweep(self, folder: Path) -> None:
        try:
            sweep = await self._engine.load_sweep(folder)
        except Exception as error:  # noqa: BLE001 - what cannot be read must be said, whatever it was
            self._ui.error.show_failure(failure_of(error))
            return
        self._ui.sweep.show_sweep(sweep)
        self._ui.show_tab(self._ui.sweep)

    def show_loaded(self, loaded: Loaded, lines: Lines) -> None:
        """Show a check, with the lines of its curves."""
        ui = self._ui
        self.loaded = loaded
        ui.make_room()
        ui.map.text.hide()
        ui.map.show_map(loaded.map)
        ui.verdict.show_words(finished_words(loaded.main.run.summary))
        ui.curves.show_lines(lines)
        ui.depths.show_lines(lines)
        ui.failures.show_results(loaded.main.run.results)
        ui.compare.show_rows(loaded.rows)
        ui.export.setEnabled(True)

    async def _open(self, folder: Path) -> None:
        try:
            loaded = await self._engine.load(folder)
            lines = await self._engine.work(lambda: lines_of([(row.short_name, row.mapped) for row in loaded.rows]))
        except Exception as error:  # noqa: BLE001 - what cannot be read must be said, whatever it was
            self._ui.error.show_failure(failure_of(error))
            return
        self.show_loaded(loaded, lines)

    def _on_cell(self, ids: Sequence[str]) -> None:
        if self.loaded is None:
            return
        wanted = set(ids)
        self._ui.map.text.show_questions(all_asked(one for one in self.loaded.main.run.results if one.id in wanted))

    def _on_text_wanted(self, text: NeedleText, question: str) -> None:
        if self.loaded is not None:
            self._texts.start(self._read_text(text, self.loaded, question), "text")

    async def _read_text(self, text: NeedleText, loaded: Loaded, question: str) -> None:
        try:
            passages, note = await self._engine.passages(loaded.main, question)
        except Exception as error:  # noqa: BLE001 - the answer stands; its text is missing, and that is said
            failure = failure_of(error)
            passages, note = (), joined(failure.message, failure.hint)
        text.show_passages(question, passages, note)

    def _on_pair(self, first: str, second: str) -> None:
        if self.loaded is not None:
            self._pairing.start(self._pair(self.loaded, first, second), "comparison")

    async def _pair(self, loaded: Loaded, first: str, second: str) -> None:
        rows = {row.key: row for row in loaded.rows}
        maps, comparison, problem = await self._engine.compare(rows[first], rows[second])
        self._ui.compare.show_pair(maps, comparison, problem)

    def _on_palette(self, palette: Scale) -> None:
        self._services.settings.palette = palette
        self._choose_palette(palette)

    def _choose_palette(self, palette: Scale) -> None:
        self._ui.map.choose_palette(palette)
        self._ui.compare.choose_palette(palette)
        self._ui.sweep.choose_palette(palette)

    def _on_export(self, action: QAction) -> None:
        if self.loaded is None:
            return
        kind = str(action.data())
        dialog = QFileDialog(self._ui.window(), self.tr("Export the results"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_KINDS[kind])
        dialog.setDefaultSuffix(kind)
        dialog.selectFile(str(self.loaded.folder / f"{self.loaded.folder.name}.{kind}"))
        dialog.fileSelected.connect(partial(self.export, kind))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def export(self, kind: str, file: str) -> None:
        """Write the results into a file."""
        if self.loaded is not None and file:
            self._services.tasks.spawn(self._export(self.loaded, kind, Path(file)), "export")

    async def _export(self, loaded: Loaded, kind: str, file: Path) -> None:
        try:
            written = await self._engine.export(loaded, kind, file, self._services.settings.palette.value)
        except Exception as error:  # noqa: BLE001 - what could not be written must be said, whatever it was
            self._ui.error.show_failure(failure_of(error))
            return
        self._ui.say(self.tr("Written: {file}").format(file=written))
