"""A run's folder: whatever happens to the process, what was answered is there; what others wrote is checked."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graftwork_core.errors import BadInput, OutputExists
from graftwork_core.haystack.results.answers import Forced, Generated, QuestionResult, TokenScore
from graftwork_core.haystack.results.header import RunHeader
from graftwork_core.haystack.results.run_file import read_run, write_result
from graftwork_core.haystack.results.store import RESULT_NAME, RUN_NAME, open_store, read_log, read_result
from tests.core.haystack.synthetic import LENGTHS, everywhere, header, question, results

finite = st.floats(-1e4, 0, allow_nan=False)
texts = st.text(max_size=60)


@st.composite
def any_result(draw: st.DrawFn) -> QuestionResult:
    scores = draw(st.lists(st.builds(TokenScore, st.integers(0, 2**31), finite, st.booleans()), max_size=4))
    forced = st.none() | st.builds(
        Forced, st.booleans(), finite, finite, st.floats(0, 1), st.none() | finite, st.none() | st.integers(1, 10),
        st.just(tuple(scores)),
    )  # fmt: skip
    generated = st.none() | st.builds(
        Generated, st.booleans(), texts, st.sampled_from(["stop", "length"]), st.none() | st.integers(0, 2**40)
    )
    return QuestionResult(
        id=draw(st.text("abc-019", min_size=1, max_size=20)), seed=draw(st.integers(-(2**60), 2**60)), tier="T4",
        language=draw(st.sampled_from(["en", "zh"])), length_target=draw(st.integers(1, 2**27)),
        length_true=draw(st.integers(0, 2**27)), depth_target=draw(st.floats(0, 1)), depth_true=draw(st.floats(0, 1)),
        needle_token=draw(st.integers(-1, 2**27)), distance=draw(st.integers(-1, 2**27)), key=draw(texts),
        expected=draw(texts), control=draw(st.booleans()), status=draw(st.sampled_from(["ok", "void", "error"])),
        reason=draw(texts), forced=draw(forced), generated=draw(generated), seconds=draw(st.floats(0, 1e6)),
        extra=draw(st.dictionaries(st.sampled_from(["phase", "later"]), st.integers() | st.none(), max_size=2)),
    )  # fmt: skip


@given(any_result())
def test_a_result_survives_the_way_through_json(result: QuestionResult) -> None:
    text = json.dumps({"type": "question", **result.as_json()}, allow_nan=False)
    again = QuestionResult.from_json(json.loads(text), "a line")
    assert again == result
    assert again.extra == result.extra


@settings(max_examples=30, deadline=None)
@given(st.lists(any_result(), max_size=8, unique_by=lambda one: one.id), st.data())
def test_a_log_torn_anywhere_keeps_every_whole_line(
    tmp_path_factory: pytest.TempPathFactory, some: list[QuestionResult], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("torn")
    with open_store(folder, header()) as store:
        for one in some:
            store.append(one)
    content = (folder / RUN_NAME).read_bytes()
    cut = data.draw(st.integers(0, len(content)))
    (folder / RUN_NAME).write_bytes(content[:cut])
    whole = content[:cut].count(b"\n")
    with open_store(folder, header()) as store:
        assert store.results == tuple(some[: max(0, whole - 1)])
        assert store.torn == cut - (content[:cut].rfind(b"\n") + 1)
        for one in some[len(store.results) :]:
            store.append(one)
    assert (folder / RUN_NAME).read_bytes() == content


def test_a_killed_process_loses_nothing_and_the_summary_is_the_same(tmp_path: Path) -> None:
    everything = results(lambda length, depth, number: depth > 0.2)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    with open_store(whole, header()) as store:
        for one in everything:
            store.append(one)
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(killed)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([p for p in sys.path if p] + [os.getcwd()])},
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline().strip() == b"40"
    child.kill()
    child.wait()
    child.stdin.close()
    child.stdout.close()
    assert child.returncode in (-signal.SIGKILL, 1)
    with (killed / RUN_NAME).open("ab") as stream:
        stream.write(b'{"type": "question", "id": "half')
    with open_store(killed, header(created_utc="later")) as store:
        assert store.resumed == 40
        assert store.torn == 32
        assert store.header.created_utc == header().created_utc
        for one in everything:
            if one.id not in store.done:
                store.append(one)
    assert write_result(killed).summary == write_result(whole).summary
    assert (killed / RESULT_NAME).read_bytes() == (whole / RESULT_NAME).read_bytes()


_CHILD = """
import sys
from pathlib import Path
from graftwork_core.haystack.results.store import open_store
from tests.core.haystack.synthetic import header, results
store = open_store(Path(sys.argv[1]), header())
for one in results(lambda length, depth, number: depth > 0.2)[:40]:
    store.append(one)
print(len(store.results), flush=True)
sys.stdin.read()
"""


def test_another_plan_model_or_engine_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path, header()) as store:
        store.append(question(128, 0.5))
    before = (tmp_path / RUN_NAME).read_bytes()
    for other in (
        header(plan_hash="plan-2"),
        header(model={"name": "demo", "sha256_of_config": "c2"}),
        header(engine={"kind": "server"}),
        header(merge={"adapter": "a"}),
    ):
        with pytest.raises(OutputExists, match="another run"):
            open_store(tmp_path, other)
    assert (tmp_path / RUN_NAME).read_bytes() == before


def test_overwrite_replaces_another_run_but_resumes_the_same(tmp_path: Path) -> None:
    with open_store(tmp_path, header()) as store:
        store.append(question(128, 0.5))
    write_result(tmp_path)
    with open_store(tmp_path, header(), overwrite=True) as store:
        assert store.resumed == 1
    with open_store(tmp_path, header(plan_hash="plan-2"), overwrite=True) as store:
        assert store.resumed == 0
    assert not (tmp_path / RESULT_NAME).exists()
    assert read_log(tmp_path).header.plan_hash == "plan-2"


@pytest.mark.parametrize("content", [b"my notes\n", b"my notes", b'{"a": 1}\n', b"\x00\xff"])
@pytest.mark.parametrize("overwrite", [False, True])
def test_a_file_that_is_not_ours_is_never_touched(tmp_path: Path, content: bytes, overwrite: bool) -> None:
    (tmp_path / RUN_NAME).write_bytes(content)
    with pytest.raises(BadInput, match=RUN_NAME):
        open_store(tmp_path, header(), overwrite=overwrite)
    assert (tmp_path / RUN_NAME).read_bytes() == content


def test_a_result_without_a_run_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / RESULT_NAME).write_text("{}")
    with pytest.raises(OutputExists, match="no run beside it"):
        open_store(tmp_path, header())


def test_two_processes_do_not_write_one_run(tmp_path: Path) -> None:
    with open_store(tmp_path, header()), pytest.raises(OutputExists, match="Another Graftwork process"):
        open_store(tmp_path, header())
    open_store(tmp_path, header()).close()


def test_asked_again_the_later_answer_counts_and_errors_are_worth_another_try(tmp_path: Path) -> None:
    with open_store(tmp_path, header()) as store:
        store.append(question(128, 0.5, hit=False, status="error", reason="out of memory"))
        assert store.done == frozenset()
        store.append(question(128, 0.5))
        store.append(question(256, 0.5, status="void", reason="cut"))
        assert len(store.done) == 2
    log = read_log(tmp_path)
    assert [one.status for one in log.results] == ["ok", "void"]


def test_work_of_all_sessions_is_added_up(tmp_path: Path) -> None:
    for _ in range(2):
        with open_store(tmp_path, header()) as store:
            store.add_work(1000, 2.5)
    summary = write_result(tmp_path).summary
    assert (summary.tokens, summary.seconds) == (2000, 5.0)


def test_scores_that_are_no_numbers_make_a_question_void(tmp_path: Path) -> None:
    sound = question(128, 0.5)
    assert sound.forced is not None
    broken = replace(sound, id="nan", forced=replace(sound.forced, lp_mean=math.nan))
    impossible = replace(sound, id="inf", forced=replace(sound.forced, lp_sum=-math.inf, margin=-math.inf))
    with open_store(tmp_path, header()) as store:
        store.append(broken)
        store.append(impossible)
    nan, inf = read_log(tmp_path).results
    assert (nan.status, nan.forced) == ("void", None)
    assert "NaN" in nan.reason
    assert inf.status == "ok"
    assert inf.forced is not None
    assert inf.forced.lp_sum == -1e4


def test_fields_of_later_versions_are_kept(tmp_path: Path) -> None:
    top = {"type": "header", **header().as_json(), "schema": "niah/1.4", "weather": "fine"}
    line = {"type": "question", **question(128, 0.5).as_json(), "mood": [1, 2]}
    unknown = {"type": "thought", "text": "…"}
    (tmp_path / RUN_NAME).write_text("".join(json.dumps(one) + "\n" for one in (top, line, unknown)))
    run = read_run(tmp_path)
    assert run.header.extra == {"weather": "fine"}
    assert run.results[0].extra == {"mood": [1, 2]}
    write_result(tmp_path)
    assert read_result(tmp_path)["weather"] == "fine"
    assert read_result(tmp_path)["schema"] == "niah/1.4"


def test_a_newer_schema_is_refused_clearly(tmp_path: Path) -> None:
    top = {"type": "header", **header().as_json(), "schema": "niah/2"}
    (tmp_path / RUN_NAME).write_text(json.dumps(top) + "\n")
    with pytest.raises(BadInput, match="niah/2") as caught:
        read_run(tmp_path)
    assert "version of Graftwork" in caught.value.hint
    (tmp_path / RESULT_NAME).write_text(json.dumps({"schema": "niah/2"}))
    with pytest.raises(BadInput, match="niah/2"):
        read_result(tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("length_target", 0), ("length_target", "128"), ("length_target", True), ("length_target", 1e300),
        ("depth_target", 1.5), ("depth_target", None), ("status", "fine"), ("control", 1), ("id", ""), ("id", 7),
        ("key", ["a"]), ("seconds", -1), ("forced", [1]), ("generated", {"hit": "yes", "text": "a"}),
        ("forced", {"hit": True, "lp_mean": -1, "lp_sum": -1, "p": 7}), ("distance", -2),
    ],
)  # fmt: skip
def test_a_line_with_a_wrong_field_is_named(tmp_path: Path, name: str, value: object) -> None:
    line = {"type": "question", **question(128, 0.5).as_json(), name: value}
    last = {"type": "question", **question(256, 0.5).as_json()}
    lines = [{"type": "header", **header().as_json()}, line, last]
    (tmp_path / RUN_NAME).write_text("".join(json.dumps(one) + "\n" for one in lines))
    with pytest.raises(BadInput, match="line 2") as caught:
        read_run(tmp_path)
    assert name in str(caught.value) or name in ("forced", "generated")


@pytest.mark.parametrize("broken", ["NaN", "1e999", "-Infinity", "[" * 5000, '{"a": 1', "7", "9" * 5000])
def test_a_broken_line_in_the_middle_is_refused_and_not_skipped(tmp_path: Path, broken: str) -> None:
    good = json.dumps({"type": "question", **question(128, 0.5).as_json()})
    line = good[:-1] + f', "more": {broken}}}'
    top = json.dumps({"type": "header", **header().as_json()})
    if broken == "7":
        line = "7"
    (tmp_path / RUN_NAME).write_text(f"{top}\n{line}\n{good}\n")
    with pytest.raises(BadInput, match="line 2"):
        read_run(tmp_path)


def test_what_is_no_run_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not there"):
        read_run(tmp_path)
    (tmp_path / RUN_NAME).mkdir()
    with pytest.raises(BadInput, match="no file"):
        read_run(tmp_path)


def test_half_characters_of_a_reply_do_not_break_the_log(tmp_path: Path) -> None:
    with open_store(tmp_path, header()) as store:
        store.append(question(128, 0.5, generated=True, text="47\ud83d 83\nand more"))
    reply = read_log(tmp_path).results[0].generated
    assert reply is not None
    assert reply.text == "47? 83\nand more"


def test_result_json_has_the_schema_and_the_summary(tmp_path: Path) -> None:
    with open_store(tmp_path, header()) as store:
        for one in results(everywhere):
            store.append(one)
    write_result(tmp_path)
    content = read_result(tmp_path)
    assert content["schema"] == "niah/1"
    assert content["plan"] == {"lengths": list(LENGTHS)}
    summary = content["summary"]
    assert {
        "cells", "by_length", "by_depth", "by_distance", "effective", "worst_band", "middle_penalty", "log_area",
        "false_retrieval", "voids", "all_green", "verdict", "tokens", "seconds",
    } <= summary.keys()  # fmt: skip
    assert {"length", "depth_band", "n", "hits", "rate", "lo", "hi", "lp_mean", "state"} <= summary["cells"][0].keys()
    assert summary["effective"] == {"ours": 2048, "ruler_85_6": 2048, "own_85": 2048}
    assert not [file for file in tmp_path.iterdir() if file.name not in (RUN_NAME, RESULT_NAME)]


def test_the_header_survives_the_way_through_json() -> None:
    top = header(merge={"weight": 0.75}, audit=())
    assert RunHeader.from_json({"type": "header", **top.as_json()}, "a header") == top


def test_what_the_engine_tells_later_becomes_part_of_the_header(tmp_path: Path) -> None:
    for _ in range(2):
        with open_store(tmp_path, header()) as store:
            store.tell_engine({"notes": ["one-shot prefill"], "kind": "other"})
            assert store.header.engine == {"kind": "local", "notes": ["one-shot prefill"]}
    assert read_log(tmp_path).header.engine == {"kind": "local", "notes": ["one-shot prefill"]}
    assert (tmp_path / RUN_NAME).read_bytes().count(b"\n") == 2
    open_store(tmp_path, header()).close()


def test_planned_lengths_are_found_wherever_the_plan_has_them() -> None:
    assert header(plan={"plan": {"lengths": [512, 128, True, "x", 0]}}).lengths == (128, 512)
    assert header(plan={"lengths": 7}).lengths == ()
    assert header(plan={}).lengths == ()
