"""Coroutine tests run on Qt's own loop; pages get a worker that does what the test says."""

from __future__ import annotations

import asyncio
import gc
import inspect
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from safetensors.numpy import save_file

from graftwork import aio
from graftwork.details import failure_of
from graftwork.engine import Engine
from graftwork.language import Language, LanguageChoice, translations_folder
from graftwork.library import Library
from graftwork.pages.graft import GraftPage
from graftwork.runner import Runner
from graftwork.services import Services
from graftwork.settings import Settings
from graftwork.theme import Theme, ThemeChoice
from graftwork.window import MainWindow
from tests.core.hub.conftest import hf_home, hub
from tests.gui.fakes import FakeClient, until
from tests.gui.leaks import Before

__all__ = ["hf_home", "hub"]  # fixtures that both halves of the tests use
SECONDS = 60


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run `async def` tests on the `qloop` fixture, with a limit.

    Such a test must not turn Qt's loop itself (`processEvents`): a task whose turn comes while another one runs is
    refused by asyncio, and never wakes again.
    """
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    loop: asyncio.AbstractEventLoop = pyfuncitem._request.getfixturevalue("qloop")
    names = pyfuncitem._fixtureinfo.argnames
    arguments = {name: pyfuncitem.funcargs[name] for name in names}
    services = pyfuncitem.funcargs.get("services")

    async def run_and_settle() -> None:
        try:
            await asyncio.wait_for(pyfuncitem.obj(**arguments), SECONDS)
        finally:
            # Outside of this call pytest-qt turns Qt's loop alone, and no task may be left to notice.
            if isinstance(services, Services):
                await asyncio.wait_for(close(services), SECONDS)

    async def close(services: Services) -> None:
        await services.library.close()
        await services.runner.close()
        await services.hub.close()
        await services.tasks.close()

    loop.run_until_complete(run_and_settle())
    return True


@pytest.fixture(scope="session")
def one_threaded_garbage() -> Iterator[None]:
    """As in the real program: no reader's thread may destroy Qt objects by collecting garbage."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


@pytest.fixture(autouse=True, scope="session")
def qt_turns_with_asyncio_only() -> Iterator[None]:
    """pytest-qt turns Qt's loop between the phases of a test, and a timer that fires then finds no asyncio."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pytestqt.plugin._process_events", lambda: None)
        yield


@pytest.fixture
def qloop(qapp: QApplication, one_threaded_garbage: None) -> Iterator[asyncio.AbstractEventLoop]:
    """Qt's event loop as asyncio's. A task that is left over fails the test."""
    loop = aio.new_loop(qapp)
    asyncio.set_event_loop(loop)
    yield loop
    left = [task for task in asyncio.all_tasks(loop) if not task.done()]
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.close()
    asyncio.set_event_loop(None)
    gc.collect()
    assert not left, f"tasks were left over: {[task.get_name() for task in left]}"


@pytest.fixture(autouse=True)
def no_hub_cache(graftwork_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library of a test never looks into the user's own cache."""
    monkeypatch.setenv("HF_HUB_CACHE", str(graftwork_home / "no hub cache"))


@pytest.fixture(autouse=True)
def nothing_left_over(qapp: QApplication) -> Iterator[None]:
    """A thread, a process or a running timer that is left over fails the test."""
    before = Before()
    yield
    left = before.left()
    assert not left, f"left over: {left}"


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The application's look, as in the real program."""
    return Theme(qapp, ThemeChoice.LIGHT)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the translations as Qt loads them."""
    folder = tmp_path_factory.mktemp("i18n")
    for file in sorted(translations_folder().glob("*.ts")):
        made = folder / file.with_suffix(".qm").name
        tool = Path(sys.executable).with_name("pyside6-lrelease")
        subprocess.run([tool, "-silent", file, "-qm", made], check=True, timeout=60)
    return folder


@pytest.fixture
def chinese(qapp: QApplication, compiled: Path) -> Iterator[Language]:
    """The application in Chinese."""
    before = QLocale()
    language = Language(qapp, LanguageChoice.CHINESE, compiled)
    yield language
    language.unload()
    QLocale.setDefault(before)


@pytest.fixture
def client() -> FakeClient:
    """The worker of the test's page."""
    return FakeClient()


@pytest.fixture
def services(qloop: asyncio.AbstractEventLoop, theme: Theme, client: FakeClient) -> Iterator[Services]:
    """What a page needs, with the real engine and a worker that the test plays."""
    errors: list[BaseException] = []
    tasks = aio.Tasks(errors.append)
    chosen = Settings()
    yield Services(tasks, Engine(), Runner(tasks, lambda: client), chosen, theme, Library(tasks, chosen))
    qloop.run_until_complete(tasks.close())
    assert not errors, [failure_of(error).details for error in errors]


@pytest.fixture
def window(services: Services, qapp: QApplication, qloop: asyncio.AbstractEventLoop) -> Iterator[MainWindow]:
    """The real window, shown."""

    async def make() -> MainWindow:
        made = MainWindow(services)
        services.theme.dress()
        made.resize(1200, 800)
        made.show()
        await until(lambda: len(services.tasks) == 0)
        return made

    made = qloop.run_until_complete(make())
    yield made
    qloop.run_until_complete(services.tasks.close())
    made.hide()
    made.deleteLater()


@pytest.fixture
def page(window: MainWindow) -> GraftPage:
    """The Graft page in its window."""
    found = window.page("graft")
    assert isinstance(found, GraftPage)
    return found


@pytest.fixture
def adapter(sample: Path, tmp_path: Path) -> Path:
    """A LoRA of rank 16 on one projection of the sample's models."""
    folder = tmp_path / "lora"
    folder.mkdir()
    settings = {"peft_type": "LORA", "r": 16, "lora_alpha": 16, "target_modules": ["q_proj"], "bias": "none"}
    (folder / "adapter_config.json").write_text(json.dumps(settings))
    place = "base_model.model.model.layers.0.self_attn.q_proj"
    shapes = {f"{place}.lora_A.weight": (16, 128), f"{place}.lora_B.weight": (128, 16)}
    save_file(
        {name: np.zeros(shape, np.float32) for name, shape in shapes.items()}, folder / "adapter_model.safetensors"
    )
    return folder


@pytest.fixture
def copy_of(sample: Path, tmp_path: Path) -> Callable[[str, str], Path]:
    """Makes a folder with a sample model's content under another name (linked, not copied)."""

    def make(model: str, name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir(parents=True)
        for file in (sample / model).iterdir():
            (folder / file.name).symlink_to(file)
        return folder

    return make
