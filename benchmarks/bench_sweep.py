"""Measures a sweep against the same settings merged and checked one by one, on the models of the sample.

    python benchmarks/bench_sweep.py benchmarks/work/sweep --check

3 ranks x 4 weights x 2 groups of modules, English and Chinese to 2048 tokens, and the target's word list. Separately,
each rank and group is an extraction, each setting a merge and two checks, all as commands that people type.
`--every N` does only every N-th setting separately and scales the time. `--json FILE` keeps everything; `--check`
exits with 1 when the sweep takes more than a tenth, or finds nothing sound.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from typing import Any, Final

import graftwork_resources
from bench_graft import Figure, tell
from measure import graftwork, machine

SAMPLE: Final = Path(graftwork_resources.__file__).parent / "sample"
RANKS: Final = (4, 8, 16)
WEIGHTS: Final = (0.25, 0.5, 0.75, 1.0)
GROUPS: Final = ("all", "attention")
LANGUAGES: Final = ("en", "zh")
_NOT_GREEN: Final = 1


@dataclass(frozen=True)
class Took:
    """One command.

    Attributes:
        words: What was typed.
        seconds: From start to end.
        cpu_seconds: Of all cores; on a busy machine it tells more.
    """

    words: str
    seconds: float
    cpu_seconds: float


def timed(*words: str | Path) -> Took:
    """Run a command; a check that is not green is no failure."""
    started, before = time.perf_counter(), _cpu()
    done = subprocess.run([str(word) for word in graftwork(*words)], capture_output=True, text=True, check=False)
    seconds, cpu_seconds = time.perf_counter() - started, _cpu() - before
    if done.returncode not in (0, _NOT_GREEN):
        sys.exit(f"graftwork {' '.join(map(str, words))}\nended with {done.returncode}:\n{done.stderr}")
    return Took(str(words[0]), seconds, cpu_seconds)


def _cpu() -> float:
    """Seconds of processor time that all children together have had."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def tasks(*languages: str) -> list[str | Path]:
    """The sample's haystacks, as options."""
    return [word for language in languages for word in ("--task", SAMPLE / f"haystack.{language}.yaml")]


def sweep(work: Path) -> tuple[Took, dict[str, Any]]:
    """The sweep, and what it came to."""
    adapter, out = work / "adapter", work / "sweep"
    timed("extract", "--base", SAMPLE / "base", "--donor", SAMPLE / "long", "--rank", str(RANKS[-1]), "--out", adapter)
    words = ["--ranks", ",".join(map(str, RANKS)), "--weights", ",".join(map(str, WEIGHTS))]
    words += ["--modules", ",".join(GROUPS), "--prompts", SAMPLE / "prompts.jsonl"]
    took = timed("sweep", "--target", SAMPLE / "skill", "--adapter", adapter, *words, *tasks(*LANGUAGES), "--out", out)
    return took, json.loads((out / "sweep.json").read_text(encoding="utf-8"))


def separately(work: Path, every: int) -> tuple[list[Took], list[Took]]:
    """Every rank and group extracted, every N-th setting merged and checked."""
    extracted, settings = [], list(product(RANKS, GROUPS, WEIGHTS))
    for rank, group in product(RANKS, GROUPS):
        only = ["--include", "self_attn"] if group == "attention" else []
        out = work / f"{group}-{rank}"
        words = ("--base", SAMPLE / "base", "--donor", SAMPLE / "long", "--rank", str(rank), *only, "--out", out)
        extracted.append(timed("extract", *words))
    checked = []
    for number, (rank, group, weight) in enumerate(settings[::every], 1):
        tell(f"merging and checking setting {number} of {len(settings[::every])}")
        merged = work / f"{group}-{rank}-{weight}"
        adapter = f"{work / f'{group}-{rank}'}={weight}"
        checked.append(timed("merge", "--target", SAMPLE / "skill", "--adapter", adapter, "--out", merged))
        for language in LANGUAGES:
            prompts = ["--prompts", SAMPLE / "prompts.jsonl"] if language == "zh" else []
            out = work / f"check-{merged.name}-{language}"
            checked.append(timed("haystack", merged, "--preset", "classic", *tasks(language), *prompts, "--out", out))
    return extracted, checked


def markdown(figures: list[Figure], one: Took, apart: Took, found: dict[str, Any], every: int) -> str:
    """The figures as a table."""
    facts = machine()
    scaled = f" (every {every}th setting run, scaled)" if every > 1 else ""
    return "\n".join(
        [
            f"{facts['processor']}, {facts['cores']} cores; Python {facts['python']}, torch {facts['torch']}, "
            f"transformers {facts['transformers']}. {len(found['points'])} settings.",
            "",
            "| figure | measured | accepted | kept |",
            "|---|---|---|---|",
            *(figure.row() for figure in figures),
            "",
            "| way | seconds | of processor time |",
            "|---|---|---|",
            f"| graftwork sweep | {one.seconds:.1f} | {one.cpu_seconds:.1f} |",
            f"| extract, merge and check each setting{scaled} | {apart.seconds:.1f} | {apart.cpu_seconds:.1f} |",
            "",
            str(found["verdict"]["sentence_en"]),
        ]
    )


def main() -> None:
    """Measure, print, and check when asked to."""
    parser = argparse.ArgumentParser(description="Measures a sweep against its settings checked one by one.")
    parser.add_argument("work", type=Path, help="an empty folder to work in")
    parser.add_argument("--every", type=int, default=1, help="do only every N-th setting separately")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a bound is missed")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True)
    tell("the sweep")
    one, found = sweep(chosen.work)
    extracted, checked = separately(chosen.work, chosen.every)
    apart = Took(
        "separately",
        sum(took.seconds for took in extracted) + chosen.every * sum(took.seconds for took in checked),
        sum(took.cpu_seconds for took in extracted) + chosen.every * sum(took.cpu_seconds for took in checked),
    )
    qualified = [point for point in found["points"] if point["qualifies"]]
    figures = [
        Figure("sweep: share of merging and checking each setting", one.seconds / apart.seconds, 0.1, True, "{:.3f}"),
        Figure("the same in processor time", one.cpu_seconds / apart.cpu_seconds, 0.1, True, "{:.3f}"),
        Figure("settings that are sound in both languages with the skill kept", len(qualified), 1, False, "{:.0f}"),
        Figure("settings shown", len(found["points"]), len(RANKS) * len(WEIGHTS) * len(GROUPS), False, "{:.0f}"),
    ]
    print(markdown(figures, one, apart, found, chosen.every))
    if chosen.json:
        content = {
            "machine": machine(),
            "figures": [{**asdict(figure), "accepted": figure.accepted} for figure in figures],
            "sweep": asdict(one),
            "extractions": [asdict(took) for took in extracted],
            "checks": [asdict(took) for took in checked],
        }
        chosen.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    if chosen.check and not all(figure.accepted for figure in figures):
        sys.exit(1)


if __name__ == "__main__":
    main()
