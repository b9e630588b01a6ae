"""What a fine-tune changed, in a few sentences of the window's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from graftwork.wording import joined, listed

if TYPE_CHECKING:
    from graftwork_core.extract.diff_summary import DiffSummary, Family, Sum

translate = QCoreApplication.translate
_MUCH_NOISE = 0.25


def summary_text(base: str, donor: str, summary: DiffSummary, complete: bool) -> str:
    """Some sentences: how much changed, where most of it lies, how much of it is only rounding.

    Args:
        base: The original's name.
        donor: The fine-tune's name.
        summary: What is measured.
        complete: Whether that is everything.
    """
    whole = summary.whole
    if not whole.changed:
        if not complete:
            return translate("diff", "No difference so far.")
        return translate("diff", "{donor} and {base} are equal.").format(donor=donor, base=base)
    head = (
        translate(
            "diff", "{donor} differs from {base} by {share} of the weights' norm: {changed} of {all} tensors changed."
        )
        if complete
        else translate("diff", "So far {donor} differs from {base} by {share} of the weights' norm.")
    )
    parts = [
        head.format(donor=donor, base=base, share=percent(whole.relative), changed=whole.changed, all=whole.tensors),
        _where(summary),
        _noise(whole),
    ]
    return joined(*parts)


def family_name(family: Family) -> str:
    """What a family of tensors is called."""
    names = {
        "attention": translate("diff", "attention"),
        "feed_forward": translate("diff", "feed-forward"),
        "embeddings": translate("diff", "embeddings and head"),
        "norms": translate("diff", "norms and biases"),
        "other": translate("diff", "other parts"),
    }
    return names[family.value]


def percent(share: float) -> str:
    """A share of 1 with two or three digits that tell something: "12.3 %", "0.84 %", "0.0021 %"."""
    value = 100 * share
    if value >= 9.995:
        return f"{value:.1f} %"
    return f"{value:.2f} %" if value >= 0.1 or not value else f"{value:#.2g} %"


def _where(summary: DiffSummary) -> str:
    families = [
        f"{family_name(family)} {round(100 * one.share)} %" for family, one in summary.families if one.share >= 0.01
    ]
    sentence = translate("diff", "Where it lies: {families}.").format(families=listed(families[:3]))
    if not summary.largest:
        return sentence
    largest = summary.largest[0]
    most = translate("diff", "Most changed for its size: {tensor}, by {share}.")
    return joined(sentence, most.format(tensor=largest.name, share=percent(largest.relative)))


def _noise(whole: Sum) -> str:
    text = translate("diff", "{share} of the difference is only rounding.").format(share=percent(whole.noise))
    if whole.noise < _MUCH_NOISE:
        return text
    return joined(text, translate("diff", "That is much: a low rank leaves most of it out."))
