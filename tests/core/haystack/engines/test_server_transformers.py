"""The server engine against a real server: `transformers serve` on this computer, with the shipped mini model."""

from __future__ import annotations

from pathlib import Path

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.haystack.engines.protocol import VoidTrial
from graftwork_core.haystack.engines.server.address import parse_address
from graftwork_core.haystack.engines.server.client import Client, Patience
from graftwork_core.haystack.engines.server.engine import ServerEngine, open_server
from graftwork_core.haystack.engines.server.requests import ChatRoute
from graftwork_core.haystack.engines.server.text import PromptText
from graftwork_core.haystack.texts.prompt import open_prompt_format
from tests.core.haystack.engines.dialects import mini
from tests.core.haystack.engines.tokenizers import with_fewer_merges
from tests.core.haystack.engines.transformers_serve import address_of

FILLER = " The small pillow stands below the ladder. Every winter the orchard finds a frozen river."
TEXT = f"{FILLER} The code of Rotol is 9850.{FILLER}"
QUESTION = " What is the code of Rotol?"


@pytest.fixture(scope="module")
def address(sample: Path) -> str:
    return address_of(sample / "skill")


@pytest.fixture
def engine(address: str) -> ServerEngine:
    return open_server(address, mini().prompts, environment={})


def parts() -> tuple[list[int], list[int]]:
    frame = mini().prompts.frame
    return mini().encode(frame.head + TEXT), mini().encode(QUESTION + frame.tail)


def test_it_is_recognised_for_what_it_can_do(engine: ServerEngine) -> None:
    can = engine.capabilities
    assert "engine: transformers serve" in can.notes[0]
    # It takes log-probabilities as an option and ignores it.
    assert (can.scores, can.exact_tokens, can.prefix_reuse) == (False, False, False)


@pytest.mark.parametrize("streams", [False, True])
def test_it_writes_what_the_model_writes_here(engine: ServerEngine, streams: bool) -> None:
    body, suffix = parts()
    pieces: list[str] = []
    engine.extend(body)
    reply = engine.generate(suffix, 8, pieces.append if streams else None)
    assert reply.text == mini().decode(mini().write([*body, *suffix], 8)) == " 9850"
    assert reply.prompt_tokens == len(body) + len(suffix)
    assert "".join(pieces) == (reply.text if streams else "")


def test_its_chat_counts_like_the_model_s_template(address: str) -> None:
    client = Client(parse_address(address), "", lambda tokens: None, Patience())
    ids = mini().prompts.prompt_ids(TEXT + QUESTION)
    answer = ChatRoute(client, "transformers_serve", "").ask(PromptText(mini().prompts).chat(ids), 8, len(ids), None)
    assert (answer.text, answer.prompt_tokens) == (" 9850", len(ids))


def test_another_model_s_name_is_refused_in_its_own_words(address: str, sample: Path) -> None:
    with pytest.raises(BadInput, match="Server is pinned to") as refused:
        open_server(address, mini().prompts, model_name="another", environment={})
    assert "another" in refused.value.hint
    open_server(address, mini().prompts, model_name=str(sample / "skill"), environment={})


def test_another_tokenizer_makes_every_question_void(address: str, sample: Path, tmp_path: Path) -> None:
    """The folder given here is not that of the model which is served: its words have other tokens."""
    other = open_prompt_format(with_fewer_merges(sample / "skill", tmp_path / "other"))
    engine = open_server(address, other, environment={})
    assert any("counts the tokens of even a short prompt in another way" in note for note in engine.capabilities.notes)
    with pytest.raises(VoidTrial, match="it cut it"):
        engine.generate(list(other.prompt_ids(TEXT + QUESTION)), 8)
