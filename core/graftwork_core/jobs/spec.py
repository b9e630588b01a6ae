"""What can be asked for: a job is a kind and its options, and a saved job is one flat JSON object.

{"kind": "merge", "target": "/models/skill", "adapters": [{"path": "/adapters/long"}], "out": "/models/new"}
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from graftwork_core.errors import BadInput

if TYPE_CHECKING:  # the options' classes cost time to build: a job builds only those of its own kind
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from graftwork_core.extract.diff_options import DiffOptions
    from graftwork_core.extract.options import ExtractOptions
    from graftwork_core.graft_options import GraftOptions
    from graftwork_core.haystack.plans.options import HaystackOptions, SweepOptions
    from graftwork_core.haystack.plans.prompt_options import PromptOptions
    from graftwork_core.hub.download_options import DownloadOptions
    from graftwork_core.hub.upload_options import UploadOptions
    from graftwork_core.merge.options import MergeOptions

MAX_JOB_BYTES: Final = 1 << 19
"""A job fits into one line of the worker's protocol."""


@dataclass(frozen=True, slots=True)
class ExtractJob:
    """Make an adapter out of (donor - base)."""

    kind: ClassVar[str] = "extract"
    options: ExtractOptions


@dataclass(frozen=True, slots=True)
class MergeJob:
    """Merge adapters into a target."""

    kind: ClassVar[str] = "merge"
    options: MergeOptions


@dataclass(frozen=True, slots=True)
class GraftJob:
    """Extract and merge in one go."""

    kind: ClassVar[str] = "graft"
    options: GraftOptions


@dataclass(frozen=True, slots=True)
class HaystackJob:
    """Ask a model about facts in long texts."""

    kind: ClassVar[str] = "haystack"
    options: HaystackOptions


@dataclass(frozen=True, slots=True)
class SweepJob:
    """Ask it with an adapter at many weights and ranks."""

    kind: ClassVar[str] = "sweep"
    options: SweepOptions


@dataclass(frozen=True, slots=True)
class DiffJob:
    """Compare a fine-tune with its base, tensor by tensor."""

    kind: ClassVar[str] = "diff"
    options: DiffOptions


@dataclass(frozen=True, slots=True)
class DownloadJob:
    """Fetch a model or an adapter from the Hub."""

    kind: ClassVar[str] = "download"
    options: DownloadOptions


@dataclass(frozen=True, slots=True)
class UploadJob:
    """Publish a model or an adapter on the Hub."""

    kind: ClassVar[str] = "upload"
    options: UploadOptions


@dataclass(frozen=True, slots=True)
class PromptJob:
    """Say something to a model. It leaves no output, so it is not kept in the history."""

    kind: ClassVar[str] = "prompt"
    options: PromptOptions


Job = ExtractJob | MergeJob | GraftJob | HaystackJob | SweepJob | DiffJob | DownloadJob | UploadJob | PromptJob
KINDS: Final = ("extract", "merge", "graft", "haystack", "sweep", "diff", "download", "upload", "prompt")


def make_job(kind: str, options: Mapping[str, Any], spelled: Callable[[str], str] = str) -> Job:
    """A job from its kind and its options' values.

    Args:
        kind: One of `KINDS`.
        options: Name → value, as the options' class has them.
        spelled: How a field is called where its value came from (a command line says `--rank`).

    Raises:
        BadInput: When the kind is unknown or an option is missing, unknown or wrong; names it.
    """
    from pydantic import ValidationError

    try:
        match kind:
            case "extract":
                from graftwork_core.extract.options import ExtractOptions

                return ExtractJob(ExtractOptions.model_validate(options))
            case "merge":
                from graftwork_core.merge.options import MergeOptions

                return MergeJob(MergeOptions.model_validate(options))
            case "graft":
                from graftwork_core.graft_options import GraftOptions

                return GraftJob(GraftOptions.model_validate(options))
            case "haystack":
                from graftwork_core.haystack.plans.options import HaystackOptions

                return HaystackJob(HaystackOptions.model_validate(options))
            case "sweep":
                from graftwork_core.haystack.plans.options import SweepOptions

                return SweepJob(SweepOptions.model_validate(options))
            case "diff":
                from graftwork_core.extract.diff_options import DiffOptions

                return DiffJob(DiffOptions.model_validate(options))
            case "download":
                from graftwork_core.hub.download_options import DownloadOptions

                return DownloadJob(DownloadOptions.model_validate(options))
            case "upload":
                from graftwork_core.hub.upload_options import UploadOptions

                return UploadJob(UploadOptions.model_validate(options))
            case "prompt":
                from graftwork_core.haystack.plans.prompt_options import PromptOptions

                return PromptJob(PromptOptions.model_validate(options))
            case _:
                raise BadInput(f"There is no kind of job called {kind!r}.", f"It can be {', '.join(KINDS)}.")
    except ValidationError as error:
        raise bad_options(error, f"the {kind} job", spelled) from error


def read_job(source: Path | str) -> Job:
    """Read a saved job: a Path is a file, a str is the JSON itself.

    Raises:
        BadInput: When the file is missing or too large, or the JSON is no job; names file and field.
    """
    name = str(source) if isinstance(source, Path) else "The job"
    text = _read(source) if isinstance(source, Path) else source
    if len(text) > MAX_JOB_BYTES:
        raise BadInput(f"{name} is larger than {MAX_JOB_BYTES} bytes, too much for a job.")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{name} is not valid JSON ({error}).") from error
    if not isinstance(content, dict) or not isinstance(content.get("kind"), str):
        raise BadInput(f'{name} is not a job: it has no "kind".', f"It can be {', '.join(KINDS)}.")
    options = {key: value for key, value in content.items() if key != "kind"}
    return make_job(content["kind"], options)


def job_json(job: Job) -> dict[str, Any]:
    """The job as a flat JSON object that `read_job` reads; every option is in it, defaults too."""
    return {"kind": job.kind, **job.options.model_dump(mode="json")}


def spec_text(job: Job) -> str:
    """The job as one line of JSON that `read_job` reads."""
    return json.dumps(job_json(job), ensure_ascii=False)


def save_job(job: Job, file: Path) -> None:
    """Write the job as a JSON file that `graftwork run` takes.

    Raises:
        BadInput: When the file cannot be written.
    """
    try:
        file.write_text(json.dumps(job_json(job), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror or error}.") from error


def title(job: Job) -> str:
    """A short name for lists: "long - base", "long - base → skill", "merged, quick", "long vs. base"."""
    match job:
        case ExtractJob():
            return f"{_leaf(job.options.donor)} - {_leaf(job.options.base)}"
        case MergeJob():
            return " + ".join(_leaf(part) for part in (job.options.target, *(one.path for one in job.options.adapters)))
        case GraftJob():
            options = job.options
            return f"{_leaf(options.donor)} - {_leaf(options.base)} → {_leaf(options.target)}"
        case HaystackJob():
            asked = job.options
            names = [_leaf(path) for path in (asked.model, *(one.path for one in asked.adapters))]
            return f"{' + '.join(names)}, {asked.preset or 'quick'}"
        case SweepJob():
            return f"{_leaf(job.options.target)} + {_leaf(job.options.adapter)}"
        case DiffJob():
            return f"{_leaf(job.options.donor)} vs. {_leaf(job.options.base)}"
        case DownloadJob():
            return str(job.options.name)
        case UploadJob():
            return f"{_leaf(job.options.folder)} → hf:{job.options.repository}"
        case PromptJob():
            return f"{_leaf(job.options.model)}, a prompt"


def bad_options(error: ValidationError, what: str, spelled: Callable[[str], str] = str) -> BadInput:
    """The first complaint of pydantic as one sentence that names the field and its value."""
    complaints = error.errors(include_url=False, include_context=False)
    first = complaints[0]
    field = _field(first)
    name = spelled(field)
    messages = dict.fromkeys(_message(one) for one in complaints if _field(one) == field)
    message = ", or ".join(messages)
    match first["type"]:
        case "missing":
            return BadInput(f"{_start(what)} lacks {name}.")
        case "extra_forbidden":
            return BadInput(f"{_start(what)} has {name}, which means nothing to it.", "Check the spelling.")
        case _ if not field:
            return BadInput(f"{_start(what)} cannot be done: {message}.")
        case _:
            return BadInput(f"{_start(what)} has {name} = {str(first['input'])[:80]!r}: {message}.")


def _field(complaint: ErrorDetails) -> str:
    return ".".join(str(part) for part in complaint["loc"] if not _is_noise(part))


def _message(complaint: ErrorDetails) -> str:
    message = complaint["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _is_noise(part: object) -> bool:
    """Pydantic names the branch of a union that it tried; people know no such name."""
    return isinstance(part, str) and ("[" in part or part in {"int", "str", "float"})


def _start(what: str) -> str:
    return what[:1].upper() + what[1:]


def _leaf(path: Path) -> str:
    return path.name or str(path)


def _read(file: Path) -> str:
    try:
        if file.stat().st_size > MAX_JOB_BYTES:
            raise BadInput(f"{file} is larger than {MAX_JOB_BYTES} bytes, too much for a job.")
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BadInput(f"{file} does not exist.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{file} is not text, so it is no job.") from error
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror or error}.") from error
