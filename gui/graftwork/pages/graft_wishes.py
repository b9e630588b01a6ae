"""What other pages ask of the Graft page, as forms."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from graftwork.form import Form, RankChoice, Source, Weighted
from graftwork.requests import ExtractWish, GraftWish

translate = QCoreApplication.translate
Said = tuple[str, str]


def sweep_form(now: Form, wish: GraftWish) -> tuple[Form, Said | None]:
    """Settings that a sweep found, and what to say about them.

    A merge takes adapters whole. Where base and donor are known, a graft cuts the same rank and modules while it
    extracts; else the adapter goes in as it is.
    """
    from graftwork_core.haystack.sweeping.settings import pattern_of

    pattern = pattern_of(wish.modules) or ""
    choices = replace(now.choices, rank_choice=RankChoice.FIXED, rank=wish.rank, weight=wish.weight, include=pattern)
    if now.base is not None and now.donor is not None:
        return replace(now, source=Source.DONOR, adapters=(), target=wish.target, choices=choices, out=None), None
    form = replace(
        now,
        source=Source.ADAPTER,
        adapters=(Weighted(wish.adapter, wish.weight),),
        target=wish.target,
        choices=choices,
        out=None,
    )
    text = translate("wishes", "The sweep's best setting has rank {rank}; a merge takes the adapter whole.")
    hint = translate(
        "wishes",
        'For the lower rank choose "From a donor" and fill in base and donor: the rest is set already.',
    )
    return form, (text.format(rank=wish.rank), hint)


def extraction_form(now: Form, wish: ExtractWish) -> Form:
    """An adapter that a comparison suggests."""
    choices = replace(now.choices, rank_choice=RankChoice.AUTO if wish.rank is None else RankChoice.FIXED)
    if wish.rank is not None:
        choices = replace(choices, rank=wish.rank)
    return replace(now, source=Source.EXTRACT, base=wish.base, donor=wish.donor, choices=choices, out=None)
