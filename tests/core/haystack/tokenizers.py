"""Tokenizers of the three families in use, trained in seconds on our own filler: no download, real behaviour."""

from __future__ import annotations

import functools
from itertools import islice
from typing import Final

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from graftwork_core.haystack.texts.description import builtin_description
from graftwork_core.haystack.texts.dice import Dice
from graftwork_core.haystack.texts.encoding import TextTokenizer
from graftwork_core.haystack.texts.filler import Storyteller
from graftwork_core.haystack.texts.prompt import Frame, PromptFormat

KINDS: Final = ("byte-level", "sentencepiece-bpe", "unigram")
_SPECIAL: Final = ("<s>", "</s>", "<|user|>", "<|assistant|>", "<|end|>")
_LLAMA3: Final = "|".join(
    (
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)",
        r"[^\r\n\p{L}\p{N}]?\p{L}+",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    )
)
CHAT: Final = Frame("<s><|user|>\n", "<|end|>\n<|assistant|>\n", "chat", template_hash="test")


@functools.cache
def tokenizer(kind: str) -> TextTokenizer:
    """A tokenizer with about 3000 tokens.

    *byte-level* is Llama 3's and Qwen's way, *sentencepiece-bpe* Llama 2's (no cutting into words, blanks as ▁),
    *unigram* that of T5 and Gemma's predecessors.
    """
    made = _MAKERS[kind]()
    made.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in _SPECIAL])
    return TextTokenizer(made)


def prompts(kind: str, frame: Frame = CHAT) -> PromptFormat:
    return PromptFormat(tokenizer(kind), frame)


def _byte_level() -> Tokenizer:
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_LLAMA3), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    made.decoder = decoders.ByteLevel()
    made.post_processor = processors.ByteLevel(trim_offsets=True)
    trainer = trainers.BpeTrainer(
        vocab_size=3000, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    made.train_from_iterator(_texts(), trainer)
    return made


def _sentencepiece_bpe() -> Tokenizer:
    made = Tokenizer(models.BPE(byte_fallback=True, fuse_unk=True, unk_token="<unk>"))
    made.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="never", split=True)
    trainer = trainers.BpeTrainer(vocab_size=3000, special_tokens=["<unk>", *_BYTES], show_progress=False)
    made.train_from_iterator(_texts(), trainer)
    # Trained on words, used on whole texts, as the real ones are.
    made.pre_tokenizer = None
    made.decoder = _metaspace_decoder()
    return made


def _unigram() -> Tokenizer:
    made = Tokenizer(models.Unigram())
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"[^\S\n]"), " ")])
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=True)
    trainer = trainers.UnigramTrainer(vocab_size=3000, unk_token="<unk>", special_tokens=["<unk>"], show_progress=False)
    made.train_from_iterator(_texts(), trainer)
    made.decoder = decoders.Metaspace(prepend_scheme="always")
    return made


def _metaspace_decoder() -> decoders.Decoder:
    return decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(content=" ", left=1)]
    )


def _texts() -> list[str]:
    made = []
    for language in ("en", "zh"):
        description = builtin_description(language)
        made.append("".join(islice(Storyteller(description, Dice(7, "training")).pieces(), 1500)))
        made += [form.question for tier in description.all_tiers for form in description.forms(tier)]
    return [*made, "0 1 2 3 4 5 6 7 8 9 0123456789"]


_BYTES: Final = [f"<0x{byte:02X}>" for byte in range(256)]
_MAKERS: Final = {"byte-level": _byte_level, "sentencepiece-bpe": _sentencepiece_bpe, "unigram": _unigram}
