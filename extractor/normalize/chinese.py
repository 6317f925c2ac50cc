"""Chinese numerals, exact: 大写 (壹佰贰拾万元整), everyday ones (一万零百一十一), digits in a row.

cn2an, which reads the same, is not used: 0.5.24 goes through float for 角 and 分, gives 1 for
六亿七千七百三十八, and takes 0.3 s to import. Its test vectors are among our tests.
"""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from extractor.normalize.numbers import EXACT, MOST_DIGITS, Numeral, half_unit, plain_text
from extractor.numerals import DIGITS, EVERYDAY, FORMAL, MYRIAD, MYRIAD_MYRIADS, digits, integer

_MOST_DECIMALS = MOST_DIGITS - 16  # the whole part is below 10¹⁶
#: What may follow a decimal: 五点八万元.
_AFTER_DECIMAL = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": MYRIAD,
    "十万": 10 * MYRIAD,
    "百万": 100 * MYRIAD,
    "千万": 1000 * MYRIAD,
    "亿": MYRIAD_MYRIADS,
}

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
    cents = DIGITS.get(jiao, 0) * 10 + DIGITS.get(fen, 0)
    decimals = 2 if fen else 1 if jiao else 0
    exact = EXACT.add(Decimal(value[0]), Decimal(cents).scaleb(-2))
    signed = exact.copy_negate() if sign else exact
    half = half_unit(decimals)
    if not (yuan or jiao or fen) and not text.endswith(("整", "正")):
        half = EXACT.multiply(half, Decimal(value[1]))
    named = bool(yuan or jiao or fen or FORMAL.search(text)) or "万" in text or "亿" in text
    shown = format(signed.quantize(Decimal(1).scaleb(-decimals)), "f")
    return Amount(Numeral(signed, shown, decimals, half), "元" if named else None)


def _decimal_amount(match: re.Match[str]) -> Amount | None:
    """一百五十三点五万元."""
    unit = (match["unit"] or "").translate(EVERYDAY)
    written = decimal(f"{match['sign'] or ''}{match['whole']}点{match['fraction']}")
    if written is None:
        return None
    scale = Decimal(_AFTER_DECIMAL[unit])
    number = EXACT.multiply(written.number, scale)
    half = EXACT.multiply(written.half, scale)
    named = bool(unit or match["yuan"])
    decimals = 0 if scale > 1 else written.decimals
    return Amount(Numeral(number, plain_text(number), decimals, half), "元" if named else None)
