"""The command as a process: it starts lean, stops when it is told to, and says how to go on."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from graftwork_core import __version__
from graftwork_core.jobs.spec import job_json
from graftwork_core.jobs.store import JobStore
from tests.core.engine import COMMAND, finish
from tests.core.jobs.making import HERE, environment, job

_FAKE = (
    "import fake_worker; from graftwork_core.jobs import run; run._run_engine = fake_worker.engine\n"
    "from graftwork_core.cli import main; main()\n"
)


def start(tmp_path: Path, behaviour: str, *words: str) -> subprocess.Popen[str]:
    """`graftwork run` with the fake engine."""
    (tmp_path / "job.json").write_text(json.dumps(job_json(job(behaviour))))
    return subprocess.Popen(
        [sys.executable, "-c", _FAKE, "run", str(tmp_path / "job.json"), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            **environment(),
            "PYTHONPATH": f"{environment()['PYTHONPATH']}{os.pathsep}{HERE.parents[2]}",
        },
    )


def until_progress(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    for line in process.stdout:
        if '"progress"' in line:
            return
    raise AssertionError("no progress")


def test_help_is_lean(modules_after: Callable[[str], set[str]]) -> None:
    loaded = modules_after(
        "from graftwork_core.cli.app import run; import io, contextlib\n"
        "with contextlib.redirect_stdout(io.StringIO()): assert run(['--help']) == 0"
    )
    assert not loaded & {"torch", "transformers", "peft", "numpy", "rich", "pydantic", "sqlite3", "PySide6", "asyncio"}


def test_help_and_version_take_no_time() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0
    for command in ("inspect", "compare", "extract", "merge", "graft", "run", "jobs", "sample"):
        assert f"\n  {command} " in done.stdout
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1.0
    done = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, check=False)
    assert done.stdout == f"graftwork {__version__}\n"


def test_looking_loads_no_torch(sample: Path, modules_after: Callable[[str], set[str]]) -> None:
    words = ["inspect", str(sample / "long"), "--quiet"]
    fit = ["compare", "--base", str(sample / "base"), "--donor", str(sample / "long"), "--quiet"]
    loaded = modules_after(
        f"from graftwork_core.cli.app import run; assert run({words!r}) == 0; assert run({fit!r}) == 0"
    )
    assert not loaded & {"torch", "transformers", "peft", "PySide6"}


def test_ctrl_c_stops_it_and_says_how_to_go_on(tmp_path: Path) -> None:
    process = start(tmp_path, "endless", "--json")
    until_progress(process)
    process.send_signal(signal.SIGINT)
    status, out, err = finish(process, 20)
    assert status == 130
    assert json.loads(out.splitlines()[-1])["type"] == "cancelled"
    with JobStore() as store:
        (record,) = store.all()
    assert record.status == "cancelled"
    assert f"graftwork jobs resume {record.id}" in err
    assert "Traceback" not in err


def test_a_second_ctrl_c_stops_it_at_once(tmp_path: Path) -> None:
    process = start(tmp_path, "deaf", "--json")
    until_progress(process)
    process.send_signal(signal.SIGINT)
    assert process.stderr
    while "Stopping" not in process.stderr.readline():
        pass
    process.send_signal(signal.SIGINT)
    status, _, err = finish(process, 20)
    assert status == 130
    assert "continue" in err
    with JobStore() as store:
        assert [record.status for record in store.all()] == ["interrupted"]


def test_a_cancel_from_another_shell(tmp_path: Path) -> None:
    process = start(tmp_path, "endless", "--json")
    until_progress(process)
    with JobStore() as store:
        job_id = store.all()[0].id
        store.request_cancel(job_id)
    status, _, err = finish(process, 20)
    assert status == 130
    assert job_id in err


def test_killed_and_listed_as_interrupted(tmp_path: Path) -> None:
    process = start(tmp_path, "endless", "--json")
    until_progress(process)
    process.kill()
    process.communicate()
    with JobStore() as store:
        assert [record.status for record in store.all()] == ["interrupted"]


def test_a_reader_that_has_seen_enough_does_not_stop_the_job(tmp_path: Path) -> None:
    process = start(tmp_path, "work", "--json")
    assert process.stdout
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=20) == 0
    assert process.stderr
    assert process.stderr.read() == ""
    process.stderr.close()
    with JobStore() as store:
        assert [record.status for record in store.all()] == ["done"]


def test_a_bar_on_a_terminal_only(tmp_path: Path) -> None:
    """The bar needs a terminal on stderr; a pseudo-terminal is one."""
    import pty

    (tmp_path / "job.json").write_text(json.dumps(job_json(job("work"))))
    leader, follower = pty.openpty()
    environment_ = {**os.environ, **environment(), "TERM": "xterm", "COLUMNS": "120"}
    environment_["PYTHONPATH"] += f"{os.pathsep}{HERE.parents[2]}"
    done = subprocess.run(
        [sys.executable, "-c", _FAKE, "run", str(tmp_path / "job.json")],
        stdout=subprocess.PIPE, stderr=follower, text=True, env=environment_, check=False,
    )  # fmt: skip
    os.close(follower)
    shown = os.read(leader, 1 << 16).decode()
    os.close(leader)
    assert done.returncode == 0
    assert done.stdout.startswith("Wrote ")
    assert "extracting" in shown
