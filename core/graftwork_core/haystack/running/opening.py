"""An engine for a row: a model on this computer, or a server; opened when the first question needs it."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from graftwork_core.haystack.engines.protocol import Engine
from graftwork_core.haystack.plans.options import LOCAL, HaystackOptions
from graftwork_core.haystack.running.rows import Row
from graftwork_core.haystack.texts.frame import PromptFormat
from graftwork_core.reporting import Reporter

Tick = Callable[[int], None]


class Late:
    """An engine that nothing is spent on before somebody asks for it: a run that is finished needs none."""

    def __init__(self, open_engine: Callable[[], Engine]) -> None:
        self._open = open_engine
        self._engine: Engine | None = None

    def __call__(self) -> Engine:
        """The engine, opened the first time."""
        if self._engine is None:
            self._engine = self._open()
        return self._engine

    def __enter__(self) -> Late:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back its memory."""
        if self._engine is not None:
            self._engine.close()
            self._engine = None


def open_engine(
    options: HaystackOptions, row: Row, prompts: PromptFormat, longest: int, tick: Tick, reporter: Reporter
) -> Engine:
    """Open what runs a row.

    Args:
        options: Of the check.
        row: The model.
        prompts: Its tokenizer and what stands around its prompts: of the template that the plan decided on.
        longest: The longest context that is planned, in tokens.
        tick: Told the tokens just worked through; may raise Cancelled.
        reporter: Told that it is loading.

    Raises:
        BadInput: When the model, an adapter or the address cannot be used.
        NotEnoughRoom: When the weights do not fit.
        GraftworkError: When the server is not there.
    """
    reporter.stage("loading")
    if options.engine != LOCAL:
        from graftwork_core.haystack.engines.server.engine import open_server

        return open_server(options.engine, prompts, model_name=options.model_name or "", tick=tick)
    from graftwork_core.haystack.engines.local.engine import CHUNK, open_local

    return open_local(
        row.folder,
        adapters=row.adapters,
        context=row.context,
        device=options.device,
        chunk=options.chunk or CHUNK,
        reserve=longest,
        tick=tick,
    )
