"""Collect what the engine says to people, for the window to translate: `engine_sentences.py LIST NOTED`.

The engine's source is the only place where its sentences are written. This reads it without running it, and writes
LIST, the sentences and phrases as JSON, which the window recognises them by; and NOTED, the same as a Python file
that lupdate reads, so that they stand in the .ts files under the context "engine".

A sentence is what is given to one of the engine's errors as message or hint, or any other text that looks like one.
A phrase is a part of a sentence that is itself put together elsewhere, such as the reason after a colon.
Values become placeholders that are called after their expressions.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import product
from pathlib import Path

ENGINE = Path(__file__).resolve().parent.parent / "core" / "graftwork_core"
NOT_SHOWN = ("cli/", "haystack/export/", "jobs/events.py", "jobs/worker.py", "jobs/command_line.py", "extract/card.py")
"""Said on the terminal, in files, or between processes: never in the window."""
SPEAK_CHINESE = tuple(f"haystack/results/{name}.py" for name in ("causes", "compare", "compromise_words", "verdict"))
"""Say themselves in Chinese what they say besides errors."""
NOT_SAID = re.compile(
    r"(stage|warning): .*|A listener failed .*|The quick brown fox .*|(SELECT|INSERT|UPDATE|DELETE) .*|(\w+, )+\w+",
    re.DOTALL,
)
"""Texts that look like sentences and are none for people: of a log, a sample to count the tokens of, a database."""
ROOT = "GraftworkError"
SAID_BY = {"warning": 0, "Error": 1}
"""What else tells people something, and which of its arguments is the message; the hint comes after it."""
SAID_AS = ("message", "hint", "advice", "problem")
"""Names under which a text is handed on to be shown."""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
HOLE = re.compile(r"\{\w+\}")
SENTENCE = re.compile(r"[A-Z{`].* .*[.…?]", re.DOTALL)
MOST = 40
"""Readings of one expression; more are no sentence."""


class Module:
    """A file of the engine, and what its names may stand for."""

    def __init__(self, file: Path) -> None:
        self.tree = ast.parse(file.read_bytes())
        self.constants: dict[str, ast.expr] = {}
        self.functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = {}
        self.calls: dict[str, list[ast.Call]] = defaultdict(list)
        self.parents: dict[ast.AST, ast.AST] = {}
        for statement in self.tree.body:
            self.constants.update(_named(statement))
        for node in ast.walk(self.tree):
            self.parents.update(dict.fromkeys(ast.iter_child_nodes(node), node))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self.functions[node.name] = node
            elif isinstance(node, ast.Call):
                self.calls[_name_of(node.func)].append(node)

    def around(self, node: ast.AST) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        """The function that a node stands in."""
        above = self.parents.get(node)
        while above is not None and not isinstance(above, ast.FunctionDef | ast.AsyncFunctionDef):
            above = self.parents.get(above)
        return above


class Sentences:
    """The engine's sentences and phrases, collected."""

    def __init__(self, engine: Path = ENGINE) -> None:
        self._modules = {file.relative_to(engine).as_posix(): Module(file) for file in sorted(engine.rglob("*.py"))}
        self._parts: set[str] = set()
        sentences: set[str] = set()
        for path, module in self._modules.items():
            if not path.startswith(NOT_SHOWN):
                sentences |= set(self._given_to_errors(module))
                if not path.startswith(SPEAK_CHINESE):
                    sentences |= set(self._looking_like_sentences(module))
        self.sentences = _distinct(one for one in sentences if _is_sayable(one) and not _is_two(one, sentences))
        known = {HOLE.sub("{}", one) for one in self.sentences}
        parts = {one for one in self._parts if HOLE.sub("{}", one) not in known}
        self.phrases = _distinct(one for one in parts if _is_sayable(one) and _is_phrase(one))

    @cached_property
    def _errors(self) -> set[str]:
        classes: dict[str, set[str]] = defaultdict(set)
        for module in self._modules.values():
            for node in ast.walk(module.tree):
                if isinstance(node, ast.ClassDef):
                    classes[node.name] |= {_name_of(base) for base in node.bases}
        found = {ROOT}
        while more := {name for name, bases in classes.items() if bases & found} - found:
            found |= more
        return found

    @cached_property
    def _homes(self) -> dict[str, list[Module]]:
        """The modules in which a function of that name is."""
        homes: dict[str, list[Module]] = defaultdict(list)
        for module in self._modules.values():
            for name in module.functions:
                homes[name].append(module)
        return homes

    @cached_property
    def _constants(self) -> dict[str, ast.expr]:
        """Constants of all modules, for those that are imported."""
        return {name: value for module in self._modules.values() for name, value in module.constants.items()}

    def _given_to_errors(self, module: Module) -> Iterator[str]:
        for name in (*self._errors, *SAID_BY):
            first = SAID_BY.get(name, 0)
            for call in module.calls.get(name, ()):
                for argument in call.args[first : first + 2]:
                    yield from self._readings(argument, module)
        # The reason that another error gives is put into a sentence of ours.
        for call in module.calls.get("ValueError", ()):
            self._parts.update(*(self._readings(argument, module) for argument in call.args[:1]))
        for calls in module.calls.values():
            for keyword in (keyword for call in calls for keyword in call.keywords if keyword.arg in SAID_AS):
                yield from self._readings(keyword.value, module)

    def _looking_like_sentences(self, module: Module) -> Iterator[str]:
        waiting: list[ast.AST] = [module.tree]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                continue  # a docstring
            if isinstance(node, ast.Raise) and _name_of(getattr(node.exc, "func", node)) not in self._errors:
                continue  # a fault of the program, not meant for people
            if isinstance(node, ast.Constant | ast.JoinedStr):
                yield from filter(SENTENCE.fullmatch, map(str.strip, self._readings(node, module)))
            else:
                waiting.extend(ast.iter_child_nodes(node))

    def _readings(self, node: ast.expr, module: Module, depth: int = 0) -> list[str]:
        """All texts that an expression may come to, as far as they are written in the source."""
        if depth > 8:
            return []
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr(values=values):
                return self._joined(values, module, depth)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                parts = [self._readings(part, module, depth + 1) for part in (left, right)]
                return ["".join(each) for each in product(*parts)][:MOST]
            case ast.IfExp(body=body, orelse=other):
                return [*self._readings(body, module, depth + 1), *self._readings(other, module, depth + 1)]
            case ast.BoolOp(values=values):
                return [text for value in values for text in self._readings(value, module, depth + 1)]
            case ast.NamedExpr(value=value) | ast.Await(value=value):
                return self._readings(value, module, depth + 1)
            case ast.Dict(values=values):
                return [text for value in values for text in self._readings(value, module, depth + 1)]
            case ast.Subscript(value=value):
                return self._of_table(value, module, depth)
            case ast.Call(func=ast.Attribute(value=value, attr="strip" | "rstrip" | "capitalize")):
                return [text.strip() for text in self._readings(value, module, depth + 1)]
            case ast.Call(func=ast.Attribute(value=value, attr="get"), args=args):
                rest = [text for other in args[1:] for text in self._readings(other, module, depth + 1)]
                return [*self._of_table(value, module, depth), *rest]
            case ast.Call(func=ast.Name(id="masked"), args=[value]):
                return self._readings(value, module, depth + 1)
            case ast.Call(func=func) if _name_of(func) in module.functions:
                return self._returned(module.functions[_name_of(func)], module, depth)
            case ast.Call(func=func) if len(homes := self._homes.get(_name_of(func), [])) == 1:
                return self._returned(homes[0].functions[_name_of(func)], homes[0], depth)
            case ast.Name(id=name):
                return self._named(name, node, module, depth)
        return []

    def _joined(self, values: list[ast.expr], module: Module, depth: int) -> list[str]:
        parts: list[list[str]] = []
        # Without a word of its own it is told from others by what is put into it.
        is_bare = not any(any(map(str.isalpha, str(one.value))) for one in values if isinstance(one, ast.Constant))
        for value in values:
            if isinstance(value, ast.FormattedValue):
                is_inlined = is_bare and isinstance(value.value, ast.Name)
                readings = self._readings(value.value, module, depth + 1) if is_inlined else []
                parts.append(list(filter(_is_phrase, readings)) or self._hole(value.value, module, depth))
            else:
                parts.append(self._readings(value, module, depth))
        found = []
        for each in list(product(*parts))[:MOST]:
            taken: dict[str, int] = {}
            found.append("".join(HOLE.sub(lambda hole, taken=taken: _numbered(hole[0], taken), part) for part in each))
        return found

    def _hole(self, value: ast.expr, module: Module, depth: int) -> list[str]:
        """What stands where a value is put in: the literal texts of a choice or a constant, else a placeholder."""
        readings = list(dict.fromkeys(self._readings(value, module, depth + 1)))
        if isinstance(value, ast.IfExp) and len(readings) == 2 and _name_or_text(value):
            return readings
        is_constant = isinstance(value, ast.Name) and value.id.isupper() and len(readings) == 1
        if is_constant and not _is_phrase(readings[0]):
            return readings
        self._parts.update(readings)
        return [f"{{{_called(value)}}}"]

    def _of_table(self, value: ast.expr, module: Module, depth: int) -> list[str]:
        if isinstance(value, ast.Name):
            value = module.constants.get(value.id) or self._constants.get(value.id) or value
        return self._readings(value, module, depth + 1) if isinstance(value, ast.Dict) else []

    def _returned(self, function: ast.FunctionDef | ast.AsyncFunctionDef, module: Module, depth: int) -> list[str]:
        found = []
        for node in ast.walk(function):
            if isinstance(node, ast.Return | ast.Yield) and node.value is not None and depth < 4:
                value = node.value.elts[0] if isinstance(node.value, ast.Tuple) and node.value.elts else node.value
                found += self._readings(value, module, depth + 1)
        return found

    def _named(self, name: str, node: ast.AST, module: Module, depth: int) -> list[str]:
        function = module.around(node)
        found: list[str] = []
        while function is not None:
            for place in ast.walk(function):
                for value in _given(place, name):
                    found += self._readings(value, module, depth + 1)
            for value in self._arguments(function, name, module):
                found += self._readings(value, module, depth + 1)
            function = module.around(function)
        if not found and name in module.constants:
            return self._readings(module.constants[name], module, depth + 1)
        if not found and name.isupper() and name in self._constants:
            return self._readings(self._constants[name], module, depth + 1)
        return found

    def _arguments(
        self, function: ast.FunctionDef | ast.AsyncFunctionDef, name: str, module: Module
    ) -> Iterator[ast.expr]:
        """What a parameter is given where the module itself calls the function."""
        names = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
        names = names[1:] if names[:1] in (["self"], ["cls"]) else names
        every = {*names, *(one.arg for one in function.args.kwonlyargs)}
        if name not in every:
            return
        for call in module.calls.get(function.name, ()):
            if name in names and names.index(name) < len(call.args):
                yield call.args[names.index(name)]
            yield from (keyword.value for keyword in call.keywords if keyword.arg == name)


def _named(statement: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            yield name, value


def _given(place: ast.AST, name: str) -> Iterator[ast.expr]:
    """Expressions that a statement gives to a name."""
    yield from (value for own, value in _named(place) if own == name)
    match place:
        case ast.NamedExpr(target=ast.Name(id=own), value=value) if own == name:
            yield value
        case ast.AugAssign(target=ast.Name(id=own), value=value) if own == name:
            yield value
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=value):
            yield from _among(names, [value], name)
            if isinstance(value, ast.IfExp):
                yield from _among(names, [value.body, value.orelse], name)
        case ast.For(target=ast.Tuple(elts=names), iter=ast.Tuple(elts=rows) | ast.List(elts=rows)):
            yield from _among(names, rows, name)


def _among(names: list[ast.expr], rows: list[ast.expr], name: str) -> Iterator[ast.expr]:
    for number, own in enumerate(names):
        if isinstance(own, ast.Name) and own.id == name:
            yield from (row.elts[number] for row in rows if isinstance(row, ast.Tuple) and number < len(row.elts))


def _name_of(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _name_or_text(choice: ast.IfExp) -> bool:
    return all(isinstance(one, ast.Constant | ast.JoinedStr) for one in (choice.body, choice.orelse))


def _called(node: ast.AST) -> str:
    """A short name for an expression: the last one in it that says what it is."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_").lower() or "value"
        case ast.Call(args=[first, *_]) if not isinstance(first, ast.GeneratorExp):
            return _called(first)
        case ast.Call(func=ast.Attribute(value=value)) if not isinstance(value, ast.Constant):
            return _called(value)
        case ast.Call(func=func):
            return _called(func)
        case ast.BoolOp(values=[first, *_]):
            return _called(first)
        case ast.IfExp(body=body, orelse=other):
            return _called(other if isinstance(body, ast.Constant) else body)
        case ast.BinOp(left=first) | ast.Subscript(value=first) | ast.NamedExpr(target=first) | ast.Await(value=first):
            return _called(first)
    return "value"


def _numbered(hole: str, taken: dict[str, int]) -> str:
    taken[hole] = taken.get(hole, 0) + 1
    return hole if taken[hole] == 1 else f"{hole[:-1]}{taken[hole]}}}"


def _is_sayable(text: str) -> bool:
    """Whether there is anything in it to translate and to know it by."""
    return (
        sum(map(str.isalpha, HOLE.sub("", text))) >= 3
        and "\n" not in text
        and not CHINESE.search(text)
        and "{}" not in text
        and not NOT_SAID.fullmatch(text)
        and not text.startswith("--")
        and (text.endswith(".") or not text.startswith("graftwork "))
    )


def _is_two(text: str, sentences: set[str]) -> bool:
    """Whether it is two sentences one after the other that stand for themselves too."""
    ends = (end.start() for end in re.finditer(r"(?<=[.?]) ", text))
    return any({text[:end], text[end + 1 :]} <= sentences for end in ends)


def _is_phrase(text: str) -> bool:
    return " " in text.strip() and re.search(r"[a-z]{2}", text) is not None and "/" not in text.split()[0]


def _distinct(texts: Iterator[str]) -> list[str]:
    """In order, those that differ by the names of their values only once."""
    return sorted({HOLE.sub("{}", text): text for text in sorted(texts, reverse=True)}.values())


def main() -> int:
    """Write both files."""
    listed, noted = map(Path, sys.argv[1:3])
    found = Sentences()
    noted.parent.mkdir(parents=True, exist_ok=True)
    content = {"sentences": found.sentences, "phrases": found.phrases}
    listed.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    lines = [f'QT_TRANSLATE_NOOP("engine", {json.dumps(text, ensure_ascii=False)})' for text in _all(content)]
    noted.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _all(content: dict[str, list[str]]) -> Iterator[str]:
    for texts in content.values():
        yield from texts


if __name__ == "__main__":
    sys.exit(main())
