"""Tokens and accounts: kept where Hugging Face's tools keep them, sent only to their own Hub."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from graftwork_core.errors import BadInput, Cancelled
from graftwork_core.hub import account, folders, tokens
from graftwork_core.hub.account import begin_device_login, finish_device_login, log_in, whoami
from graftwork_core.hub.connect import connect
from graftwork_core.hub.endpoint import Endpoint
from graftwork_core.hub.errors import TokenRejected
from graftwork_core.hub.session import HubSession, Manners
from tests.core.hub.conftest import OWNER, READER
from tests.hub_server import HubServer
from tests.hub_server.client import real_client


def test_folders_are_those_of_the_real_client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code = (
        "from huggingface_hub import constants as c;"
        "print(c.HF_HUB_CACHE, c.HF_TOKEN_PATH, c.HF_STORED_TOKENS_PATH, c.HF_HUB_OFFLINE, sep='\\n')"
    )
    for changed in (
        {},
        {"HF_HOME": str(tmp_path / "home")},
        {"XDG_CACHE_HOME": str(tmp_path / "cache")},
        {"HF_HUB_CACHE": str(tmp_path / "models"), "HF_TOKEN_PATH": str(tmp_path / "secret" / "token")},
        {"HF_HUB_OFFLINE": "YES"},
    ):
        for name in ("HF_HOME", "HF_HUB_CACHE", "HF_TOKEN_PATH", "XDG_CACHE_HOME", "HF_HUB_OFFLINE"):
            monkeypatch.delenv(name, raising=False)
        for name, value in changed.items():
            monkeypatch.setenv(name, value)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        ours = [folders.hub_cache(), folders.token_file(), folders.stored_tokens_file(), folders.is_offline()]
        assert [str(one) for one in ours] == done.stdout.split()


def test_a_pasted_token_is_checked_kept_and_known_to_other_tools(hub: HubServer, hf_home: Path) -> None:
    with connect() as session:
        identity = log_in(session, f"  {OWNER}\n")
    assert (identity.name, identity.orgs, identity.role) == ("owner", ("lab",), "write")
    said = real_client("from huggingface_hub import get_token; tell([get_token(), whoami()['name']])", hub, hf_home)
    assert said == [OWNER, "owner"]
    for file in (folders.token_file(), folders.stored_tokens_file()):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_refused_token_is_not_kept(hub: HubServer) -> None:
    with connect() as session, pytest.raises(TokenRejected):
        log_in(session, "hf_wrongwrongwrongwrongwrongwrong0")
    assert not folders.token_file().exists()
    assert tokens.accounts() == ()


@pytest.mark.parametrize("text", ["", "two words", "hf_ü", "x\x1b[31m", "y" * 5000])
def test_what_cannot_be_a_token_is_not_sent(hub: HubServer, text: str) -> None:
    with connect() as session, pytest.raises(BadInput) as caught:
        log_in(session, text)
    assert not hub.log.all()
    assert not text or text not in str(caught.value)


def test_several_accounts(hub: HubServer) -> None:
    hub.content.add_person("second", "hf_secondsecondsecondsecondsecond0")
    endpoint = Endpoint(hub.endpoint)
    tokens.store("owner", OWNER, endpoint)
    tokens.store("second", "hf_secondsecondsecondsecondsecond0", endpoint)
    assert [(one.name, one.active, one.endpoint) for one in tokens.accounts()] == [
        ("owner", False, hub.endpoint),
        ("second", True, hub.endpoint),
    ]
    tokens.switch("owner")
    with connect() as session:
        assert whoami(session) == account.Identity("owner", "Owner", ("lab",), "write", "test")
    assert tokens.forget("owner") == ("owner",)
    with connect() as session:
        assert whoami(session) is None
    assert [one.name for one in tokens.accounts()] == ["second"]
    with pytest.raises(BadInput):
        tokens.switch("owner")


def test_accounts_of_two_hubs_may_have_one_name(hub: HubServer) -> None:
    own, other = Endpoint(hub.endpoint), Endpoint("https://hub.example.org")
    tokens.store("laptop", OWNER, own)
    tokens.store("laptop", "hf_secondsecondsecondsecondsecond0", other)
    tokens.store("laptop", "hf_thirdthirdthirdthirdthirdthird00", own)
    told = [(one.name, one.endpoint, one.active) for one in tokens.accounts()]
    assert told == [("laptop", own.url, True), ("laptop at hub.example.org", other.url, False)]
    tokens.switch("laptop at hub.example.org")
    assert tokens.active_token(own) is None


def test_accounts_of_other_tools_are_seen(hub: HubServer, hf_home: Path) -> None:
    real_client(
        "from huggingface_hub.utils._auth import _save_token; _save_token(sys.argv[1], 'from the tool')",
        hub, hf_home, READER,
    )  # fmt: skip
    assert [one.name for one in tokens.accounts()] == ["from the tool"]


def test_who_i_am_is_asked_once(hub: HubServer) -> None:
    with HubSession(Endpoint(hub.endpoint), OWNER) as session:
        assert whoami(session, again=True) == whoami(session) == whoami(session)
    assert len(hub.log.all("whoami")) == 1


def test_a_token_is_for_its_own_hub_only(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens.store("owner", OWNER, Endpoint("https://huggingface.co"))
    with connect() as session:
        assert not session.has_token
    tokens.store("owner", OWNER, Endpoint(hub.endpoint))
    with connect() as session:
        assert session.has_token


def test_a_token_that_another_tool_stored_is_the_public_hubs(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    folders.token_file().parent.mkdir(parents=True, exist_ok=True)
    folders.token_file().write_text(OWNER)
    assert tokens.active_token(Endpoint(hub.endpoint)) is None
    found = tokens.active_token(Endpoint("https://huggingface.co"))
    assert found is not None
    assert found.token == OWNER


def test_the_environments_token_goes_to_the_environments_hub(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", OWNER)
    found = tokens.active_token(Endpoint(hub.endpoint))
    assert found is not None
    assert found.source == "environment"
    assert tokens.active_token(Endpoint("https://mirror.example")) is None


def test_a_token_for_this_session_leaves_no_trace(hub: HubServer, hf_home: Path) -> None:
    with connect(session_token=OWNER) as session:
        assert whoami(session, again=True)
    kept = [file for file in hf_home.rglob("*") if file.is_file() and OWNER in file.read_text(errors="replace")]
    assert not kept
    assert OWNER not in repr(tokens.active_token(session.endpoint, OWNER))


def test_login_in_the_browser(hub: HubServer, hf_home: Path) -> None:
    with connect() as session:
        login = begin_device_login(session)
        assert login.link.startswith(hub.endpoint)
        identity, token = finish_device_login(session, login, on_wait=lambda: hub.accounts.authorize(login.code, OWNER))
    assert (identity.name, token) == ("owner", OWNER)
    assert real_client("tell(whoami()['name'])", hub, hf_home) == "owner"


def test_a_declined_login_is_called_so(hub: HubServer) -> None:
    with connect() as session:
        login = begin_device_login(session)
        hub.accounts.authorize(login.code, "")
        with pytest.raises(BadInput, match="declined"):
            finish_device_login(session, login)


def test_hiccups_do_not_end_a_login(hub: HubServer) -> None:
    hub.misbehave("status", "/oauth/token", status=502, body=b"<html>", times=1)
    with connect() as session:
        login = begin_device_login(session)
        hub.accounts.authorize(login.code, OWNER)
        assert finish_device_login(session, login)[0].name == "owner"


def test_waiting_for_a_login_can_be_cancelled(hub: HubServer) -> None:
    hub.accounts.interval = 60
    asked: list[bool] = []
    with HubSession(Endpoint(hub.endpoint), None, Manners(is_cancelled=lambda: bool(asked))) as session:
        login = begin_device_login(session)
        with pytest.raises(Cancelled):
            finish_device_login(session, login, on_wait=lambda: asked.append(True))


def test_a_login_page_elsewhere_is_not_shown(hub: HubServer) -> None:
    hub.misbehave("edit", "/oauth/device", change=lambda said: said | {"verification_uri": f"{hub.stranger}/fish"})
    with connect() as session, pytest.raises(Exception, match="another host"):
        begin_device_login(session)


def test_a_login_about_to_expire_is_renewed(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with connect() as session:
        login = begin_device_login(session)
        hub.accounts.authorize(login.code, OWNER)
        finish_device_login(session, login)
    text = folders.stored_tokens_file().read_text()
    line = next(line for line in text.splitlines() if line.startswith("expires_at"))
    folders.stored_tokens_file().write_text(text.replace(line, "expires_at = 1000"))
    hub.log.clear()
    with connect() as session:
        assert session.token == OWNER
    assert len(hub.log.all("/oauth/token")) == 1
    with connect():
        pass
    assert len(hub.log.all("/oauth/token")) == 1


def test_tokens_are_in_no_other_file(hub: HubServer, hf_home: Path) -> None:
    with connect() as session:
        log_in(session, OWNER)
    for folder in (hf_home, Path(os.environ["GRAFTWORK_HOME"])):
        for file in folder.rglob("*"):
            if file.is_file() and OWNER in file.read_text(errors="replace"):
                assert file in (folders.token_file(), folders.stored_tokens_file())
