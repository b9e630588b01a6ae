"""Models where a context that was read before would change the result: every question reads its whole prompt.

That is so where RoPE frequencies depend on a prompt's length (dynamic, longrope), and where layers keep a state instead
of keys and values (Mamba, linear attention).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import torch

from graftwork_core.haystack.engines.local.exact import ExactEngine, Scored
from graftwork_core.haystack.engines.local.loading import Loaded
from graftwork_core.haystack.engines.local.writing import TextStream


class RereadingEngine(ExactEngine):
    """Reads the whole prompt in one pass for every question and candidate."""

    reuses = False

    def __init__(self, loaded: Loaded, why: str, chunk: int, tick: Callable[[int], None]) -> None:
        super().__init__(loaded, why, chunk, tick)
        self._frequencies = Frequencies(loaded.model)

    def _prepare(self) -> None:
        """Nothing: no prompt has anything in common with another."""

    def _score(self, suffix: Sequence[int], candidates: Sequence[Sequence[int]]) -> list[Scored]:
        prompt = (*self._ids, *suffix)
        found = []
        for candidate in candidates:
            ids = self._passes.row((*prompt, *candidate[:-1]))
            keep = self._passes.places(len(prompt) - 1, len(candidate))
            self._frequencies.reset()
            log_probs = self._chunk.once(partial(self._passes.log_probs, ids, None, None, keep))[0]
            found.append(self._look(log_probs, candidate))
            self._tick(ids.numel())
        return found

    def _write(self, suffix: Sequence[int], max_new_tokens: int, stream: TextStream) -> bool:
        import transformers

        prompt = self._passes.row((*self._ids, *suffix))
        stops = self._loaded.stops
        model = self._loaded.model
        model.generation_config = transformers.GenerationConfig(eos_token_id=sorted(stops) or None, pad_token_id=0)

        class Listening(transformers.StoppingCriteria):  # type: ignore[misc] # not followed by the type checker
            def __call__(listening, ids: torch.Tensor, scores: Any, **others: Any) -> torch.Tensor:  # noqa: N805
                token = int(ids[0, -1])
                if token not in stops:
                    stream.add(token)
                self._tick(1)
                return torch.zeros(1, dtype=torch.bool, device=ids.device)

        self._frequencies.reset()
        with torch.inference_mode():
            written = self._chunk.once(
                lambda: model.generate(
                    prompt,
                    attention_mask=torch.ones_like(prompt),
                    max_new_tokens=max_new_tokens,
                    do_sample=False,
                    stopping_criteria=transformers.StoppingCriteriaList([Listening()]),
                )
            )
        return int(written[0, -1]) in stops


class Frequencies:
    """RoPE frequencies that grow with what was read last: put back, so that no prompt depends on the one before."""

    _CHANGING: Final = "max_seq_len_cached"

    def __init__(self, model: torch.nn.Module) -> None:
        self._first = [
            (module, dict(module.named_buffers(recurse=False)), self._lengths(module))
            for module in model.modules()
            if hasattr(module, "rope_type")
        ]

    def reset(self) -> None:
        """Every module as it was when the model was loaded."""
        for module, buffers, lengths in self._first:
            for name, buffer in buffers.items():
                module.register_buffer(name, buffer, persistent=False)
            for name, length in lengths.items():
                setattr(module, name, length)

    def _lengths(self, module: torch.nn.Module) -> dict[str, Any]:
        return {name: value for name, value in vars(module).items() if name.endswith(self._CHANGING)}
