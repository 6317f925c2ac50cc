"""Rule files → `RuleSet`, strictly: every fault of every file in one pass, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path as FilePath
from typing import Any, TypeVar

import msgspec

from extractor.errors import RuleFileError
from extractor.rulebook.compile import Compiler
from extractor.rulebook.files import OptionFile, RuleFile, VocabularyFile
from extractor.rulebook.types import Rule, RuleSet
from extractor.rulebook.yaml import Decoded, Fault, Path, decode, dotted

_Shape = TypeVar("_Shape")
_PACKAGE = FilePath(__file__).parents[1]


def built_in_folder() -> FilePath:
    """The rule files inside the wheel, or beside the package in a checkout."""
    shipped = _PACKAGE / "_rules"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "rules"


def load_rules(folder: str | FilePath | None = None) -> RuleSet:
    """The rule files of `folder`, or the built-in ones; cached by the files' content and time.

    Raises `RuleFileError` with every fault of every file, one a line.
    """
    chosen = built_in_folder() if folder is None else FilePath(folder)
    return _load(str(chosen), _stamps(chosen))


def rule_faults(folder: FilePath) -> tuple[RuleSet, list[Fault]]:
    """The rules that could be read, and everything that is wrong with the rest."""
    faults: list[Fault] = []
    vocabulary: dict[str, Mapping[str, OptionFile]] = {}
    for path in sorted((folder / "vocab").glob("*.yaml")):
        decoded = _decode(folder, path, faults)
        named = _shape(decoded, VocabularyFile, _name(folder, path), faults)
        vocabulary.update(named or {})
    digest = hashlib.sha256()
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("*.yaml")):
        rule = _rule(folder, path, vocabulary, faults)
        if rule is None:
            continue
        if rule.form in rules:
            message = f"the form {rule.form!r} is already described by {rules[rule.form].file}"
            faults.append(Fault(rule.file, 1, "$.form", message))
        rules[rule.form] = rule
        digest.update(f"{rule.form} {rule.sha256}\n".encode())
    return RuleSet(rules, str(folder), digest.hexdigest()), sorted(faults)


@cache
def _load(folder: str, stamps: tuple[tuple[str, int, int], ...]) -> RuleSet:
    path = FilePath(folder)
    if not stamps:
        message = f"{folder}: no rule files (*.yaml) here; name the folder that holds them"
        raise RuleFileError(message)
    rules, faults = rule_faults(path)
    if faults:
        raise RuleFileError("\n".join(map(str, faults)))
    return rules


def _stamps(folder: FilePath) -> tuple[tuple[str, int, int], ...]:
    try:
        files = [*sorted(folder.glob("*.yaml")), *sorted((folder / "vocab").glob("*.yaml"))]
        return tuple(
            (str(file), (stat := file.stat()).st_mtime_ns, stat.st_size) for file in files
        )
    except OSError as error:
        message = f"{folder}: cannot be read: {error.strerror}"
        raise RuleFileError(message) from error


def _name(folder: FilePath, path: FilePath) -> str:
    return path.relative_to(folder).as_posix()


def _decode(folder: FilePath, path: FilePath, faults: list[Fault]) -> Decoded:
    name = _name(folder, path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(name, 1, "$", f"cannot be read as UTF-8 text: {error}"))
        return Decoded({}, {}, ())
    decoded = decode(name, text)
    faults += decoded.faults
    return decoded


def _rule(
    folder: FilePath,
    path: FilePath,
    vocabulary: Mapping[str, Mapping[str, OptionFile]],
    faults: list[Fault],
) -> Rule | None:
    name = _name(folder, path)
    before = len(faults)
    decoded = _decode(folder, path, faults)
    if len(faults) > before:
        return None
    shape = _shape(decoded, RuleFile, name, faults)
    if shape is None:
        return None

    def note(at: Path, message: str) -> None:
        faults.append(Fault(name, decoded.line(at), dotted(at), message))

    # The vocabulary is part of what the rule says: a changed one must change the hash.
    used = {
        field.options: vocabulary.get(field.options)
        for field in shape.fields.values()
        if isinstance(field.options, str)
    }
    content = path.read_bytes() + (msgspec.json.encode(used, order="deterministic") if used else b"")
    rule = Compiler(shape, vocabulary, note).rule(name, hashlib.sha256(content).hexdigest())
    return rule if len(faults) == before else None


def _shape(
    decoded: Decoded, type_: type[_Shape], name: str, faults: list[Fault]
) -> _Shape | None:
    if decoded.faults:
        return None
    try:
        return msgspec.convert(decoded.content, type_)
    except msgspec.ValidationError:
        found = list(_shape_faults(decoded, type_, name))
        faults += found or [Fault(name, 1, "$", "has a shape that no rule file has")]
        return None


def _shape_faults(decoded: Decoded, type_: object, name: str) -> Iterator[Fault]:
    """Every departure from the schema; jsonschema is loaded only when there is one."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415  # 0.1 s, for wrong files only

    validator = Draft202012Validator(msgspec.json.schema(type_))
    for error in _leaves(validator.iter_errors(decoded.content)):
        at = tuple(error.absolute_path)
        yield Fault(name, decoded.line(at), dotted(at), _explain(error))


def _leaves(errors: Iterable[Any]) -> Iterator[Any]:
    """Of alternatives (`anyOf`), the faults of the one that fits best."""
    for error in errors:
        if not error.context:
            yield error
            continue
        by_branch: dict[int, list[Any]] = {}
        for inner in error.context:
            by_branch.setdefault(inner.schema_path[0], []).append(inner)
        best = min(
            by_branch.values(),
            key=lambda branch: (branch[0].validator == "type", len(branch)),
        )
        if all(inner.validator == "type" and not inner.path for inner in best):
            yield error
        else:
            yield from _leaves(best)


def _explain(error: Any) -> str:  # noqa: ANN401  # jsonschema's errors are untyped
    match error.validator:
        case "additionalProperties":
            known = sorted(error.schema.get("properties", {}))
            unknown = sorted(set(error.instance) - set(known))
            keys = ", ".join(f"`{key}`" for key in unknown)
            return f"unknown key {keys} (there are: {', '.join(known)})"
        case "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            return f"the key `{missing[0]}` is missing" if missing else "a key is missing"
        case "enum":
            allowed = ", ".join(map(str, error.validator_value))
            return f"{error.instance!r} is none of: {allowed}"
        case "pattern" | "propertyNames":
            return f"{error.instance!r} is no name: small letters, digits and _ (paths with dots)"
        case "minLength":
            return "is empty"
        case "type" | "anyOf":
            expected = error.validator_value if error.validator == "type" else "another shape"
            return f"expects {expected}, not {type(error.instance).__name__}"
        case _:
            return str(error.message)
