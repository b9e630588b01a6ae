"""Reading and writing results: a check's folder, two models beside each other, the text of a question, exports.

Everything here takes more than a moment: it is called in threads.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graftwork.haystack.needle_map import NeedleMap, map_of
from graftwork.haystack.rows import MAIN, RowRun
from graftwork.haystack.verdict_words import language
from graftwork.widgets.needle_text import Passage

if TYPE_CHECKING:
    from graftwork_core.haystack.results.answers import QuestionResult
    from graftwork_core.haystack.results.compare import Comparison
    from graftwork_core.haystack.results.compromise import Sweep

RUN_NAME: Final = "run.jsonl"
ROWS_FOLDER: Final = "rows"
SKILL_FOLDER: Final = "skill"
_TAIL: Final = 600
"""Characters shown of a prompt that has no needle."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A check's results, read from its folder.

    Attributes:
        folder: Where they are.
        rows: Every model that was asked, the checked one first.
        map: The checked model's map.
    """

    folder: Path
    rows: tuple[RowRun, ...]
    map: NeedleMap

    @property
    def main(self) -> RowRun:
        """The model that the check is about."""
        return self.rows[0]

    def result(self, question: str) -> QuestionResult | None:
        """One answer of the checked model."""
        return next((one for one in self.main.run.results if one.id == question), None)


def load(folder: Path) -> Loaded:
    """Read a check's folder: the checked model, and every other that was asked.

    Raises:
        GraftworkError: When there are no results, or they are broken.
    """
    main = _row(MAIN, folder)
    places = {key: folder / ROWS_FOLDER / key for key in ("target", "settings", "donor", "baseline")}
    others = [_row(key, place) for key, place in places.items() if (place / RUN_NAME).is_file()]
    return Loaded(folder, (main, *others), _map(main))


def _row(key: str, folder: Path) -> RowRun:
    from graftwork_core.haystack.results.run_file import read_run
    from graftwork_core.haystack.results.store import read_log

    asked: list[bool] = []
    if (folder / SKILL_FOLDER / RUN_NAME).is_file():
        asked = [one.hit for one in read_log(folder / SKILL_FOLDER).results if one.status == "ok"]
    return RowRun(key, read_run(folder), (sum(asked), len(asked)) if asked else None)


def load_sweep(folder: Path) -> Sweep:
    """Read a sweep's folder.

    Raises:
        GraftworkError: When there is none, or it is broken.
    """
    from graftwork_core.haystack.results.compromise_file import read_sweep

    return read_sweep(folder)


def _map(row: RowRun) -> NeedleMap:
    """A row's map with every planned length, tested or not."""
    tested = {result.length_target for result in row.mapped}
    planned = set(row.run.header.lengths)
    return map_of(row.run.results, sorted(tested | planned))


def compare_rows(first: RowRun, second: RowRun) -> tuple[tuple[NeedleMap, NeedleMap], Comparison | None, str]:
    """Both maps, and what differs; without a comparison, why there is none."""
    from graftwork_core.errors import GraftworkError
    from graftwork_core.haystack.results.compare import compare

    maps = (_map(first), _map(second))
    try:
        return maps, compare(first.run, second.run, (first.short_name, second.short_name)), ""
    except GraftworkError as error:
        return maps, None, str(error)


def passages_of(row: RowRun, question: str) -> tuple[tuple[Passage, ...], str]:
    """The text around a question's needle, rebuilt from what the results say of it; a note where there is none.

    Raises:
        GraftworkError: When it cannot be rebuilt: the model or a text file is not there any more, or was changed.
    """
    from graftwork_core.haystack.questions.compiling import reconstruct
    from graftwork_core.haystack.texts.frame import open_tokenizer_file

    header = row.run.header
    tokenizer = open_tokenizer_file(Path(str(header.model.get("path"))) / "tokenizer.json")
    prompt = reconstruct(header.plan, question, tokenizer)
    passages: list[Passage] = []
    for snippet in prompt.snippets:
        passages += [
            Passage(f"… {snippet.before.lstrip()}"),
            Passage(snippet.needle, is_needle=True),
            Passage(f"{snippet.after.rstrip()} …\n\n"),
        ]
    return tuple(passages), "" if passages else prompt.content[-_TAIL:]


def write_export(loaded: Loaded, kind: str, file: Path, scale: str) -> Path:
    """Write a check as "html", "png", "svg" or "csv". Returns the file.

    Raises:
        GraftworkError: When it cannot be written.
    """
    from graftwork_core.haystack.export.files import export
    from graftwork_core.haystack.export.palette import Scale
    from graftwork_core.haystack.export.report import Beside

    beside = Beside(rows=tuple((row.name, row.run) for row in loaded.rows[1:]))
    return export(loaded.main.run, kind, file, language=language(), beside=beside, scale=Scale(scale))
