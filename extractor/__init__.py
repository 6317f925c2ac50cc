"""Turns filled Chinese forms into typed, audited records.

    import extractor
    result = extractor.extract("form.docx")
    result.status, result.forms[0].record, result.forms[0].findings

The names here are for users of the package; nothing inside imports from here. They are loaded
when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.api import extract as extract
