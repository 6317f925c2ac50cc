"""The generator's only source of chance: the same seed always draws the same specimen."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance(random.Random):
    """A seeded generator with the few draws this package needs."""

    def maybe(self, probability: float) -> bool:
        """Return true in that share of the calls."""
        return self.random() < probability

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options, each as likely as the others."""
        return options[int(self.random() * len(options))]

    def weighted(self, options: Sequence[tuple[T, float]]) -> T:
        """Return one of the options, each as likely as its weight says."""
        rest = self.random() * sum(weight for _, weight in options)
        for option, weight in options:
            rest -= weight
            if rest < 0:
                return option
        return options[-1][0]

    def some(self, options: Sequence[T], least: int, most: int) -> list[T]:
        """Return between `least` and `most` of the options, in their own order."""
        count = self.randint(least, min(most, len(options)))
        chosen = sorted(self.sample(range(len(options)), count))
        return [options[index] for index in chosen]
