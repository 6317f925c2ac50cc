"""Labels that are nearly those of the rule file, with a confidence below 1.

Only for fields that no exact label led to, and only among cells that nothing claimed: a form whose
labels match never gets here. Characters are compared first; jieba, which takes most of a second
to load its dictionary, cuts words only where the characters leave the matter open.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex
from rapidfuzz import fuzz

from extractor.mapping.labels import Hit, LabelIndex, Target, variants
from extractor.model import Content
from extractor.words import cutter

#: From here on two labels count as the same, and below the lower bound never.
_SURE, _OPEN = 84.0, 58.0
#: What it is worth that all words of a label stand in a longer one, the last one last.
_CONTAINED = 86.0
#: Shorter labels are too easily alike (其他 and 其它 are aliases, not guesses).
_MINIMUM = 4
_MAXIMUM = 24
_MARGIN = 4.0
_WORDS = regex.compile(r"\p{Han}{3,}")
#: A label is never a number, a sentence or a code.
_NO_LABEL = regex.compile(r"[\d。;;!?%]")


@cache
def _tokens(text: str) -> str:
    return " ".join(cutter().lcut(text))


def score(written: str, label: str) -> float:
    """How alike two normalized labels are, 0 to 100: the words both have, in any order."""
    by_characters = fuzz.ratio(written, label)
    if by_characters >= _SURE or by_characters < _OPEN:
        return by_characters
    words, known = _tokens(written).split(), _tokens(label).split()
    # A Chinese compound is named by its last word: 存在的主要问题 are 存在的问题, but a
    # 项目实施单位负责人 is no 项目实施单位.
    if len(label) > _MINIMUM and words[-1] == known[-1] and set(known) <= set(words):
        return max(by_characters, _CONTAINED)
    return max(by_characters, fuzz.token_sort_ratio(" ".join(words), " ".join(known)))


def is_label_like(content: Content) -> bool:
    """Whether a cell may be a label at all: some words, no number, no sentence, no mark."""
    text = content.text.strip()
    return (
        _MINIMUM <= len(text) <= _MAXIMUM
        and not content.marks
        and _NO_LABEL.search(text) is None
        and _WORDS.search(text) is not None
    )


def similar_labels(
    texts: Iterable[tuple[int, str]], missing: set[tuple[str, str, str]], index: LabelIndex
) -> dict[int, Hit]:
    """Which of the `texts` (by unit) are probably labels of the `missing` targets.

    Each target is given to one text, each text to one target, the most alike first; a text that
    is about as much like a second target stays unknown.
    """
    wanted = {
        label: [target for target in targets if target[:3] in missing]
        for label, targets in index.targets.items()
        if len(label) >= _MINIMUM
    }
    labels = {label: targets for label, targets in wanted.items() if targets}
    proposals: list[tuple[float, int, str, tuple[Target, ...]]] = []
    for unit, text in texts:
        proposals += _best(unit, text, variants(text)[-1], labels)
    return _assign(proposals)


def _best(
    unit: int, text: str, written: str, labels: dict[str, list[Target]]
) -> list[tuple[float, int, str, tuple[Target, ...]]]:
    ranked = sorted(((score(written, label), label) for label in labels), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < _SURE:
        return []
    best, label = ranked[0]
    same = {target[:3] for target in labels[label]}
    for other_score, other in ranked[1:]:
        if other_score < best - _MARGIN:
            break
        if same.isdisjoint(target[:3] for target in labels[other]):
            return []
    return [(best, unit, text, tuple(labels[label]))]


def _assign(proposals: list[tuple[float, int, str, tuple[Target, ...]]]) -> dict[int, Hit]:
    found: dict[int, Hit] = {}
    used: set[tuple[str, str, str]] = set()
    for value, unit, text, targets in sorted(proposals, key=lambda item: (-item[0], item[1])):
        free = tuple(target for target in targets if target[:3] not in used)
        if free:
            used.update(target[:3] for target in free)
            found[unit] = Hit(text, free, confidence=round(0.9 * value / 100, 3))
    return found
