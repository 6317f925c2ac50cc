"""From YAML's content to the types of `files.py`: faulty parts are noted and left out.

The walk follows msgspec's own description of the types, so that one pass finds every fault and
the rest can still be looked at; `msgspec.convert` alone stops at the first.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias, TypeVar

import msgspec
from msgspec import inspect

from extractor.rulebook.faults import Notes, Path, quote
from extractor.rulebook.files import SAYS
from extractor.rulebook.yaml import Plain, Spoilt

_File = TypeVar("_File")


class _Missing:
    """Stands where nothing usable was written."""


_MISSING: Final = _Missing()
_Fitted: TypeAlias = "Plain | _Missing"

_KINDS = {dict: "a mapping", list: "a list", bool: "true or false", str: "text"}
_EXPECTED: Mapping[type[inspect.Type], type] = {
    inspect.StructType: dict,
    inspect.DictType: dict,
    inspect.ListType: list,
    inspect.BoolType: bool,
    inspect.StrType: str,
    inspect.LiteralType: str,
}


def fit(
    content: Plain, type_: type[_File], notes: Notes, otherwise: Mapping[str, str] | None = None
) -> _File | None:
    """`content` as `type_`, without the parts that do not fit; None if it does not at all.

    `otherwise` stands for required keys of the whole: one that is missing, which is noted, does
    not keep the rest from being looked at.
    """
    try:
        return msgspec.convert(content, type_)
    except msgspec.ValidationError:
        walk = _Walk(notes, otherwise or {})
        fitted = walk.fit(content, inspect.type_info(type_), ())
        return None if isinstance(fitted, _Missing) else msgspec.convert(fitted, type_)


class _Walk:
    def __init__(self, notes: Notes, otherwise: Mapping[str, str]) -> None:
        self.notes = notes
        self.otherwise = otherwise

    def fit(self, value: Plain, type_: inspect.Type, path: Path) -> _Fitted:
        """`value` without its faulty parts, `_MISSING` if it is itself faulty."""
        if isinstance(value, Spoilt):
            return _MISSING
        options = _options(type_)
        suited = [each for each in options if isinstance(value, _EXPECTED[type(each)])]
        if not suited:
            return self.refuse(path, _unsuited(value, options))
        match suited[0]:
            case inspect.StructType(fields=fields) if isinstance(value, dict):
                return self.struct(value, fields, path)
            case inspect.DictType(key_type=key_type, value_type=of) if isinstance(value, dict):
                return self.mapping(value, key_type, of, path)
            case inspect.ListType(item_type=of) if isinstance(value, list):
                return self.sequence(value, of, path)
        wrong = _wrong_text(value, suited) if isinstance(value, str) else None
        return self.refuse(path, wrong) if wrong else value

    def refuse(self, path: Path, message: str) -> _Missing:
        self.notes.doubt(path, message)
        return _MISSING

    def struct(
        self, value: dict[str, Plain], fields: Iterable[inspect.Field], path: Path
    ) -> _Fitted:
        known = {field.encode_name: field for field in fields}
        for key in value.keys() - known.keys():
            self.notes.doubt((*path, key), f"unknown key {quote(key)}{_meant(key, known)}")
        fitted: dict[str, Plain] = {}
        whole = True
        for key, field in known.items():
            if key in value:
                part = self.fit(value[key], field.type, (*path, key))
                if not isinstance(part, _Missing):
                    fitted[key] = part
                    continue
            elif field.required and (*path, key) not in self.notes.doubtful:
                self.notes.note(path, f"the key `{key}` is missing")
            if field.required and not path and key in self.otherwise:
                fitted[key] = self.otherwise[key]
            elif field.required:
                self.notes.doubtful.add(path)
                whole = False
        return fitted if whole else _MISSING

    def mapping(
        self, value: dict[str, Plain], key_type: inspect.Type, of: inspect.Type, path: Path
    ) -> _Fitted:
        fitted: dict[str, Plain] = {}
        for key, item in value.items():
            here = (*path, key)
            wrong = _wrong_text(key, [key_type])
            if wrong:
                self.notes.doubt(here, wrong)
            part = self.fit(item, of, here)
            if not wrong and not isinstance(part, _Missing):
                fitted[key] = part
        return fitted

    def sequence(self, value: list[Plain], of: inspect.Type, path: Path) -> _Fitted:
        kept: list[int] = []
        fitted: list[Plain] = []
        for number, item in enumerate(value):
            part = self.fit(item, of, (*path, number))
            if not isinstance(part, _Missing):
                kept.append(number)
                fitted.append(part)
        if len(kept) < len(value):
            self.notes.kept[path] = tuple(kept)
        return fitted


def _options(type_: inspect.Type) -> list[inspect.Type]:
    """The types one of which is meant; that a key may be left out is no type of its own."""
    if isinstance(type_, inspect.Metadata):
        return _options(type_.type)
    if isinstance(type_, inspect.UnionType):
        return [option for each in type_.types for option in _options(each)]
    return [] if isinstance(type_, inspect.NoneType) else [type_]


def _unsuited(value: Plain, options: list[inspect.Type]) -> str:
    if value == "":
        return "is empty"
    expected = " or ".join(dict.fromkeys(_KINDS[_EXPECTED[type(each)]] for each in options))
    if isinstance(value, bool):
        return f"expects {expected}, not the word {str(value).lower()} (in quotes it is a text)"
    return f"expects {expected}, not {_KINDS[type(value)]}"


def _wrong_text(text: str, types: list[inspect.Type]) -> str | None:
    """What is wrong with a text that is to be one of `types`."""
    allowed = [word for each in types for word in _words(each)]
    strings = [each for each in types if isinstance(each, inspect.StrType)]
    if not text and (allowed or any(each.min_length for each in strings)):
        return "is empty"
    if allowed and not strings:
        if text in allowed:
            return None
        return f"{quote(text)} is none of: {', '.join(allowed)}"
    for each in strings:
        if each.max_length is not None and len(text) > each.max_length:
            return f"is longer than {each.max_length} characters"
        if each.pattern is not None and not re.search(each.pattern, text):
            return f"{quote(text)} is no {SAYS[each.pattern]}"
    return None


def _words(type_: inspect.Type) -> list[str]:
    return sorted(map(str, type_.values)) if isinstance(type_, inspect.LiteralType) else []


def _meant(key: str, known: Mapping[str, Any]) -> str:
    close = difflib.get_close_matches(key, known, n=1)
    return f": is `{close[0]}` meant?" if close else f" (there are: {', '.join(sorted(known))})"
