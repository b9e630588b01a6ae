"""The predicted reach: the published table, transformers' own frequencies, and a plain sum as the judge."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graftwork_core.errors import BadInput
from graftwork_core.model.reach import MOST, Reach, first_negative, predict_reach
from graftwork_core.model.rope import meaning
from graftwork_core.model.rotation import Head, Positions, original_length, read_head, rotation

LLAMA3 = {
    "rope_type": "llama3",
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 8192,
}
LONG = {
    "rope_type": "longrope",
    "short_factor": [1.0 + at / 16 for at in range(16)],
    "long_factor": [1.0 + at * 3 for at in range(16)],
    "original_max_position_embeddings": 4096,
}
YARN = {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 32768}


def positions(raw: dict[str, Any], window: int | None = 131072, size: int = 128, rotated: int = 0) -> Positions:
    rope = meaning(raw)
    assert rope is not None
    assert rope.theta is not None
    return Positions(rope, rope.theta, Head(size, rotated or size), window, original_length(raw, rope))


def plain(theta: float, size: int = 128) -> np.ndarray[Any, np.dtype[np.float64]]:
    return rotation(positions({"rope_theta": theta}, size=size)).frequencies


@pytest.mark.parametrize(
    ("theta", "distance"),
    [
        (10000.0, 1707),
        (500000.0, 18438),
        (4e6, 55484),
        (16e6, 140432),
        (69.1e6, 517549),
        (207112184.0, 754858),
        (283461213.0, 896530),
        (1062356830.0, 1867108),
        (3580165449.0, 1795662),
    ],
)
def test_the_published_distances(theta: float, distance: int) -> None:
    assert first_negative(plain(theta)) == distance


@given(st.floats(2.0, 1e7), st.integers(2, 40), st.sampled_from([100, 5000]))
def test_every_distance_is_looked_at(theta: float, pairs: int, most: int) -> None:
    frequencies = plain(theta, 2 * pairs)
    sums = np.cos(np.outer(np.arange(most), frequencies)).sum(axis=1)
    negative = np.flatnonzero(sums < 0)

    found = first_negative(frequencies, most)

    assert found == (negative[0] if len(negative) else None)


def test_it_looks_no_further_than_told() -> None:
    assert first_negative(plain(500000.0), 18438) is None
    assert first_negative(plain(500000.0), 18439) == 18438


def test_the_longest_search_takes_a_moment() -> None:
    frequencies = plain(3e10) * 1.0000001
    started = time.process_time()

    first_negative(frequencies)

    assert time.process_time() - started < 3  # 0.1 s where nothing else runs


def test_what_hardly_turns_has_no_end() -> None:
    assert predict_reach(positions({"rope_theta": 1e30})) == Reach(MOST, is_beyond=True)
    assert str(Reach(MOST, is_beyond=True)) == "over 8,388,608"
    assert str(Reach(18438)) == "about 18,438"


def test_a_part_that_is_not_rotated_always_speaks_for_a_match() -> None:
    half = rotation(positions({"rope_theta": 1e4}, rotated=64))

    assert len(half.frequencies) == 64
    assert (half.frequencies[32:] == 0).all()
    assert predict_reach(positions({"rope_theta": 1e4}, rotated=64)).is_beyond


def test_a_scaled_rotation_reaches_further() -> None:
    before = predict_reach(positions({"rope_theta": 5e5})).tokens
    after = predict_reach(positions({"rope_theta": 5e5, "rope_scaling": LLAMA3})).tokens
    linear = predict_reach(positions({"rope_theta": 5e5, "rope_scaling": {"type": "linear", "factor": 4.0}})).tokens

    assert after > 4 * before
    assert linear == pytest.approx(4 * before, rel=0.05)


def test_dynamic_scaling_reaches_as_far_as_a_text_carries_itself() -> None:
    raw = {"rope_theta": 5e7, "rope_scaling": {"type": "dynamic", "factor": 2.5}}
    at = positions(raw, 262144)
    reach = predict_reach(at).tokens

    assert first_negative(rotation(at, reach).frequencies, reach) is None
    assert reach > 1.5 * predict_reach(positions({"rope_theta": 5e7}, 262144)).tokens
    assert reach < MOST
    short = positions({"rope_theta": 1e4, "rope_scaling": {"type": "dynamic", "factor": 2.0}}, 4096)
    assert predict_reach(short).tokens == 1707


SETTINGS: dict[str, dict[str, Any]] = {
    "default": {"rope_type": "default"},
    "linear": {"rope_type": "linear", "factor": 8.0},
    "dynamic": {"rope_type": "dynamic", "factor": 3.0},
    "llama3": LLAMA3,
    "yarn": YARN,
    "yarn-betas": {**YARN, "beta_fast": 20.0, "beta_slow": 2.0, "attention_factor": 0.7},
    "yarn-whole": {**YARN, "truncate": False},
    "yarn-mscale": {**YARN, "mscale": 1.0, "mscale_all_dim": 0.8, "factor": 40.0},
    "longrope": LONG,
    "longrope-factor": {**LONG, "factor": 32.0},
    "proportional": {"rope_type": "proportional", "partial_rotary_factor": 0.25},
}


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("length", [None, 3000, 50000])
@pytest.mark.parametrize("theta", [10000.0, 1e6])
def test_the_frequencies_are_those_of_transformers(name: str, length: int | None, theta: float) -> None:
    import transformers
    from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

    parameters = {**SETTINGS[name], "rope_theta": theta}
    kind, window = parameters["rope_type"], 16384
    config = transformers.LlamaConfig(
        hidden_size=128, num_attention_heads=4, max_position_embeddings=window, rope_parameters=dict(parameters)
    )
    if kind == "default":
        expected, attention = np.power(theta, -np.arange(0, 32, 2) / 32), 1.0
    else:
        # Whoever loads a longrope model starts with the short factors; the call with a length decides.
        tensor, attention = ROPE_INIT_FUNCTIONS[kind](config, seq_len=length or window)
        expected = tensor.double().numpy()
    rotated = 8 if kind == "proportional" else 32

    made = rotation(positions({"rope_parameters": parameters}, window, 32, rotated), length)

    np.testing.assert_allclose(made.frequencies, expected, rtol=2e-5, atol=1e-12)
    assert made.attention_factor == pytest.approx(attention, rel=1e-6)


@pytest.mark.parametrize(
    ("scaling", "named"),
    [
        ({"type": "linear"}, "factor"),
        ({"rope_type": "llama3", "factor": 8.0, "high_freq_factor": 4.0}, "low_freq_factor"),
        ({**LLAMA3, "low_freq_factor": 4.0}, "low_freq_factor"),
        ({**LLAMA3, "low_freq_factor": "x"}, "low_freq_factor"),
        ({"rope_type": "longrope", "short_factor": [1.0]}, "short_factor"),
        ({**LONG, "long_factor": [1.0] * 15 + ["x"]}, "long_factor"),
        ({"type": "unheard-of"}, "unheard-of"),
    ],
)
def test_settings_that_give_no_frequencies_are_named(scaling: dict[str, Any], named: str) -> None:
    with pytest.raises(BadInput, match=named):
        rotation(positions({"rope_theta": 1e4, "rope_scaling": scaling}, size=32))


def test_scaling_without_a_window_is_refused() -> None:
    for scaling in ({"type": "dynamic", "factor": 2.0}, {"type": "yarn", "factor": 2.0}):
        with pytest.raises(BadInput):
            rotation(positions({"rope_theta": 1e4, "rope_scaling": scaling}, None))


_numbers = st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=3)
_scaling = st.dictionaries(
    st.sampled_from(
        ["factor", "original_max_position_embeddings", "low_freq_factor", "high_freq_factor", "beta_fast", "beta_slow",
         "mscale", "mscale_all_dim", "attention_factor", "truncate", "short_factor", "long_factor"]
    ),
    _numbers | st.integers(-3, 10**20) | st.lists(_numbers, max_size=4),
)  # fmt: skip


@given(
    st.sampled_from(["default", "linear", "dynamic", "yarn", "llama3", "longrope", "su", "proportional", "mrope"]),
    _scaling,
    st.floats(1e-20, 1e30),
    st.integers(1, 10**7) | st.none(),
    st.sampled_from([(8, 8), (8, 2), (32, 16)]),
)
def test_any_scaling_has_frequencies_or_is_refused(
    kind: str, scaling: dict[str, Any], theta: float, window: int | None, head: tuple[int, int]
) -> None:
    rope = meaning({"rope_scaling": {"rope_type": kind, **scaling}, "rope_theta": theta})
    assert rope is not None
    at = Positions(rope, theta, Head(*head), window, original_length({}, rope))
    try:
        frequencies = rotation(at).frequencies
    except BadInput:
        return
    assert frequencies.shape == (head[0] // 2,)
    assert np.isfinite(frequencies).all()
    assert predict_reach(at).tokens >= 1


@pytest.mark.parametrize(
    ("config", "head_dim", "rope", "expected"),
    [
        ({}, 128, {}, Head(128, 128)),
        ({"partial_rotary_factor": 0.5}, 128, {}, Head(128, 64)),
        ({"rotary_pct": 0.25}, 64, {}, Head(64, 16)),
        ({"rotary_dim": 64}, 256, {}, Head(256, 64)),
        ({}, 128, {"rope_parameters": {"rope_type": "default", "partial_rotary_factor": 0.4}}, Head(128, 50)),
        ({"qk_rope_head_dim": 64, "qk_nope_head_dim": 128}, None, {}, Head(192, 64)),
        ({"partial_rotary_factor": -1}, 64, {}, Head(64, 64)),
        ({"partial_rotary_factor": 0.001}, 64, {}, None),
        ({}, None, {}, None),
        ({}, 10**9, {}, None),
    ],
)
def test_how_much_of_a_head_is_rotated(
    config: dict[str, Any], head_dim: int | None, rope: dict[str, Any], expected: Head | None
) -> None:
    assert read_head(config, head_dim, rope) == expected
