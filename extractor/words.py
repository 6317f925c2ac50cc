"""Chinese words: jieba, loaded when a word is first needed, shared by the stages that cut."""

from __future__ import annotations

import logging
from functools import cache
from typing import Protocol, cast


class Cutter(Protocol):
    """What is used of jieba."""

    def lcut(self, sentence: str) -> list[str]:
        """The words of a text, in order."""
        ...


@cache
def cutter() -> Cutter:
    """A jieba without a cache file: it would trust what it finds in the common folder."""
    import jieba  # 0.7 s, and for what characters alone do not settle

    jieba.setLogLevel(logging.ERROR)
    made = jieba.Tokenizer()
    with made.get_dict_file() as words:
        made.FREQ, made.total = made.gen_pfdict(words)
    made.initialized = True
    return cast("Cutter", made)
