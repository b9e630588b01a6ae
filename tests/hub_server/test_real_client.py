"""The server speaks what huggingface_hub speaks: the real client finds, fetches and publishes there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub_server import HubServer
from tests.hub_server.client import real_client

TOKEN = "hf_ownerownerownerownerownerowner00"
OTHER = "hf_otherotherotherotherotherother00"
CARD = b"""---
license: apache-2.0
base_model: lab/base
base_model_relation: finetune
pipeline_tag: text-generation
---
"""


@pytest.fixture
def hub() -> Iterator[HubServer]:
    with HubServer(page_size=2) as server:
        server.content.add_person("owner", TOKEN)
        server.content.add_person("other", OTHER, role="read")
        for number in range(5):
            files = {"config.json": b'{"model_type": "llama"}', "model.safetensors": bytes([number]) * 2_000_000}
            server.add_model(f"lab/model-{number}", files | {"README.md": CARD}, downloads=number)
        yield server


def test_listing_with_filters_goes_through_all_pages(hub: HubServer, tmp_path: Path) -> None:
    script = """
        found = api.list_models(filter=["safetensors", "base_model:finetune:lab/base"], sort="downloads",
                                expand=["downloads", "baseModels", "gated"])
        tell([(one.id, one.downloads, one.base_models["models"][0]["id"]) for one in found])
    """
    found = real_client(script, hub, tmp_path)
    assert found == [[f"lab/model-{number}", number, "lab/base"] for number in (4, 3, 2, 1, 0)]
    assert len(hub.log.all("/api/models$")) == 3


def test_snapshot_arrives_whole(hub: HubServer, tmp_path: Path) -> None:
    folder = Path(real_client('tell(snapshot_download("lab/model-3"))', hub, tmp_path))
    assert (folder / "model.safetensors").read_bytes() == b"\3" * 2_000_000
    assert folder.name == hub.model("lab/model-3").head.oid


def test_info_tells_sizes_and_hashes(hub: HubServer, tmp_path: Path) -> None:
    script = """
        found = {one.rfilename: one for one in api.model_info("lab/model-1", files_metadata=True).siblings}
        tree = {one.path: one for one in api.list_repo_tree("lab/model-1", recursive=True)}
        weights = found["model.safetensors"]
        tell([weights.size, weights.lfs.sha256, tree["model.safetensors"].lfs.sha256, found["config.json"].blob_id])
    """
    size, listed, in_tree, blob = real_client(script, hub, tmp_path)
    sha256 = hashlib.sha256(b"\1" * 2_000_000).hexdigest()
    assert (size, listed, in_tree) == (2_000_000, sha256, sha256)
    assert blob == hub.model("lab/model-1").files["config.json"].blob_id


@pytest.mark.parametrize("token", [None, OTHER])
def test_a_gated_model_is_shown_but_not_given(hub: HubServer, tmp_path: Path, token: str | None) -> None:
    hub.model("lab/model-0").gated = "manual"
    script = """
        from huggingface_hub.errors import GatedRepoError
        try:
            hf_hub_download("lab/model-0", "config.json")
        except GatedRepoError as error:
            tell([error.response.status_code, api.model_info("lab/model-0").gated])
    """
    assert real_client(script, hub, tmp_path, token=token) == [403 if token else 401, "manual"]


def test_missing_private_disabled_and_renamed(hub: HubServer, tmp_path: Path) -> None:
    hub.model("lab/model-0").private = True
    hub.model("lab/model-1").disabled = True
    hub.content.rename("lab/model-2", "lab/new-name")
    script = """
        def kind(name, **about):
            try:
                return api.model_info(name, **about).id
            except Exception as error:
                return type(error).__name__
        tell([kind("lab/nothing"), kind("lab/model-0"), kind("lab/model-1"), kind("lab/model-2"),
              kind("lab/model-3", revision="nowhere")])
    """
    assert real_client(script, hub, tmp_path) == [
        "RepositoryNotFoundError",
        "RepositoryNotFoundError",
        "DisabledRepoError",
        "lab/new-name",
        "RevisionNotFoundError",
    ]


def test_folder_goes_up_in_parts_and_comes_back(hub: HubServer, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "model.safetensors").write_bytes(bytes(range(256)) * 50_000)
    (source / "README.md").write_bytes(CARD)
    script = """
        api.create_repo("owner/made", private=True)
        api.upload_folder(repo_id="owner/made", folder_path=sys.argv[1])
        info = api.model_info("owner/made")
        tell([info.private, sorted(one.rfilename for one in info.siblings), whoami()["name"]])
    """
    private, names, name = real_client(script, hub, tmp_path, source, token=TOKEN)
    assert (private, names, name) == (True, [".gitattributes", "README.md", "model.safetensors"], "owner")
    assert hub.model("owner/made").files["model.safetensors"].content == (source / "model.safetensors").read_bytes()
    assert len(hub.log.all("/upload/", "PUT")) == 3


def test_wrong_parent_commit_is_refused(hub: HubServer, tmp_path: Path) -> None:
    hub.add_model("owner/mine", {"a.txt": b"one"})
    script = """
        from huggingface_hub.errors import HfHubHTTPError
        head = api.model_info("owner/mine").sha
        def commit(content):
            add = CommitOperationAdd("a.txt", content)
            api.create_commit("owner/mine", [add], commit_message="change", parent_commit=head)
        commit(b"two")
        try:
            commit(b"three")
        except HfHubHTTPError as error:
            tell(error.response.status_code)
    """
    assert real_client(script, hub, tmp_path, token=TOKEN) == 412
    assert hub.model("owner/mine").files["a.txt"].content == b"two"


def test_device_login(hub: HubServer, tmp_path: Path) -> None:
    hub.misbehave(
        "call", "/oauth/token", change=lambda request: hub.accounts.authorize(hub.accounts.codes()[0], TOKEN), times=1
    )
    script = """
        from huggingface_hub.utils._oauth_device import poll_device_token, request_device_code
        tell(poll_device_token(request_device_code())["access_token"])
    """
    assert real_client(script, hub, tmp_path) == TOKEN
