"""Kills extract and merge at random moments, starts each again, and compares with an undisturbed run.

    python benchmarks/kill_resume.py
    python benchmarks/kill_resume.py --kills 20 --layers 6 --hidden 1024 --seed 1

A kill is SIGKILL to the whole process at a moment drawn evenly from the time in which the undisturbed run worked on
its output: from the first finished piece to the end. The same command is typed again afterwards; its output folder must equal the undisturbed one's byte for
byte, every file of it. The status is 1 when one does not.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
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
        found: What the kill left: "nothing yet", the pieces in the journal, or "finished".
        identical: Whether the output of the command that was typed again is the undisturbed one's.
        resumed: Seconds that this command took.
    """

    seconds: float
    found: str
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


def left_behind(out: Path) -> str:
    """What a killed run left on the disk, in words."""
    if out.exists():
        return "finished"
    try:
        pieces = (partial_path(out) / JOURNAL).read_bytes().count(b'"done"')
    except OSError:
        return "nothing yet"
    return f"{pieces} pieces"


def discard(out: Path) -> None:
    """Remove an output, finished or not."""
    for folder in (out, partial_path(out)):
        shutil.rmtree(folder, ignore_errors=True)


def kill_once(words: Words, out: Path, moment: float, expected: dict[str, str]) -> Kill:
    """Start, kill at the moment, start again, compare."""
    discard(out)
    started = time.perf_counter()
    process = subprocess.Popen([str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    seconds = time.perf_counter() - started
    found = left_behind(out)
    resumed = run(*words).seconds if found != "finished" else 0.0
    clean = not partial_path(out).exists()
    return Kill(seconds, found, clean and contents(out) == expected, resumed)


def time_undisturbed(words: Words, out: Path) -> tuple[float, float]:
    """Run to the end; seconds until the first piece was finished, and until the process ended."""
    discard(out)
    run(*words)  # warms the page cache, as every later run finds it
    discard(out)
    started = time.perf_counter()
    process = subprocess.Popen([str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    begin = 0.0
    while process.poll() is None:
        if not begin and left_behind(out) not in ("nothing yet", "0 pieces"):
            begin = time.perf_counter() - started
        time.sleep(0.002)
    return begin, time.perf_counter() - started


def measure(title: str, words: Words, out: Path, kills: int, dice: random.Random) -> bool:
    """Kill one command many times; prints a table and tells whether every output was right."""
    begin, whole = time_undisturbed(words, out)
    expected = contents(out)
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    print(f"\n{title}: {whole:.1f} s undisturbed, {len(expected)} files, {size / 1e6:.0f} MB")
    print(f"{'kill':>4}  {'after':>7}  {'left behind':<12}  {'again':>7}  output")
    results = []
    for number in range(1, kills + 1):
        result = kill_once(words, out, dice.uniform(begin, whole), expected)
        verdict = "identical" if result.identical else "DIFFERENT"
        print(
            f"{number:4}  {result.seconds:5.2f} s  {result.found:<12}  {result.resumed:5.1f} s  {verdict}", flush=True
        )
        results.append(result)
    right = sum(result.identical for result in results)
    midway = sum(result.found.endswith("pieces") and result.found != "0 pieces" for result in results)
    print(f"{right} of {kills} identical; {midway} kills came in the middle of the work")
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
