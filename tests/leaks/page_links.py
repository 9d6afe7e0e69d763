"""The addresses in an answer: links, sources, targets of forms, and those that scripts are given."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

HERE = "http://misstep.test/"
ADDRESSES = {"href", "src", "action", "formaction", "data-src", "data-href", "data-url"}
# Parsing every page in earnest took half of the crawl; our templates quote all attributes.
ATTRIBUTE = re.compile(r"""\s(href|src|(?:form)?action|data-[\w-]+)=(?:"([^"]*)"|'([^']*)')""")


def links_in(answer):
    """Addresses on this server, without fragments."""
    found = {answer.headers["location"]} if "location" in answer.headers else set()
    if "text/html" in answer.headers.get("content-type", ""):
        found |= set(_written_in(answer.text))
    page = answer.url
    absolute = {urljoin(page, link.partition("#")[0]) for link in found}
    here = {link for link in absolute if link.startswith(HERE)}
    return {urlsplit(link)._replace(scheme="", netloc="").geturl() for link in here}


def _written_in(page):
    for name, doubly, singly in set(ATTRIBUTE.findall(page)):
        value = unescape(doubly or singly)
        if value and (name in ADDRESSES or value.startswith("/")):
            yield value
