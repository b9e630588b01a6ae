"""What a server is and what it offers, found out by asking it: small requests before the first long one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from graftwork_core.errors import BadInput
from graftwork_core.haystack.engines.server.client import Client, ServerError
from graftwork_core.haystack.engines.server.requests import (
    Answer,
    ChatRoute,
    CompletionsRoute,
    NativeRoute,
    Profile,
    Route,
    parsed,
)
from graftwork_core.haystack.engines.server.scores import Scorer, find_scorer
from graftwork_core.haystack.engines.server.text import PromptText

Form = Literal["tokens", "text", "chat"]

NAMES: Final[dict[Profile, str]] = {
    "generic": "an OpenAI-compatible server",
    "vllm": "vLLM",
    "llamacpp": "llama.cpp",
    "transformers_serve": "transformers serve",
}
_SAMPLE: Final = "The quick brown fox jumps over the lazy dog, and 1234 birds fly away."
_NOBODY: Final = "graftwork-asks-whether-this-name-matters"
_MOST_NAMES: Final = 5
# The first prompt may have to wait for the model to be loaded: as long as for a prompt of that many tokens.
_WHILE_LOADING: Final = 25_000
_NOT_OFFERED: Final = frozenset({400, 404, 405, 415, 422, 501})
_OTHER_COUNT: Final = "the server counts the tokens of even a short prompt in another way than the model's tokenizer"
_NAME_HINT: Final = "Name one with --model-name."


@dataclass(frozen=True, slots=True)
class Offer:
    """What a server offers.

    Attributes:
        profile: What it is.
        model: What it calls the model; empty when it serves one without a name.
        route: How to ask it.
        form: What the route takes.
        adds_special: Whether it puts special tokens around a text.
        max_context: Tokens it can hold; None when it does not say.
        scorer: How it scores a given answer; None when it cannot.
        notes: What the report should say.
    """

    profile: Profile
    model: str
    route: Route
    form: Form
    adds_special: bool
    max_context: int | None
    scorer: Scorer | None
    notes: tuple[str, ...]

    @property
    def reuses_prefixes(self) -> bool:
        """Whether a prompt that begins like the one before costs only what is new."""
        return self.profile in {"vllm", "llamacpp"}


class _Said(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", protected_namespaces=())


class _Model(_Said):
    id: str
    owned_by: str | None = None
    root: str | None = None
    max_model_len: int | None = None


class _Models(_Said):
    data: list[_Model] = Field(default_factory=list)


class _Settings(_Said):
    n_ctx: int | None = None


class _Props(_Said):
    default_generation_settings: _Settings
    model_path: str = ""


class _Paths(_Said):
    paths: dict[str, object] = Field(default_factory=dict)


class _Tokens(_Said):
    tokens: list[int]


def find_offer(client: Client, words: PromptText, wanted: str = "", profile: Profile | None = None) -> Offer:
    """Ask a server what it is and what it can do.

    Args:
        client: Asks the server.
        words: The model's tokenizer.
        wanted: What the server should call the model; empty: the only one it has.
        profile: What it is, when the user knows better.

    Raises:
        ServerError: When it is not there, or is no such server.
        BadInput: When it does not have the model, or has another tokenizer.
    """
    models = _models(client)
    props = _props(client) if profile in {None, "llamacpp"} and not _is_vllm(models) else None
    found = profile or _recognise(client, models, props)
    model = _pick(client, found, models, wanted)
    return _Probing(client, words, found, model, models, props).offer()


class _Probing:
    """The small requests that show what a server can do."""

    def __init__(
        self,
        client: Client,
        words: PromptText,
        profile: Profile,
        model: str,
        models: Sequence[_Model],
        props: _Props | None,
    ) -> None:
        self._client = client
        self._words = words
        self._profile = profile
        self._model = model
        self._models = models
        self._props = props
        self._sample = words.sample(_SAMPLE)
        self._notes: list[str] = [f"engine: {NAMES[profile]} at {client.address}"]

    def offer(self) -> Offer:
        """Find the most exact way to ask, and what there is to know besides."""
        completions = CompletionsRoute(self._client, self._profile, self._model)
        scorer: Scorer | None = None
        adds_special = True
        form: Form = "tokens"
        route: Route
        if self._profile == "llamacpp":
            route = native = NativeRoute(self._client, self._model)
            self._check_vocabulary("/tokenize", {"content": _SAMPLE, "add_special": False})
            self._check_answer(route.ask(self._sample, 1, _WHILE_LOADING, None), len(self._sample))
            scorer = find_scorer(self._client, native, self._model, self._sample)
        elif self._takes_tokens(completions):
            route = completions
            if self._profile == "vllm":
                asked = {"model": self._model, "prompt": _SAMPLE, "add_special_tokens": False}
                self._check_vocabulary("/tokenize", asked)
                scorer = find_scorer(self._client, completions, self._model, self._sample)
        else:
            route, form, adds_special = self._with_text(completions)
        self._note(scorer, form)
        return Offer(
            self._profile,
            self._model,
            route,
            form,
            adds_special,
            self._max_context(),
            scorer,
            tuple(self._notes),
        )

    def _takes_tokens(self, route: CompletionsRoute) -> bool:
        if self._profile == "transformers_serve":
            return False
        try:
            answer = route.ask(self._sample, 1, _WHILE_LOADING, None)
        except ServerError as error:
            if error.hopeless or error.status not in _NOT_OFFERED:
                raise
            return False
        self._check_model(answer)
        return answer.prompt_tokens == len(self._sample) and (self._profile == "vllm" or self._reads_alike(route))

    def _reads_alike(self, route: CompletionsRoute) -> bool:
        """Whether the same prompt as text has as many tokens: else the ids may mean other words to the server."""
        texts = (self._words.plain(self._sample, adds_special=adds_special) for adds_special in (True, False))
        answers = (self._try(route, text) for text in texts)
        return any(answer is not None and answer.prompt_tokens == len(self._sample) for answer in answers)

    def _with_text(self, completions: CompletionsRoute) -> tuple[Route, Form, bool]:
        """The first way whose count agrees; else the first that answers at all, and then every question is void."""
        answered: list[tuple[Route, Form, bool]] = []
        for adds_special in (True, False):
            answer = self._try(completions, self._words.plain(self._sample, adds_special=adds_special))
            if answer is None:
                break
            answered.append((completions, "text", adds_special))
            if answer.prompt_tokens == len(self._sample):
                return answered[-1]
        if self._words.has_template:
            chat = ChatRoute(self._client, self._profile, self._model, thinking_off=self._words.thinking_off)
            if (answer := self._try(chat, self._words.chat(self._sample))) is not None:
                answered.append((chat, "chat", False))
                if answer.prompt_tokens == len(self._sample):
                    return answered[-1]
        if not answered:
            offers = (
                "neither /v1/completions nor /v1/chat/completions"
                if self._words.has_template
                else ("no /v1/completions, and without a chat template nothing else can be used")
            )
            raise ServerError(
                f"The server at {self._client.address} offers {offers}.",
                "Check that it is an OpenAI-compatible server, and the address.",
                hopeless=True,
            )
        self._notes.append(_OTHER_COUNT)
        return answered[0]

    def _try(self, route: Route, content: str) -> Answer | None:
        try:
            answer = route.ask(content, 1, _WHILE_LOADING, None)
        except ServerError as error:
            if not error.hopeless and error.status in {404, 405, 501} and "model" not in error.said.casefold():
                return None
            raise self._unserved(error) from error
        self._check_model(answer)
        return answer

    def _unserved(self, error: ServerError) -> BadInput | ServerError:
        """What a failure at the very first prompt means: mostly that the model's name is not right."""
        if not self._model and not error.hopeless and error.status in {400, 404, 422, 500}:
            return BadInput(
                f"The server at {self._client.address} does not know which model to use.",
                "Name it with --model-name, as the server calls it (for transformers serve: the folder or name "
                "that it was started with).",
            )
        if self._model and error.status in {400, 404, 422}:
            return BadInput(error.message, f"Check the model's name ({_shown(self._model)}). {error.hint}")
        return error

    def _check_model(self, answer: Answer) -> None:
        if not is_same_model(self._model, answer.model):
            raise BadInput(
                f"The server at {self._client.address} was asked for {self._model}, and {_shown(answer.model)} "
                "answered.",
                "It ignores the model's name: start it with the model to check, or name the one it has.",
            )

    def _check_answer(self, answer: Answer, tokens: int) -> None:
        if answer.prompt_tokens != tokens:
            self._notes.append(_OTHER_COUNT)

    def _check_vocabulary(self, path: str, asked: dict[str, object]) -> None:
        """Token ids mean the same only in the same vocabulary."""
        try:
            theirs = parsed(_Tokens, self._client.post(path, asked), self._client, path).tokens
        except ServerError:
            self._notes.append("whether the server has the same tokenizer could not be checked")
            return
        if theirs != self._words.vocabulary_of(_SAMPLE):
            raise BadInput(
                f"The server at {self._client.address} has another tokenizer than the model's folder.",
                "It serves another model: start it with the model to check, or give the folder of the one it has.",
            )

    def _max_context(self) -> int | None:
        if self._props is not None:
            return self._props.default_generation_settings.n_ctx or None
        told = next((model.max_model_len for model in self._models if model.id == self._model), None)
        return told if told and told > 0 else None

    def _note(self, scorer: Scorer | None, form: Form) -> None:
        runs = self._props.model_path if self._props else self._root()
        if runs:
            self._notes.append(f"the server says that it runs {_shown(_last_name(runs))}")
        if form == "text":
            self._notes.append("prompts go as text, which the server tokenizes itself")
        elif form == "chat":
            self._notes.append("prompts go as chat messages, in the server's own chat template")
        if self._profile == "generic" and self._model and self._takes_any_name():
            self._notes.append("the server answers to any model's name: that it runs this one could not be checked")
        scored = f"likelihoods: {scorer.name}" if scorer else "no likelihoods: only what the model writes is graded"
        self._notes.append(scored)

    def _root(self) -> str:
        return next((model.root or "" for model in self._models if model.id == self._model), "")

    def _takes_any_name(self) -> bool:
        try:
            CompletionsRoute(self._client, self._profile, _NOBODY).ask("1", 1, 0, None)
        except ServerError:
            return False
        return True


def is_same_model(asked: str, answered: str) -> bool:
    """Whether the name in an answer can be that of the model that was asked for.

    Servers add a revision or a date, or leave a folder or an owner out.
    """
    if not asked or not answered:
        return True
    one, other = asked.rstrip("/").casefold(), answered.partition("@")[0].rstrip("/").casefold()
    return other.startswith(one) or one.rpartition("/")[2] == other.rpartition("/")[2]


def _models(client: Client) -> list[_Model]:
    """The server's list; empty when it has none, which some servers answer with an error."""
    try:
        return parsed(_Models, client.get("/v1/models"), client, "/v1/models").data
    except ServerError as error:
        if error.hopeless:
            raise
        return []


def _props(client: Client) -> _Props | None:
    try:
        return parsed(_Props, client.get("/props"), client, "/props")
    except ServerError:
        return None


def _is_vllm(models: Sequence[_Model]) -> bool:
    return any(model.owned_by == "vllm" for model in models)


def _recognise(client: Client, models: Sequence[_Model], props: _Props | None) -> Profile:
    if _is_vllm(models):
        return "vllm"
    if props is not None:
        return "llamacpp"
    try:
        paths = parsed(_Paths, client.get("/openapi.json"), client, "/openapi.json").paths
    except ServerError:
        return "generic"
    return "transformers_serve" if {"/load_model", "/reset"} <= paths.keys() else "generic"


def _pick(client: Client, profile: Profile, models: Sequence[_Model], wanted: str) -> str:
    names = [model.id for model in models]
    if profile == "transformers_serve":
        # It lists what lies in the Hub's cache, and loads whatever it is asked for, or the one it was started with.
        return wanted
    if wanted and (wanted in names or not names):
        return wanted
    if not wanted and len(names) == 1:
        return names[0]
    if profile == "llamacpp" and not wanted:
        return names[0] if names else ""
    shown = ", ".join(_shown(name) for name in names[:_MOST_NAMES])
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    if not names:
        raise BadInput(f"The server at {client.address} does not say which models it has.", _NAME_HINT)
    if wanted:
        raise BadInput(
            f"The server at {client.address} has no model {_shown(wanted)}.", f"It has {shown}{more}. {_NAME_HINT}"
        )
    raise BadInput(f"The server at {client.address} has several models: {shown}{more}.", _NAME_HINT)


def _last_name(runs: str) -> str:
    """What a server runs, without the folders on its disk: notes go into reports that may be published."""
    return next((kind(runs).name for kind in (PurePosixPath, PureWindowsPath) if kind(runs).is_absolute()), runs)


def _shown(name: str) -> str:
    text = "".join(sign if sign.isprintable() else " " for sign in name)
    return text if len(text) <= 100 else text[:100] + "…"
