from __future__ import annotations

from typing import Any

import pytest
import torch

from graftwork_core.haystack.engines.local import attention
from graftwork_core.haystack.engines.local.attention import Sight, attend, kernel_for, plain
from graftwork_core.haystack.engines.local.cache import ContextCache
from graftwork_core.haystack.engines.local.packing import pack

SCALE = 0.17


def random(*shape: int, seed: int) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def reference(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
    """Attention as it is written in books, in float64."""
    groups = query.shape[1] // key.shape[1]
    key, value = (part.double().repeat_interleave(groups, dim=1) for part in (key, value))
    scores = query.double() @ key.transpose(2, 3) * SCALE
    return scores.masked_fill(~seen, float("-inf")).softmax(dim=-1) @ value  # type: ignore[no-any-return]


def causal(tokens: int, positions: int) -> torch.Tensor:
    return torch.arange(positions) <= torch.arange(positions - tokens, positions).view(-1, 1)


@pytest.fixture(params=["fused", "plain"])
def kernel(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    if request.param == "plain":
        monkeypatch.setattr(attention, "kernel_for", lambda device, dtype: plain)
        monkeypatch.setattr(attention, "_QUERY_BLOCK", 16)
        monkeypatch.setattr(attention, "_KEY_BLOCK", 24)
    return request.param


@pytest.mark.parametrize(("heads", "kv_heads"), [(4, 4), (6, 2), (5, 1)])
@pytest.mark.parametrize(("tokens", "positions"), [(1, 1), (1, 100), (50, 50), (50, 130), (77, 79)])
def test_it_is_exact(kernel: str, heads: int, kv_heads: int, tokens: int, positions: int) -> None:
    query = random(2, heads, tokens, 24, seed=1)
    key, value = random(2, kv_heads, positions, 24, seed=2), random(2, kv_heads, positions, 24, seed=3)
    found = attend(query, key, value, SCALE, Sight())
    assert float((found - reference(query, key, value, causal(tokens, positions))).abs().max()) < 1e-5


def test_a_small_mask_counts_for_the_new_tokens_only(kernel: str) -> None:
    (both,) = pack([1, 2, 3], [[4, 5, 6], [7, 8]], 99)
    mask = both.mask(torch.device("cpu"))
    assert mask is not None
    tokens, past = len(both.tokens), 60
    query = random(1, 4, tokens, 16, seed=1)
    key, value = (random(1, 2, past + tokens, 16, seed=seed) for seed in (2, 3))
    seen = torch.cat((torch.ones(tokens, past, dtype=torch.bool), mask), dim=1)
    found = attend(query, key, value, SCALE, Sight(mask=mask))
    assert float((found - reference(query, key, value, seen)).abs().max()) < 1e-5


def test_rows_of_different_lengths(kernel: str) -> None:
    lengths = torch.tensor([3, 40, 17])
    query = random(3, 4, 1, 16, seed=1)
    key, value = (random(3, 2, 40, 16, seed=seed) for seed in (2, 3))
    seen = (torch.arange(40) < lengths.view(-1, 1)).view(3, 1, 1, 40)
    found = attend(query, key, value, SCALE, Sight(lengths=lengths))
    assert float((found - reference(query, key, value, seen)).abs().max()) < 1e-5


def test_values_may_be_narrower_than_keys(kernel: str) -> None:
    query, key = random(1, 4, 30, 24, seed=1), random(1, 4, 70, 24, seed=2)
    value = random(1, 4, 70, 8, seed=3)
    found = attend(query, key, value, SCALE, Sight())
    assert float((found - reference(query, key, value, causal(30, 70))).abs().max()) < 1e-5


def test_large_scores_do_not_overflow(kernel: str) -> None:
    query, key = random(1, 2, 40, 16, seed=1) * 100, random(1, 2, 90, 16, seed=2) * 100
    value = random(1, 2, 90, 16, seed=3)
    found = attend(query, key, value, SCALE, Sight())
    assert float((found - reference(query, key, value, causal(40, 90))).abs().max()) < 1e-3


def test_bfloat16_is_summed_in_float32() -> None:
    query, key, value = (random(1, 2, count, 32, seed=count).bfloat16() for count in (64, 4000, 4001))
    value = value[:, :, :4000]
    found = attend(query, key, value, SCALE, Sight())
    assert found.dtype is torch.bfloat16
    apart = (found.double() - reference(query, key, value, causal(64, 4000))).abs().max()
    assert float(apart) < 2e-3  # a sum of 4000 in bfloat16 would be a hundred times farther


def test_a_fused_kernel_that_is_wrong_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*arguments: Any) -> attention.Part:
        out, total = plain(*arguments)
        return out * 1.001, total

    def gone(*arguments: Any) -> attention.Part:
        raise AttributeError("'_OpNamespace' 'aten' object has no attribute")

    kernel_for.cache_clear()
    assert kernel_for("cpu", torch.float32) is attention._fused_cpu
    for other in (wrong, gone):
        kernel_for.cache_clear()
        monkeypatch.setattr(attention, "_fused_cpu", other)
        assert kernel_for("cpu", torch.float32) is plain
    kernel_for.cache_clear()


def test_a_packed_question_is_seen_by_all_candidates_and_they_do_not_see_each_other() -> None:
    looked_at = [pack.counts for pack in pack([1], [[10, 11, 12], [20, 21], [30, 31], [40] * 9], 99, 5)]
    assert looked_at == [(3, 2), (2,), (9,)]
    packs = list(pack([1, 2, 3], [[10, 11, 12], [20, 21], [30, 31]], 6))
    assert [one.tokens for one in packs] == [(1, 2, 3, 10, 11, 20), (1, 2, 3, 30)]
    first = packs[0]
    assert first.places == (0, 1, 2, 3, 4, 3)
    assert [first.tokens[place] for place in first.keep] == [3, 10, 11, 3, 20]
    assert first.wanted == (10, 11, 12, 20, 21)
    mask = first.mask(torch.device("cpu"))
    assert mask is not None
    assert mask[5].tolist() == [True, True, True, False, False, True]
    assert mask[4].tolist() == [True, True, True, True, True, False]
    assert packs[1].mask(torch.device("cpu")) is None


def filled(cache: ContextCache, count: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    keys, values = random(1, 2, count, 8, seed=seed), random(1, 2, count, 8, seed=seed + 1)
    for layer in range(2):
        found = cache.update(keys, values, layer)
    return found  # type: ignore[no-any-return]


def test_a_cache_grows_by_doubling_and_goes_back_for_nothing() -> None:
    cache = ContextCache(2)
    for seed in range(5):
        filled(cache, 100, seed)
    sizes = cache.nbytes
    assert cache.length == 500
    first = cache.layers[0].everything[0][:, :, :300].clone()
    cache.truncate(300)
    keys, _ = filled(cache, 7, 50)
    assert keys.shape[2] == 307
    assert torch.equal(keys[:, :, :300], first)
    assert torch.equal(keys[:, :, 300:], random(1, 2, 7, 8, seed=50))
    assert cache.nbytes == sizes == 2 * 2 * 2 * 8 * 4 * 512


def test_a_planned_length_is_taken_at_once() -> None:
    cache = ContextCache(2, reserve=1000)
    filled(cache, 10, 1)
    size = cache.nbytes
    for seed in range(9):
        filled(cache, 110, seed)
    assert cache.nbytes == size
    filled(cache, 100, 1)
    assert size < cache.nbytes <= 1.25 * size
