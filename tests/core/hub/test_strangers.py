"""Models and adapters of strangers, from the Hub into a merge: what their files name is not followed, run or built."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.core import tiny
from tests.core.compare import tree
from tests.core.engine import COMMAND, merge
from tests.core.hub.conftest import OWNER
from tests.core.hub.making import files_below, plain_model
from tests.core.refusal import edit_json
from tests.hub_server import HubServer

KERNELS: Final = (
    "_attn_implementation_internal", "_attn_implementation", "attn_implementation",
    "_experts_implementation_internal", "experts_implementation",
)  # fmt: skip
CONFIG: Final = "adapter_config.json"
OTHER: Final = "lab/other"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Path]:
    """A place for outputs; nothing else may appear around it."""
    before = set(tmp_path.iterdir())
    (room := tmp_path / "room").mkdir()
    yield room
    assert set(tmp_path.iterdir()) - before <= {room, tmp_path / "adapter", tmp_path / "target"}


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`graftwork …` in a process of its own, which talks to the Hub of the test."""
    return subprocess.run(
        [*COMMAND, *map(str, words)],
        env=os.environ | {"COLUMNS": "200", "HF_TOKEN": OWNER} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


BASES: Final = (
    OTHER,
    "../../other",
    "/etc/passwd",
    "file:///etc/passwd",
    "hf:" + OTHER,
    "\\\\host\\share",
    "a\nb\x1b[2J",
)


@pytest.mark.parametrize("base", BASES)
def test_the_base_that_an_adapter_names_is_not_followed(base: str, hub: HubServer, tmp_path: Path, room: Path) -> None:
    adapter = tiny.copied(tiny.adapter("plain", "llama"), tmp_path / "adapter")
    edit_json(adapter / CONFIG, {"base_model_name_or_path": base})
    hub.content.add_model("lab/adapter", files_below(adapter))
    hub.content.add_model("lab/target", files_below(tiny.model("llama")))
    hub.content.add_model(OTHER, plain_model())

    done = run("merge", "--target", "hf:lab/target", "--adapter", "hf:lab/adapter", "--out", room / "merged")

    assert done.returncode == 0, done.stderr
    assert "\x1b[2J" not in done.stdout + done.stderr
    merge(tiny.model("llama"), tiny.adapter("plain", "llama"), room / "local")
    assert (room / "merged/model.safetensors").read_bytes() == (room / "local/model.safetensors").read_bytes()
    assert not [request for request in hub.log.all() if "other" in request.path or "passwd" in request.path]
    assert not hub.log.all(server="stranger")
    assert hub.log.tokens("storage") == set()


@pytest.mark.parametrize(
    ("setting", "value"),
    [("r", 2**40), ("lora_alpha", 1e300), ("target_modules", ["a" * 100_000]), ("rank_pattern", {"q_proj": 10**9})],
)
def test_an_absurd_adapter_is_refused_before_the_target_is_fetched(
    setting: str, value: Any, hub: HubServer, tmp_path: Path, room: Path
) -> None:
    adapter = tiny.copied(tiny.adapter("plain", "llama"), tmp_path / "adapter")
    edit_json(adapter / CONFIG, {setting: value})
    hub.content.add_model("lab/adapter", files_below(adapter))
    hub.content.add_model("lab/target", files_below(tiny.model("llama")))

    done = run("merge", "--target", "hf:lab/target", "--adapter", "hf:lab/adapter", "--out", room / "merged")

    assert done.returncode == 2, done.stderr
    assert setting in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(room.iterdir())


def bomb(kind: str) -> bytes:
    """A tokenizer.json that takes all time or memory of whoever loads it."""
    many = {f"t{number}": number for number in range(200_000)}
    model: dict[str, Any] = {"type": "BPE", "vocab": {"a": 0, "b": 1}, "merges": []}
    content: dict[str, Any] = {"version": "1.0", "added_tokens": [], "model": model}
    match kind:
        case "a regular expression without end":
            content["pre_tokenizer"] = {"type": "Split", "pattern": {"Regex": "(a+)+$"}, "behavior": "Isolated"}
        case "a huge vocabulary":
            model["vocab"] = many
        case "merges without end":
            model["merges"] = [["a", "b"]] * 200_000
        case "deep":
            return b'{"model":' * 200_000
        case "no JSON":
            return b"\xff\xfe" * 10_000
    return json.dumps(content).encode()


KINDS: Final = ("a regular expression without end", "a huge vocabulary", "merges without end", "deep", "no JSON")
LOADERS: Final = ("tokenizers", "jinja2")


@pytest.mark.parametrize("kind", KINDS)
def test_a_tokenizer_is_copied_and_not_loaded_by_a_merge(kind: str, tmp_path: Path, room: Path) -> None:
    target = tiny.copied(tiny.model("llama"), tmp_path / "target")
    (target / "tokenizer.json").write_bytes(bomb(kind))
    (target / "chat_template.jinja").write_text("{{ ''.__class__ }}{% for a in range(10**9) %}{% endfor %}")
    code = f"""
import sys
from pathlib import Path
from tests.core.engine import merge
merge(Path({str(target)!r}), Path({str(tiny.adapter("plain", "llama"))!r}), Path({str(room / "merged")!r}))
print([name for name in {LOADERS} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "[]\n"
    for name in ("tokenizer.json", "chat_template.jinja"):
        assert (room / "merged" / name).read_bytes() == (target / name).read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_looking_at_a_tokenizer_runs_nothing_of_it(kind: str, tmp_path: Path) -> None:
    target = tiny.copied(tiny.model("llama"), tmp_path / "target")
    (target / "tokenizer.json").write_bytes(bomb(kind))
    for words in (("inspect", target), ("compare", "--base", tiny.model("llama"), "--donor", target)):
        done = run(*words)
        assert done.returncode in (0, 1, 2, 3), done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout or done.stderr


def test_a_tokenizer_beyond_its_bound_is_not_read(tmp_path: Path) -> None:
    """The file is sparse: reading it would take longer than the test."""
    from graftwork_core.errors import BadInput
    from graftwork_core.model.vocabulary import MAX_TOKENIZER_BYTES, read_vocabulary

    with (tmp_path / "tokenizer.json").open("wb") as file:
        file.truncate(MAX_TOKENIZER_BYTES + 1)
    with pytest.raises(BadInput, match=r"tokenizer\.json"):
        read_vocabulary(tmp_path)


def test_a_model_with_code_and_hostile_settings_leaves_no_trace(hub: HubServer, tmp_path: Path, room: Path) -> None:
    """Code, kernels and other repositories that settings name: nothing of it is fetched, run or passed on."""
    marker = room / "ran"
    target = tiny.copied(tiny.model("llama"), tmp_path / "target")
    code = f"open({str(marker)!r}, 'w').close()\n"
    edit_json(
        target / "config.json",
        {
            "auto_map": {"AutoConfig": "evil.Config", "AutoModelForCausalLM": f"{OTHER}--evil.Model"},
            **dict.fromkeys(KERNELS, OTHER),
            "_name_or_path": "/home/somebody/model",
        },
    )
    files = files_below(target) | {"evil.py": code.encode(), "pytorch_model.bin": b"\x80\x04."}
    hub.content.add_model("lab/target", files)
    hub.content.add_model("lab/adapter", files_below(tiny.adapter("plain", "llama")))
    hub.content.add_model(OTHER, {**plain_model(), "evil.py": code.encode()})

    words = ("--target", "hf:lab/target", "--adapter", "hf:lab/adapter")
    done = run("merge", *words, "--out", room / "merged", "--verify", "full")

    assert done.returncode == 0, done.stderr
    assert not marker.exists()
    written = json.loads((room / "merged/config.json").read_text())
    assert not {*KERNELS, "_name_or_path"} & written.keys()
    assert not [
        request for request in hub.log.all() if "other" in request.path or request.path.endswith((".py", ".bin"))
    ]
    assert not [name for name in tree(room / "merged") if str(name).endswith((".py", ".bin"))]


def test_what_was_made_says_where_it_came_from(hub: HubServer, room: Path) -> None:
    """No program sees that weights were trained to deceive: what can be said is whose they are, exactly."""
    target = hub.add_model("lab/target", files_below(tiny.model("llama")))
    adapter = hub.add_model("lab/adapter", files_below(tiny.adapter("plain", "llama")))

    done = run("merge", "--target", "hf:lab/target", "--adapter", "hf:lab/adapter", "--out", room / "merged")

    assert done.returncode == 0, done.stderr
    recipe = json.loads((room / "merged/graftwork.json").read_text())["recipe"]
    for about, name, model in (
        (recipe["target"], "lab/target", target),
        (recipe["adapters"][0], "lab/adapter", adapter),
    ):
        assert (about["name"], about["commit"]) == (name, model.head.oid)
        assert all(file["sha256"] for file in about["files"])
    assert "lab/target" in (room / "merged/README.md").read_text()
