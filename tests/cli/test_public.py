"""What `import extractor` gives."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import extractor

CLEAN = Path(__file__).resolve().parents[2] / "corpus/independent/f1_poi_no_styles_hmerge.docx"


def test_a_path_bytes_and_an_open_file_read_alike():
    by_path = extractor.extract(CLEAN)
    by_text = extractor.extract(str(CLEAN))
    by_bytes = extractor.extract(CLEAN.read_bytes())
    with CLEAN.open("rb") as file:
        by_file = extractor.extract(file)
    assert by_path.status == "ok"
    assert by_path == by_text
    assert by_path.forms == by_bytes.forms == by_file.forms
    assert by_file.source.name == CLEAN.name
    assert by_bytes.source.name == ""
    assert json.loads(extractor.to_json(by_path))["schema"] == "extraction/1"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x00" * 100, b"hello", bytearray(b"x")])
def test_bad_input_never_raises(data):
    result = extractor.extract(data)
    assert result.status == "failed"
    assert result.error.code in {"unreadable", "unsupported"}


@pytest.mark.parametrize("wrong", [None, 3, io.StringIO("text"), [b"x"], object()])
def test_what_is_no_file_is_wrong_use(wrong):
    with pytest.raises(TypeError, match="expected a path, bytes or a file"):
        extractor.extract(wrong)


def test_a_file_that_is_not_there_and_wrong_rules_raise(tmp_path):
    with pytest.raises(FileNotFoundError):
        extractor.extract(tmp_path / "nope.docx")
    with pytest.raises(extractor.RuleFileError):
        extractor.extract(CLEAN, rules=tmp_path)
    with pytest.raises(extractor.RuleFileError):
        extractor.load_rules(tmp_path)


def test_rules_are_loaded_once_and_may_be_given():
    rules = extractor.load_rules()
    assert extractor.load_rules() is rules
    assert isinstance(rules, extractor.RuleSet)
    assert extractor.extract(CLEAN, rules=rules).status == "ok"


def test_variants_are_chosen_by_name():
    rules = extractor.load_rules(variants=["jiangxi"])
    assert rules.sha256 != extractor.load_rules().sha256
    assert extractor.extract(CLEAN, rules=rules).status == "ok"
    with pytest.raises(extractor.VariantError, match="there are: by_rate"):
        extractor.load_rules(variants=["nowhere"])
    with pytest.raises(TypeError, match=r"\['jiangxi'\]"):
        extractor.load_rules(variants="jiangxi")


def test_every_public_name_is_there_and_no_other_is():
    assert all(getattr(extractor, name) for name in extractor.__all__)
    assert set(extractor.__all__) <= set(dir(extractor))
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = extractor.nothing_such


def test_importing_the_package_loads_next_to_nothing():
    code = (
        "import sys; before = set(sys.modules); import extractor; "
        "loaded = {name.split('.')[0] for name in set(sys.modules) - before}; "
        "sys.exit(str(loaded & {'msgspec', 'lxml', 'yaml', 'typer', 'pyarrow', 'pandas'} or 0))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0 or done.stderr.strip() == "0", done.stderr
