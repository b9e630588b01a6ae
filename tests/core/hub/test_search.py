"""Finding models: what is asked for, what a row says, and what a hostile listing cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graftwork_core.hub.connect import connect
from graftwork_core.hub.errors import NotAHub, ServerTrouble, Untrusted
from graftwork_core.hub.search import Listing, ModelRow, Query, children, look_at, parse_row
from graftwork_core.hub.session import HubSession
from tests.core.hub.making import card, plain_model, safetensors
from tests.hub_server import HubServer


@pytest.fixture
def session(hub: HubServer) -> Iterator[HubSession]:
    hub.add_model("lab/base", plain_model(license="apache-2.0"), downloads=900, likes=1)
    hub.add_model("lab/chat", plain_model(1, base_model="lab/base", base_model_relation="finetune"), downloads=50)
    adapter = {"adapter_model.safetensors": safetensors({"lora": (4, 4)}), "adapter_config.json": b"{}"}
    about = card(base_model="lab/base", base_model_relation="adapter", library_name="peft", license="mit")
    hub.add_model("other/long", adapter | {"README.md": about}, downloads=70, gated="auto")
    hub.add_model("other/qwen", plain_model(2, config={"model_type": "qwen2"}), downloads=10)
    hub.add_model("other/pickle", {"pytorch_model.bin": b"x", "config.json": b"{}"}, downloads=5000)
    with connect() as made:
        yield made


def found(session: HubSession, **query: Any) -> list[str]:
    return [row.repo_id for row in Listing(session, Query(**query)).next_page()]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"sort": "downloads"}, ["lab/base", "other/long", "lab/chat", "other/qwen"]),
        ({"kind": "adapters"}, ["other/long"]),
        ({"kind": "all", "text": "pick"}, ["other/pickle"]),
        ({"text": "  CHAT "}, ["lab/chat"]),
        ({"author": "lab", "sort": "likes"}, ["lab/base", "lab/chat"]),
        ({"architecture": "qwen2"}, ["other/qwen"]),
        ({"base_model": "lab/base", "sort": "downloads"}, ["other/long", "lab/chat"]),
        ({"base_model": "lab/base", "relation": "finetune"}, ["lab/chat"]),
        ({"licence": "apache-2.0"}, ["lab/base"]),
        ({"gated": True}, ["other/long"]),
        ({"gated": False, "author": "lab", "text": "base"}, ["lab/base"]),
        ({"least": 3000, "most": 4000, "author": "lab", "text": "base"}, ["lab/base"]),
        ({"least": 4_000_000}, []),
    ],
)
def test_filters(session: HubSession, query: dict[str, Any], names: list[str]) -> None:
    assert found(session, **query) == names


def test_a_row_says_what_matters(session: HubSession) -> None:
    (row,) = Listing(session, Query(text="base")).next_page()
    assert row == ModelRow(
        repo_id="lab/base",
        parameters=64 * 32 + 48 * 32,
        dtype="BF16",
        architecture="LlamaForCausalLM",
        downloads=900,
        likes=1,
        modified="2026-03-04T05:06:07.000Z",
        licence="apache-2.0",
        pipeline="text-generation",
        tags=("safetensors", "llama", "license:apache-2.0"),
    )


def test_a_models_relatives(session: HubSession) -> None:
    assert [row.repo_id for row in children(session, "lab/base", "adapter").next_page()] == ["other/long"]
    assert children(session, "lab/base", "merge").next_page() == ()
    row = look_at(session, "other/long")
    assert (row.base_models, row.relation, row.gated) == (("lab/base",), "adapter", "auto")


def test_pages_come_when_they_are_wanted(hub: HubServer, session: HubSession) -> None:
    for number in range(7):
        hub.add_model(f"many/model-{number}", plain_model(number), downloads=100 - number)
    listing = Listing(session, Query(author="many", sort="downloads"), page_size=3)
    assert not hub.log.all()
    assert [row.repo_id for row in listing.next_page()] == ["many/model-0", "many/model-1", "many/model-2"]
    assert len(hub.log.all()) == 1
    assert len(listing.next_page()) == 3
    assert not listing.finished
    assert [row.repo_id for row in listing.next_page()] == ["many/model-6"]
    assert listing.finished
    assert listing.next_page() == ()
    assert len(hub.log.all()) == 3


def test_a_page_that_failed_can_be_asked_for_again(hub: HubServer, session: HubSession) -> None:
    listing = Listing(session, Query(sort="downloads"), page_size=2)
    listing.next_page()
    hub.misbehave("status", "/api/models", status=500, times=2)
    with pytest.raises(ServerTrouble):
        listing.next_page()
    assert [row.repo_id for row in listing.next_page()] == ["lab/chat", "other/qwen"]


def test_a_next_page_elsewhere_is_refused(hub: HubServer, session: HubSession) -> None:
    hub.reading.next_origin = hub.stranger
    with pytest.raises(Untrusted):
        Listing(session, Query(), page_size=2).next_page()
    assert not hub.log.all(server="stranger")


def test_a_page_that_leads_to_itself_ends(hub: HubServer, session: HubSession) -> None:
    url = f"{hub.endpoint}/api/models?again=1"
    hub.misbehave("header", "/api/models", headers={"Link": f'<{url}>; rel="next"'})
    listing = Listing(session, Query(), page_size=2)
    while not listing.finished:
        listing.next_page()
    assert len(hub.log.all()) == 2


@pytest.mark.parametrize(
    "entry",
    [None, 7, "lab/base", [], {}, {"id": 5}, {"id": "../x"}, {"id": "lab/a\x1b[31m"}, {"id": "a" * 300}],
)
def test_rows_without_a_usable_name_are_left_out(entry: Any) -> None:
    assert parse_row(entry) is None


def test_a_hostile_row_keeps_its_hands_off(hub: HubServer) -> None:
    row = parse_row(
        {
            "id": "lab/x",
            "downloads": "many",
            "likes": -1,
            "gated": "perhaps",
            "tags": ["ok", 5, None, "\x1b[2J", "rtl\u202e", "x" * 10_000],
            "safetensors": {"total": 1e300, "parameters": {"BF16": "x"}},
            "config": {"architectures": [["A"]], "model_type": {"$ne": 1}},
            "cardData": "not a table",
            "baseModels": {"models": [{"id": 5}, "x"], "relation": ["merge"]},
            "lastModified": 20260101,
        }
    )
    assert row is not None
    assert (row.downloads, row.likes, row.parameters, row.gated, row.base_models) == (None, None, None, "", ())
    assert all(tag.isprintable() and len(tag) <= 200 for tag in row.tags)


@pytest.mark.parametrize("answer", [{}, "text", 5, None])
def test_a_listing_that_is_no_list_is_refused(hub: HubServer, session: HubSession, answer: Any) -> None:
    hub.misbehave("edit", "/api/models$", change=lambda said: answer)
    with pytest.raises(NotAHub):
        Listing(session, Query()).next_page()
