"""The right side of the Models page: one model or adapter, what is in it and what can be done with it.

It is opened in a thread; what the library knows already is shown at once. A scan that finds the same again changes
nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QTabWidget, QVBoxLayout, QWidget

from graftwork import paths
from graftwork.aio import Newest
from graftwork.details import Failure, failure_of
from graftwork.engine_words import engine_words
from graftwork.models.library import ICONS, kind_name
from graftwork.opened import Opened, little_facts, open_entry, spectra
from graftwork.pages.model_fits import FitsTab
from graftwork.pages.model_modules import ModulesTab
from graftwork.pages.model_overview import OverviewTab
from graftwork.pages.model_spectrum import SpectrumTab
from graftwork.pages.model_tensors import TensorsTab
from graftwork.services import Services
from graftwork.streaming import stream
from graftwork.widgets.action_button import ActionButton
from graftwork.widgets.flow import FlowLayout
from graftwork.widgets.labels import ElidedLabel, IconLabel, label
from graftwork.widgets.notices import ErrorPanel
from graftwork.wording import joined

if TYPE_CHECKING:
    from graftwork_core.adapter.files import Adapter
    from graftwork_core.adapter.spectrum import ModuleSpectrum
    from graftwork_core.library.entry import Entry


@dataclass(frozen=True, slots=True)
class EntryActions:
    """What can be done with the entry.

    Attributes:
        uses: Put it into a slot of the Graft page; with the slots' short names.
        compare: Compare it with another one.
        check: Check how long a text it reads.
        publish: Publish it on the Hub.
        open_folder: Show it in the system's file manager.
        copy_path: Put its path into the clipboard.
    """

    uses: Sequence[tuple[QAction, str]]
    compare: QAction
    check: QAction
    publish: QAction
    open_folder: QAction
    copy_path: QAction

    def all(self) -> tuple[QAction, ...]:
        """All of them, in the order of their buttons."""
        ways = (self.compare, self.check, self.publish, self.open_folder, self.copy_path)
        return (*(one for one, _ in self.uses), *ways)


class ModelDetails(QFrame):
    """One entry of the library.

    Signals:
        opened: The `Opened`, when it has been opened.
        wanted: The path of another entry that the user wants to see.
    """

    opened = Signal(object)
    wanted = Signal(object)

    def __init__(self, services: Services, actions: EntryActions) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._services = services
        self._opening, self._reading = Newest(services.tasks), Newest(services.tasks)
        self.entry: Entry | None = None
        self._opened: Opened | None = None
        self._spectra: list[ModuleSpectrum] = []
        self._is_read = False
        self._make_widgets(actions)
        self._lay_out()
        self.tabs.currentChanged.connect(self._on_tab)
        self.fits.wanted.connect(self.wanted)

    def show_entry(self, entry: Entry | None) -> None:
        """Show another entry, or the same one when it has changed; None shows that nothing is chosen."""
        if entry is not None and entry == self.entry:
            return
        is_other = entry is None or self.entry is None or entry.path != self.entry.path
        self.entry = entry
        self._put_away()
        self._pages.setCurrentIndex(0 if entry is None else 1)
        if entry is None:
            return
        if is_other:
            self.tabs.setCurrentWidget(self.overview)
        self._show_head(entry)
        self._offer_tabs(entry)
        self._begin(entry)

    def show_gone(self) -> None:
        """Say that what is shown is not there any more."""
        if self.entry is not None:
            self._put_away()
            message = self.tr("{name} is not there any more.").format(name=self.entry.name)
            hint = self.tr("It was moved or deleted, or its disk is away. A scan that finds it brings it back.")
            self.problem.show_failure(Failure(message, hint))

    def _begin(self, entry: Entry) -> None:
        from graftwork_core.library.entry import Kind

        if entry.kind is Kind.BROKEN:
            self.problem.show_failure(Failure(engine_words(entry.problem), engine_words(entry.advice), str(entry.path)))
            return
        self.problem.hide()
        self.overview.show_little(little_facts(entry), self.tr("Reading…"))
        self._opening.start(self._open(entry), f"open {entry.name}")

    async def _open(self, entry: Entry) -> None:
        try:
            opened = await self._services.engine.ask(lambda: open_entry(entry))
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it by now, it has to be said
            failure = failure_of(error)
            self.overview.show_little(little_facts(entry), "")
            self.problem.show_failure(replace(failure, details=failure.details or str(entry.path)))
            return
        self._opened = opened
        self.overview.show_opened(opened)
        self.tensors.show_tensors(opened.tensors)
        self.modules.show_preview(opened.preview)
        self._on_tab()
        self.opened.emit(opened)

    def _put_away(self) -> None:
        """End what is being read, and show nothing of the last one."""
        self._opening.cancel()
        self._reading.cancel()
        self._opened, self._spectra, self._is_read = None, [], False
        self.tensors.show_tensors(())
        self.modules.show_preview(None)
        self.spectrum.clear()
        self.fits.clear()
        self._say_reading("")

    def _on_tab(self) -> None:
        """Read what a tab shows only when somebody looks at it."""
        adapter = self._opened.adapter if self._opened is not None else None
        tab = self.tabs.currentWidget()
        if adapter is None:
            return
        if tab in (self.modules, self.spectrum) and not self._is_read:
            self._is_read = True
            self._say_reading(self.tr("Reading the adapter's factors…"))
            self._reading.start(self._read_spectra(adapter), "adapter spectra")
        elif tab is self.fits and not self.fits.was_asked:
            self.fits.check(adapter, self._candidates())

    async def _read_spectra(self, adapter: Adapter) -> None:
        try:
            await stream(lambda is_cancelled: spectra(adapter, is_cancelled), self._take_spectra)
        except Exception as error:  # noqa: BLE001 - what cannot be read must be said, whatever it was
            failure = failure_of(error)
            self._say_reading(joined(failure.message, failure.hint))
            return
        missing = len(adapter.modules) - len(self._spectra)
        text = self.tr("{count} modules are no plain pairs of factors, which alone tell singular values.")
        self._say_reading(text.format(count=missing) if missing else "")

    def _take_spectra(self, found: Sequence[ModuleSpectrum]) -> None:
        self._spectra.extend(found)
        self.spectrum.add(found)
        self.modules.show_norms({one.path: one.norm for one in self._spectra})

    def _say_reading(self, state: str) -> None:
        self.modules.say(state)
        self.spectrum.say(state)

    def _candidates(self) -> tuple[Entry, ...]:
        """The library's models, those that the adapter names first."""
        from graftwork_core.library.entry import Kind
        from graftwork_core.library.suggest import suggest_bases

        assert self.entry is not None
        entries = self._services.library.entries
        named = {one.entry.path: one.entry for one in suggest_bases(entries, self.entry)}
        rest = (one for one in entries if one.kind in (Kind.MODEL, Kind.QUANTIZED) and one.path not in named)
        return (*named.values(), *rest)

    def _show_head(self, entry: Entry) -> None:
        icon, meaning = ICONS[entry.kind.value]
        self._icon.show_icon(icon, meaning)
        self._name.setText(entry.name)
        self._kind.setText(kind_name(entry))
        self._path.setText(paths.shown(entry.path))
        self._uses_row.setVisible(any(not use.isHidden() for use in self.uses))
        self.setAccessibleName(f"{entry.name}, {kind_name(entry)}")

    def _offer_tabs(self, entry: Entry) -> None:
        from graftwork_core.library.entry import Kind

        is_adapter = entry.kind is Kind.ADAPTER
        self.tabs.setVisible(entry.kind is not Kind.BROKEN)
        for tab in (self.modules, self.spectrum, self.fits):
            self.tabs.setTabVisible(self.tabs.indexOf(tab), is_adapter)

    def _make_widgets(self, actions: EntryActions) -> None:
        tasks = self._services.tasks
        self._icon = IconLabel("model", "accent", 22)
        self._name, self._kind = ElidedLabel(role="name"), label("", "muted")
        self._path = ElidedLabel(role="small")
        self.problem = ErrorPanel()
        self.problem.dismiss.hide()
        self._use = label(self.tr("Use as"), "muted")
        self.uses = [ActionButton(action, short=short) for action, short in actions.uses]
        self.compare, self.check = ActionButton(actions.compare, "compare"), ActionButton(actions.check, "haystack")
        self.publish = ActionButton(actions.publish, "upload")
        self.open_folder = ActionButton(actions.open_folder, "folder", "icon", "muted", short="")
        self.copy_path = ActionButton(actions.copy_path, "copy", "icon", "muted", short="")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName(self.tr("Views of the model"))
        self.overview, self.tensors = OverviewTab(), TensorsTab(tasks)
        self.modules, self.spectrum, self.fits = ModulesTab(), SpectrumTab(), FitsTab(tasks)
        for tab, name in (
            (self.overview, self.tr("Overview")),
            (self.tensors, self.tr("Tensors")),
            (self.modules, self.tr("Modules")),
            (self.spectrum, self.tr("Spectrum")),
            (self.fits, self.tr("Fits")),
        ):
            self.tabs.addTab(tab, name)

    def _lay_out(self) -> None:
        nothing = QWidget()
        hint = label(self.tr("Choose a model or an adapter to see what is in it."), "muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(nothing).addWidget(hint)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._name, 1)
        head.addWidget(self._kind)
        place = QHBoxLayout()
        place.setSpacing(2)
        place.addWidget(self._path, 1)
        place.addWidget(self.open_folder)
        place.addWidget(self.copy_path)
        uses = QWidget()
        row = QHBoxLayout(uses)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._use)
        for button in self.uses:
            row.addWidget(button)
        flow = FlowLayout(8)
        flow.addWidget(uses)
        flow.addWidget(self.compare)
        flow.addWidget(self.check)
        flow.addWidget(self.publish)
        self._uses_row = uses
        something = QWidget()
        column = QVBoxLayout(something)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(place)
        column.addWidget(self.problem)
        column.addLayout(flow)
        column.addWidget(self.tabs, 1)
        column.addStretch()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(nothing)
        self._pages.addWidget(something)
