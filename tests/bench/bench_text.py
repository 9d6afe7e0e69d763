"""Text that looks and compresses like what agents read and write, drawn from a seed."""

import random

SYLLABLES = (
    "ta re mi so lan ver con pro in der sta tion al ment ing fer plo ga que ri os um ex tri but ar en".split()  # noqa: SIM905 - reads as a line of song
)
WORDS = 6_000
LENGTH = 420_000  # words in the pool: no two runs read the same pages


class Prose:
    """A pool of sentences, assignments and list items, from which stretches are cut at random."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        words = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(WORDS)]
        drawn = dice.choices(words, [1 / (rank + 3) for rank in range(WORDS)], k=LENGTH)
        self._pool = "".join(_lines(drawn, dice))

    def cut(self, shortest: int, longest: int) -> str:
        """Between so many and so many characters."""
        size = self.dice.randint(shortest, longest)
        start = self.dice.randrange(len(self._pool) - size)
        return self._pool[start : start + size]


def _lines(words: list[str], dice: random.Random):
    at = 0
    while at < len(words) - 20:
        size = dice.randint(4, 16)
        yield _line(words[at : at + size], dice)
        at += size


def _line(words: list[str], dice: random.Random) -> str:
    form = dice.random()
    if form < 0.72:
        return " ".join(words).capitalize() + dice.choice([". ", ". ", ".\n", "? ", ".\n\n"])
    if form < 0.88:
        return f"    {words[0]} = {words[1]}({', '.join(words[2:4])}, {dice.randint(0, 9999)})\n"
    return f"- `{words[0]}/{words[1]}.py:{dice.randint(1, 900)}`: {' '.join(words[2:])}\n"
