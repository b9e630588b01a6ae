"""How the Haystack page is laid out: header, audit, setup, results in tabs, the verdict, and the bar at the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from graftwork.pages.haystack_compare import CompareTab
from graftwork.pages.haystack_curves import Curves
from graftwork.pages.haystack_failures import FailuresTab
from graftwork.pages.haystack_map import MapTab
from graftwork.pages.haystack_prompt import PromptTab
from graftwork.pages.haystack_setup import SetupPanel
from graftwork.pages.haystack_sweep import SweepTab
from graftwork.widgets.audit_banner import AuditBanner
from graftwork.widgets.controls import Button
from graftwork.widgets.labels import card, label
from graftwork.widgets.notices import ErrorPanel
from graftwork.widgets.reading_order import tab_in_reading_order
from graftwork.widgets.run_bar import RunBar
from graftwork.widgets.verdict_card import VerdictCard

_BESIDE: Final = 780
"""Width that the results need for the verdict beside them."""
_THREE_MAPS: Final = 1000
"""Width that three maps side by side need besides the verdict."""
_VERDICT: Final = 260
_LOG_LINES: Final = 2000

Recents = Callable[[str], Sequence[Path]]


class HaystackLayout(QWidget):
    """The page's widgets in their places; it knows how they look and nothing of what they mean."""

    def __init__(self, recents: Recents) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._makes_room = False
        self._make_widgets(recents)
        column = QVBoxLayout()
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addLayout(self._header())
        column.addWidget(self.error)
        column.addLayout(self.offers)
        column.addWidget(self._said)
        column.addWidget(self.audit)
        column.addLayout(self._body(), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(column, 1)
        outer.addWidget(self.bar)
        self.order_tabs()

    def order_tabs(self) -> None:
        """Let the Tab key go through the page as people read it; called again when controls were added."""
        tab_in_reading_order(self)

    def hide_notices(self) -> None:
        """Put away what was said; nothing that runs is touched."""
        self.error.hide()
        self._said.hide()

    def say(self, text: str) -> None:
        """Say what was just done, in one line above the results."""
        self._said.setText(text)
        self._said.show()

    def show_tab(self, tab: QWidget) -> None:
        """Bring one of the tabs to the front."""
        self.tabs.setCurrentWidget(tab)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the verdict beside the tabs where there is room, else above them."""
        super().resizeEvent(event)
        self._fold_where_narrow(event.size().width())
        self._arrange(event.size().width())
        self._on_tab()

    def show_setup(self) -> None:
        """Unfold the setup: there is something to be chosen."""
        self._makes_room = False
        self.fold.setChecked(True)

    def make_room(self) -> None:
        """Keep the setup folded away while the results would have little room beside it, until the user unfolds it."""
        self._makes_room = True
        self._fold_where_narrow(self.width())

    def _fold_where_narrow(self, width: int) -> None:
        if self._makes_room:
            self.fold.setChecked(width - self.setup.width() >= _BESIDE)

    def _on_fold_clicked(self) -> None:
        self._makes_room = False

    def _on_folded(self, shown: bool) -> None:
        self.setup.setVisible(shown)
        self._arrange(self.width())

    def _on_tab(self) -> None:
        """Sweeps and prompts have nothing to do with the verdict; in a small window three maps need its room."""
        aside = (self.sweep, self.prompt, *((self.compare,) if self.width() < _THREE_MAPS else ()))
        self.verdict.set_aside(self.tabs.currentWidget() in aside)

    def _arrange(self, width: int) -> None:
        beside = width - (self.setup.width() if self.fold.isChecked() else 0) >= _BESIDE
        direction = QBoxLayout.Direction.RightToLeft if beside else QBoxLayout.Direction.TopToBottom
        if self._results.direction() != direction:
            self._results.setDirection(direction)
        self.verdict.lie_flat(not beside)
        self.verdict.setMinimumWidth(_VERDICT if beside else 0)
        self.verdict.setMaximumWidth(_VERDICT if beside else 16777215)

    def _make_widgets(self, recents: Recents) -> None:
        self.setup = SetupPanel(recents)
        self.error, self.audit, self.verdict = ErrorPanel(), AuditBanner(), VerdictCard()
        self.map = MapTab()
        self.curves = Curves(
            self.tr("Curves"), [("length", self.tr("By length")), ("distance", self.tr("By distance"))]
        )
        self.depths = Curves(self.tr("Found facts by depth"), [("depth", self.tr("By depth"))])
        self.compare, self.sweep, self.failures = CompareTab(), SweepTab(recents), FailuresTab()
        self.prompt = PromptTab()
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(_LOG_LINES)
        self.log.setTabChangesFocus(True)
        self.log.setAccessibleName(self.tr("Log of the check"))
        self.log.setPlaceholderText(self.tr("What a check does is written here."))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName(self.tr("Views of the results"))
        self.tabs.setUsesScrollButtons(True)
        self.tabs.tabBar().setDrawBase(False)
        for tab, name in (
            (self.map, self.tr("Map")),
            (self.curves, self.tr("Curves")),
            (self.depths, self.tr("Depth")),
            (self.compare, self.tr("Compare")),
            (self.sweep, self.tr("Sweep")),
            (self.failures, self.tr("Failures")),
            (self.prompt, self.tr("Prompt")),
            (self.log, self.tr("Log")),
        ):
            self.tabs.addTab(tab, name)
        self.tabs.currentChanged.connect(self._on_tab)
        self.export = Button(self.tr("Export"), "drop")
        self.export_menu = QMenu(self.export)
        for key, name in (("html", "HTML…"), ("png", "PNG…"), ("svg", "SVG…"), ("csv", "CSV…")):
            self.export_menu.addAction(name).setData(key)
        self.export.setMenu(self.export_menu)
        self.export.setEnabled(False)
        self.server = Button(self.tr("Server command"), "copy")
        self.server_menu = QMenu(self.server)
        for key, name in (("vllm", "vLLM"), ("llamacpp", "llama.cpp")):
            self.server_menu.addAction(name).setData(key)
        self.server.setMenu(self.server_menu)
        self.server.setToolTip(self.tr("Copy the command that starts a server for this model and length."))
        self.bar = RunBar(self.tr("a folder for the results"), (self.export, self.server))
        self.bar.run.setText(self.tr("Start"))
        self._said = label("", "muted", wrap=True)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said.hide()
        self.offers = QVBoxLayout()
        self.offers.setSpacing(8)

    def _header(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(self.tr("Check long context"), "title"))
        words.addWidget(label(self.tr("Does the model find a fact anywhere in a long text?"), "muted", wrap=True))
        self.open_result = Button(self.tr("Open a result…"), "folder")
        self.fold = Button(self.tr("Setup"), "settings", "toggle")
        self.fold.setCheckable(True)
        self.fold.setChecked(True)
        self.fold.setToolTip(self.tr("Show or hide the setup (Ctrl+B)"))
        self.fold.toggled.connect(self._on_folded)
        self.fold.clicked.connect(self._on_fold_clicked)
        header = QHBoxLayout()
        header.setSpacing(8)
        header.addLayout(words, 1)
        header.addWidget(self.open_result, alignment=Qt.AlignmentFlag.AlignBottom)
        header.addWidget(self.fold, alignment=Qt.AlignmentFlag.AlignBottom)
        return header

    def _body(self) -> QHBoxLayout:
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(12, 6, 12, 8)
        inner.addWidget(self.tabs)
        self._results = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._results.setSpacing(10)
        self._results.addWidget(self.verdict)
        self._results.addWidget(frame, 1)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.setup)
        body.addLayout(self._results, 1)
        return body
