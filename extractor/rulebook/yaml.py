"""YAML as rule files may use it: mappings, sequences and text, each with its line.

Stricter than YAML: no anchors, aliases, tags, merge keys or duplicate keys, no invisible
characters, a bounded depth (the C parser is quadratic in the depth of brackets), and plain
scalars are text, but for `true` and `false`: a rule file that says `no` means the word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from extractor.rulebook.faults import Notes, Path, quote

Plain: TypeAlias = "str | bool | Spoilt | list[Plain] | dict[str, Plain]"

MAXIMUM_DEPTH = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOOLEANS = {"true": True, "false": False}
_CONTROL = frozenset({"Cc", "Cf", "Cs"})
_LAYOUT = frozenset("\n\t")


class Spoilt:
    """Stands where a value was written that rule files do not use; its fault is noted."""


SPOILT: Final = Spoilt()


class _TooDeepError(Exception):
    """Reading ends: what follows would only be counted."""


class _Decoder:
    def __init__(self, text: str, notes: Notes) -> None:
        self.notes = notes
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)

    def document(self) -> Plain:
        """The first document; an empty file is an empty mapping."""
        content: Plain = {}
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                content = self.value(next(self.events), ())
                break
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                self.doubt(event, (), "a rule file holds one document")
                break
        return content

    def doubt(self, event: yaml.Event, path: Path, message: str) -> None:
        self.notes.doubt(path, message, _line(event))

    def value(self, event: yaml.Event, path: Path) -> Plain:
        self.notes.lines.setdefault(path, _line(event))
        if isinstance(event, AliasEvent):
            self.doubt(event, path, f"the alias *{event.anchor} is not followed: write it out")
            return SPOILT
        if isinstance(event, NodeEvent) and event.anchor:
            message = f"the anchor &{event.anchor} has no use in a rule file"
            self.notes.note(path, message, _line(event))
        tag = event.tag if isinstance(event, ScalarEvent | CollectionStartEvent) else None
        if tag:
            self.doubt(event, path, f"the tag {tag} has no meaning in a rule file")
        if isinstance(event, ScalarEvent):
            return SPOILT if tag else self.scalar(event, path)
        if len(path) >= MAXIMUM_DEPTH:
            self.doubt(event, path, f"nested deeper than {MAXIMUM_DEPTH}")
            raise _TooDeepError
        return self.mapping(path) if isinstance(event, MappingStartEvent) else self.sequence(path)

    def scalar(self, event: ScalarEvent, path: Path) -> Plain:
        unseen = _unseen(event.value)
        if unseen:
            self.doubt(event, path, f"holds the invisible character {unseen}")
            return SPOILT
        return event.value if event.style else _BOOLEANS.get(event.value, event.value)

    def mapping(self, path: Path) -> dict[str, Plain]:
        result: dict[str, Plain] = {}
        while not isinstance(key := next(self.events), CollectionEndEvent):
            if not isinstance(key, ScalarEvent):
                self.doubt(key, path, "a key must be text")
                self.value(key, (*path, "?"))
                self.value(next(self.events), (*path, "?"))
                continue
            here = (*path, key.value)
            self.notes.lines.setdefault(here, _line(key))
            value = self.value(next(self.events), here)
            if self.is_usable(key, here, result):
                result[key.value] = value
        return result

    def is_usable(self, key: ScalarEvent, here: Path, known: dict[str, Plain]) -> bool:
        if key.value in known:
            self.doubt(key, here, f"the key {quote(key.value)} stands here twice")
        elif key.value == "<<" and not key.style:
            self.doubt(key, here, "keys are not merged: write them out")
        elif unseen := _unseen(key.value):
            self.doubt(key, here, f"holds the invisible character {unseen}")
        else:
            return True
        return False

    def sequence(self, path: Path) -> list[Plain]:
        result: list[Plain] = []
        while not isinstance(event := next(self.events), CollectionEndEvent):
            result.append(self.value(event, (*path, len(result))))
        return result


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _unseen(text: str) -> str | None:
    """The first character that nobody sees and that would keep a label from ever matching."""
    if text.isascii() and text.isprintable():
        return None
    for character in text:
        if character not in _LAYOUT and unicodedata.category(character) in _CONTROL:
            return f"U+{ord(character):04X}"
    return None


def decode(text: str, notes: Notes) -> Plain:
    """Read one YAML document; all that is wrong with it goes to `notes`.

    `SPOILT` where the text is no YAML: nothing more can then be said of it.
    """
    try:
        return _Decoder(text, notes).document()
    except _TooDeepError:
        pass
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        notes.doubt((), f"is no YAML: {error.problem}", line)
    except yaml.YAMLError as error:
        notes.doubt((), f"is no YAML: {error}".splitlines()[0], 1)
    return SPOILT
