"""Labels and values that stand in one text: `填报单位：甲局　填报日期：2022年9月30日`."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from extractor.mapping.labels import LabelIndex, Target, base
from extractor.model import Content

_WIDTHS = {
    "(": "[(\uff08]", ")": "[)\uff09]", ",": "[,\uff0c]", ":": "[:\uff1a]", "%": "[%\uff05]",
}  # fmt: skip
_TAIL = "(?P<note>\\s*[(\uff08][^()\uff08\uff09\n]{0,20}[)\uff09])?[^\\S\\n]*(?P<colon>[:\uff1a])?"
#: An unknown label after a gap ends a value all the same: `甲局　　负责人：张三`.
_NEXT_LABEL = re.compile(
    "(?<=[\\s\u3000;\uff1b,\uff0c])[\u4e00-\u9fff()\uff08\uff09]{2,14}\\s*[:\uff1a]"
)
#: A date after a wide gap stands for itself: `甲局　　　　2022年10月8日`.
_LATER_DATE = re.compile("(?<=[ \u3000\xa0\t]{2})[12]\\d{3}\\s*(?:年|[-./])\\s*\\d{1,2}")
#: In a cell a label does not begin amid words: `已填报单位：12个`.
_WITHIN_A_WORD = re.compile("[\u4e00-\u9fffA-Za-z0-9]\\Z")
_GAP = re.compile(
    "(?:^|[\t\n]|[ \u3000\xa0]{2,})[ \u3000\xa0]*"
    "(?:[(\uff08]?[\\d一二三四五六七八九十]+[)\uff09、.\uff0e]+\\s*)?$"
)


class Segment(msgspec.Struct, frozen=True):
    """A label of the rule file at [start, value_start) and its value up to `end`."""

    label: str
    targets: tuple[Target, ...]
    unit: str | None
    start: int
    value_start: int
    end: int
    colon: bool


def spaced(text: str) -> str:
    """A pattern for a normalized text, in any width and with white space anywhere."""
    return r"\s*".join(_WIDTHS.get(char, re.escape(char)) for char in base(text))


@lru_cache(maxsize=64)
def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(labels, key=lambda label: -len(label))
    return re.compile(f"(?P<label>{'|'.join(map(spaced, longest_first))}){_TAIL}")


def segments(content: Content, index: LabelIndex, *, loose: bool = False) -> list[Segment]:
    """The labelled parts of one text, in order.

    A label counts before a colon; with `loose` (running text outside tables) also at the
    beginning of a line or after a wide gap, before a bracketed note or white space.
    """
    text = content.text
    if not loose and ":" not in text and "\uff1a" not in text:
        return []
    found = []
    for match in _pattern(index.field_labels).finditer(text):
        at_edge = match.start() == 0 or _GAP.search(text, 0, match.start()) is not None
        named = match.end("note") if match["note"] else match.end("label")
        after = text[named : named + 1]
        bare = loose and at_edge and (match["note"] or not after or after.isspace())
        if not (match["colon"] or bare):
            continue
        if not loose and _WITHIN_A_WORD.search(text, 0, match.start()):
            continue
        hit = index.find(match["label"] + (match["note"] or ""))
        targets = hit.of("field") if hit else ()
        if hit and targets:
            found.append((match, targets, hit.unit))
    return [
        Segment(
            match["label"],
            targets,
            unit,
            match.start(),
            match.end(),
            _value_end(text, match.end(), [*(m.start() for m, _, _ in found), len(text)]),
            bool(match["colon"]),
        )
        for match, targets, unit in found
    ]


def _value_end(text: str, start: int, stops: list[int]) -> int:
    end = next(stop for stop in stops if stop >= start)
    unknown = _NEXT_LABEL.search(text, start, end)
    if unknown is not None:
        end = unknown.start()
    date = _LATER_DATE.search(text, start, end)
    return date.start() if date is not None and text[start : date.start()].strip() else end
