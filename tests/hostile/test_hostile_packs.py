"""A scenario whose author means harm, read by a candidate who means harm too: every page of an attempt."""

import json
from dataclasses import replace
from pathlib import Path

import late_parcel
import pytest
import zstandard
from homes import settings_in
from hostile_corpus import PAYLOADS, hostile_otlp
from page_reader import PageReader, strangers
from starlette.testclient import TestClient
from test_hostile_pages import HIDDEN

from app.domain.answer import Hint, KeyPoint
from app.main import create_app
from app.startup import Packs

PAGE = {"accept": "text/html"}
TYPED = {"input", "textarea"}  # what somebody typed is kept there as it was, to be typed on
KEPT = {"data-quote", "data-find", "value"}  # what scripts compare with the page's own text, letter by letter
TEXTS = ("script", "image", "markdown", "ansi", "bidi", "zero width", "controls", "templates", "entities", "address")
STEP = "/attempts/ATTEMPT/steps/2"


def write_hostile_pack(folder: Path, text: str) -> None:
    """The test pack with `text` wherever an author writes one, and in what each step says."""
    late_parcel.write_pack(folder, key=hostile_key(text))
    scenario = folder / "scenarios" / late_parcel.SLUG / "scenario.toml"
    head, variants = late_parcel.SCENARIO.split("\n\n", 1)
    names = ("title", "agent", "may_do", "expected", "ticket")
    written = {name: json.dumps(f"{name} {text}", ensure_ascii=False) for name in names}
    lines = [
        f"{name} = {written[name]}"
        if (name := line.partition(" = ")[0]) in written
        else f"skills = [{json.dumps(text, ensure_ascii=False)}]"
        if name == "skills"
        else line
        for line in head.strip().splitlines()
    ]
    scenario.write_text("\n".join([*lines, "", variants]).replace("\x7f", "\\u007f"), encoding="utf-8")
    run = folder / "traces" / late_parcel.SLUG / "a" / f"{late_parcel.RUNS['broken']}.otlp.jsonl.zst"
    run.write_bytes(zstandard.compress(hostile_otlp(text)))
    public = folder / "traces" / late_parcel.SLUG / "a" / "public.json"
    public.write_text(
        json.dumps({"run": late_parcel.RUNS["broken"], "ticket": f"> She said\n\n{text}", "player": "http"})
    )


def hostile_key(text):
    key = late_parcel.KEY
    return replace(
        key,
        wrong=tuple(replace(place, why=f"why {text}") for place in key.wrong),
        red_herrings=tuple(replace(step, why=f"herring {text}") for step in key.red_herrings),
        key_points=tuple(KeyPoint(role=each.role, text=f"point {text}") for each in key.key_points),
        remedies=tuple(
            replace(each, title=f"title {text}", detail=f"detail {text}", problem=f"problem {text}")
            for each in key.remedies
        ),
        explanation=f"explanation {text}",
        hints=tuple(Hint(text=f"hint {n} {text}", step=1) for n in range(3)),
        follow_ups=tuple(replace(each, question=text, strong_answer=text) for each in key.follow_ups),
        wrong_theories=tuple(
            replace(each, theory=f"theory {text}", ruled_out_by=text) for each in key.wrong_theories
        ),
        problem=f"problem {text}",
    )


@pytest.fixture
def attempt(tmp_path, clock, new_id):
    """Starts an attempt at such a scenario and writes the text into everything that a candidate may write."""
    opened = []

    def begun(text):
        write_hostile_pack(tmp_path, text)
        settings = settings_in(tmp_path / "home")
        packs = Packs(tmp_path / "scenarios", tmp_path / "traces")
        application = create_app(settings, clock=clock, new_id=new_id, packs=packs)
        client = TestClient(
            application, base_url="http://misstep.test", client=("127.0.0.1", 50000), follow_redirects=False
        )
        opened.append(client.__enter__())
        made = client.post("/api/scenarios/late-parcel/attempts", json={"reveal": "open"}).json()["id"]
        candid(client, made, text)
        return client, made

    yield begun
    for client in opened:
        client.__exit__()


def candid(client, made, text):
    """Claims, one of them revised, a pin, a hint and an explanation, all in the text's words."""
    said = {"step": 2, "what": text, "because": text, "would_expect": text, "would_rule_out": text}
    first = client.post(f"/api/attempts/{made}/claims", json=said).json()["claims"][0]["id"]
    assert client.post(f"/api/attempts/{made}/claims", json=said | {"revises": first}).status_code == 201
    assert (
        client.post(
            f"/api/attempts/{made}/evidence", json={"step": 2, "quote": "Said 3", "role": "wrong"}
        ).status_code
        == 201
    )
    assert client.post(f"/api/attempts/{made}/hints").status_code == 200
    draft = {"claims": [{"step": 2}], "explanation": text}
    assert client.put(f"/api/attempts/{made}/diagnosis", json=draft).status_code == 200


def hand_in(client, made, text):
    """Both parts, the second in the text's words too; what asks for the forecast is harmless before it is sent."""
    assert client.post(f"/api/attempts/{made}/lock").status_code == 200
    assert client.put(f"/api/attempts/{made}/diagnosis", json={"own_fix": {"text": text}}).status_code == 200
    for address, answer in pages(client, made, ["/attempts/ATTEMPT/forecast"]):
        assert_harmless(address, answer)
    assert client.post(f"/api/attempts/{made}/submission").status_code == 200


def pages(client, made, paths):
    for path in paths:
        address = path.replace("ATTEMPT", made)
        yield address, client.get(address, headers=PAGE)


WHILE_READING = (
    "/",
    "/scenarios/late-parcel",
    "/attempts/ATTEMPT/diagnosis",
    "/attempts/ATTEMPT/review",
    "/attempts/ATTEMPT/steps/numbers",
    "/attempts/ATTEMPT/export",
    *(f"{STEP}?{query}" for query in ("", "tab=raw", "view=tree", "view=timeline", "find=said")),
)
ONCE_TOLD = (
    "/",
    "/scenarios/late-parcel",
    "/attempts/ATTEMPT/reveal",
    "/attempts/ATTEMPT/reveal?remedy=sealed-unit&expect=passes&tried=fails:sealed-retry",
    "/attempts/ATTEMPT/comparison/1?arm=healthy",
    "/attempts/ATTEMPT/comparison/2?arm=sealed-unit",
    "/attempts/ATTEMPT/comparison/6?arm=sealed-retry",
    "/attempts/ATTEMPT/export",
    STEP,
    "/attempts/ATTEMPT/steps/6",
)


@pytest.mark.parametrize("name", TEXTS)
def test_no_page_of_an_attempt_does_what_its_author_or_its_reader_wrote(attempt, name):
    text = PAYLOADS[name]
    client, made = attempt(text)
    for address, answer in pages(client, made, WHILE_READING):
        assert_harmless(address, answer)
    hand_in(client, made, text)
    for address, answer in pages(client, made, ONCE_TOLD):
        assert_harmless(address, answer)


def assert_harmless(address, answer):
    assert answer.status_code == 200, address
    found = strangers(answer.text, styles=1 if address.endswith("/export") else 0)
    assert [each for each in found if "evil.invalid" not in each or not each.startswith("<a href=")] == [], address
    assert HIDDEN.search(shown(answer.text)) is None, address


def shown(page):
    """Text and attributes of a page, but for what a form or a script has to give back letter by letter."""
    reader = _Shown(page)
    spoken = [value for tag, found in reader.elements if tag not in TYPED for value in _spoken(found)]
    return "\n".join([*reader.text, *spoken])


def _spoken(attributes):
    return [value for name, value in attributes.items() if name not in KEPT]


class _Shown(PageReader):
    """Leaves out the text of text areas."""

    def handle_data(self, data):
        if not self.elements or self.elements[-1][0] != "textarea":
            super().handle_data(data)


@pytest.mark.parametrize(
    ("name", "labels"), [("bidi", ["U+202E", "U+2066"]), ("ansi", ["U+001B", "U+0007"]), ("zero width", ["U+200B"])]
)
def test_hidden_characters_of_authors_and_readers_are_named(attempt, name, labels):
    client, made = attempt(PAYLOADS[name])
    paths = ("/", "/scenarios/late-parcel", "/attempts/ATTEMPT/review", STEP, "/attempts/ATTEMPT/export")
    for address, answer in pages(client, made, paths):
        assert [label for label in labels if label not in shown(answer.text)] == [], address
    hand_in(client, made, "the text again")
    for address, answer in pages(client, made, ["/attempts/ATTEMPT/reveal?remedy=sealed-unit"]):
        assert [label for label in labels if label not in shown(answer.text)] == [], address


def test_an_authors_link_leads_out_and_does_nothing_else(attempt):
    client, _ = attempt(PAYLOADS["markdown"])
    page = client.get("/scenarios/late-parcel", headers=PAGE).text
    away = [found for tag, found in PageReader(page).elements if tag == "a" and "evil.invalid" in found["href"]]
    assert away
    assert all(set(found) == {"href", "rel"} and "noopener" in found["rel"] for found in away)
    assert "javascript:" not in "".join(found.get("href", "") for _, found in PageReader(page).elements)
