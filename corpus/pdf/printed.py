"""Prints Word specimens with LibreOffice: `python -m corpus.pdf.printed [--to FOLDER]`.

Every page of the accepted ones was looked at. The bytes depend on LibreOffice, its fonts and the
hour; the truth is the Word specimen's.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from corpus.generator.truth import to_json

HERE: Final = Path(__file__).parent
CORPUS: Final = HERE.parent
ACCEPTED: Final[dict[str, tuple[str, ...]]] = {
    "twin": ("project_fund_monitoring",),
    "generated": (
        *("f1-1", "f1-3", "f1-4", "f1-5", "f1-6", "f1-9", "f1-11", "f1-14", "f1-16"),
        *("f3-1", "f3-3", "f3-4", "f3-9", "f3-10", "f3-11", "f3-12", "f3-13"),
        *("mix-15-f3", "mix-16-f1-f1", "mix-18-f1", "mix-19-f1-f3"),
    ),
    "handmade": (
        *("f1_each_row_a_table", "f1_funds_turned", "f1_innermost_of_three", "f1_one_column"),
        *("f1_utf16_two_sections", "f1_values_like_labels", "f3_five_hundred_indicators"),
    ),
    "independent": (
        *("f1_blank_template_form_fields", "f1_google_docs_sdt"),
        *("f1_libreoffice_three_tables_yuan", "f1_poi_no_styles_hmerge"),
        *("f1_strict_labels_above", "f1_word_mixed_marks", "f3_f1_wps_bordered_boxes"),
        *("f3_google_docs_empty_grid", "f3_libreoffice_yuan_score_swapped"),
        *("f3_poi_prefix_ns0_stepped_scores", "f3_python_docx_three_tables"),
        *("f3_strict_two_slips", "f3_word2003_smart_tags", "f3_word_levels_split"),
        "f3_wps_notes_total_defaulted",
    ),
    "goal_application": ("goal_in_one_table", "goal_money_in_a_sentence"),
}


#: Only fonts that may be passed on freely end up in the files.
FONTS: Final = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include>/etc/fonts/fonts.conf</include>
<selectfont><rejectfont><glob>*/urw-base35/*</glob></rejectfont></selectfont>
<alias binding="same"><family>Times New Roman</family>
<prefer><family>Noto Serif CJK SC</family></prefer></alias>
</fontconfig>
"""


def convert(sources: list[Path], folder: Path) -> None:
    """Print the files into a folder, in one run with a profile of its own."""
    office = shutil.which("soffice")
    if office is None:
        raise FileNotFoundError("soffice: LibreOffice Writer prints the Word specimens")
    profile = (folder / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(folder), *map(str, sources)]
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS, encoding="utf-8")
    subprocess.run(  # noqa: S603 - a fixed command
        command,
        check=True,
        timeout=600,
        capture_output=True,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )


def adapted(source: Path) -> dict[str, Any]:
    """Return the Word specimen's truth, as the truth of the print."""
    truth = json.loads(source.with_name(f"{source.stem}.truth.json").read_text(encoding="utf-8"))
    told = f"corpus/{source.relative_to(CORPUS).as_posix()} printed by LibreOffice"
    return {**truth, "provenance": "printed", "description": f"{told}: {truth['description']}"}


def main() -> int:
    """Print all accepted specimens."""
    parser = argparse.ArgumentParser(prog="python -m corpus.pdf.printed", description=__doc__)
    parser.add_argument("--to", type=Path, default=HERE, metavar="FOLDER")
    target = parser.parse_args().to
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copies: dict[Path, Path] = {}
        for part, stems in ACCEPTED.items():
            for stem in stems:
                copy = folder / f"printed_{part}_{stem.replace('-', '_')}.docx"
                shutil.copy(CORPUS / part / f"{stem}.docx", copy)
                copies[copy] = CORPUS / part / f"{stem}.docx"
        convert(list(copies), folder)
        for copy, source in copies.items():
            shutil.copy(copy.with_suffix(".pdf"), target)
            text = to_json(adapted(source))
            path = target / f"{copy.stem}.truth.json"
            path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(copies)} printed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
