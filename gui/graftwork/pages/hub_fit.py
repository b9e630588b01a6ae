"""Does it fit? The repository held against another model by their headers alone, before anything is downloaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from graftwork import paths
from graftwork.aio import Newest
from graftwork.drops import hub_name
from graftwork.engine_words import engine_words
from graftwork.hub import fit
from graftwork.hub.words import hub_failure
from graftwork.models.fit import FitModel
from graftwork.services import Services
from graftwork.widgets.controls import Button, Choice
from graftwork.widgets.fit_list import FitList
from graftwork.widgets.flow import FlowLayout
from graftwork.widgets.labels import IconLabel, label
from graftwork.widgets.notices import ErrorPanel
from graftwork.widgets.scrolling import Scrolling

if TYPE_CHECKING:
    from graftwork.hub.about import About
    from graftwork_core.model.report import FitReport


class HubFitTab(QWidget):
    """One comparison at a time."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._checking = Newest(services.tasks)
        self._about: About | None = None
        self._places: dict[str, Path] | None = None
        self._choices = QStringListModel(self)
        self.other = Choice()
        self.other.setModel(self._choices)
        self.other.setEditable(True)
        self.other.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        field = self.other.lineEdit()
        assert field is not None
        field.setPlaceholderText(self.tr("owner/name on the Hub, or a folder"))
        self.other.setAccessibleName(self.tr("The other model"))
        field.setAccessibleName(self.tr("The other model"))
        self.other.shrink()
        self.role = Choice()
        self.role.addItem(self.tr("as its base"), "base")
        self.role.addItem(self.tr("as a fine-tune of it"), "donor")
        self.role.setAccessibleName(self.tr("What the other model is to this one"))
        self.check = Button(self.tr("Check"), "search")
        self.stop = Button(self.tr("Stop"), "stop")
        self.model = FitModel(self)
        self.list = FitList(self.model, self.tr("Compatibility report"))
        self.error = ErrorPanel()
        self.error.dismiss.hide()
        self._icon = IconLabel("info", "muted", 20)
        self.verdict = label("", "strong", wrap=True)
        self.hint = label("", "muted", wrap=True)
        self._lay_out()
        self.check.clicked.connect(self.run)
        self.stop.clicked.connect(self._on_stop)
        field.returnPressed.connect(self.run)
        field.textChanged.connect(self._on_typed)
        self.error.resume_wanted.connect(self.run)

    def show_repository(self, about: About) -> None:
        """A repository is looked at; what was found out about the same files holds."""
        before, self._about = self._about, about
        if before is not None and _what(before) == _what(about):
            return
        self.role.setVisible(not self._is_adapter)
        self._start_over()
        if self.isVisible():
            self._offer_others()

    def clear(self) -> None:
        """Show nothing, and end what runs."""
        self._about = None
        self._start_over()

    def showEvent(self, event: QShowEvent) -> None:
        """Offer models when somebody looks for the first time."""
        super().showEvent(event)
        if self._places is None and self._about is not None:
            self._offer_others()

    def run(self) -> None:
        """Compare."""
        other = self._path()
        if other is None or self._about is None:
            return
        this = Path(str(self._about.repository.pinned))
        if self._is_adapter:
            compare = fit.adapter_and_target(this, other)
        elif self.role.currentData() == "base":
            compare = fit.models(other, this)
        else:
            compare = fit.models(this, other)
        self.error.hide()
        self._show_report(None)
        self._say("info", "muted", self.tr("Reading headers…"), "")
        self.stop.show()
        self._checking.start(self._run(compare), "remote fit")

    async def _run(self, compare: fit.Compare) -> None:
        try:
            found = await self._services.hub.work(compare)
        except Exception as error:  # noqa: BLE001 - what ended the comparison must be said, whatever it was
            self.stop.hide()
            self._say("", "", "", "")
            self.error.show_failure(hub_failure(error))
            return
        self.stop.hide()
        self._show_report(found.report)
        self._judge(found.report, "\n".join(map(engine_words, found.notes)))

    def _judge(self, report: FitReport, notes: str) -> None:
        if report.blocking:
            self._say("blocking", "blocking", self.tr("These do not fit together"), notes)
        elif report.warnings:
            self._say("warning", "warning", self.tr("They fit, with something to know"), notes)
        else:
            self._say("ok", "ok", self.tr("They fit together"), notes)

    def _path(self) -> Path | None:
        """What is named: a repository on the Hub, or a folder."""
        text = self.other.currentText().strip()
        if self._places is not None and text in self._places:
            return self._places[text]
        if not text:
            return None
        if text.startswith((".", "/", "~")) or Path(text).is_absolute() or text.count("/") != 1:
            name = hub_name(text)
            return Path(name) if name else Path(text)
        return Path(f"hf:{text.removeprefix('hf:')}")

    @property
    def _is_adapter(self) -> bool:
        return self._about is not None and self._about.kind == "adapter"

    def _offer_others(self) -> None:
        """Offer what the card says that it was made from, and the library's models."""
        assert self._about is not None
        places = {parent: Path(f"hf:{parent}") for parent in self._about.row.base_models}
        for entry in self._services.library.entries:
            if entry.kind.value == "model":
                places.setdefault(paths.shown(entry.path), entry.path)
        self._places = places
        self._choices.setStringList(list(places))
        self.other.setCurrentIndex(0 if places else -1)

    def _start_over(self) -> None:
        self._checking.cancel()
        self._places = None
        self._choices.setStringList([])
        self.other.clearEditText()
        self._on_typed()
        self._show_report(None)
        self.error.hide()
        self.stop.hide()
        self._explain()

    def _show_report(self, report: FitReport | None) -> None:
        self.model.show(report)
        self.list.setVisible(report is not None)

    def _explain(self) -> None:
        if self._is_adapter:
            text = self.tr("Choose the model that the adapter is to go into.")
        else:
            text = self.tr("Choose the model that it was trained from, or one that was trained from it.")
        more = self.tr("Only settings and headers are read, some hundred kilobytes; nothing is downloaded.")
        self._say("info", "muted", text, more)

    def _say(self, icon: str, meaning: str, verdict: str, hint: str) -> None:
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.show_icon(icon, meaning)
        self.verdict.setText(verdict)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.list.setAccessibleDescription(verdict)

    def _on_typed(self) -> None:
        self.check.setEnabled(bool(self.other.currentText().strip()))

    def _on_stop(self) -> None:
        self._checking.cancel()
        self.stop.hide()
        self._explain()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label(self.tr("Check against"), "muted"))
        line.addWidget(self.other, 1)
        ways = FlowLayout(8)
        for widget in (self.role, self.check, self.stop):
            ways.addWidget(widget)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.verdict, 1)
        area = Scrolling()
        area.setAccessibleName(self.tr("Compatibility report"))
        inner = QVBoxLayout(area.content)
        inner.setContentsMargins(0, 0, 4, 0)
        inner.setSpacing(6)
        inner.addLayout(head)
        inner.addWidget(self.hint)
        inner.addWidget(self.error)
        inner.addWidget(self.list)
        inner.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 8, 0, 4)
        column.setSpacing(8)
        column.addLayout(line)
        column.addLayout(ways)
        column.addWidget(area, 1)


def _what(about: About) -> tuple[str, str, str]:
    """What the files are, and on which Hub."""
    return about.page, str(about.repository.pinned), about.kind
