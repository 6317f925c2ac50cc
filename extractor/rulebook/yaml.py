"""YAML as rule files may use it: mappings, sequences and text, each with its line.

Stricter than YAML: no anchors, aliases, tags or duplicate keys, a bounded depth (the C parser
crashes on very deep nesting), and plain scalars are text, but for `true` and `false`: a rule
file that says `no` means the word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import msgspec
import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    MappingStartEvent,
    ScalarEvent,
)

Plain: TypeAlias = "str | bool | list[Plain] | dict[str, Plain]"
Path: TypeAlias = "tuple[str | int, ...]"

MAXIMUM_DEPTH = 20
MAXIMUM_FAULTS = 200
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOOLEANS = {"true": True, "false": False}


class Fault(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong in a rule file: `line` counts from 1, `path` is `$.fields.name`."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.file}:{self.line}: {self.message} @ {self.path}"


class Decoded(msgspec.Struct, frozen=True):
    """A file's content, and the line on which each of its parts begins."""

    content: Plain
    lines: dict[Path, int]
    faults: tuple[Fault, ...]

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest part around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def dotted(path: Path) -> str:
    """`$.checks[3].holds`."""
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)


class _Decoder:
    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
        self.lines: dict[Path, int] = {}
        self.faults: list[Fault] = []

    def fault(self, event: yaml.Event, path: Path, message: str) -> None:
        self.faults.append(Fault(self.file, event.start_mark.line + 1, dotted(path), message))

    def next(self) -> yaml.Event:
        return next(self.events)

    def value(self, event: yaml.Event, path: Path) -> Plain:
        self.lines.setdefault(path, event.start_mark.line + 1)
        if getattr(event, "anchor", None):
            self.fault(event, path, "anchors and aliases are not used in rule files: write it out")
        if isinstance(event, AliasEvent):
            return ""
        if getattr(event, "tag", None):
            self.fault(event, path, f"the tag {event.tag} has no meaning in a rule file")
        if isinstance(event, ScalarEvent):
            return event.value if event.style else _BOOLEANS.get(event.value, event.value)
        if len(path) > MAXIMUM_DEPTH:
            self.fault(event, path, f"nested deeper than {MAXIMUM_DEPTH}")
            self.skip()
            return ""
        if isinstance(event, MappingStartEvent):
            return self.mapping(path)
        return self.sequence(path)

    def skip(self) -> None:
        depth = 1
        while depth:
            event = self.next()
            depth += isinstance(event, CollectionStartEvent)
            depth -= isinstance(event, CollectionEndEvent)

    def mapping(self, path: Path) -> dict[str, Plain]:
        result: dict[str, Plain] = {}
        while not isinstance(key := self.next(), CollectionEndEvent):
            if not isinstance(key, ScalarEvent):
                self.fault(key, path, "a key must be text")
                self.value(key, (*path, "?"))
                self.value(self.next(), (*path, "?"))
                continue
            here = (*path, key.value)
            if key.value in result:
                self.fault(key, here, f"the key {key.value!r} stands here twice")
            self.lines[here] = key.start_mark.line + 1
            result[key.value] = self.value(self.next(), here)
        return result

    def sequence(self, path: Path) -> list[Plain]:
        result: list[Plain] = []
        while not isinstance(event := self.next(), CollectionEndEvent):
            result.append(self.value(event, (*path, len(result))))
        return result


def decode(file: str, text: str) -> Decoded:
    """Read one YAML document; what is wrong with it is in `faults`, never raised."""
    decoder = _Decoder(file, text)
    content: Plain = {}
    try:
        for event in decoder.events:
            if isinstance(event, yaml.DocumentStartEvent):
                content = decoder.value(decoder.next(), ())
                break
        for event in decoder.events:
            if isinstance(event, yaml.DocumentStartEvent):
                decoder.fault(event, (), "a rule file holds one document")
                break
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        decoder.faults.append(Fault(file, line, "$", f"is no YAML: {error.problem}"))
    except yaml.YAMLError as error:
        decoder.faults.append(Fault(file, 1, "$", f"is no YAML: {error}".splitlines()[0]))
    return Decoded(content, decoder.lines, tuple(decoder.faults))
