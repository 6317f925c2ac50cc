"""Makes filled forms whose truth is known, because it was there before the file was."""

from corpus.generator.assemble import make
from corpus.generator.truth import Specimen

__all__ = ["Specimen", "make"]
