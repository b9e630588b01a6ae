"""What a Hub holds: people with their tokens, and models with their commits, as git and LFS name them."""

from __future__ import annotations

import hashlib
import json
import struct
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import yaml

LFS_SUFFIXES = (".safetensors", ".bin", ".pt", ".pth", ".ckpt", ".gguf", ".npz", ".h5", ".model", ".zip")
Gate = Literal["auto", "manual", False]


def git_blob_id(content: bytes) -> str:
    """The name git gives a file: sha1 of "blob <length>\\0" and the content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


@dataclass(frozen=True)
class Entry:
    """One file of a commit. `sha256` is None for a file that git itself keeps."""

    content: bytes
    sha256: str | None

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def pointer(self) -> bytes:
        """The text that git keeps in place of a large file."""
        return f"version https://git-lfs.github.com/spec/v1\noid sha256:{self.sha256}\nsize {self.size}\n".encode()

    @property
    def blob_id(self) -> str:
        return git_blob_id(self.content if self.sha256 is None else self.pointer)

    @property
    def etag(self) -> str:
        return self.sha256 or self.blob_id


@dataclass(frozen=True)
class Commit:
    oid: str
    parent: str | None
    title: str
    files: Mapping[str, Entry]


@dataclass
class Model:
    """One repository: the last of its commits is `main`."""

    id: str
    private: bool = False
    gated: Gate = False
    granted: set[str] = field(default_factory=set)
    disabled: bool = False
    downloads: int = 0
    likes: int = 0
    created: str = "2026-01-02T03:04:05.000Z"
    modified: str = "2026-03-04T05:06:07.000Z"
    lfs_threshold: int = 1 << 20
    refs: dict[str, str] = field(default_factory=dict)
    commits: list[Commit] = field(default_factory=list)
    claimed_sizes: dict[str, int] = field(default_factory=dict)
    claimed_hashes: dict[str, str] = field(default_factory=dict)

    @property
    def author(self) -> str:
        return self.id.partition("/")[0]

    @property
    def head(self) -> Commit:
        return self.commits[-1]

    @property
    def files(self) -> Mapping[str, Entry]:
        return self.head.files

    def commit(self, changes: Mapping[str, Entry | None], title: str = "Change") -> Commit:
        """Add a commit; a file that is None is deleted."""
        parent = self.commits[-1] if self.commits else None
        files = dict(parent.files if parent else {})
        for name, entry in changes.items():
            if entry is None:
                files.pop(name, None)
            else:
                files[name] = entry
        listing = json.dumps({name: files[name].blob_id for name in sorted(files)})
        seed = f"{self.id}{parent and parent.oid}{title}{listing}{len(self.commits)}"
        made = Commit(hashlib.sha1(seed.encode()).hexdigest(), parent and parent.oid, title, files)
        self.commits.append(made)
        return made

    def put(self, files: Mapping[str, bytes | None], title: str = "Change") -> Commit:
        """Commit plain contents; large ones and known suffixes become LFS files."""
        return self.commit({name: None if one is None else self.entry(name, one) for name, one in files.items()}, title)

    def entry(self, name: str, content: bytes) -> Entry:
        large = name.endswith(LFS_SUFFIXES) or len(content) >= self.lfs_threshold
        return Entry(content, hashlib.sha256(content).hexdigest() if large and content else None)

    def at(self, revision: str) -> Commit | None:
        """The commit that a branch, a tag or the beginning of an id means."""
        if revision == "main":
            return self.commits[-1] if self.commits else None
        wanted = self.refs.get(revision, revision)
        found = [commit for commit in self.commits if len(wanted) >= 5 and commit.oid.startswith(wanted)]
        return found[0] if len(found) == 1 else None

    @property
    def config(self) -> dict[str, Any]:
        entry = self.files.get("config.json")
        try:
            content = json.loads(entry.content) if entry else {}
        except ValueError:
            return {}
        return content if isinstance(content, dict) else {}

    @property
    def card(self) -> dict[str, Any]:
        entry = self.files.get("README.md")
        return front_matter(entry.content) if entry else {}

    @property
    def parameters(self) -> dict[str, int]:
        """dtype → elements, from the headers of every .safetensors file."""
        counts: dict[str, int] = {}
        for name, entry in self.files.items():
            if name.endswith(".safetensors"):
                for dtype, count in _counts(entry.content).items():
                    counts[dtype] = counts.get(dtype, 0) + count
        return counts

    @property
    def tags(self) -> list[str]:
        card = self.card
        tags = [str(tag) for tag in card.get("tags") or ()]
        if any(name.endswith(".safetensors") for name in self.files):
            tags.append("safetensors")
        tags += [str(card["library_name"])] if card.get("library_name") else []
        tags += [str(self.config["model_type"])] if self.config.get("model_type") else []
        tags += [f"license:{card['license']}"] if card.get("license") else []
        relation = card.get("base_model_relation")
        for base in self.base_models:
            tags += [f"base_model:{base}"] + ([f"base_model:{relation}:{base}"] if relation else [])
        return list(dict.fromkeys(tags))

    @property
    def base_models(self) -> list[str]:
        named = self.card.get("base_model") or []
        return [named] if isinstance(named, str) else [str(one) for one in named]


@dataclass(frozen=True)
class Person:
    """Somebody with a token. `role` is "read", "write" or "fineGrained"."""

    name: str
    token: str
    role: str = "write"
    orgs: tuple[str, ...] = ()

    def may_write(self, owner: str) -> bool:
        return self.role != "read" and owner in (self.name, *self.orgs)

    def may_see(self, owner: str) -> bool:
        return owner in (self.name, *self.orgs)


class Content:
    """Everything that a Hub remembers. `lock` is held while a request changes something."""

    def __init__(self) -> None:
        self.models: dict[str, Model] = {}
        self.renamed: dict[str, str] = {}
        self.people: dict[str, Person] = {}
        self.large: dict[str, bytes] = {}
        self.lock = threading.RLock()

    def add_person(self, name: str, token: str, role: str = "write", orgs: tuple[str, ...] = ()) -> Person:
        person = Person(name, token, role, orgs)
        self.people[token] = person
        return person

    def add_model(self, repo_id: str, files: Mapping[str, bytes] | Path, **about: Any) -> Model:
        """A model with one commit: from contents by name, or from a folder."""
        model = Model(repo_id, **about)
        contents = read_folder(files) if isinstance(files, Path) else files
        model.put(contents, "Initial commit")
        self.models[repo_id] = model
        return model

    def rename(self, old: str, new: str) -> Model:
        model = self.models.pop(old)
        model.id = new
        self.models[new] = model
        self.renamed[old] = new
        return model

    def person_of(self, token: str | None) -> Person | None:
        return self.people.get(token) if token else None

    def large_content(self, sha256: str) -> bytes | None:
        """A large file by its hash: uploaded, or part of any commit."""
        if sha256 in self.large:
            return self.large[sha256]
        for model in self.models.values():
            for commit in model.commits:
                for entry in commit.files.values():
                    if entry.sha256 == sha256:
                        return entry.content
        return None

    def replace_role(self, token: str, role: str) -> None:
        self.people[token] = replace(self.people[token], role=role)


def read_folder(folder: Path) -> dict[str, bytes]:
    """Contents of every file below a folder, by relative name."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def front_matter(card: bytes) -> dict[str, Any]:
    """The YAML block of a card; empty when there is none or it is broken."""
    text = card.decode(errors="replace")
    if not text.startswith("---\n"):
        return {}
    block, end, _ = text[4:].partition("\n---")
    try:
        content = yaml.safe_load(block) if end else {}
    except yaml.YAMLError:
        return {}
    return content if isinstance(content, dict) else {}


def _counts(content: bytes) -> dict[str, int]:
    try:
        (length,) = struct.unpack("<Q", content[:8])
        header = json.loads(content[8 : 8 + length])
        tensors = [entry for name, entry in header.items() if name != "__metadata__"]
        counts: dict[str, int] = {}
        for tensor in tensors:
            size = 1
            for side in tensor["shape"]:
                size *= side
            counts[tensor["dtype"]] = counts.get(tensor["dtype"], 0) + size
    except (struct.error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return counts
