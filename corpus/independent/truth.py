"""What is written on a specimen, put down before the specimen is drawn.

Amounts and rates stand here as plain decimals in the form's own unit ("153", "2.72" for 2.72 %);
a specimen renders them in its own typography, the truth file gets them in yuan and as fractions.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TypeAlias

Json: TypeAlias = "str | bool | list[Json] | dict[str, Json] | None"

SOURCES = ("total", "fiscal", "own", "own_business", "own_operating", "own_other", "other")
PERIODS = ("q1", "q1_q2", "q1_q3")
MEASURES = ("received", "received_rate", "spent", "spent_rate")
COLUMNS = ("annual", *(f"{p}.{m}" for p in PERIODS for m in MEASURES))
F1_SCALARS = (
    *("reporting_unit", "year", "period", "report_date", "project_name", "budget_amount"),
    *("function_code", "function_name", "implementing_unit", "project_type", "contact_person"),
    *("contact_phone", "project_overview", "tendering", "government_procurement"),
    *("contract_management", "procurement_due", "procurement_actual"),
    *("procurement_not_applicable", "adjustment_procedures", "management_systems"),
    *("work_measures", "outputs_achieved", "problems", "improvements"),
)
F3_SCALARS = (
    *("year", "project_name", "department", "implementing_unit", "goal.expected", "goal.actual"),
    *("total.weight", "total.score"),
)
F3_ROWS = ("total", "fiscal", "carryover", "other")
F3_MONEY = ("initial_budget", "annual_budget", "executed")
F3_COLUMNS = (*F3_MONEY, "weight", "execution_rate", "score")
INDICATOR = ("level1", "level2", "level3", "target", "actual", "weight", "score", "deviation")

BLANK = None
ABSENT = "\0absent"
UNREADABLE = "\0unreadable"
OMIT = "\0omit"  # the contract leaves it undecided: the truth file does not say

WAN = Decimal(10000)
YUAN = Decimal(1)

Cells: TypeAlias = dict[str, str | None]


@dataclass(frozen=True)
class Mistake:
    """One planted slip: the cells that are wrong, and what should stand there."""

    fields: tuple[str, ...]
    kind: str
    cause: str | None
    written: str | None
    true: str | None
    severity: str = "error"
    explained_by_rounding: bool = False


@dataclass(frozen=True)
class Form:
    """One form of a specimen: kind, what is written, unit of its money, planted slips."""

    kind: str
    scalars: Mapping[str, str | None]
    funds: Mapping[str, Cells]
    indicators: Sequence[Mapping[str, str | None]] = ()
    unit: Decimal = WAN
    mistakes: tuple[Mistake, ...] = ()
    omitted: frozenset[str] = frozenset()

    def fields(self) -> dict[str, Json]:
        """Return every path of the form with its status and value, but for the undecided ones."""
        return {p: _field(v) for p, v in self._values() if v != OMIT and p not in self.omitted}

    def record(self) -> dict[str, Json]:
        """Return the form's entry in the truth file."""
        mistakes: list[Json] = []
        for slip in self.mistakes:
            entry: dict[str, Json] = dict(dataclasses.asdict(slip))
            entry["fields"] = list(slip.fields)
            mistakes.append(entry)
        return {
            "form": self.kind,
            "fields": self.fields(),
            "mistakes": mistakes,
            "clean": not mistakes,
        }

    def _values(self) -> Iterator[tuple[str, str | None]]:
        first = self.kind == "project_fund_monitoring"
        names = F1_SCALARS if first else F3_SCALARS
        if extra := set(self.scalars) - set(names):
            raise KeyError(sorted(extra))
        yield from ((name, self.scalars.get(name)) for name in names)
        for row in SOURCES if first else F3_ROWS:
            cells = self.funds.get(row)
            for column in COLUMNS if first else F3_COLUMNS:
                value = ABSENT if cells is None else cells.get(column)
                yield f"funds.{row}.{column}", _scaled(column, value, self.unit)
        for number, indicator in enumerate(self.indicators):
            for column in INDICATOR:
                value = indicator.get(column)
                if column in {"weight", "score"} and value and not value.startswith("\0"):
                    value = plain(Decimal(value))
                yield f"indicators.{number}.{column}", value


@dataclass(frozen=True)
class Specimen:
    """One file: its name, what is special about it, the forms it holds, its bytes."""

    name: str
    description: str
    features: tuple[str, ...]
    forms: tuple[Form, ...]
    data: bytes = field(repr=False)

    def truth(self) -> dict[str, Json]:
        """Return the content of the truth file."""
        return {
            "provenance": "independent",
            "description": self.description,
            "features": list(self.features),
            "expect": {"status": "ok"},
            "forms": [form.record() for form in self.forms],
        }


def plain(number: Decimal) -> str:
    """Return the number without exponent and without trailing zeros."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def percent(part: str, base: str, *, digits: int = 2, cut: bool = False) -> str:
    """Return part ÷ base as a percentage with so many decimals, rounded or cut."""
    step = Decimal(1).scaleb(-digits)
    mode = ROUND_DOWN if cut else ROUND_HALF_UP
    return str((Decimal(part) / Decimal(base) * 100).quantize(step, mode))


def fund_row(  # noqa: PLR0913 - the typography of a row
    annual: str,
    received: str,
    spent: str,
    *,
    digits: int = 2,
    cut: bool = False,
    on_received: bool = False,
    trim: bool = False,
    zero: str | None = None,
) -> Cells:
    """Return one row of the F1 money table; `received` and `spent` hold three amounts each.

    `zero` is what stands as a rate on a base of 0. `trim` drops trailing zeros, as Word does.
    """
    row: Cells = {"annual": annual}
    for period, had, used in zip(PERIODS, received.split(), spent.split(), strict=True):
        row[f"{period}.received"], row[f"{period}.spent"] = had, used
        for name, part, base in (
            ("received_rate", had, annual),
            ("spent_rate", used, had if on_received else annual),
        ):
            rate = percent(part, base, digits=digits, cut=cut) if Decimal(base) else zero
            row[f"{period}.{name}"] = plain(Decimal(rate)) if trim and rate else rate
    return row


def levels(
    rows: Sequence[tuple[str, ...]], *, level1: Sequence[str], level2: Sequence[str]
) -> list[dict[str, str | None]]:
    """Return indicators: an empty level repeats the one above; "" elsewhere is a blank."""
    out: list[dict[str, str | None]] = []
    for number, row in enumerate(rows):
        values = (level1[number], level2[number], *row)
        named = dict(zip(INDICATOR, values, strict=True))
        out.append({k: v or None for k, v in named.items()})
    return out


def _scaled(column: str, value: str | None, unit: Decimal) -> str | None:
    if value is None or value.startswith("\0"):
        return value
    name = column.rpartition(".")[2]
    number = Decimal(value)
    if name.endswith("rate"):
        return plain(number / 100)
    return plain(number if name in {"weight", "score"} else number * unit)


def _field(value: str | None) -> Json:
    if value is None:
        return {"status": "blank", "value": None}
    if value == ABSENT:
        return {"status": "absent", "value": None}
    if value == UNREADABLE:
        return {"status": "unreadable", "value": None}
    return {"status": "found", "value": value}
