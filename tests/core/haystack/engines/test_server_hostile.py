"""Whatever JSON a server answers, the engine says a sentence about it or works; it never falls over."""

from __future__ import annotations

import contextlib
import copy
import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graftwork_core.errors import GraftworkError
from graftwork_core.haystack.engines.server.client import Patience
from graftwork_core.haystack.engines.server.engine import open_server
from tests.core.haystack.engines.dialects import llamacpp, mini, text_only, vllm
from tests.core.haystack.engines.loopback import Loopback, Request, Response

QUICK = Patience(connect=2, answer=10, attempts=1, pause=0.001)
WORDS = (
    "data id owned_by vllm llamacpp max_model_len root choices text message content delta finish_reason logprobs "
    "tokens token_logprobs top_logprobs usage prompt_tokens model error default_generation_settings n_ctx model_path "
    "paths completion_probabilities logprob token_id stop stop_type tokens_evaluated truncated mini-skill token_id:5"
).split()
NUMBERS = st.integers(-5, 5000) | st.sampled_from([2**64, -(2**70)]) | st.floats()
LEAVES = st.none() | st.booleans() | NUMBERS | st.sampled_from(WORDS) | st.text(max_size=5)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5),
    max_leaves=12,
)


class Spoilt:
    """An honest server with one place in each answer to certain paths exchanged."""

    def __init__(self) -> None:
        self.honest: Any = text_only()
        self.places: dict[str, tuple[int, Any]] = {}

    def __call__(self, request: Request) -> Any:
        answer = self.honest(request)
        if request.path not in self.places or not isinstance(answer, Response):
            return answer
        place, value = self.places[request.path]
        return Response(content=exchanged(answer.content, place, value))


def exchanged(content: Any, place: int, value: Any) -> Any:
    """A copy in which the thing at a place (counted through the whole tree, the root first) is another."""
    copied = copy.deepcopy(content)
    holders: list[tuple[Any, Any]] = []

    def walk(holder: Any, key: Any) -> None:
        holders.append((holder, key))
        inner = holder[key]
        for name in inner if isinstance(inner, dict) else range(len(inner)) if isinstance(inner, list) else ():
            walk(inner, name)

    root = [copied]
    walk(root, 0)
    holder, key = holders[place % len(holders)]
    holder[key] = value
    return root[0]


@pytest.fixture(scope="module")
def spoilt() -> Iterator[tuple[Spoilt, Loopback]]:
    server = Spoilt()
    loopback = Loopback(server)
    yield server, loopback
    loopback.close()


PATHS = ["/v1/models", "/props", "/openapi.json", "/tokenize", "/v1/completions", "/completion"]
PATHS += ["/inference/v1/generate"]
SPOILT = st.tuples(st.integers(0, 200), ANYTHING)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(
    honest=st.sampled_from([text_only, vllm, llamacpp]),
    replay=st.booleans(),
    probing=st.dictionaries(st.sampled_from(PATHS), SPOILT, max_size=2),
    asking=SPOILT,
)
def test_any_answer_is_survived(
    spoilt: tuple[Spoilt, Loopback],
    honest: Any,
    replay: bool,
    probing: dict[str, tuple[int, Any]],
    asking: tuple[int, Any],
) -> None:
    server, loopback = spoilt
    server.honest, server.places = honest(replay=replay), probing
    with contextlib.suppress(GraftworkError):
        engine = open_server(loopback.address, mini().prompts, patience=QUICK, environment={})
        server.places = dict.fromkeys(PATHS, asking)
        with contextlib.suppress(GraftworkError):
            reply = engine.generate([1, 9], 2)
            assert reply.prompt_tokens == 2
            assert reply.finish in {"stop", "length"}
        with contextlib.suppress(GraftworkError):
            scores = engine.score([1, 9], [5], [[6]])
            assert all(math.isfinite(value) and value <= 0 for value in (*scores.log_probs, *scores.foils))
        engine.close()
