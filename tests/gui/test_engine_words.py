"""The engine's sentences in the window's language: recognised with their values, and never taken for another."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from graftwork.details import failure_of
from graftwork.engine_words import EngineWords, Template, engine_words, known
from graftwork.language import Language
from graftwork.titles import shown_title
from graftwork_core.errors import GraftworkError
from graftwork_core.jobs.failures import failure
from graftwork_core.model.info import open_model


def said_in_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/m/config.json does not exist.", "/m/config.json 不存在。"),
        ("long: /m has GGUF weights only.", "long: /m 只有 GGUF 权重。"),
        ("The disk of /out became full while it was written.", "写入 /out 时，其所在磁盘已满。"),
        (
            "Free some space and run the job again. It goes on where it stopped.",
            "请腾出空间，然后重新运行任务。它会从中断处继续。",
        ),
        ("Free some space and run the job again.", "请腾出空间，然后重新运行任务。"),
        ("Choose another --out.", "请另选输出文件夹。"),
        ("mine.yaml: filler: needs either sentences or files.", "mine.yaml: filler：需要 sentences 或 files 之一。"),
        (
            "/m/graftwork.json: The context settings have a window that is not a number of tokens.",
            "/m/graftwork.json：上下文设置中的 window 不是词元数。",
        ),
        (
            "a/b has its weights as pickles or other files that can run code when read, "
            "and Graftwork never opens those.",
            "a/b 的权重是 pickle 或其他读取时可能运行代码的文件，Graftwork 从不打开它们。",
        ),
        ("Log in: graftwork hub login.", "请在设置中登录。"),
        ("The donor is stored in fp16, the base in bf16.", "供体以 fp16 存储，基座以 bf16 存储。"),
        ("config.json, line 3, holds a path of this machine.", "config.json 第 3 行含有本机路径。"),
        ("owner/x exists already, and is public.", "owner/x 已存在，并且是公开的。"),
        (
            "/m: tensor 'a {b}' is damaged: its dtype is not a text.",
            "/m：张量 'a {b}' 已损坏：其 dtype 不是文本。",
        ),
        (
            "The server at http://x is not running: the connection was refused, and so it went 3 times in a row.",
            "http://x 的服务器没有运行：连接被拒绝，并且连续 3 次都是如此。",
        ),
    ],
)
def test_what_the_engine_says_is_said_in_chinese(text: str, expected: str) -> None:
    assert engine_words(text) == expected


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    "text", ["", "Something new.", "long.", "What is left: 3.", "x" * 5000, "The disk is full" * 200]
)
def test_what_is_not_known_is_said_as_it_is(text: str) -> None:
    assert engine_words(text) == text


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    "piece", ["The disk of {} is full. ", "a: ", ": tensor ", "The server at ", ". A is not B", "{name}"]
)
def test_a_hostile_text_is_said_somehow(piece: str) -> None:
    assert engine_words((piece * 2000)[:2000])


def test_in_english_only_what_names_a_command_is_said_otherwise() -> None:
    text = "/m: tensor 'a' is damaged: its dtype is not a text. Log in again."
    assert engine_words(text) == text
    assert engine_words("Log in: graftwork hub login.") == "Log in in the settings."
    assert (
        engine_words("Merge again with --shard-size 5GB.") == 'Merge again with "Shard size: 5 GB" under More options.'
    )


def test_the_sentence_with_more_words_of_its_own_is_taken() -> None:
    words = EngineWords((Template("{a} has no b."), Template("{a} has no {b}.")), ())
    assert words.say("x has no b.") == "x has no b."
    assert Template("{a} has no {b}.").values("x has no y. Z has no w.") is None, "two sentences are not one"
    assert Template("{a} has no {b}.").values("x has no y") is None
    assert Template("{a}{b}.").values("xy.") == {"a": "", "b": "xy"}
    assert Template("Again. {kept}").values("Again.") == {"kept": ""}


def test_no_two_sentences_of_the_list_are_the_same() -> None:
    texts = [one.text for one in (*known().sentences, *known().phrases)]
    assert len(texts) == len(set(texts)) > 800


@pytest.mark.usefixtures("chinese")
def test_a_broken_model_is_explained_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{not json")
    with pytest.raises(GraftworkError) as caught:
        open_model(tmp_path)
    shown = failure_of(caught.value)
    assert str(tmp_path) in shown.message
    assert "不是有效的 JSON" in shown.message
    assert shown.hint == "请重新下载。"


@pytest.mark.usefixtures("chinese")
def test_a_full_disk_is_explained_in_chinese() -> None:
    told = failure(OSError(errno.ENOSPC, "No space left on device", "/out/model.safetensors"))
    assert engine_words(told.message) == "/out/model.safetensors 所在磁盘已满。"
    assert engine_words(told.hint) == "请腾出空间，或写到其他位置。请重新运行同一任务，从中断处继续。"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("long vs. base", "long 对比 base"),
        ("merged, classic", "merged，经典"),
        ("merged + a, b, quick", "merged + a, b，快速"),
        ("long, a prompt", "long，提示"),
        ("long - base → skill", "long - base → skill"),
        ("quick", "quick"),
        (" vs. ", " vs. "),
    ],
)
@pytest.mark.usefixtures("chinese")
def test_a_jobs_title_is_said_in_chinese(title: str, expected: str) -> None:
    assert shown_title(title) == expected


def test_the_language_is_the_windows(chinese: Language) -> None:
    assert said_in_chinese(engine_words("The disk is full."))
    chinese.unload()
    assert engine_words("The disk is full.") == "The disk is full."
