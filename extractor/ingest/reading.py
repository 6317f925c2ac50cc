"""Files → extractions, in order, in this process or in several."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from typing import TypeVar

import msgspec

from extractor import pipeline
from extractor.errors import InputError
from extractor.ingest.discover import told
from extractor.model import Extraction, Failure, Language, Source
from extractor.rulebook import RuleSet

_Done = TypeVar("_Done")

#: Files that each worker has waiting; no more than this many are in memory at once.
_AHEAD = 2


class Job(msgspec.Struct, frozen=True):
    """A file that was opened and waits to be read."""

    data: bytes
    source: Source


class Task(msgspec.Struct, frozen=True):
    """How files are read: the same for all of a run."""

    rules: RuleSet
    language: Language = "zh"
    password: str | None = None

    def __call__(self, job: Job) -> Extraction:
        """Never raises for bad input."""
        return pipeline.extract(
            job.data, job.source, self.rules, language=self.language, password=self.password
        )


def take(path: str) -> Job | Extraction:
    """Opens a file; one that is over the limits is `failed` at once. Raises `OSError`."""
    try:
        data, source = pipeline.read_source(Path(path))
    except InputError as error:
        with Path(path).open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        source = Source(Path(path).name, path, sha256, Path(path).stat().st_size)
        return Extraction(source, "failed", Failure(error.code, str(error)))
    return Job(data, source)


def read_files(paths: Iterable[str], task: Task, workers: int = 1) -> Iterator[Extraction]:
    """One extraction a path, in their order; what cannot be opened is `failed` as well."""

    def opened() -> Iterator[Job | Extraction]:
        for path in paths:
            try:
                yield take(path)
            except OSError as error:
                yield missing(path, error)

    return in_order(opened(), task, workers)


def missing(path: str, error: OSError) -> Extraction:
    """A file that cannot be opened, so that nothing that was asked for goes unanswered."""
    name = Path(path).name or path or "''"
    source = Source(name, path, "", 0)
    return Extraction(source, "failed", Failure("unreadable", f"{name}: {told(error)}"))


def in_order(
    jobs: Iterable[Job | _Done], task: Callable[[Job], Extraction], workers: int = 1
) -> Iterator[Extraction | _Done]:
    """Does every job; what is no job passes through, in its place."""
    if workers <= 1:
        for job in jobs:
            yield task(job) if isinstance(job, Job) else job
    else:
        pool = _Pool(task, workers)
        try:
            yield from pool.run(jobs)
        finally:
            pool.close()


class _Pool:
    """Worker processes, started fresh, and again when one of them dies."""

    def __init__(self, task: Callable[[Job], Extraction], workers: int) -> None:
        self.task = task
        self.workers = workers
        self.executor = self.start(workers)

    def start(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(self.task,)
        )

    def run(self, jobs: Iterable[Job | _Done]) -> Iterator[Extraction | _Done]:
        waiting: deque[tuple[Job, Future[Extraction]] | _Done] = deque()
        for job in jobs:
            waiting.append((job, self.submit(job)) if isinstance(job, Job) else job)
            while len(waiting) > self.workers * _AHEAD:
                yield self.finish(waiting.popleft())
        while waiting:
            yield self.finish(waiting.popleft())

    def submit(self, job: Job) -> Future[Extraction]:
        try:
            return self.executor.submit(_work, job)
        except BrokenProcessPool:
            self.executor = self.start(self.workers)
            return self.executor.submit(_work, job)

    def finish(self, waiting: tuple[Job, Future[Extraction]] | _Done) -> Extraction | _Done:
        if not isinstance(waiting, tuple):
            return waiting
        job, future = waiting
        try:
            return future.result()
        except BrokenProcessPool:
            return self.alone(job)

    def alone(self, job: Job) -> Extraction:
        """A worker died, nobody knows over which file: each one that waited is read by itself."""
        with self.start(1) as executor:
            try:
                return executor.submit(_work, job).result()
            except BrokenProcessPool:
                message = (
                    f"{job.source.name}: reading it ended the process; please report this file"
                )
                return Extraction(job.source, "failed", Failure("crashed", message))

    def close(self) -> None:
        self.executor.shutdown(wait=False, cancel_futures=True)


_task: Callable[[Job], Extraction]


def _begin(task: Callable[[Job], Extraction]) -> None:
    """Sets a worker up: it leaves Ctrl-C to its parent, and ends when its parent does."""
    global _task  # noqa: PLW0603  # a worker is a process, this is its one setting
    _task = task
    signal(SIGINT, SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _work(job: Job) -> Extraction:
    return _task(job)
