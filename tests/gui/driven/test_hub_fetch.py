"""Fetching from the Hub on a virtual screen, by the keyboard: found, checked, fetched, cut off, fetched to the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.hub.making import INDEX, card, files_below, sharded
from tests.gui.driven.hands import Program, end, missing_tools, virtual_screen
from tests.hub_server import HubServer

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"not here: {', '.join(missing_tools())}")
CUT_AT = 600_000
WEIGHTS = "/lab/tuned/[0-9a-f]{64}"


@pytest.fixture
def display() -> Iterator[str]:
    with virtual_screen() as screen:
        yield screen


def test_search_open_check_download_quit_start_again_resume_and_use(display: str, tmp_path: Path) -> None:
    files = {name: _tuned(name, content) for name, content in sharded(1).items()}
    files["README.md"] = card(base_model="lab/base", license="mit")
    with HubServer() as hub:
        hub.add_model("lab/base", sharded(1))
        commit = hub.add_model("lab/tuned", files).head.oid
        cache = tmp_path / "cache"
        where = {"HF_ENDPOINT": hub.endpoint, "HF_HUB_CACHE": str(cache), "HF_HUB_OFFLINE": "0"}
        program = Program(display, tmp_path / "home", tmp_path, where)
        try:
            _open(program, "tuned")
            program.keys("ctrl+d")
            program.wait_for("The other model", focus=True)
            hub.log.clear()
            program.keys("Return")
            program.wait_for("They fit, with something to know")  # neither brings a tokenizer
            assert 0 < hub.log.sent() < 1_000_000
            hub.log.clear()
            hub.misbehave("stall", WEIGHTS, after=CUT_AT)
            program.keys("ctrl+Return")
            hub.log.wait_for(lambda seen: sum(one.sent == CUT_AT for one in seen) == 3, 60)
            program.keys("ctrl+q")
            program.click("Cancel and quit")
            program.process.wait(timeout=60)
            assert program.process.returncode == 0
            hub.behave()

            program = Program(display, tmp_path / "home", tmp_path, where)
            _open(program, "tuned")
            program.wait_for("Resume")
            program.keys("ctrl+Return")
            program.wait_for("It is in the Hub's cache, every file checked by its hash.")
            weights = sum(len(content) for name, content in files.items() if name.endswith(".safetensors"))
            assert hub.log.sent(WEIGHTS) - _headers(hub) == weights, "no byte twice"
            snapshot = cache / "models--lab--tuned" / "snapshots" / commit
            assert files_below(snapshot) == files
            assert (snapshot / INDEX).is_file()
            program.keys("ctrl+1")
            program.wait_for("Base", state="filled")
            program.close()
            assert program.process.returncode == 0
        except AssertionError as error:
            picture = tmp_path / "window.png"
            program.look(f"picture: {picture}")
            raise AssertionError(f"{error}\nThe window: {picture}\n{program.log.read_text()}\n{hub.log}") from error
        finally:
            end(program.process)
    assert program.log.read_text() == ""


def _open(program: Program, text: str) -> None:
    """Find a repository, and look at it: all that the page asks for by itself has come once the check is offered."""
    program.keys("alt+2")
    program.wait_for("Search the Hub", focus=True)
    program.xdotool("type", text)
    program.wait_for("Repositories that were found", rows=[[f"lab/{text}", "1.61 M"]])
    program.keys("Tab", "Tab", "Tab", "Tab", "Down", "Home")
    program.wait_for("lab/tuned, Model")


def _tuned(name: str, content: bytes) -> bytes:
    """Weights that are a little different: the last byte of a mantissa."""
    return content[:-2] + bytes([content[-2] ^ 1]) + content[-1:] if name.endswith(".safetensors") else content


def _headers(hub: HubServer) -> int:
    """Bytes of weights that were only looked at: the second start reads headers again, which are not kept as files."""
    return sum(one.sent for one in hub.log.all(WEIGHTS) if one.range is not None and one.range[1] == 32_767)
