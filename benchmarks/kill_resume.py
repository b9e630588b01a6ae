"""Kills extract and merge at random moments, starts each again, and compares with an undisturbed run.

    python benchmarks/kill_resume.py
    python benchmarks/kill_resume.py --kills 20 --layers 6 --hidden 1024 --seed 1

A kill is SIGKILL to the whole process: when the journal has a number of finished pieces drawn evenly from none to all,
and a moment later of random length. What ends before its kill does not count and is drawn again. The same command is
typed again afterwards; its output folder must equal the undisturbed one's byte for byte, every file of it. The status
is 1 when one does not.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from graftwork_core.weights.partial import JOURNAL, partial_path
from measure import graftwork, run

Words = tuple[str | Path, ...]


@dataclass(frozen=True)
class Kill:
    """One kill and what came after it.

    Attributes:
        seconds: When it came, after the process had started.
        pieces: Finished pieces that it left in the journal.
        identical: Whether the output of the command that was typed again is the undisturbed one's.
        resumed: Seconds that this command took.
    """

    seconds: float
    pieces: int
    identical: bool
    resumed: float


def contents(folder: Path) -> dict[str, str]:
    """Relative path → sha256 of every file below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    found = {}
    for file in files:
        with file.open("rb") as stream:
            found[file.relative_to(folder).as_posix()] = hashlib.file_digest(stream, "sha256").hexdigest()
    return found


def finished_pieces(out: Path) -> int:
    """How many pieces the journal beside an output names."""
    try:
        return (partial_path(out) / JOURNAL).read_bytes().count(b'"done"')
    except OSError:
        return 0


def discard(out: Path) -> None:
    """Remove an output, finished or not."""
    for folder in (out, partial_path(out)):
        shutil.rmtree(folder, ignore_errors=True)


def start(words: Words) -> subprocess.Popen[bytes]:
    """Start a command in silence."""
    return subprocess.Popen([str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill_once(words: Words, out: Path, pieces: int, delay: float, expected: dict[str, str]) -> Kill | None:
    """Start, kill so long after so many pieces, start again, compare; None when the kill came too late."""
    discard(out)
    started = time.perf_counter()
    process = start(words)
    while process.poll() is None and (not partial_path(out).exists() or finished_pieces(out) < pieces):
        time.sleep(0.0005)
    time.sleep(delay)
    process.kill()
    if process.wait() != -signal.SIGKILL:
        return None
    seconds = time.perf_counter() - started
    left = finished_pieces(out)
    resumed = run(*words).seconds
    clean = not partial_path(out).exists()
    return Kill(seconds, left, clean and contents(out) == expected, resumed)


def run_undisturbed(words: Words, out: Path) -> tuple[float, float, int]:
    """Run to the end; seconds of the whole, seconds from the partial folder to the end, and pieces seen."""
    discard(out)
    started = time.perf_counter()
    process = start(words)
    begun, pieces = 0.0, 0
    while process.poll() is None:
        if not begun and partial_path(out).exists():
            begun = time.perf_counter()
        pieces = max(pieces, finished_pieces(out))
        time.sleep(0.0005)
    ended = time.perf_counter()
    return ended - started, ended - begun, pieces


def measure(title: str, words: Words, out: Path, kills: int, dice: random.Random) -> bool:
    """Kill one command many times; prints a table and tells whether every output was right."""
    whole, work, pieces = run_undisturbed(words, out)
    expected = contents(out)
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    print(f"\n{title}: {whole:.1f} s undisturbed, {work:.1f} s of them at work, {pieces} pieces, {size / 1e6:.0f} MB")
    print(f"{'kill':>4}  {'after':>7}  {'finished':<12}  {'again':>7}  output")
    results: list[Kill] = []
    late = 0
    while len(results) < kills:
        moment = dice.randint(0, pieces), dice.uniform(0, 2 * work / max(pieces, 1))
        result = kill_once(words, out, *moment, expected)
        if result is None:
            late += 1
            if late > 3 * kills:
                sys.exit("The command ends before it can be killed: choose a larger model.")
            continue
        results.append(result)
        verdict = "identical" if result.identical else "DIFFERENT"
        left = f"{result.pieces} of {pieces}"
        print(f"{len(results):4}  {result.seconds:5.2f} s  {left:<12}  {result.resumed:5.1f} s  {verdict}", flush=True)
    right = sum(result.identical for result in results)
    print(f"{right} of {kills} identical ({late} more ended before their kill and do not count)")
    return right == kills


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Kills extract and merge at random moments and resumes them.")
    parser.add_argument("--kills", type=int, default=20, help="of each command")
    parser.add_argument("--layers", type=int, default=8)
    parser.add_argument("--hidden", type=int, default=1024)
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--seed", type=int, default=0, help="of the moments")
    parser.add_argument("--folder", type=Path, help="where there is room for six copies of the model")
    return parser.parse_args()


def main() -> None:
    """Make the models, kill, resume, compare."""
    chosen = arguments()
    dice = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory(prefix="graftwork-kill-", dir=chosen.folder) as name:
        room = Path(name)
        maker = Path(__file__).with_name("make_model.py")
        size = ("--layers", str(chosen.layers), "--hidden", str(chosen.hidden), "--heads", "16", "--shards", "2")
        print(run(sys.executable, maker, room / "models", *size).output.strip())
        models = room / "models"
        pair = ("--base", models / "base", "--donor", models / "donor", "--rank", str(chosen.rank))
        run(*graftwork("extract", *pair, "--out", room / "adapter", "--quiet"))
        extracting = graftwork("extract", *pair, "--out", room / "extracted", "--quiet")
        use = ("--target", models / "target", "--adapter", room / "adapter")
        merging = graftwork("merge", *use, "--out", room / "merged", "--quiet")
        fine = [
            measure("extract", extracting, room / "extracted", chosen.kills, dice),
            measure("merge", merging, room / "merged", chosen.kills, dice),
        ]
    sys.exit(0 if all(fine) else 1)


if __name__ == "__main__":
    main()
