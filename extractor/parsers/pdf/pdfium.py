"""The functions of pdfium that are called once a character or a path, at half the usual cost.

pypdfium2 loads the library and starts it. Its own prototypes check every argument; these take
addresses as plain numbers. No prototype of pypdfium2 is changed: others in the process use them.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import CFUNCTYPE, c_double, c_float, c_int, c_ulong, c_void_p, cast
from typing import Any

import pypdfium2  # noqa: F401  # starts the library
from pypdfium2 import raw


def address(pointer: Any) -> int:  # noqa: ANN401  # a handle as pypdfium2's prototypes give it
    """The address that a handle of pypdfium2 holds; 0 for none."""
    return cast(pointer, c_void_p).value or 0


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:  # noqa: ANN401
    return CFUNCTYPE(result, *arguments)(address(getattr(raw, name)))


_P = c_void_p

text_object = _function("FPDFText_GetTextObject", c_void_p, _P, c_int)
loose_box = _function("FPDFText_GetLooseCharBox", c_int, _P, c_int, _P)
char_box = _function("FPDFText_GetCharBox", c_int, _P, c_int, _P, _P, _P, _P)
origin = _function("FPDFText_GetCharOrigin", c_int, _P, c_int, _P, _P)
char_matrix = _function("FPDFText_GetMatrix", c_int, _P, c_int, _P)
unicode = _function("FPDFText_GetUnicode", c_int, _P, c_int)
font_size = _function("FPDFText_GetFontSize", c_double, _P, c_int)
has_no_unicode = _function("FPDFText_HasUnicodeMapError", c_int, _P, c_int)

font = _function("FPDFTextObj_GetFont", c_void_p, _P)
font_name = _function("FPDFFont_GetBaseFontName", c_ulong, _P, c_void_p, c_ulong)
is_embedded = _function("FPDFFont_GetIsEmbedded", c_int, _P)
rendered = _function("FPDFTextObj_GetRenderedBitmap", c_void_p, _P, _P, _P, c_float)
render_mode = _function("FPDFTextObj_GetTextRenderMode", c_int, _P)

page_object = _function("FPDFPage_GetObject", c_void_p, _P, c_int)
form_object = _function("FPDFFormObj_GetObject", c_void_p, _P, c_ulong)
form_count = _function("FPDFFormObj_CountObjects", c_int, _P)
object_type = _function("FPDFPageObj_GetType", c_int, _P)
bounds = _function("FPDFPageObj_GetBounds", c_int, _P, _P, _P, _P, _P)
matrix = _function("FPDFPageObj_GetMatrix", c_int, _P, _P)
clip_path = _function("FPDFPageObj_GetClipPath", c_void_p, _P)
clip_count = _function("FPDFClipPath_CountPaths", c_int, _P)
clip_segments = _function("FPDFClipPath_CountPathSegments", c_int, _P, c_int)
clip_segment = _function("FPDFClipPath_GetPathSegment", c_void_p, _P, c_int, c_int)
fill_color = _function("FPDFPageObj_GetFillColor", c_int, _P, _P, _P, _P, _P)
stroke_color = _function("FPDFPageObj_GetStrokeColor", c_int, _P, _P, _P, _P, _P)

bitmap_width = _function("FPDFBitmap_GetWidth", c_int, _P)
bitmap_height = _function("FPDFBitmap_GetHeight", c_int, _P)
bitmap_stride = _function("FPDFBitmap_GetStride", c_int, _P)
bitmap_buffer = _function("FPDFBitmap_GetBuffer", c_void_p, _P)
destroy_bitmap = _function("FPDFBitmap_Destroy", None, _P)

draw_mode = _function("FPDFPath_GetDrawMode", c_int, _P, _P, _P)
segment_count = _function("FPDFPath_CountSegments", c_int, _P)
segment = _function("FPDFPath_GetPathSegment", c_void_p, _P, c_int)
segment_point = _function("FPDFPathSegment_GetPoint", c_int, _P, _P, _P)
segment_type = _function("FPDFPathSegment_GetType", c_int, _P)
segment_close = _function("FPDFPathSegment_GetClose", c_int, _P)
