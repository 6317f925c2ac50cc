"""`tiqu show`: pictures in a folder named after the file, and after nothing inside it."""

import os
import shutil
from pathlib import Path

import pytest
from lxml import etree

from extractor import pipeline
from extractor.cli import main

CORPUS = Path(__file__).parents[2] / "corpus"
FORM = CORPUS / "independent" / "f1_wps_eq_overlay.docx"
TWO = CORPUS / "generated" / "mix-19-f1-f3.docx"


@pytest.fixture
def tiqu(capfd, monkeypatch, tmp_path):
    """Runs a command in an empty folder: exit status, lines of output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TIQU_RULES", raising=False)

    def run(*arguments):
        capfd.readouterr()
        status = main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return status, out.splitlines(), err

    return run


def test_a_folder_a_file_and_its_paths_one_a_line(tiqu, tmp_path):
    status, out, err = tiqu("show", FORM)
    folder = tmp_path / "f1_wps_eq_overlay.docx.show"
    assert (status, err) == (0, "")
    assert out == [f"{folder.name}/page-1.svg", f"{folder.name}/index.html"]
    assert sorted(path.name for path in folder.iterdir()) == ["index.html", "page-1.svg"]
    root = etree.parse(folder / "page-1.svg").getroot()
    assert "农村户用厕所改造" in "".join(root.itertext())
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert page.count("<svg ") == 1
    assert "f1_wps_eq_overlay.docx" in page


def test_a_page_a_form_and_all_of_them_on_one_page(tiqu, tmp_path):
    status, out, _ = tiqu("show", TWO, "-o", "pictures")
    assert status == 0
    assert [Path(line).name for line in out] == ["page-1.svg", "page-2.svg", "index.html"]
    page = (tmp_path / "pictures" / "mix-19-f1-f3.docx.show" / "index.html").read_text("utf-8")
    assert page.count("<svg ") == 2


def test_one_page_alone(tiqu):
    status, out, _ = tiqu("show", TWO, "--page", "2")
    assert (status, [Path(line).name for line in out]) == (0, ["page-2.svg"])


def test_a_page_that_is_not_there_is_one_line_and_status_1(tiqu, tmp_path):
    status, out, err = tiqu("show", FORM, "--page", "2")
    assert (status, out) == (1, [])
    assert err.count("\n") == 1
    assert "has no page 2; its last is 1" in err
    assert not list(tmp_path.iterdir())


def test_older_pictures_stay_unless_force_is_said(tiqu, tmp_path):
    folder = tmp_path / "f1_wps_eq_overlay.docx.show"
    folder.mkdir()
    (folder / "page-1.svg").write_text("mine")
    status, out, err = tiqu("show", TWO, FORM)
    assert (status, out) == (2, [])
    assert "--force" in err
    assert (folder / "page-1.svg").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 1
    (folder / "page-7.svg").write_text("of a longer form")
    (folder / "notes.txt").write_text("mine as well")
    assert tiqu("show", FORM, "--force")[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "index.html", "notes.txt", "page-1.svg",
    ]  # fmt: skip


def test_a_link_in_the_folder_is_replaced_and_not_followed(tiqu, tmp_path):
    folder = tmp_path / "f1_wps_eq_overlay.docx.show"
    folder.mkdir()
    other = tmp_path / "other.txt"
    other.write_text("another file")
    (folder / "page-1.svg").symlink_to(other)
    (folder / "index.html.part").symlink_to(other)
    assert tiqu("show", FORM, "--force")[0] == 0
    assert other.read_text() == "another file"
    assert not (folder / "page-1.svg").is_symlink()


def test_files_of_one_name_get_folders_of_their_own(tiqu, tmp_path):
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        shutil.copy(FORM, tmp_path / name / "表.docx")
    status, out, _ = tiqu("show", "甲/表.docx", "乙/表.docx")
    assert status == 0
    assert {Path(line).parent.name for line in out} == {"表.docx.show", "表.docx-2.show"}


@pytest.mark.parametrize(
    "name", ["\x1b[31m甲\n乙.docx", "a\\..\\b.docx", "-rf.docx", "甲" * 80 + ".docx", "<b>.docx"]
)
def test_a_hostile_name_makes_one_folder_and_one_line_each(tiqu, tmp_path, name):
    inside = tmp_path / "in"
    inside.mkdir()
    shutil.copy(FORM, inside / name)
    status, out, err = tiqu("show", f"in/{name}", "-o", "out")
    assert (status, err) == (0, "")
    [folder] = (tmp_path / "out").iterdir()
    assert out == [f"out/{folder.name}/page-1.svg", f"out/{folder.name}/index.html"]
    assert not set(folder.name) & set('\x1b\n\\<>"')
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "\x1b" not in page
    assert "<b>.docx" not in page


def test_a_name_that_is_no_unicode_is_drawn(tiqu, tmp_path):
    name = os.fsdecode(b"\xff\xfe.docx")
    try:
        shutil.copy(FORM, tmp_path / name)
    except OSError:
        pytest.skip("the file system refuses the name")
    status, out, _ = tiqu("show", name)
    assert (status, len(out)) == (0, 2)


def test_bad_files_are_a_line_each_and_the_others_are_drawn(tiqu, tmp_path):
    (tmp_path / "cut.docx").write_bytes(FORM.read_bytes()[:2000])
    (tmp_path / "text.txt").write_text("no form")
    status, out, err = tiqu("show", "nope.docx", "cut.docx", "text.txt", tmp_path, FORM)
    assert status == 1
    assert len(out) == 2
    assert len(err.splitlines()) == 4
    assert "Traceback" not in err


def test_a_folder_that_cannot_be_made_is_wrong_usage(tiqu, tmp_path):
    (tmp_path / "taken").write_text("a file")
    status, out, err = tiqu("show", FORM, "-o", "taken")
    assert (status, out) == (2, [])
    assert len(err.splitlines()) == 1


def test_a_reading_that_failed_draws_nothing(tiqu, monkeypatch, tmp_path):
    def broken(*_):
        raise RuntimeError("out of luck")

    monkeypatch.setattr(pipeline, "locate", broken)
    status, out, err = tiqu("show", FORM)
    assert (status, out) == (1, [])
    assert "out of luck" in err
    assert not list(tmp_path.iterdir())


def test_it_speaks_english(tiqu, tmp_path):
    assert tiqu("show", FORM, "--lang", "en")[0] == 0
    page = (tmp_path / "f1_wps_eq_overlay.docx.show" / "index.html").read_text("utf-8")
    assert "Findings" in page
    assert "发现" not in page


def test_help_shows_an_example(tiqu):
    status, out, _ = tiqu("show", "--help")
    assert status == 0
    assert any("tiqu show form.docx" in line for line in out)
