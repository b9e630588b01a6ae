"""The card that a repository has: text from strangers, read as data, to be shown as plain text."""

from __future__ import annotations

from graftwork_core.hub.contents import fetch_small
from graftwork_core.hub.repository import Repository
from graftwork_core.hub.session import HubSession
from graftwork_core.model.card import CARD_NAME, MOST_BYTES, Card, parse_card


def published_card(session: HubSession, repository: Repository) -> Card:
    """The card; an empty one when there is none, or one that is too large for a card.

    Raises:
        GraftworkError: When it cannot be fetched, or arrives damaged.
    """
    file = repository.find(CARD_NAME)
    if file is None:
        return Card()
    if file.size > MOST_BYTES:
        return Card(problem=f"{CARD_NAME} has {file.size} bytes, too much for a card.")
    return parse_card(fetch_small(session, repository, file).decode("utf-8", errors="replace"))
