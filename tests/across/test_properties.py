"""Forms written from one truth never disagree, however they are rounded; a changed number always does."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.across.making import cases, evaluation, found, quarter

amounts = st.decimals(Decimal("0.01"), Decimal(99999), places=4)
series = st.lists(amounts, min_size=3, max_size=3).map(sorted)
roundings = st.tuples(st.integers(0, 4), st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))


def written(truth, digits, mode):
    """Amounts as one clerk types them: all with so many decimals."""
    step = Decimal(1).scaleb(-digits)
    return " ".join(str(each.quantize(step, mode)) for each in truth)


@given(series, amounts, st.lists(roundings, min_size=4, max_size=4), st.booleans())
def test_one_truth_rounded_in_many_ways_is_no_finding(spent, budget, ways, with_year):
    year = "2023" if with_year else None
    forms = [
        quarter(
            number,
            written(spent[:number], *way),
            budget=written([budget], *way),
            year=year,
        )
        for number, way in enumerate(ways[:3], 1)
    ]
    yearly = evaluation(f"funds.total.annual_budget {written([budget], *ways[3])}", year=year)
    assert found(*forms, yearly) == []


@given(series, roundings, st.integers(1, 2), st.integers(2, 50))
def test_a_number_that_moves_by_more_than_its_rounding_is_found(spent, way, at, steps):
    changed = [*spent]
    changed[at - 1] += Decimal(steps).scaleb(-way[0])
    early = quarter(at, written(spent[:at], *way))
    late = quarter(3, written(changed, *way))
    path = ("funds.total.q1.spent", "funds.total.q1_q2.spent")[at - 1]
    [(case, _, fields)] = found(early, late)
    assert (case, fields) == ("restated", [path])


@given(st.permutations([1, 2, 3]), series)
def test_the_order_in_which_forms_came_does_not_matter(order, spent):
    forms = {number: quarter(number, written(spent[:number], 2, ROUND_HALF_UP)) for number in order}
    other = quarter(1, written([spent[0] + 1], 2, ROUND_HALF_UP))
    expected = cases(*(forms[number] for number in (1, 2, 3)), other)
    assert cases(*(forms[number] for number in order), other) == expected
