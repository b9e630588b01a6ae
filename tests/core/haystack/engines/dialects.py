"""The shipped mini model behind the words of four kinds of servers, with the faults that a test asks for."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
import transformers

from graftwork_core.haystack.texts.prompt import PromptFormat, open_prompt_format
from graftwork_resources import sample_folder
from tests.core.haystack.engines.loopback import Connection, Request, Response

MODEL = "mini-skill"
END = 4


class Mini:
    """The model itself, to answer with and to compare with."""

    def __init__(self, folder: Path) -> None:
        self.prompts: PromptFormat = open_prompt_format(folder)
        self._model = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)

    @torch.no_grad()
    def log_probs(self, ids: Sequence[int]) -> torch.Tensor:
        """Of the next token: float32, one for each of the vocabulary."""
        return torch.log_softmax(self._model(torch.tensor([list(ids)])).logits[0, -1], 0)

    def write(self, ids: Sequence[int], most: int) -> list[int]:
        """Greedily, the end token included when it comes."""
        written: list[int] = []
        while len(written) < most and (not written or written[-1] != END):
            written.append(int(self.log_probs([*ids, *written]).argmax()))
        return written

    def encode(self, text: str) -> list[int]:
        return list(self.prompts.tokenizer.encode(text).ids)

    def decode(self, ids: Sequence[int]) -> str:
        return self.prompts.tokenizer.decode([token for token in ids if token != END])


@functools.cache
def mini() -> Mini:
    return Mini(sample_folder() / "skill")


@dataclass
class Server:
    """Answers like a kind of server.

    Attributes:
        kind: "vllm", "llamacpp", "transformers_serve", "generic".
        offers: Paths that exist.
        tokens: Whether `/v1/completions` takes token ids.
        window: Tokens it keeps of a prompt, the last ones, without a word about it; None keeps all.
        count: What it makes of the true number of prompt tokens.
        names: Names it lists.
        answers_as: Name in its answers; None repeats the one it was asked for.
        any_name: Whether it answers to names it does not list.
        listed: Whether it knows `logprob_token_ids`.
        allowed: Whether it knows `allowed_token_ids`.
        replay: Whether it knows trace replay.
        processed: Whether log-probabilities are those after forcing, where the forced token is certain.
        finish: What it says instead of why it ended.
    """

    kind: str
    offers: tuple[str, ...] = ("/v1/models", "/v1/completions", "/v1/chat/completions")
    tokens: bool = False
    window: int | None = None
    count: Callable[[int], int | None] = lambda count: count
    names: tuple[str, ...] = (MODEL,)
    answers_as: str | None = None
    any_name: bool = False
    listed: bool = True
    allowed: bool = True
    replay: bool = False
    processed: bool = False
    other_vocabulary: bool = False
    finish: str = ""
    broken: dict[str, Any] = field(default_factory=dict)

    def __call__(self, request: Request) -> Response | Callable[[Connection], None]:
        path, body = request.path, request.body
        if path in self.broken:
            broken: Response = self.broken[path]
            return broken
        if path == "/tokenize" and self.kind in {"vllm", "llamacpp"}:
            ids = mini().encode(body.get("prompt", body.get("content")))
            return Response(content={"tokens": ids[::-1] if self.other_vocabulary else ids})
        if path == "/openapi.json" and self.kind == "transformers_serve":
            return Response(content={"paths": {"/load_model": {}, "/reset": {}, "/v1/completions": {}}})
        if self.kind == "llamacpp" and path == "/props":
            return Response(content={"default_generation_settings": {"n_ctx": 4096}, "model_path": "/m/mini.gguf"})
        if self.kind == "llamacpp" and path == "/completion":
            return self._native(body)
        if self.kind == "vllm" and path == "/inference/v1/generate" and self.replay:
            return self._replay(body)
        if path not in self.offers:
            return Response(404, {"error": "File Not Found"})
        if path == "/v1/models":
            owner = {"vllm": "vllm", "llamacpp": "llamacpp"}.get(self.kind, "me")
            extra = {"max_model_len": 4096, "root": "/models/mini"} if self.kind == "vllm" else {}
            return Response(content={"data": [{"id": name, "owned_by": owner} | extra for name in self.names]})
        if body.get("model", MODEL) not in self.names and not self.any_name:
            return Response(404, {"error": {"message": f"The model `{body.get('model')}` does not exist."}})
        return self._chat(body) if path == "/v1/chat/completions" else self._completions(body)

    def _kept(self, ids: Sequence[int]) -> list[int]:
        return list(ids) if self.window is None else list(ids)[-self.window :]

    def _completions(self, body: dict[str, Any]) -> Response | Callable[[Connection], None]:
        prompt = body["prompt"]
        if not isinstance(prompt, str) and not self.tokens:
            return Response(400, {"detail": "prompt must be a string."})
        ids = self._kept(mini().encode(prompt) if isinstance(prompt, str) else prompt)
        written, scores = self._written(ids, body)
        content = mini().decode(written)
        if body.get("stream"):
            return self._events(body, len(ids), [{"text": piece} for piece in (content[:2], content[2:])])
        return self._completion(body, len(ids), {"text": content, "finish_reason": self._why(written, body)} | scores)

    def _written(self, ids: list[int], body: dict[str, Any]) -> tuple[list[int], dict[str, Any]]:
        """What is written, and `logprobs` where they are known."""
        if self.kind != "vllm" or "logprobs" not in body:
            return mini().write(ids, body["max_tokens"]), {}
        known = mini().log_probs(ids)
        allowed = body.get("allowed_token_ids") if self.allowed else None
        written = allowed[0] if allowed else int(known.argmax())
        shown = {int(token): float(known[token]) for token in known.topk(body["logprobs"]).indices}
        if self.listed and "logprob_token_ids" in body:
            shown = {token: float(known[token]) for token in body["logprob_token_ids"]}
        shown[written] = float(known[written])
        if allowed and self.processed:
            shown = {written: 0.0}
        names = {f"token_id:{token}": value for token, value in shown.items()}
        name = f"token_id:{written}"
        return [written], {"logprobs": {"tokens": [name], "token_logprobs": [names[name]], "top_logprobs": [names]}}

    def _chat(self, body: dict[str, Any]) -> Response | Callable[[Connection], None]:
        (message,) = body["messages"]
        ids = self._kept(mini().prompts.prompt_ids(message["content"]))
        written = mini().write(ids, body["max_tokens"])
        content = mini().decode(written)
        if body.get("stream"):
            pieces = [{"delta": {"role": "assistant"}}, {"delta": {"content": content}}]
            return self._events(body, len(ids), pieces)
        choice = {"message": {"role": "assistant", "content": content}, "finish_reason": self._why(written, body)}
        return self._completion(body, len(ids), choice)

    def _why(self, written: Sequence[int], body: dict[str, Any]) -> str:
        return self.finish or ("length" if len(written) >= body["max_tokens"] and written[-1] != END else "stop")

    def _about(self, body: dict[str, Any], read: int) -> dict[str, Any]:
        counted = self.count(read)
        usage = {} if counted is None else {"usage": {"prompt_tokens": counted, "completion_tokens": 1}}
        return {"model": self.answers_as or body.get("model", MODEL)} | usage

    def _completion(self, body: dict[str, Any], read: int, choice: dict[str, Any]) -> Response:
        return Response(content={"id": "x", "choices": [{"index": 0} | choice]} | self._about(body, read))

    def _events(self, body: dict[str, Any], read: int, pieces: list[dict[str, Any]]) -> Callable[[Connection], None]:
        def answer(connection: Connection) -> None:
            connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
            last = {"choices": [{"index": 0, "text": "", "finish_reason": "stop"}]}
            for event in [*({"choices": [piece]} for piece in pieces), last, {"choices": []} | self._about(body, read)]:
                connection.send(b"data: " + json.dumps(event).encode() + b"\n\n")
            connection.send(b"data: [DONE]\n\n")

        return answer

    def _native(self, body: dict[str, Any]) -> Response | Callable[[Connection], None]:
        ids = self._kept(body["prompt"])
        known = mini().log_probs(ids)
        bias = dict(body.get("logit_bias", [])) if self.allowed else {}
        written = [next(iter(bias))] if bias else mini().write(ids, body["n_predict"])
        told: dict[str, Any] = {}
        if body.get("n_probs"):
            top = [{"id": int(token), "logprob": float(known[token])} for token in known.topk(body["n_probs"]).indices]
            sampled = 0.0 if self.processed and bias else float(known[written[0]])
            told = {"completion_probabilities": [{"id": written[0], "logprob": sampled, "top_logprobs": top}]}
        content = mini().decode(written)
        end = {
            "content": content,
            "tokens": written if body.get("return_tokens") else [],
            "stop": True,
            "stop_type": "eos" if written[-1] == END else "limit",
            "tokens_evaluated": self.count(len(ids)),
            "truncated": False,
            "model": "gpt-3.5-turbo",
        }
        if not body.get("stream"):
            return Response(content=end | told)

        def answer(connection: Connection) -> None:
            connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
            piece = {"content": content, "tokens": written, "stop": False}
            for event in (piece, end | {"content": "", "tokens": []}):
                connection.send(b"data: " + json.dumps(event).encode() + b"\n\n")

        return answer

    def _replay(self, body: dict[str, Any]) -> Response:
        ids, trace = self._kept(body["token_ids"]), body["sampling_params"]["trace_decode_token_ids"]
        content = []
        for place, token in enumerate(trace):
            known = mini().log_probs([*ids, *trace[:place]])
            best = {"token_id": int(known.argmax()), "logprob": float(known.max())}
            content.append({"token_id": token, "logprob": float(known[token]), "top_logprobs": [best]})
        choices = [{"index": 0, "token_ids": trace, "logprobs": {"content": content}}]
        return Response(content={"choices": choices, "usage": {"prompt_tokens": len(ids)}})


def vllm(**changes: Any) -> Server:
    return Server("vllm", **{"tokens": True} | changes)


def llamacpp(**changes: Any) -> Server:
    return Server("llamacpp", **{"any_name": True} | changes)


def text_only(**changes: Any) -> Server:
    return Server("generic", **{"offers": ("/v1/models", "/v1/completions")} | changes)


def chat_only(**changes: Any) -> Server:
    return Server("generic", **{"offers": ("/v1/models", "/v1/chat/completions")} | changes)
