"""An exception as the event that tells people about it: one sentence, a hint, and a traceback only for a bug."""

from __future__ import annotations

import errno
import sys
import traceback
from typing import TYPE_CHECKING, Final, cast

from graftwork_core.errors import Cancelled as CancelledError
from graftwork_core.errors import GraftworkError
from graftwork_core.jobs.events import Cancelled, Error
from graftwork_core.jobs.masking import masked
from graftwork_core.jobs.spec import bad_options

if TYPE_CHECKING:
    from pydantic import ValidationError

RESUME_HINT: Final = "Run the same job again to continue where it stopped."
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
_ENGINE_MODULES: Final = ("torch", "transformers", "safetensors", "numpy", "graftwork_core")


def failure(exception: BaseException) -> Error | Cancelled:
    """What to tell about an exception that ended a job. Tokens in it are masked."""
    match exception:
        case CancelledError():
            return Cancelled(masked(exception.message), masked(exception.hint))
        case GraftworkError():
            return Error(
                exception.kind, masked(exception.message), masked(exception.hint), exit_status=exception.exit_status
            )
        case ValueError() if type(exception).__module__.startswith("pydantic") and hasattr(exception, "errors"):
            # Options that pass when given, and fail when the engine combines them.
            return failure(bad_options(cast("ValidationError", exception), "the job"))
        case MemoryError():
            return _out_of_memory()
        case OSError() if exception.errno is not None:
            return _system_error(exception)
        case ModuleNotFoundError() if (exception.name or "").partition(".")[0] in _ENGINE_MODULES:
            return Error(
                "no_engine",
                f"This Python ({sys.executable}) has no {exception.name}.",
                "Install Graftwork with its requirements there, or choose another engine interpreter.",
            )
        case RuntimeError() if _is_device_out_of_memory(exception):
            return Error(
                "gpu_oom",
                "The device ran out of memory.",
                "Close what else uses it, or choose the device cpu. " + RESUME_HINT,
            )
        case RuntimeError() if "not enough memory" in str(exception) or "can't allocate memory" in str(exception):
            return _out_of_memory()
        case _:
            return _bug(exception)


def _out_of_memory() -> Error:
    return Error(
        "no_room",
        "The machine ran out of memory.",
        "Close other programs, or use fewer --threads. " + RESUME_HINT,
    )


def _system_error(exception: OSError) -> Error:
    where = masked(str(exception.filename)) if exception.filename else ""
    reason = exception.strerror or str(exception)
    if exception.errno in _FULL:
        disk = f"The disk of {where} is full." if where else "The disk is full."
        return Error("no_room", disk, "Make room, or write somewhere else. " + RESUME_HINT)
    if exception.errno in _FORBIDDEN:
        return Error(
            "no_permission",
            f"{where or 'A file'} cannot be used: {reason.lower()}.",
            "Choose another folder, or change its permissions.",
            exit_status=2,
        )
    if exception.errno == errno.ENOMEM:
        return _out_of_memory()
    if not where:
        return Error("io", f"The system refused: {reason}.", "", _traceback(exception))
    return Error("io", f"{where}: {reason}.", "Check that disk. " + RESUME_HINT, _traceback(exception))


def _is_device_out_of_memory(exception: RuntimeError) -> bool:
    # By name: torch.OutOfMemoryError is a RuntimeError, and asking torch would load it.
    by_name = type(exception).__name__ == "OutOfMemoryError"
    return by_name or "CUDA out of memory" in str(exception) or "MPS backend out of memory" in str(exception)


def _bug(exception: BaseException) -> Error:
    first = (str(exception).splitlines() or [""])[0][:300]
    what = f"{type(exception).__name__}: {first}" if first else type(exception).__name__
    return Error(
        "bug",
        masked(f"Graftwork failed in a way it should not: {what}"),
        "This is a bug in Graftwork; please report it with the details.",
        _traceback(exception),
    )


def _traceback(exception: BaseException) -> str:
    return masked("".join(traceback.format_exception(exception)))
