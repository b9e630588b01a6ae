"""Measures the library: a first and a later scan of thousands of folders, by the scanner's own process.

    python benchmarks/bench_library.py --entries 10000

Half of the entries are tiny models (a config, a header, a card), half are tiny adapters; they are made in a temporary
folder and removed at the end. The later scan opens nothing, because nothing has changed; `du` over the same folders is
there for comparison.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from safetensors.numpy import save

LATER = 1.0  # seconds that a later scan of a thousand entries may take
_MODEL = {
    "architectures": ["LlamaForCausalLM"],
    "model_type": "llama",
    "hidden_size": 8,
    "intermediate_size": 16,
    "num_attention_heads": 2,
    "num_hidden_layers": 2,
    "vocab_size": 32,
    "max_position_embeddings": 4096,
    "rope_theta": 10000.0,
}
_ADAPTER = {
    "peft_type": "LORA",
    "r": 4,
    "lora_alpha": 8,
    "target_modules": ["q_proj"],
    "base_model_name_or_path": "a/b",
}


def make(root: Path, entries: int) -> int:
    """Make the folders; returns how many bytes they hold."""
    model = {"model.embed_tokens.weight": np.zeros((32, 8), np.float16)}
    pair: dict[str, np.ndarray] = {}
    for layer in range(2):
        place = f"layers.{layer}.self_attn.q_proj"
        model[f"model.{place}.weight"] = np.zeros((8, 8), np.float16)
        pair[f"base_model.model.model.{place}.lora_A.weight"] = np.zeros((4, 8), np.float16)
        pair[f"base_model.model.model.{place}.lora_B.weight"] = np.zeros((8, 4), np.float16)
    models, adapters, card = save(model), save(pair), b"---\nlicense: mit\nbase_model: a/b\n---\n# A model\n"
    total = 0
    for number in range(entries):
        is_model = number % 2 == 0
        folder = root / f"group-{number % 50}" / f"{'model' if is_model else 'adapter'}-{number}"
        folder.mkdir(parents=True)
        files = {
            "config.json" if is_model else "adapter_config.json": json.dumps(_MODEL if is_model else _ADAPTER).encode(),
            "model.safetensors" if is_model else "adapter_model.safetensors": models if is_model else adapters,
            "README.md": card,
        }
        for name, content in files.items():
            (folder / name).write_bytes(content)
            total += len(content)
    return total


def scan(root: Path, home: Path) -> tuple[float, float, int]:
    """Run the scanner; seconds to the first entry and to the last, and how many entries it told."""
    began = time.monotonic()
    command = [sys.executable, "-P", "-m", "graftwork_core.library.scanner", str(home)]
    first, told = 0.0, 0
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps([str(root)]).encode() + b"\n")
        process.stdin.flush()
        for line in process.stdout:
            first = first or time.monotonic() - began
            if line == b'{"type": "done"}\n':
                break
            told += 1
        took = time.monotonic() - began
        process.stdin.close()
    return first, took, told


def main() -> int:
    """Make, measure, print."""
    parser = argparse.ArgumentParser(description="Measures scans of many models and adapters.")
    parser.add_argument("--entries", type=int, default=5000, help="how many folders to make")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a later scan is slow")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        root, home = Path(place) / "models", Path(place) / "home"
        make(root, asked.entries)
        began = time.monotonic()
        subprocess.run(["du", "-s", str(root)], capture_output=True, check=True)
        walked = time.monotonic() - began
        rows = [("du -s, for comparison", "", f"{walked:.2f}", "")]
        later = 0.0
        for name in ("first scan", "later scan", "later scan"):
            first, later, told = scan(root, home)
            rows.append((name, f"{first:.2f}", f"{later:.2f}", str(told)))
            if told != asked.entries:
                sys.exit(f"{name}: {told} of {asked.entries} entries were told")
    print("| run | s to the first entry | s to the last | entries |\n|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    return int(asked.check and later > LATER * asked.entries / 1000)


if __name__ == "__main__":
    sys.exit(main())
