"""Find an author's term in a reader's words: inflected, spaced or hyphenated otherwise, and not denied."""

import re
from functools import lru_cache

_NEGATORS = r"(?:not|no|never|neither|nor|nothing|hardly|\w+n't|cannot)"
# Between a negator and what it denies stand only small words: "not in cents", "nothing to do with the unit".
# A verb between them turns the sense: "did not convert the cents" affirms that there were cents.
_SMALL = (
    r"(?:a|an|the|in|of|by|any|its|due|to|do|with|because|caused|about|from|really|actually|just|simply|been|being"
    r"|at|on)"
)
_DENIED_BEFORE = re.compile(rf"\b{_NEGATORS}(?:\s+{_SMALL})*\s+$")
_DENIED_AFTER = re.compile(
    r"(?:\s+\w+){0,2}?\s+(?:(?:is|was|are|were)\s+not|(?:is|was|are|were)n't)(?:\s+(?:a|the|at|to))*"
    r"\s+(?:problem|cause|reason|issue|culprit|fault|blame)\b"
)
_ABSENT_WORDS = """
no not never without missing absent lost lose dropped drop omitted omit nothing none lacks lack lacking ignored ignore
forgot forgotten removed remove left unaware
"""
_ABSENCE = frozenset(_ABSENT_WORDS.split())
_ENDING = r"(?:'s|s|es|d|ed|ing|ion|ions|ly)?"


def speaks_of_absence(terms: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a point is itself about something that is missing; then a negation in it denies nothing."""
    return any(word in _ABSENCE for group in terms for term in group for word in term.casefold().split())


def covers(passage: str, terms: tuple[tuple[str, ...], ...]) -> bool:
    """Whether the passage has, for each group, one of its terms that is not denied there."""
    weigh_denial = not speaks_of_absence(terms)
    return bool(terms) and all(
        any(_occurs(term, passage, weigh_denial=weigh_denial) for term in group) for group in terms
    )


def _occurs(term: str, passage: str, *, weigh_denial: bool) -> bool:
    return any(not (weigh_denial and _denied(passage, found)) for found in _pattern(term).finditer(passage))


def _denied(passage: str, found: re.Match[str]) -> bool:
    before, after = passage[: found.start()], passage[found.end() :]
    return bool(_DENIED_BEFORE.search(before) or _DENIED_AFTER.match(after))


@lru_cache(maxsize=4096)
def _pattern(term: str) -> re.Pattern[str]:
    words = [_inflected(word) for word in re.split(r"[\s_-]+", term.casefold().replace("’", "'").strip())]
    return re.compile(r"(?<!\w)" + r"[\s_-]+".join(words) + r"(?!\w)")


def _inflected(word: str) -> str:
    """A word with its common English endings; what does not end in a letter is taken as it stands."""
    if len(word) < 3 or not word[-1].isalpha():
        return re.escape(word)
    stem, last = re.escape(word[:-1]), re.escape(word[-1])
    if word.endswith("e"):
        return rf"{stem}(?:{last}(?:'s|s|d|ly)?|ing|ion|ions)"
    if word.endswith("y"):
        return rf"{stem}(?:{last}(?:'s|ing)?|ies|ied)"
    return rf"{stem}{last}(?:{last}(?=ed|ing))?{_ENDING}"
