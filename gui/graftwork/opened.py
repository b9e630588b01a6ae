"""What the library shows of one entry: opened by headers and configs in a thread, told as lines of facts.

Nothing here runs on the window's thread but `facts`, and nothing imports torch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from graftwork.engine_words import engine_words
from graftwork.fit_words import fit_words
from graftwork.outlook import rope_words
from graftwork_core.units import format_bytes, format_count

if TYPE_CHECKING:
    from graftwork_core.adapter.files import Adapter
    from graftwork_core.adapter.preview import AdapterPreview
    from graftwork_core.adapter.spectrum import ModuleSpectrum
    from graftwork_core.library.entry import Entry
    from graftwork_core.model.card import Card
    from graftwork_core.model.info import Model
    from graftwork_core.weights.header import TensorInfo

translate = QCoreApplication.translate
Facts = tuple[tuple[str, str], ...]
_MOST_FILES: Final = 2000


@dataclass(frozen=True)
class Opened:
    """An entry with everything that its headers tell.

    Attributes:
        entry: The entry.
        card: Its model card.
        tensors: All tensors, in the order of the files.
        files: Its files with their bytes, in the order of their names.
        model: The model, when it is one.
        adapter: The adapter, when it is one.
        preview: What the adapter holds.
    """

    entry: Entry
    card: Card
    tensors: tuple[TensorInfo, ...]
    files: tuple[tuple[str, int], ...]
    model: Model | None = None
    adapter: Adapter | None = None
    preview: AdapterPreview | None = None


def open_entry(entry: Entry) -> Opened:
    """Open what an entry stands for. Takes a moment.

    Raises:
        GraftworkError: When it is broken (by now).
    """
    from graftwork_core.library.entry import Kind
    from graftwork_core.model.card import Card, read_card

    files = _files(entry)
    if entry.kind is Kind.WEIGHTS:
        from graftwork_core.weights.checkpoint import open_checkpoint

        return Opened(entry, Card(), tuple(open_checkpoint(entry.path)), files)
    card = read_card(entry.path)
    if entry.kind is Kind.ADAPTER:
        from graftwork_core.adapter.files import open_adapter
        from graftwork_core.adapter.preview import preview

        adapter = open_adapter(entry.path)
        tensors = tuple(tensor for header in adapter.headers for tensor in header.tensors)
        return Opened(entry, card, tensors, files, adapter=adapter, preview=preview(adapter))
    from graftwork_core.model.info import open_model

    model = open_model(entry.path)
    return Opened(entry, card, tuple(model.checkpoint), files, model=model)


def facts(opened: Opened) -> Facts:
    """The lines of the overview, in the window's language; what is unknown has none."""
    lines = inside_facts(opened.model, opened.adapter, opened.preview)
    card = opened.card
    more = (
        (translate("opened", "Licence"), card.licence_name or card.licence),
        (translate("opened", "Made from"), ", ".join(card.base_models) or opened.entry.base),
        (translate("opened", "Revision"), opened.entry.revision),
    )
    return tuple((title, value) for title, value in (*lines, *more) if value)


def inside_facts(model: Model | None, adapter: Adapter | None, preview: AdapterPreview | None) -> Facts:
    """What settings and headers tell of a model, or of an adapter; a value that is unknown is empty."""
    if model is not None:
        return _model_facts(model)
    return _adapter_facts(adapter, preview) if adapter is not None and preview is not None else ()


def little_facts(entry: Entry) -> Facts:
    """What the library knows of an entry before it is opened."""
    from graftwork_core.units import format_length

    lines = (
        (translate("opened", "Architecture"), entry.architecture),
        (translate("opened", "Parameters"), format_count(entry.parameters) if entry.parameters else ""),
        (translate("opened", "Context"), format_length(entry.context) if entry.context else ""),
        (translate("opened", "Size"), format_bytes(entry.nbytes) if entry.nbytes else ""),
        (translate("opened", "Licence"), entry.licence),
        (translate("opened", "Made from"), entry.base),
    )
    return tuple((title, value) for title, value in lines if value)


def spectra(adapter: Adapter, is_cancelled: Callable[[], bool]) -> Iterator[ModuleSpectrum]:
    """The singular values of every module whose factors tell them. Reads the whole adapter.

    Raises:
        GraftworkError: When a file can't be read, or factors are not finite.
    """
    from graftwork_core.adapter.spectrum import has_spectrum, module_spectrum
    from graftwork_core.weights.reader import Reader

    with Reader() as reader:
        for adapted in adapter.modules:
            if is_cancelled():
                return
            if has_spectrum(adapted):
                yield module_spectrum(adapter, adapted, reader)


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether an adapter fits one model of the library.

    Attributes:
        entry: The model.
        fits: Whether it does.
        why: What stands in the way, or what to know; may be empty.
    """

    entry: Entry
    fits: bool
    why: str = ""


def fits(adapter: Adapter, models: Sequence[Entry], is_cancelled: Callable[[], bool]) -> Iterator[Fit]:
    """Hold an adapter against models, one after another; one that cannot be opened does not fit."""
    for entry in models:
        if is_cancelled():
            return
        yield _fit(adapter, entry)


def _fit(adapter: Adapter, entry: Entry) -> Fit:
    from graftwork_core.adapter.fit import check_adapter
    from graftwork_core.errors import GraftworkError
    from graftwork_core.model.fit import check_target
    from graftwork_core.model.info import open_model
    from graftwork_core.model.report import FitReport

    try:
        model = open_model(entry.path)
        report = FitReport((*check_target(model).rows, *check_adapter(adapter, model).rows))
    except GraftworkError as error:
        return Fit(entry, False, engine_words(error.message))
    except OSError as error:
        return Fit(entry, False, str(error.strerror or error))
    rows = report.blocking or report.warnings
    return Fit(entry, not report.blocking, fit_words(rows[0].message) if rows else "")


def _model_facts(model: Model) -> Facts:
    info = model.info
    layers = translate("opened", "{count} layers").format(count=info.layers) if info.layers else ""
    heads = ""
    if info.heads and info.head_dim:
        text = translate("opened", "{heads} heads of {size}, {kv} for keys and values")
        heads = text.format(heads=info.heads, size=info.head_dim, kv=info.kv_heads)
    window = ""
    if info.context_window:
        window = translate("opened", "{count} tokens").format(count=f"{info.context_window:,}")
    apart, tied = translate("opened", "apart from the embedding"), translate("opened", "tied to the embedding")
    types = ", ".join(f"{name.lower()} {format_count(count)}" for name, count in info.dtypes.items())
    size = format_bytes(info.nbytes)
    if info.shards > 1:
        size = translate("opened", "{size} in {files} files").format(size=size, files=info.shards)
    return (
        (translate("opened", "Architecture"), " · ".join(part for part in (info.architecture, layers) if part)),
        (translate("opened", "Parameters"), format_count(info.parameters)),
        (translate("opened", "Width"), " / ".join(f"{n:,}" for n in (info.hidden, info.intermediate) if n)),
        (translate("opened", "Attention"), heads),
        (translate("opened", "Experts"), str(info.experts or "")),
        (translate("opened", "Vocabulary"), f"{info.vocabulary:,}" if info.vocabulary else ""),
        (translate("opened", "Head"), tied if info.tied else apart),
        (translate("opened", "Type"), types),
        (translate("opened", "Quantized"), info.quantization.method if info.quantization else ""),
        (translate("opened", "Context"), window),
        (translate("opened", "RoPE"), rope_words(info.rope) if info.rope else ""),
        (translate("opened", "Tensors"), f"{info.tensors:,}"),
        (translate("opened", "Size"), size),
    )


def _adapter_facts(adapter: Adapter, seen: AdapterPreview) -> Facts:
    config = adapter.config
    method = "DoRA" if config.use_dora else "rsLoRA" if config.use_rslora else "LoRA"
    context = ""
    if seen.context is not None and seen.context.window:
        context = translate("opened", "brings a window of {count} tokens").format(count=f"{seen.context.window:,}")
    return (
        (translate("opened", "Method"), method),
        (translate("opened", "Rank"), str(seen.rank)),
        (translate("opened", "Modules"), str(len(seen.modules))),
        (translate("opened", "Parameters"), format_count(seen.parameters)),
        (translate("opened", "Type"), seen.dtype),
        (translate("opened", "Context"), context),
        (translate("opened", "Size"), format_bytes(seen.nbytes)),
    )


def _files(entry: Entry) -> tuple[tuple[str, int], ...]:
    """Names and sizes of an entry's files; a link to nowhere has none."""
    if entry.path.is_file():
        return ((entry.path.name, entry.path.stat().st_size),)
    found = sorted(file for file in islice(entry.path.iterdir(), _MOST_FILES) if file.is_file())
    return tuple((file.name, file.stat().st_size) for file in found)
