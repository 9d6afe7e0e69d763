"""The cast and what they use: ada reads, mallory must see nothing of hers; both over a real database."""

import shutil
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from homes import settings_in
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# How long an example takes depends on the machine; no test here is about time.
hypothesis_settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("any machine")

pytest_plugins = ["databases"]
START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def pack(tmp_path_factory):
    """The folders of the one test scenario."""
    import late_parcel

    from app.startup import Packs

    folder = tmp_path_factory.mktemp("pack")
    late_parcel.write_pack(folder)
    return Packs(folder / "scenarios", folder / "traces")


@pytest.fixture(scope="session")
def _loaded_home(tmp_path_factory, pack):
    home = tmp_path_factory.mktemp("loaded")
    _load(settings_in(home), pack)
    return home


@pytest.fixture(scope="session")
def _loaded_postgresql(tmp_path_factory, new_postgresql, pack):
    """The name of a database with the test scenario in it."""
    with new_postgresql() as (url, name):
        _load(settings_in(tmp_path_factory.mktemp("loaded"), url), pack)
        yield name


def _load(settings, pack):
    from app.startup import prepared_store

    prepared_store(settings, pack).close()


@pytest.fixture
def empty_address(request, tmp_path, database):
    """The address of a database without tables."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    with request.getfixturevalue("new_postgresql")() as (url, _):
        yield url


@pytest.fixture
def settings(request, tmp_path, database):
    """Settings over a home and a database of this test's own, with the test scenario loaded."""
    if database == "sqlite":
        shutil.copytree(request.getfixturevalue("_loaded_home"), tmp_path / "home")
        yield settings_in(tmp_path / "home")
        return
    loaded = request.getfixturevalue("_loaded_postgresql")
    with request.getfixturevalue("new_postgresql")(loaded) as (url, _):
        yield settings_in(tmp_path / "home", url)


@pytest.fixture
def store(settings, pack):
    from app.startup import prepared_store

    opened = prepared_store(settings, pack)
    yield opened
    opened.close()


@pytest.fixture
def clock():
    """A minute passes between any two looks."""
    minutes = count()
    return lambda: START + timedelta(minutes=next(minutes))


@pytest.fixture
def new_id():
    numbers = count(1)
    return lambda: f"id{next(numbers):018d}"


@pytest.fixture
def work(store):
    """A unit of work that may write."""
    with store.writing() as unit:
        yield unit


@pytest.fixture
def open_attempt(work):
    """Ada's attempt with all steps in sight."""
    return _started(work, "open")


@pytest.fixture
def forward_attempt(work):
    """Ada's attempt, one step at a time."""
    return _started(work, "forward")


def _started(work, reveal):
    from adas_attempt import ACT

    from app.domain.scenario import Reveal
    from app.practice.start import start_attempt

    return start_attempt(work, **ACT, slug="late-parcel", variant=None, reveal=Reveal(reveal))


@pytest.fixture(scope="session")
def _routes(_loaded_home, pack):
    """The routes of one application: FastAPI works out what each reads when it is first asked, a tenth of a second."""
    from app.main import create_app

    return tuple(create_app(settings_in(_loaded_home), packs=pack).router.routes)


@pytest.fixture
def application(settings, pack, clock, new_id, _routes):
    from app.main import create_app

    made = create_app(settings, clock=clock, new_id=new_id, packs=pack)
    made.router.routes[:] = _routes
    return made


@pytest.fixture
def ada(application):
    """A candidate's browser."""
    from starlette.testclient import TestClient

    with TestClient(
        application, base_url="http://misstep.test", client=("127.0.0.1", 50000), follow_redirects=False
    ) as client:
        yield client


@pytest.fixture
def mallory(ada):
    """Another browser on the same server."""
    from starlette.testclient import TestClient

    return TestClient(ada.app, base_url="http://misstep.test", client=("127.0.0.1", 50000), follow_redirects=False)
