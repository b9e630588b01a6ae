"""Measures the window: how soon its first page is painted, and how its event loop does while a merge runs.

    python benchmarks/bench_window.py benchmarks/work/1b --check
    xvfb-run -a python benchmarks/bench_window.py benchmarks/work/1b --check       # without a display

The window is the real one, in a process of its own, and it runs the real worker. A timer in the window asks for its
turn every 5 ms; how much later it gets it is a stall. `--check` exits with 1 when a bound is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import into_page_cache

FIRST_PAGE = 1.5  # seconds
STALL = 50.0  # milliseconds, at the 99th percentile
LIMIT = 1800  # seconds that a window may take before it is ended


def window(mode: str, **facts: str | float) -> dict[str, float]:
    """Run one window to its end; what it measured.

    Args:
        mode: "start" closes the window once it is painted; "merge" runs a merge in it first.
        **facts: What the window is to know.
    """
    with tempfile.TemporaryDirectory() as home:
        task = {"mode": mode, "report": str(Path(home) / "report.json"), **facts, "started": time.monotonic()}
        task_json = json.dumps(task)
        own = {**os.environ, "GRAFTWORK_HOME": home, "XDG_CONFIG_HOME": home, "GRAFTWORK_BENCHMARK": task_json}
        watched = [sys.executable, str(Path(__file__).with_name("watched_window.py"))]
        done = subprocess.run(watched, env=own, capture_output=True, text=True, timeout=LIMIT, check=False)
        report = Path(home) / "report.json"
        if done.returncode != 0 or not report.exists():
            sys.exit(f"the window ended with {done.returncode}:\n{done.stderr}")
        told = json.loads(report.read_text(encoding="utf-8"))
        if told["problem"]:
            sys.exit(told["problem"])
        measured: dict[str, float] = told["figures"]
        return measured


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measures the window's start and its event loop during a merge.")
    parser.add_argument("models", type=Path, help="a folder that make_model.py made: base, donor, target")
    parser.add_argument("--adapter", type=Path, help="what is merged (MODELS/outputs/adapter, made by bench_graft.py)")
    parser.add_argument("--runs", type=int, default=5, help="how often the window is started")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a bound is missed")
    return parser.parse_args()


def main() -> None:
    """Measure, print, and check when asked to."""
    chosen = arguments()
    target = chosen.models / "target"
    adapter = chosen.adapter or chosen.models / "outputs" / "adapter"
    out = chosen.models / "outputs" / "by-window"
    shutil.rmtree(out, ignore_errors=True)
    starts = [window("start")["first_page"] for _ in range(chosen.runs)]
    into_page_cache(target, adapter)
    merged = window("merge", target=str(target), adapter=str(adapter), out=str(out))
    first_page = statistics.median(starts)
    every = ", ".join(f"{one:.2f}" for one in starts)
    print("| figure | measured | accepted |")
    print("|---|---|---|")
    print(f"| window: start to first page, s (median; {every}) | {first_page:.2f} | ≤ {FIRST_PAGE} |")
    print(f"| window: stalls during a merge, 99th percentile, ms | {merged['stall_99']:.1f} | ≤ {STALL:.0f} |")
    print(f"| window: longest stall during a merge, ms | {merged['stall_max']:.1f} | |")
    print(f"| window: the merge itself, s | {merged['seconds']:.1f} | |")
    if chosen.json:
        chosen.json.write_text(json.dumps({"starts": starts, **merged}, indent=2) + "\n", encoding="utf-8")
    if chosen.check and (first_page > FIRST_PAGE or merged["stall_99"] > STALL):
        sys.exit(1)


if __name__ == "__main__":
    main()
