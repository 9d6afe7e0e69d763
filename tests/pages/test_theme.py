"""The theme switch without JavaScript."""

import pytest


def test_the_chosen_theme_is_kept_and_shown(ada):
    answer = ada.post("/theme", data={"theme": "dark", "back": "/runs"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/runs"
    page = ada.get("/").text
    assert '<html lang="en" data-theme="dark">' in page
    assert "Light theme" in page


def test_without_a_choice_the_system_decides(ada):
    assert '<html lang="en">' in ada.get("/").text


def test_an_unknown_theme_is_refused_and_a_forged_cookie_is_ignored(ada):
    assert ada.post("/theme", data={"theme": "pink"}).status_code == 422
    ada.cookies.set("misstep_theme", '"><script>')
    assert "<script>" not in ada.get("/").text


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_switch_leads_to_no_other_site(ada, elsewhere):
    assert ada.post("/theme", data={"theme": "light", "back": elsewhere}).headers["location"] == "/"
