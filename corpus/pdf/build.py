"""Writes the PDFs and what is true of them: `python -m corpus.pdf.build [NAME…] [--hostile]`.

The printed ones need LibreOffice and are written by `python -m corpus.pdf.printed`.
"""

import argparse
import json
import sys
from pathlib import Path

from corpus.generator.truth import to_json
from corpus.pdf import faces, traps
from corpus.pdf.drawn import draw
from corpus.pdf.specimens import specimens

HERE = Path(__file__).parent
MOST = 150_000


def drawn(folder: Path, names: list[str]) -> int:
    """Write the drawn specimens, or the named ones; return how many are larger than they should be."""
    large = 0
    for specimen in specimens():
        if names and specimen.name not in names:
            continue
        data = draw(specimen)
        (folder / f"{specimen.name}.pdf").write_bytes(data)
        truth = folder / f"{specimen.name}.truth.json"
        truth.write_text(to_json(specimen.truth()), encoding="utf-8", newline="\n")
        large += len(data) > MOST
        print(f"{specimen.name:24} {len(data):7} {specimen.truth()['description']}")
    return large


def hostile(folder: Path) -> int:
    """Write the hostile files; return how many are larger than they should be."""
    large = 0
    folder.mkdir(exist_ok=True)
    for item in traps.files():
        ending = "docx" if item.name == "named_docx" else "pdf"
        (folder / f"{item.name}.{ending}").write_bytes(item.data)
        text = json.dumps(item.expect(), ensure_ascii=False) + "\n"
        target = folder / f"{item.name}.expect.json"
        target.write_text(text, encoding="utf-8", newline="\n")
        large += len(item.data) > MOST
        print(f"{item.name:28} {len(item.data):7} {item.expect()}")
    return large


def main() -> int:
    """Write what is asked for; fail when a file is larger than it should be."""
    parser = argparse.ArgumentParser(prog="python -m corpus.pdf.build", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these (default: all)")
    parser.add_argument("--hostile", action="store_true", help="the hostile files instead")
    parser.add_argument("--fonts", type=Path, action="append", default=[], metavar="FOLDER")
    parser.add_argument("--to", type=Path, default=HERE, metavar="FOLDER")
    chosen = parser.parse_args()
    faces.register((*chosen.fonts, *faces.FOLDERS))
    if chosen.hostile:
        return 1 if hostile(chosen.to / "hostile") else 0
    return 1 if drawn(chosen.to, chosen.names) else 0


if __name__ == "__main__":
    sys.exit(main())
