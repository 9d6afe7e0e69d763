"""Markdown to HTML, for texts that authors wrote; text of a trace never comes here."""

from functools import cache, lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from app.pages.value.text import spelled

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "br", "a", "h2", "h3", "h4", "table"} | {
    *("thead", "tbody", "tr", "th", "td", "hr")
}

_ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "*": set()}  # a title would say of a link what it is not

_KEPT = 256  # texts: the same tickets and briefs stand on page after page


@lru_cache(maxsize=_KEPT)
def markdown(text: str) -> Markup:
    """Clean HTML: nothing in it loads or runs, links are the only way out, and hidden characters are spelled out."""
    html = nh3.clean(_reader().render(text), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https", "http"})
    return Markup(spelled(html))  # noqa: S704 - cleaned in the line above


def phrase(text: str) -> Markup:
    """A sentence with its emphasis and code, and without a paragraph of its own."""
    html = nh3.clean(_reader().renderInline(text), tags={"em", "strong", "code"}, attributes={"*": set()})
    return Markup(spelled(html))  # noqa: S704 - cleaned in the line above


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")
