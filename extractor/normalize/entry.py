"""What every normalizer is given, and the four ways in which it may answer.

Blank, absent, unreadable and zero are four different things: see `FieldStatus`.
"""

from __future__ import annotations

import re

import msgspec

from extractor.model import Content, Doubt, FieldStatus, Located, Value
from extractor.rulebook import Field, Rule

#: White space of any script, and characters that take no room at all.
OUTER = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff"
)
_DASHES = r"/／\-－—–−―─‐‑"
_NOTHING = re.compile(rf"[_＿\s]+|[{_DASHES}](?:\s*[{_DASHES}])*")
_NONE = re.compile(r"暂?无[。.]?")
_BEGINNINGS = frozenset("_＿/／-－—–−―─‐‑无暂")


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One located field with something written in it: `text` is trimmed and never blank."""

    located: Located
    field: Field
    rule: Rule
    text: str

    def found(self, value: str) -> Value:
        """The field holds `value`."""
        return answer(self.located, self.field, "found", value)

    def blank(self) -> Value:
        """The place is there, and what stands in it says nothing (`万元`, `年 月 日`)."""
        return answer(self.located, self.field, "blank")

    def absent(self) -> Value:
        """The form does not have this field: what was looked through holds none."""
        return Value(self.field.path, self.field.type, "absent")

    def unreadable(self, doubt: Doubt = "not_a_value") -> Value:
        """Something is written that is not of the field's type; `raw` keeps it."""
        return answer(self.located, self.field, "unreadable", doubt=doubt)


def answer(
    located: Located,
    field: Field,
    status: FieldStatus,
    value: str | None = None,
    doubt: Doubt | None = None,
) -> Value:
    """A value without a number, with everything that is copied from where it was found."""
    return Value(
        path=located.path,
        type=field.type,
        status=status,
        value=value,
        raw=raw_text(located.content),
        label=located.label,
        confidence=located.confidence,
        place=located.place,
        doubt=doubt,
    )


def raw_text(content: Content | None) -> str | None:
    """The content's text as it stands; a lone surrogate, which no file can hold, is replaced."""
    if content is None:
        return None
    text = content.text
    return text if text.isascii() else without_surrogates(text)


def without_surrogates(text: str) -> str:
    """`text` with U+FFFD for every lone surrogate: JSON, Arrow and databases refuse those."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def trimmed(content: Content) -> str:
    """The text as written, its marks as the file has them, outer white space gone."""
    text = content.written() if content.marks else content.text
    return text.strip(OUTER)


def says_nothing(text: str, field: Field) -> bool:
    """Whether a trimmed text means blank.

    By the contract: nothing, a line to write on, or a dash alone, in every type; `无` and `暂无`
    in every type but text. The numeral `一` is no dash.
    """
    if not text:
        return True
    if text[0] not in _BEGINNINGS:
        return False
    if _NOTHING.fullmatch(text):
        return True
    return field.type != "text" and _NONE.fullmatch(text) is not None
