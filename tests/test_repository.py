"""The repository keeps its promises: two commands, one version, two contracts, pinned tools, a sample."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, Any]:
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pins(repository: Path) -> dict[str, str]:
    lines = (repository / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): exact for name, exact in pinned}


def requirements(project: dict[str, Any]) -> list[Requirement]:
    declared = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["dev"]
    return [Requirement(line) for line in declared]


def test_packaging_folder_does_not_shadow_the_library(repository: Path) -> None:
    assert (repository / "packaging").is_dir()
    assert not list((repository / "packaging").rglob("__init__.py"))


def test_every_source_root_holds_one_properly_named_package(repository: Path) -> None:
    for root, package in {"core": "graftwork_core", "gui": "graftwork", "resources": "graftwork_resources"}.items():
        assert [path.parent.name for path in (repository / root).glob("*/__init__.py")] == [package]
        assert not (repository / root / "__init__.py").exists()
        assert (repository / root / package / "py.typed").exists()


def test_every_package_folder_with_modules_is_a_package(repository: Path) -> None:
    for root in ("core", "gui", "resources"):
        for module in (repository / root).glob("*/**/*.py"):
            assert (module.parent / "__init__.py").exists(), f"{module} would be missing from the wheel"


def test_no_module_outgrows_five_hundred_lines(repository: Path) -> None:
    for root in ("core", "gui", "resources"):
        for module in (repository / root).rglob("*.py"):
            lines = len(module.read_text(encoding="utf-8").splitlines())
            assert lines <= 500, f"{module} has {lines} lines: split it"


def test_constraints_are_exact_and_without_local_builds(pins: dict[str, str]) -> None:
    for name, exact in pins.items():
        assert Version(exact).local is None, f"{name}=={exact} names one build"


def test_constraints_pin_every_requirement_within_its_range(project: dict[str, Any], pins: dict[str, str]) -> None:
    for requirement in requirements(project):
        exact = pins.get(canonicalize_name(requirement.name))
        assert exact is not None, f"constraints.txt does not pin {requirement.name}"
        assert requirement.specifier.contains(exact), f"{requirement} is not satisfied by {exact}"


@pytest.mark.parametrize("broken", ["6.11.0", "6.11.1", "6.12.0"])
def test_qt_releases_that_break_python_3_11_are_barred(project: dict[str, Any], broken: str) -> None:
    qt = [one for one in requirements(project) if one.name == "PySide6-Essentials"]
    applying = [one for one in qt if one.marker is None or one.marker.evaluate({"python_version": "3.11"})]
    assert not all(one.specifier.contains(broken) for one in applying)


def test_versions_agree(project: dict[str, Any]) -> None:
    import graftwork_core

    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "graftwork_core.__version__"}
    try:
        installed = version("graftwork")
    except PackageNotFoundError:
        pytest.skip("the packages are on the path, but Graftwork is not installed")
    assert installed == graftwork_core.__version__


def test_readme_begins_with_its_two_commands(repository: Path) -> None:
    text = (repository / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    commands = [line.partition("#")[0].strip() for line in blocks[0].splitlines() if line.strip()]
    assert commands == ["make run", "make test"]


def test_readme_shows_only_files_that_exist(repository: Path) -> None:
    for document in [repository / "README.md", repository / "CONTRIBUTING.md", *(repository / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name} points at {target}"


def test_ci_runs_what_a_person_runs(repository: Path) -> None:
    ci = repository / ".ci" / "run"
    assert os.access(ci, os.X_OK)
    assert "make test" in ci.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "script", ["packaging/make_venv.sh", "packaging/open_window.sh", "packaging/linux/qt_libraries.sh"]
)
def test_shell_scripts_parse(repository: Path, script: str) -> None:
    subprocess.run(["sh", "-n", str(repository / script)], check=True)


def test_without_a_display_the_window_says_so_and_names_the_sample(repository: Path) -> None:
    bare = {"PATH": os.environ["PATH"]}
    command = ["sh", str(repository / "packaging" / "open_window.sh"), "/nowhere/bin/python"]
    done = subprocess.run(command, env=bare, capture_output=True, text=True, check=False)
    if "no display" not in done.stdout:
        pytest.skip("this system always has a display")
    assert done.returncode == 0
    assert "/nowhere/bin/graftwork sample" in done.stdout
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("model", ["base", "long", "skill"])
def test_sample_models_are_complete(sample: Path, model: str) -> None:
    config = json.loads((sample / model / "config.json").read_text(encoding="utf-8"))
    assert config["architectures"] == ["LlamaForCausalLM"]
    assert (sample / model / "model.safetensors").stat().st_size > 1_000_000
    for name in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja", "generation_config.json"):
        assert (sample / model / name).is_file()


def test_sample_is_package_data(project: dict[str, Any]) -> None:
    assert "sample/**/*" in project["tool"]["setuptools"]["package-data"]["graftwork_resources"]
