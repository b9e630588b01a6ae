"""What one page may ask of another, without knowing it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class CheckWish:
    """A model whose long context is to be checked, and what belongs to it.

    Attributes:
        model: The merged model.
        target: The model as it was; None when nobody knows.
        donor: Where the ability comes from; None likewise.
        adapter: What was merged, for a sweep; None likewise.
    """

    model: Path
    target: Path | None = None
    donor: Path | None = None
    adapter: Path | None = None


@dataclass(frozen=True, slots=True)
class GraftWish:
    """Settings that a sweep found.

    Attributes:
        target: The model that receives.
        adapter: What goes into it.
        weight: How strongly.
        rank: Where it is cut.
        modules: "all", "attention", "mlp", or a regular expression on module names.
    """

    target: Path
    adapter: Path
    weight: float
    rank: int
    modules: str


class SlotName(StrEnum):
    """A slot of the Graft page."""

    BASE = "base"
    DONOR = "donor"
    TARGET = "target"
    ADAPTER = "adapter"


@dataclass(frozen=True, slots=True)
class UseWish:
    """A model or adapter that is to go into a slot of the Graft page.

    Attributes:
        path: Its folder.
        slot: Which slot.
    """

    path: Path
    slot: SlotName


@dataclass(frozen=True, slots=True)
class ExtractWish:
    """What a comparison found: an adapter that is to be made.

    Attributes:
        base: The original model.
        donor: The fine-tune of it.
        rank: The same rank for every module; None lets each module stop at its noise floor.
    """

    base: Path
    donor: Path
    rank: int | None


@dataclass(frozen=True, slots=True)
class CompareWish:
    """Two models that are to be compared tensor by tensor; None leaves the page's slot as it is.

    Attributes:
        base: The original model.
        donor: The fine-tune of it.
    """

    base: Path | None
    donor: Path | None


@dataclass(frozen=True, slots=True)
class UploadWish:
    """A model or adapter that is to be published on the Hub.

    Attributes:
        path: Its folder.
        check: A finished check of it, for its card; None where nobody knows of one.
    """

    path: Path
    check: Path | None = None


class Requests(QObject):
    """Wishes that whoever can fulfil them listens to.

    Signals:
        page: Bring the page of this key to the front.
        resume: Let the job of this `JobRecord` go on.
        check: Check the long context of this `CheckWish`.
        graft: Graft with this `GraftWish`.
        use: Put the model or adapter of this `UseWish` into its slot.
        extract: Fill in this `ExtractWish`.
        compare: Compare the models of this `CompareWish`.
        edit: Fill in the job of this `JobRecord`, so that it can be changed and run anew.
        result: Show what the job of this `JobRecord` made.
        hub: Show the repository of this name ("hf:owner/name[@revision]") on the Hub page.
        library: Show the model or adapter at this path on the Models page.
        upload: Publish the model or adapter of this `UploadWish`.
        keys: Show the keyboard's shortcuts.
        sample: Fill in the models that come with Graftwork.
    """

    page = Signal(str)
    resume = Signal(object)
    check = Signal(object)
    graft = Signal(object)
    use = Signal(object)
    extract = Signal(object)
    compare = Signal(object)
    edit = Signal(object)
    result = Signal(object)
    hub = Signal(str)
    library = Signal(object)
    upload = Signal(object)
    keys = Signal()
    sample = Signal()
