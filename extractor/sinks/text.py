r"""The one point where text becomes storable: JSON, Arrow and SQL all refuse the same few things.

A lone surrogate (from a file name that is not UTF-8, or a damaged text) cannot be encoded, and
PostgreSQL refuses NUL. Bytes of file names are shown as `\xNN`, everything else as U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import overload

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ESCAPED_BYTES = range(0xDC80, 0xDD00)


@overload
def clean(text: str) -> str: ...
@overload
def clean(text: None) -> None: ...
def clean(text: str | None) -> str | None:
    """The text with whatever no destination could store replaced; most texts as they are."""
    if text is None or not _UNSTORABLE.search(text):
        return text
    return _UNSTORABLE.sub(_replacement, text)


def clean_all(texts: Sequence[str | None]) -> Sequence[str | None]:
    """A whole column at once: hardly any has something to replace."""
    if _UNSTORABLE.search("".join(filter(None, texts))):
        return [clean(text) for text in texts]
    return texts


def _replacement(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code - 0xDC00:02x}" if code in _ESCAPED_BYTES else "\ufffd"
