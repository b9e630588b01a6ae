"""The real program as a process, and the real worker behind the real page."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from graftwork.pages.graft import GraftPage
from graftwork.runner import Runner, new_client
from graftwork.services import Services
from tests.gui.fakes import until

INTERRUPTED = """
import sys
from graftwork_core.jobs import run
from graftwork_core.jobs.events import Progress, Stage
from graftwork_core.jobs.record import record
from graftwork_core.jobs.spec import read_job

run.PROGRESS_INTERVAL = 0  # so that a job this small can be stopped in the middle
seen = []
def half_merged():
    stages = [one.name for one in seen if isinstance(one, Stage)]
    return stages[-1:] == ["merging"] and isinstance(seen[-1], Progress) and seen[-1].done * 2 > seen[-1].total
record(read_job(sys.argv[1]), seen.append, half_merged)
print(seen[-1].type)
"""


@pytest.fixture
def services(services: Services) -> Services:
    """With a real worker instead of a played one."""
    real = Runner(services.tasks, new_client)
    return Services(services.tasks, services.engine, real, services.settings, services.theme, services.library)


async def test_the_sample_is_grafted_by_the_real_worker(page: GraftPage, services: Services) -> None:
    page.fill_sample()
    await until(lambda: page.ui.bar.run.isEnabled())
    out = page.form().out
    assert out is not None
    page.run()
    await until(lambda: page.ui.bar.is_busy)
    await until(lambda: not page.ui.bar.is_busy, 55)
    assert page.ui.result.isVisibleTo(page), page.ui.error.headline.text()
    assert json.loads((out / "config.json").read_text())["max_position_embeddings"] == 2048
    await until(lambda: page.ui.made.isVisibleTo(page))
    assert page.ui.made.model.rowCount() == 7
    assert page.ui.made.model.columnCount() == 4
    assert page.ui.made.model.figure == "energy"
    assert page.form().out == out.with_name("sample-graft-2"), "the next run goes elsewhere"
    await services.runner.close()


async def test_an_interrupted_graft_goes_on_with_the_real_worker(
    page: GraftPage, services: Services, sample: Path, tmp_path: Path
) -> None:
    names = {"base": "base", "donor": "long", "target": "skill"}
    job = {role: str(sample / name) for role, name in names.items()}
    job |= {"kind": "graft", "out": str(tmp_path / "out"), "rank": 8, "threads": 1}  # type: ignore[dict-item]
    command = [sys.executable, "-c", INTERRUPTED, json.dumps(job)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "cancelled", done.stderr
    page.job.offers.refresh()
    await until(lambda: page.job.offers.panels)
    QTest.mouseClick(page.job.offers.panels[0].take, Qt.MouseButton.LeftButton)
    await until(lambda: page.ui.bar.is_busy)
    await until(lambda: not page.ui.bar.is_busy, 55)
    assert page.ui.result.isVisibleTo(page), page.ui.error.headline.text()
    assert (tmp_path / "out" / "model.safetensors").is_file()
    assert not (tmp_path / "out.partial").exists()
    await services.runner.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
def test_the_program_opens_and_ends_cleanly_on_sigterm(graftwork_home: Path) -> None:
    code = (
        "import sys, PySide6.QtCore as c, graftwork.__main__ as m\n"
        "import graftwork.window as w\n"
        "old = w.MainWindow.showEvent\n"
        "def shown(self, event):\n"
        "    old(self, event)\n"
        "    c.QTimer.singleShot(0, lambda: print('shown', flush=True))\n"
        "w.MainWindow.showEvent = shown\n"
        "sys.argv = ['graftwork']\n"
        "sys.exit(m.main())\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "shown\n"
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert (graftwork_home / "window.ini").is_file()


FAULTS = """
import asyncio, sys, threading
import PySide6.QtCore as c, graftwork.__main__ as m
import graftwork.app as a, graftwork.window as w
def fail(where):
    raise RuntimeError(f'a fault in a {where}')
async def failing():
    fail('task')
said = []
def look(application):
    message = application.window.messages.panels.get('crash')
    if message is not None and 'slot' in message.message.details():
        text = message.message.details()
        if all(where in text for where in ('slot', 'thread', 'task', 'callback')):
            said.append(1)
            print('shown', len(application.window.messages.panels), text.count('a fault in a slot'), flush=True)
            application.window.closed.emit()
made = []
old = a.Application.__init__
def init(self, *rest):
    old(self, *rest)
    made.append(self)
a.Application.__init__ = init
shown = w.MainWindow.showEvent
def show(self, event):
    shown(self, event)
    application = made[0]
    application.timer = c.QTimer(self)
    application.timer.timeout.connect(lambda: fail('slot'))
    application.timer.timeout.connect(lambda: look(application))
    application.timer.start(20)
    threading.Thread(target=fail, args=('thread',)).start()
    application.tasks.spawn(failing())
    asyncio.get_running_loop().call_soon(fail, 'callback')
w.MainWindow.showEvent = show
sys.argv = ['graftwork']
sys.exit(m.main())
"""


def test_faults_of_every_place_reach_one_panel_and_end_nothing(graftwork_home: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FAULTS], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].split()[:2] == ["shown", "1"]
    assert "Traceback" in done.stderr


def test_with_worker_the_same_program_becomes_the_worker_without_qt() -> None:
    code = (
        "import os, sys, runpy\n"
        "end = os._exit\n"
        "os._exit = lambda status: (print('PySide6' in sys.modules, file=sys.stderr, flush=True), end(status))\n"
        "sys.argv = ['graftwork', '--worker']\n"
        "runpy.run_module('graftwork', run_name='__main__')\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write('{"kind": "nonsense"}\n')
    process.stdin.flush()
    events = [json.loads(process.stdout.readline()) for _ in range(2)]
    assert process.wait(60) == 2
    _, errors = process.communicate(timeout=60)
    assert [event["type"] for event in events] == ["hello", "error"]
    assert errors.strip().endswith("False")


def test_a_binding_that_would_crash_is_refused_in_words() -> None:
    code = (
        "import sys, PySide6\n"
        "PySide6.__version__ = '6.11.0'\n"
        "from graftwork.__main__ import main\n"
        "sys.argv = ['graftwork']\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env={**os.environ})
    assert done.returncode == 1
    assert "PySide6" in done.stderr
