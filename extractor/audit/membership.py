"""Whether a code of a classification and the name beside it agree.

A classification (`rules/vocab/`) names only what is sure, so that no code is wrong for being
unlisted and no name for being unknown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

import msgspec

from extractor.model import Value
from extractor.rulebook import Rule

#: What stands between the levels of a name: 教育支出-普通教育-小学教育.
_BETWEEN_LEVELS = re.compile(r"[-‐-―/\\|>→·]+")


class Mismatch(msgspec.Struct, frozen=True):
    """A code and a name that do not go together; `written` is the name, or its part that is not."""

    code: str
    name: str
    written: str
    expected: str


def code_lengths(rule: Rule, path: str) -> tuple[int, ...]:
    """How long codes in this field are, level by level; nothing where no classification says."""
    field = rule.fields.get(path)
    known = rule.classifications.get(field.codes or "") if field is not None else None
    return known.digits if known is not None else ()


def mismatches(rule: Rule, values: Mapping[str, Value]) -> Iterator[Mismatch]:
    """Codes whose name, or a level of it, belongs to other codes. Odd lengths are not judged."""
    for path, field in rule.fields.items():
        known = rule.classifications.get(field.codes or "")
        code, name = values.get(path), values.get(field.name_in or "")
        if known is None or field.name_in is None or code is None or name is None:
            continue
        digits = code.value or ""
        if not digits.isdigit() or len(digits) not in known.digits:
            continue
        for level in levels(name.value or ""):
            patterns = known.names.get(level, ())
            if patterns and not any(agrees(digits, pattern) for pattern in patterns):
                expected = "/".join(shown(pattern, known.digits[-1]) for pattern in patterns)
                yield Mismatch(path, field.name_in, level, expected)


def levels(name: str) -> list[str]:
    """The name and, where it tells several levels, each of them; without white space."""
    whole = "".join(unicodedata.normalize("NFKC", name).split())
    return list(dict.fromkeys((whole, *filter(None, _BETWEEN_LEVELS.split(whole)))))


def agrees(code: str, pattern: str) -> bool:
    """Whether a code may be what the pattern says, digit by digit as far as both go."""
    return all(meant in ("x", digit) for digit, meant in zip(code, pattern, strict=False))


def shown(pattern: str, longest: int) -> str:
    """`xxxxx02` as …02, `205` as 205…."""
    fixed = pattern.lstrip("x")
    before = "…" if len(fixed) < len(pattern) else ""
    return f"{before}{fixed}{'…' if len(pattern) < longest else ''}"
