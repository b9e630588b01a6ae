"""Notifications on a bus of the test's own, with a service that writes down what it is told."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from graftwork import bus as module
from graftwork.bus import Bus, NoBus, Writer
from graftwork.notifications import Notifier
from graftwork.services import Services
from tests.gui.fakes import until

DAEMON = shutil.which("dbus-daemon")
SERVICE = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, ClassInfo, Slot
from PySide6.QtDBus import QDBusConnection, QDBusVirtualObject

class Desktop(QDBusVirtualObject):
    def introspect(self, path):
        return ""
    def handleMessage(self, message, connection):
        texts = [value for value in message.arguments() if isinstance(value, str)]
        print(message.signature(), *texts, sep="|", flush=True)
        connection.send(message.createReply([7]))
        return True

application = QCoreApplication(sys.argv)
connection = QDBusConnection.sessionBus()
desktop = Desktop()
connection.registerVirtualObject("/org/freedesktop/Notifications", desktop)
assert connection.registerService("org.freedesktop.Notifications")
print("ready", flush=True)
application.exec()
"""

pytestmark = pytest.mark.skipif(DAEMON is None, reason="not here: dbus-daemon")


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bus that nobody else is on."""
    place = f"unix:path={tmp_path / 'bus'}"
    command = [str(DAEMON), "--session", "--nofork", "--print-address=1", f"--address={place}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
        yield place
        daemon.terminate()


@pytest.fixture
def desktop(address: str) -> Iterator[subprocess.Popen[str]]:
    """The notification service."""
    with subprocess.Popen([sys.executable, "-c", SERVICE], stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout
        assert service.stdout.readline() == "ready\n"
        yield service
        service.terminate()


@pytest.fixture
def notifier(services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Notifier]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Notifier(services.tasks, window)
    yield made
    made.close()


async def tell(notifier: Notifier, title: str, text: str) -> str:
    told: list[str] = []
    notifier.told.connect(told.append)
    notifier.tell(title, text)
    await until(lambda: told)
    return told[0]


async def test_the_desktop_is_told_as_the_protocol_wants_it(notifier: Notifier, desktop: subprocess.Popen[str]) -> None:
    assert await tell(notifier, "完成 🎉", "skill <b> & long") == "bus"
    assert desktop.stdout
    line = desktop.stdout.readline().strip()
    assert line == "susssasa{sv}i|Graftwork|graftwork|完成 🎉|skill &lt;b&gt; &amp; long"
    assert await tell(notifier, "again", "x" * 300_000) == "bus"
    assert "again" in desktop.stdout.readline()


async def test_without_a_service_or_a_bus_nothing_breaks(
    notifier: Notifier, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await tell(notifier, "a", "b") == "", "a bus without the service, and no tray"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    assert await tell(notifier, "a", "b") == ""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert await tell(notifier, "a", "b") == ""


async def test_a_window_in_front_needs_no_notification(
    notifier: Notifier, desktop: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    notifier.told.connect(told.append)
    with monkeypatch.context() as patch:
        patch.setattr(QApplication, "activeWindow", lambda: notifier.parent())
        notifier.tell("not", "this")
    assert await tell(notifier, "but", "that") == "bus"
    assert desktop.stdout
    assert "but" in desktop.stdout.readline()


async def test_a_connection_that_was_cut_is_made_anew(notifier: Notifier, desktop: subprocess.Popen[str]) -> None:
    assert await tell(notifier, "one", "") == "bus"
    assert notifier._bus is not None
    notifier._bus._socket.shutdown(socket.SHUT_RDWR)
    told: list[str] = []
    notifier.told.connect(told.append)
    notifier.tell("two", "")
    await until(lambda: told)
    assert told == ["bus"]


def test_a_bus_that_says_nothing_is_left_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TIMEOUT_S", 0.1)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "bus"))
        server.listen()
        with pytest.raises(NoBus):
            Bus(f"unix:path={tmp_path / 'bus'}")


@pytest.mark.parametrize("answer", [b"REJECTED EXTERNAL\r\n", b"OK x\r\nl\x02\x00\x01" + b"\xff" * 60, b""])
def test_a_bus_that_talks_nonsense_is_no_bus(tmp_path: Path, answer: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "bus"))
        server.listen()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(answer)
                connection.recv(4096)

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(NoBus):
            Bus(f"unix:path={tmp_path / 'bus'}")
        thread.join()


def test_a_refused_call_names_the_error(address: str) -> None:
    bus = Bus()
    with pytest.raises(NoBus, match=r"ServiceUnknown|NameHasNoOwner"):
        bus.call("no.such.Service", "/x", "no.such.Service", "Do", "", Writer())
    bus.close()
