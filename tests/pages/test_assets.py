"""Stylesheets, scripts and icons as they are sent."""

import re

import pytest

from app.pages.assets import asset, assets, modules
from app.pages.static import static

SHEETS = ["css/misstep.css", "css/replay.css"]


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_page_waits_for_one_stylesheet_and_not_for_those_that_it_imports(sheet):
    assert b"@import" not in asset(sheet).body


def test_an_imported_sheet_stands_in_the_layer_that_it_was_imported_into():
    joined = asset("css/misstep.css").body.decode()
    tokens = assets()["css/tokens.css"].read_text()
    assert f"@layer tokens {{\n{tokens}}}" in joined
    assert joined.index("@layer tokens, base, components, pages, modes;") < joined.index(tokens)


def test_all_scripts_of_the_replay_screen_are_told_to_the_browser_at_once(ada):
    first = ada.post("/scenarios/late-parcel/attempts", data={}).headers["location"]
    page = ada.get(first).text
    told = re.findall(r'<link rel="modulepreload" href="([^"]+)" fetchpriority="low">', page)
    assert told == [static(name) for name in modules("js/replay.js")]
    assert static("js/replay/screen.js") in told
    assert len(set(told)) == len(told)


def test_no_script_of_the_replay_screen_is_fetched_before_its_page_is_parsed(ada):
    first = ada.post("/scenarios/late-parcel/attempts", data={}).headers["location"]
    head, _, rest = ada.get(first).text.partition('<template id="later">')
    later, _, body = rest.partition("</template>")
    assert static("js/replay.js") in later
    assert "modulepreload" not in head + body
    assert static("js/replay.js") not in head + body


def test_a_stylesheet_is_sent_packed_to_whoever_takes_it_packed(ada):
    packed = ada.get(static("css/replay.css"), headers={"Accept-Encoding": "gzip"})
    plain = ada.get(static("css/replay.css"), headers={"Accept-Encoding": "identity"})
    assert (packed.headers["content-encoding"], plain.headers.get("content-encoding")) == ("gzip", None)
    assert packed.content == plain.content == asset("css/replay.css").body
    assert {answer.headers["vary"] for answer in (packed, plain)} == {"Accept-Encoding"}


def test_a_file_that_is_not_there_is_not_found(ada):
    assert ada.get(static("css/nothing.css")).status_code == 404


def test_a_browser_that_asks_for_an_icon_by_its_old_name_gets_it(ada):
    answer = ada.get("/favicon.ico", follow_redirects=True)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_rule_makes_a_browser_restyle_every_row_when_the_step_beside_them_is_swapped(sheet):
    """A bare `li + li` makes every `li` beside or below a new element suspect: write `:not(:first-child)`."""
    rules = re.sub(r"/\*.*?\*/", "", asset(sheet).body.decode(), flags=re.DOTALL)
    assert re.findall(r"(?:^|[\s>,])(?:\*|[a-z][a-z0-9]*) *[+~] *[^,{]+", rules) == []
