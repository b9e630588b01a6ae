"""How much two token sequences begin with alike."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graftwork_core.haystack.texts.beginnings import common_beginning

tokens = st.lists(st.integers(0, 2), max_size=20)
Make = Callable[[list[int]], Sequence[int]]
KINDS: tuple[Make, ...] = (list, tuple, lambda ids: array("i", ids))


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("make_other", KINDS)
@given(one=tokens, other=tokens)
def test_it_is_what_comparing_one_by_one_gives(make: Make, make_other: Make, one: list[int], other: list[int]) -> None:
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    assert common_beginning(make(one), make_other(other)) == alike
