"""Finding models on the Hub: filters, order, pages that come when they are wanted, and a model's relatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import quote

from graftwork_core.errors import BadInput
from graftwork_core.hub import fields
from graftwork_core.hub.answers import checked
from graftwork_core.hub.names import check_repo_id
from graftwork_core.hub.session import HubSession

Kind = Literal["models", "adapters", "all"]
Sort = Literal["trending", "downloads", "likes", "modified", "created"]
Relation = Literal["adapter", "merge", "finetune", "quantized"]
RELATIONS: Final[tuple[Relation, ...]] = ("adapter", "finetune", "merge", "quantized")
_SORTS: Final = {
    "trending": "trendingScore",
    "downloads": "downloads",
    "likes": "likes",
    "modified": "lastModified",
    "created": "createdAt",
}
_EXPAND: Final = (
    "author", "baseModels", "cardData", "config", "createdAt", "disabled", "downloads", "gated", "lastModified",
    "library_name", "likes", "pipeline_tag", "private", "safetensors", "sha", "tags",
)  # fmt: skip
PAGE_SIZE: Final = 30


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; everything that is empty or None does not matter.

    Attributes:
        text: A part of the name.
        kind: Whole models with safetensors, adapters, or both.
        author: A user or organization.
        architecture: The `model_type`, such as "llama".
        base_model: "owner/name" of what it was made from.
        relation: How it was made from that.
        licence: Short name.
        gated: Only gated, or only open ones.
        least: Parameters at the least.
        most: Parameters at the most.
        sort: What comes first.
    """

    text: str = ""
    kind: Kind = "models"
    author: str = ""
    architecture: str = ""
    base_model: str = ""
    relation: Relation | None = None
    licence: str = ""
    gated: bool | None = None
    least: int | None = None
    most: int | None = None
    sort: Sort = "trending"

    def parameters(self, page_size: int) -> dict[str, str | int | list[str]]:
        """The query as the Hub has it."""
        tags = {"models": ["safetensors"], "adapters": ["peft"], "all": []}[self.kind]
        tags += [self.architecture] if self.architecture else []
        tags += [f"license:{self.licence}"] if self.licence else []
        if self.base_model:
            tags.append(":".join(filter(None, ("base_model", self.relation, self.base_model))))
        asked: dict[str, str | int | list[str]] = {
            "sort": _SORTS[self.sort],
            "limit": page_size,
            "filter": tags,
            "expand": list(_EXPAND),
        }
        asked |= {"search": self.text.strip()} if self.text.strip() else {}
        asked |= {"author": self.author} if self.author else {}
        asked |= {"gated": str(self.gated).lower()} if self.gated is not None else {}
        sizes = [f"min:{_millions(self.least)}"] if self.least is not None else []
        sizes += [f"max:{_millions(self.most)}"] if self.most is not None else []
        return asked | ({"num_parameters": ",".join(sizes)} if sizes else {})


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model as a list shows it; what the Hub does not tell is empty or None.

    Attributes:
        repo_id: "owner/name".
        parameters: Elements of all tensors.
        dtype: The type most of them have, by the headers' names ("BF16").
        architecture: The model's class, else its `model_type`.
        downloads: Of the last month.
        likes: Likes.
        modified: When it changed last, as an ISO date.
        licence: Short name.
        gated: "auto", "manual" or empty.
        private: Whether only its owner sees it.
        library: "transformers", "peft", …
        pipeline: What it is for, such as "text-generation".
        base_models: What it was made from.
        relation: How.
        tags: Its tags.
    """

    repo_id: str
    parameters: int | None = None
    dtype: str = ""
    architecture: str = ""
    downloads: int | None = None
    likes: int | None = None
    modified: str = ""
    licence: str = ""
    gated: str = ""
    private: bool = False
    library: str = ""
    pipeline: str = ""
    base_models: tuple[str, ...] = ()
    relation: str = ""
    tags: tuple[str, ...] = ()


class Listing:
    """The answer to a query, page by page.

    Attributes:
        finished: Whether there is no further page.
    """

    def __init__(self, session: HubSession, query: Query, page_size: int = PAGE_SIZE) -> None:
        """Nothing is asked yet."""
        self.finished = False
        self._session = session
        self._parameters: Any = query.parameters(page_size)
        self._next = f"{session.endpoint.url}/api/models"
        self._seen: set[str] = set()

    def next_page(self, session: HubSession | None = None) -> tuple[ModelRow, ...]:
        """The next rows; none when there are no more. What is shown already does not come twice.

        Args:
            session: Who asks now; left out, the one that asked for the first page.

        Raises:
            GraftworkError: When the Hub cannot be asked; the same page may then be asked for again.
            Cancelled: The user went on to something else.
        """
        if self.finished:
            return ()
        content, following = (session or self._session).get_page(self._next, self._parameters)
        rows = [row for entry in checked(content, list, "list of models") if (row := parse_row(entry)) is not None]
        new = tuple(row for row in rows if row.repo_id not in self._seen)
        self._seen |= {row.repo_id for row in new}
        self._parameters = None
        self.finished = following is None or following == self._next
        self._next = following or self._next
        return new


def children(session: HubSession, repo_id: str, relation: Relation, sort: Sort = "downloads") -> Listing:
    """What others made of a model: its adapters, fine-tunes, merges or quantizations."""
    return Listing(session, Query(kind="all", base_model=repo_id, relation=relation, sort=sort))


def look_at(session: HubSession, repo_id: str) -> ModelRow:
    """One model's row; its `base_models` lead to its parents.

    Raises:
        GraftworkError: When there is none, or the Hub cannot be asked.
    """
    content = session.get_json(f"/api/models/{quote(repo_id)}", {"expand": list(_EXPAND)})
    row = parse_row(content)
    return checked(row, ModelRow, f"answer about {repo_id}")  # type: ignore[no-any-return]


def parse_row(entry: Any) -> ModelRow | None:
    """A row out of the Hub's JSON; None when not even its name can be used."""
    values = fields.table(entry)
    try:
        repo_id = check_repo_id(fields.text(values.get("id") or values.get("modelId")))
    except BadInput:
        return None
    card, config = fields.table(values.get("cardData")), fields.table(values.get("config"))
    tensors, family = fields.table(values.get("safetensors")), fields.table(values.get("baseModels"))
    tags = fields.texts(values.get("tags"))
    parents = family.get("models")
    bases = [fields.table(one).get("id") for one in parents] if isinstance(parents, list) else card.get("base_model")
    return ModelRow(
        repo_id=repo_id,
        parameters=fields.count(tensors.get("total")),
        dtype=_most_common(tensors.get("parameters")),
        architecture=next(iter(fields.texts(config.get("architectures"))), "") or fields.text(config.get("model_type")),
        downloads=fields.count(values.get("downloads")),
        likes=fields.count(values.get("likes")),
        modified=fields.text(values.get("lastModified")),
        licence=fields.licence_of(card, tags),
        gated=fields.gate(values.get("gated")),
        private=values.get("private") is True,
        library=fields.text(values.get("library_name")),
        pipeline=fields.text(values.get("pipeline_tag")),
        base_models=fields.texts(bases),
        relation=fields.text(family.get("relation") or card.get("base_model_relation")),
        tags=tags,
    )


def _most_common(counts: Any) -> str:
    known = {fields.text(name): size for name, value in fields.table(counts).items() if (size := fields.count(value))}
    return max(known, key=lambda name: known[name]) if known else ""


def _millions(parameters: int) -> str:
    return f"{parameters / 1e6:g}M"
