"""What `bench_haystack.py` measures, each as a process of its own: prints one JSON object.

python benchmarks/haystack_peers.py model FOLDER --layers 2     a random Llama
python benchmarks/haystack_peers.py bare                        the same libraries, no model
python benchmarks/haystack_peers.py questions FOLDER            one growing document against isolated prompts
python benchmarks/haystack_peers.py read FOLDER TOKENS          a long context, then a question
python benchmarks/haystack_peers.py stock FOLDER TOKENS         the same by transformers' own means
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

LENGTHS = (512, 1024, 2048, 4096, 8192)
DEPTHS = 11
REPEATS = 3
FOILS = 9
NEEDLE, SUFFIX, ANSWER = 12, 20, 4
CHUNK = 2048
SHORT = 64


def make(chosen: argparse.Namespace) -> dict[str, Any]:
    """Save a random model."""
    import torch
    import transformers

    torch.manual_seed(0)
    config = transformers.LlamaConfig(
        vocab_size=chosen.vocab,
        hidden_size=chosen.hidden,
        intermediate_size=chosen.hidden * 11 // 4,
        num_hidden_layers=chosen.layers,
        num_attention_heads=chosen.hidden // chosen.head,
        num_key_value_heads=chosen.hidden // chosen.head // 4,
        max_position_embeddings=2**17,
        rope_parameters={"rope_type": "default", "rope_theta": 1e6},
    )
    transformers.LlamaForCausalLM(config).save_pretrained(chosen.folder)
    return {}


def bare(chosen: argparse.Namespace) -> dict[str, Any]:
    """Load the libraries and let them make their threads and buffers."""
    import torch
    import transformers

    from graftwork_core.haystack.engines.local import engine as local

    torch.set_num_threads(local.torch.get_num_threads())
    transformers.LlamaForCausalLM(transformers.LlamaConfig(hidden_size=64, num_hidden_layers=1, vocab_size=99))
    torch.mm(torch.ones(512, 512), torch.ones(512, 512))
    return {}


def questions(chosen: argparse.Namespace) -> dict[str, Any]:
    """Ask about needles at every length and depth: on one context that grows, and each with its whole prompt."""
    import torch
    import transformers

    from graftwork_core.haystack.engines.local.engine import open_local
    from graftwork_core.model.meta import quiet

    generator = random.Random(0)
    vocabulary = json.loads((chosen.folder / "config.json").read_text())["vocab_size"]
    draw = lambda count: [generator.randrange(5, vocabulary) for _ in range(count)]  # noqa: E731 - three words
    document = draw(LENGTHS[-1])
    asked: list[tuple[int, list[int], list[int], list[list[int]]]] = []
    for length in LENGTHS:
        body = length - SUFFIX - ANSWER
        for number in range(DEPTHS * REPEATS):
            place = (body - NEEDLE) * (number % DEPTHS) // (DEPTHS - 1)
            needle = document[place : place + NEEDLE]
            suffix = draw(SUFFIX - NEEDLE + ANSWER) + needle[:-ANSWER]
            asked.append((body, suffix, needle[-ANSWER:], [draw(ANSWER) for _ in range(FOILS)]))

    worked = [0]

    def tick(tokens: int) -> None:
        worked[0] += tokens

    engine = open_local(chosen.folder, device="cpu", dtype="fp32", tick=tick)
    engine.extend(document[:64])
    engine.score(asked[0][1], asked[0][2], asked[0][3])
    engine.rollback(0)
    worked[0] = 0
    started = time.perf_counter()
    found = []
    for body, suffix, answer, foils in asked:
        if body > engine.length:
            engine.extend(document[engine.length : body])
        found.append(engine.score(suffix, answer, foils).log_probs)
    growing = time.perf_counter() - started

    with quiet():
        model = transformers.AutoModelForCausalLM.from_pretrained(chosen.folder, dtype=torch.float32).eval()
    reference = []
    apart_tokens = 0
    with torch.inference_mode():
        model(input_ids=torch.tensor([document[:64]]), use_cache=False, logits_to_keep=1)
        started = time.perf_counter()
        for body, suffix, answer, _ in asked:
            ids = torch.tensor([document[:body] + suffix + answer[:-1]])
            logits = model(input_ids=ids, use_cache=False, logits_to_keep=ANSWER).logits[0]
            rows = torch.log_softmax(logits.float(), dim=-1)
            reference.append([float(rows[place, token]) for place, token in enumerate(answer)])
            apart_tokens += ids.numel()
        isolated = time.perf_counter() - started
    difference = max(
        abs(one - other)
        for mine, others in zip(found, reference, strict=True)
        for one, other in zip(mine, others, strict=True)
    )
    return {
        "questions": len(asked),
        "growing": {"tokens": worked[0], "seconds": growing},
        "isolated": {"tokens": apart_tokens, "seconds": isolated},
        "difference": difference,
        "notes": engine.capabilities.notes,
    }


def prompts(chosen: argparse.Namespace) -> dict[str, Any]:
    """Answer the sample's prompts, all at once and one by one."""
    from graftwork_core.haystack.engines.local.engine import open_local
    from graftwork_core.haystack.engines.local.loading import load_tokenizer

    tokenizer = load_tokenizer(chosen.folder)
    lines = (chosen.folder.parent / "prompts.jsonl").read_text(encoding="utf-8").splitlines()
    messages = [[{"role": "user", "content": json.loads(line)["user"]}] for line in lines]
    ids = [tokenizer.apply_chat_template(message, add_generation_prompt=True)["input_ids"] for message in messages]
    engine = open_local(chosen.folder, device="cpu", dtype="fp32")
    engine.generate_many(ids[:4], 8)
    groups = {"short": [one for one in ids if len(one) <= SHORT], "long": [one for one in ids if len(one) > SHORT]}
    return {name: _together_and_alone(engine, some) for name, some in groups.items()}


def _together_and_alone(engine: Any, ids: list[list[int]]) -> dict[str, Any]:
    started = time.perf_counter()
    together = engine.generate_many(ids, 8)
    middle = time.perf_counter()
    alone = [engine.generate_many([one], 8)[0] for one in ids]
    ended = time.perf_counter()
    return {
        "prompts": len(ids),
        "tokens": sum(map(len, ids)),
        "together": middle - started,
        "alone": ended - middle,
        "differing": sum(one.ids != other.ids for one, other in zip(together, alone, strict=True)),
    }


def read(chosen: argparse.Namespace) -> dict[str, Any]:
    """Read a long context with the engine, then score an answer with foils."""
    from graftwork_core.haystack.engines import forecast
    from graftwork_core.haystack.engines.local.engine import open_local
    from graftwork_core.model.info import open_model

    info = open_model(chosen.folder).info
    generator = random.Random(0)
    draw = lambda count: [generator.randrange(5, info.vocabulary or 0) for _ in range(count)]  # noqa: E731
    started = time.perf_counter()
    engine = open_local(chosen.folder, device="cpu", dtype="fp32", chunk=CHUNK, reserve=chosen.tokens + SUFFIX + 40)
    engine.extend(draw(chosen.tokens))
    engine.score(draw(SUFFIX), draw(ANSWER), [draw(ANSWER) for _ in range(FOILS)])
    needed = forecast.memory(info, chosen.tokens, value_bytes=4, chunk=CHUNK)
    return {
        "seconds": time.perf_counter() - started,
        "weights": needed.weights,
        "context": needed.context,
        "work": needed.work,
    }


def stock(chosen: argparse.Namespace) -> dict[str, Any]:
    """Read a long context in the same chunks with transformers' own cache and attention."""
    import torch
    import transformers

    from graftwork_core.model.meta import quiet

    with quiet():
        model = transformers.AutoModelForCausalLM.from_pretrained(chosen.folder, dtype=torch.float32).eval()
    ids = torch.randint(5, model.config.vocab_size, (1, chosen.tokens), generator=torch.Generator().manual_seed(0))
    cache = transformers.DynamicCache(config=model.config)
    started = time.perf_counter()
    with torch.inference_mode():
        for start in range(0, chosen.tokens, CHUNK):
            model(input_ids=ids[:, start : start + CHUNK], past_key_values=cache, logits_to_keep=1)
    return {"seconds": time.perf_counter() - started}


def main() -> None:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(description="What bench_haystack.py measures.")
    commands = parser.add_subparsers(required=True)
    parts = {"model": make, "bare": bare, "questions": questions, "prompts": prompts, "read": read, "stock": stock}
    for name, work in parts.items():
        command = commands.add_parser(name)
        command.set_defaults(work=work)
        if name != "bare":
            command.add_argument("folder", type=Path)
        if name in ("read", "stock"):
            command.add_argument("tokens", type=int)
        if name == "model":
            command.add_argument("--layers", type=int, default=2)
            command.add_argument("--hidden", type=int, default=1024)
            command.add_argument("--head", type=int, default=64)
            command.add_argument("--vocab", type=int, default=2000)
    chosen = parser.parse_args()
    print(json.dumps(chosen.work(chosen)))


if __name__ == "__main__":
    main()
