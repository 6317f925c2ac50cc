"""Whether a code of the functions of spending and its name agree (政府收支分类科目).

The item (项) is the last two of seven digits. A few items have one name and the same number under
nearly every 款; only those names are known here, so that no code is wrong for being unlisted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from extractor.model import Value
from extractor.rulebook import Rule

_FULL_CODE = 7
#: Name → the items it is used for; 事业运行 is 04 in some 款.
ITEMS: Mapping[str, frozenset[str]] = {
    "行政运行": frozenset({"01"}),
    "一般行政管理事务": frozenset({"02"}),
    "机关服务": frozenset({"03"}),
    "事业运行": frozenset({"04", "50"}),
}


class Mismatch(msgspec.Struct, frozen=True):
    """A code and a name that do not go together."""

    code: str
    name: str
    expected: str


def mismatches(rule: Rule, values: Mapping[str, Value]) -> Iterator[Mismatch]:
    """Codes whose name, in the field that shares their label, belongs to another item."""
    for code_path, name_path in _shared(rule):
        code, name = values.get(code_path), values.get(name_path)
        if code is None or name is None or not code.value or not name.value:
            continue
        items = ITEMS.get("".join(name.value.split()))
        digits = code.value
        is_full = len(digits) == _FULL_CODE and digits.isdigit()
        if items is not None and is_full and digits[-2:] not in items:
            yield Mismatch(code_path, name_path, "/".join(sorted(items)))


def _shared(rule: Rule) -> Iterator[tuple[str, str]]:
    """Codes of functions with the text field that has the same label."""
    for path, field in rule.fields.items():
        if field.type != "code" or not field.labels or "功能" not in field.labels[0]:
            continue
        for other, beside in rule.fields.items():
            if beside.type == "text" and beside.labels[:1] == field.labels[:1]:
                yield path, other
