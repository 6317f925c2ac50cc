"""From the pieces of one cell or paragraph to its `Content`: which characters are marks.

A parser collects text and the marks its format knows in a `Flow`. `Flow.content` then finds the
marks that are written as plain characters, leaves alone what only looks like one (`GUARDS`), and
joins what people type together: `√□`, `[√]`, `（√）（ ）`. Nothing here knows a file format.

Encodings given here: `character`, `pair` (a tick typed beside its box) and `bracket`. A mark of
another encoding keeps it when brackets stand around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from extractor.model import SHOWN, Content, Mark, MarkState
from extractor.parsers.marks import (
    CHARACTERS,
    ENCLOSING_SQUARE,
    LETTER_TICKS,
    TIMES,
    VARIATIONS,
    Glyph,
)

_CLASS = "".join(CHARACTERS) + TIMES
_BLANK = "[ \t\u00a0\u2002\u2003\u2009\u200b\u3000]"
_OPEN, _CLOSE = "(（[［【〔", ")）]］】〕"
_NUMERAL = "〇一二三四五六七八九十百千廿卅0-9０-９"

#: A text without any of these is text throughout: the one look that most texts get. The second
#: look is for those that only have brackets around words.
_INTERESTING = re.compile(f"[{_CLASS}{re.escape(_OPEN)}]")
_PROMISING = re.compile(
    f"[{_CLASS}]|[{re.escape(_OPEN)}]{_BLANK}{{0,8}}[{LETTER_TICKS}]?{_BLANK}{{0,8}}[{re.escape(_CLOSE)}]"
)
_CANDIDATE = re.compile(f"[{_CLASS}][{VARIATIONS}{ENCLOSING_SQUARE}]*")
_BRACKETS = re.compile(
    f"(?P<open>[{re.escape(_OPEN)}]){_BLANK}{{0,8}}"
    f"(?P<inner>[{_CLASS}{LETTER_TICKS}][{_CLASS}{VARIATIONS}{ENCLOSING_SQUARE}]*)?"
    f"{_BLANK}{{0,8}}(?P<close>[{re.escape(_CLOSE)}])"
)
_ROUND = "(（)）"

#: What only looks like a mark. Each pattern matches the characters that stay text.
GUARDS: tuple[re.Pattern[str], ...] = (
    # A circle inside a number is a zero: 二○二二年, 一○一.
    re.compile(f"(?<=[{_NUMERAL}])[○◯]+(?=[{_NUMERAL}年月日号])"),
    # Masked or struck out: 李○○, 某●●公司, 20××年, ■■■; boxes for single digits: □□□□□□.
    re.compile(f"([○◯●■{TIMES}])\\1+|□{{3,}}"),
    # Spoken of: “√”, 打√, 打（√）, √表示, 在相应的□内.
    re.compile(f"(?<=[“‘\"'「『])[{_CLASS}]+(?=[”’\"'」』])"),
    re.compile(f"(?<=[打划画])[√✓✔{TIMES}✗✘]"),
    re.compile(f"(?<=[打划画][{re.escape(_OPEN)}])[√✓✔{TIMES}✗✘]"),
    re.compile(f"[{_CLASS}](?=表示|代表)"),
    re.compile(r"(?<=[在应的个])[□☐○](?=\s*[内里中])"),
    # A root: x=√2, 3√2.
    re.compile(r"(?<=[0-9A-Za-z=+\-*/×÷])√(?=[0-9A-Za-z(（])"),
)
_ROOT = re.compile(r"√(?=[0-9A-Za-z]|[(（][0-9A-Za-z])")

#: What follows a blank to be filled in, not a box to be ticked: （ ）万元, （ ）年（ ）月.
_UNIT = re.compile(
    "[%％‰年月日号字第]|[十百千万亿]*[元人个次项条件份户家名位台套只页天分]|万|亿|小时|季度|周岁"
)
_OPTION_AFTER = re.compile(r"[^\W\d_][^\s(（\[［【〔)）\]］】〕,，;；。:：]{0,15}")
_OPTION_BEFORE = re.compile(r"[^\s(（\[［【〔)）\]］】〕,，;；。:：]{0,15}[^\W\d_]$")


class _Token(NamedTuple):
    """A mark and the part of the text that it takes up."""

    start: int
    end: int
    shape: str
    state: MarkState
    encoding: str
    written: str


class Flow:
    """Text and marks of one content while they are being read."""

    __slots__ = ("glyphs", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.glyphs: list[tuple[int, Glyph]] = []

    def add(self, piece: Glyph | str) -> None:
        """Append text or a mark."""
        if isinstance(piece, str):
            self.parts.append(piece)
        else:
            self.glyphs.append((len(self.parts), piece))
            self.parts.append(SHOWN[piece.state])

    def extend(self, other: Flow) -> None:
        """Append all of another flow."""
        base = len(self.parts)
        self.parts += other.parts
        self.glyphs += [(base + index, glyph) for index, glyph in other.glyphs]

    def replace(self, start: int, piece: Glyph) -> None:
        """Put a mark in the place of everything from part `start` on."""
        del self.parts[start:]
        self.glyphs = [entry for entry in self.glyphs if entry[0] < start]
        self.add(piece)

    def text(self) -> str:
        """The text so far, its marks as they are shown."""
        return "".join(self.parts)

    def placed(self) -> dict[int, Glyph]:
        """The marks by their offset in `text`."""
        glyphs, position, at = {}, 0, 0
        for index, glyph in self.glyphs:
            position += sum(map(len, self.parts[at:index]))
            at = index
            glyphs[position] = glyph
        return glyphs

    def content(self) -> Content:
        """The finished content."""
        parts = self.parts
        text = parts[0] if len(parts) == 1 else "".join(parts)
        if not self.glyphs and not (_INTERESTING.search(text) and _PROMISING.search(text)):
            return Content(text)
        return compose(text, self.placed())


def compose(text: str, glyphs: dict[int, Glyph] | None = None) -> Content:
    """Find the marks of a text; `glyphs` are those already known, by their offset."""
    known = glyphs or {}
    tokens = _pairs(text, _tokens(text, known))
    tokens = _in_brackets(text, tokens)
    if not tokens:
        return Content(text)
    return _content(text, _judge_crosses(text, tokens), known)


def _tokens(text: str, known: dict[int, Glyph]) -> list[_Token]:
    """Every mark by itself: the known ones, and characters that no guard keeps as text."""
    found = [match for match in _CANDIDATE.finditer(text) if match.start() not in known]
    tokens = [
        _Token(
            offset,
            offset + 1,
            CHARACTERS[glyph.shown].shape if glyph.shown in CHARACTERS else "box",
            glyph.state,
            glyph.encoding,
            glyph.written,
        )
        for offset, glyph in known.items()
    ]
    if found:
        kept = _guarded(text)
        others = bool(known) or len(found) - len(kept) > 1
        for match in found:
            start = match.start()
            if start in kept or (not others and _ROOT.match(text, start)):
                continue
            tokens.append(_plain(match))
        tokens.sort()
    return tokens


def _guarded(text: str) -> set[int]:
    """The offsets of all characters that a guard keeps as text."""
    return {
        offset
        for guard in GUARDS
        for match in guard.finditer(text)
        for offset in range(match.start(), match.end())
    }


def _plain(match: re.Match[str]) -> _Token:
    """The token of a plain character with what is combined with it."""
    written = match[0]
    if written[0] == TIMES:
        return _Token(match.start(), match.end(), "times", "unclear", "character", written)
    shape, state = CHARACTERS[written[0]]
    if ENCLOSING_SQUARE in written and shape == "tick":
        return _Token(match.start(), match.end(), "box", "checked", "character", written)
    return _Token(match.start(), match.end(), shape, state, "character", written)


def _pairs(text: str, tokens: list[_Token]) -> list[_Token]:
    """Join a tick or cross with the box that it touches, and a tick with a tick."""
    joined: list[_Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if last is not None and last.end == token.start:
            state = _pair_state(last, token)
            if state is not None:
                joined[-1] = _Token(
                    last.start, token.end, "box", state, "pair", text[last.start : token.end]
                )
                continue
        joined.append(token)
    return joined


def _pair_state(left: _Token, right: _Token) -> MarkState | None:
    """What two marks that touch say as one; None when they are two."""
    shapes = {left.shape, right.shape}
    if shapes == {"tick"} or ("tick" in shapes and shapes & {"box", "circle"}):
        return "checked"
    crossed = shapes & {"cross", "times"} and shapes & {"box", "circle"}
    if crossed and "unchecked" in {left.state, right.state}:
        return "unclear"
    return None


def _in_brackets(text: str, tokens: list[_Token]) -> list[_Token]:
    """Let a mark take in the brackets around it, and empty brackets beside it become boxes."""
    starts = [token.start for token in tokens]
    filled: list[_Token] = []
    empty: list[re.Match[str]] = []
    taken: set[int] = set()
    for match in _BRACKETS.finditer(text):
        if (match["open"] in _ROUND) != (match["close"] in _ROUND):
            continue
        if match["inner"] is None:
            empty.append(match)
            continue
        at = bisect_left(starts, match.start("inner"))
        token = tokens[at] if at < len(tokens) and starts[at] == match.start("inner") else None
        if token is not None and token.end == match.end("inner"):
            filled.append(_bracket(match, token.state, token))
            taken.add(at)
        elif match["inner"] in LETTER_TICKS:
            empty.append(match)
    blanks, letters = _split(empty)
    if letters and (blanks or filled or len(letters) > 1 or letters[0]["open"] not in _ROUND):
        filled += [_bracket(match, "checked") for match in letters]
    if blanks and (filled or _are_options(text, blanks)):
        filled += [_bracket(match, "unchecked") for match in blanks]
    if not filled:
        return tokens
    rest = [token for at, token in enumerate(tokens) if at not in taken]
    return sorted(rest + filled)


def _split(empty: list[re.Match[str]]) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """Brackets with nothing in them, and brackets with a letter for a tick in them."""
    blanks = [match for match in empty if match["inner"] is None]
    return blanks, [match for match in empty if match["inner"] is not None]


def _bracket(match: re.Match[str], state: MarkState, inner: _Token | None = None) -> _Token:
    """The token of a whole bracket."""
    encoding = "bracket"
    shape = "box"
    if inner is not None:
        shape = "cross" if inner.state == "unclear" else "box"
        if inner.encoding not in {"character", "pair"}:
            encoding = inner.encoding
    return _Token(match.start(), match.end(), shape, state, encoding, match[0])


def _are_options(text: str, blanks: list[re.Match[str]]) -> bool:
    """Whether empty brackets are boxes: two or more, all beside options on the same side."""
    if len(blanks) < 2:  # noqa: PLR2004 - one box alone is no choice
        return False
    after = [_OPTION_AFTER.match(text, match.end()) for match in blanks]
    if all(option is not None and not _UNIT.match(option[0]) for option in after):
        return True
    ends = [match.start() for match in blanks]
    begins = [0, *(match.end() for match in blanks)]
    before = [
        _OPTION_BEFORE.search(text[max(begin, end - 16) : end])
        for begin, end in zip(begins, ends, strict=False)
    ]
    return all(before) and not any(
        option is not None or _UNIT.match(text, match.end())
        for option, match in zip(after, blanks, strict=True)
    )


def _judge_crosses(text: str, tokens: list[_Token]) -> list[_Token]:
    """A cross beside ticks is their contrary; alone it is unclear, and × alone is text."""
    ticked = any(token.shape != "times" and token.state == "checked" for token in tokens)
    judged: list[_Token] = []
    for token in tokens:
        if token.shape == "times":
            touches = bool(judged) and judged[-1].end == token.start
            if not (ticked and _leads(text, token, touches=touches)):
                continue
        if ticked and token.state == "unclear" and token.shape in {"cross", "times"}:
            judged.append(token._replace(state="unchecked"))
        else:
            judged.append(token)
    return judged


def _leads(text: str, token: _Token, *, touches: bool) -> bool:
    """Whether a × stands where a box would: after a blank or a mark, before a word."""
    before = text[token.start - 1] if token.start else ""
    after = text[token.end : token.end + 1]
    free = touches or not before or before.isspace()
    return free and after.isalpha() and not after.isascii()


def _content(text: str, tokens: list[_Token], known: dict[int, Glyph]) -> Content:
    """The text with one shown character a token."""
    parts: list[str] = []
    marks: list[Mark] = []
    position = length = 0
    for token in tokens:
        before = text[position : token.start]
        shown = SHOWN[token.state]
        length += len(before)
        written = token.written
        if token.start not in known or token.end > token.start + 1:
            written = _as_written(text, token.start, token.end, known)
        marks.append(Mark(length, token.state, token.encoding, written))
        parts += (before, shown)
        length += 1
        position = token.end
    return Content("".join((*parts, text[position:])), tuple(marks))


def _as_written(text: str, start: int, end: int, known: dict[int, Glyph]) -> str:
    """The part of the text with each known mark as the file has it."""
    if not known:
        return text[start:end]
    return "".join(
        known[offset].written if offset in known else text[offset] for offset in range(start, end)
    )
