"""What several rule files share: lists of answers, and classifications with their codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extractor.rulebook.clashes import Clash, plain
from extractor.rulebook.entries import option_faults
from extractor.rulebook.faults import Notes, Path, quote
from extractor.rulebook.files import ClassificationFile, OptionFile, VocabularyFile
from extractor.rulebook.shape import fit
from extractor.rulebook.types import Classification
from extractor.rulebook.yaml import Plain

_CLASSIFICATION = "classification"


class Vocabulary:
    """All that the files in `vocab/` name.

    `uncertain` are names whose own file has faults, None if that may be any: what a rule file
    says of them is not judged.
    """

    def __init__(self) -> None:
        self.options: dict[str, Mapping[str, OptionFile]] = {}
        self.classifications: dict[str, ClassificationFile] = {}
        self.uncertain: set[str] | None = set()
        self.origin: dict[str, str] = {}

    def add(self, decoded: Plain, notes: Notes) -> None:
        """Take in one file: a classification if it says so, lists of answers if not."""
        name = decoded.get(_CLASSIFICATION) if isinstance(decoded, dict) else None
        if isinstance(name, str):
            self.add_classification(name, decoded, notes)
        else:
            self.add_options(decoded, notes)

    def add_options(self, decoded: Plain, notes: Notes) -> None:
        """Lists of answers, each known by its name."""
        named = fit(decoded, VocabularyFile, notes) or {}
        for name, options in named.items():
            self.claim(name, (name,), notes)
            if not options and not notes.is_doubtful((name,)):
                notes.note((name,), "a list without answers")
            for at, message in option_faults(options, (name,)):
                notes.note(at, message)
            self.options[name] = options
        for part in notes.doubtful:
            if not part:
                self.uncertain = None
            elif self.uncertain is not None:
                self.uncertain.add(str(part[0]))

    def add_classification(self, name: str, decoded: Plain, notes: Notes) -> None:
        """Codes and their names."""
        file = fit(decoded, ClassificationFile, notes)
        if file is not None:
            self.claim(file.classification, (_CLASSIFICATION,), notes)
            for at, message in _classification_faults(file):
                if not notes.is_doubtful(at):
                    notes.note(at, message)
            self.classifications[file.classification] = file
        if notes.faults and self.uncertain is not None:
            self.uncertain.add(name)

    def claim(self, name: str, at: Path, notes: Notes) -> None:
        """Names of lists and classifications are given once."""
        if name in self.origin:
            notes.doubt(at, f"the list {name!r} already stands in {self.origin[name]}")
        self.origin[name] = notes.file

    def is_sure(self, name: str) -> bool:
        """Whether all is known of what this name may stand for."""
        return self.uncertain is not None and name not in self.uncertain


def classification(file: ClassificationFile) -> Classification:
    """A classification as the audit reads it."""
    return Classification(
        name=file.classification,
        title=file.title,
        digits=tuple(map(int, file.digits)),
        names={plain(name): tuple(codes) for name, codes in file.names.items()},
    )


def _classification_faults(file: ClassificationFile) -> Iterator[Clash]:
    lengths = [int(each) for each in file.digits]
    if not lengths:
        yield ("digits",), "needs the number of digits of each level's codes"
    for number, (one, other) in enumerate(pairwise(lengths), 1):
        if other <= one:
            yield ("digits", number), f"the levels' codes grow longer, but {other} follows {one}"
    known: dict[str, str] = {}
    for name, codes in file.names.items():
        at: Path = ("names", name)
        other_name = known.setdefault(plain(name), name)
        if other_name != name:
            yield at, f"is the same name as {quote(other_name)} (width and spaces are ignored)"
        if not codes:
            yield at, "a name without a code"
        yield from _code_faults(codes, lengths, at)


def _code_faults(codes: Sequence[str], lengths: Sequence[int], at: Path) -> Iterator[Clash]:
    for number, code in enumerate(codes):
        if not code.strip("x"):
            yield (*at, number), f"{quote(code)} says nothing: any code is like it"
        elif lengths and len(code) not in lengths:
            can = ", ".join(map(str, lengths))
            yield (*at, number), f"{quote(code)} has {len(code)} digits; codes have {can}"
        elif code in codes[:number]:
            yield (*at, number), f"{quote(code)} stands here twice"
