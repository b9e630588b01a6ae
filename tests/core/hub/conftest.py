"""A Hub on loopback ports, and the environment in which everything of this test talks to it alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub_server import HubServer

OWNER = "hf_ownerownerownerownerownerowner00"
READER = "hf_readerreaderreaderreaderreader00"


@pytest.fixture
def hub(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """The Hub that the environment names, with two people: "owner", who may write, and "reader"."""
    for name in [name for name in os.environ if name.startswith(("HF_", "HUGGING")) or name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    with HubServer() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.endpoint)
        monkeypatch.setenv("HF_HOME", str(tmp_path_factory.mktemp("huggingface")))
        server.content.add_person("owner", OWNER, orgs=("lab",))
        server.content.add_person("reader", READER, role="read")
        yield server


@pytest.fixture
def hf_home(hub: HubServer) -> Path:
    """The folder of Hugging Face's tools in this test."""
    return Path(os.environ["HF_HOME"])
