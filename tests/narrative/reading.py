"""Texts and what they count, in the notation of `sentences.yaml`."""

from pathlib import Path

import yaml

from extractor.model import Place, Value
from extractor.narrative import quantities_in

HERE = Path(__file__).parent


def cases(name):
    """(text, what is expected) of one file of sentences."""
    listed = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return [(case["text"], case["quantities"]) for case in listed]


def found(text):
    """The quantities of a text as objects."""
    value = Value("outputs_achieved", "text", "found", text, place=Place(table=0, row=1, column=2))
    return list(quantities_in(value))


def written(quantity):
    """`name comparator value[..upper] unit [change]`."""
    number = f"{quantity.value:f}" + (f"..{quantity.upper:f}" if quantity.upper else "")
    parts = [quantity.name or "_", quantity.comparator, number, quantity.unit or "-"]
    return " ".join(parts) + (" change" if quantity.change else "")


def counts(text):
    """The quantities of a text, each as a line."""
    return [written(quantity) for quantity in found(text)]


def score(name):
    """Exact lines, expected and found ones, and how many are right without their names."""
    exact = expected = told = nameless = 0
    misses = []
    for text, wanted in cases(name):
        got = counts(text)
        exact += _common(got, wanted)
        nameless += _common(*([line.split(" ", 1)[1] for line in lines] for lines in (got, wanted)))
        expected += len(wanted)
        told += len(got)
        if got != wanted:
            misses.append(f"{text}\n   {wanted}\n   {got}")
    return {"exact": exact, "nameless": nameless, "expected": expected, "found": told}, misses


def _common(got, wanted):
    rest = list(wanted)
    return sum(1 for line in got if line in rest and not rest.remove(line))
