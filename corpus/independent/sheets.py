"""Pieces that several specimens share: rows of the money tables, texts of the options."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from corpus.independent.pens import C
from corpus.independent.truth import COLUMNS, F3_COLUMNS, Cells, Form

YES_NO = ("是", "否", "无该项内容")
FULL = str.maketrans("0123456789.%,", "０１２３４５６７８９．％，")
Show = Callable[[str | None], str]


def word(form: Form, name: str) -> str:
    """Return a scalar as text for the page."""
    return form.scalars.get(name) or ""


def as_rate(value: str | None) -> str:
    """Write a rate in the usual way."""
    return "" if value is None else f"{value}%"


def as_is(value: str | None) -> str:
    """Write an amount in the usual way."""
    return value or ""


def grouped(value: str | None) -> str:
    """Write an amount with two decimals and commas."""
    return "" if value is None else f"{Decimal(value):,.2f}"


def money_rows(  # noqa: PLR0913 - the typography of a row
    funds: Mapping[str, Cells],
    labels: Sequence[tuple[str, str]],
    *,
    money: Show = as_is,
    rate: Show = as_rate,
    jc: str = "center",
    label_jc: str = "left",
    cs: int = 1,
) -> list[list[C]]:
    """Return rows of the F1 money table: a label and thirteen values each."""
    out = []
    for source, label in labels:
        row = [C(label, cs=cs, jc=label_jc)]
        for column in COLUMNS:
            value = funds.get(source, {}).get(column)
            row.append(C((rate if column.endswith("rate") else money)(value), jc=jc))
        out.append(row)
    return out


def money_head(
    periods: Sequence[str], measures: Sequence[Sequence[str]], annual: str, corner: C | None = None
) -> list[list[C]]:
    """Return the two header rows of the F1 money table."""
    top = [corner or C("", rs=2), C(annual, rs=2, jc="center")]
    top += [C(period, cs=4, jc="center") for period in periods]
    return [top, [C(name, jc="center") for group in measures for name in group]]


def budget_rows(  # noqa: PLR0913 - the typography of a row
    funds: Mapping[str, Cells],
    labels: Sequence[tuple[str, str]],
    *,
    money: Show = as_is,
    rate: Show = as_rate,
    blank: str = "",
    spans: Sequence[int] = (1, 1, 1, 1, 1, 1, 1),
) -> list[list[C]]:
    """Return rows of the F3 money table; `blank` stands in the empty cells of parts."""
    out = []
    for name, label in labels:
        row = [C(label, cs=spans[0])]
        for column, cs in zip(F3_COLUMNS, spans[1:], strict=True):
            value = funds[name].get(column)
            if value is None and column in {"weight", "score", "execution_rate"}:
                shown = blank
            elif column == "execution_rate":
                shown = rate(value)
            else:
                shown = (money if column not in {"weight", "score"} else as_is)(value)
            row.append(C(shown, cs=cs, jc="center"))
        out.append(row)
    return out


def grade_rows(  # noqa: PLR0913 - the typography of a row
    form: Form,
    *,
    spans: Sequence[int] = (1,) * 8,
    show1: Show = as_is,
    show2: Show = as_is,
    number: Show = as_is,
    ghost: bool = False,
) -> list[list[C]]:
    """Return the rows of the indicator table with equal levels merged."""
    out: list[list[C]] = []
    for i, item in enumerate(form.indicators):
        row: list[C] = []
        for name, show, cs in zip(("level1", "level2"), (show1, show2), spans[:2], strict=True):
            value = item[name]
            above = form.indicators[i - 1] if i else {}
            same = ("level1",) if name == "level1" else ("level1", "level2")
            if i and all(above[key] == item[key] for key in same):
                continue
            rest = form.indicators[i:]
            run = next(
                (n for n, other in enumerate(rest) if any(other[k] != item[k] for k in same)),
                len(rest),
            )
            text = show(value)
            row.append(C(text, rs=run, cs=cs, jc="center", ghost=text if ghost else ""))
        for name, cs in zip(
            ("level3", "target", "actual", "weight", "score", "deviation"), spans[2:], strict=True
        ):
            show = number if name in {"weight", "score"} else as_is
            jc = "" if name in {"level3", "deviation"} else "center"
            row.append(C(show(item[name]), cs=cs, jc=jc))
        out.append(row)
    return out
