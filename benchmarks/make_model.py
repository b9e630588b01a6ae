"""Makes three related Llama checkpoints to measure with: base, donor and target.

    python benchmarks/make_model.py benchmarks/work/1b
    python benchmarks/make_model.py /tmp/tiny --layers 2 --hidden 128 --heads 4 --kv-heads 2 --vocab 512

The default has 1.1 billion bfloat16 parameters (22 layers, hidden 2048: TinyLlama's shape). Weights are Gaussian with
root mean square 0.02. The donor is the base plus, in every linear layer, a low-rank difference of 10 % of that and
dense noise of 2 %, as a full fine-tune has it; the target is the base plus a smaller difference of its own. Norms stay
the base's: changes that small are lost in bfloat16.
Tensors are made and written one block of rows after another: memory stays under 1 GB at any size. The same
arguments give the same bytes on the same machine.
"""

from __future__ import annotations

import argparse
import json
import math
import struct
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import torch

RMS = 0.02
ROWS = 2048  # rows made at a time
BYTES = 2  # of a bfloat16


@dataclass(frozen=True)
class Shape:
    """The size of a Llama model; names as in its config.json."""

    layers: int
    hidden: int
    intermediate: int
    heads: int
    kv_heads: int
    vocab: int

    def tensors(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Names and shapes in the order in which transformers saves them."""
        kv = self.hidden // self.heads * self.kv_heads
        yield "model.embed_tokens.weight", (self.vocab, self.hidden)
        for layer in range(self.layers):
            prefix = f"model.layers.{layer}"
            yield f"{prefix}.self_attn.q_proj.weight", (self.hidden, self.hidden)
            yield f"{prefix}.self_attn.k_proj.weight", (kv, self.hidden)
            yield f"{prefix}.self_attn.v_proj.weight", (kv, self.hidden)
            yield f"{prefix}.self_attn.o_proj.weight", (self.hidden, self.hidden)
            yield f"{prefix}.mlp.gate_proj.weight", (self.intermediate, self.hidden)
            yield f"{prefix}.mlp.up_proj.weight", (self.intermediate, self.hidden)
            yield f"{prefix}.mlp.down_proj.weight", (self.hidden, self.intermediate)
            yield f"{prefix}.input_layernorm.weight", (self.hidden,)
            yield f"{prefix}.post_attention_layernorm.weight", (self.hidden,)
        yield "model.norm.weight", (self.hidden,)
        yield "lm_head.weight", (self.vocab, self.hidden)


@dataclass(frozen=True)
class Change:
    """How a fine-tune differs from the base, relative to the root mean square of a weight.

    Attributes:
        rank: Rank of the structured part.
        decay: Its k-th singular value is proportional to k ** -decay.
        strength: Root mean square of the structured part.
        noise: Root mean square of the dense part.
    """

    rank: int
    decay: float
    strength: float
    noise: float


SPECTRA = {
    "power": Change(rank=24, decay=1.0, strength=0.10, noise=0.02),
    "hard": Change(rank=512, decay=0.5, strength=0.10, noise=0.02),
}
TARGET = Change(rank=16, decay=1.0, strength=0.05, noise=0.01)


@dataclass(frozen=True)
class Role:
    """One of the checkpoints to make, and where its context window ends."""

    name: str
    change: Change | None
    rope_theta: float
    window: int


class Shards:
    """Writes one checkpoint's safetensors files in order, headers first."""

    def __init__(self, folder: Path, table: list[tuple[str, tuple[int, ...]]], count: int) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._first: dict[str, str] = {}  # first tensor of a shard → its header and file
        self._headers: dict[str, bytes] = {}
        self._file: BinaryIO | None = None
        total = sum(math.prod(shape) for _, shape in table) * BYTES
        weight_map: dict[str, str] = {}
        start = done = 0
        groups: list[list[tuple[str, tuple[int, ...]]]] = [[]]
        for name, shape in table:
            if groups[-1] and len(groups) < count and done - start >= total / count:
                groups.append([])
                start = done
            groups[-1].append((name, shape))
            done += math.prod(shape) * BYTES
        for number, group in enumerate(groups, 1):
            name = f"model-{number:05d}-of-{len(groups):05d}.safetensors" if len(groups) > 1 else "model.safetensors"
            self._first[group[0][0]] = name
            self._headers[name] = header(group)
            weight_map |= {tensor: name for tensor, _ in group}
        if len(groups) > 1:
            index = {"metadata": {"total_size": total}, "weight_map": weight_map}
            (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=2), encoding="utf-8")

    def start(self, tensor: str) -> None:
        """Open the next file when this tensor is the first in one."""
        if tensor in self._first:
            self.close()
            name = self._first[tensor]
            self._file = (self._folder / name).open("wb")
            self._file.write(self._headers[name])

    def write(self, rows: torch.Tensor) -> None:
        """Append some rows of the tensor that was started."""
        assert self._file is not None
        self._file.write(rows.to(torch.bfloat16).contiguous().view(torch.uint8).numpy().data)

    def close(self) -> None:
        """Finish the file that is open."""
        if self._file is not None:
            self._file.close()


def header(group: list[tuple[str, tuple[int, ...]]]) -> bytes:
    """The safetensors header of these bfloat16 tensors, laid out one after another."""
    table: dict[str, object] = {"__metadata__": {"format": "pt"}}
    offset = 0
    for name, shape in group:
        end = offset + math.prod(shape) * BYTES
        table[name] = {"dtype": "BF16", "shape": list(shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(table, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text


def noise(seed: str, *shape: int) -> torch.Tensor:
    """Standard normal numbers that depend on the seed's words alone."""
    generator = torch.Generator().manual_seed(zlib.crc32(seed.encode()))
    return torch.randn(shape, generator=generator)


def factors(seed: str, change: Change, shape: tuple[int, ...]) -> tuple[torch.Tensor, torch.Tensor]:
    """Two factors whose product has the change's spectrum and strength (nearly: they are Gaussian, not orthogonal)."""
    rank = min(change.rank, *shape)
    values = torch.arange(1, rank + 1, dtype=torch.float32).pow(-change.decay)
    # A product of two Gaussian vectors has rms 1: the sum over k has rms sqrt(sum of squares).
    values *= change.strength * RMS / values.square().sum().sqrt()
    return noise(f"{seed}:left", shape[0], rank) * values, noise(f"{seed}:right", rank, shape[1])


def write_tensor(name: str, shape: tuple[int, ...], seed: int, outputs: list[tuple[Role, Shards]]) -> None:
    """Make one tensor for every checkpoint, block of rows by block of rows."""
    linear = len(shape) == 2 and ".layers." in name
    low_rank = {
        role.name: factors(f"{seed}:{role.name}:{name}", role.change, shape)
        for role, _ in outputs
        if linear and role.change is not None
    }
    for _, shards in outputs:
        shards.start(name)
    for first in range(0, shape[0], ROWS):
        block = (min(ROWS, shape[0] - first), *shape[1:])
        weight = noise(f"{seed}:base:{name}:{first}", *block).mul_(RMS)
        if len(shape) == 1:
            weight += 1.0
        weight = weight.to(torch.bfloat16).float()
        for role, shards in outputs:
            rows = weight
            if role.change is not None:
                rows = noise(f"{seed}:{role.name}:{name}:{first}", *block).mul_(role.change.noise * RMS).add_(weight)
            if role.name in low_rank:
                left, right = low_rank[role.name]
                rows.addmm_(left[first : first + block[0]], right)
            shards.write(rows)


def config(shape: Shape, role: Role) -> dict[str, object]:
    """A Llama config.json in the form that most published models have."""
    return {
        "architectures": ["LlamaForCausalLM"],
        "attention_bias": False,
        "bos_token_id": 1,
        "eos_token_id": 2,
        "head_dim": shape.hidden // shape.heads,
        "hidden_act": "silu",
        "hidden_size": shape.hidden,
        "initializer_range": RMS,
        "intermediate_size": shape.intermediate,
        "max_position_embeddings": role.window,
        "mlp_bias": False,
        "model_type": "llama",
        "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers,
        "num_key_value_heads": shape.kv_heads,
        "rms_norm_eps": 1e-05,
        "rope_scaling": None,
        "rope_theta": role.rope_theta,
        "tie_word_embeddings": False,
        "torch_dtype": "bfloat16",
        "use_cache": True,
        "vocab_size": shape.vocab,
    }


def make(folder: Path, shape: Shape, spectrum: str, seed: int, shards: int) -> None:
    """Write base, donor and target below a folder, in which none of them may exist yet."""
    roles = [
        Role("base", None, 10000.0, 2048),
        Role("donor", SPECTRA[spectrum], 500000.0, 16384),
        Role("target", TARGET, 10000.0, 2048),
    ]
    table = list(shape.tensors())
    outputs = [(role, Shards(folder / role.name, table, shards)) for role in roles]
    for number, (name, dimensions) in enumerate(table, 1):
        write_tensor(name, dimensions, seed, outputs)
        if sys.stderr.isatty():
            print(f"\r{number}/{len(table)} {name:60}", end="", file=sys.stderr, flush=True)
    for role, written in outputs:
        written.close()
        text = json.dumps(config(shape, role), indent=2) + "\n"
        (folder / role.name / "config.json").write_text(text, encoding="utf-8")
    parameters = sum(math.prod(dimensions) for _, dimensions in table)
    print(f"{folder}: base, donor, target; {parameters / 1e9:.3f} billion parameters each")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Makes related Llama checkpoints to measure with.")
    parser.add_argument("folder", type=Path, help="base, donor and target are made in it")
    parser.add_argument("--layers", type=int, default=22)
    parser.add_argument("--hidden", type=int, default=2048)
    parser.add_argument("--intermediate", type=int, help="2.75 times hidden when not given")
    parser.add_argument("--heads", type=int, default=32)
    parser.add_argument("--kv-heads", type=int, default=4)
    parser.add_argument("--vocab", type=int, default=32000)
    parser.add_argument("--spectrum", choices=sorted(SPECTRA), default="power", help="of the donor's difference")
    parser.add_argument("--shards", type=int, default=1, help="files of each checkpoint")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def main() -> None:
    """Make what the command line asks for."""
    chosen = arguments()
    intermediate = chosen.intermediate or chosen.hidden * 11 // 4
    shape = Shape(chosen.layers, chosen.hidden, intermediate, chosen.heads, chosen.kv_heads, chosen.vocab)
    make(chosen.folder, shape, chosen.spectrum, chosen.seed, chosen.shards)


if __name__ == "__main__":
    main()
