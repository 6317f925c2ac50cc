"""What a number counts: the words before it, or behind its classifier.

Patterns settle nearly every name. Only what is longer than any name on these forms (`LONGEST`)
is cut into words by jieba, and of those the last ones that can be a name are kept.
"""

from __future__ import annotations

import regex

from extractor.model import Comparator
from extractor.narrative import vocabulary as words
from extractor.narrative.numbers import GAP, Token
from extractor.words import cutter

#: Characters; more than this are a clause, not a name.
LONGEST = 10
#: How far before and behind a number its name is looked for.
BEFORE, BEHIND = 40, 16

_CLAUSE = rf"，,。；;：:！!？?\n（）()《》“”\"「」{GAP}"
_CUT = regex.compile(rf"[{_CLAUSE}、]")
_WIDE_CUT = regex.compile(rf"[。；;！!？?\n{GAP}，,]")
_COPULAS = tuple(sorted(words.COPULAS, key=len, reverse=True))
_COMPARED = tuple(sorted(words.BEFORE, key=len, reverse=True))
_EACH = regex.compile(rf"{words.EACH}$")
_MULTIPLE_OF = regex.compile(rf"{words.MULTIPLE}$")
_IDLE = " \n:：=|*"
_MULTIPLE = regex.compile(words.MULTIPLE)
_SHARE = regex.compile(r"占(?:到|了|比)?\p{Han}{0,12}$")
_RISE = regex.compile(rf"(?:{words.any_of(words.RISES)})")
_AGAINST = regex.compile(rf"{words.AGAINST}\p{{Han}}{{0,8}}$|{words.AGAINST}")
_LEAD = regex.compile(rf"(?:{words.LEADS}|[\s的、·—-])+")
_VERB = regex.compile(rf"(?:{words.any_of(words.VERBS)})了?(?:的)?")
_SHARED = regex.compile(r"均|都|皆")
_AND = regex.compile(r"以及|[、与和]|及(?![时格])")
_STOP = regex.compile(words.any_of(words.STOPS))
_NOUN = regex.compile(r"[ ]?(?:的)?[“\"]?(?P<noun>[\p{Han}A-Za-z]{1,14})")
_LETTERS = regex.compile(r"[\p{Han}A-Za-z0-9]{1,40}$")
_STOP_WORDS = frozenset(words.STOPS) | frozenset(words.VERBS) | {"了", "之", "有", "把", "及其"}


def read(text: str, token: Token, after: int) -> tuple[tuple[str | None, ...], Comparator, bool]:
    """What is counted, how it compares, and whether it is a change, from the words before.

    `after` is where the number before ends; several names share one number after 均.
    """
    start = max(after, token.start - BEFORE)
    region = text[start : token.start]
    cut = [match.end() for match in _CUT.finditer(region)]
    clause = region[cut[-1] :] if cut else region
    if not clause.strip() and region.rstrip().endswith((":", "：")):
        clause = region.rstrip(_IDLE)
        clause = clause[max((match.end() for match in _CUT.finditer(clause)), default=0) :]
    bare, comparator = compared(clause)
    rest = without_tail(bare)
    change, rest = changed(rest, clause, token)
    if token.comparator is not None:
        comparator = token.comparator
    tail = clause[len(rest) :]
    if not change and (_SHARED.search(tail) or "分别" in tail):
        shared = coordinated(region)
        if len(shared) > 1:
            return shared, comparator, change
    return (named(rest, is_rate=token.unit in words.RATES),), comparator, change


def compared(clause: str) -> tuple[str, Comparator]:
    """The clause before its comparator, and what it says; `=` where it has none."""
    bare = clause.rstrip()
    found: Comparator = "="
    for _ in range(4):
        if bare.endswith(_COMPARED):
            word = next(word for word in _COMPARED if bare.endswith(word))
            found = words.BEFORE[word] if found == "=" else found
            bare = bare.removesuffix(word).rstrip()
            continue
        shorter = without_tail(bare)
        if shorter == bare:
            break
        bare = shorter
    return bare, "≈" if "约占" in bare[-BEHIND:] else found


def without_tail(clause: str) -> str:
    """The clause without what only joins a number to what it counts: 共, 达到, 每人每月."""
    rest = clause.rstrip(_IDLE)
    while True:
        if rest.endswith(_COPULAS):
            rest = rest.removesuffix(next(word for word in _COPULAS if rest.endswith(word)))
        elif "每" in rest[-4:] and (each := _EACH.search(rest, len(rest) - 4)):
            rest = rest[: each.start()]
        elif rest.endswith("的") and (of := _MULTIPLE_OF.search(rest)):
            rest = rest[: of.start()]
        else:
            return rest
        rest = rest.rstrip(_IDLE)


def changed(rest: str, clause: str, token: Token) -> tuple[bool, str]:
    """Whether the number is a rise or fall; the words that name what rose or fell."""
    against = _AGAINST.search(rest)
    rises = list(_RISE.finditer(rest))
    at_end = bool(rises) and not without_tail(rest[rises[-1].end() :]).strip("了约达")
    is_relative = token.unit in words.RATES or "百分点" in token.unit
    if token.unit == "倍" and _MULTIPLE.search(clause):
        return True, rest
    if not rises or _is_rate_name(rest):
        return False, rest
    if at_end and (is_relative or against or token.unit not in words.CLASSIFIERS):
        return True, rest[: (against or rises[0]).start()]
    if is_relative and rises[0].start() <= 4 and not rest.endswith("的"):  # noqa: PLR2004  # 使能耗降低
        return True, rest[rises[0].end() :].removeprefix("了")
    return False, rest


def _is_rate_name(text: str) -> bool:
    return text.endswith(words.RATE_ENDS)


def named(rest: str, *, is_rate: bool) -> str | None:
    """The name at the end of the words before a number."""
    share = _SHARE.search(rest) if is_rate else None
    if share is not None:
        return _short(share[0].rstrip("的")) or None
    rest = rest.rstrip("的和与及 ")
    tail = _LETTERS.search(rest)
    if tail is None:
        return None
    name = without_lead(_after_of(tail[0]))
    if not is_rate or not _is_rate_name(name):
        name = without_verb(name)
    if name.endswith("完成") and name.removesuffix("完成") not in {"", "实际", "已"}:
        name = name.removesuffix("完成")
    return _short(name) or None


def _after_of(text: str) -> str:
    """What stands after the last 的: 信访部门的及时受理率."""
    before, _, after = text.rpartition("的")
    return after if len(after) > 1 or not before else text


def without_lead(name: str) -> str:
    """The name without adverbs, places and pronouns before it."""
    match = _LEAD.match(name)
    rest = name[match.end() :] if match else name
    return rest if len(rest) > 1 or match is None else ""


def without_verb(name: str) -> str:
    """The name without the verb that governs it, where what is left says enough."""
    for _ in range(3):
        match = _VERB.match(name)
        if match is None:
            break
        rest = name[match.end() :]
        if len(rest) < 2 or rest in words.GENERAL:  # noqa: PLR2004  # one character is no name
            break
        name = without_lead(rest) or rest
    return name


def coordinated(region: str) -> tuple[str, ...]:
    """The names that share a number: A率、B率均达到."""
    cuts = [match.end() for match in _WIDE_CUT.finditer(region)]
    clause = region[cuts[-1] :] if cuts else region
    bare, _ = compared(clause)
    parts = [part for part in _AND.split(without_tail(bare)) if part]
    names = [named(part, is_rate=True) for part in parts]
    kept: list[str] = []
    for name in reversed(names):
        if name is None or not _is_rate_name(name):
            break
        kept.append(name)
    return tuple(reversed(kept))


def behind(text: str, token: Token) -> tuple[str | None, int]:
    """The noun behind a classifier and where it ends: 12个|乡镇."""
    position = token.until
    match = _NOUN.match(text, position, position + BEHIND)
    if match is None:
        return None, position
    noun = match["noun"]
    stop = _STOP.search(noun)
    if stop is not None:
        if stop.start() == 0:
            return None, position
        noun = noun[: stop.start()]
    if len(noun) > LONGEST:
        noun = first_noun(noun)
    return noun or None, match.start("noun") + len(noun)


def first_noun(text: str) -> str:
    """The words before the first verb or particle."""
    kept = ""
    for word in cutter().lcut(text):
        if word in _STOP_WORDS or len(kept) + len(word) > LONGEST:
            break
        kept += word
    return kept


def _short(name: str) -> str:
    """The last words of a phrase that is too long for a name."""
    if len(name) <= LONGEST:
        return name
    kept = ""
    for word in reversed(cutter().lcut(name)):
        if word in _STOP_WORDS or len(kept) + len(word) > LONGEST:
            break
        kept = word + kept
    return kept or name[-LONGEST:]
