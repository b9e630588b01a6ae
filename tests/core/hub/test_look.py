"""A look at a repository: opened as a folder, for a few kilobytes, and refused when it is not what it should be."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.adapter.files import open_adapter
from graftwork_core.errors import BadInput, GraftworkError
from graftwork_core.hub import look, selection
from graftwork_core.hub.connect import connect
from graftwork_core.hub.errors import Damaged, HubError
from graftwork_core.hub.look import look_into
from graftwork_core.hub.names import parse_name
from graftwork_core.hub.places import Places
from graftwork_core.hub.repository import look_up
from graftwork_core.hub.session import HubSession
from graftwork_core.model.fit import check_fit
from graftwork_core.model.info import open_model
from tests.core.hub.making import INDEX, plain_model, safetensors, sharded
from tests.hub_server import HubServer


@pytest.fixture
def session(hub: HubServer) -> Iterator[HubSession]:
    with connect() as made:
        yield made


def opened(session: HubSession, name: str = "lab/model") -> Any:
    with look_into(session, parse_name(name)) as place:
        return open_model(place.folder)


def test_a_sharded_model_is_known_by_its_headers(hub: HubServer, session: HubSession) -> None:
    files = sharded()
    hub.add_model("lab/model", files)
    model = opened(session)
    assert (model.info.name, model.info.shards, model.info.tensors) == ("lab/model", 3, 7)
    assert model.info.parameters == 6 * 512 * 512 + 64 * 512
    total = sum(map(len, files.values()))
    assert hub.log.sent() < total / 10
    assert all(request.range is not None for request in hub.log.all(server="storage"))


def test_what_a_download_would_cost_is_told(hub: HubServer, session: HubSession, hf_home: Path) -> None:
    files = sharded()
    hub.add_model("lab/model", files | {"train.py": b"x" * 999, "optimizer.bin": b"y" * 999, "README.md": b"# hi"})
    with look_into(session, parse_name("lab/model")) as place:
        assert place.cost.nbytes == place.cost.missing == sum(map(len, files.values())) + 4
        assert place.cost.folder == hf_home / "hub" / "models--lab--model" / "snapshots" / place.repository.commit
        assert not place.is_here
    assert not (hf_home / "hub").exists()


def test_rows_come_by_range_and_tell_relatives_from_strangers(hub: HubServer, session: HubSession) -> None:
    hub.add_model("lab/base", sharded(0))
    hub.add_model("lab/tuned", sharded(0) | {"config.json": sharded(0, rope_theta=1e6)["config.json"]})
    hub.add_model("lab/stranger", sharded(1))
    with Places() as places:
        base, tuned, stranger = (
            open_model(places.folder(Path(f"hf:lab/{name}"))) for name in ("base", "tuned", "stranger")
        )
        assert "kinship" not in [row.topic for row in check_fit(base, tuned).blocking]
        assert "kinship" in [row.topic for row in check_fit(base, stranger).blocking]
    assert hub.log.sent() < 1_000_000


def test_a_second_look_fetches_next_to_nothing(hub: HubServer, session: HubSession) -> None:
    hub.add_model("lab/model", sharded())
    opened(session)
    hub.log.clear()
    opened(session)
    assert not hub.log.all(server="storage")
    assert hub.log.sent() < 5_000


def test_another_commit_is_another_look(hub: HubServer, session: HubSession) -> None:
    hub.add_model("lab/model", sharded())
    opened(session)
    hub.model("lab/model").put({"config.json": sharded(rope_theta=77.0)["config.json"]})
    assert opened(session).config["rope_theta"] == 77.0
    first = hub.model("lab/model").commits[0].oid
    assert "rope_theta" not in opened(session, f"lab/model@{first}").config


def test_an_adapter_is_looked_at(hub: HubServer, session: HubSession) -> None:
    prefix = "base_model.model.model.layers.0.mlp.up_proj"
    weights = safetensors({f"{prefix}.lora_A.weight": (4, 32), f"{prefix}.lora_B.weight": (48, 4)})
    config = {"peft_type": "LORA", "r": 4, "lora_alpha": 8, "target_modules": ["up_proj"]}
    files = {"adapter_model.safetensors": weights, "adapter_config.json": json.dumps(config).encode()}
    hub.add_model("lab/adapter", files)
    with look_into(session, parse_name("lab/adapter")) as place:
        adapter = open_adapter(place.folder)
    assert (adapter.parameters, len(adapter.modules), adapter.problems) == (4 * 32 + 48 * 4, 1, ())


def test_a_closed_look_cannot_be_read(hub: HubServer, session: HubSession) -> None:
    hub.add_model("lab/model", plain_model())
    with look_into(session, parse_name("lab/model")) as place:
        folder = place.folder
    with pytest.raises(BadInput, match="truncated"):
        open_model(folder)


def hostile_header(header: Any, length: int | None = None, data: int = 64) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + b"\0" * data


def entry(begin: int = 0, end: int = 64, shape: Any = (16,), dtype: Any = "F32") -> dict[str, Any]:
    return {"dtype": dtype, "shape": list(shape), "data_offsets": [begin, end]}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"short",
        hostile_header({}, length=2**63),
        hostile_header({}, length=26_000_000),
        hostile_header({}, length=10**6),
        hostile_header(b"[" * 50_000),
        hostile_header(b'{"a":' * 20_000),
        hostile_header(b'{"a": {}, "a": {}}'),
        hostile_header(b"\xff\xfe{}"),
        hostile_header([1, 2]),
        hostile_header({"a": entry(0, 32, (8,)), "b": entry(16, 64, (12,))}),
        hostile_header({"a": entry(8, 64, (14,))}),
        hostile_header({"a": entry(-64, 0)}),
        hostile_header({"a": entry(64, 0)}),
        hostile_header({"a": entry(0, 640, (160,))}),
        hostile_header({"a": entry(shape=(2**40, 2**40))}),
        hostile_header({"a": entry(dtype="PICKLE")}),
        hostile_header({"a": entry(shape="16")}),
        hostile_header({"a": entry(shape=[-16])}),
        hostile_header({"a": 5}),
        hostile_header({"__metadata__": {"x": [1]}, "a": entry()}),
        hostile_header({"a": entry()}, data=128),
    ],
)
def test_hostile_headers_are_refused(hub: HubServer, session: HubSession, content: bytes) -> None:
    hub.add_model("lab/model", {"model.safetensors": content, "config.json": b"{}"}, lfs_threshold=1)
    with pytest.raises(GraftworkError) as caught:
        opened(session)
    assert caught.value.hint
    assert hub.log.sent() < 200_000


def test_a_header_is_not_fetched_beyond_its_bound(hub: HubServer, session: HubSession) -> None:
    huge = hostile_header(b"{" + b" " * 30_000_000 + b"}")
    hub.add_model("lab/model", {"model.safetensors": huge, "config.json": b"{}"})
    with pytest.raises(BadInput, match="header"):
        opened(session)
    assert hub.log.sent() < 200_000


def test_a_long_header_comes_in_two_pieces(hub: HubServer, session: HubSession) -> None:
    shapes = {f"model.layers.{number}.mlp.up_proj.weight": (2, 16) for number in range(2000)}
    hub.add_model("lab/model", {"model.safetensors": safetensors(shapes), "config.json": b"{}"})
    assert opened(session).info.tensors == 2000
    assert len(hub.log.all(server="storage")) == 2


@pytest.mark.parametrize(
    ("kind", "about", "error"),
    [
        ("no_range", {}, HubError),
        ("wrong_range", {}, Damaged),
        ("header", {"headers": {"Content-Encoding": "gzip"}}, HubError),
    ],
)
def test_servers_that_send_other_bytes(
    hub: HubServer, session: HubSession, kind: Any, about: dict[str, Any], error: type[GraftworkError]
) -> None:
    hub.add_model("lab/model", sharded(width=8192, shards=1))
    hub.misbehave(kind, "/lab/model/[0-9a-f]{64}", **about)
    with pytest.raises(error):
        opened(session)
    assert session.manners.traffic.received < 1_000_000


def test_a_size_that_is_a_lie_is_noticed(hub: HubServer, session: HubSession) -> None:
    hub.add_model("lab/model", plain_model())
    hub.model("lab/model").claimed_sizes["model.safetensors"] = 5 * 10**12
    with pytest.raises(GraftworkError):
        opened(session)


@pytest.mark.parametrize("name", ["config.json", INDEX])
def test_a_small_file_that_arrives_changed_is_noticed(hub: HubServer, session: HubSession, name: str) -> None:
    hub.add_model("lab/model", sharded())
    hub.misbehave("corrupt", f"/resolve-cache/.*/{name}", after=3)
    with pytest.raises(Damaged, match=name):
        opened(session)


def test_a_gated_model_is_told_from_a_missing_one(hub: HubServer, session: HubSession) -> None:
    hub.add_model("lab/model", plain_model(), gated="auto")
    with pytest.raises(GraftworkError) as caught:
        opened(session)
    assert caught.value.kind == "gated"


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"weight_map": {}},
        {"weight_map": {"a": "../../etc/passwd"}},
        {"weight_map": {"a": "sub/model.safetensors"}},
        {"weight_map": {"a": "missing.safetensors"}},
        {"weight_map": {"a": "config.json"}},
        {"weight_map": {"a": 5}},
        {"weight_map": [1]},
        [],
    ],
)
def test_hostile_lists_of_shards_are_refused(hub: HubServer, session: HubSession, table: Any) -> None:
    hub.add_model("lab/model", sharded() | {INDEX: json.dumps(table).encode()})
    with pytest.raises(BadInput):
        opened(session)


@pytest.mark.parametrize(
    ("move", "match"),
    [
        (lambda table: table.update({"model.embed_tokens.weight": "model-00002-of-00003.safetensors"}), "lacks tensor"),
        (lambda table: table.pop("model.embed_tokens.weight"), "does not name"),
    ],
)
def test_a_list_that_does_not_match_the_shards_is_refused(
    hub: HubServer, session: HubSession, move: Callable[[dict[str, str]], object], match: str
) -> None:
    files = sharded()
    content = json.loads(files[INDEX])
    move(content["weight_map"])
    hub.add_model("lab/model", files | {INDEX: json.dumps(content).encode()})
    with pytest.raises(BadInput, match=match):
        opened(session)


@pytest.mark.parametrize(
    ("files", "match"),
    [
        ({"pytorch_model.bin": b"x", "config.json": b"{}"}, "run code"),
        ({"model.pkl": b"x", "config.json": b"{}"}, "run code"),
        ({"weights.npz": b"x", "config.json": b"{}"}, "run code"),
        ({"adapter_model.bin": b"x", "adapter_config.json": b"{}"}, "run code"),
        ({"model.gguf": b"x", "config.json": b"{}"}, "GGUF"),
        ({"model_index.json": b"{}", "unet.safetensors": b"x"}, "image"),
        ({"README.md": b"x"}, "has no"),
    ],
)
def test_repositories_without_safetensors_say_why_not(
    hub: HubServer, session: HubSession, files: dict[str, bytes], match: str
) -> None:
    hub.add_model("lab/model", files)
    with pytest.raises(BadInput, match=match) as caught:
        opened(session)
    assert "load anyway" not in str(caught.value)
    assert not hub.log.all("resolve")


def test_code_and_pickles_are_never_among_the_files(hub: HubServer, session: HubSession) -> None:
    extra = ["modeling_evil.py", "training_args.bin", "x.pt", "rng.pth", "a.ckpt", "b.h5", "c.zip", ".env", "run.sh"]
    hub.add_model("lab/model", plain_model() | dict.fromkeys(extra, b"x") | {"tokenizer.json": b"{}", "LICENSE": b"x"})
    chosen = selection.select(look_up(session, parse_name("lab/model")))
    assert sorted(file.path for file in chosen.files) == [
        "LICENSE", "README.md", "config.json", "model.safetensors", "tokenizer.json",
    ]  # fmt: skip


def test_who_asks_again_and_again_fetches_rows_once(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "_shared", None)  # so that it is put back
    look.share_pieces()
    hub.add_model("lab/base", sharded(1))
    hub.add_model("lab/donor", sharded(2))

    def rows() -> list[str]:
        with Places() as places:
            base, donor = (open_model(places.folder(Path(f"hf:lab/{name}"))) for name in ("base", "donor"))
            return [row.message for row in check_fit(base, donor).rows]

    first = rows()
    assert hub.log.all(r"/resolve/.*\.safetensors$")
    hub.log.clear()
    assert rows() == first
    assert not hub.log.all(r"/resolve/.*\.safetensors$")


def test_tokenizers_are_told_apart_without_fetching_them(hub: HubServer, session: HubSession) -> None:
    same, other = json.dumps({"model": {"vocab": {"a": 0}}}).encode() * 1, b'{"model": {"vocab": {"b": 0}}}'
    hub.add_model("lab/base", sharded() | {"tokenizer.json": same})
    hub.add_model("lab/same", sharded() | {"tokenizer.json": same})
    hub.add_model("lab/other", sharded() | {"tokenizer.json": other})
    with Places() as places:
        base, twin, changed = (open_model(places.folder(Path(f"hf:lab/{name}"))) for name in ("base", "same", "other"))
        rows = {row.topic: row for row in check_fit(base, twin).rows}
        assert rows["tokenizer"].severity == "ok"
        (row,) = [row for row in check_fit(base, changed).warnings if row.topic == "tokenizer"]
        assert "not on this machine yet" in row.message
    assert not hub.log.all("tokenizer.json")


def test_without_the_hub_the_cache_is_used_and_said(
    hub: HubServer, tmp_path: Path, hf_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.hub_server.client import real_client

    hub.add_model("lab/model", sharded())
    real_client('snapshot_download("lab/model")', hub, hf_home)
    hub.log.clear()
    with Places() as places:
        folder = places.folder(Path("hf:lab/model"))
        assert open_model(folder).info.tensors == 7
        assert folder.is_relative_to(hf_home)
        assert any("have not been checked" in note for note in places.notes)
    assert not hub.log.all(server="storage")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    hub.log.clear()
    with Places() as places:
        assert open_model(places.folder(Path("hf:lab/model"))).info.name == "lab/model"
        assert any("could not be asked" in note for note in places.notes)
    assert not hub.log.all()
    with Places() as places, pytest.raises(HubError, match="offline"):
        places.folder(Path("hf:lab/other"))
