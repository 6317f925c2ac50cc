"""Dates (ISO 8601, partial where the form is) and periods.

A date is read only if nothing else stands beside it: 预计2025年12月底前 is no date. Nor is what
could be two dates (202233日, 202211), what the calendar does not have, or a year of two digits.
"""

from __future__ import annotations

import re
from datetime import date as calendar_date

import msgspec

from extractor.model import Value
from extractor.normalize.entry import Entry
from extractor.normalize.numbers import LONGEST, plain
from extractor.numerals import digits, integer

_D = "零〇○O0-9一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_YEAR = "(?:19|20)[0-9]{2}"
_CHINESE_YEAR = re.compile(rf"[{_D}]{{4}}(?=年)")
_CHINESE_DIGITS = re.compile(f"[{_D}]{{4}}")
_CHINESE_PART = re.compile(
    r"[零〇○一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾廿卅]{1,4}(?=[月日号]|$)"
)

_WITH_CHARACTERS = re.compile(
    rf"({_YEAR})年(?:度|(?:([0-9]{{1,2}})月)(?:份|([0-9]{{1,2}})?[日号]?)|月日?|)"
)
_WITH_POINTS = re.compile(
    rf"({_YEAR})([-./])([0-9]{{1,2}})(?:\2([0-9]{{1,2}}))?日?\.?"
    r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)
_DIGITS_ALONE = re.compile(rf"({_YEAR})(?:([0-9]{{2}})([0-9]{{2}})|(0[1-9]))?")
# A form to be filled in: nothing, or the century, before 年.
_EMPTY_FORM = re.compile(r"(?:(?:19|20)[0-9]?|二[〇零○O]?)?年月日?|年度?|月日|(?:[-./]\s*)+")
_ANY_YEAR = re.compile(rf"(?<![0-9]){_YEAR}(?![0-9])")
_AROUND = re.compile(r"\s*([-./年月日号])\s*")
_EDGES = "()[]【】〔〕 \n\t_。,;"


def date(entry: Entry) -> Value:
    """A day, a month or a year; for a field found in titles at least the year in its text."""
    text = _clean(entry.text)
    if text is None:
        return entry.unreadable()
    iso = _iso(text)
    if iso is not None:
        return entry.found(iso)
    if _EMPTY_FORM.fullmatch(text) or not text:
        return entry.blank()
    if entry.field.find_in:
        year = year_in(text)
        return entry.found(year) if year else entry.absent()
    return entry.unreadable()


def year_in(text: str) -> str | None:
    """The first year of four digits in a plain text."""
    match = _ANY_YEAR.search(text)
    return match.group() if match else None


def _clean(text: str) -> str | None:
    """Plain digits, no blanks around what parts them, no lines to write on."""
    if len(text) > LONGEST:
        return None
    text = plain(text).replace("_", " ").strip(_EDGES)
    if "年" in text or "月" in text:
        text = _figures("".join(text.split()))
    elif _CHINESE_DIGITS.fullmatch(text):
        text = _row(text)
    return _AROUND.sub(r"\1", text)


def _figures(text: str) -> str:
    """Chinese numerals in a date as figures: 二〇二二年九月三十日 → 2022年9月30日."""
    text = _CHINESE_YEAR.sub(lambda match: _row(match.group()), text)
    return _CHINESE_PART.sub(lambda match: _count(match.group()), text)


def _row(text: str) -> str:
    """Digits in a row; figures and the letter O may stand among them."""
    return "".join("0" if c == "O" else (digits(c) or c) for c in text)


def _count(text: str) -> str:
    value = integer(text)
    return str(value[0]) if value else text


def _iso(text: str) -> str | None:
    """The date that a clean text is, if the calendar has it."""
    match = _WITH_CHARACTERS.fullmatch(text)
    if match:
        year, month, day = match.groups()
    elif match := _WITH_POINTS.fullmatch(text):
        year, _, month, day = match.groups()
    elif match := _DIGITS_ALONE.fullmatch(text):
        year, month, day, month_alone = match.groups()
        month = month or month_alone
    else:
        return None
    if month is None:
        return str(year)
    try:
        found = calendar_date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return found.isoformat() if day else found.isoformat()[:7]


# ------------------------------------------------------------------------------- periods

_N = "([1-4一二三四])"
_TO = r"(?:-|—|~|至|到|、|,)"
_QUARTERS = re.compile(rf"第?{_N}(?:个?季度)?(?:{_TO}第?[2-4二三四])*{_TO}第?{_N}个?季度")
_FIRST_QUARTERS = re.compile(r"前([2-4两二三四])个?季度")
_QUARTER = re.compile(rf"第?{_N}个?季度|Q([1-4])(?![0-9])")
_HALF = re.compile("([上下])半年")
_M = "(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_MONTHS = re.compile(rf"(?<![0-9]){_M}月?份?(?:-|—|~|至|到){_M}月(?!底|末|[0-9]{{1,2}}日)")
_MONTH = re.compile(rf"(?<![0-9十]){_M}月(?!底|末|[0-9一二三十]{{1,3}}[日号])")


def period_in(text: str) -> str | None:
    """The part of a year that a title or heading names, without the year.

    `Q3`; cumulative `Q1/Q3` (1-3季度, 前三季度); `H1`; a month `09`; months `01/09` (1-9月).
    A whole year is no period.
    """
    if len(text) > LONGEST:
        return None
    text = "".join(plain(text).split())
    if match := _QUARTERS.search(text):
        return _span(_figure(match[1]), _figure(match[2]), "Q{}")
    if match := _FIRST_QUARTERS.search(text):
        return _span(1, _figure(match[1]), "Q{}")
    if match := _QUARTER.search(text):
        return f"Q{_figure(match[1] or match[2])}"
    if match := _HALF.search(text):
        return "H1" if match[1] == "上" else "H2"
    if match := _MONTHS.search(text):
        return _span(_figure(match[1]), _figure(match[2]), "{:02d}")
    if match := _MONTH.search(text):
        return f"{_figure(match[1]):02d}"
    return None


def _span(first: int, last: int, shape: str) -> str | None:
    if first > last:
        return None
    ends = dict.fromkeys((shape.format(first), shape.format(last)))
    return "/".join(ends)


def _figure(text: str) -> int:
    if text.isdigit():
        return int(text)
    value = integer(text)
    return value[0] if value else 0


def period(entry: Entry) -> Value:
    """The period with the year of its own text, if there is one: `2022-Q1`, `2022-Q1/2022-Q3`.

    Without a year in the text it is given as `Q1`, to be completed by `dated`.
    """
    found = period_in(entry.text)
    if found is None:
        return entry.absent() if entry.field.find_in else entry.unreadable()
    text = _clean(entry.text)
    year = year_in(text) if text else None
    value = entry.found(found)
    return value if year is None else dated(value, year)


def dated(value: Value, year: str | None) -> Value:
    """A period with its year; without one it says nothing, and the form has no period."""
    if value.value is None or value.value[4:5] == "-":
        return value
    if year is None:
        return Value(value.path, value.type, "absent")
    named = "/".join(f"{year}-{part}" for part in value.value.split("/"))
    return msgspec.structs.replace(value, value=named)
