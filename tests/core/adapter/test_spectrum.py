"""Singular values of what an adapter adds, against a full decomposition by torch."""

from __future__ import annotations

import pytest
import torch

from graftwork_core.adapter.files import open_adapter
from graftwork_core.adapter.names import Role
from graftwork_core.adapter.spectrum import has_spectrum, module_spectrum
from graftwork_core.errors import BadInput
from graftwork_core.weights.reader import Reader
from tests.core import tiny


@pytest.mark.parametrize("name", ["plain", "rslora", "uneven"])
def test_they_are_those_of_the_whole_difference(name: str) -> None:
    adapter = open_adapter(tiny.adapter(name, "llama"))
    tensors = tiny.tensors(adapter.folder)
    with Reader() as reader:
        for adapted in adapter.modules:
            found = module_spectrum(adapter, adapted, reader)
            a, b = (tensors[adapted.parts[role].name].double() for role in (Role.A, Role.B))
            whole = adapter.config.scale_of(adapted.module, a.shape[0]) * (b @ a)
            expected = torch.linalg.svdvals(whole)[: a.shape[0]]
            torch.testing.assert_close(torch.tensor(found.singular), expected.float(), rtol=1e-4, atol=1e-6)
            assert found.norm == pytest.approx(float(whole.norm()), rel=1e-6)
            assert 1 <= found.effective_rank <= a.shape[0] + 1e-9
            assert found.layer is not None


def test_embeddings_have_one_too() -> None:
    adapter = open_adapter(tiny.adapter("embedding", "llama"))
    adapted = next(one for one in adapter.modules if Role.EMBEDDING_A in one.parts)
    with Reader() as reader:
        assert module_spectrum(adapter, adapted, reader).norm > 0


def test_what_the_factors_do_not_tell_is_refused() -> None:
    adapter = open_adapter(tiny.adapter("dora", "llama"))
    assert not any(has_spectrum(adapted) for adapted in adapter.modules if Role.MAGNITUDE in adapted.parts)
    with Reader() as reader, pytest.raises(BadInput, match=r"model\.layers\.0"):
        module_spectrum(adapter, adapter.modules[0], reader)
