"""Measures the haystack check's local engine: what one growing document saves, and how much memory a long one takes.

    python benchmarks/bench_haystack.py benchmarks/work/haystack --check

Questions at 5 lengths x 11 depths x 3 are asked on one context that grows, answer and nine foils each, and again as
isolated prompts: one plain pass of transformers over each whole prompt, the answer alone. Memory is the peak of a
process that reads the long context, less that of a process with the same libraries and no model; it is held against
weights + cache + one chunk's activations as `forecast` counts them. `--json FILE` keeps everything; `--check` exits
with 1 when a bound is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import graftwork_resources
from bench_graft import Figure, tell
from measure import Run, machine, run

SMALL = ("--layers", "4", "--hidden", "128", "--head", "32", "--vocab", "1000")
"""The size of the models in the sample."""
SAMPLE = Path(graftwork_resources.__file__).parent / "sample" / "skill"
WIDE = ("--layers", "2", "--hidden", "1024", "--head", "64", "--vocab", "2000")


def child(*words: str | Path) -> Run:
    """Run a part of the measurement as a process of its own."""
    return run(sys.executable, Path(__file__).with_name("haystack_peers.py"), *words)


def model(folder: Path, size: tuple[str, ...]) -> Path:
    """A random model of this size, made when it is not there yet."""
    if not (folder / "config.json").is_file():
        child("model", folder, *size)
    return folder


def measure(work: Path, tokens: int) -> tuple[list[Figure], dict[str, Any]]:
    """Run everything; the figures with what is accepted, and all that was measured."""
    small, wide = model(work / "small", SMALL), model(work / "wide", WIDE)
    tell("questions on one growing document, and each with its whole prompt")
    asked = json.loads(child("questions", small).output)
    growing, isolated = asked["growing"], asked["isolated"]
    tell("whole prompts, together and one by one")
    prompts = json.loads(child("prompts", SAMPLE).output)
    tell(f"a context of {tokens} tokens")
    bare, read, stock = child("bare"), child("read", wide, str(tokens)), child("stock", wide, str(tokens))
    needed = json.loads(read.output)
    taken = read.peak - bare.peak
    figures = [
        Figure("log-probabilities: largest difference", asked["difference"], 1e-3, True, "{:.1e}"),
        Figure("times fewer tokens", isolated["tokens"] / growing["tokens"], 25, False, "{:.1f}"),
        Figure("times less time", isolated["seconds"] / growing["seconds"], 10, False, "{:.1f}"),
        Figure(
            f"peak memory at {tokens} tokens: times weights + cache + one chunk's activations",
            taken / (needed["weights"] + needed["context"] + needed["work"]),
            1.3,
            True,
            "{:.2f}",
        ),
    ]
    everything = {
        "questions": asked,
        "prompts": prompts,
        "memory": {
            "tokens": tokens,
            "bare": bare.peak,
            "peak": read.peak,
            "taken": taken,
            **needed,
            "stock_taken": stock.peak - bare.peak,
            "stock_seconds": json.loads(stock.output)["seconds"],
        },
    }
    return figures, everything


def markdown(figures: list[Figure], everything: dict[str, Any]) -> str:
    """The figures as two tables."""
    facts, asked, memory = machine(), everything["questions"], everything["memory"]
    lines = [
        f"{facts['processor']}, {facts['cores']} cores; Python {facts['python']}, torch {facts['torch']}, "
        f"transformers {facts['transformers']}. {asked['questions']} questions; float32.",
        "",
        "| figure | measured | accepted | kept |",
        "|---|---|---|---|",
        *(figure.row() for figure in figures),
        "",
        "| way | tokens | seconds | memory, MB |",
        "|---|---|---|---|",
    ]
    for name, way in (("one growing document, 9 foils each", "growing"), ("isolated prompts, no foils", "isolated")):
        lines.append(f"| {name} | {asked[way]['tokens']} | {asked[way]['seconds']:.2f} | |")
    for name, group in everything["prompts"].items():
        for way in ("together", "alone"):
            what = f"{group['prompts']} {name} prompts, 8 new tokens each, {way}"
            lines.append(f"| {what} | {group['tokens']} | {group[way]:.2f} | |")
    parts = " + ".join(f"{memory[part] / 1e6:.0f}" for part in ("weights", "context", "work"))
    taken, stock = memory["taken"] / 1e6, memory["stock_taken"] / 1e6
    length = memory["tokens"]
    lines.append(f"| reading {length} tokens ({parts} MB counted) | {length} | {memory['seconds']:.1f} | {taken:.0f} |")
    lines.append(f"| the same by transformers' cache | {length} | {memory['stock_seconds']:.1f} | {stock:.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and check when asked to."""
    parser = argparse.ArgumentParser(description="Measures the haystack check's local engine.")
    parser.add_argument("work", type=Path, help="where its models are made and kept")
    parser.add_argument("--tokens", type=int, default=32768, help="the long context")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--markdown", type=Path, help="write the tables to this file, too")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a bound is missed")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    figures, everything = measure(chosen.work, chosen.tokens)
    table = markdown(figures, everything)
    print(table)
    if chosen.markdown:
        chosen.markdown.write_text(table + "\n", encoding="utf-8")
    if chosen.json:
        kept = [{**asdict(figure), "accepted": figure.accepted} for figure in figures]
        content = {"machine": machine(), "figures": kept, **everything}
        chosen.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    if chosen.check and not all(figure.accepted for figure in figures):
        sys.exit(1)


if __name__ == "__main__":
    main()
