"""Disagreements in words: the project, what is written in which file, what the other says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from extractor.across import wording
from extractor.across.judge import Rules
from extractor.across.types import (
    SEVERITIES,
    AcrossFinding,
    Difference,
    Disagreement,
    Evidence,
    Reference,
    Side,
)
from extractor.audit.names import Names
from extractor.model import Finding, Language
from extractor.rulebook import Rule
from extractor.sinks.families import Key, Written

#: Differences that a message names, and that have evidence; the others are counted.
MOST_NAMED = 2
MOST_SHOWN = 10
_MOST_FILES = 3
_LONGEST = 40


def sides(found: Disagreement, rules: Rules) -> list[Side]:
    """The cells that a finding shows; where nothing differs, the name of the project."""
    shown = [side for each in found.differences[:MOST_SHOWN] for side in each.sides]
    return shown or [
        Side(key, _project(rules[form])) for key, form in zip(found.keys, found.forms, strict=True)
    ]


class Speaker:
    """Speaks about forms in one language, given their cells and the paths of their contents."""

    def __init__(
        self,
        rules: Rules,
        written: Mapping[tuple[Key, str], Written],
        sources: Mapping[str, Sequence[str]],
        language: Language,
    ) -> None:
        self.rules = rules
        self.written = written
        self.sources = sources
        self.language = language
        self.names: dict[str, Names] = {}

    def finding(self, found: Disagreement) -> AcrossFinding:
        """The finding, with the forms and cells that it rests on."""
        cells = sides(found, self.rules)
        fields = [side.path for each in found.differences for side in each.sides]
        last = self._cell(found.differences[0].sides[-1]) if found.differences else None
        return AcrossFinding(
            case=found.case,
            finding=Finding(
                check=cells[0].path,
                kind="across",
                severity=SEVERITIES[found.case],
                message=self._message(found),
                reported=last.value if last else None,
                fields=tuple(dict.fromkeys(fields or [side.path for side in cells])),
            ),
            project=found.project,
            submissions=tuple(self._references(found)),
            evidence=tuple(map(self._evidence, cells)),
        )

    def _references(self, found: Disagreement) -> Iterable[Reference]:
        for (sha256, index), form in zip(found.keys, found.forms, strict=True):
            paths = self.sources[sha256]
            for path in paths if found.case == "copied" else paths[:1]:
                yield Reference(sha256, path, index, form)

    def _evidence(self, side: Side) -> Evidence:
        cell = self._cell(side)
        sha256, index = side.key
        return Evidence(
            path=side.path,
            label=cell.label,
            raw=cell.raw,
            value=cell.value,
            place=cell.place,
            source=self.sources[sha256][0],
            sha256=sha256,
            form_index=index,
        )

    def _cell(self, side: Side) -> Written:
        return self.written[side.key, side.path]

    # ------------------------------------------------------------------------- sentences

    def _message(self, found: Disagreement) -> str:
        named = self._named(found.keys)
        copied = found.case == "copied"
        files = list(self.sources[found.keys[0][0]] if copied else named.values())
        return wording.SENTENCES[found.case][self.language].format(
            where=self._where(found),
            title=self.rules[found.forms[0]].title,
            count=len(files),
            files=self._joined(files),
            said=self._said(found, named),
        )

    def _where(self, found: Disagreement) -> str:
        where = self._say(wording.PROJECT, name=_short(found.project))
        if found.year:
            where += self._say(wording.YEAR, year=found.year)
        if found.period:
            known = wording.PERIODS.get(found.period, wording.MONTHS)
            where += self._say(known, month=str(found.period))
        return where

    def _said(self, found: Disagreement, files: Mapping[Key, str]) -> str:
        forms = dict(zip(found.keys, found.forms, strict=True))
        told = [self._difference(each, files, forms) for each in found.differences[:MOST_NAMED]]
        more = len(found.differences) - len(told)
        said = wording.BETWEEN_FIELDS[self.language].join(told)
        return said + (self._say(wording.MORE_FIELDS, count=str(more)) if more else "")

    def _difference(
        self, of: Difference, files: Mapping[Key, str], forms: Mapping[Key, str]
    ) -> str:
        """`资金总额 第1季度实际支出资金 甲.docx 填报 4.16,乙.docx 填报 4.61`."""
        named: dict[str, dict[str, list[str]]] = {}
        told: set[tuple[Key, str]] = set()
        units = {self._cell(side).raw_unit for side in of.sides}
        for side in of.sides:
            name = str(self._names(forms[side.key]).name(side.path, {}))
            shown = _shown(self._cell(side), with_unit=len(units) > 1)
            if (side.key, shown) in told:  # two fields of one form that say the same fact
                continue
            told.add((side.key, shown))
            named.setdefault(name, {}).setdefault(shown, []).append(files[side.key])
        between = wording.BETWEEN_SIDES[self.language]
        parts = []
        for name, by_text in named.items():
            says = between.join(
                self._say(wording.SAYS, files=self._joined(several), shown=shown)
                for shown, several in by_text.items()
            )
            parts.append(self._say(wording.FIELD, name=name, says=says))
        return between.join(parts)

    def _named(self, keys: Sequence[Key]) -> dict[Key, str]:
        """Each form's file: its name, or its path where two files have one name.

        The number of the form stands with it where a file has several of them.
        """
        paths = {key[0]: self.sources[key[0]][0] for key in keys}
        names = Counter(PurePath(path).name for path in paths.values())
        forms = Counter(key[0] for key in keys)
        made = {}
        for key in keys:
            path = paths[key[0]]
            name = PurePath(path).name
            file = name if names[name] == 1 else path
            if forms[key[0]] > 1:
                file = self._say(wording.FORM_IN_FILE, file=file, number=str(key[1] + 1))
            made[key] = file
        return made

    def _joined(self, files: Sequence[str]) -> str:
        listed = wording.BETWEEN_FILES[self.language].join(files[:_MOST_FILES])
        more = len(files) - _MOST_FILES
        if more <= 0:
            return listed
        count = len(files) if self.language == "zh" else more
        return self._say(wording.MORE_FILES, files=listed, count=str(count))

    def _names(self, form: str) -> Names:
        if form not in self.names:
            self.names[form] = Names(self.rules[form])
        return self.names[form]

    def _say(self, words: Mapping[Language, str], **parts: str) -> str:
        return words[self.language].format(**parts)


def _project(rule: Rule) -> str:
    return rule.across.project if rule.across else ""


def _shown(cell: Written, *, with_unit: bool) -> str:
    text = _short(cell.raw or cell.value or "")
    unit = cell.raw_unit if with_unit else None
    return text if unit is None or unit in text else text + unit


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
