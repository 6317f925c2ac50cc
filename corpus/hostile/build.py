"""Writes the hostile files and what may be said of them: `python -m corpus.hostile.build`."""

import json
import sys
from pathlib import Path

from corpus.hostile import containers, documents

HERE = Path(__file__).parent
MOST = 50_000


def main() -> int:
    """Write all files; fail when one is larger than it should be."""
    large = 0
    for item in (*containers.files(), *documents.files()):
        (HERE / f"{item.name}.docx").write_bytes(item.data)
        text = json.dumps(item.expect(), ensure_ascii=False) + "\n"
        target = HERE / f"{item.name}.expect.json"
        target.write_text(text, encoding="utf-8", newline="\n")
        large += len(item.data) > MOST
        print(f"{item.name:24} {len(item.data):6} {item.expect()}")
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
