"""`graftwork hub`: what people type, what they see, and the exit statuses."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.cli.app import run
from graftwork_core.hub import folders, tokens
from graftwork_core.jobs.store import JobStore
from tests.core import engine, tiny
from tests.core.engine import command, finish
from tests.core.hub.conftest import OWNER
from tests.core.hub.fetching import WEIGHTS, cache, next_part
from tests.core.hub.making import files_below, plain_model, sharded
from tests.hub_server import HubServer


class Typed:
    """What a command said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *words: str | Path) -> None:
        self.status = run(["hub", *map(str, words)])
        self.out, self.err = capsys.readouterr()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def shop(hub: HubServer) -> HubServer:
    hub.add_model("lab/base", plain_model(license="mit"), downloads=900)
    hub.add_model("lab/chat", plain_model(1, base_model="lab/base", base_model_relation="finetune"), downloads=50)
    return hub


def test_search(shop: HubServer, capsys: pytest.CaptureFixture[str]) -> None:
    typed = Typed(capsys, "search", "--author", "lab", "--sort", "downloads")
    assert typed.status == 0, typed.err
    assert re.search(r"lab/base +3\.58 K +BF16 +900 +2026-03-04 +mit", typed.out)
    typed = Typed(capsys, "search", "chat", "--json", "--min", "1k", "--max", "7B")
    assert [line["repo_id"] for line in typed.lines] == ["lab/chat"]
    assert Typed(capsys, "search", "--base-model", "lab/base", "--quiet").out == "lab/chat\n"
    assert "Nothing" in Typed(capsys, "search", "zebra").out


def test_search_stops_at_the_limit(shop: HubServer, capsys: pytest.CaptureFixture[str]) -> None:
    shop.reading.page_size = 1
    assert len(Typed(capsys, "search", "--limit", "1", "--json").lines) == 1
    assert len(shop.log.all("/api/models$")) == 1


def test_info(shop: HubServer, capsys: pytest.CaptureFixture[str], hf_home: Path) -> None:
    typed = Typed(capsys, "info", "hf:lab/base")
    assert typed.status == 0, typed.err
    for part in ("lab/base", "mit", "LlamaForCausalLM", "finetunes", "lab/chat", str(cache(hf_home).parent)):
        assert part in typed.out
    assert "# A model" not in typed.out
    assert "# A model" in Typed(capsys, "info", "lab/base", "--card").out
    (content,) = Typed(capsys, "info", "lab/base", "--json").lines
    assert content["children"]["finetune"] == ["lab/chat"]
    assert content["commit"] == shop.model("lab/base").head.oid
    assert len(content["files"]) == 3


def test_download_is_a_job(shop: HubServer, capsys: pytest.CaptureFixture[str], hf_home: Path) -> None:
    typed = Typed(capsys, "download", "lab/base")
    assert typed.status == 0, typed.err
    assert "each checked by its hash" in typed.out
    with JobStore() as store:
        (record,) = store.all()
    assert (record.kind, record.status, record.title) == ("download", "done", "hf:lab/base")
    assert json.loads(record.spec)["commit"] == shop.model("lab/base").head.oid
    lines = Typed(capsys, "download", "lab/base", "--json").lines
    assert [lines[0]["type"], lines[-1]["type"]] == ["hello", "result"]
    assert lines[-1]["data"]["fetched"] == 0
    assert lines[-1]["out"] == lines[-1]["data"]["out"]


def test_a_dry_run_of_a_download_touches_nothing(
    shop: HubServer, capsys: pytest.CaptureFixture[str], hf_home: Path, tmp_path: Path
) -> None:
    typed = Typed(capsys, "download", "lab/base", "--dry-run", "--folder", tmp_path / "mine")
    assert typed.status == 0, typed.err
    assert "would write" in typed.out
    assert "model.safetensors" in typed.out
    assert not (tmp_path / "mine").exists()
    assert not (hf_home / "hub").exists()


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        (("info", "lab/nothing"), 2, "no repository lab/nothing"),
        (("download", "../x"), 2, "not the name"),
        (("download", "lab/base@nowhere"), 2, "no such branch"),
        (("search", "--kind", "planes"), 2, "--kind"),
        (("search", "--min", "many"), 2, "'many'"),
        (("logout",), 2, "Nobody"),
        (("whoami",), 1, "Nobody"),
        (("switch", "somebody"), 2, "'somebody'"),
        (("endpoint", "http://hub.example"), 2, "not encrypted"),
    ],
)
def test_what_goes_wrong_has_a_status_and_a_sentence(
    shop: HubServer, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], status: int, part: str
) -> None:
    typed = Typed(capsys, *words)
    assert typed.status == status
    assert part in typed.err
    assert "Traceback" not in typed.err


def test_an_interrupted_command_goes_on_where_it_stopped(hub: HubServer, tmp_path: Path) -> None:
    files = plain_model() | {"model.safetensors": sharded(shards=1, width=2048)["model-00001-of-00001.safetensors"]}
    hub.add_model("lab/model", files)
    hub.misbehave("stall", WEIGHTS, after=1_000_000)
    process = command("hub", "download", "lab/model", "--folder", tmp_path / "mine")
    next_part(tmp_path / "mine.download", 1_000_000)
    asked = time.monotonic()
    process.terminate()
    status, _, err = finish(process)
    assert (status, time.monotonic() - asked < 4) == (130, True)
    assert "graftwork jobs resume" in err
    hub.behave()
    assert finish(command("hub", "download", "lab/model", "--folder", tmp_path / "mine"))[0] == 0
    here = files_below(tmp_path / "mine")
    assert here["model.safetensors"] == files["model.safetensors"]
    first, second = hub.log.all(server="storage")
    assert second.range is not None
    assert first.sent + second.sent == len(files["model.safetensors"])
    with JobStore() as store:
        assert [record.status for record in store.all()] == ["done"]


def test_accounts(hub: HubServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(OWNER + "\n"))
    typed = Typed(capsys, "login", "--paste")
    assert typed.status == 0, typed.err
    assert "owner at http" in typed.out
    assert Typed(capsys, "whoami", "--json").lines[0]["organizations"] == ["lab"]
    assert "* test" in Typed(capsys, "whoami", "--all").out
    assert "Forgot" in Typed(capsys, "logout").out
    assert Typed(capsys, "whoami").status == 1
    assert tokens.accounts() == ()


def test_login_in_the_browser(hub: HubServer, capsys: pytest.CaptureFixture[str]) -> None:
    hub.misbehave(
        "call", "/oauth/token", times=1, change=lambda request: hub.accounts.authorize(hub.accounts.codes()[0], OWNER)
    )
    typed = Typed(capsys, "login")
    assert typed.status == 0, typed.err
    assert hub.accounts.codes()[0] in typed.err
    assert "owner" in typed.out


def test_a_token_is_never_an_argument(hub: HubServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert Typed(capsys, "login", "--token", OWNER).status == 2
    assert Typed(capsys, "login", OWNER).status == 2


def test_the_endpoint_setting(
    hub: HubServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HF_ENDPOINT")
    assert Typed(capsys, "endpoint").out == "https://huggingface.co\n"
    assert Typed(capsys, "endpoint", hub.endpoint).out == f"{hub.endpoint}\n"
    hub.add_model("lab/base", plain_model())
    assert Typed(capsys, "search", "--quiet").out == "lab/base\n"
    assert Typed(capsys, "endpoint", "default").out == "https://huggingface.co\n"


def test_leftovers(hub: HubServer, capsys: pytest.CaptureFixture[str], hf_home: Path) -> None:
    blobs = cache(hf_home) / "blobs"
    blobs.mkdir(parents=True)
    old = time.time() - 7200
    for name in ("a.graftwork.incomplete", "a.graftwork.json", "b.1234.incomplete", "new.incomplete", "kept"):
        (blobs / name).write_bytes(b"x" * 1000)
        if name != "new.incomplete":
            os.utime(blobs / name, (old, old))
    typed = Typed(capsys, "clean")
    assert "a.graftwork.incomplete" in typed.out
    assert "b.1234.incomplete" in typed.out
    assert "nothing was removed" in typed.err
    assert len(list(blobs.iterdir())) == 5
    assert "Freed 2.00 KB" in Typed(capsys, "clean", "--yes").err
    assert sorted(file.name for file in blobs.iterdir()) == ["kept", "new.incomplete"]


def test_hostile_names_do_not_reach_the_terminal(hub: HubServer, capsys: pytest.CaptureFixture[str]) -> None:
    hub.add_model("lab/base", plain_model(license="mit\x1b[31m\u202eevil"))
    hub.misbehave(
        "edit", "/api/models$", change=lambda rows: [row | {"lastModified": "\x1b[2J2026", "tags": []} for row in rows]
    )
    out = Typed(capsys, "search").out + Typed(capsys, "info", "lab/base").out
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("merged") / "new"
    engine.merge(tiny.model("llama", sharded=True), tiny.adapter("plain", "llama"), out)
    return out


def test_upload(
    hub: HubServer, capsys: pytest.CaptureFixture[str], merged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", OWNER)
    typed = Typed(capsys, "upload", merged, "owner/new", "--dry-run")
    assert typed.status == 0, typed.err
    assert "would be made, private, as owner" in typed.out
    assert "owner/new" not in hub.content.models
    typed = Typed(capsys, "upload", merged, "owner/new")
    assert typed.status == 0, typed.err
    assert f"{hub.endpoint}/owner/new (private)" in typed.out
    assert hub.model("owner/new").private
    typed = Typed(capsys, "upload", merged, "owner/new")
    assert (typed.status, "--existing" in typed.err) == (2, True)
    lines = Typed(capsys, "upload", merged, "owner/new", "--existing", "--json").lines
    assert lines[-1]["type"] == "result"
    assert lines[-1]["data"]["sent"] == 0
    with JobStore() as store:
        assert {record.title for record in store.all()} == {"new → hf:owner/new"}


def test_the_card_can_be_seen_before(
    hub: HubServer, capsys: pytest.CaptureFixture[str], merged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", OWNER)
    typed = Typed(capsys, "upload", merged, "owner/new", "--show-card", "--license", "mit")
    assert typed.status == 0, typed.err
    assert "license: mit" in typed.out
    assert "owner/new" not in hub.content.models
    (tmp_path / "card.md").write_text("---\nlicense: mit\n---\n\n# Mine\n")
    assert Typed(capsys, "upload", merged, "owner/new", "--card", tmp_path / "card.md").status == 0
    assert hub.model("owner/new").files["README.md"].content.endswith(b"# Mine\n")


def test_a_check_goes_into_the_card(
    hub: HubServer, capsys: pytest.CaptureFixture[str], merged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graftwork_core.haystack.results.store import open_store
    from tests.core.haystack.synthetic import everywhere, header, results

    with open_store(tmp_path / "run", header()) as store:
        for one in results(everywhere):
            store.append(one)
    monkeypatch.setenv("HF_TOKEN", OWNER)
    typed = Typed(capsys, "upload", merged, "owner/new", "--haystack", tmp_path / "run")
    assert typed.status == 0, typed.err
    files = hub.model("owner/new").files
    assert b"## Long context, checked" in files["README.md"].content
    assert files["heatmap.png"].content.startswith(b"\x89PNG")


def test_no_token_is_left_anywhere(hub: HubServer, tmp_path: Path, hf_home: Path, graftwork_home: Path) -> None:
    """Logs, job store, process arguments, settings and outputs after a login, downloads that failed, and an upload."""
    files = plain_model()
    hub.add_model("owner/model", files, private=True)
    login = command("hub", "login", "--paste", stdin=subprocess.PIPE)
    login.communicate(OWNER + "\n", timeout=60)
    hub.misbehave(
        "status", "/owner/model/[0-9a-f]{64}", status=418, body=f'{{"error": "no {OWNER}"}}'.encode(), times=1
    )
    hub.misbehave("slow", "/owner/model/[0-9a-f]{64}", rate=20_000)
    process = command("hub", "download", "owner/model", "--folder", tmp_path / "model")
    assert finish(process)[0] == 1
    process = command("hub", "download", "owner/model", "--folder", tmp_path / "model")
    arguments = Path(f"/proc/{process.pid}/cmdline")
    assert OWNER not in (arguments.read_text() if arguments.exists() else "")
    said = [*finish(process)]
    assert said[0] == 0, said
    said += [*finish(command("hub", "upload", tmp_path / "model", "owner/again", "--json"))]
    assert said[3] == 0, said
    assert OWNER not in "".join(map(str, said))
    for folder in (graftwork_home, hf_home, tmp_path):
        for file in folder.rglob("*"):
            if file.is_file() and OWNER.encode() in file.read_bytes():
                assert file in (folders.token_file(), folders.stored_tokens_file()), file
    assert {request.token for request in hub.log.all(server="storage")} == {None}
