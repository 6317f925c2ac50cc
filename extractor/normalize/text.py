"""Texts: as written, without what only the layout put there."""

from __future__ import annotations

import re

from extractor.model import Value
from extractor.normalize.entry import OUTER, Entry, without_surrogates

#: A text of at most this many characters is a name or a phrase, unless it reads like sentences.
SHORT = 40

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")
_SENTENCE = re.compile("[。；;！!？?]")
_NUMBERED = re.compile(
    r"(?:[0-9０-９]{1,2}\s*[.、．)）](?![0-9])|[(（][0-9０-９一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、|[①-⑳⑴-⒇]|[-•·●■◆*]\s*\S)"
)
# One cell, two values: what joins them to each other is part of neither.
_JOINERS = OUTER + "-—－–−―_＿:：、,，;；/／|｜"
_EMPTY_BRACKETS = re.compile(r"[(（\[【〔][\s:：]*[)）\]】〕]")
_OPENING, _CLOSING = "(（[【〔", ")）]】〕"


def text(entry: Entry) -> Value:
    """The text as written; a short one, and a level of a list, without its line breaks."""
    written = clean(entry.text)
    if not written:
        return entry.blank()
    if is_level(entry):
        return entry.found(joined(_BLANKS.split(written)))
    if "\n" in written and not entry.field.multiline:
        written = one_line(written)
    return entry.found(written)


def is_level(entry: Entry) -> bool:
    """Whether the field is a level of its list: 产  出⏎指  标 and 产出指标 are the same level."""
    name = entry.field.list
    if name is None:
        return False
    column = entry.field.path.rpartition(".")[2]
    return any(listing.name == name and column in listing.levels for listing in entry.rule.lists)


def clean(written: str) -> str:
    """`written` in printable characters, with one kind of line break, outer white space gone."""
    if not _ODD.search(written):
        return written
    shown = _CONTROLS.sub("", _BREAKS.sub("\n", written))
    return without_surrogates(shown).strip(OUTER)


def one_line(written: str) -> str:
    """The lines of a name or a phrase joined; sentences and enumerations stay as they are.

    实际支⏎出资金 is 实际支出资金. What has a 。；！？ or an enumerator at the beginning of a later
    line, or is longer than `SHORT`, keeps its line breaks.
    """
    lines = [line for line in map(str.strip, written.split("\n")) if line]
    if sum(map(len, lines)) > SHORT or _SENTENCE.search(written):
        return written
    if any(_NUMBERED.match(line) for line in lines[1:]):
        return written
    return joined(lines)


def joined(parts: list[str]) -> str:
    """Parts of one phrase: a blank between Latin words or figures, none beside Chinese."""
    phrase = parts[0]
    for part in parts[1:]:
        apart = _is_latin(phrase[-1:]) and _is_latin(part[:1])
        phrase = f"{phrase} {part}" if apart else phrase + part
    return phrase


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def without(written: str, start: int, end: int) -> str:
    """The rest of a cell, once the value at `start` up to `end` is taken out of it.

    Brackets, dashes and blanks that joined the two go with it: 行政运行（2130104） leaves 行政运行,
    while the brackets of 行政运行（公安）2130104 stay.
    """
    before, after = written[:start].rstrip(_JOINERS), written[end:].lstrip(_JOINERS)
    if before[-1:] and before[-1:] in _OPENING and after[:1] and after[:1] in _CLOSING:
        before, after = before[:-1], after[1:]
    apart = before and after and _is_latin(before[-1]) and _is_latin(after[0])
    rest = f"{before} {after}" if apart else before + after
    return _unwrapped(_EMPTY_BRACKETS.sub("", rest).strip(_JOINERS))


def _unwrapped(rest: str) -> str:
    """Without brackets that lost their partner, and without a pair around everything."""
    partners = _partners(rest)
    kept = "".join(
        character
        for index, character in enumerate(rest)
        if index in partners or character not in _OPENING + _CLOSING
    ).strip(_JOINERS)
    if kept == rest and partners.get(0) == len(rest) - 1:
        return rest[1:-1].strip(_JOINERS)
    return kept


def _partners(written: str) -> dict[int, int]:
    """Where each bracket is that has a partner, and where the partner is."""
    partners: dict[int, int] = {}
    waiting: list[int] = []
    for index, character in enumerate(written):
        if character in _OPENING:
            waiting.append(index)
        elif character in _CLOSING and waiting:
            start = waiting.pop()
            partners[start], partners[index] = index, start
    return partners
