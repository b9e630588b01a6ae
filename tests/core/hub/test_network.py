"""The way out: proxies, certificates and clocks, and libraries that stay at home."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from graftwork_core.errors import GraftworkError
from graftwork_core.hub.endpoint import Endpoint
from graftwork_core.hub.retrying import Patience
from graftwork_core.hub.session import HubSession, Manners
from graftwork_core.hub.transport import proxy_for
from tests.core.hub.conftest import OWNER

AT_ONCE = Manners(patience=Patience(attempts=1))


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without proxies."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    return monkeypatch


def test_proxies_of_the_environment(bare: pytest.MonkeyPatch) -> None:
    assert proxy_for("https", "huggingface.co") is None
    bare.setenv("https_proxy", "proxy.example:3128")
    bare.setenv("no_proxy", "intern.example")
    assert proxy_for("https", "huggingface.co") == "http://proxy.example:3128"
    assert proxy_for("https", "hub.intern.example") is None
    assert proxy_for("http", "127.0.0.1") is None
    bare.delenv("https_proxy")
    bare.setenv("ALL_PROXY", "socks5://proxy.example:1080")
    assert proxy_for("https", "huggingface.co") == "socks5://proxy.example:1080"


class Listener:
    """A loopback port whose every connection is given to a function."""

    def __init__(self, serve: object) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._serve = serve
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                with connection, suppress(OSError):
                    self._serve(connection)  # type: ignore[operator]

    def stop(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)


def failure(endpoint: str, token: str | None = None) -> GraftworkError:
    with HubSession(Endpoint(endpoint), token, AT_ONCE) as session, pytest.raises(GraftworkError) as caught:
        session.get_json("/api/models")
    return caught.value


def test_a_proxy_sees_where_we_go_but_no_token(bare: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    def refuse(connection: socket.socket) -> None:
        seen.append(connection.recv(4096))
        connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

    proxy = Listener(refuse)
    bare.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
    error = failure("https://hub.example", OWNER)
    proxy.stop()
    assert error.kind == "unreachable"
    assert "proxy" in error.message
    assert seen[0].startswith(b"CONNECT hub.example:443")
    assert OWNER.encode() not in seen[0]


CONFIGURATION = """
[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
serial = serial
default_md = sha256
policy = any
[any]
commonName = supplied
[names]
subjectAltName = IP:127.0.0.1
"""


@pytest.fixture
def expired(tmp_path: Path) -> Path:
    """A certificate of this machine that was good in January 2020 only, as one file with its key."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    (tmp_path / "ca.cnf").write_text(CONFIGURATION)
    (tmp_path / "index.txt").write_text("")
    (tmp_path / "serial").write_text("01\n")
    made = "req -new -newkey rsa:2048 -nodes -keyout key.pem -out request.pem -subj /CN=127.0.0.1"
    signed = (
        "ca -batch -config ca.cnf -selfsign -keyfile key.pem -in request.pem -out made.pem -extensions names"
        " -startdate 20200101000000Z -enddate 20200201000000Z -notext"
    )
    for words in (made, signed):
        subprocess.run(["openssl", *words.split()], cwd=tmp_path, check=True, capture_output=True)
    both = tmp_path / "both.pem"
    both.write_bytes((tmp_path / "key.pem").read_bytes() + (tmp_path / "made.pem").read_bytes())
    return both


def test_a_clock_that_is_wrong_is_thought_of(expired: Path, bare: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(expired)

    def shake_hands(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as wrapped:
            wrapped.recv(1)

    server = Listener(shake_hands)
    bare.setenv("SSL_CERT_FILE", str(expired))
    error = failure(f"https://127.0.0.1:{server.port}", OWNER)
    server.stop()
    assert error.kind == "untrusted"
    assert "expired" in error.message
    assert "clock" in error.hint


def test_a_stranger_with_a_certificate_of_his_own(expired: Path, bare: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(expired)
    received: list[bytes] = []

    def shake_hands(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as wrapped:
            received.append(wrapped.recv(1))

    server = Listener(shake_hands)
    bare.delenv("SSL_CERT_FILE", raising=False)
    assert failure(f"https://127.0.0.1:{server.port}", OWNER).kind == "untrusted"
    server.stop()
    assert not received


def test_libraries_are_kept_off_the_network_and_our_own_rooms_are_not() -> None:
    code = """
from graftwork_core.hub.folders import is_offline, seclude_libraries
seclude_libraries()
seclude_libraries()
from huggingface_hub import constants
print(is_offline(), constants.HF_HUB_OFFLINE)
"""
    for said, expected in (("0", "False True"), ("1", "True True")):
        environment = {name: value for name, value in os.environ.items() if name != "GRAFTWORK_OFFLINE"}
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment | {"HF_HUB_OFFLINE": said},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == expected


@pytest.mark.parametrize(
    "entry",
    [
        "from graftwork_core.cli import app as entry; entry.run = show; entry.main()",
        "from graftwork_core.jobs import worker as entry; entry._Channel = show; entry.main([])",
    ],
)
def test_every_process_that_opens_models_keeps_its_libraries_at_home(entry: str) -> None:
    """transformers would fetch, and run, what settings name: CVE-2026-4372 was one way. Nor do they report anything."""
    code = f"""
import os
def show(*_):
    names = "HF_HUB_OFFLINE TRANSFORMERS_OFFLINE HF_HUB_DISABLE_TELEMETRY HF_XET_TELEMETRY_ENABLED"
    print(*(os.environ[name] for name in names.split()), flush=True)
    os._exit(0)
{entry}
"""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "GRAFTWORK_OFF"))}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == "1 1 1 0\n", done.stderr
