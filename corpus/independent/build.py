"""Writes the specimens and their truth files: `python -m corpus.independent.build [NAME…]`."""

import json
import sys
from pathlib import Path

from corpus.independent import (
    evaluation_a,
    evaluation_b,
    monitoring_a,
    monitoring_b,
    several,
    verify,
)
from corpus.independent.truth import Specimen

HERE = Path(__file__).parent
BUILDERS = (
    *monitoring_a.BUILDERS,
    *monitoring_b.BUILDERS,
    *evaluation_a.BUILDERS,
    *evaluation_b.BUILDERS,
    *several.BUILDERS,
)


def write(specimen: Specimen, folder: Path) -> None:
    """Write the Word file and its truth."""
    (folder / f"{specimen.name}.docx").write_bytes(specimen.data)
    truth = json.dumps(specimen.truth(), ensure_ascii=False, indent=1) + "\n"
    (folder / f"{specimen.name}.truth.json").write_text(truth, encoding="utf-8")


def main() -> int:
    """Build all specimens (or the named ones), check their truth, report."""
    wanted = set(sys.argv[1:])
    faults = 0
    for builder in BUILDERS:
        specimen = builder()
        if wanted and specimen.name not in wanted:
            continue
        write(specimen, HERE)
        complaints = verify.complaints(specimen)
        faults += len(complaints)
        print(specimen.name, len(specimen.data), *(f"\n  {c}" for c in complaints))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
