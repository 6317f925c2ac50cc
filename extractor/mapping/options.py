"""Which option a group of marks ticks.

The marks of one group stand all before or all after their options. The side is solved for the
whole group: the side on which more marks find an option of their own wins, then the side on
which marks stand closer. A mark that cannot be given to one option stays unclear, never unchecked.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import msgspec
import regex

from extractor.mapping.labels import base
from extractor.model import SHOWN, Content, Mark, MarkState, OptionReading
from extractor.rulebook import Option

Side = Literal["before", "after"]

_BLANK_BRACKET = regex.compile("[(\uff08\\[〔【][\\s_]*[)\uff09\\]〕】]")
#: What may stand between a mark and its option without parting them.
_JOINT = regex.compile("[\\s_、.\uff0e。:\uff1a)\uff09(\uff08\\d①-⑳]*")
_WIDTHS = {"(": "[(\uff08]", ")": "[)\uff09]", ",": "[,\uff0c]", ":": "[:\uff1a]"}
_SHOWN = frozenset(SHOWN.values())


class Reading(msgspec.Struct, frozen=True):
    """What a group says. `content` shows blank brackets that served as boxes as marks.

    `side` is None where the group could not decide it; `stray` is set when a tick belongs to no
    option; `certain` is False where the text alone (no mark) names the option.
    """

    options: tuple[OptionReading, ...]
    content: Content
    side: Side | None = None
    stray: bool = False
    certain: bool = True


class _Item(msgspec.Struct, frozen=True):
    """A mark (`code` empty) or an option's label in the text of a group."""

    start: int
    end: int
    code: str = ""
    state: MarkState = "unclear"


def read_options(
    content: Content,
    options: tuple[Option, ...],
    *,
    overrides: dict[str, Literal["checked", "unchecked"]] | None = None,
    preferred: Side | None = None,
) -> Reading | None:
    """Solve one group; None when neither a mark nor an option's label stands in `content`."""
    content = _apply(content, overrides or {})
    labels = _labels(content.text, options)
    if not content.marks and labels:
        content = _brackets(content, labels)
        labels = _labels(content.text, options)
    marks = [_Item(mark.offset, mark.offset + 1, state=mark.state) for mark in content.marks]
    if not marks:
        return _named(content, options, labels)
    if not labels:
        checked = any(mark.state != "unchecked" for mark in marks)
        return Reading(_none(options), content, stray=checked)
    before = _assign(content.text, marks, labels, "before")
    after = _assign(content.text, marks, labels, "after")
    side = _side(before, after, preferred)
    if side is None:
        contested = set(before.given) | set(after.given)
        readings = tuple(
            OptionReading(option.code, "unclear" if option.code in contested else None)
            for option in options
        )
        return Reading(readings, content)
    chosen = before if side == "before" else after
    return Reading(
        tuple(OptionReading(option.code, chosen.given.get(option.code)) for option in options),
        content,
        side,
        stray=any(mark.state == "checked" for mark in chosen.left),
    )


def with_boxes(content: Content, options: tuple[Option, ...]) -> Content:
    """The content with the blank brackets beside its options as unticked boxes."""
    return content if content.marks else _brackets(content, _labels(content.text, options))


def option_count(text: str, options: tuple[Option, ...]) -> int:
    """How many of the options are named in a text."""
    return len({item.code for item in _labels(text, options)})


class _Assignment(msgspec.Struct):
    """Marks given to options, marks left over, and how far apart they stand."""

    given: dict[str, MarkState]
    left: list[_Item]
    distance: int


def _assign(text: str, marks: list[_Item], labels: list[_Item], side: Side) -> _Assignment:
    result = _Assignment({}, [], 0)
    items = sorted((*marks, *labels), key=lambda item: item.start)
    if side == "after":
        items.reverse()
    for position, item in enumerate(items):
        if item.code:
            continue
        follower = items[position + 1] if position + 1 < len(items) else None
        gap = _gap(text, item, follower)
        if follower is None or not follower.code or gap is None or follower.code in result.given:
            result.left.append(item)
            continue
        result.given[follower.code] = item.state
        result.distance += gap
    return result


def _gap(text: str, one: _Item, other: _Item | None) -> int | None:
    """How many characters part a mark from an option; None when other words stand between."""
    if other is None:
        return None
    start, end = (one.end, other.start) if one.start < other.start else (other.end, one.start)
    between = text[start:end]
    return len(between) if _JOINT.fullmatch(between) else None


def _side(before: _Assignment, after: _Assignment, preferred: Side | None) -> Side | None:
    if len(before.given) != len(after.given):
        return "before" if len(before.given) > len(after.given) else "after"
    if not before.given:
        return preferred or "before"
    if len(before.left) != len(after.left):
        return "before" if len(before.left) < len(after.left) else "after"
    if before.given == after.given:
        return "before"
    if before.distance != after.distance:
        return "before" if before.distance < after.distance else "after"
    return preferred


def _none(options: tuple[Option, ...]) -> tuple[OptionReading, ...]:
    return tuple(OptionReading(option.code, None) for option in options)


def _named(content: Content, options: tuple[Option, ...], labels: list[_Item]) -> Reading | None:
    """No mark at all: where exactly one option is left standing alone, it is the answer."""
    codes = {item.code for item in labels}
    if not codes:
        return None
    written = base(content.text)
    only = next(iter(codes))
    alone = len(codes) == 1 and any(
        base(label) == written for option in options for label in option.labels
    )
    return Reading(
        tuple(
            OptionReading(option.code, "checked" if alone and option.code == only else None)
            for option in options
        ),
        content,
        certain=False,
    )


def _apply(content: Content, overrides: dict[str, Literal["checked", "unchecked"]]) -> Content:
    """The rule file's own meaning of a glyph beats the common one."""
    if not overrides or not any(mark.written in overrides for mark in content.marks):
        return content
    text = list(content.text)
    marks = []
    for mark in content.marks:
        state = overrides.get(mark.written, mark.state)
        text[mark.offset] = SHOWN[state]
        marks.append(Mark(mark.offset, state, mark.encoding, mark.written))
    return Content("".join(text), tuple(marks))


def _brackets(content: Content, labels: list[_Item]) -> Content:
    """Blank brackets beside the options are boxes that nobody ticked."""
    text, marks, position = "", [], 0
    for match in _BLANK_BRACKET.finditer(content.text):
        box = _Item(match.start(), match.end())
        if not any(_gap(content.text, box, label) is not None for label in labels):
            continue
        text += content.text[position : match.start()]
        marks.append(Mark(len(text), "unchecked", "bracket", match[0]))
        text += SHOWN["unchecked"]
        position = match.end()
    return Content(text + content.text[position:], tuple(marks)) if marks else content


@lru_cache(maxsize=1024)
def _pattern(options: tuple[tuple[str, tuple[str, ...]], ...]) -> regex.Pattern[str]:
    """All labels of all options, the longest first, characters possibly apart ("延 续")."""
    spellings = sorted(
        ((label, code) for code, labels in options for label in labels),
        key=lambda pair: -len(pair[0]),
    )
    return regex.compile("|".join(f"(?P<{code}>{_spaced(label)})" for label, code in spellings))


def _spaced(label: str) -> str:
    return r"\s*".join(_WIDTHS.get(char, regex.escape(char)) for char in base(label))


def _labels(text: str, options: tuple[Option, ...]) -> list[_Item]:
    """Where the options' labels stand. A one-character label must not be part of a word."""
    found = []
    for match in _pattern(tuple((option.code, option.labels) for option in options)).finditer(text):
        if match.end() - match.start() == 1 and not _stands_alone(text, match.start()):
            continue
        found.append(_Item(match.start(), match.end(), match.lastgroup or ""))
    return found


def _stands_alone(text: str, position: int) -> bool:
    """`是` in `□是` or `是 否`, not in `是否` or `是由`."""
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    return not (_is_word(before) and _is_word(after)) and text[position : position + 2] != "是否"


def _is_word(char: str) -> bool:
    return char.isalpha() and char not in _SHOWN
