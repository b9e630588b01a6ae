"""From a search on the Hub to a published graft, on a virtual screen, by mouse and keyboard alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from graftwork_core.model.card import CARD_NAME
from tests.gui.driven.hands import Program, end, missing_tools, until, virtual_screen
from tests.hub_server import HubServer
from tests.hub_server.log import Request

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"not here: {', '.join(missing_tools())}")

HELD_AFTER = 300_000
TOKEN = "hf_" + "s" * 34
PATIENT_S = 120.0


@pytest.fixture
def display() -> Iterator[str]:
    with virtual_screen() as screen:
        yield screen


@pytest.fixture
def hub(sample: Path) -> Iterator[HubServer]:
    with HubServer() as server:
        server.content.add_person("me", TOKEN)
        for name in ("base", "long", "skill"):
            files = {file.name: file.read_bytes() for file in (sample / name).iterdir() if file.is_file()}
            server.add_model(f"lab/{name}", files)
        yield server


def test_search_check_download_quit_resume_graft_and_publish(display: str, hub: HubServer, tmp_path: Path) -> None:
    own = {"HF_ENDPOINT": hub.endpoint, "HF_HOME": str(tmp_path / "hf"), "HF_HUB_OFFLINE": "0"}
    cache = {"HF_HUB_CACHE": str(tmp_path / "hf" / "hub"), "HF_HUB_DISABLE_XET": "1"}
    program = Program(display, tmp_path / "home", tmp_path, own | cache)
    try:
        _log_in(program)
        _find(program, "long")
        _check_against(program, "lab/base")
        assert hub.log.sent("safetensors") < 200_000, "the fit is known from headers"

        weights = hub.model("lab/long").files["model.safetensors"]
        place = f"/lab/long/{weights.sha256}"
        before = len(hub.log.all(place))
        hub.misbehave("stall", place, after=HELD_AFTER, times=1)
        program.click("Download")
        hub.log.wait_for(lambda _: _sent(hub.log.all(place)[before:]) >= HELD_AFTER, PATIENT_S)
        program.keys("ctrl+q")
        program.click("Cancel and quit")
        program.process.wait(timeout=PATIENT_S)
        assert program.process.returncode == 0
        hub.behave()

        program = Program(display, tmp_path / "home", tmp_path, own | cache)
        _find(program, "long")
        program.click("Resume")
        program.wait_for("It is in the Hub's cache, every file checked by its hash.", seconds=PATIENT_S)
        assert _sent(hub.log.all(place)[before:]) == weights.size, "no byte came twice"

        program.click("Donor")
        for name, role in (("base", "Base"), ("skill", "Target")):
            _find(program, name)
            program.click(role)
        program.wait_for("Run", seconds=PATIENT_S, enabled=True)
        program.keys("ctrl+Return")
        program.wait_for("Use as target", seconds=PATIENT_S)
        out = next(file.parent for file in tmp_path.rglob("graftwork.json") if file.parent.name != "adapter")
        assert json.loads((out / "config.json").read_text())["max_position_embeddings"] == 2048

        program.click("Upload")
        program.wait_for("The name is free.", seconds=PATIENT_S)
        program.click("Upload")
        program.wait_for("Copy the address", seconds=PATIENT_S)
        assert _online(hub) == _here(out)
        program.keys("Escape")
        program.close()
        assert program.process.returncode == 0
    except AssertionError as error:
        picture = tmp_path / "window.png"
        program.look(f"picture: {picture}")
        raise AssertionError(f"{error}\nThe window: {picture}\n{program.log.read_text()}") from error
    finally:
        end(program.process)
    assert program.log.read_text() == ""
    telling = [file for file in tmp_path.rglob("*") if file.is_file() and TOKEN.encode() in file.read_bytes()]
    assert {file.name for file in telling} <= {"token", "stored_tokens"}, telling


def _go(program: Program, page: str) -> None:
    program.keys("ctrl+k")
    program.wait_for("Command", focus=True)
    program.xdotool("type", f"go to {page}")
    program.keys("Return")


def _log_in(program: Program) -> None:
    program.keys("ctrl+comma")
    program.click("Log in with a token…")
    program.wait_for("Check and keep")
    program.xdotool("type", TOKEN)
    program.keys("Return")
    program.wait_for("Logged in as me.", seconds=PATIENT_S)


def _find(program: Program, name: str) -> None:
    """Search for a repository, and open it with the keyboard."""
    table, found = "Repositories that were found", f"lab/{name}"
    _go(program, "hub")
    program.keys("ctrl+f")
    program.wait_for("Search the Hub", focus=True)
    program.xdotool("type", name)
    until(lambda: [row[0] for row in program.look(table).get("rows", ())] == [found], f"{found} is found")
    program.click(table)
    program.keys("Home")
    program.wait_for(f"{found}, Model", seconds=PATIENT_S)


def _check_against(program: Program, other: str) -> None:
    program.click("Does it fit?")
    program.click("The other model")
    program.xdotool("type", other)
    program.keys("Return")
    until(lambda: program.look("They fit together") or program.look("They fit, with something to know"), "they fit")


def _sent(requests: Sequence[Request]) -> int:
    return sum(one.sent for one in requests)


def _online(hub: HubServer) -> Mapping[str, bytes]:
    (name,) = (name for name in hub.content.models if name.startswith("me/"))
    assert hub.model(name).private
    return {
        path: one.content for path, one in hub.model(name).files.items() if path not in (".gitattributes", CARD_NAME)
    }


def _here(model: Path) -> Mapping[str, bytes]:
    """What belongs to the model; the adapter beside it would be a repository of its own."""
    return {file.name: file.read_bytes() for file in model.iterdir() if file.is_file() and file.name != CARD_NAME}
