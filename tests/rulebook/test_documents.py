"""The key reference and the schema tell what the code reads, and all of it."""

import json
import re
import shutil
from pathlib import Path

import jsonschema
import msgspec
import pytest
import yaml

from extractor.rulebook import built_in_folder, files, rule_faults
from extractor.rulebook.schema import NAME, as_text, rule_file_schema
from extractor.rulebook.types import DeclaredKind, FieldType

ROOT = Path(__file__).parents[2]
README = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
PAPER = (ROOT / "docs" / "analysis" / "rule-language.md").read_text(encoding="utf-8")
STRUCTURES = {
    "The form": files.RuleFile,
    "Fields": files.FieldFile,
    "Options": files.OptionFile,
    "Tables": files.TableFile,
    "Rows": files.RowFile,
    "Headings": files.HeadingFile,
    "Columns": files.ColumnFile,
    "Lists": files.ListFile,
    "Summaries": files.SummaryFile,
    "Classifications": files.ClassificationFile,
    "Checks": files.CheckFile,
    "Across forms": files.AcrossFile,
    "Variants": files.VariantFile,
}


def section(title):
    """The text under a heading, up to the next one."""
    found = re.search(
        rf"^##+ {re.escape(title)}\n(.*?)(?=^##+ |\Z)", README, re.MULTILINE | re.DOTALL
    )
    assert found, title
    return found[1]


def first_column(title, head):
    """The entries in the first column of the table that begins with `head`."""
    table = re.search(rf"^\| {head} \|.*\n\|[- |]+\n((?:\|.*\n)+)", section(title), re.MULTILINE)
    return re.findall(r"^\| `(\w+)` \|", table[1], re.MULTILINE)


def examples(text):
    return re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_every_structure_of_a_rule_file_is_documented():
    structures = {
        value
        for value in vars(files).values()
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == files.__name__
    } - {files._File}  # fmt: skip
    assert structures == set(STRUCTURES.values())


@pytest.mark.parametrize("title", STRUCTURES)
def test_every_key_is_documented_and_every_documented_key_exists(title):
    documented = first_column(title, "key")
    assert sorted(documented) == sorted(STRUCTURES[title].__struct_fields__)


def test_every_key_has_an_example_that_names_it():
    for title in STRUCTURES:
        for key, example in re.findall(
            r"^\| `(\w+)` \|.*\| `([^`]+)` \|$", section(title), re.MULTILINE
        ):
            assert example.startswith(f"{key}: ") or title == "Checks", (title, key)


def test_every_type_and_every_kind_is_documented():
    assert sorted(first_column("Fields", "type")) == sorted(FieldType.__args__)
    assert sorted(first_column("Checks", "kind")) == sorted(DeclaredKind.__args__)


def write_example(folder, number, text):
    """Write an example as the file it would be; `form` and `title` may go without saying."""
    shared = re.match(r"# (vocab/\w+\.yaml)\n", text)
    if shared:
        (folder / shared[1]).write_text(text, encoding="utf-8")
        return
    for key, value in (("title", f"例表{number}"), ("form", f"example_{number}")):
        if not re.search(rf"^{key}:", text, re.MULTILINE):
            text = f"{key}: {value}\n{text}"
    (folder / f"example_{number}.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("text", "least"), [(README, 7), (PAPER, 3)], ids=["README", "paper"])
def test_every_example_loads(tmp_path, text, least):
    shutil.copytree(ROOT / "rules" / "vocab", tmp_path / "vocab")
    for number, example in enumerate(examples(text)):
        write_example(tmp_path, number, example)
    rules, faults = rule_faults(tmp_path)
    assert not faults, [str(fault) for fault in faults]
    assert len(rules.rules) >= least


def test_every_link_within_the_reference_leads_somewhere():
    anchors = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^##+ (.+)$", README, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", README)) <= anchors


def test_the_schema_is_the_one_that_the_code_makes():
    written = (ROOT / "rules" / NAME).read_text(encoding="utf-8")
    assert written == as_text(), "run python -m extractor.rulebook.schema"


def test_every_key_of_the_schema_is_described():
    schema = rule_file_schema()
    for part in (schema, *schema["$defs"].values()):
        assert part["description"]
        for key, value in part["properties"].items():
            assert value.get("description"), key


@pytest.mark.parametrize(
    "path", sorted(built_in_folder().glob("*.yaml")), ids=lambda path: path.stem
)
def test_the_built_in_rule_files_fit_the_schema(path):
    schema = json.loads((ROOT / "rules" / NAME).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    # An editor's YAML 1.2 keeps the keys `yes` and `no`, which PyYAML takes for truth values.
    jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(content)))
