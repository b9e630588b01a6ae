"""What two token sequences begin with alike: that much of a context need not be read again."""

from __future__ import annotations

from collections.abc import Sequence


def common_beginning(one: Sequence[int], other: Sequence[int]) -> int:
    """How many tokens two sequences begin with alike: by halves, because slices compare fast."""
    if type(one[:0]) is not type(other[:0]):  # a list is never equal to a tuple
        one, other = tuple(one), tuple(other)
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
