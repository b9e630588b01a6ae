"""Measures extraction and merging against their peers, and holds the figures against what is accepted.

    python benchmarks/make_model.py benchmarks/work/1b
    python benchmarks/bench_graft.py benchmarks/work/1b --check

Every program runs as a process of its own, several times, in turns, with the models in the page cache; the median
counts. Full SVDs take long: they are timed for some modules of each shape and scaled by the number of modules,
or, with --all, all run. Prints a Markdown table; `--json FILE` keeps everything; `--check` exits with 1 when a bound
is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from measure import Run, graftwork, into_page_cache, machine, median, peak, peer, run


@dataclass(frozen=True)
class Figure:
    """One line of the table: what was measured, what is accepted.

    Attributes:
        name: What it is.
        value: The figure.
        bound: What is accepted.
        at_most: Whether the bound is an upper one; else it is a lower one.
        unit: How to print it.
    """

    name: str
    value: float
    bound: float
    at_most: bool
    unit: str

    @property
    def accepted(self) -> bool:
        """Whether the figure keeps its bound."""
        return self.value <= self.bound if self.at_most else self.value >= self.bound

    def row(self) -> str:
        """The figure as a row of a Markdown table."""
        sign = "≤" if self.at_most else "≥"
        verdict = "yes" if self.accepted else "**no**"
        return f"| {self.name} | {self.unit.format(self.value)} | {sign} {self.unit.format(self.bound)} | {verdict} |"


@dataclass(frozen=True)
class Measured:
    """All runs of all programs."""

    bare_torch: list[Run]
    extract: list[Run]
    copy: list[Run]
    merge: list[Run]
    peft: list[Run]
    svd: dict[str, Any]
    same: dict[str, Any]

    def figures(self) -> list[Figure]:
        """The ratios, with what is accepted."""
        energies = [module["energy"] for module in self.svd["modules"].values()]
        computing = median(self.merge) - median(self.bare_torch)
        speedup = self.svd["seconds"] / median(self.extract)
        of_peft = median(self.merge) / median(self.peft)
        return [
            Figure("extraction: times faster than full SVDs", speedup, 20, False, "{:.1f}"),
            Figure("extraction: least energy of a module, of the exact optimum", min(energies), 0.999, False, "{:.5f}"),
            Figure("extraction: peak memory, MB", peak(self.extract) / 1e6, 1200, True, "{:.0f}"),
            Figure("merge less torch's start: times `cp -r`", computing / median(self.copy), 3, True, "{:.2f}"),
            Figure("merge: share of PEFT's load + merge + save", of_peft, 0.25, True, "{:.3f}"),
            Figure("merge: peak memory, MB", peak(self.merge) / 1e6, 900, True, "{:.0f}"),
            Figure("merge: tensors that differ from PEFT's", len(self.same["differing"]), 0, True, "{:.0f}"),
        ]

    def seconds(self) -> dict[str, list[Run]]:
        """The programs by the names that the table gives them."""
        return {
            "python -c 'import torch'": self.bare_torch,
            "graftwork extract": self.extract,
            "cp -r": self.copy,
            "graftwork merge": self.merge,
            "PEFT load + merge + save": self.peft,
        }


def fresh(folder: Path) -> Path:
    """Remove an earlier output and let the disk finish, so that no run pays for another's."""
    shutil.rmtree(folder, ignore_errors=True)
    os.sync()
    return folder


def measure(models: Path, work: Path, chosen: argparse.Namespace) -> Measured:
    """Run all programs, in turns."""
    base, donor, target = (models / name for name in ("base", "donor", "target"))
    into_page_cache(base, donor, target)
    adapter, copied, merged, by_peft = (work / name for name in ("adapter", "copy", "merged", "peft"))
    extracting = graftwork("extract", "--base", base, "--donor", donor, "--out", adapter, "--rank", str(chosen.rank))
    merging = graftwork("merge", "--target", target, "--adapter", adapter, "--out", merged)
    programs: dict[str, list[Run]] = {name: [] for name in ("bare_torch", "extract", "copy", "merge", "peft")}
    for number in range(1, chosen.runs + 1):
        tell(f"round {number} of {chosen.runs}")
        programs["bare_torch"].append(run(sys.executable, "-c", "import torch"))
        fresh(adapter)
        programs["extract"].append(run(*extracting, "--quiet"))
        fresh(copied)
        programs["copy"].append(run("cp", "-r", target, copied))
        fresh(copied)
        fresh(merged)
        programs["merge"].append(run(*merging, "--quiet"))
        fresh(by_peft)
        programs["peft"].append(run(*peer("merge", target, adapter, by_peft)))
    tell("comparing with PEFT's model")
    same = json.loads(run(*peer("same", merged, by_peft)).output)
    tell("full SVDs: this takes a while")
    sample = ("--all",) if chosen.all else ("--sample", str(chosen.sample))
    svd = json.loads(run(*peer("svd", base, donor, adapter, *sample)).output)
    return Measured(**programs, svd=svd, same=same)


def tell(message: str) -> None:
    """Say on stderr what goes on."""
    print(message, file=sys.stderr, flush=True)


def markdown(measured: Measured, size: int, chosen: argparse.Namespace) -> str:
    """The figures as two tables."""
    facts = machine()
    lines = [
        f"{facts['processor']}, {facts['cores']} cores; Python {facts['python']}, torch {facts['torch']}, "
        f"transformers {facts['transformers']}, PEFT {facts['peft']}. Models of {size / 1e9:.2f} GB each, "
        f"rank {chosen.rank}, median of {chosen.runs} runs.",
        "",
        "| figure | measured | accepted | kept |",
        "|---|---|---|---|",
        *(figure.row() for figure in measured.figures()),
        "",
        "| program | seconds (median; all runs) | peak memory, MB |",
        "|---|---|---|",
    ]
    for name, runs in measured.seconds().items():
        every = ", ".join(f"{one.seconds:.2f}" for one in runs)
        lines.append(f"| {name} | {median(runs):.2f} ({every}) | {peak(runs) / 1e6:.0f} |")
    how = "all run" if chosen.all else f"{chosen.sample} of each shape run, scaled by the number of modules"
    lines.append(f"| full SVDs of {len(measured.svd['modules'])} modules ({how}) | {measured.svd['seconds']:.0f} | |")
    return "\n".join(lines)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measures extraction and merging against their peers.")
    parser.add_argument("models", type=Path, help="a folder that make_model.py made: base, donor, target")
    parser.add_argument("--work", type=Path, help="where outputs go and are left (MODELS/outputs when not given)")
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sample", type=int, default=2, help="full SVDs timed for each shape of module")
    parser.add_argument("--all", action="store_true", help="run the full SVD of every module")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--markdown", type=Path, help="write the table to this file, too")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a bound is missed")
    return parser.parse_args()


def main() -> None:
    """Measure, print, and check when asked to."""
    chosen = arguments()
    work = chosen.work or chosen.models / "outputs"
    work.mkdir(parents=True, exist_ok=True)
    size = sum(path.stat().st_size for path in (chosen.models / "target").iterdir())
    measured = measure(chosen.models, work, chosen)
    table = markdown(measured, size, chosen)
    print(table)
    if chosen.markdown:
        chosen.markdown.write_text(table + "\n", encoding="utf-8")
    if chosen.json:
        figures = [{**asdict(figure), "accepted": figure.accepted} for figure in measured.figures()]
        everything = {"machine": machine(), "figures": figures, "runs": asdict(measured)}
        chosen.json.write_text(json.dumps(everything, indent=2) + "\n", encoding="utf-8")
    if chosen.check and not all(figure.accepted for figure in measured.figures()):
        sys.exit(1)


if __name__ == "__main__":
    main()
