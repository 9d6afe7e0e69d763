"""`misstep inbox`: what was delivered: list and retry what could not become a run, and forget it."""

import json
from contextlib import closing
from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.arguments import AsJson, Where
from app.cli.terminal import say, say_json
from app.domain.workspace import LOCAL

inbox = typer.Typer(no_args_is_help=True, help="Look after what the OTLP receiver took.")

Traces = Annotated[list[str] | None, typer.Argument(metavar="[TRACE]...", help="Trace ids; else all of them.")]
Named = Annotated[list[str], typer.Argument(metavar="TRACE...", help="Trace ids.")]


@inbox.command()
def failed(*, where: Where = LOCAL, as_json: AsJson = False) -> None:
    """List the traces that were set aside; exit 1 where there are any."""
    from app.cli.configuration import configured, owner_in  # noqa: PLC0415  # a quick --help opens no database
    from app.inbox.set_aside import list_failed  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store:
        traces = list_failed(store, viewer=owner_in(store, where))
    if as_json:
        say_json(json.dumps({"failed": [asdict(trace) for trace in traces]}).encode())
    else:
        for line in [f"{trace.trace_id}  {trace.reason}" for trace in traces] or ["no trace was set aside"]:
            say(line)
    if traces:
        raise typer.Exit(1)


@inbox.command()
def retry(traces: Traces = None, *, where: Where = LOCAL, as_json: AsJson = False) -> None:
    """Try again to make runs of traces that were set aside; a server that runs does so."""
    from app.cli.configuration import configured, owner_in  # noqa: PLC0415
    from app.edge import clock  # noqa: PLC0415
    from app.inbox.set_aside import retry_failed  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store:
        again = retry_failed(store, traces or (), viewer=owner_in(store, where), now=clock())
    if as_json:
        say_json(json.dumps({"retried": again}).encode())
    else:
        say(f"{len(again)} traces wait to become runs")


@inbox.command()
def forget(traces: Named, *, where: Where = LOCAL, as_json: AsJson = False) -> None:
    """Delete for good what was delivered for these traces. A run that was made of it stays: see `runs delete`."""
    from app.cli.configuration import configured, owner_in  # noqa: PLC0415
    from app.inbox.forget_deliveries import forget_deliveries  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store:
        gone = forget_deliveries(store, traces, viewer=owner_in(store, where))
    if as_json:
        say_json(json.dumps({"forgotten": gone}).encode())
    else:
        say(f"deliveries of {len(gone)} traces forgotten")
