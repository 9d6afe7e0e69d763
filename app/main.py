"""The application: settings, store, routes, headers and errors, put together."""

import asyncio
import logging
import os
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any

from anyio import CapacityLimiter
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from app.accounts.identify import OwnerWatch
from app.accounts.note_uses import UseNotes, keep_noting
from app.api import routers as api_routers
from app.api.held_bodies import HeldBodies
from app.api.otlp_body import LIMITS, MAX_READING
from app.domain.errors import MisstepError
from app.edge import clock, new_id, new_secret
from app.http.bounded_bodies import BoundedBodies
from app.http.connection_slots import READERS, READERS_IN_PROCESS, ConnectionSlots
from app.http.dependencies import ApplicationState, signer
from app.http.hashing import HASHING
from app.http.headers import SecurityHeaders
from app.http.hosts import HostGuard, HostList
from app.http.origin import SameOrigin
from app.http.priority import ReadersFirst
from app.http.programs import LOOKED_UP_AT_ONCE
from app.http.proxies import ProxyHeaders
from app.http.readiness import Readiness
from app.inbox.assembler import keep_assemblers
from app.inbox.retire import keep_retiring
from app.pages import routers as page_routers
from app.pages.errors import handle, handle_invalid, handle_unforeseen
from app.settings import Settings
from app.startup import Packs, prepared_store, secret_key
from app.store.engine import Store

log = logging.getLogger("misstep")
_ASSEMBLE = (sys.executable, "-m", "app.cli", "assemble")
_RECEIVING = 1  # requests taken in at once; two are no faster, hold up pages twice as long, and need 20 MB each
_KEY_USES_EVERY = timedelta(minutes=1)  # how exactly it is told when a key was last used
_LOGIN_USES_EVERY = timedelta(minutes=5)  # and a login
_PACKED_ASIDE = 16 * 1024  # bytes; to pack a longer answer holds up all others, a page's for a millisecond
ASSEMBLERS = min(2, os.cpu_count() or 1)  # with the server they keep two cores busy
# FastAPI's own would hand paths and stack traces to whatever providers the process or its environment names.
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}


def create_app(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = clock,
    new_id: Callable[[], str] = new_id,
    new_secret: Callable[[], str] = new_secret,
    packs: Packs | None = None,
    store: Store | None = None,
    assemblers: int = ASSEMBLERS,
) -> FastAPI:
    """The application over one database: `store`, or else the one that the settings name, brought up to date.

    At most so many processes beside it make runs of what it is delivered.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        key = secret_key(settings)  # a missing one is told before the database is touched
        opened = store or prepared_store(settings, packs or Packs.bundled())
        app.state.misstep = ApplicationState(
            store=opened,
            clock=clock,
            new_id=new_id,
            new_secret=new_secret,
            signer=signer(key, of="reader"),
            login_signer=signer(key, of="login"),
            owner=OwnerWatch(time.monotonic),
            key_uses=UseNotes(_KEY_USES_EVERY, lambda work, key, at: work.workspace_keys.note_use(key, at=at)),
            login_uses=UseNotes(_LOGIN_USES_EVERY, lambda work, login, at: work.logins.note_use(login, at=at)),
        )
        _bound(app, opened)
        stopping = Event()
        beside = _threads(settings, app.state.misstep, assemblers=assemblers, until=stopping)
        for thread in beside:
            thread.start()
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
    _wire(app, settings)
    return app


def _bound(app: FastAPI, store: Store) -> None:
    """What the requests of this process count against, and wait for."""
    app.state.reading = HeldBodies(MAX_READING)
    app.state.awaited = 0
    app.state.receiving = CapacityLimiter(_RECEIVING)
    app.state.key_looks = CapacityLimiter(LOOKED_UP_AT_ONCE)
    app.state.hashing = CapacityLimiter(HASHING)
    app.state.connections = ConnectionSlots(readers=READERS_IN_PROCESS if store.in_process else READERS)
    app.state.readiness = Readiness(store)


def _wire(app: FastAPI, settings: Settings) -> None:
    for router in page_routers():
        app.include_router(router, include_in_schema=False)
    for router in api_routers():
        app.include_router(router)
    for kind in (MisstepError, HTTPException):
        app.add_exception_handler(kind, handle)
    app.add_exception_handler(Exception, handle_unforeseen)
    app.add_exception_handler(RequestValidationError, handle_invalid)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5, thread_minimum_size=_PACKED_ASIDE)
    app.add_middleware(BoundedBodies, otlp=LIMITS.bytes)
    app.add_middleware(SameOrigin)
    app.add_middleware(ReadersFirst)
    app.add_middleware(HostGuard, hosts=HostList.of(settings))
    app.add_middleware(SecurityHeaders)
    app.add_middleware(ProxyHeaders, proxies=settings.proxies)  # comes first: the others go by what it says


def _threads(settings: Settings, state: ApplicationState, *, assemblers: int, until: Event) -> list[Thread]:
    """What works beside the requests, until the server ends."""
    return [
        assemblers_of(settings, state.store, most=assemblers, until=until),
        _retirer(settings, state, until),
        *(
            Thread(target=keep_noting, args=(notes, state.store), kwargs={"until": until})
            for notes in (state.key_uses, state.login_uses)
        ),
    ]


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
