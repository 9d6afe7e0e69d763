"""What scripts and templates must say again, since no build step hands it to them, is what the server says."""

import re
from pathlib import Path

from app.pages.replay.list_folds import MORE
from app.pages.replay.tabs import Tab
from app.replay.query import Figure, Naming, ShownStatus, parse

WEB = Path(__file__).parents[1] / "web"
SCRIPTS = WEB / "static/js/replay"


def listed(script: str, name: str) -> list[str]:
    """The texts in a list of constants that a script declares."""
    declared = re.search(rf"^(?:export )?const {name} = \[(.*?)\];", (SCRIPTS / script).read_text(), re.MULTILINE)
    assert declared is not None
    return [text.strip(' "') for text in declared[1].split(",")]


def test_the_search_box_suggests_every_field_and_status_that_the_server_reads() -> None:
    fields = re.findall(r'text: "(\w+)[:>]"', (SCRIPTS / "suggest.js").read_text())
    assert set(fields) == {"kind", "status", "step", *Naming, *Figure}
    assert set(listed("suggest.js", "STATUSES")) == set(ShownStatus)


def test_without_a_script_the_terms_that_are_shown_can_all_be_read() -> None:
    help_ = (WEB / "templates/replay/find.html").read_text().partition("<summary>Terms</summary>")[2]
    terms = [term.replace("&gt;", ">") for term in re.findall(r"<code>(.*?)</code>", help_)]
    assert len(parse(" ".join(terms))) == len(terms) == 12


def test_the_keys_of_the_tabs_follow_the_tabs() -> None:
    assert listed("tabs.js", "TABS") == list(Tab)
    assert set(listed("pins.js", "TABS")) == set(Tab)


def test_the_speeds_that_can_be_chosen_are_those_that_keys_go_through() -> None:
    offered = re.search(r"for speed in \((.*?)\)", (WEB / "templates/replay/playback.html").read_text())
    assert offered is not None
    assert re.findall(r'"([\d.]+)"', offered[1]) == listed("playback/controls.js", "SPEEDS")


def test_the_list_grows_by_as_many_rows_as_the_server_gives() -> None:
    page = re.search(r"const PAGE = (\d+);", (SCRIPTS / "rolling.js").read_text())
    assert page is not None
    assert int(page[1]) == MORE
