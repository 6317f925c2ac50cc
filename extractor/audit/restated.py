"""Which cells of the form a phrase of its texts names: 累计支出资金 is a column of them.

Strict, since a false alarm costs trust: every word before the number must be a label of the rule
file, a period of its headings, a row, or a word that narrows nothing down (`_IDLE`). One other
word, and the phrase is about something else: 差旅费支出, 一期工程到位资金, 设备使用率.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

import msgspec
import regex

from extractor.audit.names import stripped
from extractor.model import Value
from extractor.rulebook import Rule, Table

_BRACKETS = regex.compile(r"[(\[【〔][^()\[\]【】〔〕]{0,20}[)\]】〕]")
_AMONG = regex.compile(r"^其中:?")
_DASH = regex.compile(r"[–—~〜]|(?<=[0-9一二三四])至(?=[0-9一二三四])")


def _words(listed: str) -> Iterator[str]:
    return iter(listed.split())


#: What may stand beside a label without making it another one.
_IDLE = frozenset(
    _words("""
    截至 截止 截止到 截至到 目前 现 已 已经 累计 共 共计 总 总共 全部 本 该 本项目 该项目 项目
    资金 的 了 均 为 是 达 达到 到 实际 完成 实现 占 约 近 接近 将近 大约 约为 超过 超 逾 不超过
    不低于 不少于 至少 高于 低于 不足 不到 ≥ ≤ > < >= <= = : 上述 底 末 前 年 年度 本年
    本年度 今年 当年 元 , 在 于 有
""")
)
#: 支出 may be any expense; with one of these, or a period, it is what the whole project spent.
_WHOLE = ("累计", "共", "总", "全年", "本年", "今年", "截至", "截止")
#: What a label is without the words that make it formal: 实际支出资金 is 支出.
_FORMAL = regex.compile(r"累计|实际|全年|年度|已|资金|总额|金额|额|数$")
#: 到位率 alone may be anybody's: something about money has to stand in its sentence.
_ABOUT_MONEY = ("资金", "预算", "经费", "拨款", "支出", "拨付", "财政", "执行数")
_BARE_RATE = 3
_PERIOD = regex.compile(
    r"第?[1-4一二三四](?:[-、至到][1-4一二三四]){0,2}季度|前[一二三1-3]季度|[上下]半年|"
    r"(?:1[0-2]|[1-9])(?:[-至到](?:1[0-2]|[1-9]))?月"
)
_UNTIL = regex.compile(r"(?:截[至止]到?|至)(?:20[0-9]{2}年)?(?P<month>1[0-2]|[1-9])月")
_YEAR = regex.compile(r"20[0-9]{2}年(?:度)?")
_DAY = regex.compile(r"(?<=月)(?:份|[0-9]{1,2}[日号])")
_KINDS: Mapping[str, str] = {"CNY": "money", "ratio": "rate", "分": "number"}
_SHORTEST = 2
_CLAUSES = regex.compile(r"[,;:()]")
_COUNTER = regex.compile(r"^[(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[).、]")
_NUMBER = regex.compile(r"[¥]?[0-9][0-9,.]{0,24}(?:[十百千]?万|亿)?(?:元|%)")
#: 合计 and 其他 sum up or follow whatever stood before them; a source of money has a name.
_SOURCE = regex.compile(r"资金|拨款|收入")


class Group(msgspec.Struct, frozen=True):
    """The cells that one label may mean: a column of a table, or a single field."""

    type: str
    table: str | None = None
    column: str | None = None
    paths: tuple[str, ...] = ()
    is_weak: bool = False


class Index:
    """All labels of one rule file that name numbers."""

    def __init__(self, rule: Rule) -> None:
        self.tables = {table.name: table for table in rule.tables}
        self.labels: dict[str, list[Group]] = {}
        self.rows: dict[str, set[tuple[str, str]]] = {}
        self.headings: dict[str, set[tuple[str, str]]] = {}
        for field in rule.fields.values():
            if field.table is None and field.list is None and field.type in _KINDS.values():
                labels = (field.pattern.partition("{}")[0],) if field.pattern else field.labels
                self._add(labels, Group(field.type, paths=(field.path,)))
        for table in rule.tables:
            self._add_table(table)
        for listing in rule.lists:
            for summary in listing.summaries:
                named = [label for label in summary.labels if "分" in label]
                paths = tuple(f"{summary.key}.{column}" for column in summary.columns)
                self._add(named, Group("number", paths=paths))
        known = {*self.labels, *self.rows, *self.headings, *_IDLE}
        self.longest = max(map(len, known))

    def _add(self, labels: Iterable[str], group: Group) -> None:
        for label in labels:
            self.labels.setdefault(normal(label), []).append(group)

    def _add_table(self, table: Table) -> None:
        for row in table.rows:
            for label in row.labels:
                self.rows.setdefault(normal(label), set()).add((table.name, row.key))
        for heading in table.headings:
            for label in heading.labels:
                self.headings.setdefault(plain(label), set()).add((table.name, heading.key))
        for column in table.columns:
            if column.type == "number":
                continue  # scores of rows: no text tells of which
            group = Group(column.type, table.name, column.key)
            self._add(column.labels, group)
            cores = {_FORMAL.sub("", normal(label)) for label in column.labels}
            weak = msgspec.structs.replace(group, is_weak=True)
            self._add((core for core in cores if len(core) >= _SHORTEST), weak)

    def cells(self, phrase: str, sentence: str, unit: str | None) -> tuple[str, ...]:
        """The paths that a number of this unit after `phrase` may restate; none if unsure.

        `sentence` is the sentence up to the phrase; a period named there counts too.
        """
        kind = _KINDS.get(unit or "")
        parsed = self._parsed(plain(phrase)) if kind is not None else None
        if parsed is None or not (parsed[0] or parsed[1]):
            return ()
        labels, rows, periods = parsed
        if not labels and _SOURCE.search(phrase) is None:
            return ()
        earlier = plain(sentence)
        named = periods or list(_periods(earlier))[-1:]
        is_whole = bool(named) or any(word in phrase for word in _WHOLE)
        found: dict[str, None] = {}
        for group in self._groups(labels, kind, rows, is_whole=is_whole):
            if group.table is not None and kind == "money" and not self._is_neutral(sentence):
                continue
            if kind == "rate" and _is_bare(labels, phrase + sentence):
                continue
            cells = self._of(group, rows, named)
            if cells is None:
                return ()
            found.update(dict.fromkeys(cells))
        return tuple(found)

    def _is_neutral(self, sentence: str) -> bool:
        """Whether nothing before the phrase is about a part: 组织培训3期,支出资金6万元."""
        clauses = _CLAUSES.split(_COUNTER.sub("", _NUMBER.sub("", plain(sentence))))
        return all(self._parsed(clause) is not None for clause in clauses)

    def _groups(
        self, labels: list[str], kind: str | None, rows: set[tuple[str, str]], *, is_whole: bool
    ) -> list[Group]:
        if len(set(labels)) > 1:
            return []
        if labels:
            return [
                group
                for group in self.labels[labels[0]]
                if group.type == kind and (is_whole or not group.is_weak)
            ]
        return [
            Group(column.type, table, column.key)
            for table in {table for table, _ in rows}
            for column in self.tables[table].columns
            if column.type == kind == "money"
        ]

    def _parsed(self, text: str) -> tuple[list[str], set[tuple[str, str]], list[str]] | None:
        """Labels, rows and periods of a phrase made of nothing else; None if there is more."""
        labels: list[str] = []
        rows: set[tuple[str, str]] = set()
        periods: list[str] = []
        until = _UNTIL.search(text)
        if until is not None:
            periods.append(f"1-{until['month']}月")
            text = text[: until.start()] + text[until.end() :]
        text = _YEAR.sub("", text)
        position = 0
        while position < len(text):
            for size in range(min(self.longest, len(text) - position), 0, -1):
                word = text[position : position + size]
                if word in self.headings:
                    periods.append(word)
                elif word in self.labels:
                    labels.append(word)
                elif word in self.rows:
                    rows = set(self.rows[word])
                elif word not in _IDLE:
                    continue
                position += size
                break
            else:
                period = _PERIOD.match(text, position)
                if period is None:
                    return None
                periods.append(period[0])
                position = period.end()
        return labels, rows, periods

    def _of(
        self, group: Group, rows: set[tuple[str, str]], periods: list[str]
    ) -> Iterable[str] | None:
        """The cells of one group; None where a period is named that the form does not have."""
        if group.table is None:
            return () if rows or periods else group.paths
        table = self.tables[group.table]
        [column] = (each for each in table.columns if each.key == group.column)
        keys = [row.key for row in table.rows if not rows or (table.name, row.key) in rows]
        if not column.headings:
            if periods and not table.headings:
                return None
            return [f"{table.name}.{row}.{column.key}" for row in keys]
        under: Iterable[str] = column.headings
        for period in periods[-1:]:
            told = self.headings.get(period, ())
            under = [key for key in column.headings if (table.name, key) in told]
        if len(set(periods)) > 1 or not under:
            return None
        return [f"{table.name}.{row}.{top}.{column.key}" for row in keys for top in under]


def normal(label: str) -> str:
    """A label without unit, brackets and the number that counts it."""
    return stripped(_AMONG.sub("", _BRACKETS.sub("", plain(label)))).strip(".、:")


def plain(text: str) -> str:
    """One width, no white space, one dash."""
    squeezed = "".join(unicodedata.normalize("NFKC", text).split())
    return _DAY.sub("", _DASH.sub("-", squeezed))


def _periods(text: str) -> Iterator[str]:
    """The periods that a text names, in order; 截至9月 is 1-9月."""
    for match in _PERIOD.finditer(text):
        until = _UNTIL.search(text, max(0, match.start() - 8), match.end())
        yield f"1-{until['month']}月" if until is not None else match[0]


def _is_bare(labels: list[str], text: str) -> bool:
    """Whether a short rate stands where nothing speaks of money."""
    return any(
        len(label) <= _BARE_RATE
        and not any(word in label or word in text.replace(label, "") for word in _ABOUT_MONEY)
        for label in labels
    )


def other_years(text: str, year: Value | None) -> bool:
    """Whether a text names a year that is not known to be the form's."""
    known = (year.value or "")[:4] if year is not None else ""
    return any(match[0][:4] != known for match in _YEAR.finditer(plain(text)))
