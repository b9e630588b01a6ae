"""The Haystack page never keeps the window's thread for long, and never has torch in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graftwork.haystack.live import Skeleton
from graftwork.pages.haystack import HaystackPage
from graftwork.services import Services
from graftwork.window import MainWindow
from graftwork_core.jobs.events import Progress, Stage
from tests.gui.fakes import FakeClient, until
from tests.gui.haystack_fakes import DEPTHS, answer, metric, write_run
from tests.gui.stalls import Probe
from tests.gui.test_responsive import HEAVY

LENGTHS = tuple(round(1024 * 2 ** (step / 4)) for step in range(21))


async def test_a_long_check_fills_and_opens_without_a_stall(
    window: MainWindow, services: Services, client: FakeClient, sample: Path, tmp_path: Path
) -> None:
    await services.engine.warm_up()
    window.show_page("haystack")
    page = window.page("haystack")
    assert isinstance(page, HaystackPage)
    page.model.load(sample / "skill")
    await until(lambda: page.ui.bar.run.isEnabled())
    everything = [
        answer(length, depth, depth > 0.3, number) for length in LENGTHS for depth in DEPTHS for number in range(2)
    ]
    folder = write_run(tmp_path / "run", everything)
    probe = Probe()
    page.run()
    await until(lambda: client.job is not None)
    page.job.live.plan(Skeleton(LENGTHS, DEPTHS))
    client.tell(Stage("scanning"))
    for number, one in enumerate(everything):
        client.tell(metric(one))
        client.tell(Progress(number, len(everything), "tokens"))
        if number % 11 == 0:
            await until(lambda turns=probe.turns: probe.turns > turns)
    await client.cancel()
    await until(lambda: not page.ui.bar.is_busy)
    page.show_result(folder)
    await until(lambda: page.results.loaded is not None)
    for tab in range(page.ui.tabs.count()):
        page.ui.tabs.setCurrentIndex(tab)
        await until(lambda turns=probe.turns: probe.turns > turns + 1)
    probe.stop()
    assert probe.turns > 50


def test_torch_stays_out_of_the_window_that_shows_results(
    modules_after: Callable[[str], set[str]], tmp_path: Path
) -> None:
    write_run(tmp_path / "run", [answer(128, depth) for depth in DEPTHS])
    found = modules_after(
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from graftwork import aio, app\n"
        "from tests.gui.fakes import FakeClient, until\n"
        "application = QApplication(sys.argv)\n"
        "loop = aio.new_loop(application)\n"
        "async def main():\n"
        "    made = app.Application(application, FakeClient)\n"
        "    made.window.show_page('haystack')\n"
        "    page = made.window.page('haystack')\n"
        "    made.window.show()\n"
        f"    page.show_result(Path({str(tmp_path / 'run')!r}))\n"
        "    await until(lambda: page.results.loaded is not None)\n"
        "    cell = page.ui.map.model.index(1, 0)\n"
        "    page.ui.map.view.chosen.emit(cell)\n"
        "    await until(lambda: 'Reading' not in page.ui.map.text.text.toPlainText())\n"
        "    await made.services.library.close()\n"
        "    await made.services.runner.close()\n"
        "    await made.tasks.close()\n"
        "loop.run_until_complete(main())\n"
    )
    assert "graftwork_core" in found
    assert not found & HEAVY
