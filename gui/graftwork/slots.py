"""What is in a slot: it opens what the user picked, off the window's thread, and shows it on its card."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from graftwork import paths
from graftwork.aio import Newest, Tasks
from graftwork.details import Failure, failure_of, report
from graftwork.engine import Engine
from graftwork.hub.looks import Look, open_look
from graftwork.hub.words import hub_failure
from graftwork.settings import Settings
from graftwork.widgets.adapter_row import AdapterRow
from graftwork.widgets.slot import SlotCard
from graftwork.widgets.slot_row import SlotRow

if TYPE_CHECKING:
    from graftwork.hub.desk import HubDesk
    from graftwork_core.adapter.files import Adapter
    from graftwork_core.model.info import Model, ModelInfo


Card = SlotCard | SlotRow | AdapterRow


class Slot(QObject):
    """One slot: a path, and the model or adapter that was found there.

    Signals:
        changed: There is another content now, or none.
        redirected: What was dropped is an adapter; the user wants it as one.
    """

    changed = Signal()
    redirected = Signal(object)

    def __init__(
        self,
        card: SlotCard | SlotRow | AdapterRow,
        kind: str,
        engine: Engine,
        tasks: Tasks,
        settings: Settings,
        hub: HubDesk | None = None,
    ) -> None:
        """Make it for `kind` "model" or "adapter"; with a desk at the Hub it takes repositories, too."""
        super().__init__(card)
        self.card, self._kind, self._hub = card, kind, hub
        self._engine, self._settings = engine, settings
        self._newest = Newest(tasks)
        self._failure: Failure | None = None
        self.path: Path | None = None
        self.model: Model | None = None
        self.adapter: Adapter | None = None
        self.look: Look | None = None
        self._misplaced: Path | None = None
        card.picked.connect(self.load)
        card.cleared.connect(self.clear)
        card.details_wanted.connect(self._copy_details)
        card.suggestion_taken.connect(self._on_suggestion)

    @property
    def is_filled(self) -> bool:
        """Whether it holds something that can be used."""
        return self.model is not None or self.adapter is not None

    @property
    def trouble(self) -> str:
        """Why what was chosen cannot be used, as a sentence; empty when it can, or nothing was chosen."""
        return self._failure.message if self._failure is not None else ""

    @property
    def is_reading(self) -> bool:
        """Whether it is still being looked at."""
        return self.path is not None and not self.is_filled and self._failure is None

    def load(self, path: Path) -> None:
        """Open this instead of what is there; a slower earlier pick no longer counts."""
        self._forget()
        self.path = path
        self.card.show_reading(paths.folder_of(path))
        self.changed.emit()
        self._newest.start(self._open(path), f"open {path.name}")

    def clear(self) -> None:
        """Empty it."""
        self._newest.cancel()
        self._forget()
        self.card.show_empty()
        self.changed.emit()

    def abandon(self) -> None:
        """The card goes away: show nothing on it any more."""
        self._newest.cancel()
        self._forget()

    def _forget(self) -> None:
        if self.look is not None:
            self.look.close()
        self.path = self.model = self.adapter = self.look = self._failure = self._misplaced = None

    async def _open(self, path: Path) -> None:
        try:
            folder = await self._folder(path)
            note = self._note()
            if self._kind == "model":
                model = await self._engine.open_model(folder)
                self.model, self.path = model, path if self.look else model.folder
                facts = (*self._model_facts(model.info), *self._hub_facts())
                self.card.show_content(self.path, paths.model_name(self.path), facts, note)
            else:
                adapter = await self._engine.open_adapter(folder)
                self.adapter, self.path = adapter, path if self.look else adapter.folder
                name = paths.model_name(path) if self.look else adapter.name
                self.card.show_content(self.path, name, (*self._adapter_facts(adapter), *self._hub_facts()), note)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the folder, the card has to say so
            self._show_failure(path, hub_failure(error) if paths.is_on_hub(path) else failure_of(error))
        else:
            self._settings.remember(self._kind, self.path)
        self.changed.emit()

    async def _folder(self, path: Path) -> Path:
        """The folder to open: of a repository the one that stands for it."""
        if self._hub is None or not paths.is_on_hub(path):
            return path
        self.look = await open_look(self._hub, path)
        return self.look.folder

    def _note(self) -> str:
        return " ".join(self.look.notes) if self.look is not None else ""

    def _hub_facts(self) -> Sequence[tuple[str, str]]:
        from graftwork_core.units import format_bytes

        if self.look is None:
            return ()
        fetch = self.look.fetch
        if fetch is None or not fetch.missing:
            return ((self.tr("To fetch"), self.tr("nothing: it is in the cache")),)
        if fetch.missing == fetch.nbytes:
            return ((self.tr("To fetch"), format_bytes(fetch.missing)),)
        text = self.tr("{missing} of {all}").format(missing=format_bytes(fetch.missing), all=format_bytes(fetch.nbytes))
        return ((self.tr("To fetch"), text),)

    def _show_failure(self, path: Path, failure: Failure) -> None:
        self._failure = failure
        folder = paths.folder_of(path)
        if self._kind == "model" and paths.is_adapter(self.look.folder if self.look is not None else folder):
            self._misplaced = folder
        is_adapter = self._misplaced is not None
        self.card.show_failure(paths.model_name(folder), failure.message, failure.hint, is_adapter)

    def _model_facts(self, info: ModelInfo) -> Sequence[tuple[str, str]]:
        from graftwork_core.units import format_bytes, format_count

        kind = info.architecture.removesuffix("ForCausalLM").removesuffix("LMHeadModel") or info.model_type
        layers = self.tr("{count} layers").format(count=info.layers) if info.layers else ""
        window = self.tr("{count} tokens").format(count=f"{info.context_window:,}") if info.context_window else "–"
        quantized = f" ({info.quantization.method})" if info.quantization else ""
        return (
            (self.tr("Architecture"), " · ".join(part for part in (kind, layers) if part)),
            (self.tr("Parameters"), format_count(info.parameters)),
            (self.tr("Type"), info.dtype.lower() + quantized),
            (self.tr("Context"), window),
            (self.tr("Size"), format_bytes(info.nbytes)),
        )

    def _adapter_facts(self, adapter: Adapter) -> Sequence[tuple[str, str]]:
        from graftwork_core.units import format_bytes, format_count

        method = "DoRA" if adapter.config.use_dora else "rsLoRA" if adapter.config.use_rslora else "LoRA"
        return (
            (self.tr("Method"), method),
            (self.tr("Rank"), str(adapter.config.rank)),
            (self.tr("Modules"), str(len(adapter.modules))),
            (self.tr("Parameters"), format_count(adapter.parameters)),
            (self.tr("Size"), format_bytes(adapter.nbytes)),
        )

    def _copy_details(self) -> None:
        if self._failure is not None:
            QApplication.clipboard().setText(report(self._failure))

    def _on_suggestion(self) -> None:
        if self._misplaced is not None:
            folder = self._misplaced
            self.clear()
            self.redirected.emit(folder)
