"""Writes the specimens and their truths beside this file: `python -m corpus.handmade.build [NAME…]`."""

import sys
from pathlib import Path

from corpus.handmade import boxes, evaluations, shapes, words, wrappings

HERE = Path(__file__).parent
BUILDERS = (
    *shapes.BUILDERS,
    *boxes.BUILDERS,
    *words.BUILDERS,
    *wrappings.BUILDERS,
    *evaluations.BUILDERS,
)


def main() -> int:
    """Build all specimens (or the named ones), check them, report."""
    wanted = set(sys.argv[1:])
    faults = 0
    for builder in BUILDERS:
        specimen = builder()
        if wanted and specimen.name not in wanted:
            continue
        (HERE / f"{specimen.name}.docx").write_bytes(specimen.data)
        truth = HERE / f"{specimen.name}.truth.json"
        truth.write_text(specimen.truth(), encoding="utf-8", newline="\n")
        complaints = list(specimen.complaints())
        faults += len(complaints)
        print(specimen.name, len(specimen.data), *(f"\n  {line}" for line in complaints))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
