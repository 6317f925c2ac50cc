r"""EQ fields: what a formula shows, and the boxes that people draw with it.

`EQ \o(□,√)` prints its operands over each other, `\x(√)` draws a border: a tick over or in a box
is a ticked box. Switches come in any case and order, with blanks, separated by , or ; (Word
takes the list separator of the system). What is no box is read as its operands' text.
"""

from __future__ import annotations

import re
import string
from typing import NamedTuple

from extractor.model import MarkState
from extractor.parsers.composition import Flow
from extractor.parsers.marks import CHARACTERS, TIMES, Glyph

_SEPARATORS = ",;，；"
_ENCODING = "EQ"
#: Commands with operands in brackets; between the operands stands what a reader would type.
_JOINERS = {"a": " ", "b": "", "f": "/", "i": "", "l": ",", "o": "", "r": "", "s": "", "x": ""}
#: A command whose backslash was doubled on its way through some program: `\\o\\ac(□,√)`.
_ESCAPED_COMMAND = re.compile(r"[abdfilorsx][\\\w\s]*\(", re.IGNORECASE | re.ASCII)
_SWITCH_CHARACTERS = frozenset(string.ascii_letters + string.digits + " \t-.\u00a0\u3000")
_DEPTH = 50


class _Operand(NamedTuple):
    """One operand: what it shows, and its pieces in order."""

    pieces: tuple[Glyph | str, ...]

    @property
    def text(self) -> str:
        return "".join(piece if isinstance(piece, str) else piece.shown for piece in self.pieces)

    @property
    def written(self) -> str:
        return "".join(
            piece if isinstance(piece, str) else piece.written for piece in self.pieces
        ).strip()


def evaluate(instruction: Flow) -> Flow | None:
    """What an EQ field shows; None when the instruction is no EQ field or says nothing."""
    glyphs = instruction.placed()
    text = letters(instruction)
    start = len(text) - len(text.lstrip())
    if text[start : start + 2].upper() != "EQ" or text[start + 2 : start + 3].isalnum():
        return None
    reader = _Reader(text, start + 2, glyphs)
    flow = Flow()
    for piece in _trimmed(reader.until("")):
        flow.add(piece)
    return flow if flow.parts else None


def letters(instruction: Flow) -> str:
    """An instruction as typed: Word reads its commands whatever font they are typed in."""
    typed = list(instruction.text())
    for at, glyph in instruction.placed().items():
        if len(glyph.written) == 1 and glyph.written.isascii():
            typed[at] = glyph.written
    return "".join(typed)


class _Reader:
    """Reads a formula from left to right."""

    def __init__(self, text: str, position: int, glyphs: dict[int, Glyph]) -> None:
        self._text = text
        self._at = position
        self._glyphs = glyphs
        self._depth = 0

    def until(self, stops: str) -> list[Glyph | str]:
        """The pieces up to one of the stops (not taken) or the end."""
        pieces: list[Glyph | str] = []
        brackets = 0
        while self._at < len(self._text):
            character = self._text[self._at]
            if character == "\\":
                pieces += self._command()
                continue
            if not brackets and character in stops:
                break
            if self._depth and self._at in self._glyphs:
                pieces.append(self._glyphs[self._at])
            else:
                brackets += (character == "(") - (character == ")" and brackets > 0)
                pieces.append(character)
            self._at += 1
        return pieces

    def _command(self) -> list[Glyph | str]:
        r"""A command with its switches and operands, or an escaped character (\, \( \\)."""
        letter = self._text[self._at + 1 : self._at + 2].lower()
        self._at += 2
        if letter == "\\" and _ESCAPED_COMMAND.match(self._text, self._at):
            letter = self._text[self._at].lower()
            self._at += 1
        if letter not in _JOINERS and letter != "d":
            return [letter] if letter else []
        frame = self._switches()
        if self._text[self._at : self._at + 1] != "(" or self._depth > _DEPTH:
            return []
        self._depth += 1
        operands = self._operands()
        self._depth -= 1
        if letter == "d":
            return []
        if letter == "o":
            return _overlay(operands)
        if letter == "x":
            return _framed(operands)
        if letter == "b":
            return [frame[:1] or "(", *_joined(operands, ""), frame[1:] or ")"]
        root: list[Glyph | str] = ["√"] if letter == "r" else []
        if letter == "r" and len(operands) > 1:
            operands = operands[1:]
        return [*root, *_joined(operands, _JOINERS[letter])]

    def _switches(self) -> str:
        r"""Skip switches such as \ac, \co2 or \bc\{; the characters of a bracket's frame."""
        frame = ""
        while self._at < len(self._text):
            character = self._text[self._at]
            if character == "\\":
                name = self._text[self._at + 1 : self._at + 3].lower()
                if name[:2] in {"lc", "rc", "bc"}:
                    frame += self._frame(name)
                    continue
                self._at += 2
            elif character in _SWITCH_CHARACTERS:
                self._at += 1
            else:
                break
        return frame

    def _frame(self, name: str) -> str:
        r"""The bracket character of \lc\[ \rc\] \bc\{ ."""
        self._at += 3
        if self._text[self._at : self._at + 1] == "\\":
            self._at += 1
        character = self._text[self._at : self._at + 1]
        self._at += 1
        if name != "bc":
            return character
        return character + {"(": ")", "[": "]", "{": "}", "<": ">"}.get(character, character)

    def _operands(self) -> list[_Operand]:
        """The operands of a command; a missing closing bracket ends with the instruction."""
        operands = []
        while self._at < len(self._text):
            self._at += 1
            operands.append(_Operand(tuple(self.until(_SEPARATORS + ")"))))
            if self._text[self._at : self._at + 1] in {")", ""}:
                self._at += 1
                break
        return operands


def _joined(operands: list[_Operand], joiner: str) -> list[Glyph | str]:
    """The operands one after the other."""
    pieces: list[Glyph | str] = []
    for operand in operands:
        if pieces and operand.pieces and joiner:
            pieces.append(joiner)
        pieces += operand.pieces
    return pieces


def _overlay(operands: list[_Operand]) -> list[Glyph | str]:
    """Operands printed over each other: a box with a tick is one mark, a circled 1 is text."""
    glyphs = [character for operand in operands if (character := operand.text.strip())]
    meanings = [CHARACTERS.get(character) for character in glyphs]
    shapes = {meaning.shape for meaning in meanings if meaning is not None}
    written = "".join(operand.written for operand in operands)
    if None not in meanings or TIMES in glyphs:
        state = _stacked(glyphs)
        if state is not None:
            return [Glyph("☑" if state == "checked" else "□", state, _ENCODING, written)]
    if shapes == {"tick"}:
        words = [operand for operand in operands if operand.text.strip() not in CHARACTERS]
        ticks = "".join(character for character in glyphs if character in CHARACTERS)
        return [Glyph("√", "checked", _ENCODING, ticks), *_joined(words, "")]
    if shapes <= {"box", "circle"} and len(meanings) > 1:
        words = [operand for operand in operands if operand.text.strip() not in CHARACTERS]
        return _joined(words, "")
    return _joined(operands, "")


def _stacked(glyphs: list[str]) -> MarkState | None:
    """The state of marks that lie on each other; None when there is none."""
    meanings = [CHARACTERS[glyph] for glyph in glyphs if glyph in CHARACTERS]
    if not meanings or any(glyph not in CHARACTERS and glyph != TIMES for glyph in glyphs):
        return None
    boxed = any(meaning.shape in {"box", "circle"} for meaning in meanings)
    if any(meaning.state == "checked" for meaning in meanings):
        return "checked"
    crossed = TIMES in glyphs or any(meaning.shape == "cross" for meaning in meanings)
    if crossed:
        return "checked" if boxed else "unclear"
    return "unchecked"


def _framed(operands: list[_Operand]) -> list[Glyph | str]:
    """An operand in a border: a tick or a blank makes it a box."""
    pieces = _joined(operands, ",")
    inner = "".join(operand.text for operand in operands).strip()
    written = "".join(operand.written for operand in operands) or " "
    if not inner:
        return [Glyph("□", "unchecked", _ENCODING, written)]
    meaning = CHARACTERS.get(inner)
    if meaning is not None and meaning.state == "checked":
        return [Glyph("☑", "checked", _ENCODING, written)]
    return pieces


def _trimmed(pieces: list[Glyph | str]) -> list[Glyph | str]:
    """The pieces without the blanks of the instruction around them."""
    start, end = 0, len(pieces)
    while start < end and _is_blank(pieces[start]):
        start += 1
    while end > start and _is_blank(pieces[end - 1]):
        end -= 1
    return pieces[start:end]


def _is_blank(piece: Glyph | str) -> bool:
    return isinstance(piece, str) and not piece.strip()
