"""A run's folder: `run.jsonl`, to which every answered question is appended, and `result.json`, built from it.

The first line of `run.jsonl` is the header, each further one a question, a phase, or a session's engine or work.
Whatever happens to the process, everything but a torn last line is there; the next session of the same plan goes on.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from graftwork_core.errors import BadInput, GraftworkError, OutputExists
from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.fields import Fields, parse_object
from graftwork_core.haystack.results.header import RunHeader, check_schema, with_engine, with_phase
from graftwork_core.weights.locks import try_lock

RUN_NAME: Final = "run.jsonl"
RESULT_NAME: Final = "result.json"
_BEGIN: Final = b'{"type": "header"'
_MOST_FILE: Final = 2**30
_MOST_LINE: Final = 16 * 2**20
_SYNC_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Log:
    """What `run.jsonl` holds.

    Attributes:
        header: Its first line.
        results: The questions in the order in which they were first answered; of one that was asked again, the last.
        tokens: Tokens that all sessions worked through.
        seconds: Time of all sessions.
        torn: Bytes at the end that a killed process left unfinished and that do not count.
    """

    header: RunHeader
    results: tuple[QuestionResult, ...]
    tokens: int
    seconds: float
    torn: int


class RunStore:
    """A run's log, open for more. Held by one process alone; every line is in the kernel's hands when a call returns.

    Attributes:
        folder: The run's folder.
        header: What is being run.
        torn: Bytes of an unfinished last line that were dropped when it was opened; say so to the user.
        resumed: How many questions earlier sessions had answered.
    """

    def __init__(self, folder: Path, header: RunHeader) -> None:
        """Use `open_store`, which checks first."""
        self.folder = folder
        self._file = _open(folder / RUN_NAME)
        try:
            _lock(self._file, folder)
            self.torn = 0
            self.header = header
            self._results: dict[str, QuestionResult] = {}
            if os.fstat(self._file).st_size:
                log = _read(folder / RUN_NAME, header)
                self.header, self.torn = log.header if log else header, log.torn if log else 0
                self._results = {result.id: result for result in log.results} if log else {}
                self._drop_torn(log)
            if not os.fstat(self._file).st_size:
                self._write({"type": "header", **header.as_json()})
        except BaseException:
            os.close(self._file)
            raise
        self.resumed = len(self._results)
        self._last_sync = time.monotonic()

    def __enter__(self) -> RunStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def results(self) -> tuple[QuestionResult, ...]:
        """What was answered so far, earlier sessions included."""
        return tuple(self._results.values())

    @property
    def done(self) -> frozenset[str]:
        """Ids of the questions that need not be asked again: an engine's error is worth another try."""
        return frozenset(result.id for result in self._results.values() if result.status != "error")

    def append(self, result: QuestionResult) -> QuestionResult:
        """Write one question down; asked again, the later answer counts. Returns it as it was written."""
        sound = result.sound()
        self._write({"type": "question", **sound.as_json()})
        self._results[sound.id] = sound
        if time.monotonic() - self._last_sync > _SYNC_SECONDS:
            self.sync()
        return sound

    def tell_engine(self, about: Mapping[str, Any]) -> None:
        """Write down what a session's engine says of itself, once it is open; it joins the header's `engine`."""
        known = with_engine(self.header, about)
        if known != self.header:
            self._write({**about, "type": "engine"})
            self.header = known

    def tell_phase(self, name: str, changes: Mapping[str, Any]) -> None:
        """Write down what a phase asks otherwise than the plan says, so that its prompts can be rebuilt."""
        known = with_phase(self.header, name, changes)
        if known != self.header:
            self._write({"type": "phase", "name": name, "changes": dict(changes)})
            self.header = known

    def add_work(self, tokens: int, seconds: float) -> None:
        """Write down what a session cost, at its end or now and then: tokens worked through, and time."""
        self._write({"type": "work", "tokens": tokens, "seconds": seconds})

    def sync(self) -> None:
        """Bring everything to the disk itself."""
        with contextlib.suppress(OSError):  # not every file system can
            os.fsync(self._file)
        self._last_sync = time.monotonic()

    def close(self) -> None:
        """Sync, and let another process have it."""
        if self._file >= 0:
            self.sync()
            os.close(self._file)
            self._file = -1

    def _write(self, content: Mapping[str, Any]) -> None:
        line = memoryview((json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8", "replace"))
        try:
            while line:
                line = line[os.write(self._file, line) :]
        except OSError as error:
            raise GraftworkError(
                f"{self.folder / RUN_NAME} could not be written: {error.strerror or error}.",
                "Look at the disk, then run the check again: it goes on where it stopped.",
            ) from error

    def _drop_torn(self, log: Log | None) -> None:
        size = os.fstat(self._file).st_size
        if log is None:
            self.torn = size
        if self.torn:
            os.ftruncate(self._file, size - self.torn)


def open_store(folder: Path, header: RunHeader, *, overwrite: bool = False) -> RunStore:
    """Begin a run in a folder, or go on with the same one.

    Args:
        folder: It is made when it is not there; other files in it are left alone.
        header: What is to be run; of a run that is resumed, the header of its beginning stays.
        overwrite: Whether another run that is in the folder may be replaced.

    Raises:
        OutputExists: Another run is there, another process writes it, or a `result.json` without a run.
        BadInput: The folder cannot be made or written, or the run in it is broken.
    """
    run, result = folder / RUN_NAME, folder / RESULT_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{folder} cannot be made: {error.strerror or error}.", "Choose another --out.") from error
    if not overwrite and os.path.lexists(result) and not os.path.lexists(run):
        raise OutputExists(f"{result} exists already, and no run beside it.", "Choose another --out, or --overwrite.")
    if overwrite and os.path.lexists(run):
        _discard(folder, header)
    return RunStore(folder, header)


def read_log(path: Path) -> Log:
    """Read a run's folder, or its `run.jsonl`.

    Raises:
        BadInput: There is none, it is broken, or a newer Graftwork wrote it.
    """
    file = path / RUN_NAME if path.is_dir() else path
    log = _read(file, None)
    if log is None:
        raise BadInput(f"{file} holds no complete line.", "Run the check again.")
    return log


def read_result(path: Path) -> dict[str, Any]:
    """Read a `result.json` (or that of a folder) as it is: its schema and its numbers are checked, nothing else.

    Raises:
        BadInput: There is none, it is broken, or a newer Graftwork wrote it.
    """
    file = path / RESULT_NAME if path.is_dir() else path
    content = parse_object(read_content(file, 256 * 2**20), str(file))
    check_schema(Fields(content, str(file)).text("schema", "", most=100), "niah", str(file))
    return content


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a JSON file in one step: a reader sees the old one or the new one."""
    write_text(path, json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 file in one step, half characters as question marks.

    Raises:
        GraftworkError: The disk or the folder does not let us.
    """
    write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file in one step, synced.

    Raises:
        GraftworkError: The disk or the folder does not let us.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        try:
            with beside.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise GraftworkError(
            f"{path} could not be written: {error.strerror or error}.", "Look at the folder and its disk."
        ) from error


def read_content(file: Path, most: int) -> bytes:
    """A file's bytes.

    Raises:
        BadInput: It is not there, is no file, or has more than `most` bytes.
    """
    try:
        if not file.is_file():
            raise BadInput(f"{file} is not there, or is no file.", "Give the folder of a haystack run.")
        if file.stat().st_size > most:
            raise BadInput(f"{file} has more than {most >> 20} MiB.", "It is no results file of Graftwork.")
        return file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror or error}.") from error


def _read(file: Path, expected: RunHeader | None) -> Log | None:
    """The log; None when there is not even a whole header. `expected`: the run that may go on here."""
    content = read_content(file, _MOST_FILE)
    whole = content.rfind(b"\n") + 1
    lines = content[:whole].split(b"\n")[:-1]
    # After a lost machine the end of a file may be anything; a process that is killed leaves half a line.
    if lines and not _is_object(lines[-1]):
        whole -= len(lines.pop()) + 1
    if not lines:
        if len(content) > _MOST_LINE or content[: len(_BEGIN)] != _BEGIN[: len(content)]:
            raise BadInput(f"{file} does not begin with a header.", "It is no results file of Graftwork.")
        return None
    first = _line(file, 1, lines[0])
    if first.get("type") != "header":
        raise BadInput(f"{file} does not begin with a header.", "Give the folder of a haystack run.")
    header = RunHeader.from_json(first, f"the header of {file}")
    why = header.difference(expected) if expected is not None else None
    if why is not None:
        raise OutputExists(
            f"{file.parent} holds another run: {why}.", "Choose another --out, or replace it with --overwrite."
        )
    results: dict[str, QuestionResult] = {}
    tokens, seconds = 0, 0.0
    for number, text in enumerate(lines[1:], start=2):
        entry = _line(file, number, text)
        where = f"line {number} of {file}"
        if entry.get("type") == "question":
            result = QuestionResult.from_json(entry, where)
            results[result.id] = result
        elif entry.get("type") == "engine":
            header = with_engine(header, {name: value for name, value in entry.items() if name != "type"})
        elif entry.get("type") == "phase":
            fields = Fields(entry, where)
            header = with_phase(header, fields.text("name", most=100), fields.mapping("changes"))
        elif entry.get("type") == "work":
            fields = Fields(entry, where)
            tokens += fields.integer("tokens")
            seconds += fields.number("seconds", least=0)
    return Log(header, tuple(results.values()), tokens, seconds, len(content) - whole)


def _line(file: Path, number: int, text: bytes) -> dict[str, Any]:
    if len(text) > _MOST_LINE:
        raise BadInput(f"Line {number} of {file} has more than {_MOST_LINE >> 20} MiB.", "Run the check again.")
    return parse_object(text, f"line {number} of {file}")


def _is_object(text: bytes) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _discard(folder: Path, header: RunHeader) -> None:
    """Take another run away; the same one stays, to be resumed."""
    run = folder / RUN_NAME
    if run.is_symlink() or not run.is_file():
        raise OutputExists(f"{run} is in the way and is no run of Graftwork.", "Choose another --out.")
    with contextlib.suppress(BadInput):  # another run, or a broken one
        if _read(run, header) is not None:
            return
    with run.open("rb") as stream:
        if not stream.read(len(_BEGIN)).startswith(_BEGIN):
            raise OutputExists(f"{run} is in the way and is no run of Graftwork.", "Choose another --out.")
    descriptor = _open(run)
    try:
        _lock(descriptor, folder)
        os.ftruncate(descriptor, 0)
        (folder / RESULT_NAME).unlink(missing_ok=True)
    except OSError as error:
        raise OutputExists(f"{run} cannot be replaced: {error.strerror or error}.", "Choose another --out.") from error
    finally:
        os.close(descriptor)


def _open(file: Path) -> int:
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror or error}.", "Choose another --out.") from error


def _lock(descriptor: int, folder: Path) -> None:
    if not try_lock(descriptor):
        raise OutputExists(f"Another Graftwork process is writing {folder}.", "Wait for it, or cancel it.")
