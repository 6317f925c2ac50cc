"""Which files a run sees: all of them, once, in one order."""

import os
import socket

import pytest

from extractor.ingest.discover import discover


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def plant(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name)

    return plant


def files(*paths, **more):
    return list(discover(paths, **more).files)


def test_a_folder_gives_every_regular_file_in_it_whatever_its_name(tree):
    tree("a/2.docx", "a/1.docx", "a/b/3.PDF", "a/.hidden", "a/~$1.docx", "a/说明.md", "other.docx")
    assert files("a") == [
        "a/.hidden", "a/1.docx", "a/2.docx", "a/b/3.PDF", "a/~$1.docx", "a/说明.md",
    ]  # fmt: skip


def test_paths_are_kept_as_they_are_written_but_for_what_says_nothing(tree):
    tree("a/1.docx")
    assert files("./a//1.docx") == ["a/1.docx"]
    assert files(".") == ["a/1.docx"]
    assert files(os.path.abspath("a"))[0].startswith("/")  # noqa: PTH100


def test_a_file_met_on_several_ways_is_read_once(tree):
    tree("a/1.docx", "a/2.docx")
    assert files("a/2.docx", "a", "a/1.docx", "a/*.docx") == ["a/2.docx", "a/1.docx"]


def test_patterns_reach_into_folders(tree):
    tree("a/1.docx", "a/b/2.docx", "a/b/2.pdf")
    assert files("a/**/*.docx") == ["a/1.docx", "a/b/2.docx"]
    assert files("a/*") == ["a/1.docx", "a/b/2.docx", "a/b/2.pdf"]


def test_a_file_that_is_called_like_a_pattern_is_that_file(tree):
    tree("[2022]表.docx", "2.docx")
    assert files("[2022]表.docx") == ["[2022]表.docx"]


def test_what_is_missing_is_named_and_the_rest_is_found(tree):
    tree("a/1.docx")
    found = discover(["nope", "a", "*.ofd"])
    assert found.files == ("a/1.docx",)
    assert [(each.path, each.failed) for each in found.passed] == [("nope", True), ("*.ofd", True)]


def test_a_link_back_to_its_own_folder_ends_there(tree, tmp_path):
    tree("a/b/1.docx")
    (tmp_path / "a/b/up").symlink_to(tmp_path / "a")
    (tmp_path / "a/copy.docx").symlink_to(tmp_path / "a/b/1.docx")
    assert files("a") == ["a/b/1.docx", "a/copy.docx"]


def test_what_is_no_file_is_passed_over_and_named(tree, tmp_path):
    tree("a/1.docx")
    os.mkfifo(tmp_path / "a/pipe")
    (tmp_path / "a/broken").symlink_to("nowhere")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("a/socket")
    found = discover(["a"])
    assert found.files == ("a/1.docx",)
    assert {each.path: each.failed for each in found.passed} == {
        "a/pipe": False, "a/socket": False, "a/broken": True,
    }  # fmt: skip


def test_the_warehouse_itself_is_left_out(tree, tmp_path):
    tree("a/1.docx", "a/forms.duckdb")
    assert files("a", besides=[tmp_path / "a/forms.duckdb"]) == ["a/1.docx"]


def test_a_name_that_is_no_utf8_is_found(tree, tmp_path):
    tree("a/1.docx")
    (tmp_path / os.fsdecode(b"a/\xd5\xfe.docx")).write_text("x")
    assert len(files("a")) == 2


def test_a_very_deep_folder_is_walked(tmp_path):
    deep = "/".join(["d"] * 900)
    os.makedirs(tmp_path / deep)  # noqa: PTH103
    assert discover([str(tmp_path)]).files == ()
