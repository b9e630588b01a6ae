"""An adapter set into the loaded weights themselves, for sweeps: every strength, rank and choice of modules in turn.

What a merge would write is computed from the untouched file each time, in the same order of operations and with the
same one rounding, so a setting has the very weights of the merged model, and going back is exact.

An adapter that was made by a singular value decomposition has its components in order: its first r are the best
adapter of rank r (Eckart & Young). Others are not cut.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch

from graftwork_core.adapter.locating import Landing
from graftwork_core.adapter.updates import Addition, LowRank
from graftwork_core.compute import (
    TORCH_DTYPES,
    Buffer,
    chunk_rows,
    is_finite,
    matrix_shape,
    not_finite,
    read_rows,
    read_whole,
    run_parallel,
    worker_count,
)
from graftwork_core.errors import BadInput
from graftwork_core.haystack.engines.local.fitting import fitting
from graftwork_core.haystack.engines.local.loading import Loaded
from graftwork_core.haystack.engines.local.naming import Place, places
from graftwork_core.haystack.engines.protocol import UnusableSetting
from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.reader import Reader

_MERGE: Final = "Merge and check each setting by itself (graftwork merge, graftwork haystack)."
_NEARLY: Final = 0.05
"""What rounded factors may lack of being orthogonal and ordered."""
_TINY: Final = 1e-30


@dataclass(frozen=True)
class Setting:
    """How an adapter goes in.

    Attributes:
        weight: Its strength; 0 is the untouched model.
        rank: How many of its components are used; None for all.
        include: Regular expression that is searched for in names of tensors on disk, as `--include` does at
            extraction; None takes all.
    """

    weight: float = 1.0
    rank: int | None = None
    include: str | None = None

    def takes(self, name: str) -> bool:
        """Whether it changes the tensor of this name."""
        return self.include is None or re.search(self.include, name) is not None


_UNTOUCHED: Final = Setting(weight=0.0)
_UNKNOWN: Final = Setting(weight=math.nan)


class InPlaceAdapter:
    """One adapter on one loaded model, which nothing else may change.

    Attributes:
        setting: What is set now; weight 0 at first.
        rank: The largest rank of any module.
        is_ordered: Whether it may be cut to a lower rank.
    """

    def __init__(self, loaded: Loaded, folder: Path, forget: Callable[[], None] = lambda: None) -> None:
        """Read the adapter and find its places; nothing is changed yet.

        Args:
            loaded: The model.
            folder: The adapter's folder.
            forget: Called before every change: what was computed with other weights is true no more.

        Raises:
            BadInput: When the adapter is broken, or of a kind that only a merge can apply.
            DoesNotFit: When it does not belong to this model.
        """
        _, landing = fitting(folder, loaded.files)
        self._loaded = loaded
        self._forget = forget
        self._tensors = _read(loaded, folder, landing)
        self._set: dict[str, Setting] = {}
        self.setting = _UNTOUCHED
        self.rank = max((product.left.shape[1] for tensor in self._tensors for product in tensor.products), default=0)
        self.is_ordered = all(product.is_ordered for tensor in self._tensors for product in tensor.products)

    def set(self, setting: Setting, tick: Callable[[], None] = lambda: None) -> None:
        """Give the model the weights that a merge with this setting would have written.

        Args:
            setting: How the adapter goes in.
            tick: Called now and then; may raise Cancelled, after which only another `set` makes the weights whole.

        Raises:
            BadInput: When the adapter can't be cut, or the setting is none.
            UnusableSetting: When weights become NaN or infinite; only another `set` makes them whole.
        """
        self._check(setting)
        self._forget()
        threads = torch.get_num_threads()
        try:
            with Reader() as reader:
                run_parallel(
                    self._tensors, lambda tensor: self._make(tensor, setting, reader), worker_count(None), tick
                )
        finally:
            torch.set_num_threads(threads)
        self.setting = setting

    def _check(self, setting: Setting) -> None:
        if setting.rank is not None and setting.rank < 1:
            raise BadInput(f"{setting.rank} is not a rank.", "Ranks begin at 1.")
        if setting.rank is not None and setting.rank < self.rank and not self.is_ordered:
            raise BadInput(
                "This adapter can't be cut to a lower rank: its components are not those of a singular value"
                " decomposition.",
                "Extract it again with Graftwork, or leave it at its own rank.",
            )
        if not math.isfinite(setting.weight):
            raise BadInput(f"{setting.weight} is not a weight.", "Give a finite number.")

    def _make(self, tensor: _Tensor, setting: Setting, reader: Reader) -> None:
        mine = setting if setting.weight and setting.takes(tensor.source.name) else _UNTOUCHED
        if self._set.get(tensor.source.name, _UNTOUCHED) == mine:
            return
        self._set[tensor.source.name] = _UNKNOWN
        height, columns = matrix_shape(tensor.source.shape)
        step = chunk_rows(columns, self._loaded.device)
        stored = Buffer()
        products = [product.cut(mine) for product in tensor.products]
        for start in range(0, height, step):
            rows = range(start, min(start + step, height))
            before = read_rows(reader, tensor.source, rows, stored).to(self._loaded.device)
            after = before if mine is _UNTOUCHED else _changed(tensor, products, before, rows, mine)
            for place in tensor.places:
                place.put(after, start)
        self._set[tensor.source.name] = mine


@dataclass(frozen=True)
class _Product:
    """L·R times a scale, as it is added to a tensor on disk; component i is column i of L and row i of R."""

    left: torch.Tensor
    right: torch.Tensor
    scale: float

    @property
    def is_ordered(self) -> bool:
        """Whether the components are orthogonal and the largest come first, but for their rounding."""
        sizes = []
        for factor in (self.left.T, self.right):
            norms = torch.linalg.vector_norm(factor, dim=1)
            directions = factor / norms.clamp_min(_TINY).unsqueeze(1)
            overlap = (directions @ directions.T).fill_diagonal_(0).abs()
            # The smallest components of a rounded adapter are rounding noise; they count by their size only.
            if float((overlap * torch.minimum(norms, norms.unsqueeze(1))).max()) > _NEARLY * float(norms.max()):
                return False
            sizes.append(norms)
        singular = sizes[0] * sizes[1]
        return bool((singular[1:] <= singular[:-1] + _NEARLY * singular[0]).all())

    def cut(self, setting: Setting) -> _Product:
        """The first components only, at the setting's strength."""
        left, right = self.left[:, : setting.rank], self.right[: setting.rank]
        return _Product(left.contiguous(), right.contiguous(), self.scale * setting.weight)


@dataclass(frozen=True)
class _Tensor:
    """A tensor on disk that the adapter changes, and where it is in memory."""

    source: TensorInfo
    places: tuple[Place, ...]
    products: tuple[_Product, ...]
    additions: tuple[tuple[torch.Tensor, float], ...]


def _changed(
    tensor: _Tensor, products: Sequence[_Product], before: torch.Tensor, rows: range, setting: Setting
) -> torch.Tensor:
    """Rows as a merge writes them: the same operations in the same order, one rounding."""
    after: torch.Tensor | None = None
    for product in products:
        delta = torch.mm(product.left[rows.start : rows.stop], product.right)
        if product.scale != 1 or after is not None:
            delta.mul_(product.scale)
        after = delta if after is None else after.add_(delta)
    after = before.float() if after is None else after.add_(before)
    for whole, scale in tensor.additions:
        part = whole[rows.start : rows.stop]
        after[: len(part)] += part * (scale * setting.weight)
    rounded = after.to(before.dtype)
    if not is_finite(rounded):
        raise UnusableSetting(
            f"The adapter makes tensor {tensor.source.name!r} NaN or infinite.",
            "The adapter or its weight is broken: look at its preview.",
        )
    return rounded


def _read(loaded: Loaded, folder: Path, landing: Landing) -> list[_Tensor]:
    """Everything that the adapter changes, its factors in memory."""
    if landing.untied or landing.undecided:
        what = next(iter((*landing.untied, *landing.undecided)))
        raise BadInput(f"{folder} can't be set in place: {what} would become a tensor of its own.", _MERGE)
    names = list(landing.updates)
    found = places(loaded, names)
    tensors = []
    with Reader() as reader:
        for name in names:
            products, additions = [], []
            for update in landing.updates[name]:
                if isinstance(update, Addition):
                    whole = _float(reader, update.source, loaded)
                    additions.append((whole.view(matrix_shape(update.source.shape)), update.scale))
                elif isinstance(update, LowRank) and update == LowRank(
                    update.a, update.b, update.scale, transposed=update.transposed
                ):
                    left, right = _float(reader, update.b, loaded), _float(reader, update.a, loaded)
                    if update.transposed:
                        left, right = right.T.contiguous(), left.T.contiguous()
                    products.append(_Product(left, right, update.scale))
                else:
                    raise BadInput(f"{folder} can't be set in place: it changes {name} in a way of its own.", _MERGE)
            source = loaded.files.checkpoint[name]
            if len(source.shape) > 2 or TORCH_DTYPES[source.dtype] is torch.float64:
                raise BadInput(
                    f"{folder} can't be set in place: {name} is {source.dtype} {list(source.shape)}.", _MERGE
                )
            tensors.append(_Tensor(source, found[name], tuple(products), tuple(additions)))
    return tensors


def _float(reader: Reader, tensor: TensorInfo, loaded: Loaded) -> torch.Tensor:
    value = read_whole(reader, tensor)
    if not is_finite(value):
        raise not_finite(tensor)
    return value.to(loaded.device, torch.float32)
