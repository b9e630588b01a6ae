"""The programs that Graftwork is measured against, each run as a process of its own.

peers.py merge TARGET ADAPTER OUT         what a PEFT user does: load, merge, save
peers.py svd BASE DONOR ADAPTER [--all]   full SVDs of the differences; the energy the adapter holds of the optimum
peers.py same ONE OTHER                   how many tensors of two model folders are equal, bit for bit

svd and same print one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors import safe_open


class Weights:
    """The tensors of a folder of safetensors files, by name."""

    def __init__(self, folder: Path) -> None:
        files = [safe_open(path, framework="pt") for path in sorted(folder.glob("*.safetensors"))]
        self._file = {name: file for file in files for name in file.keys()}  # type: ignore[no-untyped-call]  # noqa: SIM118

    def __iter__(self) -> Iterator[str]:
        return iter(self._file)

    def __getitem__(self, name: str) -> torch.Tensor:
        tensor: torch.Tensor = self._file[name].get_tensor(name)  # type: ignore[no-untyped-call]
        return tensor


def merge(chosen: argparse.Namespace) -> None:
    """Load the target and the adapter, merge, save: whole models in memory, as everybody does it."""
    from peft import PeftModel
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(chosen.target, dtype="auto")
    merged = PeftModel.from_pretrained(model, chosen.adapter).merge_and_unload()
    merged.save_pretrained(chosen.out)


def svd(chosen: argparse.Namespace) -> None:
    """Print, as JSON, the time of full SVDs and each module's energy relative to the exact truncated SVD's.

    The energy that rank r can hold at most is the sum of the r largest squared singular values; here they are the
    eigenvalues of the difference's Gram matrix in float64, exact far beyond the digits shown. The adapter's energy is
    |D|^2 - |D - BA|^2 with the factors as they are stored. Full SVDs (`torch.linalg.svd`, float32, torch's usual
    threads, one module after another) are timed for the first modules of each shape and counted for all of that
    shape, or, with --all, run for every module.
    """
    base, donor, adapter = Weights(Path(chosen.base)), Weights(Path(chosen.donor)), Weights(Path(chosen.adapter))
    config = json.loads((Path(chosen.adapter) / "adapter_config.json").read_text(encoding="utf-8"))
    modules: dict[str, dict[str, str | int | float]] = {}
    timed: dict[str, list[float]] = {}
    for key in adapter:
        if not key.endswith(".lora_A.weight"):
            continue
        module = key.removeprefix("base_model.model.").removesuffix(".lora_A.weight")
        a, b = adapter[key].double(), adapter[key.replace("lora_A", "lora_B")].double()
        difference = donor[f"{module}.weight"].float() - base[f"{module}.weight"].float()
        shape = "x".join(map(str, sorted(difference.shape)))
        seconds = timed.setdefault(shape, [])
        if chosen.all or len(seconds) < chosen.sample:
            started = time.perf_counter()
            torch.linalg.svd(difference, full_matrices=False)
            seconds.append(time.perf_counter() - started)
        exact = difference.double()
        gram = exact @ exact.T if exact.shape[0] <= exact.shape[1] else exact.T @ exact
        best = torch.linalg.eigvalsh(gram).flip(0)[: a.shape[0]].sum()
        scale = config["lora_alpha"] / config["r"]
        held = exact.square().sum() - (exact - scale * (b @ a)).square().sum()
        modules[module] = {"shape": shape, "rank": a.shape[0], "energy": float(held / best)}
    shapes = [module["shape"] for module in modules.values()]
    total = sum(sum(seconds) / len(seconds) * shapes.count(shape) for shape, seconds in timed.items())
    print(
        json.dumps(
            {
                "seconds": total,
                "timed": {shape: {"modules": shapes.count(shape), "seconds": times} for shape, times in timed.items()},
                "threads": torch.get_num_threads(),
                "modules": modules,
            }
        )
    )


def same(chosen: argparse.Namespace) -> None:
    """Print, as JSON, how many tensors are equal in every bit, and the names of the others."""
    one, other = Weights(Path(chosen.one)), Weights(Path(chosen.other))
    differing = sorted({*one} ^ {*other})
    for name in sorted({*one} & {*other}):
        left, right = one[name], other[name]
        if left.dtype != right.dtype or not torch.equal(left, right):
            differing.append(name)
    print(json.dumps({"tensors": len({*one} | {*other}), "differing": differing}))


def main() -> None:
    """Run the program that the command line names."""
    parser = argparse.ArgumentParser(description="The programs that Graftwork is measured against.")
    programs = parser.add_subparsers(required=True)
    merging = programs.add_parser("merge")
    for name in ("target", "adapter", "out"):
        merging.add_argument(name)
    merging.set_defaults(program=merge)
    exact = programs.add_parser("svd")
    for name in ("base", "donor", "adapter"):
        exact.add_argument(name)
    exact.add_argument("--all", action="store_true")
    exact.add_argument("--sample", type=int, default=2, help="full SVDs timed for each shape")
    exact.set_defaults(program=svd)
    comparing = programs.add_parser("same")
    for name in ("one", "other"):
        comparing.add_argument(name)
    comparing.set_defaults(program=same)
    chosen = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"
    chosen.program(chosen)


if __name__ == "__main__":
    main()
