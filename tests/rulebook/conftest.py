"""Rule files with the faults expected of them written beside the lines they are on.

    unit: 万   # ! $.unit: is none of

says that this line has a fault at `$.unit` whose message holds `is none of`. Several faults of
one line follow each other. Every fault that is found must be expected, and every expected one
found.
"""

import re
from textwrap import dedent

import pytest

from extractor.rulebook import rule_faults

MARK = re.compile(r"# ! (?P<path>\$\S*): (?P<message>.+?)(?=\s+# ! |$)")


@pytest.fixture
def write(tmp_path):
    """Write files into a folder: their names with `/` for vocab/x → their text or bytes."""

    def write(**files):
        for name, content in files.items():
            path = tmp_path / (name.replace("vocab_", "vocab/") + ".yaml")
            path.parent.mkdir(exist_ok=True)
            data = content if isinstance(content, bytes) else dedent(content).encode()
            path.write_bytes(data)
        return tmp_path

    return write


@pytest.fixture
def told(write):
    """The faults of files as (file, line, path, message)."""

    def told(**files):
        _, faults = rule_faults(write(**files))
        return [(fault.file, fault.line, fault.path, fault.message) for fault in faults]

    return told


@pytest.fixture
def assert_told(told):
    """Exactly the faults that are marked in the text are told, each at its line and path."""

    def assert_told(text, **others):
        files = {name: dedent(content) for name, content in {"a": text, **others}.items()}
        expected = {
            (name.replace("vocab_", "vocab/") + ".yaml", number, match["path"]): match["message"]
            for name, content in files.items()
            for number, line in enumerate(content.splitlines(), 1)
            for match in MARK.finditer(line)
        }
        found = {fault[:3]: fault[3] for fault in told(**files)}
        assert expected.keys() == found.keys(), found
        for place, message in expected.items():
            assert message in found[place], place

    return assert_told


@pytest.fixture
def rule(write):
    """The one rule of a text without faults; `form` and `title` need not be written."""

    def rule(text, **others):
        folder = write(a=f"form: a\ntitle: 甲表\n{dedent(text)}", **others)
        rules, faults = rule_faults(folder)
        assert not faults, faults
        return rules.rules["a"]

    return rule
