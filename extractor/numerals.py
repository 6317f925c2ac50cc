"""Whole numbers in Chinese numerals, exact: 大写, everyday ones (一万零百一十一), digits in a row.

Shared by the stages that read numbers: normalize in cells, narrative in texts.
"""

from __future__ import annotations

import re

DIGITS = {
    character: value
    for value, characters in enumerate(
        ("零〇○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
MYRIAD, MYRIAD_MYRIADS = 10**4, 10**8
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": MYRIAD, "亿": MYRIAD_MYRIADS}

EVERYDAY = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟两〇○", "一二三四五六七八九十百千二零零")
FORMAL = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟]")
_D = "一二三四五六七八九"
# 0 to 9999: falling places, each at most once, 零 only where something follows it.
_SECTION = re.compile(rf"零?(?:([{_D}])千)?(?:零?([{_D}])百)?(?:零?([{_D}])十)?(?:零?([{_D}]))?")
# 十一, 零百一十一, 百十二: where people leave out the 一 before a place.
_MISSING_ONE = re.compile(r"(?<![一二三四五六七八九])十|(?<=零)百")
# 一百五 is 150 and 三万五 is 35000: a last digit without its place, and without 零 before it.
_CASUAL = re.compile(rf"(?<=[百千万亿])([{_D}])$")
_BELOW = {"百": ("十", 10), "千": ("百", 100), "万": ("千", 1000), "亿": ("千万", 1000 * MYRIAD)}


def integer(text: str) -> tuple[int, int] | None:
    """The number that `text` writes and what its last place is worth: 三万五 → (35000, 1000).

    Places fall strictly, 万 and 亿 may carry a number below 10000 and 10⁸. None: no numeral.
    """
    everyday = text.replace("廿", "二十").replace("卅", "三十").translate(EVERYDAY)
    if everyday == "零":
        return 0, 1
    casual = _CASUAL.search(everyday)
    if casual:
        if FORMAL.search(text):
            return None  # 叁佰贰: 大写 does not drop a place, so a character is missing
        place, worth = _BELOW[everyday[casual.start() - 1]]
        everyday += place
    else:
        worth = 1
    value = _whole(everyday)
    if value is None:
        return None
    return value, worth if casual else _last_place(everyday)


def _whole(text: str) -> int | None:
    """A numeral below 10¹⁶; 亿 parts it first, then 万 on either side."""
    upper, mark, lower = text.rpartition("亿")
    if not mark:
        return _below_myriad_myriads(lower)
    high = _below_myriad_myriads(upper)
    low = _below_myriad_myriads(lower) if lower else 0
    return None if high is None or low is None or not high else high * MYRIAD_MYRIADS + low


def _below_myriad_myriads(text: str) -> int | None:
    upper, mark, lower = text.partition("万")
    if not mark:
        return _section(upper)
    high = _section(upper)
    low = _section(lower) if lower else 0
    return None if high is None or low is None or not high else high * MYRIAD + low


def _section(text: str) -> int | None:
    match = _SECTION.fullmatch(_MISSING_ONE.sub(r"一\g<0>", text)) if text else None
    if match is None or text == "零":
        return None
    value = 0
    for digit in match.groups():
        value = value * 10 + (DIGITS[digit] if digit else 0)
    return value


def _last_place(everyday: str) -> int:
    """What the last place that is written is worth: 10 for 五十, 10000 for 五十万."""
    place = _PLACES.get(everyday[-1], 1)
    return place * MYRIAD if everyday.endswith("万亿") else place


def digits(text: str) -> str | None:
    """Numerals in a row as digits: 二〇二二 → `2022`."""
    found = [DIGITS.get(character) for character in text]
    return "".join(map(str, found)) if found and None not in found else None
