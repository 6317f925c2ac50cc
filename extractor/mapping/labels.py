"""What a label says, however it is typed: the index from written labels to a rule's targets.

Exact matching only; everything here has confidence 1. Variants of a written label are tried from
the fullest to the barest: as typed, without trailing bracketed notes, without all of them,
without `其中：`, without its enumerator. The first variant that the rule file knows decides, so
`3.其他` finds the row that is called so before it finds every row called `其他`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec
import regex

from extractor.rulebook import Rule

TargetKind = Literal[
    "field", "row", "heading", "column", "list_column", "summary", "section", "table", "list", "end"
]

#: Longer texts are never labels.
MAXIMUM_LABEL = 80
#: What is added to the rank of a row whose enumerator does not agree.
BARER = 10

MONEY_UNITS = r"亿元|千万元|百万元|十万元|万元|千元|百元|元"
#: Every dash and wave between numbers is the same dash; circled numbers are numbers in brackets.
_SAME = {ord("①") + i: f"({i + 1})" for i in range(20)} | dict.fromkeys(
    map(ord, "~\uff5e\u301c\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"), "-"
)
#: `3、`, `3.` and `3)` are one enumerator.
_SPACED_NUMBER = regex.compile(r"^\s*(\d)\s+(?=\p{Han})")
_NUMBERED = regex.compile(r"^(\d{1,2})[、.)](?!\d)")
_EDGE = regex.compile("^[*★△▲]+|[:\uff1a;\uff1b,\uff0c、。.*]+$")
_TRAILING_BRACKET = regex.compile(r"[(\[{〔【][^()\[\]{}〔〕【】]*[)\]}〕】]$")
_ANY_BRACKET = regex.compile(r"[(\[{〔【][^()\[\]{}〔〕【】]*[)\]}〕】]")
_AMONG = regex.compile(r"^(?:其中|其|加|减)[::]")
_AMONG_BARE = regex.compile(r"^其中")
_ENUMERATOR = regex.compile(
    r"^(?:[(][一二三四五六七八九十\d]{1,3}[)]|[一二三四五六七八九十\d]{1,3}[、.)])[、.]?"
)
_CJK = regex.compile(r"\p{Han}")
_LEAD = regex.compile("\\s*([^:\uff1a\n]{2,40})[:\uff1a\n]")
_UNIT = regex.compile(
    rf"[(\[【,:](?:(?:金额)?单位[::]?)?(?:人民币)?(?P<unit>{MONEY_UNITS}|%)(?:[/每][^()\[\]]{{1,6}})?[)\]】]?(?:$|[)\]】:])"
)


class Target(NamedTuple):
    """What a label may stand for: a field's path, or a row, heading, column … of `owner`."""

    kind: TargetKind
    owner: str
    key: str
    rank: int


class Hit(msgspec.Struct, frozen=True):
    """A written label the rule file knows; `unit` is what it says in brackets."""

    text: str
    targets: tuple[Target, ...]
    unit: str | None = None
    confidence: float = 1.0

    def of(self, kind: TargetKind, owner: str | None = None) -> tuple[Target, ...]:
        """The targets of one kind, of one table or list if `owner` is given."""
        return tuple(
            target
            for target in self.targets
            if target.kind == kind and (owner is None or target.owner == owner)
        )


_ODD_HAN = regex.compile("[\u2e80-\u2fdf\uf900-\ufaff]")


def fold(text: str) -> str:
    """Radicals and compatibility forms as the characters they look like, each in its place."""
    if text.isascii() or _ODD_HAN.search(text) is None:
        return text
    return "".join(
        plain if len(plain := unicodedata.normalize("NFKC", char)) == 1 else char for char in text
    )


@lru_cache(maxsize=8192)
def base(text: str) -> str:
    """Width, white space and punctuation at the edges out (NFKC, UAX #15)."""
    plain = unicodedata.normalize("NFKC", text.translate(_SAME))
    plain = _SPACED_NUMBER.sub(r"\1.", plain)
    return _NUMBERED.sub(r"\1.", _EDGE.sub("", "".join(plain.split())))


@lru_cache(maxsize=8192)
def variants(text: str) -> tuple[str, ...]:
    """The ways to read a written label, fullest first."""
    full = base(text)
    found = [full]
    shorter = full
    while (cut := _EDGE.sub("", _TRAILING_BRACKET.sub("", shorter))) != shorter and cut:
        found.append(cut)
        shorter = cut
    found.append(_EDGE.sub("", _ANY_BRACKET.sub("", full)))
    if shorter.endswith("%"):
        found.append(shorter[:-1])
    for strip in (_AMONG, _AMONG_BARE, _ENUMERATOR, _ENUMERATOR):
        found += [_EDGE.sub("", strip.sub("", known)) for known in found]
    return tuple(dict.fromkeys(item for item in found if item))


@lru_cache(maxsize=8192)
def shown(text: str) -> str:
    """A label as a record shows it: line breaks and blanks inside words out, no colon."""
    return _EDGE.sub("", "".join(text.split())) or text.strip()


@lru_cache(maxsize=8192)
def unit_in(text: str) -> str | None:
    """The unit a label names in brackets: `已到位资金（万元）`, `执行率(%)`."""
    if "元" not in text and "%" not in text and "％" not in text:
        return None
    full = base(text)
    match = _UNIT.search(full)
    if match is not None:
        return str(match["unit"])
    return "%" if full.endswith("%") else None


class LabelIndex:
    """Every label of one rule file."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.targets: dict[str, list[Target]] = {}
        self.combined: dict[tuple[str, str], str | None] = {}
        self._any: regex.Pattern[str] | None = None
        self._cache: dict[str, Hit | None] = {}
        for field in rule.fields.values():
            if field.table is None and field.list is None:
                labels = field.labels
                if field.pattern and not field.find_in:
                    labels = (*labels, field.pattern.split("{}")[0])
                self._add(labels, "field", "", field.path)
        for section in rule.sections:
            self._add((section,), "section", "", section)
        self._add_tables(rule)
        self._add_lists(rule)
        self.field_labels = tuple(
            text
            for text, targets in self.targets.items()
            if len(text) > 1 and any(target.kind == "field" for target in targets)
        )
        self.date_labels = tuple(
            label
            for field in rule.fields.values()
            if field.type == "date"
            for label in field.labels
        )
        self.signs = frozenset(base(sign) for sign in rule.signs)
        self.titles = tuple(base(title) for title in rule.titles)

    def _add_tables(self, rule: Rule) -> None:
        for table in rule.tables:
            self._add(table.labels, "table", table.name, "")
            for row in table.rows:
                self._add(row.labels, "row", table.name, row.key)
            for heading in table.headings:
                self._add(heading.labels, "heading", table.name, heading.key)
            for column in table.columns:
                self._add(column.labels, "column", table.name, column.key)

    def _add_lists(self, rule: Rule) -> None:
        for listing in rule.lists:
            self._add(listing.labels, "list", listing.name, "")
            self._add(listing.ends, "end", listing.name, "")
            for column in listing.columns:
                self._add(column.labels, "list_column", listing.name, column.key)
            for summary in listing.summaries:
                self._add(summary.labels, "summary", listing.name, summary.key)

    def _add(self, labels: tuple[str, ...], kind: TargetKind, owner: str, key: str) -> None:
        for rank, label in enumerate(labels):
            full = base(label)
            bare = _ENUMERATOR.sub("", full)
            for text in dict.fromkeys((full, bare)):
                if not text:
                    continue
                known = self.targets.setdefault(text, [])
                if all((kind, owner, key) != target[:3] for target in known):
                    known.append(Target(kind, owner, key, rank))

    def find(self, text: str) -> Hit | None:
        """The label that the whole of `text` is, or None."""
        if len(text) > MAXIMUM_LABEL or not text or _CJK.search(text) is None:
            return None
        try:
            return self._cache[text]
        except KeyError:
            hit = self._find(text)
            if len(self._cache) < 8192:  # noqa: PLR2004  # bounded: values of many files pass here
                self._cache[text] = hit
            return hit

    def find_lead(self, text: str) -> Hit | None:
        """The label before a colon or a line break with which `text` begins, or None."""
        match = _LEAD.match(text)
        return self.find(match[1]) if match else None

    def _holds_label(self, text: str) -> bool:
        """Whether any label stands anywhere in a text: most cells of most tables hold none."""
        if self._any is None:
            bare = {label for label in self.targets if _CJK.search(label)}
            shortest = sorted(bare, key=len)
            self._any = regex.compile("|".join(map(regex.escape, shortest)))
        return self._any.search(text) is not None

    def _find(self, text: str) -> Hit | None:
        """The targets of the fullest variant; rows that only a barer one names stand behind.

        An enumerator tells rows of one name apart, but clerks number as they please: it is a
        hint for the table to weigh, not a proof.
        """
        if not self._holds_label(_ANY_BRACKET.sub("", base(text))) and not self._holds_label(
            base(text)
        ):
            return None
        known = [variant for variant in variants(text) if variant in self.targets]
        if not known:
            return None
        found = list(self.targets[known[0]])
        if any(target.kind == "row" for target in found):
            names = {target[:3] for target in found}
            found += [
                target._replace(rank=target.rank + BARER)
                for variant in known[1:]
                for target in self.targets[variant]
                if target.kind == "row" and target[:3] not in names
            ]
        return Hit(text, tuple(found), unit_in(text))


_INDEXES: dict[str, LabelIndex] = {}


def label_index(rule: Rule) -> LabelIndex:
    """The index of a rule, made once for each content of its file."""
    index = _INDEXES.get(rule.sha256)
    if index is None:
        index = _INDEXES[rule.sha256] = LabelIndex(rule)
    return index
