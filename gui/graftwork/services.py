"""What every page is given: the parts of the application that outlive it."""

from __future__ import annotations

from dataclasses import dataclass, field

from graftwork.aio import Tasks
from graftwork.engine import Engine
from graftwork.hub.desk import HubDesk
from graftwork.library import Library
from graftwork.messages import Messages
from graftwork.rehearsal import Rehearsals
from graftwork.requests import Requests
from graftwork.runner import Runner
from graftwork.settings import Settings
from graftwork.theme import Theme


@dataclass(frozen=True, slots=True)
class Services:
    """Handed to pages when they are made.

    Attributes:
        tasks: Starts coroutines.
        engine: Quick questions, answered in threads.
        runner: The running job.
        settings: What is remembered.
        theme: The colours.
        library: The models and adapters on this machine.
        requests: Wishes to other pages.
        messages: What is said outside of any page.
        hub: Questions to the Hub, answered in threads.
        rehearsals: Answers what a job would do and how long it takes; None where nobody can.
    """

    tasks: Tasks
    engine: Engine
    runner: Runner
    settings: Settings
    theme: Theme
    library: Library
    requests: Requests = field(default_factory=Requests)
    messages: Messages = field(default_factory=Messages)
    hub: HubDesk = field(default_factory=HubDesk)
    rehearsals: Rehearsals | None = None
