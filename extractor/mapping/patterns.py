"""Values inside a sentence: `应采购金额 12 万元　实际采购金额 10 万元`, `项目…表（2022年度）`."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.mapping.inline import spaced
from extractor.mapping.labels import MONEY_UNITS, base
from extractor.model import SHOWN, Content

_DATE = "(?<!\\d)(?:[12\uff11\uff12]\\s*\\d\\s*\\d\\s*\\d|[一二][〇○零一二三四五六七八九]{3})"
_PERIOD = re.compile(
    r"[第前]?[一二三四1-4](?:\s*[-\u2013\u2014~\uff5e至到、]\s*[一二三四1-4])?\s*季度|[上下]半年"
    r"|\d{1,2}\s*(?:月)?\s*[-\u2013\u2014~\uff5e至到]\s*\d{1,2}\s*月"
)
#: `（    年度）` and `____年度`: the place for a year in which none is written.
_EMPTY_YEAR = re.compile("(?:[(\uff08]|^)(?P<value>[\\s_]*)年度?\\s*(?:[)\uff09]|$)")
_UNIT_AFTER = re.compile(rf"^[)\]]?({MONEY_UNITS}|%)")
_MARKS = "".join(SHOWN.values())


@lru_cache(maxsize=512)
def _compiled(pattern: str, type_: str, stops: tuple[str, ...]) -> re.Pattern[str]:
    before, _, after = pattern.partition("{}")
    if type_ == "date":
        return re.compile(f"{spaced(before)}\\s*(?P<value>{_DATE})\\s*{spaced(after)}")
    end = "|".join([f"[{_MARKS}]", "$", *(spaced(stop) for stop in stops if base(stop))])
    if base(after):
        end = spaced(after)
    lead = r"\s*[:\uff1a]?[\s_]*"
    return re.compile(f"{spaced(before)}{lead}(?P<value>.*?)[\\s_]*(?={end})", re.DOTALL)


def find_pattern(
    content: Content, pattern: str, type_: str, stops: tuple[str, ...] = ()
) -> tuple[int, int] | None:
    """Where the value of `pattern` stands in a text; it ends where another pattern begins."""
    if type_ == "period":
        match = _PERIOD.search(content.text)
        return (0, len(content.text)) if match else None
    found = _compiled(pattern, type_, stops).search(content.text)
    if found is None and type_ == "date":
        found = _EMPTY_YEAR.search(content.text)
    return None if found is None else (found.start("value"), found.end("value"))


def pattern_unit(pattern: str) -> str | None:
    """The unit a pattern has behind its value: `预算金额({})万元`."""
    match = _UNIT_AFTER.match(base(pattern.partition("{}")[2]))
    return match[1] if match else None
