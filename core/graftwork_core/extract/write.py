"""The adapter's folder: a PEFT LoRA that PEFT, vLLM and transformers load as it is, and our own files beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch

from graftwork_core.adapter.config import PREFIX
from graftwork_core.adapter.files import CONFIG_NAME, DELTA_NAME, WEIGHTS_NAME
from graftwork_core.adapter.names import kind_of
from graftwork_core.compute import TORCH_DTYPES, bytes_of
from graftwork_core.extract.plan import FACTOR_DTYPES, ExtractPlan, PairTask, Part
from graftwork_core.extract.scratch import Scratch
from graftwork_core.provenance import public_name
from graftwork_core.weights.layout import OutputTensor, lay_out_file
from graftwork_core.weights.writer import CheckpointWriter

_FP8_LARGEST: Final = 448.0
_HEAD: Final = (f"{PREFIX}lm_head.lora_A.weight", f"{PREFIX}lm_head.lora_B.weight")
"""The head's name in transformers' memory, whatever it is called on disk."""


@dataclass(frozen=True, slots=True)
class FactorNames:
    """The names of a module's two factors in a PEFT file."""

    a: str
    b: str


def factor_names(task: PairTask, memory_name: str) -> FactorNames:
    """PEFT's names: `lora_A.weight` (rank x in) and `lora_B.weight` (out x rank), other ones for embeddings."""
    module = PREFIX + memory_name.removesuffix(".weight")
    if task.part is Part.EMBEDDING:
        return FactorNames(f"{module}.lora_embedding_A", f"{module}.lora_embedding_B")
    return FactorNames(f"{module}.lora_A.weight", f"{module}.lora_B.weight")


def as_peft(
    task: PairTask, plan: ExtractPlan, left: torch.Tensor, right: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """(A, B) from left @ right = the difference as it lies on disk."""
    turned = task.part is Part.EMBEDDING or (plan.stores_input_first and task.name not in plan.base.token_rows)
    return (left.T, right.T) if turned else (right, left)


def write_factors(
    folder: Path, plan: ExtractPlan, scratch: Scratch, tasks: Iterable[PairTask], names: Mapping[str, str]
) -> tuple[dict[str, float], float]:
    """Write adapter_model.safetensors.

    Args:
        folder: Where to.
        plan: The extraction.
        scratch: The finished factors.
        tasks: The modules that have some.
        names: Name on disk → name in memory, where they differ.

    Returns:
        Module → energy lost by rounding the factors to their type (|BA - B'A'|²); and the scale
        alpha/rank that undoes what the factors were multiplied with (1 except for fp8).
    """
    dtype = FACTOR_DTYPES[plan.options.dtype]
    modules = sorted(tasks, key=lambda task: task.name)
    gains = _gains(modules, scratch) if dtype == "F8_E4M3" else (1.0, 1.0)
    outputs = []
    for task in modules:
        left, right = (torch.empty(shape, device="meta") for shape in scratch.shapes(task.name))
        a, b = as_peft(task, plan, *_widened(plan, left, right))
        named = factor_names(task, names.get(task.name, task.name))
        outputs += [OutputTensor(named.a, dtype, tuple(a.shape)), OutputTensor(named.b, dtype, tuple(b.shape))]
    if (shared := _shared_embedding(plan, {task.name: 0 for task in modules})) is not None:
        embedding = {output.name: output for output in outputs}
        task = next(task for task in modules if task.name == shared)
        named = factor_names(task, names.get(shared, shared))
        for head, twin in zip(_HEAD, (embedding[named.b], embedding[named.a]), strict=True):
            outputs.append(OutputTensor(head, dtype, twin.shape[::-1]))
    lost: dict[str, float] = {}
    with CheckpointWriter(folder, lay_out_file(WEIGHTS_NAME, outputs)) as writer:
        for task in modules:
            left, right = scratch.load(task.name)
            stored_left = (left * gains[0]).to(TORCH_DTYPES[dtype])
            stored_right = (right * gains[1]).to(TORCH_DTYPES[dtype])
            lost[task.name] = _distance(left, right, stored_left.float() / gains[0], stored_right.float() / gains[1])
            a, b = as_peft(task, plan, *_widened(plan, stored_left, stored_right))
            named = factor_names(task, names.get(task.name, task.name))
            writer.write(named.a, bytes_of(a.contiguous()))
            writer.write(named.b, bytes_of(b.contiguous()))
            if task.name == shared:
                for head, tensor in zip(_HEAD, (b, a), strict=True):
                    writer.write(head, bytes_of(tensor.T.contiguous()))
        if plan.options.sync:
            writer.sync()
    return lost, 1 / (gains[0] * gains[1])


def _widened(plan: ExtractPlan, left: torch.Tensor, right: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Factors of the uniform rank, with zeros where a matrix is too small to have it.

    One rank for all is what every reader understands; patterns of ranks are not.
    """
    lacking = 0 if plan.options.auto_rank else plan.rank - left.shape[1]
    if lacking <= 0:
        return left, right
    wide = torch.zeros(left.shape[0], plan.rank, dtype=left.dtype, device=left.device)
    tall = torch.zeros(plan.rank, right.shape[1], dtype=right.dtype, device=right.device)
    wide[:, : left.shape[1]] = left
    tall[: right.shape[0]] = right
    return wide, tall


def _shared_embedding(plan: ExtractPlan, adapted: Mapping[str, int]) -> str | None:
    """The adapted embedding that is the head too: PEFT wants its factors under both names."""
    if not plan.base.info.tied or plan.base.token_rows.heads:
        return None
    return next((name for name in plan.base.token_rows.embeddings if name in adapted), None)


def write_deltas(folder: Path, scratch: Scratch, tasks: Iterable[PairTask]) -> None:
    """Write graftwork_delta.safetensors: whole differences, float32, under their names on disk."""
    whole = sorted(tasks, key=lambda task: task.name)
    if not whole:
        return
    outputs = [OutputTensor(task.name, "F32", tuple(scratch.shapes(task.name)[0])) for task in whole]
    with CheckpointWriter(folder, lay_out_file(DELTA_NAME, outputs)) as writer:
        for task in whole:
            (delta,) = scratch.load(task.name)
            writer.write(task.name, bytes_of(delta))


def write_config(
    folder: Path, plan: ExtractPlan, ranks: Mapping[str, int], scale: float, names: Mapping[str, str]
) -> None:
    """Write adapter_config.json: alpha = rank · scale, so that alpha/rank is the same for every module."""
    if not plan.options.auto_rank:
        ranks = dict.fromkeys(ranks, plan.rank)
    rank = max(ranks.values())
    others = {task: own for task, own in sorted(ranks.items()) if own != rank}
    pattern = {re.escape(names.get(task, task).removesuffix(".weight")): own for task, own in others.items()}
    architecture = plan.base.info.architecture or ""
    config: dict[str, Any] = {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM"
        if architecture.endswith("ForCausalLM") or architecture.endswith("LMHeadModel")
        else None,
        "base_model_name_or_path": public_name(plan.base.folder),
        "r": rank,
        "lora_alpha": _number(rank * scale),
        "rank_pattern": pattern,
        "alpha_pattern": {key: _number(own * scale) for key, own in pattern.items()},
        "target_modules": _targets(plan, ranks, names) + (["lm_head"] if _shared_embedding(plan, ranks) else []),
        "fan_in_fan_out": plan.stores_input_first,
        "use_rslora": False,
        "use_dora": False,
        "lora_dropout": 0.0,
        "bias": "none",
        "modules_to_save": None,
        "init_lora_weights": True,
        "inference_mode": True,
    }
    if _shared_embedding(plan, ranks) is not None:
        config["ensure_weight_tying"] = True
    (folder / CONFIG_NAME).write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")


def _targets(plan: ExtractPlan, ranks: Mapping[str, int], names: Mapping[str, str]) -> list[str]:
    """The modules' own names where they mean exactly the adapted modules, else their whole paths."""
    modules = {names.get(name, name).removesuffix(".weight") for name in ranks}
    kinds = {kind_of(module) for module in modules}
    every = {names.get(name, name).removesuffix(".weight") for name in plan.base.checkpoint.tensors}
    if {module for module in every if kind_of(module) in kinds} == modules:
        return sorted(kinds)
    return sorted(modules)


def _gains(tasks: list[PairTask], scratch: Scratch) -> tuple[float, float]:
    """Powers of two that bring the largest left and right factor near fp8's limit."""
    largest = [1e-30, 1e-30]
    for task in tasks:
        for side, tensor in enumerate(scratch.load(task.name)):
            largest[side] = max(largest[side], float(tensor.abs().max()))
    left, right = (2.0 ** int(torch.tensor(_FP8_LARGEST / value).log2().floor()) for value in largest)
    return left, right


def _distance(left: torch.Tensor, right: torch.Tensor, other_left: torch.Tensor, other_right: torch.Tensor) -> float:
    """|left·right - other_left·other_right|², from rank x rank products."""
    dl, dr = (other_left - left).double(), (other_right - right).double()
    # L'R' - LR = dL·R' + L·dR
    x, y = torch.cat((dl, left.double()), dim=1), torch.cat((other_right.double(), dr), dim=0)
    return float(((x.T @ x) * (y @ y.T)).sum())


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value
