"""The server engine against real HTTP servers that speak like vLLM, llama.cpp and others, honest ones and liars."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.errors import BadInput, Cancelled
from graftwork_core.haystack.engines.protocol import VoidTrial
from graftwork_core.haystack.engines.server.client import Patience, ServerError
from graftwork_core.haystack.engines.server.engine import ServerEngine, open_server
from graftwork_core.haystack.texts.prompt import open_prompt_format
from tests.core.haystack.engines.dialects import MODEL, Server, chat_only, llamacpp, mini, text_only, vllm
from tests.core.haystack.engines.loopback import Connection, Loopback, Response, serving
from tests.core.haystack.engines.tokenizers import with_fewer_merges

QUICK = Patience(connect=2, answer=10, attempts=2, pause=0.01)
FILLER = " The small pillow stands below the ladder. Every winter the orchard finds a frozen river."
TEXT = f"{FILLER} The code of Rotol is 9850.{FILLER}"
QUESTION = " What is the code of Rotol?"
ANSWER = " 9850"


@contextlib.contextmanager
def opened(server: Server, **settings: Any) -> Iterator[tuple[ServerEngine, Loopback]]:
    with serving(server) as loopback:
        engine = open_server(loopback.address, mini().prompts, patience=QUICK, environment={}, **settings)
        yield engine, loopback
        engine.close()


def parts() -> tuple[list[int], list[int]]:
    """The prompt's tokens: up to the question, and from there on."""
    frame = mini().prompts.frame
    return mini().encode(frame.head + TEXT), mini().encode(QUESTION + frame.tail)


def asked(engine: ServerEngine) -> ServerEngine:
    body, _ = parts()
    engine.extend(body)
    return engine


HONEST: dict[str, Callable[..., Server]] = {
    "vllm": vllm,
    "llamacpp": llamacpp,
    "tokens": lambda **changes: Server("generic", **{"tokens": True} | changes),
    "text": text_only,
    "chat": chat_only,
}


@pytest.mark.parametrize("kind", HONEST)
@pytest.mark.parametrize("streams", [False, True])
def test_an_honest_server_writes_what_the_model_writes(kind: str, streams: bool) -> None:
    body, suffix = parts()
    pieces: list[str] = []
    with opened(HONEST[kind]()) as (engine, _):
        reply = asked(engine).generate(suffix, 8, pieces.append if streams else None)
    assert reply.text == mini().decode(mini().write([*body, *suffix], 8)) == ANSWER
    assert reply.prompt_tokens == len(body) + len(suffix)
    assert reply.finish == "stop"
    assert "".join(pieces) == (ANSWER if streams else "")


@pytest.mark.parametrize("kind", HONEST)
def test_what_a_server_can_do_is_told(kind: str) -> None:
    with opened(HONEST[kind]()) as (engine, loopback):
        can = engine.capabilities
    assert can.kind == "server"
    assert can.exact_tokens is (kind in {"vllm", "llamacpp", "tokens"})
    assert can.scores is can.prefix_reuse is (kind in {"vllm", "llamacpp"})
    assert can.max_context == (4096 if kind in {"vllm", "llamacpp"} else None)
    assert any(loopback.address in note for note in can.notes)
    assert not any("/models/" in note or "/m/" in note for note in can.notes), "its folders are nobody's business"


def test_a_reply_that_reached_its_limit_says_so() -> None:
    _, suffix = parts()
    with opened(vllm()) as (engine, _):
        assert asked(engine).generate(suffix, 2).finish == "length"


def test_nothing_but_the_likeliest_token_is_asked_for() -> None:
    _, suffix = parts()
    with opened(vllm()) as (engine, loopback):
        asked(engine).generate(suffix, 8)
        body = loopback.bodies("/v1/completions")[-1]
    assert (body["temperature"], body["repetition_penalty"], body["frequency_penalty"]) == (0, 1.0, 0)


def test_the_context_grows_and_is_rolled_back() -> None:
    body, suffix = parts()
    with opened(vllm()) as (engine, loopback):
        engine.extend(body)
        engine.generate(suffix, 4)
        engine.extend([9, 9])
        assert engine.length == len(body) + 2
        engine.rollback(len(body))
        engine.generate(suffix, 4)
        first, second = loopback.bodies("/v1/completions")[-2:]
    assert first == second
    assert first["prompt"] == [*body, *suffix]


def test_several_prompts_leave_the_context_alone() -> None:
    body, suffix = parts()
    with opened(vllm()) as (engine, _):
        engine.extend([1, 2, 3])
        replies = engine.generate_many([[*body, *suffix], suffix], 8)
        scores = engine.score_many([[*body, *suffix]], [mini().encode(ANSWER)])
        assert engine.length == 3
    assert replies[0].text == ANSWER
    assert scores[0].argmax == (True,) * len(scores[0].log_probs)


@pytest.mark.parametrize(
    ("server", "way"),
    [
        (vllm(replay=True), "replayed"),
        (vllm(), "listed"),
        (vllm(listed=False), "allowed"),
        (llamacpp(), "bias"),
    ],
    ids=["replay", "listed", "allowed", "biased"],
)
def test_scores_are_the_model_s_own(server: Server, way: str) -> None:
    body, suffix = parts()
    answer, foils = mini().encode(ANSWER), [mini().encode(" 9851"), mini().encode(" 1234")]
    with opened(server) as (engine, _):
        assert any(way in note for note in engine.capabilities.notes)
        scores = asked(engine).score(suffix, answer, foils)
    assert scores.log_probs == pytest.approx(true_log_probs([*body, *suffix], answer), abs=1e-5)
    assert scores.foils == pytest.approx([sum(true_log_probs([*body, *suffix], foil)) for foil in foils], abs=1e-5)
    assert scores.argmax == (True,) * len(answer)
    assert scores.prompt_tokens == len(body) + len(suffix)


def test_a_wrong_answer_is_not_the_likeliest() -> None:
    _, suffix = parts()
    with opened(llamacpp()) as (engine, _):
        scores = asked(engine).score(suffix, mini().encode(" 1234"))
    assert not all(scores.argmax)


def true_log_probs(prompt: list[int], answer: list[int]) -> list[float]:
    return [float(mini().log_probs([*prompt, *answer[:place]])[token]) for place, token in enumerate(answer)]


@pytest.mark.parametrize(
    "server",
    [
        vllm(listed=False, allowed=False),
        vllm(listed=False, processed=True),
        llamacpp(allowed=False),
        llamacpp(processed=True),
    ],
    ids=["vllm ignores it", "vllm after forcing", "llamacpp ignores it", "llamacpp after forcing"],
)
def test_scores_that_prove_nothing_are_not_used(server: Server) -> None:
    with opened(server) as (engine, _):
        assert not engine.capabilities.scores
        assert any("no likelihoods" in note for note in engine.capabilities.notes)
        with pytest.raises(VoidTrial, match="cannot score"):
            engine.score([1, 2], [3])


def test_token_ids_in_another_vocabulary_are_never_sent() -> None:
    for server in (vllm(other_vocabulary=True), llamacpp(other_vocabulary=True)):
        with pytest.raises(BadInput, match="has another tokenizer than the model's folder"), opened(server):
            pass


def test_token_ids_are_not_sent_where_the_same_text_has_other_tokens(sample: Path, tmp_path: Path) -> None:
    other = open_prompt_format(with_fewer_merges(sample / "skill", tmp_path / "other"))
    with serving(Server("generic", tokens=True)) as loopback:
        engine = open_server(loopback.address, other, patience=QUICK, environment={})
        assert not engine.capabilities.exact_tokens
        with pytest.raises(VoidTrial):
            engine.generate(list(other.prompt_ids(TEXT)), 4)


@pytest.mark.parametrize("kind", HONEST)
@pytest.mark.parametrize("lie", [-3, 1])
def test_a_wrong_count_is_void_and_no_miss(kind: str, lie: int) -> None:
    _, suffix = parts()
    with (
        opened(HONEST[kind](count=lambda count: count + lie)) as (engine, _),
        pytest.raises(VoidTrial, match="it cut it" if lie < 0 else "it changed it"),
    ):
        asked(engine).generate(suffix, 8)


@pytest.mark.parametrize("kind", HONEST)
def test_a_cut_prompt_is_void_and_no_miss(kind: str) -> None:
    body, suffix = parts()
    server = HONEST[kind]()
    with opened(server) as (engine, _):
        server.window = len(body)
        with pytest.raises(VoidTrial) as void:
            asked(engine).generate(suffix, 8)
    whole = len(body) + len(suffix)
    assert void.value.message == f"The server read {len(body)} of the prompt's {whole} tokens: it cut it."


@pytest.mark.parametrize("replay", [False, True])
def test_a_cut_prompt_is_void_for_scores_too(replay: bool) -> None:
    body, suffix = parts()
    server = vllm(replay=replay)
    with opened(server) as (engine, _):
        server.window = len(body)
        with pytest.raises(VoidTrial, match="it cut it"):
            asked(engine).score(suffix, mini().encode(ANSWER))


@pytest.mark.parametrize("kind", ["tokens", "text", "chat"])
def test_a_server_that_does_not_count_is_void(kind: str) -> None:
    _, suffix = parts()
    with (
        opened(HONEST[kind](count=lambda count: None)) as (engine, _),
        pytest.raises(VoidTrial, match="does not say how many tokens it read"),
    ):
        asked(engine).generate(suffix, 8)


def test_a_prompt_that_does_not_fit_is_void_and_not_sent() -> None:
    with opened(vllm()) as (engine, loopback):
        before = len(loopback.requests)
        with pytest.raises(VoidTrial, match="of 4098 tokens do not fit the server's context of 4096"):
            engine.generate([9] * 4090, 8)
        assert len(loopback.requests) == before


def test_an_answer_that_was_withheld_is_void() -> None:
    _, suffix = parts()
    server = text_only()
    with opened(server) as (engine, _):
        server.finish = "content_filter"
        with pytest.raises(VoidTrial, match="withheld or broke off"):
            asked(engine).generate(suffix, 8)


def test_a_model_that_is_not_there_is_named() -> None:
    with pytest.raises(BadInput, match="has no model other") as refused, opened(vllm(), model_name="other"):
        pass
    assert MODEL in refused.value.hint


def test_one_of_several_models_has_to_be_named() -> None:
    server = vllm(names=(MODEL, "second"))
    with pytest.raises(BadInput, match="several models: mini-skill, second"), opened(server):
        pass
    with opened(server, model_name="second") as (engine, loopback):
        engine.generate([1, 9], 1)
        assert loopback.bodies("/v1/completions")[-1]["model"] == "second"


def test_a_server_that_ignores_the_model_s_name_is_found_out() -> None:
    with (
        pytest.raises(BadInput, match="was asked for mini-skill, and llama-7b answered"),
        opened(text_only(answers_as="llama-7b")),
    ):
        pass


def test_a_server_that_answers_to_any_name_is_noted() -> None:
    with opened(text_only(any_name=True)) as (engine, _):
        assert any("answers to any model's name" in note for note in engine.capabilities.notes)
    with opened(text_only()) as (engine, _):
        assert not any("answers to any model's name" in note for note in engine.capabilities.notes)


def test_another_model_in_the_middle_of_a_run_is_void() -> None:
    _, suffix = parts()
    server = text_only()
    with opened(server) as (engine, _):
        server.answers_as = "llama-7b"
        with pytest.raises(VoidTrial, match="another model answered"):
            asked(engine).generate(suffix, 8)


def test_a_name_with_a_revision_or_a_folder_is_the_same_model() -> None:
    for name in (f"{MODEL}@main", f"{MODEL}-2026-01-01", f"/models/{MODEL}"):
        with opened(text_only(answers_as=name)):
            pass


def test_chat_needs_one_message_in_the_template() -> None:
    with opened(chat_only()) as (engine, _), pytest.raises(BadInput, match="takes only chat messages"):
        asked(engine).generate(mini().encode(QUESTION), 8)


def test_a_server_without_a_list_of_models_needs_a_name() -> None:
    server = text_only(broken={"/v1/models": Response(500, b"<html></html>")})
    with pytest.raises(BadInput, match="does not say which models it has"), opened(server):
        pass
    with opened(server, model_name=MODEL) as (engine, _):
        assert engine.generate([1, 9], 1).prompt_tokens == 2


def test_transformers_serve_without_a_model_needs_a_name() -> None:
    broken = {"/v1/models": Response(500), "/v1/completions": Response(500, b"Internal Server Error")}
    server = Server("transformers_serve", broken=broken)
    with pytest.raises(BadInput, match="does not know which model to use") as refused, opened(server):
        pass
    assert "--model-name" in refused.value.hint


def test_fields_that_transformers_serve_does_not_know_are_not_sent() -> None:
    known = {"model", "prompt", "max_tokens", "temperature", "frequency_penalty", "stream"}
    with opened(Server("transformers_serve"), model_name=MODEL) as (engine, loopback):
        engine.generate([1, 9], 1, lambda text: None)
        assert all(set(body) <= known for body in loopback.bodies("/v1/completions"))


def test_nothing_offered() -> None:
    with (
        pytest.raises(ServerError, match="offers neither /v1/completions nor /v1/chat/completions"),
        opened(Server("generic", offers=("/v1/models",))),
    ):
        pass


def test_a_website_is_no_server() -> None:
    page = Response(200, b"<html></html>", {"Content-Type": "text/html; charset=utf-8"})
    with pytest.raises(ServerError, match="a web page instead of JSON"), serving(lambda request: page) as website:
        open_server(website.address, mini().prompts, patience=QUICK)


@pytest.mark.parametrize(
    "content",
    [[], {}, {"choices": []}, {"choices": [{"text": 7}]}, {"choices": "x"}, {"choices": [{"text": "x"}], "usage": 1}],
)
def test_json_of_another_form_is_void(content: Any) -> None:
    server = text_only()
    with opened(server) as (engine, _):
        server.broken["/v1/completions"] = Response(content=content)
        with pytest.raises(VoidTrial, match=r"in a form that is not understood|without a text"):
            asked(engine).generate([1, 9], 8)


def test_a_question_that_fails_is_void_and_the_next_may_be_fine() -> None:
    _, suffix = parts()
    server = text_only()
    with opened(server) as (engine, _):
        asked(engine)
        for _ in range(3):
            server.broken["/v1/completions"] = Response(500, {"error": "out of memory"})
            for _ in range(2):
                with pytest.raises(VoidTrial, match="out of memory") as void:
                    engine.generate(suffix, 8)
                assert void.value.passing
            server.broken.clear()
            assert engine.generate(suffix, 8).text == ANSWER


def test_a_server_that_fails_three_times_in_a_row_ends_the_run() -> None:
    _, suffix = parts()
    server = text_only()
    with opened(server) as (engine, _):
        server.broken["/v1/completions"] = Response(500, {"error": "out of memory"})
        for _ in range(2):
            with pytest.raises(VoidTrial):
                engine.generate(suffix, 8)
        with pytest.raises(ServerError, match="3 times in a row") as failed:
            engine.generate(suffix, 8)
    assert "What is done is kept" in failed.value.hint


def test_prompts_that_are_refused_end_nothing() -> None:
    _, suffix = parts()
    server = text_only()
    with opened(server) as (engine, _):
        server.broken["/v1/completions"] = Response(400, {"error": {"message": "maximum context length is 64"}})
        for _ in range(5):
            with pytest.raises(VoidTrial, match="maximum context length is 64") as void:
                engine.generate(suffix, 8)
            assert not void.value.passing


def test_a_server_that_went_away_ends_the_run() -> None:
    with serving(text_only()) as loopback:
        engine = open_server(loopback.address, mini().prompts, patience=QUICK)
    with pytest.raises(ServerError, match="is not running"):
        engine.generate([1, 9], 8)


def test_a_stream_that_breaks_off_is_void() -> None:
    def breaks(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
        connection.send(b'data: {"choices": [{"text": " 98"}]}\n\n')

    server = text_only()
    pieces: list[str] = []
    with opened(server) as (engine, _):
        server.broken["/v1/completions"] = breaks
        with pytest.raises(VoidTrial, match="stopped in the middle of its answer"):
            engine.generate([1, 9], 8, pieces.append)
    assert pieces == [" 98"]


@pytest.mark.parametrize("kind", ["vllm", "text"])
def test_the_tokens_a_server_had_to_read_are_told(kind: str) -> None:
    body, suffix = parts()
    told: list[int] = []
    with opened(HONEST[kind](), tick=told.append) as (engine, _):
        asked(engine).generate(suffix, 2)
        assert sum(told) == len(body) + len(suffix)
        told.clear()
        engine.generate([9, *suffix], 2)
        assert sum(told) == len(suffix) + 1 + (0 if kind == "vllm" else len(body))


def test_a_cancelled_run_stops_while_the_server_thinks() -> None:
    server = text_only()
    stop = False

    def tick(tokens: int) -> None:
        if stop:
            raise Cancelled("The job was cancelled.")

    with opened(server, tick=tick) as (engine, _):
        server.broken["/v1/completions"] = Connection.hang
        stop = True
        with pytest.raises(Cancelled):
            engine.generate([1, 9], 8)


def test_a_key_over_plain_http_stays_on_this_computer_or_is_noted() -> None:
    with serving(text_only()) as loopback:
        environment = {"GRAFTWORK_API_KEY": "secret-key"}
        engine = open_server(loopback.address, mini().prompts, patience=QUICK, environment=environment)
        assert all(request.headers["Authorization"] == "Bearer secret-key" for request in loopback.requests)
    assert "unencrypted" not in str(engine.capabilities.notes)
    assert "secret-key" not in str(engine.capabilities)
