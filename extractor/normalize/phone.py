"""Phone numbers: as written, NFKC, no white space. What makes a legal one, the audit judges."""

from __future__ import annotations

import re

from extractor.model import Value
from extractor.normalize.code import NARROW, Part
from extractor.normalize.entry import Entry

_MANY = 7  # digits of the shortest number that is dialled within a town
_FEW = 5  # a cell for phones may hold 12345 or a number cut short
_MOBILE = r"1[3-9][0-9](?:[ -]?[0-9*]{4}){2}(?![0-9*])"
_LANDLINE = r"[(]?0[0-9]{2,3}[)]?\s?[-–—―]?\s?[0-9*]{7,8}(?![0-9*])(?:\s?(?:转|-)\s?[0-9]{1,6})?"
_SERVICE = r"[48]00[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9*])"
# Anything else of 7 to 12 digits: a number with a digit too few is still what was written.
_OTHER = r"[0-9][0-9*]{6,11}(?![0-9*])(?:转[0-9]{1,6})?"
_PHONE = re.compile(
    rf"(?<![0-9*A-Za-z])(?:[+]?86[ -]?)?(?:{_MOBILE}|{_LANDLINE}|{_SERVICE}|{_OTHER})(?![A-Za-z])"
)
_NOTHING_ELSE = re.compile(r"[0-9*+()–—―\s/、,;转-]+")
# A blank between two whole numbers parts them, any other is only layout.
_APART = re.compile(
    rf"(?<=[0-9*]{{{_MANY}}})\s+(?=(?:[+]?86)?[(]?[0-9][0-9*()–—―-]{{{_MANY - 1}}})"
)
_BLANKS = re.compile(r"\s+")


def phones_in(text: str) -> list[Part]:
    """Every phone number among other words."""
    narrow = text if text.isascii() else text.translate(NARROW)
    return [
        Part(_BLANKS.sub("", match.group()), match.start(), match.end())
        for match in _PHONE.finditer(narrow)
    ]


def phone_in(text: str) -> Part | None:
    """The phone numbers in a cell that it shares with a name, as one part."""
    parts = phones_in(text)
    if not parts:
        return None
    first, last = parts[0], parts[-1]
    return Part("/".join(part.value for part in parts), first.start, last.end)


def phone(entry: Entry) -> Value:
    """One number or several (`A/B`); beside other words only what is surely a number."""
    narrow = entry.text if entry.text.isascii() else entry.text.translate(NARROW)
    digits = sum(character.isdigit() or character == "*" for character in narrow)
    if digits >= _FEW and _NOTHING_ELSE.fullmatch(narrow):
        return entry.found(_BLANKS.sub("", _APART.sub("/", narrow)))
    found = phone_in(entry.text)
    return entry.found(found.value) if found else entry.unreadable()
