"""What the texts of a form say against its cells: contradictions, and rates above 100 %."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec
import regex

from extractor.audit.intervals import Interval
from extractor.audit.messages import Speaker
from extractor.audit.restated import other_years
from extractor.audit.typed import plain
from extractor.model import Finding, Quantity, Value

_SENTENCE = regex.compile(r"[。；;！!？?\n]")
_CLAUSE = regex.compile(r"[，,。；;！!？?\n（(）)“”\"]")
_REST = regex.compile(r"\s*(?:以上|以下|以内|左右|上下|整)?\s*")
#: A sentence with one of these is about no cell of this form: plans, other years, other projects.
_ELSEWHERE = regex.compile(
    r"计划|拟|预计|预期|目标|力争|争取|确保|将|上年|去年|往年|前年|明年|下年|下一年|次年|上期|同期|年初|其中|人均|户均|平均|日均|月均|每|"
    r"其他项目|其它项目|另一|子项|分项|标段|[一二三四五1-5]期|分别|全[省市县区国]|上级|合同|中标|剩余|结余|结转|未|尚|如|若|应"
)
#: Labels of fields that tell what is meant to be, not what is.
_MEANT = regex.compile(r"目标|计划|预期|意见|打算|下一步|概况|简介")
#: A rate that may be above 100 %: growth, and multiples of something named (完成计划的120%).
_MAY_EXCEED = regex.compile(r"增|提高|提升|上升|下降|降低|减少|同比|环比|较|比|超额|倍|翻")
#: A numbered heading on a line of its own, and the line below it.
_UNDER_HEADING = regex.compile(
    r"(?:^|\n)\s*(?:[0-9]{1,2}[.、．)）]|[（(][一二三四五六七八九十0-9]{1,2}[)）]|[一二三四五六七八九十]{1,2}、)"
    r"[^\n。；;，,0-9]{2,30}\n[^\n]*$"
)
#: A sentence whose subject is another, smaller thing than the form's project.
_OF_PART = regex.compile(
    r"(?:^|[。；;\n])\s*(?!本|该|此|整个|全部)[^。；;\n，,]{2,20}(?:项目|工程|活动)[^。；;\n，,]*[。]\s*$"
)
_EXCLUDING = regex.compile(r"\s*[（(](?:不含|含|除|包括|仅|其中不)")
#: How far before a number its sentence is looked at.
_FAR = 160
_LEADING = 2
_BARE = Fraction(1, 200)
_LONGEST = 24


def narrative_findings(speaker: Speaker, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """The findings of kind `narrative`, in the order of the texts."""
    parts = _parts(speaker, quantities)
    for quantity in quantities:
        value = speaker.case.sheet.values.get(quantity.path)
        if value is None or value.value is None:
            continue
        if _is_above_all(quantity, value.value):
            yield _above_all(speaker, quantity, value.value)
        finding = None
        if quantity not in parts:
            finding = _contradiction(speaker, quantity, value.value)
        if finding is not None:
            yield finding


# ---------------------------------------------------------------------------- above 100 %


def _is_above_all(quantity: Quantity, text: str) -> bool:
    if quantity.unit != "ratio" or quantity.change or quantity.value <= 1:
        return False
    before = _clause_before(text, quantity.start)
    if "超额" in quantity.sentence:
        return False
    named = quantity.name or ""
    if before.rstrip().endswith("的") and not named.startswith("占"):
        return False
    return quantity.comparator not in {"≤", "<"} and _MAY_EXCEED.search(before) is None


def _above_all(speaker: Speaker, quantity: Quantity, text: str) -> Finding:
    return Finding(
        check=quantity.path,
        kind="narrative",
        severity="info",
        message=speaker.say(
            "text_above_all",
            name=speaker.column(quantity.path),
            clause=said(quantity, text),
        ),
        reported=plain(Fraction(quantity.value)),
        fields=(quantity.path,),
        suspect=quantity.path,
    )


# -------------------------------------------------------------------------- contradictions


def _parts(speaker: Speaker, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Quantities that a text gives one by one, and that add up to the cell they all name."""
    values = speaker.case.sheet.values
    groups: dict[tuple[str, tuple[str, ...]], list[Quantity]] = {}
    for quantity in quantities:
        text = values[quantity.path].value if quantity.path in values else None
        cells = _restated(speaker, quantity, text) if text and quantity.unit == "CNY" else ()
        if cells and quantity.comparator == "=":
            groups.setdefault((quantity.path, cells), []).append(quantity)
    found: list[Quantity] = []
    for (_, cells), group in groups.items():
        total = sum(each.value for each in group)
        half = sum(each.half_width for each in group)
        whole = msgspec.structs.replace(group[0], value=total, half_width=half, upper=None)
        if len(group) > 1 and any(_agrees(whole, values[cell]) for cell in cells):
            found += group
    return found


def _is_under_part(speaker: Speaker, text: str, start: int) -> bool:
    """Whether a heading, or the sentence before, has named a part of the project."""
    before = text[max(0, start - _FAR) : start]
    if _UNDER_HEADING.search(before):
        return True
    part = _OF_PART.search(before)
    own = speaker.case.sheet.values.get("project_name")
    name = (own.value if own is not None else None) or ""
    return part is not None and not (name and name in part[0])


def _contradiction(speaker: Speaker, quantity: Quantity, text: str) -> Finding | None:
    """The finding where a text restates cells of the form, and none of them agrees."""
    cells = _restated(speaker, quantity, text)
    if not cells or any(_agrees(quantity, speaker.case.sheet.values[cell]) for cell in cells):
        return None
    values = speaker.case.sheet.values
    told = Fraction(quantity.value)
    nearest = min(cells, key=lambda cell: abs(Fraction(values[cell].number or 0) - told))
    template = "text_differs" if len(cells) == 1 else "text_differs_from_all"
    fields = (quantity.path, nearest)
    message = speaker.say(
        template,
        name=speaker.column(quantity.path),
        clause=said(quantity, text),
        cell=speaker.name(nearest),
        shown=speaker.shown(nearest),
    )
    return Finding(
        check=quantity.path,
        kind="narrative",
        severity="warning",
        message=message + speaker.doubt(fields),
        reported=plain(told),
        expected=values[nearest].value if len(cells) == 1 else None,
        fields=fields,
    )


def _restated(speaker: Speaker, quantity: Quantity, text: str) -> tuple[str, ...]:
    """The filled cells that a quantity restates."""
    if quantity.change or quantity.unit not in {"CNY", "ratio", "分"}:
        return ()
    phrase = _clause_before(text, quantity.start)
    start = quantity.start - len(phrase)
    sentence = _sentence_before(text, start)
    clause_end = _CLAUSE.search(text, quantity.end)
    rest = text[quantity.end : clause_end.start() if clause_end else len(text)]
    field = speaker.case.plan.rule.field(quantity.path)
    values = speaker.case.sheet.values
    unsure = (
        not _REST.fullmatch(rest)
        or text[start - 1 : start] in {"（", "("}
        or _EXCLUDING.match(text, quantity.end + len(rest)) is not None
        or _ELSEWHERE.search(sentence + phrase) is not None
        or other_years(sentence + phrase, values.get("year"))
        or _is_under_part(speaker, text, start - len(sentence))
        or field is None
        or _MEANT.search(field.labels[0] if field.labels else "") is not None
    )
    if unsure:
        return ()
    named = speaker.case.plan.restated.cells(phrase, sentence, quantity.unit)
    return tuple(cell for cell in named if _has_number(values.get(cell)))


def _has_number(value: Value | None) -> bool:
    if value is None or value.status != "found" or value.number is None:
        return False
    return value.number.is_finite() and (value.half_width is None or value.half_width.is_finite())


def _agrees(quantity: Quantity, cell: Value) -> bool:
    """Whether the cell may be what the text says, each to its own last digit."""
    number, half = Fraction(cell.number or 0), Fraction(cell.half_width or 0)
    if cell.doubt == "bare_rate":
        half = min(half, _BARE)  # a bare 1 is 100 %, not anything from a half
    return told(quantity).meet(Interval(number - half, number + half)) is not None


def told(quantity: Quantity) -> Interval:
    """What a text's number stands for, rounded or cut; 约 is good for its two leading digits.

    A bound is taken as it is written: the cell's own half-width is all that may bridge the gap.
    """
    low, half = Fraction(quantity.value), Fraction(quantity.half_width)
    high = Fraction(quantity.upper) if quantity.upper is not None else low
    if quantity.comparator == "≈":
        half = max(half, Fraction(10) ** (quantity.value.adjusted() - _LEADING + 1))
    # A bound is a number on its own, and nobody rounds one: 不足12万元 is below 12.
    if quantity.comparator in {"≥", ">"}:
        return Interval(low, None, low_open=quantity.comparator == ">")
    if quantity.comparator in {"≤", "<"}:
        return Interval(None, high, high_open=quantity.comparator == "<")
    return Interval(low - half, high + 2 * half)


# ------------------------------------------------------------------------------- the words


def said(quantity: Quantity, text: str) -> str:
    """The short clause that ends with the number: 接入率128%."""
    before = _clause_before(text, quantity.start)
    at = before.rfind(quantity.name) if quantity.name else -1
    clause = before[at:] if at >= 0 else before.lstrip()[-_LONGEST:]
    tail = _REST.match(text, quantity.end)
    return " ".join((clause + quantity.raw + (tail[0] if tail else "")).split())


def _clause_before(text: str, end: int) -> str:
    low = max(0, end - _FAR)
    cuts = [match.end() for match in _CLAUSE.finditer(text, low, end)]
    return text[cuts[-1] if cuts else low : end]


def _sentence_before(text: str, end: int) -> str:
    low = max(0, end - _FAR)
    cuts = [match.end() for match in _SENTENCE.finditer(text, low, end)]
    return text[cuts[-1] if cuts else low : end]
