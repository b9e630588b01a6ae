"""What every test can rely on: no screen, no network, one thread a product, and a user folder of its own."""

from __future__ import annotations

import os

# Before anything imports Qt, torch or huggingface_hub: each of them reads its variables once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_API"] = "pyside6"
os.environ["HF_HUB_OFFLINE"] = "1"
# With two threads a product a busy machine needs ten times as long for small matrices.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
TOKEN = re.compile(rb"hf_[A-Za-z0-9]{20,}")

# A slow moment of the machine is not a fault of the code; the same examples every time, so that a red run is red again.
settings.register_profile("graftwork", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("graftwork")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout's folder."""
    return ROOT


@pytest.fixture(scope="session")
def sample() -> Path:
    """The shipped sample (base, long, skill): read it, never write to it."""
    from graftwork_resources import sample_folder

    return sample_folder()


@pytest.fixture(autouse=True)
def graftwork_home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A user data folder of this test's own, so that no test meets the user's jobs or another test's.

    Whatever a test did, no token is in it afterwards: not in logs, the job store, results or settings. Only tests that
    put one there themselves (marked `plants_a_token`) are left out.
    """
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("GRAFTWORK_HOME", str(home))
    yield home
    if request.node.get_closest_marker("plants_a_token"):
        return
    telling = [file for file in home.rglob("*") if file.is_file() and TOKEN.search(file.read_bytes())]
    assert not telling, f"a token is in {telling}"


@pytest.fixture
def modules_after() -> Callable[[str], set[str]]:
    """Runs a statement in a fresh interpreter and tells which top-level modules are imported afterwards."""

    def run(statement: str) -> set[str]:
        code = f"{statement}\nimport sys\nprint('\\n'.join(sorted({{name.partition('.')[0] for name in sys.modules}})))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return set(done.stdout.split())

    return run
