"""Writes specimens and their truths into a folder."""

import argparse
from pathlib import Path

from corpus.generator.assemble import FORMS, make
from corpus.generator.truth import to_json


def main() -> None:
    """Write COUNT specimens, of the seeds from SEED on."""
    parser = argparse.ArgumentParser(prog="python -m corpus.generator", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="OUT_DIR")
    parser.add_argument("--seed", type=int, default=0, help="the first seed (default 0)")
    parser.add_argument("--count", type=int, default=10, help="how many files (default 10)")
    parser.add_argument(
        "--form", choices=FORMS, help="one form a file (default: whatever is drawn)"
    )
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for seed in range(chosen.seed, chosen.seed + chosen.count):
        specimen = make(seed, chosen.form)
        (chosen.folder / f"{specimen.name}.docx").write_bytes(specimen.data)
        text = to_json(specimen.truth)
        (chosen.folder / f"{specimen.name}.truth.json").write_text(text, encoding="utf-8")
    print(f"{chosen.count} specimens in {chosen.folder}")


if __name__ == "__main__":
    main()
