"""A whole check against a server: the same verdict as on this computer, and a liar's is void, not red."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import transformers

from graftwork_core.errors import BadInput, GraftworkError
from graftwork_core.haystack.engines.protocol import Engine
from graftwork_core.haystack.plans.options import HaystackOptions
from graftwork_core.haystack.results.run_file import read_run
from graftwork_core.haystack.running.run import HaystackResult, run_haystack
from graftwork_core.haystack.texts.frame import PromptFormat
from graftwork_core.reporting import Silent
from tests.core.haystack.engines.dialects import Server, text_only, vllm
from tests.core.haystack.engines.loopback import Request, Response, serving
from tests.core.haystack.engines.transformers_serve import address_of
from tests.core.haystack.induction import Induction, induction_models


def check(sample: Path, out: Path, **choices: Any) -> HaystackResult:
    """A check of the mini model, which finds needles that stand alone and takes no others."""
    options: dict[str, Any] = {"model": sample / "skill", "task": sample / "haystack.en.yaml", "lengths": (128, 256)}
    return run_haystack(HaystackOptions(out=out, exports=(), **options | choices), Silent())


def outcomes(result: HaystackResult) -> dict[str, tuple[str, bool, str]]:
    """Of each question: whether it counts, whether it was found, and what was written."""
    return {
        one.id: (one.status, one.hit, one.generated.text if one.generated else "") for one in result.main.run.results
    }


@pytest.fixture(scope="module")
def models() -> Iterator[Induction]:
    transformers.utils.logging.disable_progress_bar()
    yield induction_models()
    transformers.utils.logging.enable_progress_bar()


@pytest.mark.parametrize(("variant", "longest", "state"), [("carried", 2048, "green"), ("left_behind", 4096, "red")])
def test_a_quick_check_by_transformers_serve_has_the_verdict_of_this_computer(
    variant: str, longest: int, state: str, models: Induction, tmp_path: Path
) -> None:
    """This computer grades by likelihood on one growing text; the server reads each prompt whole, and writes."""
    folder = models.variants[variant]
    quick: dict[str, Any] = {"model": folder, "task": models.description, "preset": "quick", "exports": ()}
    quick |= {"lengths": (512, longest), "depths": 4, "repeats": 4}
    here = run_haystack(HaystackOptions(out=tmp_path / "here", **quick), Silent())
    address = {"engine": address_of(), "model_name": str(folder)}
    there = run_haystack(HaystackOptions(out=tmp_path / "there", **quick, **address), Silent())

    verdicts = [one.main.run.summary.verdict for one in (here, there)]
    assert [verdict.state for verdict in verdicts] == [state, state]
    assert [bool(verdict.causes) for verdict in verdicts] == [state == "red"] * 2
    assert all(one.forced for one in here.main.run.results if one.status == "ok")
    assert all(one.generated for one in there.main.run.results if one.status == "ok")


def test_isolated_needles_by_transformers_serve_come_to_the_same_word_for_word(sample: Path, tmp_path: Path) -> None:
    here = check(sample, tmp_path / "here")
    there = check(sample, tmp_path / "there", engine=address_of(), model_name=str(sample / "skill"))
    assert there.main.run.summary.verdict.state == here.main.run.summary.verdict.state != "void"
    assert outcomes(there) == outcomes(here)
    assert there.main.run.header.plan_hash == here.main.run.header.plan_hash


def test_the_model_s_weights_need_not_be_here(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample / "skill", tmp_path / "skill", ignore=shutil.ignore_patterns("*.safetensors"))
    address = {"engine": address_of(), "model_name": str(sample / "skill")}
    result = check(sample, tmp_path / "out", model=tmp_path / "skill", lengths=(128,), **address)
    assert result.main.run.summary.verdict.state != "void"


def test_prompts_go_to_the_server_in_the_template_that_the_plan_decided_on(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds: list[str] = []

    def opened(address: str, prompts: PromptFormat, **others: Any) -> Engine:
        kinds.append(prompts.frame.kind)
        raise GraftworkError("Enough.")

    monkeypatch.setattr("graftwork_core.haystack.engines.server.engine.open_server", opened)
    for preset in ("gradient", "classic"):
        with pytest.raises(GraftworkError, match="Enough"):
            check(sample, tmp_path / preset, preset=preset, engine="http://localhost:1")
    assert kinds == ["plain", "chat"], "the published plots are without a template"


def test_a_server_that_loads_anything_has_to_be_told_what(sample: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="does not know which model to use") as refused:
        check(sample, tmp_path / "out", engine=address_of())
    assert "--model-name" in refused.value.hint


@pytest.mark.parametrize("kind", [text_only, vllm], ids=["text", "tokens"])
@pytest.mark.parametrize("fault", ["counts wrong", "cuts the prompt"])
def test_a_lying_server_gives_void_and_not_red(kind: Any, fault: str, sample: Path, tmp_path: Path) -> None:
    faults: dict[str, Any] = {"count": lambda count: count - 5} if fault == "counts wrong" else {"window": 100}
    with serving(kind(**faults)) as loopback:
        result = check(sample, tmp_path / "out", engine=loopback.address, lengths=(128,))
    assert result.main.run.summary.verdict.state == "void"
    assert not result.main.run.summary.verdict.is_green
    assert {status for status, _, _ in outcomes(result).values()} == {"void"}
    assert all("it cut it" in one.reason for one in result.main.run.results)


def test_a_run_whose_server_broke_goes_on_and_asks_again_what_failed(sample: Path, tmp_path: Path) -> None:
    server = text_only()
    asked = 0

    def breaks(request: Request) -> Any:
        nonlocal asked
        asked += request.path == "/v1/completions"
        return server(request) if asked < 20 else Response(500, {"error": "CUDA out of memory"})

    with serving(breaks) as loopback, pytest.raises(GraftworkError, match="3 times in a row"):
        check(sample, tmp_path / "out", engine=loopback.address, lengths=(128,))
    broken = [one for one in read_run(tmp_path / "out").results if one.status == "error"]
    assert len(broken) == 2
    with serving(server) as loopback:
        resumed = check(sample, tmp_path / "out", engine=loopback.address, lengths=(128,))
        whole = check(sample, tmp_path / "whole", engine=loopback.address, lengths=(128,))
    assert outcomes(resumed) == outcomes(whole)


def test_a_key_is_in_no_result(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAFTWORK_API_KEY", "key-that-nobody-may-see")
    with serving(Server("generic")) as loopback:
        check(sample, tmp_path / "out", engine=loopback.address, lengths=(128,))
        assert all(one.headers["Authorization"].endswith("may-see") for one in loopback.requests)
    written = [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert written
    assert not any(b"may-see" in file.read_bytes() for file in written)
