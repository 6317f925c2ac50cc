"""The bulk run: batches of files, each stored whole or not at all, and known contents skipped.

The warehouse is the ledger. A content that is in it, read by this version of the program with
these rule files, is not read again; where it was met this time is added. Anything else is read,
and supersedes what the warehouse had. So a run may be stopped at any moment and repeated. What
failed is tried again when a password is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from extractor.ingest.discover import Found, Passed, discover, told
from extractor.ingest.progress import Nothing, Progress
from extractor.ingest.reading import Job, Task, in_order, take
from extractor.ingest.tally import Tally
from extractor.model import Extraction, Source
from extractor.sinks import Sink, open_sink
from extractor.sinks.rows import stamp, tables
from extractor.sinks.tables import schemas

#: Files in one transaction.
BATCH = 100


class Known(msgspec.Struct, frozen=True):
    """A path whose content needs no reading."""

    source: Source
    failed: bool


@dataclass(frozen=True)
class Options:
    """How a run goes: `again` reads known contents too, `tell` hears of every file read."""

    workers: int = 1
    again: bool = False
    batch: int = BATCH
    progress: Progress = field(default_factory=Nothing)
    tell: Callable[[Extraction], None] = lambda _: None


def ingest(
    paths: Sequence[str], destination: str, task: Task, options: Options | None = None
) -> Tally:
    """Reads every file under the paths into the destination.

    Raises `WarehouseError`, `UsageError` and `RuleFileError`; what was stored until then stays.
    """
    own = [Path(destination + ending) for ending in ("", ".wal")]
    found = discover(paths, own)
    sink = open_sink(destination, schemas(task.rules))
    try:
        return _Run(sink, task, found, options or Options())()
    finally:
        sink.close()


class _Run:
    def __init__(self, sink: Sink, task: Task, found: Found, options: Options) -> None:
        self.sink = sink
        self.task = task
        self.found = found
        self.options = options
        self.tally = Tally(passed=list(found.passed))
        self.read: list[Extraction] = []
        self.met: list[Source] = []

    def __call__(self) -> Tally:
        options, progress = self.options, self.options.progress
        known = {} if options.again else self.sink.current(stamp(self.task.rules))
        opened = self.opened(known)
        outcomes: Iterator[Extraction | Known] = in_order(opened, self.task, options.workers)
        progress.begin(len(self.found.files))
        try:
            for outcome in outcomes:
                if isinstance(outcome, Known):
                    self.met.append(outcome.source)
                    self.tally.add_known(failed=outcome.failed)
                else:
                    self.read.append(outcome)
                    self.tally.add(outcome)
                    options.tell(outcome)
                progress.advance(self.tally.files, self.tally.failed)
                if len(self.read) + len(self.met) >= options.batch:
                    self.store()
            self.store()
        finally:
            progress.end()
        return self.tally

    def opened(self, known: dict[bytes, str]) -> Iterator[Job | Extraction | Known]:
        """The files as they come; a content met twice is read once."""
        for path in self.found.files:
            try:
                job = take(path)
            except OSError as error:
                self.tally.passed.append(Passed(path, told(error)))
                continue
            digest = bytes.fromhex(job.source.sha256)
            if digest in known and not (self.task.password and known[digest] == "failed"):
                yield Known(job.source, failed=known[digest] == "failed")
            else:
                known[digest] = "read now"
                yield job

    def store(self) -> None:
        if not (self.read or self.met):
            return
        rules = self.task.rules
        made = tables(self.read, rules, stamped=stamp(rules), met=self.met)
        self.sink.store(made)
        # Text beside its number says what a DECIMAL could not hold; the run tells how often.
        fit = made["field_values"]["fit"].to_pylist()
        self.tally.not_exact += sum(each not in {None, "exact"} for each in fit)
        self.read, self.met = [], []
