"""Compares the forms of a family, in pure functions over what the warehouse says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import TypeAlias

from extractor.across.identity import Dated, candidates, comparable, dated, projects, years
from extractor.across.numbers import agree, any_agree
from extractor.across.types import Case, Difference, Disagreement, Side
from extractor.rulebook import Across, Rule
from extractor.sinks.families import Quantity, Submission

#: Form → its rule file, of those that declare `across`.
Rules: TypeAlias = Mapping[str, Rule]

#: Money first: a rate follows from it.
_TELLING = {"money": 0, "number": 1, "rate": 2}


def judge(family: Sequence[Submission], rules: Rules) -> Iterator[Disagreement]:
    """All that is found between the forms of one family."""
    once: list[Submission] = []
    for copies in _same_records(family):
        once.append(copies[0])
        if len(copies) > 1:
            keys = tuple(each.key for each in copies)
            forms = tuple(each.form for each in copies)
            yield Disagreement("resaved", keys, forms, copies[0].project)
    for members in projects(once):
        yield from _judge_project(members, rules)


def _same_records(family: Iterable[Submission]) -> list[list[Submission]]:
    found: dict[object, list[Submission]] = {}
    for each in family:
        found.setdefault((each.form, each.record or each.key), []).append(each)
    return list(found.values())


def _judge_project(members: Sequence[Submission], rules: Rules) -> Iterator[Disagreement]:
    by_form: dict[str, list[Dated]] = {}
    for each in members:
        made = dated(each, _across(rules[each.form]))
        by_form.setdefault(each.form, []).append(made)
    for form, of_form in by_form.items():
        for of_year in years(of_form, _across(rules[form])):
            yield from _judge_year(of_year, rules[form])
    for one, other in combinations(by_form, 2):
        yield from _conflicts(by_form[one], by_form[other], rules)


def _across(rule: Rule) -> Across:
    return rule.across or Across("", ())


# -------------------------------------------------------------------- forms of one kind


def _judge_year(forms: Sequence[Dated], rule: Rule) -> Iterator[Disagreement]:
    periods: dict[int, list[Dated]] = {}
    for each in forms:
        periods.setdefault(each.until or 0, []).append(each)
    for of_period in periods.values():
        yield from _again(of_period, rule)
    reported = [(until, periods[until]) for until in sorted(periods) if until]
    for number, (_, late) in enumerate(reported):
        yield from _restated(reported[:number], late, rule)


def _again(forms: Sequence[Dated], rule: Rule) -> Iterator[Disagreement]:
    """The same form for the same period with other numbers."""
    ordered = _in_order(forms)
    several = ordered or list(forms)
    differing = [
        path for path in _paths_of_two(several, rule) if not agree(_quantities(several, path))
    ]
    if differing:
        case: Case = "corrected" if ordered else "resubmitted"
        yield _disagreement(case, several, rule, differing)


def _paths_of_two(forms: Sequence[Dated], rule: Rule) -> Iterator[str]:
    """The fields that stand on two of the forms at least, none of a later period."""
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for each in forms:
        due = comparable(each, each, _across(rule))
        for path in due:
            if path in seen:
                twice[path] = None
            seen.add(path)
    yield from twice


def _quantities(forms: Iterable[Dated], path: str) -> list[Quantity]:
    return [each.of.quantities[path] for each in forms if path in each.of.quantities]


def _in_order(forms: Sequence[Dated]) -> list[Dated] | None:
    """Forms of one period from the first to the last, if dates or the word 更正 tell."""
    days = sorted(each.of.dated or "" for each in forms)
    # A month and a day in it stand beside each other when sorted.
    if all(days) and not any(later.startswith(day) for day, later in pairwise(days)):
        return sorted(forms, key=lambda each: each.of.dated or "")
    if len({each.of.marked for each in forms}) == len(forms):
        return sorted(forms, key=lambda each: each.of.marked)
    return None


def _current(forms: Sequence[Dated]) -> list[Dated]:
    """What holds now of one period: the last, or all where nothing tells which is the last."""
    ordered = _in_order(forms) if len(forms) > 1 else None
    return ordered[-1:] if ordered else list(forms)


def _restated(
    before: Sequence[tuple[int, Sequence[Dated]]], forms: Sequence[Dated], rule: Rule
) -> Iterator[Disagreement]:
    """Numbers of earlier periods that a later form gives otherwise.

    Each is compared with the last form that reported it, so that a change is told once. Rates
    alone are no finding: their base may have changed since, and each form checks its own.
    """
    late = _current(forms)
    differing: dict[int, list[str]] = {}
    earlier = {until: _current(of_period) for until, of_period in before}
    for path, until in _across(rule).until.items():
        now = _quantities(late, path)
        for end in sorted(earlier, reverse=True) if now else ():
            then = _quantities(earlier[end], path) if until <= end else []
            if then:
                if not any_agree(then, now):
                    differing.setdefault(end, []).append(path)
                break
    for end, paths in sorted(differing.items()):
        if not all(_type(path, rule) == "rate" for path in paths):
            yield _disagreement("restated", [*earlier[end], *late], rule, paths, end)


def _disagreement(
    case: Case, forms: Sequence[Dated], rule: Rule, paths: Iterable[str], until: int | None = None
) -> Disagreement:
    known = [each.year for each in forms if each.year]
    return Disagreement(
        case=case,
        keys=tuple(each.of.key for each in forms),
        forms=tuple(each.of.form for each in forms),
        project=forms[0].of.project,
        year=known[0] if known else None,
        period=until or forms[0].until,
        differences=tuple(
            Difference(
                tuple(Side(each.of.key, path) for each in forms if path in each.of.quantities)
            )
            for path in sorted(paths, key=lambda path: _telling(path, rule))
        ),
    )


def _telling(path: str, rule: Rule) -> tuple[bool, int, int, str]:
    """Facts first, then money, then what follows from it; each in the order of the form."""
    facts = {each for paths in _across(rule).facts.values() for each in paths}
    order = {each: number for number, each in enumerate(rule.fields)}
    kind = _TELLING.get(_type(path, rule), len(_TELLING))
    return path not in facts, kind, order.get(path, len(order)), path


def _type(path: str, rule: Rule) -> str:
    field = rule.field(path)
    return field.type if field else ""


# ------------------------------------------------------------------- forms of two kinds


def _conflicts(
    some: Iterable[Dated], others: Iterable[Dated], rules: Rules
) -> Iterator[Disagreement]:
    """Facts that both kinds state, each as its last form of the year has it."""
    by_year, its_by_year = _latest(some), _latest(others)
    for year in sorted(by_year.keys() & its_by_year.keys()):
        one, other = by_year[year], its_by_year[year]
        facts, its_facts = (_across(rules[each[0].of.form]).facts for each in (one, other))
        differences = [
            Difference((*_sides(one, facts[name]), *_sides(other, its_facts[name])))
            for name in facts
            if name in its_facts and _differ(one, facts[name], other, its_facts[name])
        ]
        if differences:
            forms = (*one, *other)
            yield Disagreement(
                case="conflicting",
                keys=tuple(each.of.key for each in forms),
                forms=tuple(each.of.form for each in forms),
                project=one[0].of.project,
                year=year,
                differences=tuple(differences),
            )


def _latest(forms: Iterable[Dated]) -> dict[str, list[Dated]]:
    """Year → the forms that hold now for its latest period."""
    by_year: dict[str, dict[int, list[Dated]]] = {}
    for each in forms:
        if each.year is not None:
            by_year.setdefault(each.year, {}).setdefault(each.until or 0, []).append(each)
    return {year: _current(periods[max(periods)]) for year, periods in by_year.items()}


def _differ(
    some: Iterable[Dated], paths: Sequence[str], others: Iterable[Dated], its_paths: Sequence[str]
) -> bool:
    one = [quantity for each in some for quantity in candidates(each.of, paths)]
    other = [quantity for each in others for quantity in candidates(each.of, its_paths)]
    return bool(one and other) and not any_agree(one, other)


def _sides(forms: Iterable[Dated], paths: Iterable[str]) -> Iterator[Side]:
    for each in forms:
        for path in paths:
            if path in each.of.quantities:
                yield Side(each.of.key, path)
