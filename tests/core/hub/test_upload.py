"""Uploads: private unless asked otherwise, one commit, everything compared; nothing lost, twice or leaked."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.errors import BadInput, Cancelled, GraftworkError, OutputExists
from graftwork_core.hub import tokens
from graftwork_core.hub.connect import connect
from graftwork_core.hub.endpoint import Endpoint
from graftwork_core.hub.errors import ChangedMeanwhile, Damaged, HubError, NotAllowed, TokenRejected, Untrusted
from graftwork_core.hub.upload import UploadResult, check, draft_card, upload
from graftwork_core.hub.upload_options import UploadOptions
from tests.core import engine, tiny
from tests.core.hub.conftest import OWNER, READER
from tests.core.hub.fetching import QUICKLY, Watcher
from tests.core.hub.making import files_below, safetensors
from tests.hub_server import HubServer, Request, front_matter
from tests.hub_server.client import real_client

PUT = "/upload/"
COMMIT = "/commit/main$"


@pytest.fixture
def hub(hub: HubServer) -> HubServer:
    """A Hub on which the active account is "owner"."""
    tokens.store("owner", OWNER, Endpoint(hub.endpoint))
    hub.writing.part_size = 40_000
    return hub


@pytest.fixture(scope="session")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that Graftwork merged, in three shards."""
    out = tmp_path_factory.mktemp("merged") / "new"
    engine.merge(tiny.model("llama", sharded=True), tiny.adapter("plain", "llama"), out)
    return out


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An adapter that Graftwork extracted."""
    out = tmp_path_factory.mktemp("extracted") / "difference"
    engine.extract(tiny.model("llama"), tiny.finetuned("llama"), out, rank=4)
    return out


def options(folder: Path, **asked: Any) -> UploadOptions:
    return UploadOptions(**{"folder": folder, "repository": "owner/new", **asked})


def published(folder: Path, watcher: Watcher | None = None, **asked: Any) -> UploadResult:
    return upload(options(folder, **asked), watcher or Watcher(), patience=QUICKLY)


def there(hub: HubServer, name: str = "owner/new") -> dict[str, bytes]:
    return {path: entry.content for path, entry in hub.model(name).files.items()}


def here(folder: Path) -> dict[str, bytes]:
    """What belongs to the model; the card is made for publishing."""
    return {name: content for name, content in files_below(folder).items() if name != "README.md"}


def same(hub: HubServer, folder: Path, name: str = "owner/new") -> bool:
    online = there(hub, name)
    return {path: online[path] for path in online if path not in ("README.md", ".gitattributes")} == here(folder)


@pytest.mark.parametrize("transfer", ["lfs", "xet"])
@pytest.mark.parametrize("kind", ["merged", "extracted"])
def test_a_folder_goes_up_and_is_compared(
    hub: HubServer, request: pytest.FixtureRequest, kind: str, transfer: str, hf_home: Path
) -> None:
    folder: Path = request.getfixturevalue(kind)
    watcher = Watcher()
    result = published(folder, watcher, transfer=transfer)
    assert same(hub, folder)
    model = hub.model("owner/new")
    assert (result.commit, result.private, model.private) == (model.head.oid, True, True)
    assert len(model.commits) == 2  # the empty repository, and ours
    assert result.page == f"{hub.endpoint}/owner/new"
    assert watcher.stages == ["checking", "hashing", "uploading", "publishing", "verifying"]
    script = 'tell(snapshot_download("owner/new"))'
    fetched = Path(real_client(script, hub, hf_home, token=OWNER))
    assert {name: content for name, content in files_below(fetched).items() if name != ".gitattributes"} == {
        **here(folder),
        "README.md": there(hub)["README.md"],
    }


def test_large_files_go_in_parts_with_progress_in_bytes(hub: HubServer, merged: Path) -> None:
    watcher = Watcher()
    result = published(merged, watcher)
    assert len(hub.log.all(PUT, "PUT")) > 3
    uploading = [done for done, total in watcher.seen if total == watcher.seen[-1][1]]
    assert uploading[-1] == watcher.seen[-1][1] == result.sent
    assert len(set(uploading)) > 3


def test_public_only_when_asked(hub: HubServer, merged: Path) -> None:
    assert published(merged, private=False).private is False
    assert hub.model("owner/new").private is False


def test_a_hub_that_makes_it_public_all_the_same_gets_nothing(hub: HubServer, merged: Path) -> None:
    def publish(request: Request) -> None:
        if model := hub.content.models.get("owner/new"):
            model.private = False

    hub.misbehave("call", "/api/models/owner/new/revision", change=publish)
    with pytest.raises(NotAllowed, match="public"):
        published(merged)
    assert not hub.log.all(PUT, "PUT")


def test_an_existing_repository_needs_a_word(hub: HubServer, merged: Path, extracted: Path) -> None:
    hub.add_model("owner/new", {"README.md": b"old"}, private=True)
    with pytest.raises(OutputExists, match="exists already"):
        published(merged)
    assert published(merged, existing=True).private
    assert same(hub, merged)


def test_an_existing_public_repository_needs_another(hub: HubServer, merged: Path) -> None:
    hub.add_model("owner/new", {"README.md": b"old"})
    with pytest.raises(OutputExists, match="is public"):
        published(merged, existing=True)
    assert there(hub) == {"README.md": b"old"}
    published(merged, existing=True, private=False)
    assert same(hub, merged)


def test_older_shards_do_not_stay_beside_new_ones(hub: HubServer, merged: Path) -> None:
    old = {"model-00009-of-00009.safetensors": safetensors({"a": (4, 4)}), "notes.txt": b"kept"}
    hub.add_model("owner/new", old, private=True)
    published(merged, existing=True)
    assert "model-00009-of-00009.safetensors" not in there(hub)
    assert there(hub)["notes.txt"] == b"kept"


@pytest.mark.parametrize(
    ("repository", "token", "error"),
    [("other/new", OWNER, NotAllowed), ("reader/new", READER, NotAllowed), ("lab/new", OWNER, None)],
)
def test_where_an_account_may_publish(
    hub: HubServer, merged: Path, repository: str, token: str, error: type[GraftworkError] | None
) -> None:
    tokens.store("this", token, Endpoint(hub.endpoint))
    if error is None:
        assert published(merged, repository=repository).repository == repository
        return
    with pytest.raises(error):
        published(merged, repository=repository)
    assert not hub.log.all("/api/repos/create")


def test_without_a_login_nothing_is_tried(hub: HubServer, merged: Path) -> None:
    tokens.forget()
    with pytest.raises(TokenRejected, match="logged in"):
        published(merged)
    assert not hub.log.all()


def cancelled_at_a_second_part(hub: HubServer, folder: Path) -> set[str]:
    """Begin an upload and stop it when a first part has arrived; returns the addresses of what has."""
    hub.misbehave("silence", "/upload/[0-9a-f]{64}/2$")
    with pytest.raises(Cancelled):
        published(folder, Watcher(stop=lambda: bool(hub.log.all("/upload/[0-9a-f]{64}/2$"))), at_once=1)
    hub.behave()
    return {request.path for request in hub.log.all(PUT, "PUT") if request.status == 200}


def test_a_cancelled_upload_is_invisible_and_goes_on(hub: HubServer, merged: Path) -> None:
    arrived = cancelled_at_a_second_part(hub, merged)
    assert set(there(hub)) == {".gitattributes"}
    assert arrived
    hub.log.clear()
    published(merged)
    assert same(hub, merged)
    assert not arrived & {request.path for request in hub.log.all(PUT, "PUT")}


def test_signed_addresses_that_are_too_old_are_given_up(hub: HubServer, merged: Path) -> None:
    arrived = cancelled_at_a_second_part(hub, merged)
    hub.log.clear()
    hub.misbehave("status", PUT, status=403, times=1)
    published(merged, at_once=1)
    assert same(hub, merged)
    assert arrived & {request.path for request in hub.log.all(PUT, "PUT")}


def test_a_repository_that_was_made_for_nothing_is_told_of(hub: HubServer, merged: Path) -> None:
    hub.misbehave("status", COMMIT, status=400)
    watcher = Watcher()
    with pytest.raises(HubError):
        published(merged, watcher)
    assert any("is empty so far" in warning for warning in watcher.warnings)


def stopped(hub: HubServer, folder: Path, begun: Callable[[list[Request]], object], **options: Any) -> float:
    """Seconds from the wish to stop until it stopped."""
    asked, ended = threading.Event(), [0.0]

    def work() -> None:
        with pytest.raises(Cancelled):
            published(folder, Watcher(stop=asked.is_set), **options)
        ended[0] = time.monotonic()

    thread = threading.Thread(target=work)
    thread.start()
    hub.log.wait_for(begun, 20)
    wish = time.monotonic()
    asked.set()
    thread.join(20)
    return ended[0] - wish


@pytest.mark.parametrize("transfer", ["lfs", "xet"])
def test_it_can_be_cancelled_at_once(hub: HubServer, merged: Path, transfer: str) -> None:
    where = PUT if transfer == "lfs" else "/xet/v1/xorbs"
    hub.misbehave("silence", where)
    seconds = stopped(hub, merged, lambda seen: any(where in one.path for one in seen), transfer=transfer)
    assert 0 < seconds < 3
    assert set(there(hub)) == {".gitattributes"}


def test_broken_connections_and_trouble_are_survived(hub: HubServer, merged: Path) -> None:
    hub.misbehave("reset", PUT, after=10_000, times=3)
    hub.misbehave("status", PUT, status=503, times=2, skip=4)
    published(merged)
    assert same(hub, merged)


def test_an_answer_that_was_lost_does_not_commit_twice(hub: HubServer, merged: Path) -> None:
    hub.misbehave("lost", COMMIT, times=1)
    result = published(merged)
    assert same(hub, merged)
    assert len(hub.model("owner/new").commits) == 2
    assert result.commit == hub.model("owner/new").head.oid


def test_trouble_at_the_commit_is_tried_again(hub: HubServer, merged: Path) -> None:
    hub.misbehave("status", COMMIT, status=500, times=2)
    published(merged)
    assert same(hub, merged)
    assert len(hub.model("owner/new").commits) == 2


def test_trouble_at_the_commit_that_does_not_end(hub: HubServer, merged: Path) -> None:
    hub.misbehave("status", COMMIT, status=500)
    with pytest.raises(HubError, match="500"):
        published(merged)
    assert set(there(hub)) == {".gitattributes"}
    hub.behave()
    hub.log.clear()
    published(merged)
    assert same(hub, merged)
    assert not hub.log.all(PUT, "PUT")  # what had arrived is not sent again


def test_somebody_elses_change_is_not_overwritten(hub: HubServer, merged: Path) -> None:
    hub.add_model("owner/new", {"README.md": b"old"}, private=True)

    def change(request: Request) -> None:
        hub.model("owner/new").put({"README.md": b"theirs"})

    hub.misbehave("call", COMMIT, times=1, change=change)
    with pytest.raises(ChangedMeanwhile, match="Somebody else"):
        published(merged, existing=True)
    assert there(hub) == {"README.md": b"theirs"}


def test_what_differs_afterwards_is_noticed(hub: HubServer, merged: Path) -> None:
    def swap(said: dict[str, Any]) -> dict[str, Any]:
        for one in said["siblings"]:
            if one["rfilename"] == "config.json":
                one["blobId"] = "0" * 40
        return said

    hub.misbehave("edit", "/revision/[0-9a-f]{40}", change=swap)
    with pytest.raises(Damaged, match=r"config\.json"):
        published(merged)


@pytest.mark.parametrize(
    "change",
    [
        lambda said: {},
        lambda said: {"objects": []},
        lambda said: {"objects": [said["objects"][0] | {"actions": {"upload": {"href": 5}}}]},
        lambda said: [],
    ],
)
def test_answers_about_large_files_that_make_no_sense(
    hub: HubServer, merged: Path, change: Callable[[Any], Any]
) -> None:
    hub.misbehave("edit", "/objects/batch", change=change)
    with pytest.raises(HubError):
        published(merged)


def test_a_verification_elsewhere_is_not_asked_for(hub: HubServer, merged: Path) -> None:
    hub.writing.verify_origin = hub.stranger
    with pytest.raises(Untrusted):
        published(merged)
    assert not hub.log.all(server="stranger")


@pytest.mark.parametrize("transfer", ["lfs", "xet"])
def test_the_token_goes_to_the_hub_only(
    hub: HubServer, merged: Path, graftwork_home: Path, hf_home: Path, transfer: str
) -> None:
    published(merged, transfer=transfer)
    assert hub.log.tokens("hub") == {OWNER}
    assert OWNER not in hub.log.tokens("storage")
    assert not hub.log.all("telemetry")
    kept = [file for file in graftwork_home.rglob("*") if file.is_file() and OWNER in file.read_text(errors="replace")]
    assert not kept
    assert not list((graftwork_home / "hub" / "uploads").glob("*"))


def test_only_what_belongs_to_the_model_goes_up(hub: HubServer, merged: Path, tmp_path: Path) -> None:
    folder = tiny.copied(merged, tmp_path / "new")
    for name in (".env", "notes.txt", "run.py", "optimizer.pt", "training_args.bin", "graftwork_origin.json"):
        (folder / name).write_text("private")
    (folder / "adapter").mkdir()
    (folder / "adapter" / "adapter_config.json").write_text("{}")
    published(folder)
    assert set(there(hub)) - {".gitattributes"} == set(files_below(merged))


def test_links_are_refused(hub: HubServer, merged: Path, tmp_path: Path) -> None:
    folder = tiny.copied(merged, tmp_path / "new")
    (tmp_path / "secret.json").write_text("{}")
    (folder / "generation_config.json").unlink(missing_ok=True)
    (folder / "generation_config.json").symlink_to(tmp_path / "secret.json")
    with pytest.raises(BadInput, match="is a link"):
        published(folder)
    assert not hub.log.all("/api/repos/create")


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("README.md", "My token is hf_" + "a" * 34, "a Hugging Face token"),
        ("chat_template.jinja", "{# sk-" + "b" * 40 + " #}", "an API key"),
        ("tokenizer_config.json", '{"name_or_path": "/home/maria/models/secret"}', "home folder"),
        ("generation_config.json", '{"x": "C:\\\\Users\\\\maria\\\\m"}', "home folder"),
        ("LICENSE", "-----BEGIN RSA PRIVATE KEY-----", "a private key"),
        ("graftwork.json", '{"recipe": {"kind": "other", "path": "/Users/maria/x"}}', "home folder"),
    ],
)
def test_private_things_are_found_before_anything_is_sent(
    hub: HubServer, merged: Path, tmp_path: Path, name: str, text: str, what: str
) -> None:
    folder = tiny.copied(merged, tmp_path / "new")
    (folder / name).write_text(text)
    with pytest.raises(BadInput, match=what) as caught:
        published(folder)
    assert name in caught.value.message
    assert "a" * 20 not in str(caught.value)
    assert not hub.log.all("/api/repos/create")
    assert not hub.log.all(PUT)


def test_a_path_in_the_notes_of_a_weights_file_is_found(hub: HubServer, merged: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    folder = tiny.copied(merged, tmp_path / "new")
    shard = sorted(folder.glob("*.safetensors"))[0]
    save_file(load_file(shard), shard, metadata={"format": "pt", "made_from": "/home/maria/models/base"})
    with pytest.raises(BadInput, match="header"):
        published(folder)


def test_a_card_that_the_hub_refuses_stops_it_before_the_first_byte(hub: HubServer, merged: Path) -> None:
    with pytest.raises(HubError, match="card"):
        published(merged, card="---\nlicense: [1, 2]\n---\n\nText\n")
    assert not hub.log.all("/api/repos/create")


def test_a_repository_that_drops_files_is_noticed(hub: HubServer, merged: Path) -> None:
    hub.writing.ignored = {"config.json"}
    with pytest.raises(HubError, match="gitignore"):
        published(merged)
    assert set(there(hub)) == {".gitattributes"}


@pytest.mark.parametrize("run", [published, lambda folder, **asked: check(options(folder, **asked))])
def test_what_is_meant_for_another_hub_is_not_sent(hub: HubServer, merged: Path, run: Callable[..., object]) -> None:
    with pytest.raises(BadInput, match=r"meant for the Hub at https://hub\.example\.org") as caught:
        run(merged, endpoint="https://hub.example.org/", existing=True)
    assert hub.endpoint in caught.value.message
    assert not hub.log.all()
    assert published(merged, endpoint=hub.endpoint + "/").page.startswith(hub.endpoint)


def test_a_file_that_changes_while_it_is_sent_is_not_published(hub: HubServer, merged: Path, tmp_path: Path) -> None:
    folder = tiny.copied(merged, tmp_path / "new")
    shard = max(folder.glob("*.safetensors"), key=lambda file: file.stat().st_size)

    def shorten(request: Request) -> None:
        os.truncate(shard, 1000)

    hub.misbehave("call", PUT, times=1, change=shorten)
    with pytest.raises(GraftworkError):
        published(folder, at_once=1)
    assert set(there(hub)) == {".gitattributes"}


def test_a_rehearsal_sends_nothing_but_questions(hub: HubServer, merged: Path) -> None:
    preflight = check(UploadOptions(folder=merged, repository="owner/new"))
    assert {name for name, _ in preflight.writes} == set(files_below(merged))
    assert any("would be made, private, as owner" in note for note in preflight.notes)
    assert "owner/new" not in hub.content.models
    assert not hub.log.all(PUT)


@pytest.mark.parametrize(
    "options",
    [
        {"repository": "new"},
        {"repository": "a/b/c"},
        {"licence": "MIT License\n---"},
        {"transfer": "ftp"},
        {"message": ""},
        {"endpoint": "http://hub.example.org"},
        {"token": OWNER},
    ],
)
def test_options_that_make_no_sense(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        UploadOptions(**{"folder": Path("/m"), "repository": "owner/new", **options})


def test_what_is_no_model_is_not_published(hub: HubServer, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(BadInput):
        published(tmp_path)


def test_a_broken_model_is_not_published(hub: HubServer, merged: Path, tmp_path: Path) -> None:
    folder = tiny.copied(merged, tmp_path / "new")
    os.truncate(sorted(folder.glob("*.safetensors"))[0], 1000)
    with pytest.raises(BadInput, match="truncated"):
        published(folder)


class TestCard:
    """What the published card says of where the model comes from."""

    @pytest.fixture
    def lineage(self, hub: HubServer, merged: Path, tmp_path: Path) -> Callable[..., Path]:
        """A merged model whose record names these parents."""

        def make(target: str, adapter: str, donor: str = "lab/donor") -> Path:
            folder = tiny.copied(merged, tmp_path / "new")
            record = json.loads((folder / "graftwork.json").read_text())
            record["recipe"]["target"]["name"] = target
            record["recipe"]["adapters"][0] |= {"name": adapter, "extracted": {"base": "lab/base", "donor": donor}}
            (folder / "graftwork.json").write_text(json.dumps(record))
            return folder

        for name, licence in (("target", "mit"), ("donor", "mit"), ("base", "mit"), ("adapter", "mit")):
            hub.add_model(f"lab/{name}", {"README.md": f"---\nlicense: {licence}\n---\n".encode()})
        return make

    def head(self, hub: HubServer, folder: Path, **options: Any) -> dict[str, Any]:
        published(folder, **options)
        return front_matter(there(hub)["README.md"])

    def test_parents_and_licence(self, hub: HubServer, lineage: Callable[..., Path]) -> None:
        head = self.head(hub, lineage("lab/target", "lab/adapter"))
        assert head["base_model"] == ["lab/target", "lab/adapter", "lab/donor"]
        assert head["base_model_relation"] == "merge"
        assert head["license"] == "mit"
        assert {"merge", "graftwork"} <= set(head["tags"])
        assert "mergekit" not in head["tags"]
        assert head["library_name"] == "transformers"
        assert hub.model("owner/new").base_models == head["base_model"]

    def test_local_parents_are_told_in_the_text_by_name_and_hash(
        self, hub: HubServer, lineage: Callable[..., Path]
    ) -> None:
        folder = lineage("my-model", "my-adapter")
        watcher = Watcher()
        published(folder, watcher)
        text = there(hub)["README.md"].decode()
        assert front_matter(text.encode())["base_model"] == ["lab/donor"]
        assert "my-model (target), sha256 of its weights" in text
        assert any("not on the Hub" in warning for warning in watcher.warnings)
        asked = [request.path for request in hub.log.all("my-model|my-adapter")]
        assert not asked, "folder names are nobody's business"

    def test_a_parent_that_only_looks_like_a_repository(self, hub: HubServer, lineage: Callable[..., Path]) -> None:
        head = self.head(hub, lineage("nobody/nothing", "lab/adapter"))
        assert "nobody/nothing" not in head["base_model"]

    def test_licences_that_differ_are_shown_and_not_guessed(self, hub: HubServer, lineage: Callable[..., Path]) -> None:
        hub.add_model("lab/donor", {"README.md": b"---\nlicense: cc-by-nc-4.0\n---\n"})
        watcher = Watcher()
        published(lineage("lab/target", "lab/adapter"), watcher)
        head = front_matter(there(hub)["README.md"])
        assert head["license"] == "other"
        assert head["license_name"]
        (warning,) = [warning for warning in watcher.warnings if "licences" in warning]
        assert "lab/target: mit" in warning
        assert "lab/donor: cc-by-nc-4.0" in warning

    def test_a_chosen_licence_is_used(self, hub: HubServer, lineage: Callable[..., Path]) -> None:
        hub.add_model("lab/donor", {"README.md": b"---\nlicense: cc-by-nc-4.0\n---\n"})
        head = self.head(hub, lineage("lab/target", "lab/adapter"), licence="cc-by-nc-4.0")
        assert head["license"] == "cc-by-nc-4.0"

    def test_an_adapter_names_what_it_is_for(
        self, hub: HubServer, extracted: Path, tmp_path: Path, lineage: Callable[..., Path]
    ) -> None:
        folder = tiny.copied(extracted, tmp_path / "adapter")
        record = json.loads((folder / "graftwork.json").read_text())
        record["recipe"]["base"]["name"], record["recipe"]["donor"]["name"] = "lab/base", "lab/donor"
        (folder / "graftwork.json").write_text(json.dumps(record))
        head = self.head(hub, folder)
        assert (head["base_model"], head["base_model_relation"]) == (["lab/base"], "adapter")
        assert head["library_name"] == "peft"

    def test_names_cannot_inject_yaml(self, hub: HubServer, lineage: Callable[..., Path]) -> None:
        folder = lineage("x\nlicense: mit\nevil: yes", "y](http://evil)<script>")
        published(folder)
        text = there(hub)["README.md"].decode()
        head = front_matter(text.encode())
        assert "evil" not in head
        assert "<script>" not in text.partition("Made from models")[2]

    def test_an_edited_card_is_published_as_it_is(self, hub: HubServer, merged: Path) -> None:
        card = "---\nlicense: mit\n---\n\n# Mine\n"
        published(merged, card=card)
        assert there(hub)["README.md"].decode() == card

    def test_a_preview_is_what_is_published(self, hub: HubServer, lineage: Callable[..., Path]) -> None:
        folder = lineage("lab/target", "lab/adapter")
        with connect() as session:
            draft = draft_card(session, UploadOptions(folder=folder, repository="owner/new"))
        assert draft.base_models == ("lab/target", "lab/adapter", "lab/donor", "lab/base")
        published(folder)
        assert there(hub)["README.md"].decode() == draft.text
