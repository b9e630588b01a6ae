"""The command line's own work: options become jobs, events become text or JSON, and exit statuses tell the truth."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from graftwork_core.cli import arguments
from graftwork_core.cli.app import run
from graftwork_core.cli.text import plain
from graftwork_core.errors import BadInput, DoesNotFit
from graftwork_core.jobs import run as running
from graftwork_core.jobs.spec import ExtractJob, GraftJob, Job, MergeJob
from graftwork_core.jobs.store import JobStore
from graftwork_core.model.report import FitReport, FitRow, Severity
from graftwork_core.preflight import Preflight
from graftwork_core.reporting import Reporter, stop_if_cancelled
from tests.core.compare import tree
from tests.core.jobs.making import job as fake_job

EXTRACT = ("extract", "--base", "/m/base", "--donor", "/m/long", "--out", "/m/adapter")
MERGE = ("merge", "--target", "/m/skill", "--adapter", "/a/long", "--out", "/m/new")
GRAFT = ("graft", "--base", "/m/base", "--donor", "/m/long", "--target", "/m/skill", "--out", "/m/new")


@pytest.fixture(autouse=True)
def same_signal_handlers() -> Iterator[None]:
    before = [(number, signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM)]
    yield
    for number, handler in before:
        signal.signal(number, handler)


@dataclass
class Engine:
    """Stands for extract, merge and graft: keeps the jobs it is given."""

    jobs: list[Job]
    failure: Exception | None = None
    report: FitReport = field(default_factory=lambda: FitReport(()))

    def run(self, job: Job, reporter: Reporter) -> dict[str, Any]:
        self.jobs.append(job)
        reporter.stage("merging")
        reporter.progress(1, 2)
        reporter.warning("The delta is small.", "Use fp32.")
        reporter.metric("q_proj", survival=0.5)
        if self.failure is not None:
            raise self.failure
        stop_if_cancelled(reporter)
        return {
            "tensors": 39,
            "changed": 28,
            "nbytes": 1_700_000,
            "seconds": 1.5,
            "survival": 0.9,
            "context_window": 2048,
        }

    def check(self, job: Job) -> tuple[FitReport, Preflight]:
        self.jobs.append(job)
        if self.failure is not None and not self.report.rows:
            raise self.failure
        reads = ((Path("/m/skill"), 1_700_000),)
        return self.report, Preflight(
            job.options.out, reads, (("model.safetensors", 1_700_000),), 10**6, 10**9, 10**8, None, True
        )


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    fake = Engine([])
    monkeypatch.setattr(running, "_run_engine", fake.run)
    monkeypatch.setattr("graftwork_core.cli.running.check", fake.check)
    return fake


Type = Callable[..., tuple[int, str, str]]


@pytest.fixture
def type_in(capsys: pytest.CaptureFixture[str]) -> Type:
    def command(*words: str | Path) -> tuple[int, str, str]:
        status = run([str(word) for word in words])
        out, err = capsys.readouterr()
        return status, out, err

    return command


def asked(engine: Engine) -> Any:
    (job,) = engine.jobs
    return job.options


def test_the_defaults_are_the_engines(engine: Engine, type_in: Type) -> None:
    for words, kind in ((EXTRACT, ExtractJob), (MERGE, MergeJob), (GRAFT, GraftJob)):
        engine.jobs.clear()
        assert type_in(*words)[0] == 0
        (job,) = engine.jobs
        assert isinstance(job, kind)
        required = {
            name: getattr(job.options, name)
            for name, field in type(job.options).model_fields.items()
            if field.is_required()
        }
        assert job.options == type(job.options)(**required)


def test_every_option_of_the_engine_can_be_typed(engine: Engine, type_in: Type) -> None:
    typed = (
        "--weight -0.5 --size 800MB --max-rank 64 --factor-dtype fp8 --include a --include b --exclude c"
        " --embeddings lora --dtype fp32 --rounding stochastic --context 8k --shard-size 5GB"
        " --verify full --not-finite report --device cuda:1 --seed 7 --threads 3 --force --overwrite --sync --stream"
    )
    assert type_in(*GRAFT, *typed.split())[0] == 0
    options = asked(engine).model_dump()
    for name in ("base", "donor", "target", "out", "rank", "auto_rank"):
        del options[name]
    extracting = {"size": 800_000_000, "max_rank": 64, "factor_dtype": "fp8", "include": ("a", "b"), "exclude": ("c",)}
    merging = {"weight": -0.5, "dtype": "fp32", "rounding": "stochastic", "context": 8192, "shard_size": 5 * 10**9}
    both = {"verify": "full", "not_finite": "report", "embeddings": "lora", "device": "cuda:1", "seed": 7, "threads": 3}
    assert options == extracting | merging | both | dict.fromkeys(("force", "overwrite", "sync", "stream"), True)


def test_paths_are_made_absolute(
    engine: Engine, type_in: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert type_in("merge", "--target", "skill", "--adapter", "../long=0.5", "--out", "~/new")[0] == 0
    options = asked(engine)
    assert (options.target, options.out) == (tmp_path / "skill", Path.home() / "new")
    assert options.adapters[0].path.is_absolute()


@pytest.mark.parametrize(
    ("text", "path", "weight"),
    [
        ("/a/long", "/a/long", 1.0),
        ("/a/long=0.75", "/a/long", 0.75),
        ("/a/long=-1", "/a/long", -1.0),
        ("/a/b=c", "/a/b=c", 1.0),
        ("/a/b=c=2e-1", "/a/b=c", 0.2),
        ("/a/b=3=0.5", "/a/b=3", 0.5),
        ("/a/long=", "/a/long=", 1.0),
        ("=0.5", "=0.5", 1.0),
        ("hf:owner/name@main=0.5", "hf:owner/name@main", 0.5),
    ],
)
def test_an_adapter_and_its_weight(
    text: str, path: str, weight: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    wanted = Path(path) if path.startswith(("/", "hf:")) else tmp_path / path
    assert arguments.adapter_use(text) == {"path": wanted, "weight": weight}


def test_a_folder_whose_name_ends_like_a_weight(tmp_path: Path) -> None:
    (tmp_path / "scale=2").mkdir()
    assert arguments.adapter_use(str(tmp_path / "scale=2")) == {"path": tmp_path / "scale=2", "weight": 1.0}
    assert arguments.adapter_use(str(tmp_path / "scale=2=3")) == {"path": tmp_path / "scale=2", "weight": 3.0}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ((*EXTRACT, "--rank", "8", "--size", "1MB"), "--rank"),
        ((*EXTRACT, "--rank", "8", "--auto-rank"), "--auto-rank"),
        ((*EXTRACT, "--rank", "0"), "--rank"),
        ((*EXTRACT, "--rank", "9000"), "--rank"),
        ((*EXTRACT, "--dtype", "int4"), "--dtype"),
        ((*EXTRACT, "--include", "("), "--include"),
        ((*EXTRACT, "--size", "much"), "much"),
        ((*MERGE, "--context", "sideways"), "sideways"),
        ((*MERGE, "--shard-size", "10"), "--shard-size"),
        ((*MERGE, "--device", "toaster"), "--device"),
        ((*MERGE, "--adapter", "/a=nan"), "--adapter"),
        ((*GRAFT, "--weight", "inf"), "--weight"),
        (("merge", "--target", "/t", "--out", "/o"), "--adapter"),
        (("explode",), "explode"),
        (("compare", "--base", "/m/base"), "--donor"),
        (("compare", "--adapter", "/a"), "--target"),
        (("compare",), "--base"),
        (("merge", "--target", "hf:one/two/three", "--adapter", "/a", "--out", "/o"), "hf:one/two/three"),
        (("run", "/nowhere/job.json"), "/nowhere/job.json"),
        (("jobs", "show", "nothing"), "nothing"),
    ],
)
def test_bad_usage_is_exit_status_2_and_named(words: tuple[str, ...], named: str, type_in: Type) -> None:
    status, out, err = type_in(*words)
    assert status == 2
    assert named in err
    assert "error" in err.lower()
    assert "Traceback" not in err
    assert not out


def test_a_result_and_warnings_as_text(engine: Engine, type_in: Type) -> None:
    status, out, err = type_in(*MERGE)
    assert status == 0
    for part in ("/m/new", "28 of 39", "1.70 MB", "90.0%", "2048"):
        assert part in out
    assert err == "warning: The delta is small.\nUse fp32.\n"
    assert type_in(*MERGE, "--quiet") == (0, "", "")


def test_events_as_json_the_result_last(engine: Engine, type_in: Type) -> None:
    status, out, err = type_in(*MERGE, "--json")
    events = [json.loads(line) for line in out.splitlines()]
    assert [event["type"] for event in events] == ["hello", "stage", "progress", "warning", "metric", "result"]
    assert [event["seq"] for event in events] == [1, 2, 3, 4, 5, 6]
    assert events[-1]["data"]["changed"] == 28
    assert (status, err) == (0, "")


def test_an_error_is_a_sentence_and_a_hint(engine: Engine, type_in: Type) -> None:
    engine.failure = BadInput("config.json has no layers.", "Download it again.")
    status, out, err = type_in(*MERGE)
    assert (status, out) == (2, "")
    assert err.endswith("error: config.json has no layers.\nDownload it again.\n")
    status, out, err = type_in(*MERGE, "--json")
    last = json.loads(out.splitlines()[-1])
    assert (last["type"], last["kind"], last["exit_status"], status) == ("error", "bad_input", 2, 2)


def test_what_does_not_fit_is_shown_as_a_table(engine: Engine, type_in: Type) -> None:
    row = FitRow(
        Severity.BLOCKING,
        "shapes",
        {"base": "[64, 64]", "donor": "[65, 64]"},
        "q_proj has two shapes.",
        "Pick another.",
    )
    engine.report = FitReport((FitRow(Severity.OK, "files", {}, "Different files."), row))
    engine.failure = DoesNotFit("q_proj has two shapes.", "Pick another.")
    status, out, err = type_in(*GRAFT)
    assert (status, out) == (3, "")
    for part in ("blocking", "shapes", "base: [64, 64]", "→ Pick another."):
        assert part in err
    status, out, err = type_in(*GRAFT, "--dry-run")
    assert status == 3
    assert "blocking" in out
    assert "q_proj has two shapes." in err


def test_a_bug_is_one_line_and_a_log(engine: Engine, type_in: Type, graftwork_home: Path) -> None:
    engine.failure = ZeroDivisionError("division by zero")
    status, _, err = type_in(*MERGE)
    assert status == 1
    assert "error: Graftwork failed in a way it should not: ZeroDivisionError: division by zero" in err
    assert "Traceback" not in err
    (log,) = (graftwork_home / "logs").iterdir()
    assert str(log) in err
    assert "Traceback" in log.read_text()


def test_a_bug_outside_of_a_job_too(type_in: Type, monkeypatch: pytest.MonkeyPatch, graftwork_home: Path) -> None:
    def fail(_: Path) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("graftwork_core.model.info.open_model", fail)
    status, out, err = type_in("inspect", "/m/skill", "--json")
    assert status == 1
    assert json.loads(out)["kind"] == "bug"
    assert "Traceback" not in err
    assert str(graftwork_home / "logs") in err


def test_a_dry_run_touches_nothing(engine: Engine, type_in: Type, graftwork_home: Path) -> None:
    before = tree(graftwork_home)
    status, out, _ = type_in(*MERGE, "--dry-run")
    assert status == 0
    for part in ("/m/skill", "/m/new", "model.safetensors", "1.70 MB", "interrupted"):
        assert part in out
    status, out, _ = type_in(*MERGE, "--dry-run", "--json")
    (content,) = [json.loads(line) for line in out.splitlines()]
    assert content["type"] == "dry_run"
    assert content["writes"] == [{"name": "model.safetensors", "bytes": 1_700_000}]
    assert type_in(*MERGE, "--dry-run", "--quiet") == (0, "", "")
    assert tree(graftwork_home) == before


def test_a_dry_run_knows_what_cannot_be_done(engine: Engine, type_in: Type) -> None:
    engine.failure = BadInput("config.json has no layers.")
    assert type_in(*MERGE, "--dry-run")[0] == 2


def test_jobs_from_the_first_to_the_last(engine: Engine, type_in: Type, tmp_path: Path) -> None:
    assert type_in("jobs", "list")[1] == "There are no jobs.\n"
    engine.failure = BadInput("config.json has no layers.", "Download it again.")
    assert type_in(*MERGE)[0] == 2
    status, out, _ = type_in("jobs", "list")
    assert status == 0
    job_id = out.splitlines()[1].split()[0]
    assert "failed" in out
    assert "skill + long" in out
    assert "config.json has no layers." in type_in("jobs", "show", job_id[:5])[1]

    (tmp_path / "job.json").write_text(type_in("jobs", "show", job_id, "--spec")[1])
    engine.failure = None
    assert type_in("run", tmp_path / "job.json", "--resume")[0] == 0
    assert engine.jobs[0] == engine.jobs[-1]
    content = json.loads(type_in("jobs", "list", "--json")[1])
    assert (content["id"], content["status"], content["result"]["data"]["changed"]) == (job_id, "done", 28)

    assert type_in("jobs", "resume", job_id)[0] == 2, "it is done"
    assert type_in("jobs", "cancel", job_id)[0] == 2, "it does not run"
    assert type_in("jobs", "remove", job_id)[0] == 0
    assert type_in("jobs", "list", "--quiet")[1] == ""


def test_resuming_and_cancelling_a_job(engine: Engine, type_in: Type) -> None:
    with JobStore() as store:
        first, second = store.add(fake_job()), store.add(fake_job(rank=5))
        store.request_cancel(first)
        assert type_in("jobs", "resume", first)[0] == 0
        assert store.get(first).status == "done"
        assert type_in("jobs", "cancel", second)[0] == 0
        assert store.get(second).status == "cancelled"
        store.begin(second)
        assert type_in("jobs", "resume", second)[0] == 2, "it runs"
        assert type_in("jobs", "cancel", second)[0] == 0
        assert store.cancel_requested(second)
        assert type_in("jobs", "remove", second)[0] == 2, "it runs"


def test_a_broken_history_hurts_only_the_jobs_command(engine: Engine, type_in: Type, graftwork_home: Path) -> None:
    (graftwork_home / "jobs.sqlite3").write_bytes(b"this is no database, " * 500)
    status, out, err = type_in(*MERGE)
    assert status == 0
    assert "jobs.sqlite3" in err
    assert "/m/new" in out
    status, _, err = type_in("jobs", "list")
    assert status == 1
    assert "jobs.sqlite3" in err


def test_control_characters_are_shown_and_not_obeyed() -> None:
    assert plain("模型 é q_proj") == "模型 é q_proj"
    assert plain("a\x1b[2Jb\r\nc") == "a\\x1b[2Jb\\r\\nc"


def test_without_a_window(type_in: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("graftwork", "PySide6.QtCore"):
        missing = Mock(side_effect=ModuleNotFoundError(f"No module named {package!r}", name=package))
        monkeypatch.setattr("graftwork_core.cli.app.importlib", Mock(import_module=missing))
        status, _, err = type_in()
        assert status == 1
        assert "Install" in err


def test_the_window_opens_without_a_command(type_in: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    class Window:
        @staticmethod
        def main() -> int:
            return 7

    find = {"graftwork.__main__": Window}.__getitem__
    monkeypatch.setattr("graftwork_core.cli.app.importlib", Mock(import_module=find))
    assert type_in()[0] == 7
