from __future__ import annotations

from pathlib import Path

import pytest
import torch

from graftwork_core.errors import BadInput, Cancelled, NotEnoughRoom
from graftwork_core.haystack.engines.local.engine import LocalEngine, open_local
from graftwork_core.haystack.engines.protocol import Engine, Scores
from tests.core.haystack.engines import models
from tests.core.haystack.engines.models import ANEW, FAST, SLIDING, expected, fresh, tokens

CONTEXT, SUFFIX, ANSWER = tokens(150, 1), tokens(9, 2), tokens(4, 3)
FOILS = [tokens(4, seed) for seed in (4, 5, 6)]
CLOSE = 1e-4
EVERY = (*FAST, "gemma2", *SLIDING, *ANEW)


def opened(kind: str, **options: object) -> Engine:
    return open_local(models.model(kind), device="cpu", dtype="fp32", **options)  # type: ignore[arg-type]


def assert_scores(found: Scores, folder: Path, prompt: list[int], answer: list[int], foils: list[list[int]]) -> None:
    """What a plain pass of transformers over the whole text says."""
    reference = expected(fresh(folder), prompt, answer)
    wanted = [float(reference[place, token]) for place, token in enumerate(answer)]
    assert found.log_probs == pytest.approx(wanted, abs=CLOSE)
    assert list(found.argmax) == [int(reference[place].argmax()) == token for place, token in enumerate(answer)]
    for foil, total in zip(foils, found.foils, strict=True):
        reference = expected(fresh(folder), prompt, foil)
        assert total == pytest.approx(
            sum(float(reference[place, token]) for place, token in enumerate(foil)), abs=CLOSE * len(foil)
        )
    assert found.prompt_tokens == len(prompt)


def greedy(folder: Path, prompt: list[int], count: int) -> list[int]:
    ids = list(prompt)
    while len(ids) < len(prompt) + count:
        token = int(expected(fresh(folder), ids, [0])[-1].argmax())
        if token == models.STOP:
            break
        ids.append(token)
    return ids[len(prompt) :]


@pytest.mark.parametrize("kind", EVERY)
def test_scores_are_those_of_one_plain_pass(kind: str) -> None:
    engine = opened(kind, chunk=64)
    engine.extend(CONTEXT[:100])
    engine.extend(CONTEXT[100:])
    assert_scores(engine.score(SUFFIX, ANSWER, FOILS), models.model(kind), CONTEXT + SUFFIX, ANSWER, FOILS)


def test_questions_behind_the_longest_context_take_no_second_one() -> None:
    engine = opened(FAST[0], reserve=4096)
    assert isinstance(engine, LocalEngine)
    engine.extend(tokens(4090, 1))
    reserved = engine._cache.nbytes
    engine.score(SUFFIX, ANSWER, FOILS * 3)
    engine.generate(SUFFIX, 40)
    assert engine._cache.nbytes == reserved
    engine.extend(tokens(600, 2))
    assert engine._cache.nbytes <= 1.25 * reserved


@pytest.mark.parametrize("kind", EVERY)
def test_questions_leave_no_trace(kind: str) -> None:
    engine = opened(kind, chunk=64)
    engine.extend(CONTEXT)
    first = engine.score(SUFFIX, ANSWER, FOILS)
    engine.generate(tokens(30, 7), 5)
    engine.score(tokens(40, 8), ANSWER)
    engine.extend(tokens(70, 9))
    engine.score(SUFFIX, ANSWER)
    engine.rollback(len(CONTEXT))
    engine.generate_many([tokens(50, 10), tokens(20, 11)], 3)
    assert engine.length == len(CONTEXT)
    assert engine.score(SUFFIX, ANSWER, FOILS) == first


@pytest.mark.parametrize("kind", EVERY)
def test_greedy_text_is_what_the_model_says_step_by_step(kind: str) -> None:
    engine = opened(kind)
    engine.extend(CONTEXT[:60])
    reply = engine.generate(SUFFIX, 6)
    if kind not in ANEW or kind == "mamba":  # frequencies that change with the length change while it writes
        assert list(reply.ids) == greedy(models.model(kind), CONTEXT[:60] + SUFFIX, 6)
    assert reply.prompt_tokens == 60 + len(SUFFIX)
    assert reply.text == " ".join(f"w{token}" for token in reply.ids)


@pytest.mark.parametrize("kind", FAST)
def test_ordinary_models_share_one_context(kind: str) -> None:
    engine = opened(kind)
    assert isinstance(engine, LocalEngine)
    assert engine.capabilities.prefix_reuse
    assert engine.capabilities.batch > 1
    assert "blockwise attention" in engine.capabilities.notes[0]


@pytest.mark.parametrize(
    ("kind", "reuse", "note"),
    [
        ("mistral", True, "sliding window"),
        ("gemma3", True, "sliding window"),
        ("gemma2", True, "softcap"),
        ("dynamic", False, "dynamic"),
        ("longrope", False, "longrope"),
        ("mamba", False, "Not all layers"),
    ],
)
def test_others_take_a_slower_way_and_say_so(kind: str, reuse: bool, note: str) -> None:
    capabilities = opened(kind).capabilities
    assert capabilities.prefix_reuse is reuse
    assert any(note in line for line in capabilities.notes)
    assert capabilities.batch == 1


@pytest.mark.parametrize("chunk", [32, 37, 150, 151, 1000])
def test_chunks_meet_without_a_seam(chunk: int) -> None:
    engine = opened("llama", chunk=chunk)
    engine.extend(CONTEXT)
    assert_scores(engine.score(SUFFIX, ANSWER), models.model("llama"), CONTEXT + SUFFIX, ANSWER, [])


@pytest.mark.parametrize("kind", ["llama", "mistral", "dynamic"])
def test_nothing_but_a_suffix_and_nothing_but_a_context(kind: str) -> None:
    engine = opened(kind, chunk=32)
    folder = models.model(kind)
    assert_scores(engine.score(CONTEXT, ANSWER, FOILS), folder, CONTEXT, ANSWER, FOILS)
    engine.extend(CONTEXT)
    before = engine.score(SUFFIX, ANSWER)
    assert_scores(engine.score([], ANSWER, FOILS), folder, CONTEXT, ANSWER, FOILS)
    assert engine.score(SUFFIX, ANSWER) == before


def test_many_foils_are_scored_in_several_passes() -> None:
    foils = [tokens(4, seed) for seed in range(20, 40)]
    engine = opened("llama", chunk=32)
    engine.extend(CONTEXT)
    assert_scores(engine.score(SUFFIX, ANSWER, foils), models.model("llama"), CONTEXT + SUFFIX, ANSWER, foils)


@pytest.mark.parametrize("kind", [*FAST, "mistral", "mamba"])
def test_many_prompts_are_answered_as_each_alone(kind: str) -> None:
    engine = opened(kind, chunk=64)
    engine.extend(CONTEXT)
    prompts = [tokens(count, count) for count in (5, 40, 7, 90, 41, 40, 6)]
    answers = [tokens(count, count) for count in (1, 3, 2, 4, 1, 3, 2)]
    for prompt, answer, found in zip(prompts, answers, engine.score_many(prompts, answers), strict=True):
        assert_scores(found, models.model(kind), prompt, answer, [])
    for prompt, reply in zip(prompts, engine.generate_many(prompts, 4), strict=True):
        assert list(reply.ids) == greedy(models.model(kind), prompt, 4)
        assert reply.prompt_tokens == len(prompt)
        assert reply.finish == ("length" if len(reply.ids) == 4 else "stop")
    assert engine.length == len(CONTEXT)


@pytest.mark.parametrize("kind", ["llama", "mistral", "mamba"])
def test_a_draft_changes_no_reply(kind: str) -> None:
    folder = models.model(kind)
    shared = tokens(300, 1)
    prompts = [tokens(20, 2), tokens(40, 3), shared + tokens(5, 4), shared + tokens(6, 5), tokens(21, 6)]
    said = [greedy(folder, prompt, 6) for prompt in prompts]
    wrong = [[(token + 1) % 60 + 3 for token in one] for one in said]
    half = [[*one[:3], *other[3:]] for one, other in zip(said, wrong, strict=True)]
    mixed = [said[0], wrong[1], half[2], [], said[4][:2]]
    engine = opened(kind, chunk=64)
    for drafts in (said, wrong, half, mixed, [[*one, *one] for one in said]):
        assert [list(reply.ids) for reply in engine.generate_many(prompts, 6, drafts)] == said
        engine.rollback(0)
        for prompt, draft, wanted in zip(prompts, drafts, said, strict=True):
            assert list(engine.generate(prompt, 6, draft=draft).ids) == wanted


@pytest.mark.parametrize("several", [False, True])
def test_a_right_draft_saves_passes(several: bool) -> None:
    prompts = [tokens(20, 2), tokens(24, 3)] if several else [tokens(20, 2)]
    said = [greedy(models.model("llama"), prompt, 6) for prompt in prompts]
    ticks: list[int] = []
    engine = opened("llama", tick=ticks.append)

    def passes(drafts: list[list[int]]) -> int:
        ticks.clear()
        if several:
            engine.generate_many(prompts, 6, drafts)
        else:
            engine.generate(prompts[0], 6, draft=drafts[0])
        return len(ticks)

    assert passes(said) == 1
    assert passes([[] for _ in prompts]) == 6


def test_prompts_that_begin_alike_are_read_once() -> None:
    seen: list[int] = []
    engine = opened("llama", tick=seen.append)
    shared = tokens(300, 1)
    prompts = [shared + tokens(10, seed) for seed in (2, 3, 4)] + [shared[:280] + tokens(9, 5)]
    found = engine.score_many(prompts, [ANSWER] * 4)
    for prompt, scores in zip(prompts, found, strict=True):
        assert_scores(scores, models.model("llama"), prompt, ANSWER, [])
    assert sum(seen) < 400


def test_a_reply_ends_at_each_stop_token_of_the_generation_config() -> None:
    folder = models.model("llama")
    said = greedy(folder, CONTEXT, 4)
    engine = opened("llama")
    assert isinstance(engine, LocalEngine)
    engine._loaded = type(engine._loaded)(**{**vars(engine._loaded), "stops": frozenset({said[2], 2})})
    reply = engine.generate(CONTEXT, 10)
    assert (list(reply.ids), reply.finish) == (said[: said.index(said[2])], "stop")


def test_text_comes_as_it_is_written() -> None:
    pieces: list[str] = []
    reply = opened("llama").generate(CONTEXT, 6, pieces.append)
    assert len(pieces) > 1
    assert "".join(pieces) == reply.text


def test_cancelling_leaves_the_context_as_it_was() -> None:
    class Stop:
        passes = 0
        at: int | None = None

        def __call__(self, count: int) -> None:
            assert 0 < count <= 32
            self.passes += 1
            if self.passes == self.at:
                raise Cancelled("It was cancelled.")

    for kind in ("llama", "mistral"):
        stop = Stop()
        engine = opened(kind, chunk=32, tick=stop)
        engine.extend(CONTEXT)
        before = engine.score(SUFFIX, ANSWER, FOILS)
        for ahead, work in (
            (2, lambda engine=engine: engine.extend(tokens(200, 9))),
            (2, lambda engine=engine: engine.score(tokens(80, 9), ANSWER)),
            (3, lambda engine=engine: engine.generate(SUFFIX, 20)),
            (2, lambda engine=engine: engine.generate_many([tokens(20, 1), tokens(25, 2)], 20)),
        ):
            stop.at = stop.passes + ahead
            with pytest.raises(Cancelled):
                work()
            stop.at = None
            assert engine.length == len(CONTEXT)
            assert engine.score(SUFFIX, ANSWER, FOILS) == before


def short_of_memory(engine: Engine, most: int) -> None:
    """The second layer finds no memory for more tokens than so many, when the first has kept them already."""

    def allocate(module: torch.nn.Module, arguments: tuple[torch.Tensor, ...]) -> None:
        if arguments[0].shape[1] > most:
            raise RuntimeError("[enforce fail at alloc_cpu.cpp:127] DefaultCPUAllocator: can't allocate memory")

    engine._loaded.inner.layers[1].register_forward_pre_hook(allocate)  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["llama", "mistral"])
def test_a_smaller_chunk_is_tried_when_memory_runs_out(kind: str) -> None:
    engine = opened(kind, chunk=512)
    short_of_memory(engine, 100)
    engine.extend(tokens(300, 1))
    assert engine.length == 300
    assert any("64 tokens at once instead of 512" in note for note in engine.capabilities.notes)
    assert_scores(engine.score(SUFFIX, ANSWER, FOILS), models.model(kind), tokens(300, 1) + SUFFIX, ANSWER, FOILS)
    assert_scores(engine.score_many([CONTEXT], [ANSWER])[0], models.model(kind), CONTEXT, ANSWER, [])


@pytest.mark.parametrize("kind", ["llama", "mistral", "dynamic"])
def test_when_nothing_helps_it_says_what_to_do(kind: str) -> None:
    engine = opened(kind)
    engine.extend(CONTEXT)
    before = engine.score(SUFFIX, ANSWER)
    hooks = engine._loaded.inner.layers[1]._forward_pre_hooks  # type: ignore[attr-defined]
    short_of_memory(engine, 0)
    with pytest.raises(NotEnoughRoom, match="does not fit into the memory of cpu") as caught:
        engine.score(SUFFIX, ANSWER, FOILS)
    assert "shorter lengths" in caught.value.hint
    if engine.capabilities.prefix_reuse:
        with pytest.raises(NotEnoughRoom):
            engine.extend(tokens(300, 1))
    assert engine.length == len(CONTEXT)
    hooks.clear()
    assert engine.score(SUFFIX, ANSWER) == before


def test_another_error_is_not_taken_for_a_lack_of_memory() -> None:
    engine = opened("llama")

    def fail(module: torch.nn.Module, arguments: tuple[torch.Tensor, ...]) -> None:
        raise RuntimeError("shapes cannot be multiplied")

    engine._loaded.inner.layers[1].register_forward_pre_hook(fail)  # type: ignore[attr-defined]
    with pytest.raises(RuntimeError, match="shapes"):
        engine.extend(CONTEXT)
    assert engine.length == 0


def test_learned_positions_end() -> None:
    engine = opened("gpt2")
    assert engine.capabilities.max_context == 512
    engine.extend(tokens(500, 1))
    with pytest.raises(BadInput, match="512 positions"):
        engine.extend(tokens(13, 2))
    with pytest.raises(BadInput, match="514 tokens"):
        engine.generate(tokens(10, 2), 5)
    assert engine.length == 500
    assert len(engine.generate(tokens(10, 2), 3).ids) <= 3


def test_rotary_models_go_beyond_their_window() -> None:
    engine = opened("llama")
    assert engine.capabilities.max_context is None
    engine.extend(tokens(600, 1))
    assert_scores(engine.score(SUFFIX, ANSWER), models.model("llama"), tokens(600, 1) + SUFFIX, ANSWER, [])


@pytest.mark.parametrize("kind", ["llama", "mistral", "dynamic"])
def test_tokens_that_the_model_does_not_have_are_refused(kind: str) -> None:
    engine = opened(kind)
    with pytest.raises(BadInput, match="97 tokens, but token 97"):
        engine.extend([3, 97])
    with pytest.raises(BadInput, match="token 100"):
        engine.score(SUFFIX, ANSWER, [[100]])
    with pytest.raises(BadInput, match="nothing to write after"):
        engine.generate([], 3)


@pytest.mark.parametrize("kind", ["llama", "mistral", "dynamic"])
def test_closing_gives_the_weights_back(kind: str) -> None:
    engine = opened(kind)
    engine.extend(CONTEXT)
    model = engine._loaded.model  # type: ignore[attr-defined]
    engine.close()
    assert engine.length == 0
    assert sum(tensor.numel() for tensor in model.parameters()) == 0


def test_its_speed_is_known_after_some_passes() -> None:
    engine = opened("llama", chunk=32)
    assert isinstance(engine, LocalEngine)
    engine.extend(CONTEXT)
    speed = engine.speed
    assert speed is not None
    assert 0 < speed.seconds(0, 150, 32) < 60
