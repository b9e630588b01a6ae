"""The compatibility report's sentences in the window's language: the engine's own words, listed to be translated.

The engine says whole sentences; the ones in this list are recognised with their values. A sentence that is not listed
is shown as the engine has it.
"""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from graftwork.amounts import theta
from graftwork.sentences import Sentences

SENTENCES: Final = tuple(
    str(sentence)
    for sentence in (
        QT_TRANSLATE_NOOP("fit", "Base and donor are different files."),
        QT_TRANSLATE_NOOP("fit", "All have the same architecture."),
        QT_TRANSLATE_NOOP("fit", "All have the same tensors."),
        QT_TRANSLATE_NOOP("fit", "Every tensor has the same shape."),
        QT_TRANSLATE_NOOP("fit", "All have rows for the same number of tokens."),
        QT_TRANSLATE_NOOP("fit", "All have the same tokens."),
        QT_TRANSLATE_NOOP("fit", "Embedding and head are tied in all or in none."),
        QT_TRANSLATE_NOOP("fit", "All are stored in the same type."),
        QT_TRANSLATE_NOOP("fit", "Norms, activation and attention are set alike."),
        QT_TRANSLATE_NOOP("fit", "The adapter's base and the target are relatives (cosine {cosine})."),
        QT_TRANSLATE_NOOP("fit", "The adapter's base and the target are only distantly related (cosine {cosine})."),
        QT_TRANSLATE_NOOP(
            "fit",
            "The target was not trained from the adapter's base: their weights are unrelated (cosine {cosine}).",
        ),
        QT_TRANSLATE_NOOP("fit", "Base and {role} are relatives (cosine {cosine})."),
        QT_TRANSLATE_NOOP("fit", "The weights of base and {role} are only distantly related (cosine {cosine})."),
        QT_TRANSLATE_NOOP(
            "fit", "The {role} was not trained from this base: their weights are unrelated (cosine {cosine})."
        ),
        QT_TRANSLATE_NOOP("fit", "Base and {role} have no weights in common that could be compared."),
        QT_TRANSLATE_NOOP("fit", "The donor has the base's context settings."),
        QT_TRANSLATE_NOOP("fit", "The donor's context settings travel with the graft: {context}."),
        QT_TRANSLATE_NOOP(
            "fit", "The target has context settings of its own ({context}), which the donor's would replace."
        ),
        QT_TRANSLATE_NOOP("fit", "Keep the target's with --context keep if the graft is not about context length."),
        QT_TRANSLATE_NOOP("fit", "No weights are quantized."),
        QT_TRANSLATE_NOOP("fit", "No model brings code of its own."),
        QT_TRANSLATE_NOOP("fit", "The target is a {type} model."),
        QT_TRANSLATE_NOOP("fit", "Base and donor are the same files, so there is no difference to graft."),
        QT_TRANSLATE_NOOP("fit", "Donor and target are the same files: the target has the ability already."),
        QT_TRANSLATE_NOOP("fit", "The {role} is of type {type}, the base of {base}."),
        QT_TRANSLATE_NOOP("fit", "The {role} has embedding and head tied, the base a head of its own."),
        QT_TRANSLATE_NOOP("fit", "The {role} has a head of its own, the base embedding and head tied."),
        QT_TRANSLATE_NOOP("fit", "The {role} is stored in {type}, the base in {base}."),
        QT_TRANSLATE_NOOP("fit", "Tensor {name} is {shape} in the {role} and {base} in the base."),
        QT_TRANSLATE_NOOP(
            "fit",
            "{name} has {rows} rows in the {role} and {base} in the base; only the {common} common rows can be used.",
        ),
        QT_TRANSLATE_NOOP("fit", "Everything in {name} lands on the target."),
        QT_TRANSLATE_NOOP("fit", "{name} changes nothing."),
        QT_TRANSLATE_NOOP("fit", "{tensors} of {name} have no counterpart in the target."),
        QT_TRANSLATE_NOOP("fit", "{tensors} of {name} has no counterpart in the target."),
        QT_TRANSLATE_NOOP("fit", "Choose models that were trained from the same base."),
        QT_TRANSLATE_NOOP("fit", "Make sure that the base is the very checkpoint the others were trained from."),
        QT_TRANSLATE_NOOP("fit", "Make sure that both come from the same base."),
        QT_TRANSLATE_NOOP(
            "fit",
            "Choose the fine-tune that has the ability as donor, and the model it was trained from as base.",
        ),
        QT_TRANSLATE_NOOP("fit", "Choose another fine-tune of the base as target."),
        QT_TRANSLATE_NOOP(
            "fit", "Choose an adapter that was made for this architecture, or the model it was made for."
        ),
        QT_TRANSLATE_NOOP("fit", "Use another adapter, or merge this one with PEFT."),
        QT_TRANSLATE_NOOP("fit", "Leave embeddings and head out of the graft, which is the default."),
        QT_TRANSLATE_NOOP(
            "fit", "Nothing to do unless you carry embeddings over: rows beyond the common ones stay the target's."
        ),
        QT_TRANSLATE_NOOP("fit", "Make sure that both use the same tokenizer."),
    )
)
_CONTEXT: Final = re.compile(r"(\d+) tokens, theta (\d+(?:\.\d+)?)")
"""Context settings as the engine says them."""
ROLES: Final = {
    "donor": str(QT_TRANSLATE_NOOP("fit", "donor")),
    "target": str(QT_TRANSLATE_NOOP("fit", "target")),
    "base": str(QT_TRANSLATE_NOOP("fit", "base")),
}


WORDS: Final = Sentences("fit", {sentence: sentence for sentence in SENTENCES}, {"role": ROLES})


def fit_words(text: str) -> str:
    """A sentence of the report as the window says it."""
    return WORDS.say(_CONTEXT.sub(_context, text))


def _context(found: re.Match[str]) -> str:
    said = QCoreApplication.translate("fit", "{count} tokens, theta {theta}")
    return said.format(count=f"{int(found[1]):,}", theta=theta(float(found[2])))
