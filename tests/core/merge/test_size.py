"""How large a merged model will be is known from headers, to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from graftwork_core.merge.options import MergeOptions
from graftwork_core.merge.plan import plan_merge
from graftwork_core.merge.size import merged_layout
from graftwork_core.model.info import open_model
from tests.core.adapter.making import pair, write_adapter

Q = "model.layers.0.self_attn.q_proj"


@pytest.fixture
def adapter(sample: Path, tmp_path: Path) -> Path:
    """A LoRA on one projection of the sample's models."""
    rows, columns = open_model(sample / "skill").checkpoint[f"{Q}.weight"].shape
    return write_adapter(tmp_path / "lora", pair(Q, shape=(rows, columns)))


@pytest.mark.parametrize("dtype", ["same", "bf16", "fp32"])
@pytest.mark.parametrize("shard_size", [None, 1_000_000])
def test_the_size_is_that_of_the_merge(
    sample: Path, adapter: Path, tmp_path: Path, dtype: str, shard_size: int | None
) -> None:
    options = {"target": sample / "skill", "adapters": [{"path": adapter}], "out": tmp_path / "out"}
    plan = plan_merge(MergeOptions.model_validate({**options, "dtype": dtype, "shard_size": shard_size}))
    found = merged_layout(open_model(sample / "skill"), dtype, shard_size)
    assert [(file.filename, file.nbytes) for file in found.files] == [
        (file.filename, file.nbytes) for file in plan.layout.files
    ]
    assert (len(found.files) == 1) is (shard_size is None)
