"""Models as the Hub's JSON shows them: rows of a listing, one model, its tree."""

from __future__ import annotations

from typing import Any

from tests.hub_server.content import Commit, Entry, Model, Person

_ALWAYS = ("id", "_id", "modelId")
_LISTED = ("id", "likes", "private", "downloads", "tags", "pipeline_tag", "library_name", "createdAt", "modelId")


def xet_hash(entry: Entry) -> str | None:
    """A stand-in for the hash of the chunk store, for files that the Hub's other store holds too."""
    return entry.sha256 and entry.sha256[::-1]


def everything(model: Model) -> dict[str, Any]:
    """All that is known of a model, by the names of `expand`."""
    parameters = model.parameters
    config = model.config
    shown = {key: config[key] for key in ("architectures", "model_type") if key in config}
    return {
        "_id": "0",
        "id": model.id,
        "modelId": model.id,
        "author": model.author,
        "sha": model.head.oid if model.commits else None,
        "createdAt": model.created,
        "lastModified": model.modified,
        "private": model.private,
        "gated": model.gated,
        "disabled": model.disabled,
        "downloads": model.downloads,
        "downloadsAllTime": model.downloads * 3,
        "likes": model.likes,
        "trendingScore": model.likes,
        "tags": model.tags,
        "pipeline_tag": model.card.get("pipeline_tag"),
        "library_name": model.card.get("library_name"),
        "config": shown,
        "cardData": model.card or None,
        "safetensors": {"parameters": parameters, "total": sum(parameters.values())} if parameters else None,
        "baseModels": {
            "relation": model.card.get("base_model_relation", "finetune"),
            "models": [{"_id": "0", "id": base} for base in model.base_models],
        }
        if model.base_models
        else None,
        "siblings": [{"rfilename": name} for name in sorted(model.files)] if model.commits else [],
        "usedStorage": sum(entry.size for entry in model.files.values()) if model.commits else 0,
    }


def shown(model: Model, expand: list[str]) -> dict[str, Any]:
    """What one row of a listing has: only what was asked for."""
    content = everything(model)
    wanted = (*_ALWAYS, *expand) if expand else _LISTED
    return {name: content[name] for name in wanted if name in content and content[name] is not None}


def info(model: Model, commit: Commit, *, blobs: bool) -> dict[str, Any]:
    """One model at one commit."""
    content = {name: value for name, value in everything(model).items() if value is not None}
    content["sha"] = commit.oid
    content["siblings"] = [sibling(model, name, commit.files[name], blobs=blobs) for name in sorted(commit.files)]
    return content


def sibling(model: Model, name: str, entry: Entry, *, blobs: bool) -> dict[str, Any]:
    if not blobs:
        return {"rfilename": name}
    size = model.claimed_sizes.get(name, entry.size)
    sha256 = model.claimed_hashes.get(name, entry.sha256)
    about: dict[str, Any] = {"rfilename": name, "size": size, "blobId": entry.blob_id}
    if entry.sha256:
        about["lfs"] = {"size": size, "sha256": sha256, "pointerSize": len(entry.pointer)}
    return about


def leaf(model: Model, name: str, entry: Entry, *, xet: bool) -> dict[str, Any]:
    """One file of the tree."""
    size = model.claimed_sizes.get(name, entry.size)
    sha256 = model.claimed_hashes.get(name, entry.sha256)
    about: dict[str, Any] = {"type": "file", "oid": entry.blob_id, "size": size, "path": name}
    if entry.sha256:
        about["lfs"] = {"oid": sha256, "size": size, "pointerSize": len(entry.pointer)}
        if xet:
            about["xetHash"] = xet_hash(entry)
    return about


def whoami(person: Person) -> dict[str, Any]:
    return {
        "type": "user",
        "id": "0",
        "name": person.name,
        "fullname": person.name.title(),
        "isPro": False,
        "orgs": [{"name": org, "fullname": org, "roleInOrg": "write"} for org in person.orgs],
        "auth": {"type": "access_token", "accessToken": {"displayName": "test", "role": person.role}},
    }
