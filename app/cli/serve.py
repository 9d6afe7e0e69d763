"""`misstep serve`: serve the pages, the JSON and the OTLP receiver."""

import os
import socket
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.file_rights import reachable_by_others
from app.cli.loopback import refuse_strangers
from app.cli.own_process import settle, share_with_threads
from app.cli.terminal import say
from app.domain.account import LINK_LASTS
from app.domain.errors import MisstepError, SettingRejected

if TYPE_CHECKING:
    import uvicorn

    from app.store.engine import Store

_WAITING = 2048  # connections

Host = Annotated[str | None, typer.Option("--host", help="Address to listen on [MISSTEP_HOST, else 127.0.0.1].")]
Port = Annotated[
    int | None, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one [MISSTEP_PORT, else 8440].")
]


Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help="Server processes.")]


def serve(*, host: Host = None, port: Port = None, workers: Workers = 1) -> None:
    """Serve Misstep until Ctrl+C. The database is brought up to date first."""
    import uvicorn  # noqa: PLC0415  # a quick --help starts no server

    from app.cli.configuration import configured  # noqa: PLC0415
    from app.cli.supervisor import Supervisor  # noqa: PLC0415
    from app.main import ASSEMBLERS, assemblers_of, create_app  # noqa: PLC0415
    from app.startup import KEY_FILE, Packs, has_owner, prepared_store, secret_key  # noqa: PLC0415

    settings = configured()
    settings = replace(settings, host=host or settings.host, port=settings.port if port is None else port)
    secret_key(settings)  # a missing one is told here, before the database is touched and any process started
    listening = _listen(settings.host, settings.port, owned=lambda: has_owner(settings))
    store = prepared_store(settings, Packs.bundled())
    for sentence in reachable_by_others([*store.files(), settings.home / KEY_FILE]):
        say(f"misstep: {sentence}", err=True)
    say(f"Misstep is at http://{_address(listening)}/  (Ctrl+C stops it)", err=True)
    _ask_for_an_owner(store, _address(listening))
    if workers == 1:
        application = create_app(settings, store=store)
        share_with_threads()
        settle()
        uvicorn.Server(_config(application)).run(sockets=[listening])
    else:
        os.environ["MISSTEP_HOST"] = settings.host  # the processes answer to it too, and read their own settings
        stopping = Event()
        assemblers = assemblers_of(settings, store, most=ASSEMBLERS, until=stopping)
        assemblers.start()
        config = _config("app.cli.worker:application", factory=True, workers=workers)
        try:
            Supervisor(config, sockets=[listening]).run()
        finally:
            stopping.set()
            assemblers.join()
            store.close()


def _ask_for_an_owner(store: "Store", address: str) -> None:
    """Where the server has none: until then whoever asks is taken for the owner, on this machine alone."""
    from app.accounts.make_link import NewLink, first_owner_link  # noqa: PLC0415
    from app.edge import clock, new_id, new_secret  # noqa: PLC0415

    path = first_owner_link(store, NewLink(at=clock(), id=new_id(), token=new_secret()))
    if path is not None:
        say(
            f"It has no owner yet, so whoever uses this machine owns what is there. To own it: http://{address}{path}"
            f"  (once, for {LINK_LASTS.days} days)",
            err=True,
        )


def _listen(host: str, port: int, *, owned: Callable[[], bool]) -> socket.socket:
    """A socket that listens; `owned` tells whether the server has an owner.

    Raises SettingRejected naming the address where that is not possible, or not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, since asyncio sends small writes at once (TCP_NODELAY) only where it is: 40 ms an answer.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        refuse_strangers(listening, owned=owned)
        listening.listen(_WAITING)  # whoever comes before the server is up waits, and is not turned away
    except MisstepError:
        listening.close()
        raise
    except (OSError, TypeError, UnicodeError) as error:  # the last two: of a host that is no name
        listening.close()
        why = getattr(error, "strerror", None) or error
        raise SettingRejected(
            f"cannot listen on {host} port {port} ({why}); choose another with --host or --port"
        ) from error
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _config(application: Any, **options: Any) -> "uvicorn.Config":
    import uvicorn  # noqa: PLC0415

    from app.http.connection_deadlines import ConnectionDeadlines  # noqa: PLC0415

    return uvicorn.Config(
        application,
        http=ConnectionDeadlines,
        log_config=None,  # uvicorn has handlers and colours of its own; `app.cli.terminal` is the one way out
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # uvicorn believes whoever comes from 127.0.0.1; `app.http.proxies` is the one rule
        ws="none",
        timeout_graceful_shutdown=5,
        timeout_keep_alive=75,  # exporters send each 5 s, which is uvicorn's limit, and may meet it closing
        **options,
    )
