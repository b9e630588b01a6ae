"""Which Hub is asked, and where its answers may lead."""

from __future__ import annotations

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.hub.endpoint import PUBLIC, Endpoint, choose_endpoint, parse_endpoint
from graftwork_core.hub.errors import Untrusted


def test_the_environment_goes_before_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    assert choose_endpoint().url == PUBLIC
    assert choose_endpoint("https://mirror.example/").url == "https://mirror.example"
    monkeypatch.setenv("HF_ENDPOINT", "https://other.example")
    assert choose_endpoint("https://mirror.example").url == "https://other.example"


@pytest.mark.parametrize(
    "text",
    [
        "http://hub.example",
        "http://127.0.0.1.evil.example",
        "ftp://hub.example",
        "hub.example",
        "https://",
        "https://me:secret@hub.example",
        "https://hub.example?x=1",
        "https://hub.example:99999",
        "javascript:alert(1)",
    ],
)
def test_unsafe_addresses_are_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_endpoint(text)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("text", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"])
def test_this_machine_needs_no_encryption(text: str) -> None:
    assert parse_endpoint(text).url == text


def test_answers_may_lead_back_to_the_hub_only() -> None:
    mirror = Endpoint("https://mirror.example/hub")
    assert (
        mirror.own("https://mirror.example/hub/api/models?cursor=2") == "https://mirror.example/hub/api/models?cursor=2"
    )
    # A mirror hands on what the public Hub said; its links mean the mirror.
    assert mirror.own("https://huggingface.co/api/models?cursor=2") == "https://mirror.example/hub/api/models?cursor=2"
    for elsewhere in (
        "https://evil.example/api/models",
        "http://mirror.example/api/models",
        "https://mirror.example:8443/x",
        "https://mirror.example.evil.example/x",
        "https://huggingface.co.evil.example/x",
        "/relative",
    ):
        with pytest.raises(Untrusted):
            mirror.own(elsewhere)
