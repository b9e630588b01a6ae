"""The audit's sentences in the window's language: the engine's own words, listed so that they can be translated.

The engine gives a finding's key and its values; a test compares this list with its table. A sentence that is not
listed is shown as the engine has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

if TYPE_CHECKING:
    from graftwork_core.model.audit_report import Finding, Fix

SENTENCES: Final = (
    QT_TRANSLATE_NOOP(
        "audit",
        "RoPE theta is {theta}, but the model that the ability comes from uses {wanted_theta}: the predicted "
        "reach is {reach} tokens instead of {wanted_reach}.",
    ),
    QT_TRANSLATE_NOOP("audit", "Take over the context settings of the model that the ability comes from."),
    QT_TRANSLATE_NOOP("audit", "RoPE theta is {theta}, but the model that the ability comes from uses {wanted_theta}."),
    QT_TRANSLATE_NOOP(
        "audit", "RoPE scaling is {scaling}, but the model that the ability comes from uses {wanted_scaling}."
    ),
    QT_TRANSLATE_NOOP(
        "audit",
        "The window is {window} tokens, but the model that the ability comes from has {wanted_window}: vLLM "
        "and llama.cpp stop there.",
    ),
    QT_TRANSLATE_NOOP("audit", "Raise max_position_embeddings."),
    QT_TRANSLATE_NOOP(
        "audit",
        "rope_parameters says theta {new_theta} and scaling {new_scaling}, rope_theta and rope_scaling say "
        "theta {old_theta} and scaling {old_scaling}: transformers 5 takes the former, older readers the "
        "latter.",
    ),
    QT_TRANSLATE_NOOP("audit", "Write the right settings in both spellings."),
    QT_TRANSLATE_NOOP(
        "audit",
        "rope_scaling takes the place of rope_parameters for every reader, so theta is {old_theta} with "
        "scaling {old_scaling}, and not theta {new_theta} with scaling {new_scaling}.",
    ),
    QT_TRANSLATE_NOOP(
        "audit",
        "Theta {theta} stands in rope_parameters only: readers made before transformers 5 take theta "
        "{old_theta} and no scaling.",
    ),
    QT_TRANSLATE_NOOP("audit", "Write rope_theta and rope_scaling too."),
    QT_TRANSLATE_NOOP("audit", "config.json names no RoPE theta, so {theta} is taken."),
    QT_TRANSLATE_NOOP("audit", "Compare it with the config.json of the model it was made from."),
    QT_TRANSLATE_NOOP(
        "audit",
        "config.json names no RoPE theta, so {theta} is taken, which is hardly meant for a window of {window} tokens.",
    ),
    QT_TRANSLATE_NOOP("audit", "The RoPE settings cannot be used as they are: {problem}"),
    QT_TRANSLATE_NOOP("audit", "Compare config.json with the one of the model's repository."),
    QT_TRANSLATE_NOOP(
        "audit",
        "RoPE scaling {scaling} lacks original_max_position_embeddings: transformers 5 takes the window of "
        "{window} tokens for it, others something else.",
    ),
    QT_TRANSLATE_NOOP("audit", "Write down the length that the model had before its context was extended."),
    QT_TRANSLATE_NOOP("audit", "The predicted reach is {reach} tokens, and the window is {window}."),
    QT_TRANSLATE_NOOP("audit", "It is a rule of thumb: check how far the model really finds what was said."),
    QT_TRANSLATE_NOOP(
        "audit",
        "The predicted reach is {reach} tokens, far below the window of {window}: theta {theta} does not "
        "belong to such a window.",
    ),
    QT_TRANSLATE_NOOP("audit", "Take theta from the model that has the long context, or make the window smaller."),
    QT_TRANSLATE_NOOP("audit", "The predicted reach is {reach} tokens, and {length} are wanted."),
    QT_TRANSLATE_NOOP("audit", "{length} tokens are wanted, and the window is {window}."),
    QT_TRANSLATE_NOOP(
        "audit",
        "Graft the context of a model that has it; a larger number alone does not make the model read further.",
    ),
    QT_TRANSLATE_NOOP(
        "audit",
        "The tokenizer's limit (model_max_length) is {limit} tokens, and the window is {window}: longer texts"
        " are warned about, and cut by some programs.",
    ),
    QT_TRANSLATE_NOOP("audit", "Raise the limit to the window."),
    QT_TRANSLATE_NOOP(
        "audit",
        "generation_config.json ends prompt and answer at {limit} tokens (max_length), and the window is {window}.",
    ),
    QT_TRANSLATE_NOOP("audit", "Every layer sees only the last {sliding} of up to {window} tokens."),
    QT_TRANSLATE_NOOP("audit", "What lies further back is passed on from layer to layer at best."),
    QT_TRANSLATE_NOOP("audit", "Some layers see only the last {sliding} of up to {window} tokens."),
    QT_TRANSLATE_NOOP("audit", "Nothing has to be done: such a model is checked the exact, slower way."),
    QT_TRANSLATE_NOOP("audit", "{key} is {value}, but the model that the ability comes from has {wanted_value}."),
    QT_TRANSLATE_NOOP("audit", "Find out which of the two the weights were trained with."),
    QT_TRANSLATE_NOOP(
        "audit",
        "RoPE scaling {scaling} chooses its frequencies by the length of what is read at once: a prompt in "
        "pieces, or a reused prefix, gives other results than the whole prompt.",
    ),
    QT_TRANSLATE_NOOP("audit", "generation_config.json cannot be read: {problem}"),
    QT_TRANSLATE_NOOP("audit", "Take it again from the model's repository."),
    QT_TRANSLATE_NOOP("audit", "What graftwork.json says about the context cannot be read: {problem}"),
    QT_TRANSLATE_NOOP("audit", "Merge again, or name the donor."),
    QT_TRANSLATE_NOOP(
        "audit", "Use theta {theta}, scaling {scaling} and a window of {window} tokens, in both spellings"
    ),
    QT_TRANSLATE_NOOP("audit", "Write theta {theta} and scaling {scaling} in both spellings"),
    QT_TRANSLATE_NOOP("audit", "Set max_position_embeddings to {window}"),
    QT_TRANSLATE_NOOP("audit", "Set original_max_position_embeddings to {original}"),
    QT_TRANSLATE_NOOP("audit", "Set model_max_length to {limit}"),
    QT_TRANSLATE_NOOP("audit", "Set max_length to {limit}"),
)


def message(finding: Finding) -> str:
    """What is the matter."""
    from graftwork_core.model.audit_words import WORDS

    return _filled(WORDS[finding.key].message, finding.values)


def advice(finding: Finding) -> str:
    """What to do."""
    from graftwork_core.model.audit_words import WORDS

    return _filled(WORDS[finding.key].advice, finding.values)


def fix_label(fix: Fix) -> str:
    """What a fix does."""
    from graftwork_core.model.audit_words import FIXES

    return _filled(FIXES[fix.kind], fix.values)


def shown(name: str, value: str | int | float | None) -> str:
    """A value as people read it: a prediction is rounded and said to be one."""
    from graftwork_core.model.audit_words import shown as engines

    if value is None:
        return QCoreApplication.translate("audit", "not set")
    text = engines(name, value)
    # The engine's English for "roughly" is the first word of a prediction.
    rough = text.removeprefix("about ")
    return text if rough == text else QCoreApplication.translate("audit", "about {number}").format(number=rough)


def _filled(sentence: str, values: Mapping[str, str | int | float | None]) -> str:
    said = QCoreApplication.translate("audit", sentence)
    return said.format_map({name: shown(name, value) for name, value in values.items()})
