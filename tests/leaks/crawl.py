"""Ask the server for everything that a practising candidate can reach, and keep every answer."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import visits

PAGE = {"accept": "text/html"}
SCRIPT = {"accept": "application/json", "x-requested-with": "fetch"}
AHEAD = {"accept": "text/html", "sec-purpose": "prefetch", "purpose": "prefetch"}
LAYOUT = {"view", "scale", "chart"}  # how a step is drawn: asked for alone, not with every tab and search
ADDRESSES = {"href", "src", "action", "formaction", "data-src", "data-href", "data-url"}


@dataclass
class Crawl:
    """One candidate's crawl; `answers` maps what was asked to what came back, headers and all."""

    client: object
    attempt: str
    claim: str
    runs: list
    answers: dict = field(default_factory=dict)
    asked: set = field(default_factory=set)

    def everything(self):
        for method, path in sorted(visits.routes()):
            if method in {"GET", "HEAD"}:
                self._get_all(method, path)
        for method, path in sorted(visits.routes(), key=_submission_first):
            if method not in {"GET", "HEAD"} and not path.endswith(visits.LAST):
                self._send_all(method, path)
        self._follow_links()
        return self

    def texts(self):
        """Everything that came back, as one text for each question."""
        return {
            asked: f"{answer.status_code}\n{dict(answer.headers)}\n{answer.text}"
            for asked, answer in self.answers.items()
        }

    def _get_all(self, method, path):
        for address in visits.fills(path, attempt=self.attempt, claim=self.claim, runs=self.runs) or ():
            self.asked.add((method, path))
            headers = SCRIPT if path.startswith(("/api", "/v1")) else PAGE
            for each in (headers, AHEAD) if path.endswith("/steps/{number}") else (headers,):
                self._ask(method, address, headers=each)
            for query in visits.QUERIES.get(path, ()) if "no-such" not in address else ():
                self._ask(method, address, headers=headers, params=query)

    def _send_all(self, method, path):
        bodies = visits.SENT.get(path.removeprefix("/api"), [{}])
        for address in visits.fills(path, attempt=self.attempt, claim=self.claim, runs=self.runs) or ():
            self.asked.add((method, path))
            for body in bodies if "no-such" not in address else bodies[:1]:
                if path.startswith(("/api", "/v1")):
                    self._ask(method, address, headers=SCRIPT, json=body)
                else:
                    self._ask(method, address, headers=PAGE, data=body)

    def _follow_links(self):
        """What pages link to, and what those link to, until nothing new comes up.

        Links that keep a search lead to the same pages once more; `visits.QUERIES` asks for pages with one.
        """
        followed = set()
        while fresh := {link for answer in list(self.answers.values()) for link in _links(answer)} - followed:
            for link in sorted(fresh):
                followed.add(link)
                if "find=" not in link:
                    self._ask("GET", link, headers=PAGE)

    def _ask(self, method, address, *, headers, **sent):
        key = f"{method} {address} {headers['accept']} {sent} {headers.get('sec-purpose', '')}"
        if key not in self.answers:
            self.answers[key] = self.client.request(method, address, headers=headers, **sent)


def _submission_first(route):
    """While there is no draft, nothing can be submitted; later the crawl would end the attempt."""
    method, path = route
    return (not path.endswith("/submission"), path, method)


def _links(answer):
    if "text/html" not in answer.headers.get("content-type", ""):
        return {answer.headers["location"]} if "location" in answer.headers else set()
    finder = _Finder()
    finder.feed(answer.text)
    absolute = {urljoin(str(answer.request.url), link) for link in finder.found}
    here = {urlsplit(link) for link in absolute if link.startswith("http://misstep.test/")}
    return {
        parts.path + (f"?{parts.query}" if parts.query else "") for parts in here if not _is_drawn_anew(parts.query)
    }


def _is_drawn_anew(query):
    """Whether a link shows in another layout what is followed in this one."""
    names = set(parse_qs(query))
    return bool(names & LAYOUT) and len(names) > 1


class _Finder(HTMLParser):
    """Addresses in a page: links, sources, targets of forms, and those that scripts are given."""

    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, _tag, attrs):
        for name, value in attrs:
            if value and (name in ADDRESSES or (name.startswith("data-") and value.startswith("/"))):
                self.found.add(value)
