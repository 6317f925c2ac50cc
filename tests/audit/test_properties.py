"""What must hold for every form: true numbers, rounded, never contradict each other."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.audit import audit
from extractor.model import Record, Value

from .drawn import F1, F3, errors, fund_form, with_value

PERIODS = ("q1", "q1_q2", "q1_q3")
ROWS = ("fiscal", "own", "other")
amounts = st.fractions(min_value=0, max_value=2000, max_denominator=1000)
shares = st.fractions(min_value=0, max_value=1, max_denominator=997)
thorough = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def written(number, digits, *, zeros, cut=False):
    """A fraction as a person types it."""
    scaled = number * 10**digits
    count = int(scaled) if cut else int(scaled + Fraction(1, 2))
    text = f"{Decimal(count).scaleb(-digits):f}"
    if not zeros and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text


@st.composite
def true_rows(draw):
    """Exact amounts of each source: the arranged one, and received and spent by period."""
    rows = {}
    for row in draw(st.lists(st.sampled_from(ROWS), min_size=1, unique=True)):
        annual = draw(amounts)
        received = sorted(annual * draw(shares) for _ in PERIODS)
        # Spending falls neither below the period before nor above what has arrived.
        spent, before = [], Fraction(0)
        for available in received:
            before += (available - before) * draw(shares)
            spent.append(before)
        rows[row] = (annual, received, spent)
    total = [sum(column) for column in zip(*(flat(row) for row in rows.values()), strict=True)]
    rows["total"] = (total[0], total[1:4], total[4:])
    return rows


def flat(row):
    annual, received, spent = row
    return [annual, *received, *spent]


@st.composite
def consistent_cells(draw, *, may_cut=True, cut_amounts=False):
    """The cells of a form whose amounts and rates were each rounded alike, or cut alike."""
    rows = draw(true_rows())
    digits, places = draw(st.integers(0, 4)), draw(st.integers(0, 2))
    zeros, base = draw(st.booleans()), draw(st.sampled_from(["annual", "received"]))
    cut = may_cut and draw(st.booleans())
    cells = {}
    for row, (annual, received, spent) in rows.items():
        cells[f"funds.{row}.annual"] = written(annual, digits, zeros=zeros, cut=cut_amounts)
        for period, come, gone in zip(PERIODS, received, spent, strict=True):
            here = f"funds.{row}.{period}"
            cells[f"{here}.received"] = written(come, digits, zeros=zeros, cut=cut_amounts)
            cells[f"{here}.spent"] = written(gone, digits, zeros=zeros, cut=cut_amounts)
            bottom = come if base == "received" else annual
            rates = {"received_rate": (come, annual), "spent_rate": (gone, bottom)}
            for name, (over, under) in rates.items():
                rate = written(100 * over / under, places, zeros=zeros, cut=cut) if under else "0"
                cells[f"{here}.{name}"] = f"{rate}%"
    cells["budget_amount"] = cells["funds.total.annual"]
    return cells


@st.composite
def cells_of_zeros(draw):
    """The cells of a form on which nothing, or next to nothing, was received or spent."""
    cells = draw(consistent_cells(may_cut=False))
    kept = draw(st.sets(st.sampled_from(sorted(cells)), max_size=3))
    return {path: text if path in kept else "0" for path, text in cells.items()}


def drawn(cells, scale=Decimal(10000)):
    return fund_form("", scale, **cells)


@thorough
@given(consistent_cells(may_cut=False))
def test_rounding_all_numbers_alike_gives_no_error(cells):
    assert errors(drawn(cells)) == []


@thorough
@given(consistent_cells())
def test_cutting_all_rates_alike_gives_no_error(cells):
    assert errors(drawn(cells)) == []


@thorough
@given(consistent_cells(cut_amounts=True))
def test_cutting_all_amounts_alike_gives_no_error(cells):
    assert errors(drawn(cells)) == []


@thorough
@given(consistent_cells(), st.sampled_from([1, 1000, 10**8]), st.data())
def test_another_unit_changes_no_verdict(cells, scale, data):
    cells = slipped(cells, data)
    assert grades_of(drawn(cells)) == grades_of(drawn(cells, Decimal(scale)))


@thorough
@given(consistent_cells(), st.data())
def test_a_blank_row_changes_no_verdict(cells, data):
    cells = slipped(cells, data)
    absent = {path: "x" for path in F1.fields if path.startswith("funds.") and path not in cells}
    with_rows, without = audit(drawn(cells), F1), audit(drawn({**absent, **cells}), F1)
    assert with_rows.counts == without.counts
    assert [f.check for f in with_rows.findings] == [f.check for f in without.findings]


@thorough
@given(consistent_cells(may_cut=False), st.data())
def test_a_suggestion_makes_all_listed_checks_hold(cells, data):
    form = drawn(slipped(cells, data))
    for finding in errors(form):
        if finding.suggestion is None:
            continue
        assert finding.suggestion.field == finding.suspect
        repaired = with_value(form, finding.suspect, finding.suggestion.text)
        assert repaired.values[finding.suspect].value == finding.suggestion.value
        others = {path for f in errors(form) if f != finding for path in (f.check, *f.also)}
        listed = {finding.check, *finding.also} - others
        broken = {
            outcome.check
            for outcome in audit(repaired, F1).outcomes
            if outcome.grade == "inconsistent" and outcome.kind != "range"
        }
        assert not listed & broken


@thorough
@given(st.one_of(consistent_cells(may_cut=False), cells_of_zeros()), st.data())
def test_every_alternative_makes_all_listed_checks_hold(cells, data):
    form = drawn(slipped(cells, data))
    for finding in errors(form):
        for each in finding.alternatives:
            repaired = form
            for path, number in zip(each.fields, each.values, strict=True):
                repaired = with_value(repaired, path, typed(form.values[path], number))
            others = {path for f in errors(form) if f != finding for path in (f.check, *f.also)}
            assert not ({finding.check, *finding.also} - others) & contradicted(repaired)


def typed(value, number):
    """A value as the contract writes it → the text of a cell."""
    percent = "%" if value.raw.endswith("%") else ""
    return f"{(Decimal(number) / value.scale).normalize():f}{percent}"


def contradicted(form):
    """The checks that fail, those of mere plausibility aside."""
    return {
        outcome.check
        for outcome in audit(form, F1).outcomes
        if outcome.grade == "inconsistent" and outcome.kind != "range"
    }


def slipped(cells, data):
    """The cells with another number in one of them."""
    path = data.draw(st.sampled_from(sorted(cells)))
    percent = "%" if cells[path].endswith("%") else ""
    wrong = data.draw(st.fractions(min_value=0, max_value=3000, max_denominator=100))
    return {**cells, path: written(wrong, 2, zeros=False) + percent}


def grades_of(form):
    return [(outcome.check, outcome.grade) for outcome in audit(form, F1).outcomes]


odd_numbers = st.one_of(
    st.none(), st.decimals(), st.sampled_from([Decimal("1E+999999"), Decimal("1E-999999")])
)
odd_values = st.builds(
    Value,
    path=st.just(""),
    type=st.sampled_from(["money", "rate", "number", "text", "choice", "phone", "date", "code"]),
    status=st.sampled_from(["found", "blank", "absent", "unreadable"]),
    value=st.none() | st.text(max_size=5),
    raw=st.none() | st.text(max_size=5),
    number=odd_numbers,
    shown=st.none() | st.text(max_size=5),
    scale=st.none() | st.sampled_from([Decimal(0), Decimal(-1), Decimal(3), Decimal(10000)]),
    decimals=st.none() | st.integers(-1, 70),
    half_width=st.none()
    | st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(-1), Decimal("NaN")]),
    doubt=st.none() | st.sampled_from(["not_a_value", "none_ticked", "stray_mark", "bare_rate"]),
)
odd_paths = st.sampled_from(
    [*F1.fields, *F3.fields, "indicators.0.score", "indicators.7.weight", "indicators.²", "x..y"]
)


@pytest.mark.parametrize("rule", [F1, F3], ids=lambda rule: rule.form)
@thorough
@given(values=st.dictionaries(odd_paths, odd_values, max_size=40))
def test_no_record_makes_the_audit_fail(rule, values):
    for language in ("zh", "en"):
        result = audit(Record(rule.form, values), rule, language)
        counts = result.counts
        total = counts.passed + counts.failed + counts.not_applicable + counts.unchecked
        assert total == len(result.outcomes)
        assert all(finding.message for finding in result.findings)
