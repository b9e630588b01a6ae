"""Routes that write: repositories, settings, the steps of an upload, the commit."""

from __future__ import annotations

import base64
import hashlib
import json
import math
from typing import Any

import yaml

from tests.hub_server.content import Content, Entry, Model, Person
from tests.hub_server.reading import Reading, Refused
from tests.hub_server.web import Answer, Call, Router, as_json, refusal


class Writing:
    """The writing half of a Hub."""

    def __init__(self, content: Content, reading: Reading) -> None:
        self.content = content
        self.reading = reading
        self.part_size = 5 << 20
        self.verify_origin = ""
        self.ignored: set[str] = set()

    def register(self, router: Router) -> None:
        name = r"([\w.-]+/[\w.-]+)"
        for methods, pattern, route in (
            ("POST", r"/api/repos/create", self.create),
            ("DELETE", r"/api/repos/delete", self.delete),
            ("PUT", rf"/api/models/{name}/settings", self.settings),
            ("POST", r"/api/validate-yaml", self.validate_yaml),
            ("POST", rf"/api/models/{name}/preupload/([^/]+)", self.preupload),
            ("POST", rf"/{name}\.git/info/lfs/objects/batch", self.batch),
            ("POST", rf"/{name}\.git/info/lfs/objects/verify", self.verify),
            ("POST", r"/api/complete_multipart", self.complete),
            ("POST", rf"/api/models/{name}/commit/([^/]+)", self.commit),
        ):
            router.add(methods, pattern, self.reading._guarded(route))

    def writer(self, call: Call, owner: str) -> Person:
        person = self.reading.person(call)
        if person is None:
            raise Refused(refusal(401, "Invalid username or password."))
        if not person.may_write(owner):
            raise Refused(refusal(403, f"You don't have the rights to write under the namespace {owner}."))
        return person

    def writable(self, call: Call, repo_id: str) -> Model:
        model = self.reading.model(call, repo_id)
        self.writer(call, model.author)
        return model

    def create(self, call: Call) -> Answer:
        asked = call.json()
        person = self.reading.person(call)
        owner = asked.get("organization") or (person.name if person else "")
        self.writer(call, owner)
        repo_id = f"{owner}/{asked['name']}"
        url = f"{self.reading.origin}/{repo_id}"
        with self.content.lock:
            if repo_id in self.content.models:
                return as_json({"error": "You already created this model repo", "url": url}, 409)
            private = asked.get("visibility") == "private" or asked.get("private") is True
            model = Model(repo_id, private=private)
            model.put({".gitattributes": b"*.safetensors filter=lfs diff=lfs merge=lfs -text\n"}, "initial commit")
            self.content.models[repo_id] = model
        return as_json({"url": url, "name": repo_id, "id": "0"})

    def delete(self, call: Call) -> Answer:
        asked = call.json()
        person = self.reading.person(call)
        owner = asked.get("organization") or (person.name if person else "")
        self.writer(call, owner)
        if self.content.models.pop(f"{owner}/{asked['name']}", None) is None:
            return refusal(404, "Repository not found", "RepoNotFound")
        return as_json({})

    def settings(self, call: Call, repo_id: str) -> Answer:
        model = self.writable(call, repo_id)
        asked = call.json()
        if "visibility" in asked or "private" in asked:
            model.private = asked.get("visibility") == "private" or asked.get("private") is True
        if "gated" in asked:
            model.gated = asked["gated"]
        return as_json({})

    def validate_yaml(self, call: Call) -> Answer:
        text = call.json()["content"]
        block, end, _ = text.removeprefix("---\n").partition("\n---")
        try:
            content = yaml.safe_load(block) if end and text.startswith("---\n") else {}
        except yaml.YAMLError as error:
            return as_json({"error": "Invalid YAML", "errors": [{"message": f"Invalid YAML: {error}"}]}, 400)
        texts = ("license", "library_name")
        wrong = [f'"{key}" must be a string' for key in texts if not isinstance(content.get(key, ""), str)]
        bases = content.get("base_model") or []
        for base in [bases] if isinstance(bases, str) else bases:
            if str(base).startswith(("/", "~", ".")) or str(base).count("/") > 1:
                wrong.append(
                    f'"base_model" with value "{base}" is not valid. Use a model id from https://hf.co/models.'
                )
        if wrong:
            return as_json({"error": wrong[0], "errors": [{"message": one} for one in wrong], "warnings": []}, 400)
        return as_json({"errors": [], "warnings": []})

    def preupload(self, call: Call, repo_id: str, revision: str) -> Answer:
        model = self.writable(call, repo_id)
        files = []
        for asked in call.json()["files"]:
            sample = base64.b64decode(asked["sample"])
            large = model.entry(asked["path"], sample or b"x").sha256 or asked["size"] >= model.lfs_threshold
            known = model.files.get(asked["path"]) if model.commits else None
            files.append(
                {
                    "path": asked["path"],
                    "uploadMode": "lfs" if large else "regular",
                    "shouldIgnore": asked["path"] in self.ignored,
                    "oid": known.blob_id if known else None,
                }
            )
        return as_json({"files": files, "commitOid": model.head.oid})

    def batch(self, call: Call, repo_id: str) -> Answer:
        self.writable(call, repo_id)
        objects = []
        for asked in call.json()["objects"]:
            oid, size = asked["oid"], asked["size"]
            about: dict[str, Any] = {"oid": oid, "size": size}
            if self.content.large_content(oid) is None:
                about["actions"] = {"upload": self._upload_action(oid, size), "verify": self._verify_action(repo_id)}
            objects.append(about)
        answer = as_json({"transfer": "multipart", "objects": objects})
        return Answer(200, {"Content-Type": "application/vnd.git-lfs+json"}, answer.body)

    def _upload_action(self, oid: str, size: int) -> dict[str, Any]:
        storage = self.reading.storage_origin
        if size <= self.part_size:
            return {"href": f"{storage}/upload/{oid}?signature=secret"}
        count = math.ceil(size / self.part_size)
        parts = {str(part): f"{storage}/upload/{oid}/{part}?signature=secret" for part in range(1, count + 1)}
        header = {"chunk_size": str(self.part_size), **parts}
        return {"href": f"{self.reading.origin}/api/complete_multipart?oid={oid}", "header": header}

    def _verify_action(self, repo_id: str) -> dict[str, Any]:
        return {"href": f"{self.verify_origin or self.reading.origin}/{repo_id}.git/info/lfs/objects/verify"}

    def complete(self, call: Call) -> Answer:
        asked = call.json()
        parts = [self.content.large.pop(f"{asked['oid']}/{part['partNumber']}", None) for part in asked["parts"]]
        if any(part is None for part in parts):
            return refusal(400, "A part is missing.")
        content = b"".join(part for part in parts if part is not None)
        if hashlib.sha256(content).hexdigest() != asked["oid"]:
            return refusal(400, "The parts do not have the announced sha256.")
        self.content.large[asked["oid"]] = content
        return as_json({})

    def verify(self, call: Call, repo_id: str) -> Answer:
        self.writable(call, repo_id)
        asked = call.json()
        content = self.content.large_content(asked["oid"])
        if content is None or len(content) != asked["size"]:
            return refusal(404, "The object is not there.")
        return as_json({})

    def commit(self, call: Call, repo_id: str, revision: str) -> Answer:
        model = self.writable(call, repo_id)
        lines = [json.loads(line) for line in call.body.splitlines() if line.strip()]
        header = lines[0]["value"]
        with self.content.lock:
            if header.get("parentCommit") not in (None, model.head.oid):
                return refusal(412, "A commit has happened since. Please refresh and try again.")
            changes: dict[str, Entry | None] = {}
            for line in lines[1:]:
                kind, value = line["key"], line["value"]
                if kind == "file":
                    changes[value["path"]] = Entry(base64.b64decode(value["content"]), None)
                elif kind == "lfsFile":
                    content = self.content.large_content(value["oid"])
                    if content is None:
                        return refusal(400, f"LFS pointer pointed to a file that does not exist: {value['path']}")
                    changes[value["path"]] = Entry(content, value["oid"])
                elif kind == "deletedFile":
                    changes[value["path"]] = None
            made = model.commit(changes, header["summary"])
        url = f"{self.reading.origin}/{repo_id}/commit/{made.oid}"
        return as_json({"success": True, "commitOid": made.oid, "commitUrl": url, "hookOutput": ""})
