"""The facts that a text states, as far as their form tells: rules, quotations, names, ids, dates, numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH = rf"(?P<{{}}>{_MONTHS})[a-z]*\.?"
_DATED = re.compile(
    r"(?P<iso>\d{4}-\d{2}-\d{2})(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
    rf"|\b(?P<day>\d{{1,2}})\.? {_MONTH.format('month')}(?: (?P<year>\d{{4}}))?\b"
    rf"|\b{_MONTH.format('first')} (?P<after>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<late>\d{{4}}))?\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://[^\s\"'<>)\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\w)|\w+(?:[-_/:.#]\w+)*")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_UNIT = re.compile(r"\d+(?:[.,]\d+)?-?[a-z]+")  # `12-piece`, `20cm`: a number with its unit, no id
_QUOTED = re.compile(r"“([^”\n]{4,160})”|„([^“”\n]{4,160})[“”]|«([^»\n]{4,160})»|\"([^\"\n]{4,160})\"")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_RULE = re.compile(
    r"\b(?:must|mustn['’]t|never|always|only|do not|don['’]t|may not|cannot|no longer|not allowed|required|unless"
    r"|at most|at least|no more than|forbidden|instead of)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w'’&-]+|[^\w\s]|\n")
_OPENER = re.compile(
    r"a|an|and|as|at|but|by|for|from|hello|hi|how|however|i|if|in|it|no|not|now|of|on|or|our|please|so|thanks?|that"
    r"|the|then|there|these|they|this|to|we|when|where|which|with|yes|you|your",
    re.IGNORECASE,
)
_ENDS = frozenset(".!?:\n•-*>#")
LONGEST_RULE = 300  # characters: past that it is no sentence
LONG_DIGITS = 9  # digits in a row: a tracking or account number, not an amount


class FactKind(StrEnum):
    RULE = "rule"
    QUOTE = "quotation"
    NAME = "name"
    IDENTIFIER = "id"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it is written, and `key`, which is equal for ways of writing the same."""

    kind: FactKind
    text: str
    key: str


def facts_of(text: str) -> Iterator[Fact]:
    """The facts of a text, kind by kind; one may come more than once."""
    for sentence in _SENTENCE.split(text):
        if len(sentence) <= LONGEST_RULE and " " in sentence.strip() and _RULE.search(sentence):
            yield _as_written(FactKind.RULE, sentence.strip(" \t-*•>"))
    for found in _QUOTED.finditer(text):
        yield _as_written(FactKind.QUOTE, next(group for group in found.groups() if group).strip())
    dated = tuple(_DATED.finditer(text))
    rest = _without(text, dated)
    for name in _names(rest):
        yield _as_written(FactKind.NAME, name)
    for found in dated:
        yield Fact(FactKind.DATE, found["iso"] or found.group(), _date_key(found))
    yield from _tokens(rest)


def plain(text: str) -> str:
    """The text as keys of rules, quotations, names and ids are searched in: without case or layout."""
    return " ".join(text.casefold().split())


def numbers(text: str) -> frozenset[str]:
    """The keys of every number in a text, those inside of ids among them."""
    return frozenset(_number_key(found) for found in _NUMBER.findall(text))


def dates(text: str) -> frozenset[str]:
    """The keys of every date in a text; one with a year also stands for its day and month alone."""
    keys = {_date_key(found) for found in _DATED.finditer(text)}
    return frozenset(keys | {key[5:] for key in keys if len(key) == len("2026-10-12")})


def _as_written(kind: FactKind, text: str) -> Fact:
    return Fact(kind, text, plain(text))


def _without(text: str, dated: Sequence[re.Match[str]]) -> str:
    """The text with a comma where a date was, so that no name and no id reaches over it."""
    ends = [0, *(found.end() for found in dated)]
    begins = [*(found.start() for found in dated), len(text)]
    return ", ".join(text[end:begin] for end, begin in zip(ends, begins, strict=True))


def _tokens(text: str) -> Iterator[Fact]:
    """Ids and numbers of a text without dates."""
    for link in _LINK.findall(text):
        yield _as_written(FactKind.IDENTIFIER, link.rstrip(".,;:"))
    for token in _TOKEN.findall(_LINK.sub(" ", text)):
        if not _DIGIT.search(token):
            continue
        if _NUMBER.fullmatch(token) and len(token) < LONG_DIGITS:
            if len(token) > 1:  # a single digit is somewhere in any text
                yield Fact(FactKind.NUMBER, token, _number_key(token))
        elif len(token) > 3 and not _UNIT.fullmatch(token):
            yield _as_written(FactKind.IDENTIFIER, token)


def _number_key(text: str) -> str:
    """`1,240.00` and `1240` are one number."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        text = text.replace(",", "")
    whole, point, rest = text.partition(".")
    rest = rest.rstrip("0") if rest.isdecimal() else rest
    return f"{whole.lstrip('0') or '0'}{point}{rest}".rstrip(".")


def _date_key(found: re.Match[str]) -> str:
    """`2026-10-12`, or `10-12` where no year is told."""
    if found["iso"]:
        return found["iso"]
    month = _MONTHS.split("|").index((found["month"] or found["first"])[:3].lower()) + 1
    day, year = int(found["day"] or found["after"]), found["year"] or found["late"]
    return f"{f'{year}-' if year else ''}{month:02}-{day:02}"


def _names(text: str) -> Iterator[str]:
    """Runs of capitalised words, with a number that follows (`Am Dobben 44`); not the word that opens a sentence."""
    run: list[str] = []
    opening = opened = True
    for token in [*_WORD.findall(text), "\n"]:
        capital = token[0].isupper() and any(character.islower() for character in token)
        if capital or (run and token.isdecimal()):
            opened = opening if not run else opened
            run.append(token)
        else:
            yield from _name(run, opening=opened)
            run = []
        opening = token in _ENDS


def _name(run: list[str], *, opening: bool) -> Iterator[str]:
    words = run[1:] if run and _OPENER.fullmatch(run[0]) else run
    if len(words) > 1 or (len(words) == 1 and len(words[0]) > 2 and not (opening and words is run)):
        yield " ".join(words)
