"""The chosen job: how it stands in a sentence, what it made in figures, what came before, and its log as it grows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from graftwork import desk, paths
from graftwork.aio import Newest
from graftwork.details import LOG_LINES
from graftwork.job_words import ICONS, JobRow, attempts_text, figures, kind_name, sentence, verdict, warnings
from graftwork.services import Services
from graftwork.titles import shown_title
from graftwork.widgets.facts_grid import FactsGrid
from graftwork.widgets.labels import ElidedLabel, IconLabel, card, label

if TYPE_CHECKING:
    from graftwork_core.jobs.store import Attempt

FOLLOW_MS: Final = 1000


class JobDetails(QWidget):
    """Two halves: words at the left, the log at the right."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._row: JobRow | None = None
        self._known = -1.0
        self._reading, self._remembering = Newest(services.tasks), Newest(services.tasks)
        self.icon, self.title = IconLabel("info", "muted", 20), ElidedLabel(role="heading")
        self.sentence, self.verdict = label("", wrap=True), label("", "strong", wrap=True)
        self.facts, self.attempts = FactsGrid(), label("", "muted", wrap=True)
        self.facts.setAccessibleName(self.tr("What the job made"))
        for text in (self.sentence, self.verdict, self.attempts):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(LOG_LINES)
        self.log.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.log.setAccessibleName(self.tr("Log of the job"))
        self.log.setTabChangesFocus(True)
        self._timer = QTimer(self)
        self._timer.setInterval(FOLLOW_MS)
        self._timer.timeout.connect(self._follow)
        self._lay_out()

    def show_row(self, row: JobRow | None) -> None:
        """Show this job; None: nothing."""
        before = self._row
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        record = row.record
        is_other = before is None or before.record.id != record.id
        self.icon.show_icon(*ICONS.get(record.status, ("info", "muted")))
        title = shown_title(record.title)
        self.title.setText(self.tr("{kind}: {title}").format(kind=kind_name(record.kind), title=title))
        self.sentence.setText(sentence(row))
        if is_other or before is None or before.record is not record:
            self._show_figures(row)
        if is_other or before is None or before.record.status != record.status:
            self._known = -1.0  # what is said instead of a log depends on how the job stands
        if is_other:
            self.log.clear()
            self.attempts.hide()
            self._follow()
        if record.attempt > 1 and (is_other or before is None or before.record.attempt != record.attempt):
            self._remembering.start(self._remember(row), "attempts")

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the log while it is looked at."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def _lay_out(self) -> None:
        words = QWidget()
        words.setProperty("role", "content")
        column = QVBoxLayout(words)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.icon)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        for widget in (self.sentence, self.verdict, self.facts, self.attempts):
            column.addWidget(widget)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(words)
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(area)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(frame, 1)
        row.addWidget(self.log, 1)

    def _show_figures(self, row: JobRow) -> None:
        facts = list(figures(row.record))
        facts += [(self.tr("note"), text) for text in warnings(row.record)]
        place = self.tr("repository") if paths.is_on_hub(row.record.out) else self.tr("folder")
        facts.append((place, paths.shown(row.record.out)))
        self.facts.show_facts(facts)
        said = verdict(row.record)
        self.verdict.setText(said)
        self.verdict.setVisible(bool(said))

    async def _remember(self, row: JobRow) -> None:
        found: Sequence[Attempt] = await desk.attempts(row.record.id)
        if self._row is not None and self._row.record.id == row.record.id:
            self.attempts.setText(attempts_text(self._row.record, found))
            self.attempts.setVisible(bool(found))

    def _follow(self) -> None:
        if self._row is not None and not self._reading.is_busy:
            self._reading.start(self._read(self._row.record.id), "log")

    async def _read(self, job_id: str) -> None:
        state, lines = await desk.log(job_id, self._known)
        if lines is None or self._row is None or self._row.record.id != job_id:
            return
        self._known = state
        bar = self.log.verticalScrollBar()
        was_at_end, place = bar.value() >= bar.maximum() - 2, bar.value()
        is_over = self._row.record.status not in ("queued", "running")
        none = self.tr("It left no log.") if is_over else self.tr("There is no log yet.")
        self.log.setPlainText("\n".join(lines) or none)
        bar.setValue(bar.maximum() if was_at_end else min(place, bar.maximum()))
