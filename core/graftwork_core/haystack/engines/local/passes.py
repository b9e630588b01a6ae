"""Forward passes: without the head for what is only read, with it only where an answer is looked at."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

import torch

from graftwork_core.haystack.engines.forecast import Speedometer
from graftwork_core.haystack.engines.local.attention import Sight, seeing
from graftwork_core.haystack.engines.local.loading import Loaded

_CAUSAL: Final = Sight()


class Passes:
    """A loaded model's forward passes. All take and give rows: (rows, tokens).

    Attributes:
        device: Where they run.
        layers: The model's.
        speedometer: How fast they were.
    """

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self.device = loaded.device
        self.speedometer = Speedometer()
        self.layers = int(loaded.model.config.get_text_config().num_hidden_layers)

    def row(self, numbers: Sequence[int]) -> torch.Tensor:
        """One row of tokens or places, on the model's device."""
        return self.rows([numbers])

    def rows(self, numbers: Sequence[Sequence[int]]) -> torch.Tensor:
        """Several rows of the same length."""
        return torch.tensor(numbers, dtype=torch.long, device=self._loaded.device)

    def places(self, start: int, count: int) -> torch.Tensor:
        """One row of consecutive positions."""
        return torch.arange(start, start + count, device=self._loaded.device).unsqueeze(0)

    def read(self, ids: torch.Tensor, positions: torch.Tensor, cache: Any) -> None:
        """Work through tokens for their keys and values only."""
        with torch.inference_mode(), seeing(_CAUSAL), self._timed(ids, cache):
            self._loaded.inner(**_arguments(ids, positions, cache))

    def log_probs(
        self, ids: torch.Tensor, positions: torch.Tensor | None, cache: Any, keep: torch.Tensor, sight: Sight = _CAUSAL
    ) -> torch.Tensor:
        """Log-probabilities of what comes next, at some places.

        Args:
            ids: Shape (rows, tokens).
            positions: Their positions, of the same shape or one row for all; None leaves them to the model.
            cache: What was read before; it grows. None when there is nothing.
            keep: Shape (rows, places): the places in each row to look at.
            sight: What the tokens see.

        Returns:
            Shape (rows, places, vocabulary), float32.
        """
        with torch.inference_mode(), seeing(sight), self._keeping(keep), self._timed(ids, cache):
            logits = self._loaded.model(**_arguments(ids, positions, cache)).logits
            return torch.log_softmax(logits.float(), dim=-1)

    @contextlib.contextmanager
    def _timed(self, ids: torch.Tensor, cache: Any) -> Iterator[None]:
        """Note how long a pass took; passes of several rows tell nothing about a context."""
        start = 0 if cache is None else int(cache.get_seq_length())
        started = time.perf_counter()
        yield
        if ids.shape[0] == 1:
            if self.device.type == "cuda":
                torch.cuda.synchronize(self.device)
            self.speedometer.saw(start, ids.shape[1], time.perf_counter() - started)

    @contextlib.contextmanager
    def _keeping(self, keep: torch.Tensor) -> Iterator[None]:
        """The head sees these places only; whatever the architecture does to its logits is still done."""

        def pick(module: torch.nn.Module, arguments: Any, output: Any) -> Any:
            states = output.last_hidden_state
            output.last_hidden_state = states.gather(1, keep.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
            return output

        handle = self._loaded.inner.register_forward_hook(pick)
        try:
            yield
        finally:
            handle.remove()


def _arguments(ids: torch.Tensor, positions: torch.Tensor | None, cache: Any) -> dict[str, Any]:
    """What is given to the model: nothing that it does not need, because not every architecture takes all."""
    given = {"input_ids": ids, "position_ids": positions, "past_key_values": cache, "use_cache": cache is not None}
    return {name: value for name, value in given.items() if value is not None}
