"""The JSON Schema of rule files, for editors: `python -m extractor.rulebook.schema` writes it.

It is made from the types that the loader reads, descriptions included, and says of a file what
one key can say of itself; what keys say of each other only the loader knows.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from extractor.rulebook.files import DECIMALS, RuleFile
from extractor.rulebook.loader import built_in_folder

NAME = "schema.json"


def rule_file_schema() -> dict[str, Any]:
    """The schema (JSON Schema 2020-12)."""
    made = msgspec.json.schema(RuleFile)
    parts = {_name(key): _plain(part) for key, part in sorted(made["$defs"].items())}
    whole = parts.pop(_name("RuleFile"))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rule file of tiqu",
        **{key: value for key, value in whole.items() if key != "title"},
        "$defs": parts,
    }


def as_text() -> str:
    """What stands in `rules/schema.json`."""
    return json.dumps(rule_file_schema(), ensure_ascii=False, indent=2) + "\n"


def _name(key: str) -> str:
    """The class behind a part is nothing that an editor need show."""
    return key.removesuffix("File").lower()


def _plain(node: Any) -> Any:  # noqa: ANN401  # any JSON
    """Defaults say nothing to a writer; references follow the parts' new names."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    made: dict[str, Any] = {
        key: _reference(value) if key == "$ref" else _plain(value)
        for key, value in node.items()
        if not (key == "default" and value in (None, [], {}))
        and not (key == "title" and isinstance(value, str))
    }
    if made.get("pattern") == DECIMALS:
        # What rule files read as text, an editor takes for a number.
        made["type"] = ["string", "number"]
    if "anyOf" not in made:
        return made
    # A key that is not needed is left out; there is no null in rule files.
    branches = [branch for branch in made.pop("anyOf") if branch != {"type": "null"}]
    return {**made, **branches[0]} if len(branches) == 1 else {**made, "anyOf": branches}


def _reference(target: str) -> str:
    prefix = "#/$defs/"
    return prefix + _name(target.removeprefix(prefix))


if __name__ == "__main__":
    (built_in_folder() / NAME).write_text(as_text(), encoding="utf-8")
