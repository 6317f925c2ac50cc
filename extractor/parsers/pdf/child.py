"""The process that reads PDFs: one request after the other, until nobody asks any more.

pdfium is large, written in C++ and ends the process where memory runs out; a file of 772 bytes
can make it. So it has a process of its own, which may take `Limits.pdf_memory` besides the file's
content.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress

from extractor.errors import InputError, TooLargeError
from extractor.parsers.pdf.wire import Reply, Request, receive_request, send, too_much_memory

#: The content of the file is in memory, and once more while it arrives.
_COPIES = 2
#: After so many files circles are looked for.
_SWEEP = 20


def main() -> None:
    """Answer the requests on standard input; whatever else is printed must not get between."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # Letters come and go by the thousand and hold no circles: looking for some costs a fifth.
    gc.disable()
    files = 0
    while (received := receive_request(requests)) is not None:
        request, data = received
        _confine(request.limits.pdf_memory + _COPIES * request.size)
        try:
            send(replies, _answer(request, data))
        except BrokenPipeError:
            return
        files += 1
        if files % _SWEEP == 0:
            gc.collect()


def _answer(request: Request, data: bytes) -> Reply:
    from extractor.parsers.pdf.reading import read

    try:
        return Reply.of(*read(data, request.limits, request.password))
    except InputError as error:
        return Reply(error.code, str(error))
    except MemoryError:
        return Reply(TooLargeError.code, too_much_memory(request.limits.pdf_memory))
    except Exception as error:  # noqa: BLE001  # told to whoever asked, who tells it as a defect
        return Reply("crashed", f"{type(error).__name__}: {error}; please report this file")


def _confine(limit: int) -> None:
    """Let the process have no more memory than this, and leave no core file when it dies."""
    try:
        import resource
    except ImportError:
        return  # Windows has no such limit: the time limit remains
    for name, value in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, limit)):
        _, hard = resource.getrlimit(name)
        soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # macOS does not limit the address space.
        with suppress(OSError, ValueError):
            resource.setrlimit(name, (soft, hard))
