"""Which words of the trace a reader sees in a step's Delta without opening anything, and which they had seen before."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

IN_A_ROW = 8  # words: fewer are said again by chance, such as the keys of a record
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# The page's own words around those of the trace, names of fields, and what is there for scripts alone.
NAMES = {"th", "dt"}
CHROME = {
    *("value-key", "field-path", "field-mark", "value-absent"),
    *("sentence", "note", "change-title", "part-head", "folded", "nothing", "badge", "value-count", "value-more"),
    *(
        "message-place",
        "message-role",
        "message-name",
        "message-size",
        "message-sign",
        "message-line",
        "state-by",
        "changed-title",
    ),
    *(
        "change-tools",
        "cost-table",
        "compaction-title",
        "lost-title",
        "lost-place",
        "seen-head",
        "seen-words",
        "seen-step",
        "record-index",
    ),
    *("viewer-bar", "viewer-source", "visually-hidden"),
}


@dataclass(frozen=True)
class _Element:
    tag: str
    content: bool = False
    hidden: bool = False
    closed: bool = False  # a fold that is not open: all in it is hidden but its head


class _Reader(HTMLParser):
    def __init__(self, without):
        super().__init__()
        self._chrome = CHROME | without
        self.words = []
        self._around = [_Element("")]

    def handle_starttag(self, tag, attributes):
        if tag in VOID:
            return
        above, told = self._around[-1], dict(attributes)
        chrome = self._chrome & set((told.get("class") or "").split())
        self._around.append(
            _Element(
                tag,
                content=above.content or told.get("id") == "content",
                hidden=above.hidden or bool(chrome) or tag in NAMES or (above.closed and tag != "summary"),
                closed=tag == "details" and "open" not in told,
            )
        )

    def handle_endtag(self, tag):
        if tag in [each.tag for each in self._around]:
            while self._around.pop().tag != tag:
                pass

    def handle_data(self, text):
        if self._around[-1].content and not self._around[-1].hidden:
            self.words += words_of(text)


def words_of(text):
    """A date, an amount and an id are a word each."""
    return re.findall(r"\w(?:\S*\w)?", text)


def unfolded_words(page, *, without=frozenset()):
    """The words of the trace that stand unfolded in the content of a page, in order, but in these classes."""
    reader = _Reader(without)
    reader.feed(page)
    return reader.words


@dataclass
class Reading:
    """Goes through the Deltas of a run in order; counts letters, those of words alone."""

    shown: int = 0
    repeated: int = 0
    _seen: set = field(default_factory=set)

    def read(self, words):
        """One step more."""
        rows = [tuple(words[start : start + IN_A_ROW]) for start in range(len(words) - IN_A_ROW + 1)]
        again = {
            place for start, row in enumerate(rows) if row in self._seen for place in range(start, start + IN_A_ROW)
        }
        self.shown += sum(map(len, words))
        self.repeated += sum(len(words[place]) for place in again)
        self._seen.update(rows)

    @property
    def share(self):
        return self.repeated / self.shown if self.shown else 0.0
