"""A repository at one commit: sizes and hashes, or an honest no."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest

from graftwork_core.errors import BadInput, GraftworkError
from graftwork_core.hub.connect import connect
from graftwork_core.hub.errors import MissingRepository, MissingRevision
from graftwork_core.hub.names import HubName, parse_name
from graftwork_core.hub.published import published_card
from graftwork_core.hub.repository import Repository, exists, look_up
from graftwork_core.hub.session import HubSession
from tests.core.hub.conftest import OWNER
from tests.core.hub.making import plain_model
from tests.hub_server import HubServer


@pytest.fixture
def session(hub: HubServer) -> Iterator[HubSession]:
    hub.add_model("lab/model", plain_model(license="mit", base_model=["a/b", "c/d"], base_model_relation="merge"))
    with connect() as made:
        yield made


def ask(session: HubSession, name: str = "lab/model") -> Repository:
    return look_up(session, parse_name(name))


def test_files_have_sizes_and_hashes(hub: HubServer, session: HubSession) -> None:
    repository = ask(session)
    model = hub.model("lab/model")
    assert repository.commit == model.head.oid
    weights = repository.find("model.safetensors")
    assert weights is not None
    assert weights.sha256 == hashlib.sha256(model.files["model.safetensors"].content).hexdigest()
    config = repository.find("config.json")
    assert config is not None
    assert (config.sha256, config.blob_id) == (None, model.files["config.json"].blob_id)
    assert [file.size for file in repository.files] == [model.files[file.path].size for file in repository.files]
    assert (repository.licence, repository.base_models, repository.relation) == ("mit", ("a/b", "c/d"), "merge")
    assert len(hub.log.all()) == 1


def test_a_revision_is_pinned(hub: HubServer, session: HubSession) -> None:
    first = ask(session)
    hub.model("lab/model").put({"config.json": b'{"changed": 1}'})
    assert ask(session).commit != first.commit
    assert ask(session, f"lab/model@{first.commit}").files == first.files
    assert first.pinned == HubName("lab/model", first.commit)


def test_branches_with_slashes(hub: HubServer, session: HubSession) -> None:
    hub.model("lab/model").refs["refs/pr/1"] = hub.model("lab/model").head.oid
    assert ask(session, "lab/model@refs/pr/1").name.revision == "refs/pr/1"


def test_a_renamed_repository_says_so(hub: HubServer, session: HubSession) -> None:
    hub.content.rename("lab/model", "lab/better")
    repository = ask(session)
    assert (repository.repo_id, repository.renamed_from) == ("lab/better", "lab/model")


def test_what_is_not_there(hub: HubServer, session: HubSession) -> None:
    with pytest.raises(MissingRepository):
        ask(session, "lab/nothing")
    with pytest.raises(MissingRevision):
        ask(session, "lab/model@nowhere")
    assert exists(session, "lab/model")
    assert not exists(session, "lab/nothing")


def test_a_private_repository_is_its_owners(hub: HubServer, session: HubSession) -> None:
    hub.model("lab/model").private = True
    with pytest.raises(MissingRepository, match="may see"):
        ask(session)
    with connect(session_token=OWNER) as own:
        assert ask(own).private


def test_gated_repositories_still_show_their_files(hub: HubServer, session: HubSession) -> None:
    hub.model("lab/model").gated = "manual"
    repository = ask(session)
    assert repository.gated == "manual"
    assert len(repository.files) == 3


def edited(hub: HubServer, **changes: Any) -> None:
    hub.misbehave("edit", "/revision/", change=lambda said: said | changes)


def sibling(name: str, **about: Any) -> dict[str, Any]:
    return {"rfilename": name, "size": 5, "blobId": "0" * 40, **about}


def test_hostile_file_names_are_left_out_and_named(hub: HubServer, session: HubSession) -> None:
    names = ["../../.bashrc", "/etc/passwd", ".cache/huggingface/x", "C:\\x", "con", "a\u202eb", "good.json"]
    edited(hub, siblings=[sibling(name) for name in names])
    repository = ask(session)
    assert [file.path for file in repository.files] == ["good.json"]
    assert len(repository.left_out) == 6
    assert all(name.isprintable() for name, _ in repository.left_out)


@pytest.mark.parametrize(
    "changes",
    [
        {"sha": "main"},
        {"sha": None},
        {"id": "../../x"},
        {"siblings": None},
        {"siblings": [{"rfilename": 5}]},
        {"siblings": [sibling("a", size=-1)]},
        {"siblings": [sibling("a", size="5")]},
        {"siblings": [sibling("a", size=2**60)]},
        {"siblings": [sibling("a", lfs={"size": -3, "sha256": "0" * 64})]},
        {"siblings": [sibling("A.json"), sibling("a.json")]},
        {"siblings": [sibling(f"f{number}") for number in range(20_001)]},
    ],
)
def test_descriptions_that_make_no_sense_are_refused(
    hub: HubServer, session: HubSession, changes: dict[str, Any]
) -> None:
    edited(hub, **changes)
    with pytest.raises(GraftworkError) as caught:
        ask(session)
    assert caught.value.kind in ("not_a_hub", "bad_input")
    assert caught.value.hint


def test_another_commit_than_asked_for_is_refused(hub: HubServer, session: HubSession) -> None:
    first = ask(session)
    edited(hub, sha="f" * 40)
    with pytest.raises(GraftworkError, match="another commit"):
        ask(session, f"lab/model@{first.commit}")


def test_hashes_that_are_none_count_as_unknown(hub: HubServer, session: HubSession) -> None:
    edited(hub, siblings=[sibling("a.json", blobId="../x"), sibling("m.safetensors", lfs={"size": 5, "sha256": "zz"})])
    assert [(file.blob_id, file.sha256) for file in ask(session).files] == [(None, None), ("0" * 40, None)]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"---\nlicense: mit\n---\n\n# Hello <script>\n", ""),
        (b"---\na: &x [1]\nb: [*x, *x]\n---\ntext", "anchors"),
        (b"---\nx: !!python/object/apply:os.system ['touch /tmp/evil']\n---\ntext", "tags"),
        (b"x" * 2_000_000, "too much"),
    ],
)
def test_cards_are_data(hub: HubServer, session: HubSession, content: bytes, problem: str) -> None:
    hub.model("lab/model").put({"README.md": content})
    card = published_card(session, ask(session))
    assert problem in card.problem
    assert bool(card.problem) == bool(problem)


def test_a_repository_without_a_card(hub: HubServer, session: HubSession) -> None:
    hub.model("lab/model").put({"README.md": None})
    assert published_card(session, ask(session)).text == ""


def test_two_names_for_one_file_are_refused_even_in_folders(hub: HubServer, session: HubSession) -> None:
    edited(hub, siblings=[sibling("tok/a.json"), sibling("tok")])
    with pytest.raises(BadInput):
        ask(session)
