"""What somebody looks for on the Hub, as they typed and chose it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from graftwork_core.units import parse_count

if TYPE_CHECKING:
    from graftwork_core.hub.search import Kind, Query, Relation, Sort


@dataclass(frozen=True, slots=True)
class Wish:
    """A search; everything that is empty does not matter.

    Attributes:
        text: A part of the name.
        kind: "models", "adapters" or "all".
        sort: "trending", "downloads", "likes", "modified" or "created".
        author: A user or organization.
        architecture: Such as "llama".
        base_model: "owner/name" of what it was made from.
        relation: How: "adapter", "finetune", "merge" or "quantized".
        licence: Short name.
        access: "open" or "gated".
        least: Parameters at the least, such as "500M".
        most: Parameters at the most.
    """

    text: str = ""
    kind: Kind = "models"
    sort: Sort = "trending"
    author: str = ""
    architecture: str = ""
    base_model: str = ""
    relation: Relation | None = None
    licence: str = ""
    access: str = ""
    least: str = ""
    most: str = ""

    @property
    def filters(self) -> int:
        """How many filters there are beside text, kind and order."""
        return sum(bool(getattr(self, one.name)) for one in fields(self)[3:])

    def query(self) -> Query:
        """The same as the engine has it. Not on the window's thread: it imports the client.

        Raises:
            BadInput: When a size cannot be read.
        """
        from graftwork_core.hub.search import Query

        return Query(
            text=self.text,
            kind=self.kind,
            author=self.author,
            architecture=self.architecture,
            base_model=self.base_model,
            relation=self.relation,
            licence=self.licence,
            gated={"open": False, "gated": True}.get(self.access),
            least=parse_count(self.least) if self.least else None,
            most=parse_count(self.most) if self.most else None,
            sort=self.sort,
        )


def is_count(text: str) -> bool:
    """Whether a number of parameters can be read, such as 500M or 7B; nothing at all can."""
    from graftwork_core.errors import BadInput

    try:
        return not text or parse_count(text) > 0
    except BadInput:
        return False
