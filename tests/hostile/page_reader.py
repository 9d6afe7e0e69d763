"""Reads a page as a browser would, and says what in it cannot have come from us."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

OURS = frozenset(
    {
        *("html", "head", "meta", "title", "link", "script", "body", "header", "main", "footer", "nav", "aside"),
        *(
            "article",
            "section",
            "div",
            "p",
            "span",
            "a",
            "b",
            "i",
            "em",
            "strong",
            "s",
            "code",
            "pre",
            "kbd",
            "mark",
            "q",
        ),
        *("h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "hr", "br", "del", "ins", "time"),
        *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "details", "summary"),
        *("form", "fieldset", "legend", "label", "input", "button", "select", "option", "optgroup", "textarea"),
        *(
            "output",
            "datalist",
            "progress",
            "meter",
            "dialog",
            "template",
            "noscript",
            "small",
            "sub",
            "sup",
            "figure",
        ),
        *(
            "figcaption",
            "search",
            "svg",
            "symbol",
            "use",
            "path",
            "g",
            "rect",
            "line",
            "circle",
            "polyline",
            "polygon",
        ),
        *("text", "desc", "defs", "ellipse", "clippath", "tspan"),
    }
)
LOADING = frozenset(
    {"src", "srcset", "href", "xlink:href", "action", "formaction", "data", "poster", "background", "ping"}
)


class PageReader(HTMLParser):
    """Every element of a page with its attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def strangers(page: str, *, styles: int = 0) -> list[str]:
    """Elements and attributes that no template of ours writes, and addresses that lead away from us.

    An exported file carries its style sheets with it: exactly as many as `styles`.
    """
    found = []
    elements = PageReader(page).elements
    own = sum(tag == "style" for tag, _ in elements) == styles
    for tag, attributes in elements:
        if own and tag == "style":
            continue
        if tag not in OURS and not ("-" in tag and "canary" not in tag):
            found.append(f"<{tag}>")
        for name, value in attributes.items():
            if name.startswith("on") or name in {"style", "srcdoc", "canary"}:
                found.append(f"<{tag} {name}={value[:60]!r}>")
            if name in LOADING and not is_ours(value):
                found.append(f"<{tag} {name}={value[:60]!r}>")
        if tag == "script" and not attributes.get("src", "").startswith("/static/"):
            found.append("<script> without our source")
    return found


def is_ours(address: str) -> bool:
    """Whether an address stays on this server, as a browser reads it: `//host` and `\\host` lead away."""
    cleaned = address.strip().replace("\t", "").replace("\n", "").replace("\r", "").replace("\\", "/")
    parts = urlsplit(cleaned)
    return (
        not parts.scheme and not parts.netloc and not cleaned.startswith("//") and cleaned[:1] in {"/", "#", "?", ""}
    )


def seen_and_spoken(page: str) -> str:
    """All text and all attributes of a page, but for what a reader typed to be found: that is kept as it was."""
    reader = PageReader(page)
    elements = [found for tag, found in reader.elements if tag != "input"]
    attributes = [value for found in elements for name, value in found.items() if name != "data-find"]
    return "\n".join([*reader.text, *attributes])
