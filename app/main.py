"""The application: settings, store, routes, headers and errors, put together."""

import asyncio
import gc
import logging
import os
import secrets
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

from anyio import CapacityLimiter
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from app.api import routers as api_routers
from app.domain.errors import MisstepError, SettingRejected, StoreUnusable
from app.domain.viewer import Viewer
from app.http.dependencies import ApplicationState, signer
from app.http.headers import SecurityHeaders
from app.http.origin import SameOrigin
from app.http.priority import ReadersFirst
from app.http.viewers import local_owner
from app.inbox.assembler import keep_assemblers
from app.inbox.retire import keep_retiring
from app.pages import routers as page_routers
from app.pages.errors import handle, handle_invalid, handle_unforeseen
from app.practice.load_bundled import load_bundled
from app.settings import Settings, bundled
from app.store.engine import Store, open_store
from app.store.schema import upgrade

log = logging.getLogger("misstep")
_ASSEMBLE = (sys.executable, "-m", "app.cli", "assemble")
# Seconds that one thread may keep others waiting: a page lets go of Python's lock at each of some 15 questions to the
# database, and gets it back from a thread that decodes a request only after so long. Python's own 5 ms make 75.
_SWITCH_AFTER = 0.0001
_RECEIVING = 1  # requests taken in at once: one is decoded while one waits for the disk; each needs some 40 MB
ASSEMBLERS = min(2, os.cpu_count() or 1)  # with the server they keep two cores busy
# FastAPI's own would hand paths and stack traces to whatever providers the process or its environment names.
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
MAX_FORM = 2 * 2**20  # bytes; the longest explanation is 20,000 characters


@dataclass(frozen=True, slots=True)
class Packs:
    """The folders that scenarios and their recorded runs are loaded from."""

    scenarios: Path
    traces: Path

    @classmethod
    def bundled(cls) -> "Packs":
        return cls(bundled("scenarios"), bundled("traces"))


def clock() -> datetime:
    """The time; every other function is told it."""
    return datetime.now(UTC)


def new_id() -> str:
    """Twenty hex digits that nobody can guess."""
    return secrets.token_hex(10)


def create_app(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = clock,
    new_id: Callable[[], str] = new_id,
    packs: Packs | None = None,
    store: Store | None = None,
    assemblers: int = ASSEMBLERS,
    identify: Callable[[str], Viewer] = local_owner,
) -> FastAPI:
    """The application over one database: `store`, or else the one that the settings name, brought up to date.

    At most so many processes beside it make runs of what it is delivered. `identify` says who stands behind the id
    that a reader's cookie holds.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        signs = signer(secret_key(settings))  # a missing key is told before the database is touched
        opened = store or prepared_store(settings, packs or Packs.bundled())
        app.state.misstep = ApplicationState(
            store=opened, clock=clock, new_id=new_id, signer=signs, identify=identify
        )
        app.state.reading = 0
        app.state.awaited = 0
        sys.setswitchinterval(_SWITCH_AFTER)
        app.state.receiving = CapacityLimiter(_RECEIVING)
        stopping = Event()
        beside = [
            assemblers_of(settings, opened, most=assemblers, until=stopping),
            _retirer(settings, app.state.misstep, stopping),
        ]
        for thread in beside:
            thread.start()
        gc.freeze()  # what was imported is no garbage; to look through it holds up every page for a tenth of a second
        yield
        stopping.set()
        for thread in beside:
            await asyncio.to_thread(thread.join)  # what it has begun ends first: it may hold a connection
        opened.close()

    app = FastAPI(
        title="Misstep",
        description="Scenarios, attempts and imported runs. Step numbers count from 1.",
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        telemetry=NO_TELEMETRY,
    )
    _wire(app)
    return app


def _wire(app: FastAPI) -> None:
    for router in page_routers():
        app.include_router(router, include_in_schema=False)
    for router in api_routers():
        app.include_router(router)
    for kind in (MisstepError, HTTPException):
        app.add_exception_handler(kind, handle)
    app.add_exception_handler(Exception, handle_unforeseen)
    app.add_exception_handler(RequestValidationError, handle_invalid)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.add_middleware(SameOrigin)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(ReadersFirst)


def prepared_store(settings: Settings, packs: Packs) -> Store:
    """The database, migrated, with the scenarios in it. Raises StoreUnusable and ScenarioRejected."""
    store = ready_store(settings)
    loaded = load_bundled(store, scenarios=packs.scenarios, traces=packs.traces)
    if loaded is not None:
        log.info("loaded %d recorded runs", loaded)
    return store


def ready_store(settings: Settings) -> Store:
    """The database, migrated."""
    make_home(settings)
    store = open_store(settings.database_url)
    upgrade(store.engine)
    return store


def make_home(settings: Settings) -> None:
    """The folder for what Misstep keeps; one that we make is its owner's alone. Raises StoreUnusable."""
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnusable(f"MISSTEP_HOME: {settings.home} cannot be made: {error.strerror}") from error


def secret_key(settings: Settings) -> str:
    """The key that signs cookies: from the environment, else made on the first start and kept in the home.

    Raises SettingRejected where the database is not in the home: other servers may share it, and must share the key.
    """
    if settings.secret_key:
        return settings.secret_key
    if not settings.database_url.startswith("sqlite:"):
        raise SettingRejected(
            "MISSTEP_SECRET_KEY: set it to the same long random text on every server that uses this database"
        )
    make_home(settings)
    file = settings.home / "secret_key"
    try:
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    return file.read_text().strip()


def assemblers_of(settings: Settings, store: Store, *, most: int, until: Event) -> Thread:
    """What watches over the processes that make runs of deliveries."""
    own = {"MISSTEP_HOME": str(settings.home), "MISSTEP_DATABASE_URL": settings.database_url}
    options: dict[str, Any] = {
        "command": _ASSEMBLE,
        "most": most,
        "environment": os.environ | own,
        "clock": clock,
        "until": until,
    }
    return Thread(target=keep_assemblers, args=(store,), kwargs=options)


def _retirer(settings: Settings, state: ApplicationState, until: Event) -> Thread:
    """What lets go of deliveries that runs have held for long enough."""
    options = {"clock": state.clock, "keep": settings.keep_deliveries, "until": until}
    return Thread(target=keep_retiring, args=(state.store,), kwargs=options)
