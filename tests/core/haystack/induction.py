"""Hand-made Llamas of two layers that find facts, without any training: the whole story of a long-context graft.

Layer 0 has a previous-token head (its scores depend on the distance alone), layer 1 an induction head: the question
ends with a key, the head looks for a position whose *previous* token is that key, and says the token there. Every
key and every value is one token. What RoPE does to the match of key and question at a distance is what decides how far
a model finds: the sum of cos(distance · w) over the head's frequencies.

The *donor* has a larger theta, and its layer 1 puts more weight on the 16 slowest frequencies (a change of rank 32 in
q and in k; one of rank 1 lets the previous-token head fit its theta). Those hardly turn with the donor's theta, but
very much with the base's, so the weights need their theta: leaving it out is worse at a distance than it looks
nearby. The *target* is the base with something learnt elsewhere (its feed-forward part).

`induction_models()` makes base, donor, target and adapter, and the four variants of a check, as real folders.
"""

from __future__ import annotations

import atexit
import functools
import json
import math
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
import transformers

from graftwork_core.model.context import read_context, with_context
from tests.core.engine import extract, merge

THETA: Final = 10000.0
LONG_THETA: Final = 3_300_000.0
WINDOW: Final = 128
LONG_WINDOW: Final = 8192

GREEN_UP_TO: Final = {"alone": 128, "settings": 256, "left_behind": 1024, "carried": LONG_WINDOW}
"""Variant → a length up to which it finds everything."""
RED_FROM: Final = {"alone": 1024, "settings": 4096, "left_behind": 4096}
"""Variant → a length from which on it finds far too little."""

_WIDTH: Final = 128
"""Of a token's vector, and of the one head of each layer."""
_HIDDEN: Final = 4 * _WIDTH
_PAIRS: Final = _WIDTH // 2
_TOKEN, _PREVIOUS, _SAID = (slice(at * _WIDTH, (at + 1) * _WIDTH) for at in range(3))
_ONE: Final = 3 * _WIDTH
"""Where the residual stream has a vector for the token, for the one before it, for what is said, and a constant 1."""
_NEAR: Final = 24.0
_FAST_PAIRS: Final = 12
_MATCH: Final = 18.0
_SLOW_FROM: Final = 48
_SLOW_GAIN: Final = 1.4
_SURE: Final = 24.0

_SPECIAL: Final = ("<s>", "</s>", "<unk>", "\n", ".")
_WORDS: Final = {
    "adj": "quiet small bright old green heavy gentle narrow golden distant early frozen",
    "noun": "river garden lantern market harbor forest letter window bridge kettle sailor baker farmer clock ladder "
    "meadow mirror orchard pillow rocket",
    "verb": "follows carries paints repairs watches finds leaves visits measures remembers",
    "move": "walks rests waits sleeps stands returns",
    "prep": "near behind above below beside beyond",
    "time": "morning evening winter summer monday friday",
    "small": "the a every in and",
}
_SENTENCES: Final = (
    " the {adj} {noun} {move} {prep} the {noun}.",
    " every {time} the {noun} {verb} a {adj} {noun}.",
    " a {noun} {verb} the {noun} and {move}.",
    " in the {time} a {adj} {noun} {verb} the {noun} {prep} the {noun}.",
)
KEYS: Final = tuple(
    f"{start}{end}" for start in ("zo", "ka", "me", "tu", "fi", "ro", "va", "ne", "lu", "ba") for end in
    ("rim", "la", "dan", "ko", "sen", "tol", "vi", "ba", "nek", "dus", "fo", "gal")
)  # fmt: skip
VALUES: Final = tuple(str(value) for value in range(100, 1000))


@dataclass(frozen=True)
class Induction:
    """Folders of the models, their adapter and their haystack.

    Attributes:
        base: Finds facts up to about 128 tokens.
        donor: Finds them up to 8192.
        target: As the base, with something else learnt.
        adapter: Extracted from base and donor, with the donor's context settings in its record.
        variants: "alone" (the target), "settings" (with the donor's context settings only), "left_behind" (merged,
            old theta), "carried" (merged, the donor's theta).
        description: The YAML file of a haystack in their words.
    """

    base: Path
    donor: Path
    target: Path
    adapter: Path
    variants: dict[str, Path]
    description: Path


@functools.cache
def induction_models() -> Induction:
    """Everything, made once a session in a folder that goes away with the process; do not change it."""
    room = Path(tempfile.mkdtemp(prefix="graftwork-induction-"))
    atexit.register(shutil.rmtree, room, ignore_errors=True)
    base, donor, target = (room / name for name in ("base", "donor", "target"))
    _save(_model(THETA, WINDOW), base)
    _save(_model(LONG_THETA, LONG_WINDOW, slow_gain=_SLOW_GAIN), donor)
    _save(_model(THETA, WINDOW, learnt=True), target)
    extract(base, donor, room / "adapter", rank=32, dtype="fp32")
    merge(target, room / "adapter", room / "left_behind", context="keep")
    merge(target, room / "adapter", room / "carried")
    _with_settings_of(donor, target, room / "settings")
    (room / "induction.yaml").write_text(json.dumps(description(), indent=1))  # JSON is YAML
    variants = {"alone": target} | {name: room / name for name in ("settings", "left_behind", "carried")}
    return Induction(base, donor, target, room / "adapter", variants, room / "induction.yaml")


def description() -> dict[str, Any]:
    """A haystack that the models can read, as `haystack.description` wants it."""
    return {
        "name": "induction-en",
        "language": "en",
        "filler": {
            "join": "",
            "sentences": list(_SENTENCES),
            "words": {name: words.split() for name, words in _WORDS.items() if name != "small"},
        },
        "needle": " {key} {value}.",
        "question": " {key}",
        "answer": " {value}",
        "keys": list(KEYS),
        "value": {"digits": 3},
    }


def vocabulary() -> dict[str, int]:
    """Token → id: control tokens, then words, keys and values, each with its leading blank."""
    words = [word for part in _WORDS.values() for word in part.split()]
    return {token: at for at, token in enumerate([*_SPECIAL, *(f" {word}" for word in (*words, *KEYS, *VALUES))])}


def _model(theta: float, window: int, slow_gain: float = 0.0, *, learnt: bool = False) -> Any:
    tokens = len(vocabulary())
    config = transformers.LlamaConfig(
        vocab_size=tokens,
        hidden_size=_HIDDEN,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=1,
        num_key_value_heads=1,
        head_dim=_WIDTH,
        max_position_embeddings=window,
        rope_parameters={"rope_type": "default", "rope_theta": theta},
        tie_word_embeddings=False,
        bos_token_id=0,
        eos_token_id=1,
        pad_token_id=None,
    )
    model = transformers.LlamaForCausalLM(config).eval()
    seeded = torch.Generator().manual_seed(7)
    vectors = torch.nn.functional.normalize(torch.randn(tokens, _WIDTH, generator=seeded), dim=1)
    spread = torch.linalg.qr(torch.randn(_WIDTH, _WIDTH, generator=seeded))[0]
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.fill_(1.0 if "norm" in name else 0.0)
        model.model.embed_tokens.weight[:, _TOKEN] = vectors
        model.model.embed_tokens.weight[:, _ONE] = 1.0
        _previous_token_head(model.model.layers[0].self_attn, theta)
        _induction_head(model.model.layers[1].self_attn, spread, slow_gain)
        model.lm_head.weight[:, _SAID] = _SURE * vectors
        if learnt:
            for layer in model.model.layers:
                for part in (layer.mlp.gate_proj, layer.mlp.up_proj, layer.mlp.down_proj):
                    part.weight.copy_(0.02 * torch.randn(part.weight.shape, generator=seeded))
    return model


def _previous_token_head(head: Any, theta: float) -> None:
    """Scores of cos((distance - 1) · w) over the fastest frequencies; copies the token's vector to the next position.

    The norm before it divides by the root mean square: two parts of length 1 in `_HIDDEN` dimensions.
    """
    length = math.sqrt(_HIDDEN / 2)
    turned = theta ** -(torch.arange(_FAST_PAIRS) / _PAIRS)
    head.q_proj.weight[:_FAST_PAIRS, _ONE] = _NEAR * math.sqrt(_WIDTH) / 8 / length
    head.k_proj.weight[:_FAST_PAIRS, _ONE] = turned.cos() / length
    head.k_proj.weight[_PAIRS : _PAIRS + _FAST_PAIRS, _ONE] = turned.sin() / length
    head.v_proj.weight[:, _TOKEN] = torch.eye(_WIDTH) / length
    head.o_proj.weight[_PREVIOUS, :] = torch.eye(_WIDTH)


def _induction_head(head: Any, spread: torch.Tensor, slow_gain: float) -> None:
    """Looks for the position whose previous token is the last one, with all frequencies; says the token there."""
    length = math.sqrt(_HIDDEN / 3)
    gain = torch.ones(_PAIRS)
    gain[_SLOW_FROM:] += slow_gain
    looked_for = torch.cat([gain, gain])[:, None] * spread
    head.q_proj.weight[:, _TOKEN] = _MATCH * math.sqrt(_WIDTH) / length * looked_for
    head.k_proj.weight[:, _PREVIOUS] = looked_for / length
    head.v_proj.weight[:, _TOKEN] = torch.eye(_WIDTH) / length
    head.o_proj.weight[_SAID, :] = torch.eye(_WIDTH)


def _save(model: Any, folder: Path) -> None:
    model.save_pretrained(folder)
    config = json.loads((folder / "config.json").read_text())
    # In the spelling of both generations, as published models of either kind are understood by all readers.
    config = with_context(config, read_context(config))
    (folder / "config.json").write_text(json.dumps(config, indent=2))
    _save_tokenizer(folder)


def _save_tokenizer(folder: Path) -> None:
    """One token a word, each with its blank before it; the template puts nothing but the first token before a text."""
    from tokenizers import AddedToken, Regex, Tokenizer
    from tokenizers.decoders import Fuse
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split
    from tokenizers.processors import TemplateProcessing

    tokenizer = Tokenizer(WordLevel(vocabulary(), unk_token="<unk>"))
    tokenizer.pre_tokenizer = Split(Regex(r" ?[a-z]+| ?[0-9]{3}|\n|."), "isolated")
    tokenizer.decoder = Fuse()
    tokenizer.post_processor = TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 0)])
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in _SPECIAL[:3]])
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": "<s>",
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "clean_up_tokenization_spaces": False,
        "model_max_length": 1048576,
        "chat_template": "{{ '<s>' }}{% for message in messages %}{{ message['content'] }}{% endfor %}",
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2))


def _with_settings_of(donor: Path, target: Path, out: Path) -> None:
    shutil.copytree(target, out)
    wanted = read_context(json.loads((donor / "config.json").read_text()))
    config = with_context(json.loads((target / "config.json").read_text()), wanted)
    (out / "config.json").write_text(json.dumps(config, indent=2))


def planted(length: int, count: int, seed: int = 0) -> tuple[str, list[tuple[str, str]]]:
    """A text of about so many tokens with `count` facts in it, evenly spread, the first near its beginning.

    Returns:
        The text, and key and value of each fact in its order.
    """
    import random

    dice = random.Random(seed)
    words = {name: part.split() for name, part in _WORDS.items()}
    keys, values = dice.sample(KEYS, count), dice.sample(VALUES, count)
    facts = list(zip(keys, values, strict=True))
    pieces: list[str] = []
    tokens = planted_facts = 0
    while tokens < length or planted_facts < count:
        if planted_facts < count and tokens >= planted_facts * length / count:
            pieces.append(" {} {}.".format(*facts[planted_facts]))
            planted_facts += 1
            tokens += 3
        sentence = dice.choice(_SENTENCES)
        for name, choices in words.items():
            while f"{{{name}}}" in sentence:
                sentence = sentence.replace(f"{{{name}}}", dice.choice(choices), 1)
        pieces.append(sentence)
        tokens += sentence.count(" ") + 1
    return "".join(pieces), facts


def retrieval(folder: Path, length: int, count: int = 22, seed: int = 0) -> tuple[float, float]:
    """Teacher forcing with plain transformers: share of facts whose value is the likeliest next token.

    Returns:
        That share, and the values' mean log-probability.
    """
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    text, facts = planted(length, count, seed)
    document = tokenizer(text, return_tensors="pt").input_ids
    found: list[tuple[bool, float]] = []
    with torch.no_grad():
        cache = transformers.DynamicCache(config=model.config)
        model.model(document, past_key_values=cache, use_cache=True)
        for key, value in facts:
            question, answer = (tokenizer(f" {word}", add_special_tokens=False).input_ids for word in (key, value))
            logits = model(torch.tensor([question]), past_key_values=cache, use_cache=True).logits[0, -1]
            cache.crop(-1)
            found.append((int(logits.argmax()) == answer[0], float(logits.log_softmax(-1)[answer[0]])))
    return _mean([hit for hit, _ in found]), _mean([lp for _, lp in found])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
