"""Cut an explanation into the passages that may cover a key point: prose, not lists of words."""

import re
import unicodedata

MAX_WORDS = 600  # a page and a half; past it an explanation covers points by length instead of insight
MAX_CHARACTERS = 20_000  # the same bound for text without spaces
WINDOW = 3  # sentences: a point may be made over a few of them, not scattered over the whole text

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n\s*\n|\n(?=\s*[-*•\d])")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_MIN_WORDS = 3
_MAX_PER_GLUE = 8  # prose, even in telegram style, relates things at least every eight words
_SMALL_WORDS = """
a an the this that these those it its they them their he she his her we our you your i my who which what where when
why how there here and or but so because since although while if then than as of in on at to from for by with without
into over under after before between through about against out off up down is are was were be been being has have had
do does did can could will would should may might must not no never nothing instead only also still even both each
every all any some one same other another cannot
"""
_PLAIN_VERBS = """
return returns returned read reads take takes took taken use uses used give gives gave given get gets got make makes
made call calls called say says said show shows showed send sends sent go goes went come comes came become becomes
became treat treats treated assume assumes assumed pass passes passed keep keeps kept cause causes caused lead leads
led mean means meant see sees saw find finds found ask asks asked answer answers answered drop drops dropped
"""
_GLUE = frozenset(_SMALL_WORDS.split() + _PLAIN_VERBS.split())


def passages(text: str) -> tuple[str, ...]:
    """Every run of up to three consecutive sentences of prose, plain in case and punctuation signs.

    Word lists are left out: terms without the small words that relate them explain nothing. Fragments of a word
    or two ("Stale index.") may stand among prose, not alone.
    """
    sentences = [each for each in _SENTENCE.split(_first_words(plain(text))) if _is_fragment(each) or _connects(each)]
    windows = (" ".join(sentences[start : start + WINDOW]) for start in range(len(sentences)))
    return tuple(filter(_connects, windows))


def plain(text: str) -> str:
    """Letter case, typographic apostrophes and composed characters levelled."""
    return unicodedata.normalize("NFKC", text).casefold().replace("’", "'")


def _first_words(text: str) -> str:
    words = list(_WORD.finditer(text[:MAX_CHARACTERS]))
    return text[:MAX_CHARACTERS] if len(words) <= MAX_WORDS else text[: words[MAX_WORDS - 1].end()]


def _is_fragment(sentence: str) -> bool:
    return len(_WORD.findall(sentence)) < _MIN_WORDS


def _connects(text: str) -> bool:
    words = _WORD.findall(text)
    glue = sum(word in _GLUE or word.endswith("n't") for word in words)
    return len(words) >= _MIN_WORDS and glue * _MAX_PER_GLUE >= len(words)
