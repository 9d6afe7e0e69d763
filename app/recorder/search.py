"""Full-text search over passages, ranked by BM25 in SQLite's FTS5."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from app.domain.json import JSON
from app.faults.lookup import Lookup, Passage

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PassageHit:
    passage: Passage
    score: float


def search(lookup: Lookup) -> list[PassageHit]:
    """The best passages that the filters leave over, at most `keep` of the best `top_k`; high scores are good."""
    indexed = [_as_indexed(passage, lookup.built) for passage in lookup.passages if _in_force(passage, lookup.built)]
    left = [passage for passage in indexed if _labelled(passage, lookup.filters)]
    hits = _ranked(lookup.query, left)[: lookup.top_k]
    good = [hit for hit in hits if lookup.min_score is None or hit.score >= lookup.min_score]
    return good[: lookup.keep]


def _labelled(passage: Passage, filters: Mapping[str, JSON]) -> bool:
    return all(_fits(passage.labels.get(label), value) for label, value in filters.items())


def _fits(label: JSON, value: JSON) -> bool:
    return value in label if isinstance(label, list) else label == value


def _in_force(passage: Passage, built: str | None) -> bool:
    """Whether the passage was in force on the day on which the index was built."""
    begins, ends = passage.labels.get("valid_from"), passage.labels.get("valid_to")
    return built is None or (str(begins or "") <= built and (ends is None or str(ends) >= built))


def _as_indexed(passage: Passage, built: str | None) -> Passage:
    """The passage with the labels that an index built on that day has: what ended it later is not in there."""
    if built is None:
        return passage
    known = {label: value for label, value in passage.labels.items() if label != "valid_to"}
    return replace(passage, labels={**known, "indexed": built})


def _ranked(query: str, passages: Sequence[Passage]) -> list[PassageHit]:
    words = list(dict.fromkeys(word.lower() for word in _WORD.findall(query)))
    if not words or not passages:
        return []
    index = _index(tuple((passage.title, passage.text) for passage in passages))
    wanted = " OR ".join(f'"{word}"' for word in words)
    found = index.execute(
        "SELECT rowid, -bm25(passages, 2.0, 1.0) FROM passages WHERE passages MATCH ? ORDER BY 2 DESC, rowid",
        (wanted,),
    )
    return [PassageHit(passages[row], round(score, 4)) for row, score in found]


@lru_cache(maxsize=16)
def _index(texts: tuple[tuple[str, str], ...]) -> sqlite3.Connection:
    """An index over these texts; searches over the same passages share it."""
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.execute("CREATE VIRTUAL TABLE passages USING fts5(title, text, tokenize = 'porter unicode61')")
    database.executemany(
        "INSERT INTO passages(rowid, title, text) VALUES (?, ?, ?)",
        ((row, title, text) for row, (title, text) in enumerate(texts)),
    )
    return database
