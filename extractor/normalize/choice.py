"""Choices and flags: what the marks of a group, as mapping has read them, amount to."""

from __future__ import annotations

import re

from extractor.model import Value
from extractor.normalize.entry import Entry, answer, says_nothing
from extractor.normalize.numbers import LONGEST, plain

_BETWEEN = re.compile(r"[\s□☐○()\[\]【】/、,，;；。.:：0-9０-９①-⑳_]+")


def choice(entry: Entry) -> Value:
    """The code of the one option that is ticked.

    Several ticks contradict whatever else is unclear; an unclear mark leaves any other answer
    open; a tick beside all options (`stray`) says that something was answered, but not what.
    """
    located, field = entry.located, entry.field
    ticked = [option.code for option in located.options if option.state == "checked"]
    if len(ticked) > 1:
        return entry.unreadable("several_ticked")
    if any(option.state == "unclear" for option in located.options):
        return entry.unreadable("unclear_mark")
    if ticked:
        return entry.found(ticked[0])
    if located.stray:
        return entry.unreadable("stray_mark")
    if any(option.state == "unchecked" for option in located.options):
        return answer(located, field, "blank", doubt="none_ticked")
    return _without_boxes(entry)


def _without_boxes(entry: Entry) -> Value:
    """No option has a mark: nothing is written, only what was printed, a dash, or anything else."""
    located, field = entry.located, entry.field
    if entry.text and says_nothing(entry.text, field):
        return entry.blank()
    if len(entry.text) > LONGEST:
        return entry.unreadable()
    rest = plain(entry.text)
    labels = {plain(label) for option in field.options for label in option.labels}
    for label in sorted(labels, key=len, reverse=True):
        rest = rest.replace(label, " ")
    if _BETWEEN.sub("", rest):
        return entry.unreadable()
    return answer(located, field, "blank", doubt="none_ticked")


def flag(entry: Entry) -> Value:
    """`"true"` for a ticked box, `"false"` for an empty one, null where there is no box."""
    options = entry.located.options
    state = options[0].state if options else None
    if state == "unclear":
        return entry.unreadable("unclear_mark")
    if state is None:
        return entry.blank()
    return entry.found("true" if state == "checked" else "false")
