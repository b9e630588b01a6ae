"""What a check is compared with: an earlier run, or another model that is asked the same questions."""

from __future__ import annotations

from graftwork_core.errors import BadInput
from graftwork_core.haystack.plans.options import HaystackOptions
from graftwork_core.haystack.results.run_file import read_run
from graftwork_core.haystack.results.store import RUN_NAME
from graftwork_core.haystack.running.preparing import Prepared
from graftwork_core.haystack.running.row_run import RowRun
from graftwork_core.haystack.running.rows import BASELINE, Row, baseline_row


def baseline_of(options: HaystackOptions, prepared: Prepared, others: list[Row]) -> RowRun | None:
    """An earlier run to compare with; another model joins the rows that are asked.

    Raises:
        BadInput: It cannot be read, or asked other questions.
    """
    path = options.baseline
    if path is None:
        return None
    if path.name != RUN_NAME and not (path / RUN_NAME).is_file():
        others.append(baseline_row(path))
        return None
    run = read_run(path)
    if run.header.plan_hash != prepared.header.plan_hash:
        raise BadInput(
            f"The run in {path} asked other questions than this one would.",
            "Give the same preset, lengths, language, seed and grading, or name the baseline's model instead.",
        )
    return RowRun(Row(BASELINE, run.header.model_name, path, None), run)
