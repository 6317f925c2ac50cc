"""A check's formula in short: `spent / annual`, each field by what tells it from the computed."""

from __future__ import annotations

from fractions import Fraction

from extractor.audit.constraints import Bound
from extractor.audit.typed import plain
from extractor.audit.verdicts import Verdict
from extractor.rulebook.expression import (
    Binary,
    Candidates,
    Expression,
    Least,
    Number,
    Path,
    Steps,
    Total,
)


def formula(bound: Bound, verdict: Verdict) -> str | None:
    """The side that computes, or the whole comparison where no field is computed."""
    if not bound.relations:
        return None
    base = verdict.bases[0]
    first = bound.relations[0]
    if bound.computed is not None:
        return _written(first.right, bound.computed, base)
    # A comparison of two fields tells each by what the other is not.
    beside = first.right.text if isinstance(first.right, Path) else bound.path
    texts = [_written(first.left, beside, base)]
    beside = first.left.text if isinstance(first.left, Path) else bound.path
    for relating in bound.relations:
        texts += (relating.relation, _written(relating.right, beside, base))
    return " ".join(texts)


def short(path: str, beside: str) -> str:
    """The segments in which `path` differs from a field beside it."""
    own, other = path.split("."), beside.split(".")
    if own == other:
        return own[-1]
    if own[0] != other[0] or len(own) == 1:
        return path
    if len(own) == len(other):
        return ".".join(mine for mine, its in zip(own, other, strict=True) if mine != its)
    return own[-1]


def _written(node: Expression, beside: str, base: int) -> str:
    match node:
        case Number(value=value):
            return plain(Fraction(value))
        case Path(text=path):
            return short(path, beside)
        case Total(path=path):
            return f"sum({path})"
        case Candidates(of=several):
            return _written(several[min(base, len(several) - 1)], beside, base)
        case Least(of=several):
            return f"min({', '.join(_written(each, beside, base) for each in several)})"
        case Steps(of=of):
            return f"steps({_written(of, beside, base)})"
        case Binary(operator=operator, left=left, right=right):
            return f"{_written(left, beside, base)} {operator} {_written(right, beside, base)}"
