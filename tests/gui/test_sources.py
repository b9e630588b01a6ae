"""Rules that the source itself has to keep."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import graftwork
from graftwork import icons
from graftwork.pages import PAGES

FILES = sorted(Path(graftwork.__file__).parent.rglob("*.py"))
TESTS = sorted(Path(__file__).parent.rglob("*.py"))
TRANSLATING = {"tr", "_tr", "translate", "QT_TRANSLATE_NOOP"}


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in TRANSLATING:
                yield node


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_text_is_composed_before_it_is_translated(file: Path) -> None:
    """An f-string is extracted for translation, but can never match when the program runs."""
    for call in _calls(ast.parse(file.read_text(encoding="utf-8"))):
        composed = [one for one in call.args if isinstance(one, ast.JoinedStr | ast.BinOp | ast.Call)]
        assert not composed, f"{file.name}:{call.lineno}: {ast.unparse(call)}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_module_is_long(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 500


def test_every_page_has_an_icon(qapp: QApplication) -> None:
    for page in PAGES:
        assert not icons.pixmap(page.icon, "#123456").isNull()


def _turning(file: Path) -> Iterator[str]:
    """Coroutines that turn Qt's loop themselves."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Attribute) and inner.attr in {"processEvents", "qWait", "exec"}:
                    yield f"{file.name}:{inner.lineno}: {node.name}"


@pytest.mark.parametrize("file", [*FILES, *TESTS], ids=lambda file: file.name)
def test_no_coroutine_turns_the_loop_itself(file: Path) -> None:
    """asyncio refuses a task whose turn comes while another one runs, and it never wakes again."""
    assert list(_turning(file)) == []
