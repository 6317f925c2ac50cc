"""A reading made up from a file's text, so that a run can be tested without any parser."""

import os
import signal
import time

from extractor.ingest.reading import Job, Task
from extractor.model import Extraction
from tests.sinks.making import EVALUATION, failed, finding, form, read


class Fake(Task, frozen=True):
    """What a file says is what happens: `ok`, `error`, `two`, `fail`, `die`, `raise`, `slow`."""

    def __call__(self, job: Job) -> Extraction:
        match job.data.decode("utf-8", "replace").split()[:1]:
            case ["ok"]:
                return read(form(project_name=job.source.name), of=job.source)
            case ["error"]:
                return read(form(findings=[finding()]), of=job.source)
            case ["two"]:
                return read(form(), form(EVALUATION), of=job.source)
            case ["fail"]:
                return failed(of=job.source)
            case ["die"]:
                os.kill(os.getpid(), signal.SIGKILL)
            case ["raise"]:
                raise RuntimeError(job.source.name)
            case ["slow"]:
                time.sleep(0.3)
        return read(of=job.source)
