"""Takes pictures of the window's pages with real results of the sample: `make screenshots`.

Every combination of light and dark, English and Chinese, a large and a small window; setup, running, verdict, compare,
and one of every other view. The graft and the checks are done first, by the real worker; needs no display.

    .venv/bin/python packaging/screenshots.py [--out build/screenshots] [--only verdict]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_API"] = "pyside6"

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication, QWidget
from screenshots_jobs import photograph_jobs
from screenshots_models import photograph_models

from graftwork import aio
from graftwork.app import Application
from graftwork.haystack.form import Details, Hay, HaystackForm, Manner
from graftwork.language import LanguageChoice
from graftwork.pages.haystack import HaystackPage
from graftwork.pages.haystack_run import KINDS
from graftwork.settings import Settings
from graftwork.theme import ThemeChoice
from graftwork_resources import sample_folder

SIZES: Final = (QSize(1280, 860), QSize(1000, 700))
_GRAFT: Final = ("--rank", "8", "--weight", "0.75", "--threads", "1")
_SECONDS: Final = 240


class Photographer:
    """One window in one language; takes pictures of it in every theme and size."""

    def __init__(self, application: Application, language: LanguageChoice, out: Path, only: str) -> None:
        self.application, self._language, self._out, self._only = application, language, out, only
        found = application.window.page("haystack")
        assert isinstance(found, HaystackPage)
        self.page = found

    async def take_of(self, name: str, widget: QWidget) -> None:
        """Take a small window's pictures, in every theme."""
        if self._only and self._only not in name:
            return
        for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK):
            self.application.services.theme.choose(theme)
            await self.quiet()
            widget.grab().save(str(self._out / f"{name}-{self._language.value}-{theme.value}.png"))

    async def take(self, name: str, settle: Callable[[], Awaitable[None]] | None = None) -> None:
        """Take a view's pictures; `settle` waits until it is ready again after a change of size."""
        if self._only and self._only not in name:
            return
        window = self.application.window
        for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK):
            self.application.services.theme.choose(theme)
            for size in SIZES:
                window.resize(size)
                await self.quiet()
                if settle is not None:
                    await settle()
                file = self._out / f"{name}-{self._language.value}-{theme.value}-{size.width()}.png"
                window.grab().save(str(file))
        window.resize(SIZES[0])
        await self.quiet()

    async def quiet(self) -> None:
        """Wait until nothing is being read, and what changed is painted."""
        await asyncio.sleep(0.15)

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for something."""
        async with asyncio.timeout(_SECONDS):
            while not condition():
                await asyncio.sleep(0.02)


async def photograph(who: Photographer, work: Path) -> None:
    """Go through the page's views."""
    page, ui, window = who.page, who.page.ui, who.application.window
    sample, merged = sample_folder(), work / "skill-long"
    window.resize(SIZES[0])
    window.show()
    window.show_page("haystack")
    form = HaystackForm(
        model=merged,
        target=sample / "skill",
        donor=sample / "long",
        length=2048,
        language="zh",
        hay=Hay.TASK,
        task=sample / "haystack.zh.yaml",
        prompts=sample / "prompts.jsonl",
        manner=Manner.CLASSIC,
        details=Details(based_on=Manner.CLASSIC),
        out=Path(tempfile.mkdtemp(dir=work)) / "check",
    )
    page.fill(form)
    await who.until(lambda: ui.bar.run.isEnabled())
    await who.take("setup")
    page.fill(HaystackForm(model=work / "theta-left-behind", donor=sample / "long", length=2048))
    await who.until(lambda: ui.bar.run.isEnabled() and ui.audit.isVisibleTo(page))
    ui.audit.more.setChecked(True)
    await who.take("audit")
    ui.audit.more.setChecked(False)
    await _running(who, form)
    page.show_result(work / "check")
    await who.until(lambda: page.results.loaded is not None and ui.compare.sentence.text())
    ui.show_tab(ui.map)
    await who.take("verdict")
    await _others(who)
    page.show_result(work / "target-check")
    await who.until(lambda: ui.verdict.state == "red")
    ui.show_tab(ui.map)
    await who.take("red")
    await _one_cell(who)
    await _sweep(who, work)


async def _running(who: Photographer, form: HaystackForm) -> None:
    """A check in the middle: pictures are taken while the worker works."""
    page, ui = who.page, who.page.ui
    page.fill(form)
    await who.until(lambda: ui.bar.run.isEnabled())
    page.run()
    await who.until(lambda: ui.bar.is_busy)
    await who.until(lambda: len(page.job.live.results("model")) > 60 or not ui.bar.is_busy)
    await who.take("running")
    who.application.services.runner.cancel(KINDS)
    await who.until(lambda: not ui.bar.is_busy and page.results.loaded is not None)


async def _others(who: Photographer) -> None:
    ui = who.page.ui
    for name, tab in (
        ("compare", ui.compare),
        ("curves", ui.curves),
        ("depth", ui.depths),
        ("failures", ui.failures),
        ("prompt", ui.prompt),
        ("log", ui.log),
    ):
        ui.show_tab(tab)
        await who.take(name)


async def _one_cell(who: Photographer) -> None:
    """The text behind a cell that was missed."""
    ui = who.page.ui
    view = ui.map.view
    view.setFocus()
    index = view.matrix.index(view.matrix.rowCount() // 2, view.matrix.columnCount() - 1)
    view.setCurrentIndex(index)
    view.chosen.emit(index)
    await who.until(lambda: "…" in ui.map.text.text.toPlainText() and len(ui.map.text.text.toPlainText()) > 80)
    await who.take("cell")
    ui.map.text.hide()


async def _sweep(who: Photographer, work: Path) -> None:
    if not (work / "sweep").is_dir():
        return
    page, ui = who.page, who.page.ui
    page.trying.offer(sample_folder() / "skill", work / "skill-long" / "adapter")
    page.show_result(work / "sweep")
    await who.until(lambda: ui.sweep.verdict.text() and ui.sweep.start.isEnabled())
    await who.take("sweep")


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
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("build/screenshots"), help="where the pictures go")
    parser.add_argument("--only", default="", help="views whose name contains this")
    parser.add_argument("--language", choices=("en", "zh_CN"), help="one language instead of both")
    parser.add_argument("--work", type=Path, help="keep and reuse the models and results there")
    choices = parser.parse_args()
    choices.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        work = choices.work or Path(temporary)
        os.environ["GRAFTWORK_HOME"] = str(work / "home")
        if not (work / "check").is_dir():
            work.mkdir(parents=True, exist_ok=True)
            prepare(work)
        app = QApplication(sys.argv[:1])
        loop = aio.new_loop(app)
        asyncio.set_event_loop(loop)
        for name in (choices.language,) if choices.language else ("en", "zh_CN"):
            language = LanguageChoice(name)
            loop.run_until_complete(_in_language(app, language, choices.out, choices.only, work))
        loop.close()
    print(f"{len(list(choices.out.glob('*.png')))} pictures in {choices.out}")


async def _in_language(app: QApplication, language: LanguageChoice, out: Path, only: str, work: Path) -> None:
    settings = Settings()
    settings.language = language
    settings.sync()
    application = Application(app)
    if application.language.current is not language:
        raise SystemExit("The translations are not compiled. Type: make install")
    application.window.move(QPoint(0, 0))
    try:
        photographer = Photographer(application, language, out, only)
        await photograph_jobs(photographer, work)
        await photograph_models(photographer, work)
        await photograph(photographer, work)
    finally:
        await application.services.library.close()
        await application.services.runner.close()
        await application.tasks.close()
        application.window.hide()
        application.language.unload()


if __name__ == "__main__":
    main()
