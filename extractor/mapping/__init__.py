"""Rule file x document → where every field stands. Knows rule files, nothing about formats."""

from extractor.mapping.claims import ConservationError
from extractor.mapping.locate import locate

__all__ = ["ConservationError", "locate"]
