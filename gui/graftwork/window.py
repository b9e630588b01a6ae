"""The main window: the pages, the list of them, and what happens when somebody closes it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from graftwork.commands import action, offered
from graftwork.drops import hub_name, sort_out
from graftwork.herald import Herald
from graftwork.hub.arrivals import Arrivals
from graftwork.hub.uploads import Uploads
from graftwork.keys import EVERYWHERE, IN_VIEWS
from graftwork.leaving import Leaving
from graftwork.notifications import Notifier
from graftwork.pages import PAGES, SETTINGS, START, Focusing, PageEntry
from graftwork.services import Services
from graftwork.theme import ThemeChoice
from graftwork.widgets.keys_dialog import KeysDialog
from graftwork.widgets.message_area import MessageArea
from graftwork.widgets.palette import CommandPalette
from graftwork.widgets.sidebar import Sidebar, SidebarEntry
from graftwork.widgets.status_bar import StatusBar


class MainWindow(QMainWindow):
    """Sidebar and pages.

    Signals:
        closed: The window is closed for good; the application may end.
    """

    closed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._pages: dict[str, QWidget] = {}
        self.current = START
        self._keys: KeysDialog | None = None
        self._shown_on_hub: QAction | None = None
        self.setAcceptDrops(True)
        self.setWindowTitle("Graftwork")
        self.setMinimumSize(880, 600)
        self.messages = MessageArea(services.messages)
        self.notifier = Notifier(services.tasks, self)
        self._leaving = Leaving(services, self)
        self._leaving.ready.connect(self.closed)
        self._herald = Herald(services, self.notifier, self)
        Arrivals(services, self)
        self.uploads = Uploads(services, self)
        self.sidebar = Sidebar(
            [_entry(page) for page in PAGES],
            _entry(SETTINGS),
        )
        self.sidebar.chosen.connect(self.show_page)
        services.requests.page.connect(self.show_page)
        services.requests.keys.connect(self.show_keys)
        self.status = StatusBar(services)
        self.status.jobs_wanted.connect(self._on_jobs_wanted)
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.messages)
        right.addWidget(self._stack, 1)
        right.addWidget(self.status)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self.setCentralWidget(content)
        self.palette_of_commands = CommandPalette(self)
        self._make_commands()
        self._restore()
        self.show_page(START)
        self.focus_page(START)

    def page(self, key: str) -> QWidget:
        """The page of that key, made on first use."""
        if key not in self._pages:
            entry = next(page for page in (*PAGES, SETTINGS) if page.key == key)
            self._pages[key] = entry.make(self._services)
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def show_page(self, key: str) -> None:
        """Bring a page to the front."""
        self.current = key
        self._stack.setCurrentWidget(self.page(key))
        self.sidebar.choose(key)
        self._herald.look_at(key)

    def focus_page(self, key: str) -> None:
        """Put the keyboard where the page begins, if it says where."""
        page = self.page(key)
        if isinstance(page, Focusing):
            page.focus()

    def show_commands(self) -> None:
        """Open the command palette with what can be done on this page and everywhere."""
        self.palette_of_commands.open(offered([self.page(self.current), self]), self._meant)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome addresses of the Hub wherever nothing else takes them."""
        if sort_out(event.mimeData()).hub:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show the repository that was dropped."""
        event.acceptProposedAction()
        for name in sort_out(event.mimeData()).hub[:1]:
            self._show_on_hub(name)

    def show_keys(self) -> None:
        """Show the keyboard's shortcuts, those of every page."""
        if self._keys is None:
            pages = ((entry.key, QCoreApplication.translate("pages", entry.title)) for entry in PAGES)
            groups = ((EVERYWHERE, self.tr("Everywhere")), *pages, (IN_VIEWS, self.tr("In lists, maps and charts")))
            self._keys = KeysDialog(self, groups)
            self._keys.destroyed.connect(self._on_keys_gone)
            self._keys.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first when a job runs; then let the application end."""
        if self._leaving.ask():
            event.ignore()
            return
        event.accept()
        self.closed.emit()

    def _on_keys_gone(self) -> None:
        self._keys = None

    def _make_commands(self) -> None:
        """What can be done everywhere: by its shortcut, or from the command palette."""
        for number, entry in enumerate(PAGES, 1):
            title = QCoreApplication.translate("pages", entry.title)
            go = partial(self._go, entry.key)
            action(self, self.tr("Go to {page}").format(page=title), go, keys=f"Alt+{number}")
        standard = QKeySequence.StandardKey
        action(self, self.tr("Settings"), partial(self._go, SETTINGS.key), keys="Ctrl+,")
        self._add_themes()
        action(self, self.tr("Find a command"), self.show_commands, keys="Ctrl+K")
        action(self, self.tr("Keyboard"), self.show_keys, keys=standard.HelpContents)
        action(self, self.tr("Put away all messages"), self.messages.clear)
        action(self, self.tr("Quit"), self.close, keys=standard.Quit)

    def _add_themes(self) -> None:
        group = QActionGroup(self)
        names = {
            ThemeChoice.SYSTEM: self.tr("Colours of the system"),
            ThemeChoice.LIGHT: self.tr("Light colours"),
            ThemeChoice.DARK: self.tr("Dark colours"),
        }
        for choice, name in names.items():
            one = action(self, name, partial(self._choose_theme, choice))
            one.setCheckable(True)
            one.setChecked(choice is self._services.settings.theme)
            group.addAction(one)

    def _choose_theme(self, choice: ThemeChoice) -> None:
        self._services.settings.theme = choice
        self._services.theme.choose(choice)

    def _go(self, key: str) -> None:
        self.show_page(key)
        self.focus_page(key)

    def _on_jobs_wanted(self) -> None:
        self._go("jobs")

    def _meant(self, typed: str) -> QAction | None:
        """What the palette offers for a repository's name or address."""
        name = hub_name(typed)
        if not name:
            return None
        text = self.tr("Show {name} on the Hub page").format(name=name.removeprefix("hf:"))
        self._shown_on_hub = QAction(text.replace("&", "&&"), self)
        self._shown_on_hub.triggered.connect(partial(self._show_on_hub, name))
        return self._shown_on_hub

    def _show_on_hub(self, name: str) -> None:
        self._services.requests.page.emit("hub")
        self._services.requests.hub.emit(name)

    def _restore(self) -> None:
        if not self.restoreGeometry(self._services.settings.geometry):
            room = self.screen().availableGeometry()
            self.resize(min(1280, room.width() - 40), min(860, room.height() - 60))


def _entry(page: PageEntry) -> SidebarEntry:
    return SidebarEntry(page.key, QCoreApplication.translate("pages", page.title), page.icon)
