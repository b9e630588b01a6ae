"""`graftwork inspect` and `compare` on repositories: the answer of a local folder, for a few kilobytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graftwork_core.cli.app import run
from tests.core import tiny
from tests.core.hub.making import sharded
from tests.hub_server import HubServer, read_folder


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    status = run([*map(str, arguments)])
    out, err = capsys.readouterr()
    return status, out, err


def test_inspect_says_the_same_as_for_a_folder(hub: HubServer, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tiny.model("llama", sharded=True)
    hub.add_model("lab/model", folder)
    status, out, _ = said(capsys, "inspect", "hf:lab/model", "--json", "--tensors")
    assert status == 0
    there, here = json.loads(out), json.loads(said(capsys, "inspect", folder, "--json", "--tensors")[1])
    assert there["hub"][0]["repository"] == "lab/model"
    assert there["hub"][0]["missing_bytes"] > there["nbytes"]
    for name in set(here) - {"name", "folder", "audit", "tokenizer_files"}:
        assert there[name] == here[name], name
    assert there["folder"] == f"hf:lab/model@{hub.model('lab/model').head.oid}"


def test_text_says_what_a_download_would_cost(hub: HubServer, capsys: pytest.CaptureFixture[str]) -> None:
    hub.add_model("lab/model", tiny.model("llama"))
    status, out, _ = said(capsys, "inspect", "hf:lab/model")
    assert status == 0
    assert "hf:lab/model would fetch" in out
    assert "models--lab--model" in out


def test_compare_of_three_shards_fetches_less_than_a_megabyte(
    hub: HubServer, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("base", "donor"):
        hub.add_model(f"lab/{name}", sharded(width=4096, rope_theta={"base": 1e4, "donor": 1e6}[name]))
    assert sum(entry.size for entry in hub.model("lab/base").files.values()) > 20_000_000
    status, out, _ = said(capsys, "compare", "--base", "hf:lab/base", "--donor", "hf:lab/donor")
    assert status == 0
    assert "relatives (cosine 1.000)" in out
    assert hub.log.sent() < 1_000_000


def test_compare_says_the_same_as_for_folders(hub: HubServer, capsys: pytest.CaptureFixture[str]) -> None:
    base, donor = tiny.model("llama", sharded=True), tiny.finetuned("llama", sharded=True)
    hub.add_model("lab/base", base)
    hub.add_model("lab/donor", donor)
    assert sum(name.endswith(".safetensors") for name in read_folder(base)) >= 2
    status, out, _ = said(capsys, "compare", "--base", "hf:lab/base", "--donor", "hf:lab/donor", "--json")
    assert status == 0
    local = json.loads(said(capsys, "compare", "--base", base, "--donor", donor, "--json")[1])
    remote = json.loads(out)
    assert [row["severity"] for row in remote["rows"]] == [row["severity"] for row in local["rows"]]


def test_compare_of_an_adapter_and_a_target(hub: HubServer, capsys: pytest.CaptureFixture[str]) -> None:
    hub.add_model("lab/target", tiny.model("llama"))
    hub.add_model("lab/adapter", tiny.adapter("plain", "llama"))
    status, out, err = said(capsys, "compare", "--target", "hf:lab/target", "--adapter", "hf:lab/adapter=0.5")
    assert status == 0, err
    assert "hf:lab/adapter would fetch" in out


def test_misfits_have_their_status(hub: HubServer, capsys: pytest.CaptureFixture[str]) -> None:
    hub.add_model("lab/base", tiny.model("llama"))
    hub.add_model("lab/donor", tiny.model("qwen2"))
    assert said(capsys, "compare", "--base", "hf:lab/base", "--donor", "hf:lab/donor")[0] == 3


@pytest.mark.parametrize(
    ("name", "part"), [("hf:lab/nothing", "no repository lab/nothing"), ("hf:../x", "not the name of a model")]
)
def test_what_is_not_there_is_bad_input(
    hub: HubServer, capsys: pytest.CaptureFixture[str], name: str, part: str
) -> None:
    status, _, err = said(capsys, "inspect", name)
    assert status == 2
    assert part in err
    assert "Traceback" not in err
