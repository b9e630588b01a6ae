"""The sentence beside the Start button: what a check would do, or what still stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from graftwork.amounts import duration
from graftwork.details import Failure
from graftwork.wording import joined

if TYPE_CHECKING:
    from graftwork.haystack.engine import Planned

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PlanWords:
    """What the bar says.

    Attributes:
        text: One sentence.
        ready: Whether the check may be started.
        severity: "muted", "warning" or "blocking".
    """

    text: str
    ready: bool = False
    severity: str = "muted"


def plan_words(planned: Planned | None, problem: Failure | None, busy: bool) -> PlanWords:
    """Decide what to say, the first obstacle first.

    Args:
        planned: What would be done; None when it cannot be planned.
        problem: Why it cannot.
        busy: Whether another job runs.
    """
    if problem is not None:
        return PlanWords(joined(problem.message, problem.hint), severity="blocking")
    if planned is None:
        return PlanWords(translate("check plan", "Checking…"))
    words = translate("check plan", "{questions} questions at {lengths} lengths up to {longest} tokens.").format(
        questions=f"{planned.questions:,}", lengths=len(planned.skeleton.lengths), longest=f"{planned.longest:,}"
    )
    more = []
    if planned.seconds is not None:
        more.append(translate("check plan", "About {time}.").format(time=duration(planned.seconds)))
    if planned.goes_on:
        more.append(translate("check plan", "There are results in that folder: the same check goes on there."))
    if busy:
        more.append(translate("check plan", "It waits until the running job has ended."))
    return PlanWords(joined(words, *more), ready=True)
