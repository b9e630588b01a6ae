"""Addresses of servers as people type them, and which key may go where."""

from __future__ import annotations

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.haystack.engines.server.address import find_key, parse_address


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        (" http://localhost:8000/v1/ ", "http://localhost:8000"),
        ("http://localhost:8000/v1/chat/completions", "http://localhost:8000"),
        ("http://localhost:8000/v1/completions", "http://localhost:8000"),
        ("https://models.example.org", "https://models.example.org"),
        ("https://models.example.org:443/team/v1", "https://models.example.org/…"),
        ("HTTP://[::1]:80/", "http://[::1]"),
        ("http://bücher.example:81", "http://xn--bcher-kva.example:81"),
    ],
)
def test_an_address_is_understood(typed: str, meant: str) -> None:
    assert str(parse_address(typed)) == meant


def test_what_stands_before_the_path_is_used_and_not_told() -> None:
    address = parse_address("https://models.example.org/s3cret/team/v1/")
    assert address.prefix == "/s3cret/team"
    assert "s3cret" not in str(address)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "localhost:8000",
        "127.0.0.1:8000",
        "ftp://localhost",
        "file:///etc/passwd",
        "http://",
        "http://:8000",
        "http://localhost:99999",
        "http://localhost:port",
        "http://local host",
        "http://localhost:8000/v1?key=1",
        "http://localhost:8000/#x",
        "http://localhost:8000/../admin",
        "http://local\nhost",
        "http://local\\host",
        "http://-.-/",
        "http://[::1",
        "http://a" + "a" * 2000,
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_address(typed)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(BadInput) as refused:
        parse_address("http://me:secret@localhost:8000")
    assert "secret" not in str(refused.value)
    assert "GRAFTWORK_API_KEY" in refused.value.hint


@pytest.mark.parametrize(
    ("typed", "here"),
    [("http://localhost", True), ("http://127.0.0.5:1", True), ("http://[::1]", True), ("http://10.0.0.1", False)],
)
def test_an_address_on_this_computer_is_known(typed: str, here: bool) -> None:
    assert parse_address(typed).is_this_computer is here


def test_our_own_key_goes_to_the_address_that_was_typed() -> None:
    assert find_key(parse_address("http://10.0.0.1"), {"GRAFTWORK_API_KEY": " me ", "OPENAI_API_KEY": "sk"}) == "me"


def test_openai_s_key_goes_to_openai_and_nowhere_else() -> None:
    environment = {"OPENAI_API_KEY": "sk-x"}
    assert find_key(parse_address("https://api.openai.com/v1"), environment) == "sk-x"
    assert find_key(parse_address("http://api.openai.com"), environment) == ""
    assert find_key(parse_address("http://10.0.0.1"), environment) == ""


def test_openai_s_key_follows_the_address_in_the_environment() -> None:
    environment = {"OPENAI_API_KEY": "sk-x", "OPENAI_BASE_URL": "http://10.0.0.1:8000/v1"}
    assert find_key(parse_address("http://10.0.0.1:8000"), environment) == "sk-x"
    assert find_key(parse_address("https://api.openai.com"), environment) == ""


def test_a_key_that_would_break_the_request_is_refused_and_not_shown() -> None:
    with pytest.raises(BadInput) as refused:
        find_key(parse_address("http://localhost"), {"GRAFTWORK_API_KEY": "se\r\ncret: 1"})
    assert "cret" not in str(refused.value)
