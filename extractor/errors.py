"""One class a cause. A message names the thing, what is wrong with it, and what to do.

`InputError` is raised by parsers for bad files and becomes a `failed` extraction in
`pipeline.py`; everything else is wrong use or a wrong set-up and becomes an exit status in
`cli/__init__.py`.
"""

from __future__ import annotations

from typing import ClassVar


class TiquError(Exception):
    """Base of all errors that are meant for a person: `str(error)` is one line."""


class InputError(TiquError):
    """A file that cannot be read. `code` is one of the contract's error codes."""

    code: ClassVar[str]


class UnreadableError(InputError):
    """Begins as a known format, but is empty, cut or damaged."""

    code = "unreadable"


class UnsupportedError(InputError):
    """No format that is read."""

    code = "unsupported"


class EncryptedError(InputError):
    """Needs a password."""

    code = "encrypted"


class TooLargeError(InputError):
    """A limit was met; the message names it."""

    code = "too_large"


class ScannedError(InputError):
    """Pictures of pages, and nothing that reads pictures."""

    code = "scanned"


class TimedOutError(InputError):
    """Reading took too long."""

    code = "timeout"


class CrashedError(InputError):
    """Reading ended the process that read: a defect of ours or of a library."""

    code = "crashed"


class RuleFileError(TiquError):
    """A rule file is wrong. The message lists every fault, one a line, with file, line and path."""


class VariantError(TiquError):
    """A variant is asked for that no rule file has, or two of which one excludes the other."""


class WarehouseError(TiquError):
    """A warehouse cannot be opened, was written by another version, or is in use."""


class OutputError(TiquError):
    """Standard output cannot be written."""


class UsageError(TiquError):
    """The command line asks for something that does not exist."""
