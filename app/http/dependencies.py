"""What routes are given: a unit of work, the time, fresh ids, and the id that a cookie holds."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.concurrency import contextmanager_in_threadpool
from itsdangerous import BadSignature, URLSafeSerializer

from app.accounts.identify import OwnerWatch
from app.accounts.note_uses import UseNotes
from app.http.connection_slots import reading_slot, writing_slot
from app.store.cancel_token import CancelToken
from app.store.engine import Store
from app.store.run_list import KEY_PATTERN
from app.store.work import Work

COOKIE = "misstep_reader"
COOKIE_SECONDS = 2 * 365 * 24 * 60 * 60  # seconds; an attempt survives a long holiday


@dataclass(frozen=True, slots=True)
class ApplicationState:
    """What the process serves requests with; one is kept in the application's state."""

    store: Store
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    new_secret: Callable[[], str]
    signer: URLSafeSerializer
    login_signer: URLSafeSerializer
    owner: OwnerWatch
    key_uses: UseNotes
    login_uses: UseNotes


def signer(secret: str, *, of: str) -> URLSafeSerializer:
    """Signs what a cookie of one kind holds: nobody becomes another by writing a cookie, or by renaming one."""
    return URLSafeSerializer(secret, salt=f"misstep.{of}")


def state_of(request: Request) -> ApplicationState:
    state: ApplicationState = request.app.state.misstep
    return state


def reader_id(request: Request) -> str:
    """Under which id somebody is known: the one in the signed cookie, or a fresh one that nobody remembers yet."""
    state = state_of(request)
    try:
        known = state.signer.loads(request.cookies.get(COOKIE, ""))
    except BadSignature:
        known = None
    return known if isinstance(known, str) else state.new_id()


async def _reading(
    request: Request, token: Annotated[CancelToken, Depends(reading_slot, scope="function")]
) -> AsyncIterator[Work]:
    """It begins in the thread that asks first. To end it takes a thread only where that waits for somebody."""
    store = state_of(request).store
    reading = store.reading(token)
    if store.in_process:
        with reading as work:
            yield work
    else:
        async with contextmanager_in_threadpool(reading) as work:
            yield work


def _writing(request: Request, _slot: Annotated[None, Depends(writing_slot, scope="function")]) -> Iterator[Work]:
    with state_of(request).store.writing() as work:
        yield work


async def _store(request: Request) -> Store:
    return state_of(request).store


async def _writing_store(request: Request, _slot: Annotated[None, Depends(writing_slot, scope="function")]) -> Store:
    return state_of(request).store


async def _now(request: Request) -> datetime:
    return state_of(request).clock()


async def _new_id(request: Request) -> str:
    return state_of(request).new_id()


# The place in the list of runs from which a page goes on, as the page before named it.
RunCursor = Annotated[str | None, Query(pattern=KEY_PATTERN)]
Read = Annotated[Work, Depends(_reading, scope="function")]
Write = Annotated[Work, Depends(_writing, scope="function")]  # commits before the answer is sent
Stored = Annotated[Store, Depends(_store)]  # for an export, which opens units of its own while it is sent
StoredWrite = Annotated[Store, Depends(_writing_store)]  # for what is prepared before its unit of work begins
Now = Annotated[datetime, Depends(_now)]
NewId = Annotated[str, Depends(_new_id)]
