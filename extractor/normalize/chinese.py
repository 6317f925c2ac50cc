"""Chinese numerals, exact: 大写 (壹佰贰拾万元整), everyday ones (一万零百一十一), digits in a row.

cn2an, which reads the same, is not used: 0.5.24 goes through float for 角 and 分, gives 1 for
六亿七千七百三十八, and takes 0.3 s to import. Its test vectors are among our tests.
"""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from extractor.normalize.numbers import EXACT, MOST_DIGITS, Numeral, half_unit, plain_text

_DIGITS = {
    character: value
    for value, characters in enumerate(
        ("零〇○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_MYRIAD, _MYRIAD_MYRIADS = 10**4, 10**8
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": _MYRIAD, "亿": _MYRIAD_MYRIADS}
_MOST_DECIMALS = MOST_DIGITS - 16  # the whole part is below 10¹⁶
#: What may follow a decimal: 五点八万元.
_AFTER_DECIMAL = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": _MYRIAD,
    "十万": 10 * _MYRIAD,
    "百万": 100 * _MYRIAD,
    "千万": 1000 * _MYRIAD,
    "亿": _MYRIAD_MYRIADS,
}

_EVERYDAY = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟两〇○", "一二三四五六七八九十百千二零零")
_FORMAL = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟]")
_D = "一二三四五六七八九"
# 0 to 9999: falling places, each at most once, 零 only where something follows it.
_SECTION = re.compile(rf"零?(?:([{_D}])千)?(?:零?([{_D}])百)?(?:零?([{_D}])十)?(?:零?([{_D}]))?")
# 十一, 零百一十一, 百十二: where people leave out the 一 before a place.
_MISSING_ONE = re.compile(r"(?<![一二三四五六七八九])十|(?<=零)百")
# 一百五 is 150 and 三万五 is 35000: a last digit without its place, and without 零 before it.
_CASUAL = re.compile(rf"(?<=[百千万亿])([{_D}])$")
_BELOW = {"百": ("十", 10), "千": ("百", 100), "万": ("千", 1000), "亿": ("千万", 1000 * _MYRIAD)}

_N = "零〇○一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿廿卅"
_DIGIT = "零〇○一壹二贰两三叁四肆五伍六陆七柒八捌九玖"
_AMOUNT = re.compile(
    rf"(?P<sign>负)?(?:(?P<whole>[{_N}]+?)(?:点(?P<fraction>[{_DIGIT}]+)"
    r"(?P<unit>[十百千拾佰仟]?万|[十百千拾佰仟亿])?)?(?P<yuan>[元圆])?)?"
    rf"(?:零?(?P<jiao>[{_DIGIT}])角)?(?:零?(?P<fen>[{_DIGIT}])分)?[整正]?"
)
_DASH = re.compile(r"一+")


class Amount(msgspec.Struct, frozen=True, gc=False):
    """A sum of money in Chinese numerals. `unit` None: none is written (`五十`)."""

    numeral: Numeral
    unit: str | None


def integer(text: str) -> tuple[int, int] | None:
    """The number that `text` writes and what its last place is worth: 三万五 → (35000, 1000).

    Places fall strictly, 万 and 亿 may carry a number below 10000 and 10⁸. None: no numeral.
    """
    everyday = text.replace("廿", "二十").replace("卅", "三十").translate(_EVERYDAY)
    if everyday == "零":
        return 0, 1
    casual = _CASUAL.search(everyday)
    if casual:
        if _FORMAL.search(text):
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
    return None if high is None or low is None or not high else high * _MYRIAD_MYRIADS + low


def _below_myriad_myriads(text: str) -> int | None:
    upper, mark, lower = text.partition("万")
    if not mark:
        return _section(upper)
    high = _section(upper)
    low = _section(lower) if lower else 0
    return None if high is None or low is None or not high else high * _MYRIAD + low


def _section(text: str) -> int | None:
    match = _SECTION.fullmatch(_MISSING_ONE.sub(r"一\g<0>", text)) if text else None
    if match is None or text == "零":
        return None
    value = 0
    for digit in match.groups():
        value = value * 10 + (_DIGITS[digit] if digit else 0)
    return value


def _last_place(everyday: str) -> int:
    """What the last place that is written is worth: 10 for 五十, 10000 for 五十万."""
    place = _PLACES.get(everyday[-1], 1)
    return place * _MYRIAD if everyday.endswith("万亿") else place


def digits(text: str) -> str | None:
    """Numerals in a row as digits: 二〇二二 → `2022`."""
    found = [_DIGITS.get(character) for character in text]
    return "".join(map(str, found)) if found and None not in found else None


def decimal(text: str) -> Numeral | None:
    """五点八 → 5.8, with the digits after 点 as its decimals."""
    whole, point, fraction = text.removeprefix("负").partition("点")
    value = integer(whole)
    after = digits(fraction) if point else ""
    if value is None or after is None or len(after) > _MOST_DECIMALS:
        return None
    sign = "-" if text.startswith("负") else ""
    shown = f"{sign}{value[0]}.{after}" if after else f"{sign}{value[0]}"
    return Numeral(Decimal(shown), shown, len(after), half_unit(len(after)))


def amount(text: str) -> Amount | None:
    """A sum of money: yuan, unless everyday numerals name neither 元 nor 万 nor 亿.

    It is as exact as the last place it names: 整 and 元 stand for one yuan, 角 for 0.1, 分 for
    0.01, and 五十三万 without 元 for 10000. 一 alone is refused: as a rule it is a dash.
    """
    text = "".join(text.split())
    match = _AMOUNT.fullmatch(text)
    if match is None or _DASH.fullmatch(text):
        return None
    sign, whole, fraction, _, yuan, jiao, fen = match.groups()
    if fraction:
        return None if jiao or fen else _decimal_amount(match)
    if (whole and not yuan and (jiao or fen)) or not (whole or jiao or fen):
        return None
    value = integer(whole) if whole else (0, 1)
    if value is None:
        return None
    cents = _DIGITS.get(jiao, 0) * 10 + _DIGITS.get(fen, 0)
    decimals = 2 if fen else 1 if jiao else 0
    exact = EXACT.add(Decimal(value[0]), Decimal(cents).scaleb(-2))
    signed = exact.copy_negate() if sign else exact
    half = half_unit(decimals)
    if not (yuan or jiao or fen) and not text.endswith(("整", "正")):
        half = EXACT.multiply(half, Decimal(value[1]))
    named = bool(yuan or jiao or fen or _FORMAL.search(text)) or "万" in text or "亿" in text
    shown = format(signed.quantize(Decimal(1).scaleb(-decimals)), "f")
    return Amount(Numeral(signed, shown, decimals, half), "元" if named else None)


def _decimal_amount(match: re.Match[str]) -> Amount | None:
    """一百五十三点五万元."""
    unit = (match["unit"] or "").translate(_EVERYDAY)
    written = decimal(f"{match['sign'] or ''}{match['whole']}点{match['fraction']}")
    if written is None:
        return None
    scale = Decimal(_AFTER_DECIMAL[unit])
    number = EXACT.multiply(written.number, scale)
    half = EXACT.multiply(written.half, scale)
    named = bool(unit or match["yuan"])
    decimals = 0 if scale > 1 else written.decimals
    return Amount(Numeral(number, plain_text(number), decimals, half), "元" if named else None)
