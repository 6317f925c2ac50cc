"""Numbers with their units in a running text: what is written, before what it counts is known.

All patterns are bounded, and a run of digits is looked at once: time is linear in the text.
"""

from __future__ import annotations

from decimal import Context, Decimal, Inexact
from functools import cache

import msgspec
import regex

from extractor.model import Comparator
from extractor.narrative import vocabulary as words
from extractor.numerals import DIGITS, integer

_EXACT = Context(prec=60, traps=[Inexact])
#: Stands where a date, a number of a document, an enumerator … stood; no name goes beyond it.
GAP = "\uffff"
_PLAIN = {
    **{code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)},
    **{code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))},
    **dict(zip(map(ord, "％．＞＜＝－～／￥：﹪×\u00a0\u3000\t"), "%.><=-~/¥:%*   ", strict=True)),
}
_HAN_DIGITS = "零〇一二两三四五六七八九"
_HAN_FIRST = f"{_HAN_DIGITS}十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_HAN = rf"[{_HAN_FIRST}]{{1,24}}+(?:点[{_HAN_DIGITS}]{{1,6}}[万亿]?)?"
_ARABIC = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9])|[1-9][0-9]{0,2}(?:\ [0-9]{3}){1,3}(?![0-9])"
    r"|[0-9]{1,24}+)(?:\ ?\.\ ?[0-9]{1,12}+)?"
)
_DASH = r"[-–—~〜至到]"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_QUARTER = r"[1-4一二三四]"

# What looks like a quantity and is none; a match is blanked before numbers are looked for.
_YEAR4 = r"(?:19|20)[0-9]{2}"
_NTH = rf"(?:[0-9]{{1,6}}|[{_HAN_DIGITS}十百]{{1,5}})"
_YEARS = rf"(?:[0-9]{{1,2}}|[{_HAN_DIGITS}十几]{{1,3}})年"
_HAN_TEN = "一二三四五六七八九十"
_EDGE = "(?:前|止|起|后|底)?"
_PART = r"(?:份|底|末|初|中旬|上旬|下旬)?(?:[0-9]{1,2}\ ?[日号])?"
_KIND = "个|次|批|期|轮|项|类|名|位|季度|条|款|号|部|章|届|年|场|级|家|只|件|种|方面|阶段"
_NO_QUANTITIES = (
    # 2019-2021年 · 2022年9月30日前 · 2022年 · 二〇二二年 · 1-9月 · 第三季度 · 30日
    rf"(?<![0-9])[0-9]{{4}}\ ?年?\ ?{_DASH}\ ?[0-9]{{4}}\ ?(?:年度?|学年)",
    rf"(?<![0-9]){_YEAR4}\ ?[-./年]\ ?[0-9]{{1,2}}\ ?[-./月]\ ?[0-9]{{1,2}}日?{_EDGE}",
    rf"(?<![0-9]){_YEAR4}\ ?年(?:度|初|底|末|以来|来|内|前|后)?",
    r"[二一][零〇一二三四五六七八九]{3}年度?",
    rf"(?<![0-9{_HAN_TEN}]){_MONTH}\ ?(?:{_DASH}\ ?{_MONTH})?\ ?月(?!个){_PART}{_EDGE}",
    rf"(?<![0-9]){_QUARTER}(?:\ ?[-–—~、至到]\ ?{_QUARTER}){{0,2}}\ ?季度(?:末|底)?",
    rf"(?<![0-9])[0-9]{{1,2}}\ ?[日号]{_EDGE}",
    # 第3次 · 第1至3批 · 近三年 · 五年规划
    rf"第\ ?{_NTH}(?:\ ?[-–—~、至到]\ ?{_NTH})?\ ?(?:{_KIND})?",
    rf"[近前后过这每]{_YEARS}",
    rf"{_YEARS}(?:来|前|后|内|期|规划|计划|行动)",
    # 〔2020〕10号 · 8:30 · 9时30分 · telephones · long codes · V2.3.1 · GB50300-2013 · 5G
    r"[〔【\[(（][0-9]{4}[〕】\])）]\ ?[0-9]{1,6}\ ?号?",
    r"[0-9]{1,6}\ ?号",
    r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?",
    r"[0-9]{1,2}\ ?[时点](?!位)\ ?(?:[0-9]{1,2}\ ?分|半)?",
    r"(?<![0-9])0[0-9]{2,3}-[0-9]{7,8}(?![0-9])",
    r"(?<![0-9])1[0-9]{10}(?![0-9])",
    r"(?<![0-9])[0-9]{12,24}+",
    r"[A-Za-z]{1,12}[-_]?[0-9]{1,8}(?:[.-][0-9A-Za-z]{1,8}){0,4}",
    r"(?<![0-9.])[0-9]{1,4}(?:\.[0-9]{1,4}){2,4}(?![0-9])",
    r"(?<![0-9.])[0-9]{1,4}[A-Z](?![A-Za-z])",
    # 1. · 一、 · （2）
    r"(?:^\ {0,8}|(?<=[。；;\n]))[0-9]{1,2}[.、)）](?![0-9])",
    rf"^\ {{0,8}}[{_HAN_TEN}]{{1,3}}、",
    rf"[(（][0-9{_HAN_TEN}]{{1,3}}[)）]",
    words.SLOGANS,
    "24小时(?!内|以|之)",
)
_NONE = regex.compile(
    rf"(?=[0-9A-Za-z第近前后过这每〔【\[(（{_HAN_FIRST}\ ])(?:{'|'.join(_NO_QUANTITIES)})",
    regex.MULTILINE,
)
_UNITS = words.any_of(words.CLASSIFIERS | words.MEASURES | words.MONEY | words.RATES)
_TOKEN = regex.compile(
    rf"""
    (?=[-−¥0-9{_HAN_FIRST}])
    (?:(?<![0-9.A-Za-z,*])|(?<=[,、][\ ]?))
    (?:(?<=[\p{{Han}}:])(?P<minus>[-−](?=[0-9])))?
    (?:(?P<per>[百千]分之)
        (?:(?P<per_arabic>[0-9]{{1,6}}+(?:\.[0-9]{{1,6}}+)?)|(?P<per_han>{_HAN}))
      |(?:¥\ ?)?(?P<arabic>{_ARABIC})|(?P<han>{_HAN}))
    \ {{0,2}}(?P<scale>(?!千[米克瓦])(?:[十百千]?[万亿]|万亿|[百千]))?+(?P<more>[余多])?
    \ {{0,2}}(?P<unit>{_UNITS})?+(?P<set>[(（][\p{{Han}}]{{1,2}}[)）])?
    (?:整(?!改|个|体|治|理))?(?P<after>{words.any_of(words.AFTER)})?
    """,
    regex.VERBOSE,
)
_BETWEEN = regex.compile(rf"\ ?{_DASH}{{1,2}}\ ?")
#: A unit that is the beginning of another word, not of this number: 3年级, 12分之, 5万人口 is one.
_NOT_AFTER = regex.compile(r"级|纪|龄|管|别(?!墅)|大类|公示|之一|支队|分之")
_PERCENT = {"%": -2, "‰": -3, "成": -1, "百分之": -2, "千分之": -3}


class Token(msgspec.Struct, frozen=True, gc=False):
    """A number at `start` up to `end`; `unit` as written, without its scale and its bracket.

    `until` is where its comparator behind it ends (以上), `upper` the other end of a range.
    """

    start: int
    end: int
    until: int
    number: Decimal
    half: Decimal
    unit: str
    scale: str = ""
    comparator: Comparator | None = None
    upper: Decimal | None = None
    is_set: bool = False


def flat(text: str) -> str:
    """The text with plain digits and signs, each character in its place."""
    return text if text.isascii() else text.translate(_PLAIN)


def masked(text: str) -> str:
    """A flat text in which everything that only looks like a quantity is blanked."""
    return _NONE.sub(lambda match: GAP * len(match[0]), text)


def tokens(text: str) -> list[Token]:
    """The numbers of a masked text that may be quantities, in order; ranges are one."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        token = _token(match)
        if token is None or _NOT_AFTER.match(text, token.end):
            continue
        before = found[-1] if found else None
        if before is not None and _is_range(before, token, text):
            found[-1] = _range(before, token)
        else:
            found.append(token)
    return [token for token in found if token.upper is None or token.unit not in words.RATES]


def _token(match: regex.Match[str]) -> Token | None:
    number = _number(match)
    if number is None:
        return None
    value, half = number
    scale = match["scale"] or ""
    unit = match["per"] or match["unit"] or ""
    if match["han"] and _is_idle(match["han"], unit):
        return None
    power = words.SCALES.get(scale, 0) + _PERCENT.get(unit, 0)
    end = match.end("unit") if match["unit"] else match.end("per_arabic")
    if end < 0:
        end = max(match.end(name) for name in ("arabic", "han", "per_han", "scale", "more"))
    after = match["after"]
    return Token(
        start=match.start(),
        end=end,
        until=match.end(),
        number=_EXACT.scaleb(-value if match["minus"] else value, power),
        half=_EXACT.scaleb(half, power),
        unit="%" if match["per"] else unit,
        scale=scale,
        comparator=words.AFTER[after] if after else ">" if match["more"] else None,
        is_set=match["set"] is not None,
    )


def _number(match: regex.Match[str]) -> tuple[Decimal, Decimal] | None:
    """The number and half a unit of its last digit, without its scale."""
    arabic = match["arabic"] or match["per_arabic"]
    if arabic:
        plain = arabic.replace(",", "").replace(" ", "")
        return Decimal(plain), _half(len(plain.partition(".")[2]))
    return _in_han(match["han"] or match["per_han"])


@cache
def _half(decimals: int) -> Decimal:
    return Decimal((0, (5,), -decimals - 1))


def _in_han(text: str) -> tuple[Decimal, Decimal] | None:
    """五点八, 一千二百, 百 (of 百分之百); None for what is no numeral."""
    whole, point, fraction = text.partition("点")
    if not point:
        read = (100, 1) if text == "百" else integer(text)
        return None if read is None else (Decimal(read[0]), Decimal(read[1]) / 2)
    scale = fraction[-1:] if fraction[-1:] in {"万", "亿"} else ""
    digits = fraction.removesuffix(scale)
    read = integer(whole)
    if read is None:
        return None
    power = words.SCALES.get(scale, 0)
    exact = Decimal(f"{read[0]}.{''.join(str(DIGITS[digit]) for digit in digits)}")
    return _EXACT.scaleb(exact, power), _EXACT.scaleb(_half(len(digits)), power)


def _is_idle(numeral: str, unit: str) -> bool:
    """Whether a numeral is a figure of speech: 一个, 一批, 十分, 百分百."""
    if unit in words.MONEY or unit in {"人次", "倍"}:
        return numeral in {"百", "千", "万", "亿"}
    return numeral in {"一", "百", "千", "万", "亿", "零"} or (unit == "分")


def _is_range(before: Token, token: Token, text: str) -> bool:
    return (
        before.upper is None
        and before.unit in {"", token.unit}
        and token.unit != ""
        and before.comparator is None
        and before.end <= token.start
        and token.start - before.until <= 4  # noqa: PLR2004  # a dash and its blanks
        and _BETWEEN.fullmatch(text, before.until, token.start) is not None
    )


def _range(before: Token, token: Token) -> Token:
    """One number from two: a lower end without a unit has that of the upper one."""
    power = 0
    if not before.unit:
        power = _PERCENT.get(token.unit, 0)
        if not before.scale:
            power += words.SCALES.get(token.scale, 0)
    return Token(
        start=before.start,
        end=token.end,
        until=token.until,
        number=_EXACT.scaleb(before.number, power),
        half=token.half,
        unit=token.unit,
        scale=token.scale,
        comparator=token.comparator,
        upper=token.number,
    )
