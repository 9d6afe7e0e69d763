"""Markdown of a trace as it was meant to look: nothing in it loads, runs or leads anywhere."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from app.pages.value.text import spelled, visible

MOST = 60_000  # characters that are rendered; a longer text is read as it is
_TAGS = {
    *("p", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "br", "hr", "s", "span"),
    *("table", "thead", "tbody", "tr", "th", "td", "div"),
}
_MARKS = re.compile(
    r"""^\#{1,6}[ ]\S | ^(?:```|~~~) | ^\|?[ ]*:?-{3,}:?[ ]*\|[ |:-]*$ | ^>[ ]\S
      | ^[ ]{0,3}[-*+][ ]\S.*\n(?:.*\n)?[ ]{0,3}[-*+][ ]\S | ^[ ]{0,3}1[.)][ ]\S.*\n(?:.*\n){0,4}[ ]{0,3}2[.)][ ]\S
      | \*\*[^*\s][^*\n]*\*\* | \]\([^()\s]+\)""",
    re.MULTILINE | re.VERBOSE,
)
# The parser makes entities and line ends of its own from some characters: each hidden one goes through it as a word.
_HELD = re.compile("\ue000([0-9a-f]+)\ue001")
_TO_HOLD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000\ue001\ud800-\udfff]")


def looks_like_markdown(text: str) -> bool:
    """Whether a text that may be rendered has headings, lists, fences, tables, emphasis or links."""
    return len(text) <= MOST and _MARKS.search(text) is not None


@lru_cache(maxsize=256)  # the same prompt stands in every step
def trace_markdown(text: str) -> Markup:
    """Clean HTML. Links and images are told with their addresses, hidden characters by name."""
    held = _TO_HOLD.sub(lambda found: f"\ue000{ord(found.group()):x}\ue001", text)
    html = _reader().render(held)
    frame = {"class", "tabindex", "role", "aria-label"}
    attributes = {"span": {"class", "title"}, "p": {"class"}, "ol": {"start"}, "div": frame}
    return Markup(nh3.clean(html, tags=_TAGS, attributes=attributes))  # noqa: S704 - cleaned here


def _seen(text: str) -> str:
    return str(visible(_HELD.sub(lambda found: chr(int(found[1], 16)), text)))


def _text(tokens: Sequence[Token], index: int, *_: Any) -> str:
    return _seen(tokens[index].content)


def _code(tokens: Sequence[Token], index: int, *_: Any) -> str:
    return f"<code>{_seen(tokens[index].content)}</code>"


def _block(tokens: Sequence[Token], index: int, *_: Any) -> str:
    return f"<pre><code>{_seen(tokens[index].content)}</code></pre>"


def _image(tokens: Sequence[Token], index: int, *_: Any) -> str:
    token = tokens[index]
    return f"[image: {_seen(token.content)} {_address(token, 'src')}]"


def _link_end(tokens: Sequence[Token], index: int, *_: Any) -> str:
    depth = 0
    for token in reversed(tokens[:index]):
        depth += {"link_close": 1, "link_open": -1}.get(token.type, 0)
        if depth < 0:
            return f"</span> {_address(token, 'href')}"
    return "</span>"


def _address(token: Token, attribute: str) -> str:
    """Where a link leads and what its tooltip says, which a reader would not see otherwise."""
    told = " ".join(str(token.attrs[name]) for name in (attribute, "title") if token.attrs.get(name))
    shown = spelled(_HELD.sub(lambda found: chr(int(found[1], 16)), told))
    return f'<span class="prose-address">({escape(shown)})</span>'


def _heading(tokens: Sequence[Token], index: int, *_: Any) -> str:
    """A heading of a trace is no heading of the page, and stays out of its outline."""
    level = min(int(tokens[index].tag[1]), 3)
    return f'<p class="prose-heading prose-heading--{level}">'


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    rules: dict[str, Callable[..., str]] = {
        "text": _text,
        "code_inline": _code,
        "code_block": _block,
        "fence": _block,
        "image": _image,
        "link_open": lambda *_: '<span class="prose-link">',
        "link_close": _link_end,
        "heading_open": _heading,
        "heading_close": lambda *_: "</p>",
        "table_open": lambda *_: '<div class="value-frame" tabindex="0" role="group" aria-label="Table"><table>',
        "table_close": lambda *_: "</table></div>",
    }
    reader.renderer.rules.update(rules)  # type: ignore[attr-defined]
    return reader
