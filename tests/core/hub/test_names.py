"""Names from outside: what may be asked for, and what may become a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.hub.names import HubName, clashing, is_hub_name, parse_name, unsafe_file

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hf:lab/model", HubName("lab/model")),
        ("lab/model", HubName("lab/model")),
        ("hf:gpt2", HubName("gpt2")),
        ("hf:lab/model@v1.0", HubName("lab/model", "v1.0")),
        (f"hf:lab/Model-7B.v2@{COMMIT}", HubName("lab/Model-7B.v2", COMMIT)),
        ("hf:lab/model@refs/pr/3", HubName("lab/model", "refs/pr/3")),
        ("https://huggingface.co/lab/model", HubName("lab/model")),
        ("https://huggingface.co/lab/model/tree/dev", HubName("lab/model", "dev")),
        (Path("hf:lab/model@main"), HubName("lab/model")),
        (Path("hf://lab/model"), HubName("lab/model")),
    ],
)
def test_names_are_understood(text: str | Path, name: HubName) -> None:
    assert parse_name(text) == name
    assert parse_name(str(name)) == name


@pytest.mark.parametrize(
    "text",
    [
        "hf:",
        "hf:a/b/c",
        "hf:../../etc",
        "hf:lab/..",
        "hf:lab/mod el",
        "hf:lab/model?x=1",
        "hf:lab/model#x",
        "hf:lab/a--b",
        "hf:-lab/model",
        "hf:lab/model.git",
        "hf:datasets/squad",
        "hf:lab/model@../../x",
        "hf:lab/model@a b",
        "hf:lab/" + "x" * 200,
        "hf:lab/mödel",
    ],
)
def test_names_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_name(text)
    assert caught.value.hint


def test_only_the_prefix_makes_a_path_a_hub_name() -> None:
    assert is_hub_name("hf:lab/model")
    assert is_hub_name(Path("hf:lab/model"))
    assert not is_hub_name(Path("/models/hf:lab"))
    assert not is_hub_name("hfmodels/x")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../x.safetensors",
        "a/../../x",
        "/etc/passwd",
        "a//b",
        "./x",
        "C:/x",
        "c:x",
        "\\\\server\\share\\x",
        "a\\..\\b",
        ".cache/huggingface/download/model.safetensors.metadata",
        ".git/config",
        "sub/.hidden",
        "con",
        "NUL.safetensors",
        "lpt1.json",
        "model.safetensors.",
        "model.safetensors ",
        "a\0b",
        "a\nb",
        "a\x1b[31mb",
        "model\u202esnip.safetensors",
        "model\u200b.safetensors",
        "what?.json",
        "x" * 300,
        "\udcff.json",
    ],
)
def test_hostile_file_names_get_no_path(name: str) -> None:
    assert unsafe_file(name)


@pytest.mark.parametrize("name", ["config.json", "model-00001-of-00003.safetensors", "sub/tokenizer.json", "模型.md"])
def test_usual_file_names_do(name: str) -> None:
    assert not unsafe_file(name)


def test_names_that_are_one_file_elsewhere_clash() -> None:
    assert clashing(["Config.json", "config.json"]) == ("Config.json", "config.json")
    assert clashing(["caf\u00e9.md", "cafe\u0301.md"]) is not None
    assert clashing(["a", "a/b"]) == ("a", "a/b")
    assert clashing(["a/b", "a/c", "b"]) is None
