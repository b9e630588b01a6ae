"""Which models a check asks: the one it is about, and those that make its report honest.

Changing the context settings alone extends a model several-fold, so a report on a graft shows the target as it was,
the target with the donor's settings only, the merged model, and the donor, all asked the same questions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graftwork_core.adapter.files import open_adapter
from graftwork_core.adapter.use import AdapterUse
from graftwork_core.errors import BadInput
from graftwork_core.haystack.plans.options import LOCAL, HaystackOptions
from graftwork_core.model.context import ContextSettings, read_context, with_context
from graftwork_core.model.info import CONFIG_NAME, MAX_CONFIG_BYTES, Model, open_model
from graftwork_core.weights.checkpoint import read_json

MAIN: Final = "model"
TARGET: Final = "target"
SETTINGS: Final = "settings"
DONOR: Final = "donor"
BASELINE: Final = "baseline"


@dataclass(frozen=True, slots=True)
class Row:
    """One model that is asked.

    Attributes:
        name: "model" (what the check is about), "target", "settings", "donor" or "baseline".
        title: What a report calls it.
        folder: Where it, or at least its tokenizer, lies.
        model: Its files, with the config that it runs with; None for a server's whose weights are not here.
        adapters: Applied on the fly.
        context: Settings that it runs with instead of its own; None for its own.
    """

    name: str
    title: str
    folder: Path
    model: Model | None
    adapters: tuple[AdapterUse, ...] = ()
    context: ContextSettings | None = None

    @property
    def settings(self) -> ContextSettings:
        """The context settings that it runs with; empty when nobody knows."""
        if self.model is not None:
            return self.model.context
        return _settings_alone(self.folder)


def main_row(options: HaystackOptions) -> Row:
    """The model that the check is about.

    Raises:
        BadInput: When it, or an adapter, cannot be read, or two adapters bring different context settings.
    """
    if options.engine != LOCAL and not _has_weights(options.model):
        name = options.model_name or options.model.resolve().name
        return Row(MAIN, name, options.model, None)
    model = open_model(options.model)
    names = [model.info.name, *(f"{use.path.name} × {use.weight:g}" for use in options.adapters)]
    return _row(MAIN, " + ".join(names), model, options.adapters, _carried(options.adapters))


def control_rows(options: HaystackOptions, main: Row) -> list[Row]:
    """The rows that make a report on a graft honest, in the order of its story.

    Raises:
        BadInput: When a model cannot be read.
    """
    rows: list[Row] = []
    if options.controls or options.target is not None:
        target = open_model(options.target or options.model)
        rows.append(_row(TARGET, f"{target.info.name} as it was", target))
        if not main.settings.same_as(target.context):
            title = f"{target.info.name}, context settings only"
            rows.append(_row(SETTINGS, title, target, context=main.settings))
    if options.donor is not None:
        donor = open_model(options.donor)
        rows.append(_row(DONOR, f"{donor.info.name} (donor)", donor))
    return rows


def baseline_row(folder: Path) -> Row:
    """Another model to compare with.

    Raises:
        BadInput: When it cannot be read.
    """
    model = open_model(folder)
    return _row(BASELINE, model.info.name, model)


def _row(
    name: str, title: str, model: Model, adapters: tuple[AdapterUse, ...] = (), context: ContextSettings | None = None
) -> Row:
    if context is not None:
        model = replace(model, config=with_context(model.config, context))
    return Row(name, title, model.folder, model, adapters, context)


def _has_weights(folder: Path) -> bool:
    return any(folder.glob("*.safetensors")) if folder.is_dir() else True


def _settings_alone(folder: Path) -> ContextSettings:
    """What a folder without weights says about the context."""
    file = folder / CONFIG_NAME
    return read_context(read_json(file, MAX_CONFIG_BYTES)) if file.is_file() else ContextSettings(None)


def _carried(adapters: tuple[AdapterUse, ...]) -> ContextSettings | None:
    """The context settings that adapters bring along; None when none does."""
    found: ContextSettings | None = None
    for use in adapters:
        carried = open_adapter(use.path).context
        if carried is None:
            continue
        if found is not None and not found.same_as(carried):
            raise BadInput(
                f"{use.path} brings other context settings than the adapters before it.",
                "Merge them with the --context you want, then check the merged model.",
            )
        found = carried
    return found
