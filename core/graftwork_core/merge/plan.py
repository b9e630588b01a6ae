"""What a merge will do, down to every tensor and file: decided from headers, before any arithmetic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from graftwork_core import __version__
from graftwork_core.adapter.files import Adapter, open_adapter
from graftwork_core.adapter.fit import landing_rows
from graftwork_core.adapter.landing import land
from graftwork_core.adapter.locating import Landing
from graftwork_core.adapter.updates import Replacement, RowReplacement, Update
from graftwork_core.errors import BadInput, DoesNotFit
from graftwork_core.merge.options import MergeOptions
from graftwork_core.merge.size import split, written_dtype
from graftwork_core.merge.tasks import TensorTask
from graftwork_core.model.context import ContextSettings, tokenizer_with_context, with_context, with_window
from graftwork_core.model.files import side_files, tokenizer_files
from graftwork_core.model.fit import FitReport, FitRow, Severity, check_target
from graftwork_core.model.info import Model, open_model
from graftwork_core.model.slices import DiskSlice
from graftwork_core.provenance import public_identity
from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.identity import identify
from graftwork_core.weights.layout import Layout, OutputTensor
from graftwork_core.weights.partial import fingerprint
from graftwork_core.weights.reader import Reader

_CONFIG_DTYPES: Final = {"bf16": "bfloat16", "fp16": "float16", "fp32": "float32"}
_PRIVATE_KEYS: Final = frozenset({"_name_or_path", "_commit_hash"})
_NAMES_CODE: Final = ("attn_implementation", "experts_implementation")
TOKENIZER_CONFIG: Final = "tokenizer_config.json"


@dataclass(frozen=True)
class MergePlan:
    """A merge, ready to run.

    Attributes:
        options: What was asked for.
        target: The model that receives.
        adapters: What goes in, in order.
        report: What is good and bad about the fit; blocking rows forbid to run it.
        tasks: One a tensor of the output, in the order of the output's bytes.
        layout: Where the output's bytes go.
        config: The output's config.json.
        tokenizer_config: The output's tokenizer_config.json; None when the target has none.
        files: Name in the output → file that is copied there.
        table_changed: Whether names or shapes differ from the target's.
        recipe: What decides the output's bytes; the same recipe gives the same bytes.
    """

    options: MergeOptions
    target: Model
    adapters: tuple[Adapter, ...]
    report: FitReport
    tasks: tuple[TensorTask, ...]
    layout: Layout
    config: Mapping[str, Any]
    tokenizer_config: Mapping[str, Any] | None
    files: Mapping[str, Path]
    table_changed: bool
    recipe: Mapping[str, Any]

    @property
    def inputs(self) -> tuple[Path, ...]:
        """Folders that are read."""
        return (self.options.target, *(use.path for use in self.options.adapters))

    @property
    def job(self) -> str:
        """The recipe's fingerprint."""
        return fingerprint(self.recipe)


def plan_merge(options: MergeOptions) -> MergePlan:
    """Open the target and the adapters, find where everything lands, and decide every byte's place.

    Raises:
        BadInput: When a file is broken, or an adapter can't be merged for what it is.
    """
    target = open_model(options.target)
    adapters = tuple(open_adapter(use.path) for use in options.adapters)
    landings = [
        land(adapter, target, use.weight, Tables(target.folder))
        for adapter, use in zip(adapters, options.adapters, strict=True)
    ]
    report = FitReport(
        (
            *check_target(target).rows,
            *(
                row
                for adapter, landing in zip(adapters, landings, strict=True)
                for row in landing_rows(adapter, landing, target)
            ),
        )
    )
    tasks = _tasks(options, target, landings) if not report.blocking else ()
    report = FitReport(
        (*report.rows, *_resized_rows(tasks), *_replaced_twice_rows(tasks), *_vocabulary_rows(target, tasks))
    )
    layout = split([task.output for task in tasks], target, options.shard_size)
    config, tokenizer_config = _settings(options, target, adapters, tasks, bool(_untied(landings)))
    table = {tensor.name: tensor.shape for tensor in target.checkpoint}
    return MergePlan(
        options=options,
        target=target,
        adapters=adapters,
        report=report,
        tasks=_in_layout_order(tasks, layout),
        layout=layout,
        config=config,
        tokenizer_config=tokenizer_config,
        files=_files(target, adapters, tasks),
        table_changed={task.output.name: task.output.shape for task in tasks} != table,
        recipe=_recipe(options, target, adapters),
    )


class Tables:
    """transformers' conversion tables for one model, loaded only when somebody asks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, parameters: Sequence[str]) -> Mapping[str, tuple[DiskSlice, ...]]:
        """See `adapter.landing.Locate`."""
        from graftwork_core.model.oracle import disk_slices  # imports transformers, which takes seconds

        found: dict[str, tuple[DiskSlice, ...]] = {}
        for parameter in parameters:
            with suppress(BadInput, DoesNotFit):  # the model has no such parameter
                found |= disk_slices(self._folder, [parameter])
        return found

    def stores_input_first(self, module: str) -> bool:
        """See `adapter.landing.Locate`."""
        from graftwork_core.model.oracle import stores_input_first

        return stores_input_first(self._folder, module)

    def parameters_of(self, module: str) -> tuple[str, ...]:
        """See `adapter.landing.Locate`."""
        from graftwork_core.model.oracle import parameters_of

        return parameters_of(self._folder, module)


def _untied(landings: list[Landing]) -> dict[str, TensorInfo]:
    return {name: source for landing in landings for name, source in landing.untied.items()}


def _tasks(options: MergeOptions, target: Model, landings: list[Landing]) -> tuple[TensorTask, ...]:
    updates: dict[str, list[Update]] = {}
    for landing in landings:
        for name, some in landing.updates.items():
            updates.setdefault(name, []).extend(some)
    sources = dict(target.checkpoint.tensors)
    for name, source in _untied(landings).items():
        sources[name] = source
    return tuple(
        TensorTask(_output(options, name, source, updates.get(name, [])), source, tuple(updates.get(name, ())))
        for name, source in sources.items()
    )


def _output(options: MergeOptions, name: str, source: TensorInfo, updates: list[Update]) -> OutputTensor:
    shape = source.shape
    for update in updates:
        if isinstance(update, Replacement):
            shape = update.source.shape
    return OutputTensor(name, written_dtype(source.dtype, options.dtype), shape)


def _in_layout_order(tasks: tuple[TensorTask, ...], layout: Layout) -> tuple[TensorTask, ...]:
    by_name = {task.output.name: task for task in tasks}
    return tuple(by_name[name] for name in layout.tensors)


def _settings(
    options: MergeOptions,
    target: Model,
    adapters: tuple[Adapter, ...],
    tasks: tuple[TensorTask, ...],
    untied: bool,
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The output's config.json and tokenizer_config.json."""
    config = _without_private_keys(target.config)
    tokenizer_config = dict(_newest_tokenizer(target, adapters, tasks).tokenizer_config)
    context = _context(options, target, adapters)
    if isinstance(context, ContextSettings):
        config = with_context(config, context)
        tokenizer_config = tokenizer_with_context(tokenizer_config, context) if tokenizer_config else {}
    elif isinstance(context, int):
        config = with_window(config, context)
    if untied:
        config = _patched(config, "tie_word_embeddings", False, add=True)
    if options.dtype != "same":
        for key in ("torch_dtype", "dtype"):
            config = _patched(config, key, _CONFIG_DTYPES[options.dtype])
    if (rows := _new_vocabulary(target, tasks)) is not None:
        config = _patched(config, "vocab_size", rows)
    return config, tokenizer_config or None


def _context(options: MergeOptions, target: Model, adapters: tuple[Adapter, ...]) -> ContextSettings | int | None:
    if options.context == "keep":
        return None
    if isinstance(options.context, int):
        return options.context
    carried: list[ContextSettings] = []
    for adapter in adapters:
        if (settings := adapter.context) is not None and not any(settings.same_as(other) for other in carried):
            carried.append(settings)
    if len(carried) > 1:
        raise BadInput(
            "The adapters carry different context settings.", "Say which with --context keep or --context TOKENS."
        )
    return carried[0] if carried else None


def _without_private_keys(config: Mapping[str, Any]) -> dict[str, Any]:
    """A copy without what loaders wrote for themselves: where a model lay, and which code should run it."""
    return {
        key: _without_private_keys(value) if isinstance(value, dict) and key.endswith("_config") else value
        for key, value in config.items()
        if not (key in _PRIVATE_KEYS or key.lstrip("_").startswith(_NAMES_CODE))
    }


def _patched(config: Mapping[str, Any], key: str, value: Any, *, add: bool = False) -> dict[str, Any]:
    """A copy with `key` changed wherever it stands, in nested sections too; put at the top with `add`."""
    result = {
        name: _patched(part, key, value) if isinstance(part, dict) and name.endswith("_config") else part
        for name, part in config.items()
    }
    if key in result or add:
        result[key] = value
    return result


def _new_vocabulary(target: Model, tasks: tuple[TensorTask, ...]) -> int | None:
    """The number of token rows, when the merge changes it."""
    for task in tasks:
        if task.output.name in target.token_rows and task.output.shape[0] != task.source.shape[0]:
            return task.output.shape[0]
    return None


def _resized_rows(tasks: tuple[TensorTask, ...]) -> list[FitRow]:
    """A report row when one adapter gives a tensor another shape and another one changes it as it was."""
    for task in tasks:
        shapes = [update.source.shape for update in task.updates if isinstance(update, Replacement)]
        if len(task.updates) > 1 and any(shape != task.source.shape for shape in shapes):
            new = next(shape for shape in shapes if shape != task.source.shape)
            return [
                FitRow(
                    Severity.BLOCKING,
                    "shapes",
                    {"target": f"{task.output.name} {list(task.source.shape)}", "adapter": str(list(new))},
                    f"One adapter replaces {task.output.name} {list(task.source.shape)} by one of {list(new)}, "
                    "and another change was made for the old one.",
                    "Merge the adapters into separate models, or use one of them.",
                )
            ]
    return []


def _replaced_twice_rows(tasks: tuple[TensorTask, ...]) -> list[FitRow]:
    """Report rows for what two adapters replace by something of their own: only one of them could win."""
    for task in tasks:
        whole = [update for update in task.updates if isinstance(update, Replacement)]
        some = [update for update in task.updates if isinstance(update, RowReplacement)]
        tokens = Counter(index for update in some for index in update.indices)
        twice = next((index for index, times in tokens.items() if times > 1), None)
        if len(whole) > 1 or twice is not None:
            what = task.output.name if len(whole) > 1 else f"row {twice} of {task.output.name}"
            givers = [update.source.file.parent.name for update in (whole if len(whole) > 1 else some)]
            return [
                FitRow(
                    Severity.BLOCKING,
                    "replaced",
                    {"target": task.output.name, "adapter": ", ".join(givers)},
                    f"Two adapters replace {what}, and only one of them could be left in the result.",
                    "Merge one of them, or extract their differences as adapters that add.",
                )
            ]
    return []


def _vocabulary_rows(target: Model, tasks: tuple[TensorTask, ...]) -> list[FitRow]:
    """A report row when an adapter changes the number of tokens in one tensor but not in the other."""
    rows = {task.output.name: task.output.shape[0] for task in tasks if task.output.name in target.token_rows}
    if len(set(rows.values())) < 2:
        return []
    said = ", ".join(f"{name} {count}" for name, count in rows.items())
    return [
        FitRow(
            Severity.BLOCKING,
            "vocabulary",
            {"target": said},
            f"The merged model's embedding and head would have different numbers of tokens ({said}).",
            "Use an adapter that replaces both, or none.",
        )
    ]


def _newest_tokenizer(target: Model, adapters: tuple[Adapter, ...], tasks: tuple[TensorTask, ...]) -> Model:
    folder = _tokenizer_folder(target, adapters, tasks)
    return target if folder == target.folder else replace(target, folder=folder)


def _tokenizer_folder(target: Model, adapters: tuple[Adapter, ...], tasks: tuple[TensorTask, ...]) -> Path:
    """Whose tokenizer the output has: the adapter's where it changes the vocabulary, else the target's."""
    if _new_vocabulary(target, tasks) is not None:
        for adapter in adapters:
            if tokenizer_files(adapter.folder):
                return adapter.folder
    return target.folder


def _files(target: Model, adapters: tuple[Adapter, ...], tasks: tuple[TensorTask, ...]) -> dict[str, Path]:
    files = {name: target.folder / name for name in side_files(target.folder)}
    folder = _tokenizer_folder(target, adapters, tasks)
    if folder != target.folder:
        files = {name: file for name, file in files.items() if name not in tokenizer_files(target.folder)}
        files |= {name: folder / name for name in tokenizer_files(folder)}
    files.pop(TOKENIZER_CONFIG, None)
    return files


def _about_adapter(adapter: Adapter) -> dict[str, Any]:
    """An adapter's name, and for one of ours what it was extracted from."""
    about: dict[str, Any] = {**public_identity(adapter.folder)}
    made = adapter.record.get("recipe")
    if isinstance(made, dict) and made.get("kind") == "extract":
        about["extracted"] = {role: made[role]["name"] for role in ("base", "donor") if _is_named(made.get(role))}
    return about


def _is_named(model: Any) -> bool:
    return isinstance(model, dict) and isinstance(model.get("name"), str)


def _recipe(options: MergeOptions, target: Model, adapters: tuple[Adapter, ...]) -> dict[str, Any]:
    with Reader() as reader:
        return {
            "kind": "merge",
            "graftwork": __version__,
            "target": {**public_identity(target.folder), "files": identify(target.checkpoint.headers, reader)},
            "adapters": [
                _about_adapter(adapter) | {"weight": use.weight, "files": identify(adapter.headers, reader)}
                for adapter, use in zip(adapters, options.adapters, strict=True)
            ],
            "dtype": options.dtype,
            "rounding": options.rounding,
            "context": options.context,
            "shard_size": options.shard_size,
            "seed": options.seed,
            "device": options.device,
        }
