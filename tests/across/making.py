"""Submissions in a few words: what a warehouse would say of a form."""

from decimal import Decimal
from itertools import count

from extractor.across import declaring
from extractor.across.judge import judge
from extractor.rulebook import load_rules
from extractor.sinks.families import Quantity, Submission, plain_name

RULES = declaring(load_rules())
MONITORING, EVALUATION = "project_fund_monitoring", "project_self_evaluation"
_numbers = count()


def number(text, type_="money"):
    """`4.16` as it was typed: half a unit of its last digit either way."""
    value = Decimal(text)
    return Quantity(value, Decimal((0, (5,), int(value.as_tuple().exponent) - 1)), type_)


def form(*, kind=MONITORING, units="青禾县文化馆", numbers=(), **parts):
    """A form of the project 古籍修复; `numbers` are written `budget_amount 153`, in one text."""
    name = parts.pop("name", f"{next(_numbers)}.docx")
    cells = dict(each.split() for each in numbers.split(";")) if numbers else {}
    return Submission(
        key=(name, 0),
        form=kind,
        project=parts.pop("project", "古籍修复"),
        units=tuple(map(plain_name, units.split("/"))),
        quantities={
            path: number(text, "rate" if path.endswith("_rate") else "money")
            for path, text in cells.items()
        },
        **parts,
    )


def quarter(last, spent, *, year="2023", budget="153", **parts):
    """A monitoring form of a quarter: what was spent by each quarter until then."""
    paths = ("funds.total.q1.spent", "funds.total.q1_q2.spent", "funds.total.q1_q3.spent")
    cells = [f"{path} {text}" for path, text in zip(paths, spent.split(), strict=False)]
    if budget:
        cells.insert(0, f"budget_amount {budget}")
    period = f"{year}-Q{last}" if last and year else None
    return form(numbers=";".join(cells), year=year, period=period, **parts)


def evaluation(numbers, *, year="2023", **parts):
    """A self-evaluation."""
    return form(kind=EVALUATION, numbers=numbers, year=year, **parts)


def found(*family):
    """Case, files and differing fields of all that is found in a family."""
    return [
        (
            each.case,
            [key[0] for key in each.keys],
            list(dict.fromkeys(side.path for one in each.differences for side in one.sides)),
        )
        for each in judge(family, RULES)
    ]


def cases(*family):
    """The cases alone."""
    return [case for case, _, _ in found(*family)]
