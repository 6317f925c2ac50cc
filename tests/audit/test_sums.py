"""Totals and their parts: blanks, zeros, marks for nothing, rounding."""

import pytest

from extractor.audit import audit

from .drawn import F1, errors, findings, fund_form, grades


def total_of(drawn, path="funds.total.annual"):
    form = fund_form(drawn)
    [outcome] = [
        outcome
        for outcome in audit(form, F1).outcomes
        if (outcome.kind, outcome.check) == ("total", path)
    ]
    return outcome.grade, outcome.reason


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        pytest.param("annual\ntotal 5\nfiscal 3\nown 2\nother .", ("exact", None), id="a blank row"),
        pytest.param("annual\ntotal 5\nfiscal 3\nown 2\nother /", ("exact", None), id="a slash"),
        pytest.param("annual\ntotal 5\nfiscal 3\nown 2\nother 无", ("exact", None), id="无"),
        pytest.param("annual\ntotal 5\nfiscal 3\nown 2\nother 0", ("exact", None), id="a zero"),
        pytest.param("annual\ntotal 5\nfiscal 5\nown x\nother x", ("exact", None), id="absent rows"),
        pytest.param(
            "annual q1.spent\ntotal 5 1\nfiscal 3 1\nown . 1", ("unchecked", "missing"),
            id="one blank in a filled row",
        ),
        pytest.param(
            "annual\ntotal 5\nfiscal 3\nown .\nown_business 2", ("unchecked", "missing"),
            id="a row left to its parts",
        ),
        pytest.param(
            "annual q1.spent\ntotal . 1\nfiscal 3 1", ("unchecked", "missing"), id="no total"
        ),
        pytest.param("annual\ntotal 5", ("unchecked", "no_parts"), id="no parts"),
        pytest.param("annual\ntotal x\nfiscal 5", ("not_applicable", "blank"), id="absent total"),
        pytest.param("annual\ntotal 5\nfiscal ?五", ("unchecked", "unreadable"), id="unreadable"),
        pytest.param("annual\ntotal ?五\nfiscal 5", ("unchecked", "unreadable"), id="and so"),
        pytest.param("annual\ntotal .\nfiscal .", ("not_applicable", "blank"), id="all blank"),
        pytest.param("annual\ntotal 6\nfiscal 3\nown 2", ("within_rounding", None), id="integers"),
        pytest.param("annual\ntotal 7\nfiscal 3\nown 2", ("inconsistent", None), id="off by two"),
        pytest.param(
            "annual\ntotal 5.26\nfiscal 3\nown 2.25", ("within_rounding", None), id="last digit"
        ),
        pytest.param(
            "annual\ntotal 5.30\nfiscal 3\nown 2.25", ("inconsistent", None), id="five digits off"
        ),
        pytest.param(
            "annual\ntotal 10606.7522\nfiscal 6923.3552\nown 3683.3970", ("exact", None),
            id="four decimals",
        ),
    ],
)  # fmt: skip
def test_a_total(drawn, expected):
    assert total_of(drawn) == expected


def test_a_nested_total_is_checked_against_its_own_parts():
    form = fund_form(
        """
                       annual
        total          9
        fiscal         4
        own            5
        own_business   2
        own_other      3
        """
    )
    assert grades(form, "total") == {"funds.total.annual": "exact", "funds.own.annual": "exact"}


def test_the_message_names_the_parts_that_are_filled():
    [finding] = errors(
        fund_form(
            """
                       annual
        total          90
        own            90
        own_business   20
        own_other      30
        """
        )
    )
    assert finding.message.startswith(
        "自有资金 全年安排资金额填报 90,按 事业收入 20 + 自有资金其他 30 应为 50"
    )
    assert finding.formula == "own_business + own_operating + own_other"


def test_within_rounding_is_noted_only_beside_exact_siblings():
    alone = fund_form("annual\ntotal 5.26\nfiscal 3\nown 2.25")
    assert findings(alone) == ()
    beside = fund_form(
        """
                  annual  q1.received q1.spent q1_q2.received
        total     5.26    5.25        2.00     5.25
        fiscal    3       3           1        3
        own       2.25    2.25        1        2.25
        """
    )
    [note] = findings(beside)
    assert (note.severity, note.kind, note.check) == ("info", "total", "funds.total.annual")
