"""Codes: the digits of a cell, wherever they stand beside the name."""

from __future__ import annotations

import re

import msgspec

from extractor.model import Value
from extractor.normalize.entry import Entry

#: Full-width letters, digits and signs, and the blank of their width, one for one.
NARROW = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {0x3000: 0x20}

# 类 款 项 apart: 201 31 02, 213-05-04. Else three digits or more, a letter among later ones
# (51000021R000000019951); a year is no code.
_CODE = re.compile(
    r"(?<![0-9A-Z])(?:[0-9]{3}(?P<gap>[ .·/-])[0-9]{2}(?:(?P=gap)[0-9]{2})?(?![0-9A-Z])"
    r"|[0-9]{3}[0-9A-Z]*+(?!年))"
)
_GAPS = re.compile(r"[ .·/-]")


class Part(msgspec.Struct, frozen=True, gc=False):
    """The part of a text that is a value of its own."""

    value: str
    start: int
    end: int


def code_in(text: str) -> Part | None:
    """The longest code in `text`; None if there is none, or two of that length."""
    parts = _codes(text)
    longest = [part for part in parts if len(part.value) == len(parts[0].value)]
    return longest[0] if longest and len({part.value for part in longest}) == 1 else None


def _codes(text: str) -> list[Part]:
    """All codes in `text`, longest first."""
    narrow = text if text.isascii() else text.translate(NARROW)
    parts = [
        Part(_GAPS.sub("", match.group()), match.start(), match.end())
        for match in _CODE.finditer(narrow)
    ]
    return sorted(parts, key=lambda part: -len(part.value))


def code(entry: Entry) -> Value:
    """The code; blank if the cell holds none, unreadable if it holds two."""
    found = code_in(entry.text)
    if found is not None:
        return entry.found(found.value)
    return entry.unreadable() if _codes(entry.text) else entry.blank()
