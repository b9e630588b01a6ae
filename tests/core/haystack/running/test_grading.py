"""When is an answer right? By likelihood and by what was written, in English and in Chinese."""

from __future__ import annotations

import math

import pytest

from graftwork_core.haystack.engines.protocol import Reply, Scores
from graftwork_core.haystack.plans.trial import Checkpoint, Document, Needle, Question
from graftwork_core.haystack.running import grading


def question(value: str = "4783", *, expected: tuple[str, ...] = (), control: bool = False) -> Question:
    needle = Needle("T1", "Zorim", value, (f" The code of Zorim is {value}.",), " Which?", value, expected or (value,))
    return Question(
        id="q1", needle=needle, control=control, length_target=64, length_true=63, depth_target=0.5, depth_true=0.48,
        needle_token=-1 if control else 30, distance=-1 if control else 20, suffix_ids=(1, 2), prefix_ids=(3,),
        answer_ids=(7, 8), foil_ids=((5, 6), (6, 5)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("4783", True),
        (" The code is 4783.", True),
        ("密码是4783。", True),
        ("密码是 ４７８３。", True),
        ("**4783**", True),
        ("code_4783", True),
        ("14783", False),
        ("47831", False),
        ("a4783", False),
        ("4 783", False),
        ("4782", False),
        ("", False),
        ("<think>It says 1111.</think>4783", True),
        ("<think>It says 4783.</think>I don't know.", False),
        ("It says 4783, or 1111?</think>\n\nThe code is 4783.", True),
        ("<think>Hm, 4783 it is", False),
        ("First 1111, then 4783.", False),
        ("4783, not 1111.", True),
        ("91111 and 4783", True),
    ],
)
def test_a_number_is_named_between_borders_and_before_any_other_planted_one(text: str, right: bool) -> None:
    assert grading.written_hit(text, ["4783"], ["1111", "2222"]) is right


@pytest.mark.parametrize(
    ("text", "value", "right"),
    [
        ("It is 1,234,567.", "1234567", True),
        ("It is 1'234'567", "1234567", True),
        ("It is 1,234,567,890.", "1234567", False),
        ("1234567.", "1234567", True),
        ("Maple Otter", "maple otter", True),
        ("the maple ottersons", "maple otter", False),
        ("答案是蓝色河马。", "蓝色河马", True),
        ("答案是河马。", "蓝色河马", False),
        ("Straße", "STRASSE", True),
        ("It is 1.234.567.", "1234567", True),
        ("It is 1.234", "234", False),
        ("It is 1,234", "234", False),
        ("It is 1,234", "1", False),
        ("1.4783", "4783", True),
        ("4783,2991", "2991", True),
        ("4783，2991", "2991", True),
    ],
)
def test_values_of_all_kinds(text: str, value: str, right: bool) -> None:
    assert grading.names(text, value) is right


@pytest.mark.parametrize(
    ("text", "part", "right"),
    [
        ("147835", "4783", False),
        ("14783", "4783", False),
        ("47835", "4783", True),
        ("4783.5", "4783", True),
        ("0.4783", "4783", False),
        ("3.14", "14", False),
        ("3.14", "3.14", True),
        ("The code is 4783.", "4783", True),
        ("4783.", "4783", True),
        ("code4783x", "4783", True),
        ("4,783", "4783", True),
        ("14,783,500", "4783", False),
        ("4783", "4,783", True),
        ("1.234.567", "1234567", True),
        ("密码是4783号", "4783", True),
        ("密码是14783号", "4783", False),
        ("密码是４７８３。", "4783", True),
        ("4783，2991", "2991", True),
        ("第3章", "3章", True),
        ("第13章", "3章", False),
        ("今年夏天很热", "夏天", True),
        ("concatenate", "cat", True),
        ("x2", "2", True),
    ],
)
def test_a_reply_holds_numbers_from_their_beginning(text: str, part: str, right: bool) -> None:
    assert grading.contains(text, [part]) is right


def test_all_expected_values_have_to_be_there() -> None:
    assert grading.written_hit("first 11, then 22", ["22", "11"], [])
    assert not grading.written_hit("only 11", ["22", "11"], [])
    assert not grading.written_hit("11, 33 and 22", ["11", "22"], ["33"])
    assert grading.written_hit("11, 22 and 33", ["11", "22"], ["33"])
    assert not grading.written_hit("whatever", [], [])


def test_likelihood_figures() -> None:
    grade = grading.forced(question(), Scores((-0.1, -0.3), (True, True), (-5.0, -0.2), 40))
    assert grade.hit
    assert grade.lp_sum == pytest.approx(-0.4)
    assert grade.lp_mean == pytest.approx(-0.2)
    assert grade.p == pytest.approx(math.exp(-0.4))
    assert grade.margin == pytest.approx(-0.2)
    assert grade.rank == 2, "one foil is likelier"
    assert [(token.id, token.argmax) for token in grade.per_token] == [(7, True), (8, True)]
    assert not grading.forced(question(), Scores((-0.1, -0.9), (True, False), (), 40)).hit
    assert grading.forced(question(), Scores((-0.1, -0.9), (True, False), (), 40)).rank is None


def test_a_control_is_hit_when_a_planted_value_is_named() -> None:
    asked = question("9999", control=True)
    assert grading.forced(asked, Scores((-9.0, -9.0), (False, False), (-0.5, -3.0), 40)).hit
    assert not grading.forced(asked, Scores((-0.1, -0.1), (True, True), (-4.0, -3.0), 40)).hit
    assert grading.generated(asked, Reply("It is 4783.", (), "stop", 40), {"4783", "1111"}).hit
    assert not grading.generated(asked, Reply("It is 9999.", (), "stop", 40), {"4783", "1111"}).hit


def test_the_own_values_of_a_needle_do_not_forbid_each_other() -> None:
    several = question("11", expected=("11", "22"))
    reply = Reply("22 and 11", (), "stop", 40)
    assert grading.generated(several, reply, {"11", "22", "33"}).hit


def test_a_line_of_the_results() -> None:
    asked = question()
    document = Document("d1", 5, "en", range(70), (Checkpoint(64, 60, (asked, question("9999", control=True))),))
    assert grading.planted_values(document) == {"4783"}
    sound = grading.result(
        asked, document, phase="scan", by_writing=grading.generated(asked, Reply("4783", (), "stop", 62), {"4783"})
    )
    assert sound.counts
    assert sound.hit
    assert (sound.key, sound.expected, sound.seed, sound.as_json()["phase"]) == ("Zorim", "4783", 5, "scan")
    void = grading.result(asked, document, phase="scan", void="The server cut the prompt.")
    assert (void.status, void.counts, void.reason) == ("void", False, "The server cut the prompt.")


def test_a_score_that_is_no_number_is_void() -> None:
    grade = grading.forced(question(), Scores((math.nan, -0.1), (False, True), (), 40))
    document = Document("d1", 5, "en", range(70), ())
    assert grading.result(question(), document, phase="scan", by_likelihood=grade).status == "void"
