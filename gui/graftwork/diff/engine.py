"""What the Compare page asks the engine without a worker: whether two models can be compared, and what is known of it.

Headers, a few rows, and earlier figures are read; no weights are computed with, and no torch is imported.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graftwork import paths

if TYPE_CHECKING:
    from graftwork_core.extract.diff_file import Diff, TensorDiff
    from graftwork_core.extract.plan import ExtractPlan
    from graftwork_core.jobs.spec import Job
    from graftwork_core.model.report import FitReport

FOLDER: Final = "comparisons"
_UNSAFE: Final = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Prepared:
    """Two models that may be compared.

    Attributes:
        base: The original model.
        donor: The fine-tune of it.
        out: Where the figures are, or will be.
        report: What is good and bad about the fit.
        tensors: What both have, unmeasured.
        nbytes: Bytes that a comparison reads.
        known: The figures, when these very files were compared before.
    """

    base: Path
    donor: Path
    out: Path
    report: FitReport
    tensors: tuple[TensorDiff, ...]
    nbytes: int
    known: Diff | None


def prepare(base: Path, donor: Path) -> Prepared:
    """Open both, hold them against each other, and look for earlier figures. Takes a moment.

    Raises:
        GraftworkError: When one of them is broken.
    """
    from graftwork_core.extract.diff_options import DiffOptions
    from graftwork_core.extract.diff_tensors import unmeasured
    from graftwork_core.extract.plan import plan_extract

    out = place_of(base, donor)
    plan = plan_extract(DiffOptions(base=base, donor=donor, out=out).extraction())
    return Prepared(
        base=base,
        donor=donor,
        out=out,
        report=plan.report,
        tensors=tuple(map(unmeasured, plan.tasks)),
        nbytes=sum(task.nbytes for task in plan.tasks),
        known=_known(out, plan),
    )


def to_job(prepared: Prepared) -> Job:
    """The job that compares them; figures of other files of the same place are replaced."""
    from graftwork_core.jobs.spec import make_job

    options = {"base": prepared.base, "donor": prepared.donor, "out": prepared.out, "overwrite": True}
    return make_job("diff", options)


def read_figures(folder: Path) -> Diff:
    """The figures of a finished comparison.

    Raises:
        GraftworkError: When there are none, or they are damaged.
    """
    from graftwork_core.extract.diff_file import read_diff

    return read_diff(folder)


def place_of(base: Path, donor: Path) -> Path:
    """The folder of a comparison's figures: the same one for the same two models, among the user's data."""
    from graftwork_core.jobs.home import home

    both = "\0".join(os.path.abspath(path) for path in (base, donor))
    mark = hashlib.sha256(both.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    name = _UNSAFE.sub("-", f"{paths.model_name(donor)}-{paths.model_name(base)}")[:80]
    return home() / FOLDER / f"{name}-{mark}"


def _known(out: Path, plan: ExtractPlan) -> Diff | None:
    """Earlier figures, when they are of these very files and this version; whatever is wrong with them, None."""
    from graftwork_core.errors import GraftworkError
    from graftwork_core.extract.diff_tensors import recipe_of
    from graftwork_core.provenance import RECORD_NAME
    from graftwork_core.weights.checkpoint import read_json

    try:
        record: dict[str, Any] = read_json(out / RECORD_NAME)
        if plan.report.blocking or record.get("recipe") != json.loads(json.dumps(recipe_of(plan))):
            return None
        return read_figures(out)
    except GraftworkError:
        return None
