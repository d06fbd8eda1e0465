"""Long work: shares, results, being given up, and a thread of its own."""

import gc
import threading
import weakref
from collections.abc import Generator

import pytest

from nnviz.work import Job, Progress, Work, finish, portion

WAIT_S = 10.0


def counting(steps: int, tidied: list[str] | None = None) -> Work[str]:
    try:
        for step in range(steps):
            yield step / steps
    finally:
        if tidied is not None:
            tidied.append("tidied")
    return "counted"


def failing() -> Work[None]:
    yield 0.5
    raise LookupError("half way")


def endless(going: threading.Event) -> Work[None]:
    while True:
        going.set()
        yield 0.25


def done(job: Job[str]) -> Job[str]:
    job.start()
    assert job.wait(WAIT_S)
    return job


def test_finishing_returns_the_result() -> None:
    assert finish(counting(3)) == "counted"


def shares_and_result(work: Work[str]) -> tuple[list[float], str]:
    shares: list[float] = []

    def collect() -> Generator[float, None, str]:
        result = yield from work
        return result

    outer = collect()
    while True:
        try:
            shares.append(next(outer))
        except StopIteration as end:
            return shares, end.value


def test_a_portion_takes_its_part_of_the_whole() -> None:
    assert shares_and_result(portion(counting(2), 0.5, 1.0)) == ([0.5, 0.75], "counted")


def test_giving_up_a_portion_tidies_up() -> None:
    tidied: list[str] = []
    work = portion(counting(3, tidied), 0.0, 1.0)
    next(work)
    work.close()
    assert tidied == ["tidied"]


def test_a_job_has_the_result() -> None:
    job = done(Job(counting(3)))
    assert job.result() == "counted"
    assert job.progress.share == 1.0
    assert not job.running
    assert job.error is None


def test_a_job_that_fails_has_the_error_and_no_result() -> None:
    job = Job(failing())
    job.start()
    assert job.wait(WAIT_S)
    assert isinstance(job.error, LookupError)
    assert job.progress.share == 0.5
    with pytest.raises(RuntimeError):
        job.result()


def test_a_job_can_be_cancelled() -> None:
    going = threading.Event()
    job = Job(endless(going))
    job.start()
    assert going.wait(WAIT_S)
    assert not job.wait(0.0)
    job.cancel()
    assert job.wait(WAIT_S)
    assert job.cancelled


def test_what_is_cancelled_is_tidied_up() -> None:
    tidied: list[str] = []
    work = counting(3, tidied)
    next(work)
    job = Job(work)
    job.cancel()
    job.carry_out()
    assert tidied == ["tidied"]


def test_nothing_comes_of_what_was_cancelled_at_its_very_end() -> None:
    job = Job(counting(0))
    job.carry_out()
    job.cancel()
    with pytest.raises(RuntimeError):
        job.result()


class Large:
    """A result that is worth being forgotten."""


@pytest.mark.parametrize("cancelled_first", [True, False])
def test_a_result_that_nobody_wants_is_not_kept(cancelled_first: bool) -> None:
    def making() -> Work[Large]:
        large = Large()
        known.append(weakref.ref(large))
        if cancelled_first:
            job.cancel()  # while the last share is under way
        return large
        yield 0.0

    known: list[weakref.ref[Large]] = []
    job = Job(making())
    job.carry_out()
    job.cancel()
    gc.collect()
    assert known[0]() is None


def test_the_remaining_time_goes_by_the_share_done() -> None:
    assert Progress(0.25, 2.0).remaining == 6.0
    assert Progress(1.0, 2.0).remaining == 0.0
    assert Progress(0.0, 2.0).remaining is None
