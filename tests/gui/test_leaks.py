"""The check for what tests leave behind finds it: a check that finds nothing proves nothing."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.gui import leaks
from tests.gui.leaks import Before


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaks, "GRACE_S", 0.0)


def test_a_thread_that_waits_is_found() -> None:
    before, go = Before(), threading.Event()
    thread = threading.Thread(target=go.wait, name="waiting")
    thread.start()
    assert before.left() == ["thread waiting"]
    go.set()
    thread.join()
    assert before.left() == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lists them")
def test_a_process_that_waits_is_found() -> None:
    before = Before()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        (found,) = before.left()
        assert str(process.pid) in found
        process.communicate(b"\n")
    assert before.left() == []


def test_a_timer_that_runs_is_found_with_its_owner(qapp: QApplication) -> None:
    before = Before()
    owner = QObject()
    lone, owned = QTimer(), QTimer(owner)
    for timer in (lone, owned):
        timer.start(60_000)
    assert sorted(before.left()) == ["timer QTimer of QObject, every 60000 ms", "timer QTimer, every 60000 ms"]
    lone.stop()
    owner.deleteLater()
    del owned
    assert before.left() == []
