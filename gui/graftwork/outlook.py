"""How long a text the merged model will read, from whom it has that, and what becomes of RoPE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from graftwork.amounts import theta as spoken_theta
from graftwork.wording import joined

if TYPE_CHECKING:
    from graftwork_core.model.context import ContextSettings
    from graftwork_core.model.info import Model
    from graftwork_core.model.rope import Rope

translate = QCoreApplication.translate


class Origin(StrEnum):
    """Who decides the window."""

    DONOR = "donor"
    ADAPTER = "adapter"
    TARGET = "target"
    NUMBER = "number"
    CONFLICT = "conflict"
    """Adapters that carry different settings."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The merged model's context.

    Attributes:
        origin: Who decides it.
        window: Its tokens; None where the config leaves them to the architecture.
        before: The target's tokens.
        rope_before: What the target's RoPE settings mean, in words; empty when there are none.
        rope: What the merged model's mean.
    """

    origin: Origin
    window: int | None
    before: int | None
    rope_before: str = ""
    rope: str = ""


def look_ahead(
    choice: str | int, target: Model, carried: Sequence[ContextSettings | None], giver: Origin
) -> Outlook | None:
    """What a merge will make of the target's context settings.

    Args:
        choice: "adapter", "keep", or a number of tokens.
        target: The model that receives.
        carried: What each adapter (or the donor) brings along; None for one that changes nothing.
        giver: `DONOR` or `ADAPTER`.

    Raises:
        GraftworkError: When somebody's settings are damaged.
    """
    from graftwork_core.model.context import read_context, with_context, with_window

    settings: list[ContextSettings] = []
    for one in carried:
        if one is not None and not any(one.same_as(other) for other in settings):
            settings.append(one)
    config, origin = dict(target.config), Origin.TARGET
    if isinstance(choice, int):
        config, origin = with_window(config, choice), Origin.NUMBER
    elif choice == "adapter" and len(settings) > 1:
        origin = Origin.CONFLICT
    elif choice == "adapter" and settings:
        config, origin = with_context(config, settings[0]), giver
    before, after = target.context, read_context(config)
    return Outlook(origin, after.window, before.window, _rope(before), _rope(after))


def donors_context(base: Model, donor: Model) -> ContextSettings | None:
    """What an adapter of these two will carry; None when the donor reads as the base does."""
    return None if donor.context.same_as(base.context) else donor.context


def outlook_words(outlook: Outlook) -> str:
    """The context row's sentences."""
    if outlook.origin is Origin.CONFLICT:
        return translate(
            "outlook", "The adapters carry different context settings: keep the target's, or give a window of your own."
        )
    return joined(_window_words(outlook), _rope_words(outlook))


def _window_words(outlook: Outlook) -> str:
    if outlook.window is None:
        return translate("outlook", "The result has the window that its architecture has by default.")
    texts = {
        Origin.DONOR: translate("outlook", "The result reads {window} tokens, as the donor does."),
        Origin.ADAPTER: translate("outlook", "The result reads {window} tokens, as the adapter says."),
        Origin.TARGET: translate("outlook", "The result reads {window} tokens, as the target does."),
        Origin.NUMBER: translate("outlook", "The result's config says {window} tokens, as you chose."),
    }
    return texts[outlook.origin].format(window=f"{outlook.window:,}")


def _rope_words(outlook: Outlook) -> str:
    if outlook.rope != outlook.rope_before:
        none = translate("outlook", "none")
        text = translate("outlook", "RoPE: {before} → {after}.")
        return text.format(before=outlook.rope_before or none, after=outlook.rope or none)
    if not outlook.rope:
        return ""
    farther = outlook.window is not None and outlook.before is not None and outlook.window > outlook.before
    if farther and outlook.origin is Origin.NUMBER:
        text = translate(
            "outlook", "RoPE stays as it is ({rope}), made for {tokens} tokens: longer texts may come out as nonsense."
        )
        return text.format(rope=outlook.rope, tokens=f"{outlook.before:,}")
    return translate("outlook", "RoPE stays as it is: {rope}.").format(rope=outlook.rope)


def _rope(settings: ContextSettings) -> str:
    return rope_words(settings.meaning) if settings.meaning is not None else ""


def rope_words(meaning: Rope) -> str:
    """Rotary settings in a few words: `theta 192,484`, `theta 500,000, llama3 × 8`."""
    theta = (
        translate("outlook", "theta by default")
        if meaning.theta is None
        else translate("outlook", "theta {theta}").format(theta=spoken_theta(meaning.theta))
    )
    factor = meaning.scaling.get("factor")
    if meaning.kind == "default":
        return theta
    return f"{theta}, {meaning.kind}" + (f" × {factor:g}" if isinstance(factor, int | float) else "")
