"""What a run becomes outside: nothing from it acts, everything reads without colour, every format says the same."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from graftwork_core.errors import BadInput
from graftwork_core.haystack.export import palette
from graftwork_core.haystack.export.axis import axis
from graftwork_core.haystack.export.curve import by_distance_curve, by_length_curve
from graftwork_core.haystack.export.difference import difference_map
from graftwork_core.haystack.export.drawing import Label, Picture
from graftwork_core.haystack.export.files import FORMATS, NAMES, export, export_difference
from graftwork_core.haystack.export.heatmap import heatmap
from graftwork_core.haystack.export.palette import Scale
from graftwork_core.haystack.export.plain import latin, plain, width_of, wrap
from graftwork_core.haystack.export.png import SCALE, to_png
from graftwork_core.haystack.export.public import public, shown
from graftwork_core.haystack.export.report import MOST_FAILURES, Beside, to_html
from graftwork_core.haystack.export.svg import to_svg
from graftwork_core.haystack.export.tables import cells_csv, questions_csv
from graftwork_core.haystack.export.words import tokens
from graftwork_core.haystack.questions.compiled import Snippet
from graftwork_core.haystack.results.compare import compare
from graftwork_core.haystack.results.header import Finding
from graftwork_core.haystack.results.run_file import Run
from tests.core.haystack.synthetic import DEPTHS, everywhere, is_png, make_run, nowhere, question, results

EVIL = "<script>alert('x')</script>\"&]]>\u202e\x00\ud800 ='cmd'!A1 javascript:alert(1)"
SVG = "{http://www.w3.org/2000/svg}"


def far_lost(length: int, depth: float, number: int) -> bool:
    return (1 - depth) * length < 600


def hostile() -> Run:
    some = [
        *results(far_lost),
        question(512, 0.5, 7, hit=False, generated=False, text=EVIL),
        question(512, 0.5, 8, status="void", reason=EVIL),
        question(512, 0.5, 9, control=True, hit=True),
    ]
    finding = Finding("theta_left_behind", "warning", EVIL)
    model = {"name": EVIL, "path": "/home/somebody/models/merged", "other": "C:\\Users\\somebody\\x"}
    return make_run(some, [finding], model=model, plan={"lengths": [128], "texts": ["/home/somebody/book.txt"]})


RUN = make_run(results(far_lost))


class Checked(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def shapes(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_from_outside_acts_in_the_page(language: str) -> None:
    run = hostile()
    beside = Beside((("<img src=x onerror=1>", RUN),), {run.results[-3].id: (Snippet(EVIL, EVIL, EVIL),)})
    page = to_html(run, language, beside)  # type: ignore[arg-type]
    seen = Checked(page)
    assert not {"script", "img", "iframe", "link", "object", "base", "form", "a"} & set(seen.tags)
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name in ("href", "src", "xlink:href")]
    assert "alert('x')" in seen.text
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    page.encode("utf-8")
    assert "default-src 'none'" in page
    assert not re.search(r"url\((?!#)", page)


def test_no_private_folder_gets_into_the_page() -> None:
    page = to_html(hostile())
    assert "somebody" not in page
    assert "book.txt" in page


def test_nothing_from_outside_acts_in_the_svg() -> None:
    root = shapes(to_svg(heatmap(hostile())))
    assert {element.tag for element in root.iter()} <= {
        SVG + name for name in ("svg", "title", "desc", "defs", "pattern", "line", "rect", "text", "polyline")
    }
    assert any("alert('x')" in (element.text or "") for element in root.iter(SVG + "text"))


def test_the_svg_has_a_cell_for_every_length_and_depth() -> None:
    picture = heatmap(RUN)
    root = shapes(to_svg(picture))
    tips = [title.text or "" for title in root.iter(SVG + "title") if title.get("id") is None]
    assert len(tips) == 5 * len(DEPTHS) == len(RUN.summary.cells)
    assert tips[0].startswith("128 · 0 % · 2 of 2 found · 95 % interval 0.34 to 1.00 · undecided")
    texts = [element.text for element in root.iter(SVG + "text")]
    assert texts.count("2/2") == sum(cell.tally.hits == 2 for cell in RUN.summary.cells)
    assert [text for text in texts if text in {"128", "256", "512", "1k", "2k"}] == ["128", "256", "512", "1k", "2k"]
    assert [text for text in texts if text and re.fullmatch(r"\d+ %", text)][: len(DEPTHS)] == [
        f"{round(depth * 100)} %" for depth in DEPTHS
    ]
    assert root.get("role") == "img"
    described = root.find(SVG + "desc")
    assert described is not None
    assert RUN.summary.verdict.sentence_en in (described.text or "")
    assert len(root.findall(f".//{SVG}pattern")) == 2  # one for dark cells, one for light ones


def test_depth_goes_down_and_length_to_the_right() -> None:
    root = shapes(to_svg(heatmap(RUN)))
    places = {}
    for rect in root.iter(SVG + "rect"):
        tip = rect.find(SVG + "title")
        if tip is not None and tip.text:
            length, depth = tip.text.split(" · ")[:2]
            places[length, depth] = float(rect.get("x", "")), float(rect.get("y", ""))
    assert places["128", "0 %"][1] < places["128", "100 %"][1]
    assert places["128", "0 %"][0] < places["2,048", "0 %"][0]
    steps = [places[length, "0 %"][0] for length in ("128", "256", "512", "1,024", "2,048")]
    gaps = [round(right - left, 3) for left, right in pairwise(steps)]
    assert len(set(gaps)) == 1, "octaves are equally far apart on a logarithmic axis"


def test_every_cell_reads_without_colour() -> None:
    page = Checked(to_html(RUN)).text
    assert page.count("not sound") >= 2
    for sign in ("✓ sound", "✗ not sound", "~ undecided"):
        assert sign in page


@pytest.mark.parametrize("scale", list(Scale))
def test_ink_reads_on_every_colour(scale: Scale) -> None:
    def luminance(colour: str) -> float:
        parts = [part / 255 for part in palette.rgb(colour)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    for step in range(101):
        fill = palette.colour(step / 100, scale)
        light, dark = sorted((luminance(fill), luminance(palette.ink(fill))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_rate_scale_grows_evenly_and_has_no_red_or_green() -> None:
    shades = [palette.rgb(palette.colour(step / 50)) for step in range(51)]
    light = [0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in shades]
    assert light == sorted(light)
    for red, green, blue in shades:
        assert abs(red - green) < 75 or blue < min(red, green)
    assert palette.colour(-1) == palette.colour(0)
    assert palette.colour(2) == palette.colour(1)


def test_png_and_svg_are_painted_from_one_layout() -> None:
    picture = heatmap(RUN)
    image = Image.open(io.BytesIO(to_png(picture)))
    root = shapes(to_svg(picture))
    assert image.size == (round(picture.width * SCALE), round(picture.height * SCALE))
    for rect in root.iter(SVG + "rect"):
        if rect.find(SVG + "title") is not None:
            corner = tuple(round((float(rect.get(name, "")) + 4) * SCALE) for name in ("x", "y"))
            red, green, blue = image.convert("RGB").getpixel(corner)  # type: ignore[misc]
            wanted = palette.rgb(rect.get("fill", ""))
            # a hatch line may cross the corner
            assert all(abs(a - b) < 90 for a, b in zip((red, green, blue), wanted, strict=True))


def test_a_png_is_the_same_every_time_and_speaks_english() -> None:
    run = make_run(results(everywhere), model={"name": "模型 ž"})
    assert to_png(heatmap(run)) == to_png(heatmap(run))
    labels = [shape.text for shape in heatmap(run).shapes if isinstance(shape, Label)]
    assert all(set(latin(text)) <= {chr(code) for code in range(32, 127)} | set("·…±°") for text in labels)
    assert latin("模型 ž – ≥ 5") == "?? z - >= 5"


def test_a_picture_that_is_too_large_is_refused() -> None:
    with pytest.raises(BadInput, match="too large"):
        to_png(Picture(100_000, 100_000, (), "", ""))


@pytest.mark.parametrize(
    "run",
    [
        make_run([]),
        make_run(results(nowhere, lengths=(512,), depths=(0.5,), repeats=1)),
        make_run(results(everywhere, status="void", reason="cut")),
        make_run(results(everywhere, lengths=range(100, 130), depths=(0, 1))),
        make_run(results(everywhere, lengths=(64, 2**27), depths=tuple(step / 40 for step in range(41)))),
        make_run([question(512, 0.5, control=True)]),
    ],
    ids=["empty", "one", "void", "dense", "wide", "controls"],
)
def test_every_format_takes_every_run(run: Run, tmp_path: Path) -> None:
    for kind in FORMATS:
        file = export(run, kind, tmp_path)
        assert file == tmp_path / NAMES[kind]
        assert file.stat().st_size > 0
    shapes((tmp_path / NAMES["svg"]).read_text("utf-8"))
    assert is_png(tmp_path / NAMES["png"])
    for picture in (by_length_curve([("a", run)]), by_distance_curve([("a", run), ("b", RUN)])):
        shapes(to_svg(picture))
        to_png(picture)


def test_the_axis_is_logarithmic_while_there_is_room() -> None:
    octaves, quarters, dense = (
        axis(lengths) for lengths in ((1024, 2048, 8192), (1024, 1218, 1448), range(1000, 40_000, 1000))
    )
    assert octaves.is_log
    assert quarters.is_log
    assert not dense.is_log
    (first, _), (second, _), (third, width) = octaves.spans
    assert third + width / 2 - second > 1.4 * (second - first)
    for one in (octaves, quarters, dense):
        assert all(width >= 60 for _, width in one.spans)
        assert one.spans[-1][0] + one.spans[-1][1] == pytest.approx(one.width)


def test_the_map_as_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(cells_csv(RUN))))
    assert len(rows) == 55
    assert rows[0]["length"] == "128"
    assert (rows[0]["n"], rows[0]["hits"], rows[0]["rate"], rows[0]["state"]) == ("2", "2", "1", "amber")
    assert float(rows[0]["lo"]) == pytest.approx(0.342, abs=1e-3)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@cmd", "\t=1"])
def test_a_spreadsheet_takes_no_reply_for_a_formula(text: str) -> None:
    run = make_run([question(128, 0.5, generated=False, text=text)])
    (row,) = csv.DictReader(io.StringIO(questions_csv(run)))
    assert row["reply"] == "'" + text
    assert (row["hit"], row["lp_mean"], row["margin"]) == ("false", "-0.01", "3")


def test_json_holds_everything(tmp_path: Path) -> None:
    content = json.loads(export(RUN, "json", tmp_path / "a.json").read_text("utf-8"))
    assert content["schema"] == "niah/1"
    assert content["summary"] == RUN.summary.as_json()
    assert len(content["questions"]) == len(RUN.results)


def test_json_tells_no_folders_of_this_computer(tmp_path: Path) -> None:
    plan = {
        **RUN.header.plan,
        "texts": ["/home/somebody/notes"],
        "own_texts": [{"path": "/home/somebody/notes/a.txt", "sha256": "0"}],
        "description": {"filler": {"files": ["C:\\Users\\somebody\\b.md"]}},
    }
    model = {"name": "m", "path": "/home/somebody/m"}
    reply = question(128, 0.5, generated=True, text="/home/ is no folder of ours")
    run = make_run([reply], model=model, plan=plan)
    text = export(run, "json", tmp_path / "a.json").read_text("utf-8")
    assert "somebody" not in text
    content = json.loads(text)
    assert content["model"] == {"name": "m", "path": "m"}
    assert content["plan"]["own_texts"] == [{"path": "a.txt", "sha256": "0"}]
    assert content["questions"][0]["generated"]["text"] == "/home/ is no folder of ours", "what was said stays"


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="'pdf' is no format"):
        export(RUN, "pdf", tmp_path)


def test_an_export_replaces_a_file_in_one_step(tmp_path: Path) -> None:
    target = tmp_path / "map.svg"
    target.write_text("old")
    export(RUN, "svg", target)
    assert target.read_text("utf-8").startswith("<svg")
    assert [file.name for file in tmp_path.iterdir()] == ["map.svg"]


def test_the_page_shows_rows_and_what_was_lost_in_short_texts() -> None:
    target = make_run(results(lambda length, depth, n: length < 512), model={"name": "target"})
    merged = make_run(results(lambda length, depth, n: length > 256 or depth > 0.5), model={"name": "merged"})
    page = Checked(to_html(merged, "en", Beside((("target as it was", target),)))).text
    assert "On the same 110 questions this model finds" in page
    assert "In short texts 24 of 44 facts were lost" in page
    other = make_run(results(everywhere), plan_hash="another")
    assert "did not ask the same questions" in Checked(to_html(merged, "en", Beside((("other", other),)))).text


def test_the_page_says_how_many_values_a_control_was_compared_with() -> None:
    controls = [
        question(128, 0.5, number, control=True, hit=False, foils=foils) for number, foils in ((1, 4), (2, 120))
    ]
    run = make_run([*results(everywhere), *controls])
    assert "likelihood of 4–120 planted values together" in Checked(to_html(run)).text
    assert "4–120 个已埋入的值合计的似然" in Checked(to_html(run, "zh")).text


def test_the_page_shows_failures_with_their_text_and_says_how_many_more() -> None:
    lost = make_run(results(nowhere, repeats=5))
    first = lost.results[0].id
    page = to_html(lost, "en", Beside(snippets={first: (Snippet("before ", "The code is 4783.", " after"),)}))
    seen = Checked(page).text
    assert "before The code is 4783. after" in seen
    assert f"The first {MOST_FAILURES} are shown" in seen
    assert "Failures: 275" in seen


def test_the_page_in_chinese() -> None:
    page = to_html(RUN, "zh")
    assert '<html lang="zh-Hans">' in page
    assert RUN.summary.verdict.sentence_zh in Checked(page).text
    assert "有效上下文" in page


@pytest.mark.parametrize(("repeats", "told"), [(2, "too few questions"), (7, "All green")])
def test_the_page_tells_about_the_badge(repeats: int, told: str) -> None:
    assert told in Checked(to_html(make_run(results(everywhere, repeats=repeats)))).text
    assert ("全绿" in to_html(make_run(results(everywhere, repeats=repeats)), "zh")) is (repeats == 7)


def test_the_difference_map() -> None:
    target = make_run(results(lambda length, depth, n: length < 512), model={"name": "target"})
    comparison = compare(target, RUN)
    root = shapes(to_svg(difference_map(comparison)))
    texts = [element.text for element in root.iter(SVG + "text")]
    assert "+100" in texts
    assert comparison.sentence_en in " ".join(text or "" for text in texts)


def test_the_difference_map_is_written_by_ending(tmp_path: Path) -> None:
    comparison = compare(make_run(results(nowhere)), RUN)
    assert is_png(export_difference(comparison, tmp_path / "a.png"))
    shapes(export_difference(comparison, tmp_path / "a.svg", "zh").read_text("utf-8"))


@given(st.text(max_size=300))
@example("a\u200eb\u200fc\u202ed\u2069\x1b[31m\x85\ud800\ufffe")
def test_plain_text_never_acts(text: str) -> None:
    shown = plain(text)
    shown.encode("utf-8")
    ElementTree.fromstring(f"<a>{shown.replace('&', '&amp;').replace('<', '&lt;')}</a>")
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300), st.floats(40, 400))
def test_wrapped_text_loses_nothing_but_blanks(text: str, room: float) -> None:
    lines = wrap(text, 12, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line, 12) <= room + 24 or len(line) <= 2 for line in lines)


@pytest.mark.parametrize(
    ("length", "told"),
    [(900, "900"), (1024, "1k"), (1448, "1.4k"), (131072, "128k"), (2**20, "1M"), (1_500_000, "1.4M"), (10**6, "977k")],
)
def test_lengths_as_people_write_them(length: int, told: str) -> None:
    assert tokens(length) == told


def test_settings_are_shown_as_json_that_people_can_read() -> None:
    value = {"a": [1, 2, 3], "b": {"c": "x\n", "d": []}, "e": [{"f": None}, [1]], "g": {}}
    text = shown(value)
    assert json.loads(text) == value
    assert '"a": [1, 2, 3],' in text
    assert public({"path": "/a/b", "list": ("C:\\x\\y", "z/w")}) == {"path": "b", "list": ["y", "z/w"]}


def test_the_page_tells_how_varied_the_text_was_and_what_the_engine_said() -> None:
    generator = {"quality": {"sentences": 1.0, "grams": 0.876, "compressed": 0.31}, "notes": ["Half is <yours>."]}
    run = make_run(results(everywhere), generator=generator, engine={"kind": "local", "notes": ["cpu, float32"]})
    seen = Checked(to_html(run)).text
    assert "100% distinct sentences, 88% distinct runs of four words, compressed to 31% of its size" in seen
    assert "Half is <yours>." in seen
    assert "cpu, float32" in seen
    odd = make_run(results(everywhere), generator={"quality": {"sentences": "many"}, "notes": "none"})
    assert "distinct" not in Checked(to_html(odd)).text
