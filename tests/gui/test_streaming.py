"""What a thread yields reaches the window in order, and the thread ends when nobody wants it any more."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest

from graftwork.services import Services
from graftwork.streaming import stream
from tests.gui.fakes import until


async def test_everything_arrives_in_order_on_the_window_s_thread(services: Services) -> None:
    batches: list[list[int]] = []
    threads = set()

    def take(batch: list[int]) -> None:
        batches.append(list(batch))
        threads.add(threading.current_thread())

    await stream(lambda stop: iter(range(1000)), take)
    assert [one for batch in batches for one in batch] == list(range(1000))
    assert threads == {threading.main_thread()}


async def test_an_error_comes_after_what_was_found_before_it(services: Services) -> None:
    def work(stop: Callable[[], bool]) -> Iterator[int]:
        yield 1
        raise ValueError("no more")

    got: list[int] = []
    with pytest.raises(ValueError, match="no more"):
        await stream(work, got.extend)
    assert got == [1]


async def test_the_thread_ends_when_it_is_cancelled(services: Services) -> None:
    ended = threading.Event()

    def work(stop: Callable[[], bool]) -> Iterator[int]:
        try:
            while not stop():
                yield 0
        finally:
            ended.set()

    got: list[int] = []
    task = services.tasks.spawn(stream(work, got.extend))
    await until(lambda: got)
    task.cancel()
    await asyncio.wait([task])
    await until(ended.is_set)
    seen = len(got)
    await asyncio.sleep(0)
    assert len(got) == seen
