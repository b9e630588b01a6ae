"""A graft that is stopped between its two halves keeps the first one, and nothing else of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graftwork_core.errors import Cancelled
from graftwork_core.graft import ADAPTER_FOLDER, GraftOptions, graft
from graftwork_core.weights.partial import CONTENT, JOURNAL, partial_path
from tests.core import tiny
from tests.core.compare import tree
from tests.core.engine import Listener


class StopsAtTheMerge(Listener):
    """Cancels when the merge begins, before a tensor of it is finished."""

    def is_cancelled(self) -> bool:
        return "merging" in self.stages


def options(out: Path) -> GraftOptions:
    base, donor = tiny.model("llama"), tiny.finetuned("llama")
    return GraftOptions(base=base, donor=donor, target=base, out=out, rank=4)


@pytest.fixture
def stopped(tmp_path: Path) -> Path:
    """The output folder of a graft that was cancelled when its adapter was finished; `expected` lies beside it."""
    graft(options(tmp_path / "expected"), Listener())
    with pytest.raises(Cancelled):
        graft(options(tmp_path / "out"), StopsAtTheMerge())
    return tmp_path / "out"


def test_the_adapter_is_kept_and_not_made_again(stopped: Path) -> None:
    adapter = partial_path(stopped) / CONTENT / ADAPTER_FOLDER
    assert (adapter / "adapter_model.safetensors").is_file()
    again = Listener()
    graft(options(stopped), again)
    assert "extracting" not in again.stages, "the adapter was made a second time"
    assert tree(stopped) == tree(stopped.with_name("expected"))
    assert not partial_path(stopped).exists()


def test_the_remains_of_the_adapters_job_are_not_published(stopped: Path) -> None:
    """As a graft leaves them that is killed just after its adapter got its name."""
    inner = partial_path(partial_path(stopped) / CONTENT / ADAPTER_FOLDER)
    inner.mkdir()
    shutil.copyfile(partial_path(stopped) / JOURNAL, inner / JOURNAL)
    (inner / "scratch").mkdir()
    (inner / "scratch" / "factors.f32").write_bytes(bytes(100))
    graft(options(stopped), Listener())
    assert tree(stopped) == tree(stopped.with_name("expected"))
