"""The catalog begins with the warm-up, until it is begun."""

import late_parcel
import pytest
from homes import settings_in
from saturday_seats import SLUG, write_pack
from starlette.testclient import TestClient

from app.main import create_app

TITLE, HEADING = "The Saturday seats", "5 minutes, with help"


@pytest.fixture
def ada(tmp_path):
    """A candidate's browser on a server with two scenarios."""
    late_parcel.write_pack(tmp_path)
    with served(tmp_path, write_pack(tmp_path)) as client:
        yield client


def served(folder, pack):
    application = create_app(settings_in(folder / "home"), packs=pack)
    return TestClient(application, base_url="http://misstep.test", follow_redirects=False)


def test_it_is_the_first_card_under_a_heading_of_its_own(ada):
    page = ada.get("/").text
    places = [page.index(each) for each in (HEADING, TITLE, "1 scenario beside the warm-up<", late_parcel.SLUG)]
    assert places == sorted(places)
    assert page.count(f'href="/scenarios/{SLUG}"') == 1


def test_one_press_leads_to_the_first_step(ada):
    assert f'<form method="post" action="/scenarios/{SLUG}/attempts">' in ada.get("/").text
    begun = ada.post(f"/scenarios/{SLUG}/attempts")
    assert begun.status_code == 303
    assert begun.headers["location"].endswith("/steps/1")
    assert "1 of 7" in ada.get(begun.headers["location"]).text


def test_once_it_is_begun_it_stands_among_the_others(ada):
    step = ada.post(f"/scenarios/{SLUG}/attempts").headers["location"]
    page = ada.get("/").text
    assert HEADING not in page
    assert f"Go on with <strong>{TITLE}</strong>" in page
    assert page.count(f'href="{step}"') == 2  # above the list, and on its card


def test_filters_that_it_does_not_pass_leave_it_out(ada):
    assert TITLE not in ada.get("/?difficulty=standard").text
    alone = ada.get("/?difficulty=warm-up").text
    assert HEADING in alone
    assert "0 of 1 scenario beside the warm-up<" in alone
    assert "No scenario fits" not in alone


def test_a_catalog_of_a_warm_up_alone_is_not_empty(tmp_path):
    with served(tmp_path, write_pack(tmp_path)) as client:
        page = client.get("/").text
    assert HEADING in page
    assert "0 scenarios beside the warm-up<" in page
    assert "No scenario" not in page
