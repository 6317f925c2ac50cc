"""Rule files → `RuleSet`, strictly: every fault of every file in one pass, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path as FilePath

import msgspec

from extractor.errors import RuleFileError, VariantError
from extractor.rulebook import across
from extractor.rulebook.clashes import plain
from extractor.rulebook.compile import compile_rule
from extractor.rulebook.faults import Fault, Notes
from extractor.rulebook.files import RuleFile
from extractor.rulebook.shape import fit
from extractor.rulebook.types import Rule, RuleSet
from extractor.rulebook.vocabulary import Vocabulary
from extractor.rulebook.yaml import SPOILT, Plain, decode

MAXIMUM_SIZE = 1 << 20
_PACKAGE = FilePath(__file__).parents[1]
#: What stands for keys that a faulty file lacks, so that the rest of it can be looked at.
_UNNAMED = {"form": "unnamed", "title": "?"}


def built_in_folder() -> FilePath:
    """The rule files inside the wheel, or beside the package in a checkout."""
    shipped = _PACKAGE / "_rules"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "rules"


def load_rules(folder: str | FilePath | None = None, variants: Iterable[str] = ()) -> RuleSet:
    """The rule files of `folder`, or the built-in ones; cached by the files' size and time.

    `variants` are the names of other ways to judge the forms; each counts in every rule file that
    declares it, and is part of its hash.

    Raises `RuleFileError` with every fault of every file, one a line; `VariantError` where no
    rule file declares a variant, or where one of them excludes another one.
    """
    place = built_in_folder() if folder is None else FilePath(folder)
    return _load(str(place), _stamps(place), tuple(sorted(set(variants))))


def rule_faults(folder: FilePath, variants: Collection[str] = ()) -> tuple[RuleSet, list[Fault]]:
    """The rules that could be read, and everything that is wrong with the rest.

    Raises `RuleFileError` where there is no such folder or no rule file in it.
    """
    if not _files(folder):
        message = f"{folder}: no rule files (*.yaml) here; name the folder that holds them"
        raise RuleFileError(message)
    return _Folder(folder, variants).read()


@lru_cache(maxsize=8)
def _load(
    folder: str,
    stamps: tuple[tuple[str, int, int], ...],  # noqa: ARG001  # the cache's key
    variants: tuple[str, ...],
) -> RuleSet:
    rules, faults = rule_faults(FilePath(folder), variants)
    if faults:
        raise RuleFileError("\n".join(map(str, faults)))
    _require_variants(rules, variants)
    return rules


def _require_variants(rules: RuleSet, variants: tuple[str, ...]) -> None:
    """Each is one that some rule file declares, and of no group there are two."""
    known = {each.name for rule in rules.rules.values() for each in rule.variants}
    for name in variants:
        if name not in known:
            there = ", ".join(sorted(known)) or "none"
            raise VariantError(f"{name}: no rule file has this variant; there are: {there}")
    for rule in rules.rules.values():
        decided: dict[str, str] = {}
        for each in rule.variants:
            if each.name in rule.chosen and each.group is not None:
                other = decided.setdefault(each.group, each.name)
                if other != each.name:
                    message = (
                        f"the variants {other} and {each.name} of {rule.form} exclude each other"
                    )
                    raise VariantError(f"{message}; choose one")


def _files(folder: FilePath) -> list[FilePath]:
    """The rule files of a folder, its lists of options, and files that were meant as such."""
    if not folder.exists():
        raise RuleFileError(f"{folder}: there is no such folder; name the one with the rule files")
    if not folder.is_dir():
        raise RuleFileError(f"{folder}: is no folder; name the one that holds the rule files")
    try:
        return [
            file
            for place in (folder, folder / "vocab")
            if place.is_dir()
            for file in sorted(place.iterdir())
            if file.suffix.lower() in {".yaml", ".yml"} and not file.name.startswith(".")
        ]
    except OSError as error:
        raise RuleFileError(f"{folder}: cannot be read: {error.strerror}") from error


def _stamps(folder: FilePath) -> tuple[tuple[str, int, int], ...]:
    try:
        return tuple(
            (str(file), (stat := file.stat()).st_mtime_ns, stat.st_size) for file in _files(folder)
        )
    except OSError as error:
        raise RuleFileError(f"{error.filename}: cannot be read: {error.strerror}") from error


class _Folder:
    """One reading of one folder."""

    def __init__(self, folder: FilePath, variants: Collection[str]) -> None:
        self.folder = folder
        self.variants = variants
        self.notes: list[Notes] = []
        self.vocabulary = Vocabulary()
        self.titles: dict[str, str] = {}
        self.facts: dict[str, tuple[str, str]] = {}

    def read(self) -> tuple[RuleSet, list[Fault]]:
        files = _files(self.folder)
        for file in files:
            if file.parent != self.folder:
                _, decoded, notes = self.decode(file)
                self.vocabulary.add(decoded, notes)
        digest = hashlib.sha256()
        rules: dict[str, Rule] = {}
        for file in files:
            rule = self.rule(file, rules) if file.parent == self.folder else None
            if rule is not None:
                rules[rule.form] = rule
                digest.update(f"{rule.form} {rule.sha256}\n".encode())
        in_order = sorted(self.notes, key=lambda notes: notes.file)
        faults = [fault for notes in in_order for fault in notes.faults]
        return RuleSet(rules, str(self.folder), digest.hexdigest()), faults

    def decode(self, file: FilePath) -> tuple[bytes, Plain, Notes]:
        name = file.relative_to(self.folder).as_posix()
        notes = Notes(name.encode("unicode_escape").decode() if not name.isprintable() else name)
        self.notes.append(notes)
        content, text = _text(file, notes)
        return content, SPOILT if text is None else decode(text, notes), notes

    def rule(self, file: FilePath, known: Mapping[str, Rule]) -> Rule | None:
        content, decoded, notes = self.decode(file)
        shape = fit(decoded, RuleFile, notes, _UNNAMED)
        if shape is None:
            return None
        rule = compile_rule(shape, self.vocabulary, notes, self.variants)
        for number, title in enumerate(rule.titles):
            at = ("titles", number - 1) if number else ("title",)
            if plain(title) in self.titles and not notes.is_doubtful(at):
                notes.note(at, f"is also a title of {self.titles[plain(title)]}")
        if rule.form in known:
            other = known[rule.form].file
            notes.note(("form",), f"the form {rule.form!r} is already described by {other}")
        for name, type_ in across.facts(rule.across, rule.fields):
            known_type, origin = self.facts.setdefault(name, (type_, notes.file))
            if known_type != type_:
                message = f"is of type {type_}, and in {origin} of type {known_type}"
                notes.note(("across", "facts", name), message)
        if notes.faults or not self.is_certain(shape):
            return None
        self.titles.update(dict.fromkeys(map(plain, rule.titles), notes.file))
        sha256 = _sha256(content, shape, self.vocabulary, rule.chosen)
        return msgspec.structs.replace(rule, sha256=sha256)

    def is_certain(self, shape: RuleFile) -> bool:
        """Whether none of the shared lists that it names has a fault in its own file."""
        return all(map(self.vocabulary.is_sure, (*_named_lists(shape), *_named_codes(shape))))


def _text(file: FilePath, notes: Notes) -> tuple[bytes, str | None]:
    """The file's bytes and its text without a byte-order mark, if it has one that can be read."""
    content = b""
    try:
        with file.open("rb") as stream:
            content = stream.read(MAXIMUM_SIZE + 1)
        text = content.decode("utf-8-sig")
    except OSError as error:
        notes.doubt((), f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        cut = len(content) > MAXIMUM_SIZE
        notes.doubt((), _TOO_LARGE if cut else "is no UTF-8 text: save it as UTF-8", line)
    else:
        wrong = next(_wrong_file(file, content, text), None)
        if wrong is None:
            return content, text
        notes.doubt((), wrong)
    return content, None


_TOO_LARGE = f"is larger than {MAXIMUM_SIZE >> 20} MiB: no rule file is"


def _wrong_file(file: FilePath, content: bytes, text: str) -> Iterator[str]:
    if len(content) > MAXIMUM_SIZE:
        yield _TOO_LARGE
    if file.suffix != ".yaml":
        yield "rule files end in .yaml: rename it"
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        yield "is empty"


def _named_lists(shape: RuleFile) -> Iterator[str]:
    """The lists of options that a rule file takes from the vocabulary."""
    return (field.options for field in shape.fields.values() if isinstance(field.options, str))


def _named_codes(shape: RuleFile) -> Iterator[str]:
    """The classifications that a rule file takes codes from."""
    return (field.codes for field in shape.fields.values() if field.codes is not None)


def _sha256(
    content: bytes, shape: RuleFile, vocabulary: Vocabulary, chosen: tuple[str, ...]
) -> str:
    """The vocabulary and the variants chosen are part of what the rule says, and so of the hash."""
    options = {name: vocabulary.options[name] for name in _named_lists(shape)}
    codes = {name: vocabulary.classifications[name] for name in _named_codes(shape)}
    named = b"".join(
        msgspec.json.encode(used, order="deterministic") for used in (options, codes) if used
    )
    variants = f"\nvariants {' '.join(chosen)}\n".encode() if chosen else b""
    return hashlib.sha256(content + named + variants).hexdigest()
