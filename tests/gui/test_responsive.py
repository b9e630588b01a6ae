"""The window's thread is never kept busy for long, and never has torch in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graftwork.pages.graft import GraftPage
from graftwork.services import Services
from graftwork_core.jobs.events import Progress, Stage
from tests.gui.fakes import FakeClient, until
from tests.gui.stalls import Probe

HEAVY = {"torch", "transformers", "peft", "accelerate"}
SLOW_TO_IMPORT = {"pydantic", "numpy", "sqlite3", "safetensors", "rich", "typer"}


async def test_filling_running_and_showing_never_stalls(
    page: GraftPage, client: FakeClient, services: Services, tmp_path: Path
) -> None:
    await services.engine.warm_up()
    page.fill_sample()
    await until(lambda: page.ui.bar.run.isEnabled())
    probe = Probe()
    page.fill_sample()
    page.target.load(page.form().target or tmp_path)
    await until(lambda: page.ui.bar.run.isEnabled())
    page.run()
    await until(lambda: client.job is not None)
    client.tell(Stage("merging"))
    for number in range(2000):
        client.tell(Progress(number, 2000))
        if number % 50 == 0:
            await until(lambda turns=probe.turns: probe.turns > turns)
    await client.cancel()
    await until(lambda: not page.ui.bar.is_busy)
    probe.stop()
    assert probe.turns > 50


def test_the_first_page_needs_no_heavy_module(modules_after: Callable[[str], set[str]]) -> None:
    found = modules_after(
        "import asyncio, sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from graftwork import aio, app\n"
        "application = QApplication(sys.argv)\n"
        "loop = aio.new_loop(application)\n"
        "async def main():\n"
        "    made = app.Application(application)\n"
        "    made.window.show()\n"
        "    made.window.grab()\n"
        "    await made.tasks.close()\n"
        "loop.run_until_complete(main())\n"
    )
    assert not found & HEAVY
    assert not found & SLOW_TO_IMPORT, "loaded before the first page was painted"


def test_torch_stays_out_with_models_loaded_and_a_job_described(modules_after: Callable[[str], set[str]]) -> None:
    found = modules_after(
        "import asyncio, sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from graftwork import aio, app\n"
        "from tests.gui.fakes import FakeClient, until\n"
        "application = QApplication(sys.argv)\n"
        "loop = aio.new_loop(application)\n"
        "client = FakeClient()\n"
        "async def main():\n"
        "    made = app.Application(application, lambda: client)\n"
        "    page = made.window.page('graft')\n"
        "    made.window.show()\n"
        "    page.fill_sample()\n"
        "    await until(lambda: page.ui.bar.run.isEnabled())\n"
        "    page.run()\n"
        "    await until(lambda: client.job is not None)\n"
        "    await client.cancel()\n"
        "    await until(lambda: not page.ui.bar.is_busy)\n"
        "    await made.tasks.close()\n"
        "loop.run_until_complete(main())\n"
    )
    assert "graftwork_core" in found
    assert not found & HEAVY
