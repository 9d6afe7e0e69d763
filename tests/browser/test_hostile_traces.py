"""Runs written by somebody who means harm, opened in a real browser: nothing runs, loads or breaks the page."""

import re
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from hostile_corpus import EVIL, PAYLOADS, hostile_otlp
from playwright.sync_api import expect
from waiting import LOOK, PATIENCE, until

pytestmark = pytest.mark.browser
LONG = ("unbroken", "many lines", "emoji", "zalgo", "vector")
TEXTS = {
    "everything": "\n\n".join(text for name, text in PAYLOADS.items() if name not in LONG),
    "unbroken": PAYLOADS["unbroken"],
    "markdown": PAYLOADS["markdown"],
    "bidi": f"{PAYLOADS['bidi']} {PAYLOADS['right to left']}",
    "zalgo": PAYLOADS["zalgo"],
}
TABS = ("delta", "context", "output", "state", "inside", "raw")
CANARY = "window.ran = []; window.canary = () => { window.ran.push(1) }; window.alert = window.canary"
OURS = re.compile(r"/(runs|static|api|favicon)")

# What a page must keep whatever text is in it; told as the list of what it did not keep.
LAYOUT = """() => {
  const broken = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) broken.push(`the page is ${root.scrollWidth} wide`);
  if (getComputedStyle(root).direction !== "ltr") broken.push("the page is turned around");
  const high = { ".replay-top": 120, ".step-head": innerHeight / 2, ".replay-scrubber": innerHeight / 2, ".row-link": 160, ".step-agent": 40 };
  for (const [selector, most] of Object.entries(high)) {
    for (const box of [...document.querySelectorAll(selector)].map((each) => each.getBoundingClientRect())) {
      if (box.height > most) broken.push(`${selector} is ${box.height} high`);
      if (box.width && box.right > innerWidth + 1) broken.push(`${selector} ends at ${box.right}`);
    }
  }
  for (const selector of ["#step", "#content", ".message-body", ".block", ".part"]) {
    for (const each of document.querySelectorAll(selector)) {
      if (each.scrollWidth > each.clientWidth + 1 && each.checkVisibility()) broken.push(`${selector} scrolls sideways`);
    }
  }
  for (const row of document.querySelectorAll(".row-link")) {
    const [number, name] = [".step-number", ".step-name"].map((part) => row.querySelector(part)?.getBoundingClientRect());
    if (number?.width && name?.width && number.left > name.left) broken.push("a row is turned around");
  }
  return broken;
}"""


@pytest.fixture(scope="module")
def runs(new_context):
    """The address of each hostile run, sent as an agent would send it."""
    context = new_context()
    ids = {name: sha256(name.encode()).hexdigest()[:32] for name in TEXTS}
    for name, text in TEXTS.items():
        body = hostile_otlp(text, trace_id=ids[name])
        answer = context.request.post("/v1/traces", data=body, headers={"Content-Type": "application/json"})
        assert answer.ok, answer.text()
    page = context.new_page()
    found, seen = {}, set()
    for _ in range(PATIENCE // LOOK):  # what was received is read a moment later; other runs are listed as well
        page.goto("/runs")
        links = {link.get_attribute("href").removesuffix("/1") for link in page.locator("a[href^='/runs/']").all()}
        for link in links - seen:
            body = context.request.get(f"{link}/1?tab=raw").text()
            found |= {name: link for name, trace in ids.items() if trace in body}
        seen |= links
        if set(found) == set(TEXTS):
            break
        page.wait_for_timeout(LOOK)
    assert set(found) == set(TEXTS)
    yield found
    context.close()


@pytest.fixture
def guarded(open_page, address):
    """Opens a page that notes everything it should not do; at the end it must have done none of it."""
    noted = []
    host = urlsplit(address).netloc

    def opened(**options):
        page = open_page(**options)
        page.add_init_script(CANARY)
        page.on("dialog", lambda dialog: (noted.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: noted.append(f"error {error}"))
        page.on(
            "console",
            lambda message: (
                noted.append(f"{message.text} {message.location}") if message.type in {"error", "warning"} else None
            ),
        )
        page.on(
            "response", lambda answer: noted.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None
        )
        page.on("download", lambda download: noted.append(f"download {download.url}"))
        page.on("request", lambda request: noted.append(f"asked {request.url}") if foreign(request.url) else None)
        return page

    def foreign(url):
        parts = urlsplit(url)
        return parts.netloc != host or not OURS.match(parts.path)

    yield opened
    assert noted == []


# At one instant: what was folded may come by itself, and its link be gone with it.
PRESS = "(selector) => { const link = document.querySelector(selector); if (link?.checkVisibility()) link.click() }"


def look_closely(page):
    """Opens what is folded, asks for what was left out, and turns texts over."""
    page.evaluate("document.querySelectorAll('#content details').forEach((fold) => { fold.open = true })")
    for selector in ("[data-more]", "[data-rest]", "[data-all-of-it]", "[data-raw]"):
        page.evaluate(PRESS, f"#content {selector}")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_runs_loads_or_breaks_the_page(guarded, runs, name):
    page = guarded(reduced_motion="reduce")
    places = [(2, tab) for tab in TABS] + [(4, "delta"), (4, "output"), (5, "delta"), (8, "delta"), (10, "context")]
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for number, tab in places if width == 1440 or name == "everything" else places[:2]:
            page.goto(f"{runs[name]}/{number}?tab={tab}")
            look_closely(page)
            assert page.evaluate(LAYOUT) == [], (width, number, tab)
            assert page.evaluate("window.ran") == []
            assert EVIL not in page.evaluate("[...document.images].map((image) => image.src).join()")


def test_steps_are_walked_and_searched_through_hostile_names(guarded, runs):
    page = guarded(reduced_motion="reduce")
    for view in ("list", "tree", "timeline"):
        page.goto(f"{runs['everything']}/1?view={view}")
        for key in ("j", "j", "l", "[", "G", "t", "?", "Escape"):
            page.keyboard.press(key)
        expect(page.locator(f".view-link[aria-current][data-view={view}]")).to_have_count(0)
        assert page.evaluate(LAYOUT) == [], view
    page.goto(f"{runs['everything']}/2?find=canary")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(LAYOUT) == []
    assert page.evaluate("window.ran") == []


def test_characters_that_hide_are_seen_as_text_and_as_markdown(guarded, runs):
    page = guarded()
    page.goto(f"{runs['everything']}/2?tab=output")
    viewer = page.locator("value-viewer.viewer--text").first
    assert "U+202E" in viewer.locator(".viewer-natural").inner_text()
    viewer.hover()
    viewer.locator("[data-raw]").click()
    assert "U+202E" in viewer.locator(".viewer-source").inner_text()
    assert not re.search("[\u202e\u2066\u200b\x1b]", page.locator("#step").inner_text())


def test_the_guard_notices_a_page_that_runs_what_a_trace_says(open_page):
    page = open_page(bypass_csp=True)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(CANARY)
    page.goto("/runs")
    page.evaluate("text => { document.querySelector('main').innerHTML = text }", PAYLOADS["image"])
    until(page, "window.ran.length > 0")
    assert any(EVIL in url for url in asked)
    page.evaluate("document.querySelector('main').innerHTML = '<p style=\"width:4000px\">wide</p>'")
    assert page.evaluate(LAYOUT)
