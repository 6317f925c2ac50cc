"""How labels, dates, codes and options are typed: the same word in the many shapes of real forms."""

from dataclasses import dataclass

from corpus.generator.chance import Chance
from corpus.generator.marks import ENCODINGS, Tick
from corpus.generator.numbers import DIGITS, FULL_WIDTH, in_chinese
from corpus.generator.truth import BLANK, UNREADABLE, FieldTruth, found
from corpus.generator.wordml import Inline, Para

HALF = str.maketrans("（）：", "():")
WIDE = str.maketrans("():", "（）：")


@dataclass(frozen=True, slots=True)
class Habits:
    """One form's way of typing its labels."""

    colon: str = ""
    brackets: str = "as is"
    widen: float = 0.0
    breaks: float = 0.0
    pad: float = 0.0

    @classmethod
    def draw(cls, chance: Chance) -> "Habits":
        """Return a form's habits."""
        return cls(
            colon=chance.weighted([("", 6.0), ("：", 1.5), (":", 0.7)]),
            brackets=chance.weighted(
                [("as is", 3.0), ("half", 1.0), ("wide", 1.0), ("mixed", 1.0)]
            ),
            widen=chance.weighted([(0.0, 5.0), (0.3, 1.0), (0.8, 0.5)]),
            breaks=chance.weighted([(0.0, 3.0), (0.25, 1.0)]),
            pad=chance.weighted([(0.0, 3.0), (0.4, 1.0)]),
        )


def shaped(chance: Chance, habits: Habits, text: str, *, widen: bool = True) -> str:
    """Return a label in one of its shapes; a line break stands for a hard break in it."""
    brackets = habits.brackets
    if brackets == "mixed":
        brackets = chance.pick(("half", "wide"))
    if brackets != "as is":
        text = text.translate(HALF if brackets == "half" else WIDE)
    if widen and len(text) <= 6 and text.isalpha() and chance.maybe(habits.widen):
        text = chance.pick((" ", "  ", "\u3000")).join(text)
    elif len(text) > 3 and text.isalpha() and chance.maybe(habits.breaks):
        at = chance.randint(1, len(text) - 1)
        text = f"{text[:at]}\n{text[at:]}"
    if habits.colon and text[-1] not in "：:" and chance.maybe(0.8):
        text += habits.colon
    if chance.maybe(habits.pad):
        text = chance.pick((f"{text} ", f" {text}", f"{text}\u3000", f"  {text}"))
    return text


def label(chance: Chance, habits: Habits, text: str, *, widen: bool = True) -> tuple[Para, ...]:
    """Return a label's paragraphs: a hard break is a line break or a new paragraph."""
    text = shaped(chance, habits, text, widen=widen)
    if "\n" in text and chance.maybe(0.5):
        return tuple(Para((part,)) for part in text.split("\n"))
    return (Para((text,)),)


def written_date(chance: Chance, year: int, month: int, day: int) -> tuple[str, str]:
    """Return a date as typed, and its value."""
    full = f"{year}-{month:02d}-{day:02d}"
    chinese = "".join(DIGITS[int(c)] for c in str(year)).replace("零", chance.pick("〇○零"))
    forms = (
        (f"{year}年{month}月{day}日", full),
        (f"{year}年{month:02d}月{day:02d}日", full),
        (f"{year} 年 {month} 月 {day} 日", full),
        (f"{year}-{month:02d}-{day:02d}", full),
        (f"{year}.{month}.{day}", full),
        (f"{year}/{month}/{day}", full),
        (f"{year}年{month}月{day}日".translate(FULL_WIDTH), full),
        (f"{year}年{month}月", f"{year}-{month:02d}"),
        (f"{year} 年 {month} 月", f"{year}-{month:02d}"),
        (f"{chinese}年{in_chinese(month)}月{in_chinese(day)}日", full),
    )
    text, value = chance.pick(forms)
    return text.replace("○", "〇"), value


def written_code(chance: Chance, code: str, name: str) -> str:
    """Return a function code and its name in one cell."""
    forms = (
        f"{code}{name}",
        f"{code}{name}\u3000",
        f"{code} {name}",
        f"{code}\u3000{name}",
        f"{code}-{name}",
        f"{code}—{name}",
        f"{code}\n{name}",
        f"（{code}）{name}",
        f"{name}（{code}）",
        f"{name}{code}",
        f"{code}{name}".translate(FULL_WIDTH),
        f"[{code}]{name}",
    )
    return chance.weighted([(forms[0], 4.0), *((form, 1.0) for form in forms[1:])])


@dataclass(frozen=True, slots=True)
class Options:
    """A group of options: labels by code, those ticked, and how their marks are drawn."""

    labels: tuple[tuple[str, str], ...]
    ticked: tuple[str, ...]
    encoding: str
    after: bool = False
    gap: str = "  "
    numbered: bool = False

    @property
    def truth(self) -> FieldTruth:
        """None ticked is blank; several cannot be read."""
        if len(self.ticked) > 1:
            return UNREADABLE
        return found(self.ticked[0]) if self.ticked else BLANK

    @property
    def style(self) -> str:
        """The paragraph style that the encoding needs."""
        needs = ENCODINGS[self.encoding].needs
        return "" if needs.startswith("default") else needs

    def inlines(self) -> tuple[Inline, ...]:
        """Return the options with their marks."""
        made: list[Inline] = []
        lone = ENCODINGS[self.encoding].kind == "lone"
        for index, (code, text) in enumerate(self.labels):
            on = code in self.ticked
            mark: list[Inline] = [] if lone and not on else [Tick(self.encoding, on)]
            words = f"{index + 1}、{text}" if self.numbered else text
            if index:
                made.append(self.gap)
            made += [words, *mark] if self.after else [*mark, words]
        return tuple(made)

    def shown(self) -> str:
        """Return the options as plain text."""
        return " ".join(f"{'☑' if c in self.ticked else '□'}{t}" for c, t in self.labels)
