from __future__ import annotations

import math
from pathlib import Path

import pytest

from graftwork_core.haystack.engines.forecast import (
    PROGRAM_BYTES,
    Home,
    Speed,
    Speedometer,
    cpu_bytes,
    cpu_rate,
    guess,
    home,
    memory,
    on_cpu,
    seconds_for,
)
from graftwork_core.haystack.plans.trial import Checkpoint, Document, Needle, Question
from graftwork_core.model.info import ModelInfo

GIB = 2**30
NEEDLE = Needle("T1", "key", "value", (), "", "", ())


def shape(layers: int, parameters: int, **changes: object) -> ModelInfo:
    """A model of the Llama 3 family, as far as a forecast looks."""
    known: dict[str, object] = dict.fromkeys(ModelInfo.__dataclass_fields__)
    known |= {
        "layers": layers,
        "hidden": 4096,
        "heads": 32,
        "kv_heads": 8,
        "head_dim": 128,
        "intermediate": 14336,
        "vocabulary": 128256,
        "dtype": "BF16",
        "parameters": parameters,
        "nbytes": 2 * parameters,
        "tied": False,
    }
    return ModelInfo(**(known | changes))  # type: ignore[arg-type]


EIGHT = shape(32, 8_030_000_000)
SEVENTY = shape(80, 70_600_000_000, hidden=8192, heads=64, intermediate=28672)


@pytest.mark.parametrize(
    ("info", "tokens", "gib"), [(EIGHT, 2**17, 16), (EIGHT, 2**20, 128), (SEVENTY, 2**17, 40), (SEVENTY, 2**20, 320)]
)
def test_the_context_takes_what_is_published(info: ModelInfo, tokens: int, gib: int) -> None:
    assert memory(info, tokens).context == gib * GIB


def test_work_depends_on_the_chunk_and_not_on_the_length() -> None:
    short, long = memory(EIGHT, 2**14), memory(EIGHT, 2**20)
    assert short.work == long.work < 1 * GIB
    assert memory(EIGHT, 2**20, chunk=512).work < short.work / 2
    assert short.total == short.weights + short.context + short.work


def test_a_slider_is_coloured_by_where_there_is_room() -> None:
    machine = {"ram": 200 * GIB, "gpus": (24 * GIB, 8 * GIB)}
    homes = [home(EIGHT, 2**power, **machine) for power in (12, 15, 16, 18, 20)]  # type: ignore[arg-type]
    assert homes == [Home.GPU, Home.GPU, Home.GPU, Home.RAM, Home.NOWHERE]
    assert home(EIGHT, 2**12, ram=4 * GIB) is Home.NOWHERE
    assert home(EIGHT, 2**12, ram=None) is Home.RAM


def test_a_cpu_computes_in_four_bytes_when_there_is_room() -> None:
    assert cpu_bytes(EIGHT, 100 * GIB) == 4
    assert cpu_bytes(EIGHT, 40 * GIB) == 2
    assert on_cpu(EIGHT, 4096, 100 * GIB).weights == 4 * EIGHT.parameters
    assert on_cpu(EIGHT, 4096, 100 * GIB).program == PROGRAM_BYTES


def test_work_for_a_million_tokens_is_what_arithmetic_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """For 8B 3.05e17 operations, seventeen of eighteen parts of them attention, which is slower than products."""
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    rate = 1e14
    seconds = guess(EIGHT, rate).seconds(0, 2**20, 2**20)
    linear = guess(EIGHT, rate).per_token * 2**20
    assert linear * rate == pytest.approx(1.6e16, rel=0.15)
    assert (seconds - linear) * rate * 0.6 == pytest.approx(3.05e17 * 17 / 18, rel=0.02)


def test_speed_is_found_from_what_was_seen() -> None:
    true = Speed(0.004, 2e-4, 3e-9)
    meter = Speedometer()
    assert meter.speed is None
    for start, tokens in ((0, 2048), (2048, 2048), (4096, 1500), (30000, 60), (30000, 1), (500, 1), (9000, 2048)):
        wobble = 1 + 0.005 * math.sin(start + tokens)
        meter.saw(start, tokens, true.seconds(start, tokens) * wobble)
    found = meter.speed
    assert found is not None
    assert found.seconds(0, 2**17) == pytest.approx(true.seconds(0, 2**17), rel=0.05)
    assert found.per_pass == pytest.approx(0.004, rel=0.1)


def test_no_part_of_a_speed_is_negative() -> None:
    meter = Speedometer()
    for start, tokens, seconds in ((0, 2048, 1.0), (2048, 2048, 0.9), (4096, 2048, 0.8), (6144, 10, 0.3)):
        meter.saw(start, tokens, seconds)
    found = meter.speed
    assert found is not None
    assert min(found.per_pass, found.per_token, found.per_pair) >= 0
    assert found.seconds(0, 8192) > 0


def test_passes_of_one_size_say_nothing_about_short_ones() -> None:
    """Two noisy chunks must not make a pass of few tokens look as long as one of them."""
    meter = Speedometer()
    meter.saw(0, 2048, 30.0)
    meter.saw(2048, 2048, 35.0)
    found = meter.speed
    assert found is not None
    assert found.seconds(4096, 60) < 3
    assert found.seconds(0, 4096) == pytest.approx(65, rel=0.05)


def question(answer: int) -> Question:
    return Question("q", NEEDLE, False, 0, 0, 0, 0, 0, 0, (1,) * 20, (2,) * 5, (3,) * answer, ((4,) * answer,) * 9)


def test_a_plans_time_counts_every_token_once() -> None:
    speed = Speed(0.0, 1.0, 0.0)
    ids = tuple(range(1000))
    checkpoints = tuple(Checkpoint(length, length, (question(4),) * 3) for length in (400, 1000))
    growing = Document("a", 0, "en", ids, checkpoints)
    assert seconds_for([growing], speed) == 1000 + 6 * (25 + 10 * 3)
    assert seconds_for([growing], speed, new_tokens=7) == 1000 + 6 * (25 + 7)
    other = Document("b", 0, "en", (*ids[:700], *range(5000, 5300)), checkpoints[1:])
    assert seconds_for([growing, other], speed) == seconds_for([growing], speed) + 300 + 3 * 55


def test_longer_contexts_take_longer_for_each_question() -> None:
    speed = Speed(0.0, 0.0, 1.0)
    short, long = (
        Document("a", 0, "en", range(length), (Checkpoint(length, length, (question(4),)),)) for length in (100, 200)
    )
    assert seconds_for([long], speed) == pytest.approx(200**2 / 2 + 55 * (200 + 55 / 2))
    assert seconds_for([short], speed) == pytest.approx(100**2 / 2 + 55 * (100 + 55 / 2))


def test_this_machine_multiplies_matrices() -> None:
    assert 1e8 < cpu_rate() < 1e14


def test_a_real_folder_is_enough(tmp_path: Path) -> None:
    from graftwork_core.model.info import open_model
    from tests.core.haystack.engines import models

    info = open_model(models.model("llama")).info
    assert memory(info, 100).context == 100 * 2 * 2 * 2 * 16 * 4
    assert guess(info, 1e10).seconds(0, 1000) > 0
