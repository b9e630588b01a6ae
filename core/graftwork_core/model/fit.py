"""Do these models belong together? One report for base, donor and target, from headers and a few rows."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from graftwork_core.model import pairs
from graftwork_core.model.info import Model
from graftwork_core.model.kinship import RELATED, UNRELATED, kinship
from graftwork_core.model.pairs import Topic
from graftwork_core.model.report import FitReport, FitRow, Severity
from graftwork_core.units import format_count
from graftwork_core.weights.dtypes import WEIGHT_DTYPES, spoken

__all__ = ["FitReport", "FitRow", "Severity", "check_fit", "check_target"]

TOPICS: Final = (
    Topic(
        "architecture",
        "All have the same architecture.",
        lambda model: f"{model.info.architecture or model.info.model_type}, {model.info.layers or '?'} layers",
        pairs.check_architecture,
    ),
    Topic(
        "tensors",
        "All have the same tensors.",
        lambda model: format_count(model.info.tensors),
        pairs.check_tensors,
    ),
    Topic(
        "shapes",
        "Every tensor has the same shape.",
        lambda model: f"{format_count(model.info.parameters)} parameters",
        pairs.check_shapes,
    ),
    Topic(
        "vocabulary",
        "All have rows for the same number of tokens.",
        lambda model: str(model.info.vocabulary or "?"),
        pairs.check_token_rows,
    ),
    Topic(
        "tokenizer",
        "All have the same tokens.",
        lambda model: ", ".join(model.info.tokenizer_files[:2]) or "none",
        pairs.check_tokenizer,
    ),
    Topic(
        "tied",
        "Embedding and head are tied in all or in none.",
        lambda model: "tied" if model.info.tied else "untied",
        pairs.check_tied,
    ),
    Topic("dtype", "All are stored in the same type.", lambda model: spoken(model.info.dtype), pairs.check_dtype),
    Topic("settings", "Norms, activation and attention are set alike.", lambda model: "", pairs.check_settings),
)


def check_fit(base: Model, donor: Model, target: Model | None = None) -> FitReport:
    """Compare donor and target with the base, topic by topic; every topic has a row, also when all is well.

    Whether donor and base hold equal weights is not judged here, except when they are the same files.

    Raises:
        BadInput: When a weights file can no longer be read.
    """
    models = {"base": base, "donor": donor} | ({"target": target} if target is not None else {})
    rows = [_different_files(models)]
    for topic in TOPICS:
        rows += _compare(topic, models)
    rows += _kinship(models)
    rows.append(_context(base, donor, target))
    rows += _plain_weights(models)
    rows.append(_own_code(models))
    return FitReport(tuple(rows))


def check_target(target: Model) -> FitReport:
    """Whether a model can receive an adapter at all, before the adapter is looked at."""
    models = {"target": target}
    whole = FitRow(
        Severity.OK,
        "architecture",
        {"target": TOPICS[0].value(target)},
        f"The target is a {target.info.model_type or 'nameless'} model.",
    )
    return FitReport((whole, *_plain_weights(models), _own_code(models)))


def _compare(topic: Topic, models: Mapping[str, Model]) -> list[FitRow]:
    base = models["base"]
    values = {role: topic.value(model) for role, model in models.items()}
    rows = []
    for role, other in models.items():
        finding = topic.check(base, role, other) if role != "base" else None
        if finding is not None:
            shown = {"base": values["base"], role: values[role]}
            rows.append(FitRow(finding.severity, topic.name, shown, finding.message, finding.advice))
    return rows or [FitRow(Severity.OK, topic.name, values, topic.fine)]


def _kinship(models: Mapping[str, Model]) -> list[FitRow]:
    """One row per pair, because the figure itself is worth showing."""
    others = {role: model for role, model in models.items() if role != "base"}
    rows = []
    for role, other in others.items():
        value = kinship(models["base"], other)
        severity, message, advice = _judge_kinship(role, value)
        shown = "unknown" if math.isnan(value) else f"cosine {value:.3f}"
        rows.append(FitRow(severity, "kinship", {role: shown}, message, advice))
    return rows


def _judge_kinship(role: str, cosine: float) -> tuple[Severity, str, str]:
    if math.isnan(cosine):
        return (
            Severity.WARNING,
            f"Base and {role} have no weights in common that could be compared.",
            "Make sure that the base is the very checkpoint the others were trained from.",
        )
    if cosine >= RELATED:
        return Severity.OK, f"Base and {role} are relatives (cosine {cosine:.3f}).", ""
    if cosine >= UNRELATED:
        return (
            Severity.WARNING,
            f"The weights of base and {role} are only distantly related (cosine {cosine:.3f}).",
            "Make sure that the base is the very checkpoint the others were trained from.",
        )
    return (
        Severity.BLOCKING,
        f"The {role} was not trained from this base: their weights are unrelated (cosine {cosine:.3f}).",
        pairs.SAME_FAMILY,
    )


def _different_files(models: Mapping[str, Model]) -> FitRow:
    values = {role: str(model.folder) for role, model in models.items()}
    if _same_files(models["base"], models["donor"]):
        return FitRow(
            Severity.BLOCKING,
            "files",
            values,
            "Base and donor are the same files, so there is no difference to graft.",
            "Choose the fine-tune that has the ability as donor, and the model it was trained from as base.",
        )
    target = models.get("target")
    if target is not None and _same_files(models["donor"], target):
        return FitRow(
            Severity.WARNING,
            "files",
            values,
            "Donor and target are the same files: the target has the ability already.",
            "Choose another fine-tune of the base as target.",
        )
    return FitRow(Severity.OK, "files", values, "Base and donor are different files.")


def _same_files(one: Model, other: Model) -> bool:
    mine = [header.file for header in one.checkpoint.headers]
    theirs = [header.file for header in other.checkpoint.headers]
    return len(mine) == len(theirs) and all(_same_file(*pair) for pair in zip(mine, theirs, strict=True))


def _same_file(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def _context(base: Model, donor: Model, target: Model | None) -> FitRow:
    models = {"base": base, "donor": donor} | ({"target": target} if target is not None else {})
    values = {role: describe_context(model) for role, model in models.items()}
    if donor.context.same_as(base.context):
        message = "The donor has the base's context settings."
    else:
        message = f"The donor's context settings travel with the graft: {values['donor']}."
    if target is not None and not target.context.same_as(base.context) and not target.context.same_as(donor.context):
        return FitRow(
            Severity.WARNING,
            "context",
            values,
            f"The target has context settings of its own ({values['target']}), which the donor's would replace.",
            "Keep the target's with --context keep if the graft is not about context length.",
        )
    return FitRow(Severity.OK, "context", values, message)


def describe_context(model: Model) -> str:
    """A model's window and rotary settings in a few words: `2048 tokens, theta 192484`."""
    window = model.info.context_window
    parts = [f"{window} tokens" if window else "window by default", str(model.info.rope or "")]
    return ", ".join(part for part in parts if part)


def _plain_weights(models: Mapping[str, Model]) -> list[FitRow]:
    rows = []
    values = {role: spoken(model.info.dtype) for role, model in models.items()}
    for role, model in models.items():
        quantization = model.info.quantization
        if quantization is not None:
            message = f"The {role} is quantized ({quantization.method}): {quantization.evidence}."
            rows.append(
                FitRow(Severity.BLOCKING, "quantization", {role: quantization.method}, message, quantization.advice)
            )
        elif model.info.dtype not in WEIGHT_DTYPES:
            message = f"The {role}'s weights are stored as {model.info.dtype}, which no difference can be added to."
            rows.append(
                FitRow(Severity.BLOCKING, "quantization", {role: model.info.dtype}, message, "Use a 16-bit model.")
            )
    return rows or [FitRow(Severity.OK, "quantization", values, "No weights are quantized.")]


def _own_code(models: Mapping[str, Model]) -> FitRow:
    with_code = [role for role, model in models.items() if model.config.get("auto_map")]
    values = {role: "own code" if role in with_code else "none" for role in models}
    if not with_code:
        return FitRow(Severity.OK, "code", values, "No model brings code of its own.")
    return FitRow(
        Severity.WARNING,
        "code",
        values,
        f"The {' and the '.join(with_code)} names Python code of its own (auto_map), which Graftwork never runs.",
        "The merged model carries the target's code along; read it before you let anything run it.",
    )
