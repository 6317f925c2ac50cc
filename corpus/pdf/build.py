"""Writes the PDFs and their truths: `python -m corpus.pdf.build [NAME…] [--fonts FOLDER]`.

The printed ones need LibreOffice and are written by `python -m corpus.pdf.printed`.
"""

import argparse
import sys
from pathlib import Path

from corpus.generator.truth import to_json
from corpus.pdf import faces
from corpus.pdf.drawn import draw
from corpus.pdf.specimens import specimens

HERE = Path(__file__).parent
MOST = 150_000


def main() -> int:
    """Write all drawn specimens, or the named ones; fail when one is larger than it should be."""
    parser = argparse.ArgumentParser(prog="python -m corpus.pdf.build", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--fonts", type=Path, action="append", default=[], metavar="FOLDER")
    parser.add_argument("--to", type=Path, default=HERE, metavar="FOLDER")
    chosen = parser.parse_args()
    faces.register((*chosen.fonts, *faces.FOLDERS))
    large = 0
    for specimen in specimens():
        if chosen.names and specimen.name not in chosen.names:
            continue
        data = draw(specimen)
        (chosen.to / f"{specimen.name}.pdf").write_bytes(data)
        truth = chosen.to / f"{specimen.name}.truth.json"
        truth.write_text(to_json(specimen.truth()), encoding="utf-8", newline="\n")
        large += len(data) > MOST
        print(f"{specimen.name:24} {len(data):7} {specimen.truth()['description']}")
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
