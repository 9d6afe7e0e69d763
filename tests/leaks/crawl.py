"""Ask the server for everything that a practising candidate can reach, and keep every answer."""

import re
from dataclasses import dataclass, field
from itertools import combinations, zip_longest
from urllib.parse import parse_qsl, urlencode, urlsplit

import questions
import visits
from page_links import links_in

PAGE = {"accept": "text/html"}
SCRIPT = {"accept": "application/json", "x-requested-with": "fetch"}
AHEAD = (  # a step that is fetched before it is looked at
    PAGE | {"sec-purpose": "prefetch"},
    PAGE | {"purpose": "prefetch", "misstep-part": "step"},
)
FORM = PAGE | {"misstep-part": "form"}
PARTS = tuple(PAGE | {"misstep-part": part} for part in ("step", "steps", "diagnosis", "guide", "none"))
NUMBER = re.compile(r"(?<=/)\d+(?=/|$)")


@dataclass
class Crawl:
    """One candidate's crawl; `answers` maps what was asked to what came back, headers and all."""

    client: object
    attempt: str
    choices: dict
    answers: dict = field(default_factory=dict)
    followed: set = field(default_factory=set)

    def everything(self):
        self.reads()
        for method, path in sorted(visits.routes(), key=_submission_first):
            if method in visits.CRAWLED and not path.endswith(visits.LAST):
                self._send_all(method, path)
        self._follow_links()
        return self

    def reads(self):
        """Whatever can be asked for without changing anything."""
        for method, path in sorted(visits.routes()):
            if method in visits.CHANGING_NOTHING:
                self._get_all(method, path)
        return self

    def of_the_attempt(self):
        """What can be read of the attempt, without following links: for runs that are compared at many frontiers."""
        for method, path in sorted(visits.routes()):
            if method == "GET" and "{attempt_id}" in path:
                self._get_all(method, path)
        return self

    def texts(self):
        """Everything that came back, as one text for each question."""
        return {
            asked: f"{answer.status_code}\n{dict(answer.headers)}\n{answer.text}"
            for asked, answer in self.answers.items()
        }

    def _get_all(self, method, path):
        usual = SCRIPT if path.startswith(("/api", "/v1")) else PAGE
        for address in visits.fills(path, self.choices) or ():
            there = self.ask(method, address, headers=usual).status_code != 404
            for query in questions.queries(path, address)[: None if there else 2]:
                self.ask(method, address, headers=usual, params=query)
            if path == "/attempts/{attempt_id}/steps/{number}":
                self._ask_in_other_ways(method, address)
            if path == "/attempts/{attempt_id}/diagnosis":
                self.ask(method, address, headers=FORM)

    def _ask_in_other_ways(self, method, address):
        """As the page's script asks, and as a browser does that kept how the page was last drawn."""
        for headers in (*PARTS, *AHEAD):
            self.ask(method, address, headers=headers)
        for kept in questions.COOKIES:
            self.client.cookies.update(kept)
            self.ask(method, address, headers=PAGE, said=str(kept))

    def _send_all(self, method, path):
        bodies = visits.SENT.get(path.removeprefix("/api"), [{}])
        for address in visits.fills(path, self.choices) or ():
            for body in bodies if "no-such" not in address else bodies[:1]:
                if path.startswith(("/api", "/v1")):
                    self.ask(method, address, headers=SCRIPT, json=body)
                else:
                    self.ask(method, address, headers=PAGE, data=body)

    def _follow_links(self):
        """What pages link to, and what those link to, until nothing new comes up.

        A link is new if it brings an address, a value of a parameter at this address, or two values together at
        this route, that none before it brought: every pair is asked for somewhere, not every product everywhere.
        """
        met, read, known = set(), set(), set()
        for asked in self.answers:
            known |= traits(asked.split(" ")[1])
        while fresh := self._links(read) - met:
            met |= fresh
            for link in sorted(fresh):
                if not traits(link) <= known:
                    known |= traits(link)
                    self.followed.add(link)
                    self.ask("GET", link, headers=PAGE)

    def _links(self, read):
        """The links of the answers that were not read yet; `read` keeps which were."""
        fresh = [answer for asked, answer in self.answers.items() if asked not in read]
        read |= set(self.answers)
        return set().union(*map(links_in, fresh))

    def ask(self, method, address, *, headers, said="", **sent):
        if "params" in sent:
            address = f"{address}?{urlencode(sent.pop('params'), doseq=True)}"
        told = " ".join(f"{name}={value}" for name, value in headers.items() if name not in {"cookie", "accept"})
        key = f"{method} {address} {headers['accept']} {sent} {told} {said}"
        if key not in self.answers:
            self.answers[key] = self.client.request(method, address, headers=headers, **sent)
            for name in questions.LAYOUT:  # else an answer would depend on what came before
                self.client.cookies.pop(name, None)
        return self.answers[key]


def differences(one, two):
    """The questions that were answered differently, each with the first lines that differ."""
    return [
        (asked, *_first_difference(one.get(asked, ""), two.get(asked, "")))
        for asked in sorted({*one, *two})
        if one.get(asked) != two.get(asked)
    ]


def _first_difference(one, two):
    """In what was said, else in status and headers, which hold its length."""
    pairs = list(zip_longest(one.splitlines(), two.splitlines(), fillvalue="(nothing)"))
    return next((pair for pair in (*pairs[2:], *pairs) if pair[0] != pair[1]), ("other line ends",))


def traits(address):
    """What is new about an address, if it is: itself, each value at it, and each two values at its route.

    Searches are many; each is met at its route, and one of them at every address.
    """
    parts = urlsplit(address)
    asked = set(parse_qsl(parts.query, keep_blank_values=True))
    route = NUMBER.sub("N", parts.path)
    pairs = sorted((name, "" if name in {"find", "most"} else value) for name, value in asked)
    here = {(parts.path,), *((parts.path, pair) for pair in pairs)}
    return here | {(route, pair) for pair in asked} | {(route, *two) for two in combinations(pairs, 2)}


def _submission_first(route):
    """While there is no draft, nothing can be submitted; later the crawl would end the attempt."""
    method, path = route
    return (not path.endswith("/submission"), path, method)
