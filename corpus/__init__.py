"""Specimen forms with their truth, and the generator that makes more."""
