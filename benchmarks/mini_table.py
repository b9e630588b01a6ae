"""Asks the models of the sample the very prompts that its published table was made with, and holds the two together.

    python benchmarks/mini_table.py benchmarks/work/table --check

`prompts.jsonl` holds 220 haystack prompts (English and Chinese, 128 to 2,048 tokens, 11 depths, 2 each) and 38
translations. All are asked as a skill to keep: greedy, 8 new tokens, a reply is right when it contains the value.
`--check` exits with 1 when a cell lies outside of the published one's 95 % interval (Wilson).
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

import graftwork_resources
from graftwork_core.haystack.results.statistics import wilson
from measure import graftwork

SAMPLE: Final = Path(graftwork_resources.__file__).parent / "sample"
PUBLISHED: Final = {
    "base": "1 1 .77 .09 0 0 0 0 0 0 0",
    "long": "1 1 1 .95 1 .82 .5 .32 .14 .23 .03",
    "skill": "1 1 .91 .18 .05 1 1 .41 .05 0 1",
    "skill, only theta changed": "1 1 1 .91 .64 .86 1 .77 .41 .05 1",
    "merged, rank 8, weight 0.75": "1 1 1 .91 .95 1 .95 1 1 .95 1",
    "merged, rank 16, weight 0.75": "1 1 1 .91 .95 1 .95 1 1 .95 1",
    "merged, rank 16, weight 1": "1 1 1 .91 .91 1 .95 1 .95 1 1",
}
LENGTHS: Final = (128, 256, 512, 1024, 2048)
CELLS: Final = (*(("en", length) for length in LENGTHS), *(("zh", length) for length in LENGTHS), ("words", 0))
_NOT_GREEN: Final = 1


def run(*words: object) -> None:
    """Run a command; a check that is not green is no failure."""
    command = graftwork(*map(str, words))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, _NOT_GREEN):
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}:\n{done.stderr}")


def models(work: Path) -> dict[str, Path]:
    """The table's models; merges and copies are made."""
    found = {name: SAMPLE / name for name in ("base", "long", "skill")}
    found["skill, only theta changed"] = work / "theta"
    shutil.copytree(SAMPLE / "skill", work / "theta")
    settings, donor = (json.loads((folder / "config.json").read_text()) for folder in (work / "theta", SAMPLE / "long"))
    settings |= {name: donor[name] for name in ("rope_theta", "max_position_embeddings")}
    (work / "theta" / "config.json").write_text(json.dumps(settings))
    for rank in (8, 16):
        adapter = work / f"adapter-{rank}"
        run("extract", "--base", SAMPLE / "base", "--donor", SAMPLE / "long", "--rank", rank, "--out", adapter)
    for rank, weight in ((8, 0.75), (16, 0.75), (16, 1)):
        name = f"merged, rank {rank}, weight {weight}"
        found[name] = work / f"merged-{rank}-{weight}"
        run("merge", "--target", SAMPLE / "skill", "--adapter", f"{work}/adapter-{rank}={weight}", "--out", found[name])
    return found


def asked(model: Path, prompts: Path, out: Path) -> list[bool]:
    """Whether each prompt's reply is right."""
    little = ("--preset", "classic", "--task", SAMPLE / "haystack.en.yaml", "--lengths", 128, "--depths", 1)
    run("haystack", model, *little, "--prompts", prompts, "--max-new-tokens", 8, "--export", "none", "--out", out)
    lines = (out / "skill" / "run.jsonl").read_text(encoding="utf-8").splitlines()
    answers = {one["id"]: one["generated"]["hit"] for one in map(json.loads, lines) if one.get("type") == "question"}
    return [answers[name] for name in sorted(answers)]


def main() -> int:
    """Make the models, ask, print the table."""
    parser = argparse.ArgumentParser(description="Reproduces the published table of the sample's models.")
    parser.add_argument("work", type=Path, help="a folder for models and answers; what is in it is removed")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a cell is outside of its interval")
    chosen = parser.parse_args()
    shutil.rmtree(chosen.work, ignore_errors=True)
    chosen.work.mkdir(parents=True)
    lines: list[dict[str, Any]] = [json.loads(line) for line in (SAMPLE / "prompts.jsonl").read_text().splitlines()]
    prompts = chosen.work / "prompts.jsonl"
    plain = [{name: value for name, value in line.items() if name != "kind"} for line in lines]
    prompts.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in plain) + "\n", encoding="utf-8")
    cells = [(line["lang"], line["tokens"]) if line["kind"] == "haystack" else ("words", 0) for line in lines]
    asked_of = Counter(cells)
    same = outside = 0
    print(f"| model | {' | '.join(f'{name} {length or str()}'.strip() for name, length in CELLS)} |")
    print("|---" * (len(CELLS) + 1) + "|")
    for name, model in models(chosen.work).items():
        right = asked(model, prompts, chosen.work / f"check of {name}")
        found = Counter(cell for cell, is_right in zip(cells, right, strict=True) if is_right)
        shown = []
        for cell, published in zip(CELLS, map(float, PUBLISHED[name].split()), strict=True):
            rate, n = found[cell] / asked_of[cell], asked_of[cell]
            interval = wilson(round(published * n), n)
            is_same = abs(rate - published) < 0.5 / n
            same += is_same
            outside += not interval.lo <= rate <= interval.hi
            shown.append(f"{rate:.2f}" if is_same else f"{rate:.2f} (published {published:.2f})")
        print(f"| {name} | {' | '.join(shown)} |", flush=True)
    total = len(PUBLISHED) * len(CELLS)
    print(f"\n{same} of {total} cells are the published ones, {outside} lie outside of the published 95 % interval.")
    return int(chosen.check and outside > 0)


if __name__ == "__main__":
    sys.exit(main())
