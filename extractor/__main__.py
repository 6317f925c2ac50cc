"""`tiqu`, and `python -m extractor`."""

from __future__ import annotations

import sys


def main() -> None:
    """Ends the process with the command's exit status."""
    try:
        from extractor.cli import main as run

        status = run()
    except KeyboardInterrupt:  # before anything began
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
