"""Routes that read: listing, model info, tree, refs, and the files themselves."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlencode

from tests.hub_server import views
from tests.hub_server.content import Commit, Content, Entry, Model, Person
from tests.hub_server.web import Answer, Call, Router, as_json, refusal

_SORTS = {
    "downloads": lambda model: model.downloads,
    "likes": lambda model: model.likes,
    "trendingScore": lambda model: model.likes,
    "createdAt": lambda model: model.created,
    "lastModified": lambda model: model.modified,
}
_SIZES = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}


class Refused(Exception):
    """A route ends with this answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


class Reading:
    """The reading half of a Hub."""

    def __init__(self, content: Content, *, xet: bool, page_size: int = 1000) -> None:
        self.content = content
        self.xet = xet
        self.page_size = page_size
        self.origin = ""
        self.storage_origin = ""
        self.next_origin = ""
        self.xet_route = ""

    def register(self, router: Router) -> None:
        name = r"([\w.-]+(?:/[\w.-]+)?)"
        for pattern, route in (
            (r"/api/models", self.listing),
            (rf"/api/models/{name}/auth-check(/write)?", self.auth_check),
            (rf"/api/models/{name}/revision/([^/]+)", self.info),
            (rf"/api/models/{name}/tree/([^/]+)(/.*)?", self.tree),
            (rf"/api/models/{name}/refs", self.refs),
            (rf"/api/models/{name}/commits/([^/]+)", self.commits),
            (rf"/api/models/{name}/paths-info/([^/]+)", self.paths_info),
            (rf"/api/models/{name}", self.info),
        ):
            router.add("GET POST", pattern, self._guarded(route))
        router.add("GET HEAD", rf"/{name}/resolve/([^/]+)/(.+)", self._guarded(self.resolve))
        router.add("GET HEAD", rf"/api/resolve-cache/models/{name}/(\w+)/(.+)", self._guarded(self.cached_file))

    def _guarded(self, route: Any) -> Any:
        def run(call: Call, *parts: str | None) -> Answer:
            try:
                return route(call, *parts)
            except Refused as refused:
                return refused.answer

        return run

    def person(self, call: Call) -> Person | None:
        """Who asks.

        Raises:
            Refused: When the token is nobody's.
        """
        token = call.request.token
        person = self.content.person_of(token)
        if token and person is None:
            raise Refused(refusal(401, "Invalid credentials in Authorization header"))
        return person

    def model(self, call: Call, repo_id: str, *, redirect: str | None = None) -> Model:
        """The model that somebody may know of."""
        person = self.person(call)
        if new := self.content.renamed.get(repo_id):
            # In a query the old name may stand too; only the path is rewritten.
            where = call.path.replace(f"/{repo_id}", f"/{new}", 1)
            query = f"?{call.request.query}" if call.request.query else ""
            raise Refused(Answer(307, {"Location": redirect or where + query}))
        model = self.content.models.get(repo_id)
        hidden = model is not None and model.private and not (person and person.may_see(model.author))
        if model is None or hidden:
            if person is None:
                raise Refused(refusal(401, "Invalid username or password.", "RepoNotFound"))
            raise Refused(refusal(404, "Repository not found", "RepoNotFound"))
        if model.disabled:
            raise Refused(refusal(403, "Access to this resource is disabled."))
        return model

    def commit(self, model: Model, revision: str) -> Commit:
        found = model.at(revision)
        if found is None:
            raise Refused(refusal(404, f"Invalid rev id: {revision}", "RevisionNotFound"))
        return found

    def admit(self, call: Call, model: Model) -> None:
        """Refuse the files of a gated model to whoever was not let in."""
        if not model.gated:
            return
        person = self.person(call)
        if person is None:
            what = f"Access to model {model.id} is restricted. You must have access to it and be authenticated."
            raise Refused(refusal(401, what, "GatedRepo"))
        if person.name not in model.granted and not person.may_see(model.author):
            what = f"Access to model {model.id} is restricted and you are not in the authorized list."
            raise Refused(refusal(403, what, "GatedRepo"))

    def listing(self, call: Call) -> Answer:
        person = self.person(call)
        found = [model for model in self.content.models.values() if self._is_listed(model, call, person)]
        found.sort(key=_SORTS.get(call.first("sort"), _SORTS["trendingScore"]), reverse=True)
        limit = min(int(call.first("limit") or self.page_size), self.page_size)
        start = int(call.first("cursor") or 0)
        page = found[start : start + limit]
        rows = [views.shown(model, call.query.get("expand", [])) for model in page]
        headers = {}
        if start + limit < len(found):
            again = [(name, value) for name, values in call.query.items() for value in values if name != "cursor"]
            query = urlencode([*again, ("cursor", str(start + limit))])
            headers["Link"] = f'<{self.next_origin or self.origin}/api/models?{query}>; rel="next"'
        return as_json(rows, 200, **headers)

    def _is_listed(self, model: Model, call: Call, person: Person | None) -> bool:
        if model.private and not (person and person.may_see(model.author)):
            return False
        tags = set(model.tags) | {model.card.get("pipeline_tag")}
        total = sum(model.parameters.values())
        return (
            all(wanted in tags for wanted in call.query.get("filter", []))
            and call.first("search").lower() in model.id.lower()
            and call.first("author", model.author) == model.author
            and call.first("pipeline_tag") in ("", model.card.get("pipeline_tag"))
            and (not call.first("gated") or (call.first("gated").lower() == "true") == bool(model.gated))
            and _within(total, call.first("num_parameters"))
        )

    def info(self, call: Call, repo_id: str, revision: str = "main") -> Answer:
        model = self.model(call, repo_id)
        commit = self.commit(model, revision)
        if expand := call.query.get("expand"):
            return as_json(views.shown(model, expand))
        return as_json(views.info(model, commit, blobs=call.first("blobs").lower() == "true"))

    def tree(self, call: Call, repo_id: str, revision: str, folder: str | None = None) -> Answer:
        model = self.model(call, repo_id)
        commit = self.commit(model, revision)
        inside = (folder or "").strip("/")
        names = [name for name in sorted(commit.files) if not inside or name.startswith(inside + "/")]
        start = int(call.first("cursor") or 0)
        page = names[start : start + self.page_size]
        headers = {}
        if start + self.page_size < len(names):
            where = f"{self.next_origin or self.origin}{call.path}?recursive=true&cursor={start + self.page_size}"
            headers["Link"] = f'<{where}>; rel="next"'
        return as_json([views.leaf(model, name, commit.files[name], xet=self.xet) for name in page], 200, **headers)

    def refs(self, call: Call, repo_id: str) -> Answer:
        model = self.model(call, repo_id)
        branches = {"main": model.head.oid, **model.refs}
        named = [{"name": name, "ref": f"refs/heads/{name}", "targetCommit": oid} for name, oid in branches.items()]
        return as_json({"branches": named, "converts": [], "tags": []})

    def commits(self, call: Call, repo_id: str, revision: str) -> Answer:
        model = self.model(call, repo_id)
        self.commit(model, revision)
        when = "2026-01-02T03:04:05.000Z"
        shown = [
            {"id": one.oid, "title": one.title, "message": "", "authors": [{"user": "somebody"}], "date": when}
            for one in reversed(model.commits)
        ]
        return as_json(shown)

    def paths_info(self, call: Call, repo_id: str, revision: str) -> Answer:
        model = self.model(call, repo_id)
        commit = self.commit(model, revision)
        asked = re.findall(r"(?:^|&)paths=([^&]+)", call.body.decode())
        names = [name for name in (part.replace("%2F", "/") for part in asked) if name in commit.files]
        return as_json([views.leaf(model, name, commit.files[name], xet=self.xet) for name in names])

    def auth_check(self, call: Call, repo_id: str, write: str | None = None) -> Answer:
        model = self.model(call, repo_id)
        self.admit(call, model)
        person = self.person(call)
        if write and not (person and person.may_write(model.author)):
            return refusal(403, "You don't have the rights to write to this repository.")
        return as_json({})

    def resolve(self, call: Call, repo_id: str, revision: str, name: str) -> Answer:
        model = self.model(call, repo_id)
        commit = self.commit(model, revision)
        entry = commit.files.get(name)
        if entry is None:
            return refusal(404, "Entry not found", "EntryNotFound", **{"X-Repo-Commit": commit.oid})
        self.admit(call, model)
        about = self._about(model, commit, name, entry)
        if entry.sha256 is None:
            where = f"/api/resolve-cache/models/{model.id}/{commit.oid}/{quote(name)}"
            return Answer(307, {**about, "Location": where})
        if self.xet:
            about["X-Xet-Hash"] = views.xet_hash(entry) or ""
            route = self.xet_route or f"{self.origin}/api/models/{model.id}/xet-read-token/{commit.oid}"
            about["Link"] = f'<{route}>; rel="xet-auth"'
        return Answer(302, {**about, "Location": f"{self.storage_origin}/{model.id}/{entry.sha256}?signature=secret"})

    def cached_file(self, call: Call, repo_id: str, commit_id: str, name: str) -> Answer:
        model = self.model(call, repo_id)
        self.admit(call, model)
        commit = self.commit(model, commit_id)
        entry = commit.files[name]
        about = self._about(model, commit, name, entry)
        return Answer(200, {**about, "ETag": f'"{entry.etag}"'}, entry.content, is_file=True)

    def _about(self, model: Model, commit: Commit, name: str, entry: Entry) -> dict[str, str]:
        return {
            "X-Repo-Commit": commit.oid,
            "X-Linked-Etag": f'"{model.claimed_hashes.get(name, entry.etag)}"',
            "X-Linked-Size": str(model.claimed_sizes.get(name, entry.size)),
        }


def _within(total: int, bounds: str) -> bool:
    for bound in filter(None, bounds.split(",")):
        side, _, text = bound.partition(":")
        match = re.fullmatch(r"([\d.]+)([KMBT]?)", text)
        assert match, bounds
        value = float(match[1]) * _SIZES[match[2]]
        if (side == "min" and total < value) or (side == "max" and total > value):
            return False
    return True
