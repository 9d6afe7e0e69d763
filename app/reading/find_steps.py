"""Find the revealed steps that fulfil a search."""

from dataclasses import dataclass

from app.domain.errors import SearchRejected
from app.domain.header import StepHeader
from app.reading.read_words import Found, HitPlace, SearchWords, in_words
from app.reading.window import Window
from app.replay.query import Query, parse
from app.replay.query_match import fits

MOST_HITS = 50  # told in words at once; more are asked for
MOST_NUMBERS = 500  # told by their numbers
MOST_LETTERS = 200  # of a search
_NOWHERE: Found = (None, HitPlace.STEP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A step that fulfils the search: the first word that was found in it, with the words around it.

    A search without words has no match to show; `before` then is the step's own beginning. `place` tells where the
    words stand.
    """

    header: StepHeader
    before: str
    match: str
    after: str
    place: HitPlace = HitPlace.STEP

    @property
    def number(self) -> int:
        return self.header.number


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The hits in order. `numbers` are those of up to 500 steps; `more` is true where there are further ones.

    Of `inside`, the words stand in the inner spans alone.
    """

    hits: tuple[Hit, ...] = ()
    numbers: tuple[int, ...] = ()
    more: bool = False
    inside: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    problem: str | None = None


def try_to_find(window: Window, query: str, *, most: int = MOST_HITS) -> SearchResult:
    """As `find_steps`; a search that cannot be read finds nothing and says why."""
    try:
        return find_steps(window, query, most=most)
    except SearchRejected as error:
        return SearchResult(problem=str(error))


def sought_in(query: str) -> tuple[str, ...]:
    """The words that a search wants, in small letters; none of a search that cannot be read."""
    try:
        return tuple(word.casefold() for word in SearchWords.of(parse(query[:MOST_LETTERS])).wanted)
    except SearchRejected:
        return ()


def find_steps(window: Window, query: str, *, most: int = MOST_HITS) -> SearchResult:
    """The revealed steps that fulfil a search; an empty one finds nothing. Raises SearchRejected."""
    asked = parse(query[:MOST_LETTERS])
    words = SearchWords.of(asked)
    if not asked:
        return SearchResult()
    if words.none:
        numbers = _fitting(window, asked, limit=MOST_NUMBERS + 1)
        found = dict.fromkeys(numbers, _NOWHERE)
    else:
        found = dict(in_words(window, words, among=_fitting(window, asked), limit=MOST_NUMBERS + 1))
        numbers = tuple(found)
    calls = _calls(window, numbers[:MOST_NUMBERS])
    shown = calls[: min(most, MOST_NUMBERS)]
    headers = {header.number: header for header in window.headers_at(shown)}
    return SearchResult(
        hits=tuple(_hit(headers[number], found[number]) for number in shown),
        numbers=calls,
        more=len(numbers) > MOST_NUMBERS,
        inside=tuple(each for each in calls if found[each][1] is HitPlace.INSIDE),
        words=words.wanted,
    )


def _calls(window: Window, numbers: tuple[int, ...]) -> tuple[int, ...]:
    """A call and the access that it consists of are one hit: the call, where it holds what was searched for."""
    found = set(numbers)
    apart = {header.number for header in window.headers_at(numbers) if header.outer in found}
    return tuple(number for number in numbers if number not in apart)


def _fitting(window: Window, query: Query, *, limit: int | None = None) -> tuple[int, ...]:
    """The steps that fulfil the conditions. Those that are still open are judged by what their row shows."""
    running = window.running()
    fitting = window.work.search.numbers(window.run_id, query, last=window.frontier, without=running, limit=limit)
    among = [header.number for header in window.headers_at(running) if fits(header, query)]
    return tuple(sorted([*fitting, *among]))[:limit]


def _hit(header: StepHeader, found: Found) -> Hit:
    excerpt, place = found
    if excerpt is None:
        return Hit(header=header, before=header.gist or header.name, match="", after="")
    return Hit(header=header, before=excerpt.before, match=excerpt.match, after=excerpt.after, place=place)
