"""Rules that the source itself has to keep."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import graftwork
from graftwork import icons
from graftwork.pages import PAGES

FILES = sorted(Path(graftwork.__file__).parent.rglob("*.py"))
TRANSLATING = {"tr", "_tr", "translate", "QT_TRANSLATE_NOOP"}


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in TRANSLATING:
                yield node


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_only_literals_are_translated(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    inside = {id(call) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "_tr"
              for call in _calls(node)}  # fmt: skip
    for call in _calls(tree):
        if id(call) in inside or ast.unparse(call.args[-1]) == "page.title":
            continue
        assert all(isinstance(one, ast.Constant) for one in call.args), f"{file.name}:{call.lineno}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_module_is_long(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 500


def test_every_page_has_an_icon() -> None:
    for page in PAGES:
        assert not icons.pixmap(page.icon, "#123456").isNull()
