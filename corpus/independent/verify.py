"""Checks that a specimen is well-formed and that its truth breaks only where it was meant to."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from xml.dom.minidom import parseString

from corpus.independent.truth import F3_MONEY, F3_ROWS, PERIODS, SOURCES, Form, Specimen

Numbers = Mapping[str, Decimal]
ALMOST = Decimal("1.001")  # a rate may be cut: off by nearly one unit of its last digit


def complaints(specimen: Specimen) -> list[str]:
    """Return what is wrong with the package, and relations that break without being planted."""
    found = []
    with zipfile.ZipFile(io.BytesIO(specimen.data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                parseString(archive.read(name).removeprefix(b"\xef\xbb\xbf"))  # noqa: S318
    for number, form in enumerate(specimen.forms):
        planted = {name for slip in form.mistakes for name in slip.fields}
        for touched, text in broken(form):
            if not planted & set(touched):
                found.append(f"form {number}: unplanned: {text}")
        hit = {name for touched, _ in broken(form) for name in touched}
        arithmetic = {
            name for slip in form.mistakes if slip.kind != "choice" for name in slip.fields
        }
        found += [f"form {number}: {name} breaks nothing" for name in sorted(arithmetic - hit)]
    return found


def broken(form: Form) -> Iterator[tuple[list[str], str]]:
    """Yield the relations of the field list that the written values break."""
    numbers: dict[str, Decimal] = {}
    for path, entry in form.fields().items():
        value = entry["value"] if isinstance(entry, dict) else None
        if isinstance(value, str) and path.split(".")[0] in {"funds", "indicators", "total"}:
            leaf = path.rpartition(".")[2]
            if leaf not in {"level1", "level2", "level3", "target", "actual", "deviation"}:
                numbers[path] = Decimal(value)
    if form.kind == "project_fund_monitoring":
        yield from _monitoring(numbers)
    else:
        yield from _evaluation(numbers)


def _sum(numbers: Numbers, total: str, parts: list[str]) -> Iterator[tuple[list[str], str]]:
    present = [p for p in parts if p in numbers]
    if present and total in numbers and sum(numbers[p] for p in present) != numbers[total]:
        yield [total, *present], f"{total} is not the sum of {present}"


def _ratio(
    numbers: Numbers, rate: str, part: str, bases: list[str]
) -> Iterator[tuple[list[str], str]]:
    if rate not in numbers or part not in numbers:
        return
    known = [numbers[b] for b in bases if numbers.get(b)]
    shown = numbers[rate].as_tuple().exponent
    allowed = min(Decimal("0.01"), Decimal(1).scaleb(int(shown))) * ALMOST
    if known and all(abs(numbers[part] / base - numbers[rate]) > allowed for base in known):
        yield [rate, part, *bases], f"{rate} {numbers[rate]} does not follow from {part}"


def _monitoring(numbers: Numbers) -> Iterator[tuple[list[str], str]]:
    names = ["annual", *(f"{p}.{m}" for p in PERIODS for m in ("received", "spent"))]
    for name in names:
        yield from _sum(
            numbers,
            f"funds.total.{name}",
            [f"funds.{s}.{name}" for s in ("fiscal", "own", "other")],
        )
        parts = [f"funds.own_{s}.{name}" for s in ("business", "operating", "other")]
        yield from _sum(numbers, f"funds.own.{name}", parts)
    for source in SOURCES:
        row = f"funds.{source}"
        for period in PERIODS:
            here = f"{row}.{period}"
            bases = [f"{row}.annual", f"{here}.received"]
            yield from _ratio(numbers, f"{here}.received_rate", f"{here}.received", bases[:1])
            yield from _ratio(numbers, f"{here}.spent_rate", f"{here}.spent", bases)
        for measure in ("received", "spent"):
            path = [f"{row}.{p}.{measure}" for p in PERIODS]
            for early, late in pairwise(path):
                if early in numbers and late in numbers and numbers[early] > numbers[late]:
                    yield [early, late], f"{late} falls"


def _evaluation(numbers: Numbers) -> Iterator[tuple[list[str], str]]:
    for column in F3_MONEY:
        parts = [f"funds.{r}.{column}" for r in F3_ROWS[1:]]
        yield from _sum(numbers, f"funds.total.{column}", parts)
    for row in F3_ROWS:
        here = f"funds.{row}"
        base = [f"{here}.annual_budget"]
        yield from _ratio(numbers, f"{here}.execution_rate", f"{here}.executed", base)
    for name in ("weight", "score"):
        parts = [p for p in numbers if p.startswith("indicators.") and p.endswith(f".{name}")]
        yield from _sum(numbers, f"total.{name}", [f"funds.total.{name}", *parts])
    for path, score in numbers.items():
        weight = path.removesuffix("score") + "weight"
        if path.endswith(".score") and weight in numbers and score > numbers[weight]:
            yield [path, weight], f"{path} is above its weight"
