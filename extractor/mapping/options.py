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
_JOINT = regex.compile("[\\s_、.\uff0e。:\uff1a)\uff09(\uff08\\d①-⑳A-Ha-h☑□⍰]*")
_WIDTHS = {"(": "[(\uff08]", ")": "[)\uff09]", ",": "[,\uff0c]", ":": "[:\uff1a]"}
_SHOWN = frozenset(SHOWN.values())
_BRACKET = regex.compile("[(\uff08][^()\uff08\uff09]*[)\uff09]")


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
    marks = _own_marks(content, labels)
    if not marks:
        return _named(content, options, labels)
    if not labels:
        checked = any(mark.state != "unchecked" for mark in marks)
        return Reading(_none(options), content, stray=checked)
    before = _assign(content.text, marks, labels, "before")
    after = _assign(content.text, marks, labels, "after")
    side = _side(before, after, preferred or _side_of_cells(content.text))
    chosen = before if side == "before" else after
    if side is None or _is_shifted(chosen, labels, side):
        contested = set(before.given) | set(after.given)
        readings = tuple(
            OptionReading(option.code, "unclear" if option.code in contested else None)
            for option in options
        )
        return Reading(readings, content)
    _settle_lone_tick(chosen, content.text, marks, labels)
    return Reading(
        tuple(OptionReading(option.code, chosen.given.get(option.code)) for option in options),
        content,
        side,
        # A flag stands beside other things: what else is ticked there is not its own.
        stray=len(options) > 1 and any(mark.state == "checked" for mark in chosen.left),
    )


def _own_marks(content: Content, labels: list[_Item]) -> list[_Item]:
    """The marks of this group: those in a bracket without options are an option's own parts."""
    nested = [
        match.span()
        for match in _BRACKET.finditer(content.text)
        if not any(match.start() < label.start < match.end() for label in labels)
    ]
    return [
        _Item(mark.offset, mark.offset + 1, state=mark.state)
        for mark in content.marks
        if not (labels and any(start < mark.offset < end for start, end in nested))
    ]


def _side_of_cells(text: str) -> Side | None:
    """Options and boxes in cells of their own: the blank cell at one end tells the side."""
    if text.endswith("\t") == text.startswith("\t"):
        return None
    return "after" if text.endswith("\t") else "before"


def _is_shifted(chosen: _Assignment, labels: list[_Item], side: Side) -> bool:
    """One option without a mark at one end, one mark too many at the other: read awry."""
    if not chosen.left:
        return False
    if side == "before":
        return labels[0].code not in chosen.given and chosen.left[-1].start > labels[-1].start
    return labels[-1].code not in chosen.given and chosen.left[-1].start < labels[0].start


def _settle_lone_tick(
    chosen: _Assignment, text: str, marks: list[_Item], labels: list[_Item]
) -> None:
    """A single tick beside an option, on the other side of it or of its empty box, counts."""
    ticks = [mark for mark in chosen.left if mark.state == "checked"]
    if len(ticks) != 1 or "checked" in chosen.given.values():
        return
    tick = ticks[0]
    items = sorted((*marks, *labels), key=lambda item: item.start)
    position = items.index(tick)
    if _is_word(text[tick.end :].lstrip(" \t\u3000")[:1]):
        following = items[position + 1] if position + 1 < len(items) else None
        if following is None or not following.code or text[tick.end : following.start].strip():
            return  # the box of an answer that the rule file does not know
    touched = {
        item.code
        for item in _reach(items, position)
        if _gap(text, *sorted((tick, item), key=lambda one: one.start)) is not None
    }
    if len(touched) == 1:
        chosen.given[touched.pop()] = "checked"
        chosen.left.remove(tick)


def _reach(items: list[_Item], position: int) -> list[_Item]:
    """The options next to an item, looking past one empty box."""
    found = []
    for step in (-1, 1):
        at = position + step
        if 0 <= at < len(items) and not items[at].code and items[at].state == "unchecked":
            at += step
        if 0 <= at < len(items) and items[at].code:
            found.append(items[at])
    return found


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
    only = next(iter(codes))
    alone = len(codes) == 1 and _begins_with(content.text, only, options)
    return Reading(
        tuple(
            OptionReading(option.code, "checked" if alone and option.code == only else None)
            for option in options
        ),
        content,
        certain=False,
    )


def _begins_with(text: str, code: str, options: tuple[Option, ...]) -> bool:
    """The answer in words, a remark perhaps behind it: `是`, `是（已招标）`, not `是由甲方负责`."""
    written = base(text)
    for option in options:
        for label in map(base, option.labels if option.code == code else ()):
            after = written[len(label) : len(label) + 1]
            if written.startswith(label) and not after.isalnum():
                return True
    return False


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
