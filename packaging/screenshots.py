"""Takes pictures of the window's pages with real results of the sample: `make screenshots`.

Every combination of light and dark, English and Chinese, one and two pixels a point, a small and a large window. The
graft and the checks are done first, by the real worker; needs no display. Each group of pages has a process, a window
and a home of its own, so that nothing of one is seen in another.

    .venv/bin/python packaging/screenshots.py [--out build/screenshots] [--group haystack] [--only verdict]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_API"] = "pyside6"

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from screenshots_frame import photograph_frame
from screenshots_graft import photograph_graft
from screenshots_haystack import photograph_haystack
from screenshots_hub import photograph_hub
from screenshots_jobs import photograph_jobs
from screenshots_models import photograph_models
from screenshots_publish import photograph_publish

from graftwork import aio
from graftwork.app import Application
from graftwork.garbage import GarbageCollector
from graftwork.language import LanguageChoice
from graftwork.settings import Settings
from graftwork.theme import ThemeChoice
from graftwork_core.jobs.client import WorkerClient
from graftwork_resources import sample_folder

SIZES: Final = (QSize(1000, 700), QSize(1920, 1080))
SCALES: Final = ("1", "2")
LANGUAGES: Final = ("en", "zh_CN")
GROUPS: Final = {
    "frame": photograph_frame,
    "models": photograph_models,
    "hub": photograph_hub,
    "graft": photograph_graft,
    "haystack": photograph_haystack,
    "publish": photograph_publish,
    "jobs": photograph_jobs,
}
_GRAFT: Final = ("--rank", "8", "--weight", "0.75", "--threads", "1")
_SECONDS: Final = 240


class Photographer:
    """One window in one language; takes pictures of it in every theme and size."""

    def __init__(self, app: QApplication, choices: argparse.Namespace) -> None:
        self._clients: list[WorkerClient] = []
        self.application = Application(app, self._make_client)
        self._out, self._only = Path(choices.out), str(choices.only)
        self._language = self.application.language.current.value
        self._scale = f"@{choices.scale}x"
        self.window = self.application.window
        self.window.move(QPoint(0, 0))
        self.window.resize(SIZES[0])
        self.window.show()

    def wants(self, name: str) -> bool:
        """Whether pictures of this view are asked for."""
        return self._only in name

    async def take(
        self, name: str, settle: Callable[[], Awaitable[None]] | None = None, over: QWidget | None = None
    ) -> None:
        """Take a view's pictures; `settle` waits until it is ready again after a change of size.

        A dialog `over` the window is drawn into its middle, as the desktop would: a picture has one widget.
        """
        if not self.wants(name):
            return
        for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK):
            self.application.services.theme.choose(theme)
            for size in SIZES:
                self.window.resize(size)
                await self.quiet()
                if settle is not None:
                    await settle()
                file = f"{name}-{self._language}-{theme.value}-{size.width()}{self._scale}.png"
                picture = self.window.grab()
                if over is not None:
                    _draw_over(picture, over)
                picture.save(str(self._out / file))
        self.window.resize(SIZES[0])
        await self.quiet()

    async def quiet(self) -> None:
        """Wait until what changed is laid out and painted."""
        await asyncio.sleep(0.15)

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for something."""
        async with asyncio.timeout(_SECONDS):
            while not condition():
                await asyncio.sleep(0.02)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Stop the workers in the middle of what they do, for as long as pictures are taken."""
        pids = [pid for client in self._clients if (pid := client.pid) is not None]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                os.kill(pid, signal.SIGCONT)

    async def close(self) -> None:
        """End all that was started, without asking."""
        services = self.application.services
        await services.library.close()
        if services.rehearsals is not None:
            await services.rehearsals.close()
        await services.runner.close()
        await services.hub.close()
        await self.application.tasks.close()
        self.window.hide()

    def _make_client(self) -> WorkerClient:
        self._clients.append(WorkerClient())
        return self._clients[-1]


def _draw_over(picture: QPixmap, dialog: QWidget) -> None:
    """Draw a dialog with a frame, as desktops give it."""
    place = QRect(QPoint(), dialog.size())
    place.moveCenter(QRect(QPoint(), picture.deviceIndependentSize().toSize()).center())
    painter = QPainter(picture)
    painter.drawPixmap(place.topLeft(), dialog.grab())
    painter.setPen(dialog.palette().color(QPalette.ColorRole.Mid))
    painter.drawRect(place)
    painter.end()


def prepare(work: Path) -> None:
    """Graft the sample and check it, by the real program."""
    sample = sample_folder()
    models = ("--base", sample / "base", "--donor", sample / "long", "--target", sample / "skill")
    merged = work / "skill-long"
    graftwork("graft", *models, "--out", merged, *_GRAFT)
    graftwork("graft", *models, "--out", work / "theta-left-behind", *_GRAFT, "--context", "keep")
    task = ("--preset", "classic", "--task", sample / "haystack.zh.yaml", "--export", "none")
    rows = ("--target", sample / "skill", "--donor", sample / "long", "--prompts", sample / "prompts.jsonl")
    graftwork("haystack", merged, *task, *rows, "--out", work / "check")
    graftwork("haystack", sample / "skill", *task, "--out", work / "target-check")
    settings = ("--weights", "0.25,0.5,0.75,1", "--ranks", "4,8", "--modules", "all,attention")
    adapter = ("--target", sample / "skill", "--adapter", merged / "adapter")
    guard = ("--task", sample / "haystack.zh.yaml", "--prompts", sample / "prompts.jsonl")
    graftwork("sweep", *adapter, *settings, *guard, "--out", work / "sweep")


def graftwork(*arguments: object) -> None:
    """Run the command line; a check that is not green ends with 1, which is what was to be shown."""
    command = [sys.executable, "-m", "graftwork_core.cli", *map(str, arguments), "--quiet"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def main() -> None:
    """Take the pictures, or those of one process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("build/screenshots"), help="where the pictures go")
    parser.add_argument("--only", default="", help="views whose name contains this")
    parser.add_argument("--group", choices=GROUPS, help="one group of pages instead of all")
    parser.add_argument("--language", choices=LANGUAGES, help="one language instead of both")
    parser.add_argument("--scale", choices=SCALES, help="pixels a point; one and two when it is left out")
    parser.add_argument("--work", type=Path, help="keep and reuse the models and results there")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    choices = parser.parse_args()
    choices.out.mkdir(parents=True, exist_ok=True)
    if choices.here:
        _photograph(choices)
        return
    with tempfile.TemporaryDirectory() as temporary:
        work = choices.work or Path(temporary)
        os.environ["GRAFTWORK_HOME"] = str(work / "home")
        if not (work / "sweep").is_dir():
            work.mkdir(parents=True, exist_ok=True)
            prepare(work)
        failed = [one for one in _processes(choices) if not _in_a_process(one, choices, work)]
    print(f"{len(list(choices.out.glob('*.png')))} pictures in {choices.out}")
    if failed:
        raise SystemExit(f"Some pictures are missing: {failed}")


def _processes(choices: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    for scale in (choices.scale,) if choices.scale else SCALES:
        for language in (choices.language,) if choices.language else LANGUAGES:
            for group in (choices.group,) if choices.group else GROUPS:
                yield scale, language, group


def _in_a_process(one: tuple[str, str, str], choices: argparse.Namespace, work: Path) -> bool:
    """Qt reads the scale once, when it starts."""
    scale, language, group = one
    what = ("--scale", scale, "--language", language, "--group", group, "--only", choices.only)
    command = [sys.executable, __file__, "--here", *what, "--out", str(choices.out), "--work", str(work)]
    environment = os.environ | {"QT_SCALE_FACTOR": scale, "PYTHONFAULTHANDLER": "1"}
    done = subprocess.run(command, check=False, env=environment)
    if done.returncode:
        print(f"{one} ended with {done.returncode}")
    return done.returncode == 0


def _photograph(choices: argparse.Namespace) -> None:
    home = choices.work / f"home of {choices.group}"
    shutil.rmtree(home, ignore_errors=True)
    os.environ["GRAFTWORK_HOME"] = str(home)
    os.environ["HF_HUB_CACHE"] = str(choices.work / "no hub cache")
    os.environ["HF_HUB_OFFLINE"] = "1"  # pictures need no network; the groups that show a Hub bring their own
    app = QApplication(sys.argv[:1])
    loop = aio.new_loop(app)
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(_in_language(app, choices))
    finally:
        loop.close()


async def _in_language(app: QApplication, choices: argparse.Namespace) -> None:
    settings = Settings()
    settings.language = LanguageChoice(choices.language)
    settings.sync()
    garbage = GarbageCollector()  # as in the program: a reader's thread that collected Qt's objects would crash
    photographer = Photographer(app, choices)
    if photographer.application.language.current.value != choices.language:
        raise SystemExit("The translations are not compiled. Type: make install")
    try:
        await photographer.application.services.engine.warm_up()
        photographer.window.status.read()
        await GROUPS[choices.group](photographer, choices.work)
    finally:
        await photographer.close()
        garbage.stop()


if __name__ == "__main__":
    main()
