"""The process that reads PDFs, seen from the program: started once, kept warm, replaced when dead.

The program must outlive any PDF. What a file does to the reading process becomes a code: out of
memory `too_large`, out of time `timeout`, anything else that ends it `crashed`.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Lock, Timer

import msgspec

from extractor.errors import (
    CrashedError,
    EncryptedError,
    InputError,
    ScannedError,
    TimedOutError,
    TooLargeError,
    UnreadableError,
)
from extractor.model import Limits
from extractor.parsers.pdf.wire import Reply, Request, receive_reply, send, too_much_memory

_ERRORS: dict[str, type[InputError]] = {
    error.code: error
    for error in (
        CrashedError, EncryptedError, ScannedError, TooLargeError, UnreadableError,
    )
}  # fmt: skip
_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from extractor.parsers.pdf.child import main; main()"
)
#: A process that gave up with as much of its memory in use as this gave up for want of it. (The
#: figure may be that of the program itself at the start, so the way it died counts as well.)
_STARVED = 0.5
_GIVEN_UP = {-6, -5, -4}  # SIGABRT, SIGTRAP, SIGILL: how allocators end a process
#: A process that has read so many files makes room for a fresh one.
_FILES = 2_000


class Reader:
    """One reading process, or none yet."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._files = 0
        self._lock = Lock()

    def read(self, data: bytes, limits: Limits, password: str | None) -> Reply:
        """Have a PDF read.

        Raises the input errors that the reading raised, and `TimedOutError`, `TooLargeError` or
        `CrashedError` where it ended the process.
        """
        with self._lock:
            process = self._ready()
            reply, timed_out = _exchange(process, Request(len(data), limits, password), data)
            if reply is None:
                raise self._autopsy(process, limits, timed_out=timed_out)
            self._files += 1
        if reply.code is not None:
            raise _ERRORS.get(reply.code, CrashedError)(reply.message)
        return reply

    def close(self) -> None:
        """End the process; the next file starts another."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return  # of a fork: the process belongs to the parent
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        try:
            process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _ready(self) -> subprocess.Popen[bytes]:
        """The process that is there, or a fresh one."""
        process = self._process
        if (
            process is not None
            and self._owner == os.getpid()
            and process.poll() is None
            and self._files < _FILES
        ):
            return process
        self.close()
        # The path is given as it is here: what the program was started with may be gone.
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and code
            [sys.executable, "-I", "-c", _BOOT, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._owner, self._files = os.getpid(), 0
        return self._process

    def _autopsy(
        self, process: subprocess.Popen[bytes], limits: Limits, *, timed_out: bool
    ) -> InputError:
        """What the process died of."""
        used = _buried(process)
        self.close()
        if timed_out:
            return TimedOutError(
                f"reading it takes longer than the limit pdf_seconds ({limits.pdf_seconds:g})"
            )
        if process.returncode in _GIVEN_UP and used >= _STARVED * limits.pdf_memory:
            return TooLargeError(too_much_memory(limits.pdf_memory))
        return CrashedError("reading it ended the process that reads PDFs; please report this file")


def _exchange(
    process: subprocess.Popen[bytes], request: Request, data: bytes
) -> tuple[Reply | None, bool]:
    """The reply, if there is one, and whether the process was ended because time ran out."""
    expired: list[bool] = []

    def end() -> None:
        expired.append(True)
        _kill(process)

    timer = Timer(request.limits.pdf_seconds, end)
    timer.daemon = True
    timer.start()
    reply: Reply | None = None
    try:
        if process.stdin is not None and process.stdout is not None:
            send(process.stdin, request, data)
            reply = receive_reply(process.stdout)
    except (OSError, msgspec.MsgspecError):
        reply = None
    finally:
        timer.cancel()
    return reply, bool(expired)


def _buried(process: subprocess.Popen[bytes]) -> int:
    """Wait for a process that is dying, and tell how many bytes of memory it used at most."""
    _kill(process)
    if sys.platform == "win32" or process.returncode is not None:
        process.wait()
        return 0
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except ChildProcessError:
        return 0
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_maxrss * unit


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process without taking its exit status, which `Popen.kill` may do."""
    if sys.platform == "win32" or process.returncode is not None:
        process.kill()
        return
    with suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)


READER = Reader()
atexit.register(READER.close)
