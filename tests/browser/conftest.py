"""A real server and a real Chromium."""

import os
import shutil

import late_parcel
import pytest
from late_parcel import SLUG
from more_parcels import add_scenario
from playwright.sync_api import expect
from real_server import served_from
from waiting import PATIENCE

from app.startup import Packs

DESK = {"width": 1440, "height": 900}

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """Where the application listens, with the test scenario in it, and another to go on with."""
    folder = tmp_path_factory.mktemp("two")
    late_parcel.write_pack(folder)
    add_scenario(folder)
    packs = Packs(folder / "scenarios", folder / "traces")
    with served_from(tmp_path_factory.mktemp("served"), packs) as found:
        yield found


@pytest.fixture(scope="session")
def chromium():
    """The browser, once for all tests; each test has a context, and so cookies, of its own."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = os.environ.get("MISSTEP_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.fail("no Chromium on this machine: install one, or name it in MISSTEP_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def new_context(chromium, address):
    """A function that gives the browser of a fresh reader, in no hurry; its keywords are those of a browser context."""
    expect.set_options(timeout=PATIENCE)

    def made(**options):
        context = chromium.new_context(base_url=address, viewport=DESK, **options)
        context.set_default_timeout(PATIENCE)
        return context

    return made


@pytest.fixture
def open_page(new_context):
    """A function that opens a page of a fresh reader; its keywords are those of a browser context."""
    contexts = []

    def opened(**options):
        contexts.append(new_context(**options))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def new_page(open_page):
    """Opens a page; an error in any script of it fails the test."""
    errors = []

    def opened(**options):
        page = open_page(**options)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield opened
    assert errors == []


@pytest.fixture(scope="module")
def reader(new_context, request):
    """One page for all states: a browser that is opened anew each time takes longer than what it shows.

    What kind of a browser it is, a module says by its READER.
    """
    context = new_context(**getattr(request.module, "READER", {}))
    yield context.new_page()
    context.close()


@pytest.fixture
def newcomer(reader):
    """That page, in the hands of somebody who was never here."""
    reader.set_viewport_size(DESK)
    reader.emulate_media(color_scheme="light")
    reader.goto("/healthz")
    reader.evaluate("localStorage.clear(), sessionStorage.clear()")
    reader.context.clear_cookies()
    return reader


@pytest.fixture
def start():
    """Starts an attempt from the brief, as a reader would; gives the page at its first step."""

    def begin(page, reveal="open"):
        page.goto(f"/scenarios/{SLUG}")
        page.locator(f"[name=reveal][value={reveal}]").first.check()
        page.locator("form[action$='/attempts'] button[type=submit]").first.click()
        page.wait_for_url("**/steps/1")
        return page

    return begin


@pytest.fixture(scope="session")
def owned_address(tmp_path_factory, pack):
    """A server that grace owns."""
    import signed_in
    from account_states import GRACE, PASSWORD

    from app.store.engine import open_store

    home = tmp_path_factory.mktemp("owned")
    with served_from(home, pack) as found:
        store = open_store(f"sqlite:///{home}/misstep.db")
        signed_in.owner(store, GRACE, password=PASSWORD)
        store.close()
        yield found


@pytest.fixture
def owned_page(chromium, owned_address, request):
    """A page of a fresh browser there."""
    options = {"viewport": DESK} | getattr(request.module, "READER", {})
    context = chromium.new_context(base_url=owned_address, **options)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
