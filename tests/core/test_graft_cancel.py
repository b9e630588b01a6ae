"""A graft that is stopped between its two halves keeps the first one."""

from __future__ import annotations

from pathlib import Path

import pytest

from graftwork_core.errors import Cancelled
from graftwork_core.graft import ADAPTER_FOLDER, GraftOptions, graft
from graftwork_core.weights.partial import CONTENT, partial_path
from tests.core import tiny
from tests.core.compare import tree
from tests.core.engine import Listener


class StopsAtTheMerge(Listener):
    """Cancels when the merge begins, before a tensor of it is finished."""

    def is_cancelled(self) -> bool:
        return "merging" in self.stages


def test_a_graft_cancelled_before_its_first_merged_tensor_keeps_the_adapter(tmp_path: Path) -> None:
    def options(out: Path) -> GraftOptions:
        base, donor = tiny.model("llama"), tiny.finetuned("llama")
        return GraftOptions(base=base, donor=donor, target=base, out=out, rank=4)

    graft(options(tmp_path / "expected"), Listener())
    with pytest.raises(Cancelled):
        graft(options(tmp_path / "out"), StopsAtTheMerge())
    adapter = partial_path(tmp_path / "out") / CONTENT / ADAPTER_FOLDER
    assert (adapter / "adapter_model.safetensors").is_file()
    again = Listener()
    graft(options(tmp_path / "out"), again)
    assert "extracting" not in again.stages, "the adapter was made a second time"
    assert tree(tmp_path / "out") == tree(tmp_path / "expected")
    assert not partial_path(tmp_path / "out").exists()
