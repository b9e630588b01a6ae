"""What the page asks of one repository, each question in a thread: what it is, what is in it, its family."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from graftwork_core.adapter.files import Adapter
    from graftwork_core.adapter.preview import AdapterPreview
    from graftwork_core.hub.errors import Gated
    from graftwork_core.hub.look import DownloadCost
    from graftwork_core.hub.names import HubName
    from graftwork_core.hub.repository import Repository
    from graftwork_core.hub.search import ModelRow, Relation
    from graftwork_core.hub.session import HubSession
    from graftwork_core.model.card import Card
    from graftwork_core.model.info import Model


@dataclass(frozen=True)
class About:
    """A repository before anybody looked into its weights.

    Attributes:
        repository: Its files at a commit.
        row: What a list shows of it.
        page: Its address.
        endpoint: Address of the Hub that told it.
        kind: "model" or "adapter"; empty when Graftwork can read neither in it.
        cost: What a download would take; None where that cannot be told.
        is_checked: Everything is here, and Graftwork has checked it.
        card: Its card.
        problem: Why Graftwork cannot use it: what is wrong and what to do; None when it can.
        gate: Files were asked for and refused; None when they were not.
    """

    repository: Repository
    row: ModelRow
    page: str
    endpoint: str
    kind: str = ""
    cost: DownloadCost | None = None
    is_checked: bool = False
    card: Card | None = None
    problem: tuple[str, str] | None = None
    gate: Gated | None = None

    @property
    def is_here(self) -> bool:
        """Whether all that is needed is in the cache."""
        return self.cost is not None and self.cost.missing == 0

    @property
    def files(self) -> tuple[tuple[str, int], ...]:
        """Names and bytes of all its files."""
        return tuple((file.path, file.size) for file in self.repository.files)


@dataclass(frozen=True)
class Inside:
    """What settings and headers tell, as of a folder: either a model, or an adapter with what it holds."""

    model: Model | None = None
    adapter: Adapter | None = None
    preview: AdapterPreview | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """A model's relatives.

    Attributes:
        parents: Names of what it was made from.
        children: How → the most downloaded ones that were made so from it.
        more: The relations of which there are more than those.
    """

    parents: tuple[str, ...]
    children: dict[Relation, tuple[ModelRow, ...]]
    more: frozenset[Relation]


_MOST_CHILDREN: Final = 30


def look(session: HubSession, name: HubName) -> About:
    """What the Hub tells of a repository; a handful of requests.

    Raises:
        GraftworkError: When there is none, or the Hub cannot be asked.
    """
    from graftwork_core.errors import BadInput
    from graftwork_core.hub.errors import Gated
    from graftwork_core.hub.look import choose_files, cost_of
    from graftwork_core.hub.published import published_card
    from graftwork_core.hub.repository import look_up
    from graftwork_core.hub.search import look_at
    from graftwork_core.hub.verified import unchecked

    repository = look_up(session, name)
    row = look_at(session, repository.repo_id)
    about = About(repository, row, session.endpoint.page(repository.repo_id), session.endpoint.url)
    try:
        selection, _ = choose_files(session, repository)
        cost = cost_of(repository, selection)
        checked = cost.missing == 0 and not unchecked(cost.folder, selection.files)
        about = replace(about, kind=selection.kind, cost=cost, is_checked=checked)
    except Gated as error:
        about = replace(about, kind=_kind(repository), gate=error)
    except BadInput as error:
        about = replace(about, problem=(error.message, error.hint))
    try:
        return replace(about, card=published_card(session, repository))
    except Gated as error:
        return replace(about, gate=error)


def look_inside(session: HubSession, name: HubName) -> Inside:
    """Read settings and headers: some hundred kilobytes.

    Raises:
        GraftworkError: When they are broken, or the Hub refuses.
    """
    from graftwork_core.hub.look import look_into

    with look_into(session, name) as place:
        return look_into_folder(place.folder)


def look_into_folder(folder: Path) -> Inside:
    """The same of a folder.

    Raises:
        GraftworkError: When it holds neither a model nor an adapter, or a broken one.
    """
    from graftwork import paths
    from graftwork_core.adapter.files import open_adapter
    from graftwork_core.adapter.preview import preview
    from graftwork_core.model.info import CONFIG_NAME, open_model

    if paths.is_adapter(folder) and not (folder / CONFIG_NAME).is_file():
        adapter = open_adapter(folder)
        return Inside(adapter=adapter, preview=preview(adapter))
    return Inside(model=open_model(folder))


def family_of(session: HubSession, row: ModelRow) -> Family:
    """What a model was made from, and what others made of it; four requests.

    Raises:
        GraftworkError: When the Hub cannot be asked.
    """
    from graftwork_core.hub.search import RELATIONS, children

    found: dict[Relation, tuple[ModelRow, ...]] = {}
    more: set[Relation] = set()
    for relation in RELATIONS:
        listing = children(session, row.repo_id, relation)
        found[relation] = listing.next_page()[:_MOST_CHILDREN]
        if not listing.finished:
            more.add(relation)
    return Family(row.base_models, found, frozenset(more))


def cached(name: HubName) -> Path | None:
    """The folder of what the cache has of a repository; nothing is asked of the Hub."""
    from graftwork_core.hub.cache import cached_snapshot

    found = cached_snapshot(name)
    return None if found is None else found[1]


def _kind(repository: Repository) -> str:
    from graftwork_core.hub.selection import is_adapter

    return "adapter" if is_adapter(repository) else "model"
