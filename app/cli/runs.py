"""`misstep runs`: read imported runs anew, and delete runs."""

import sys
from typing import Annotated

import typer

from app.cli.arguments import AsJson

runs = typer.Typer(no_args_is_help=True, help="Read imported runs anew, or delete them.")

Some = Annotated[list[str] | None, typer.Argument(metavar="[RUN...]", help="Ids of runs; all if left out.")]
Named = Annotated[list[str], typer.Argument(metavar="RUN...", help="Ids of runs, as their addresses show them.")]


@runs.command()
def reread(run_ids: Some = None, *, as_json: AsJson = False) -> None:
    """Read runs anew that an earlier Misstep has read. Each becomes another run; its old address leads there."""
    import orjson  # noqa: PLC0415  # a quick --help opens no database

    from app.cli.configuration import configured  # noqa: PLC0415
    from app.inbox.reread_runs import reread_runs  # noqa: PLC0415
    from app.main import new_id, ready_store  # noqa: PLC0415

    store = ready_store(configured())
    done = reread_runs(store, tuple(run_ids or ()), new_id=new_id)
    store.close()
    if as_json:
        sys.stdout.buffer.write(orjson.dumps({"runs": done}, option=orjson.OPT_APPEND_NEWLINE))
        return
    for read in done:
        for run in read.now:
            typer.echo(f"{read.run} is now {run.run}  {run.steps} steps: /runs/{run.run}/steps/1")
    if not done:
        typer.echo("nothing to do: this version has read them already")


@runs.command()
def delete(run_ids: Named, *, as_json: AsJson = False) -> None:
    """Delete runs for good, with every message, tool and delivery that no other run needs."""
    import orjson  # noqa: PLC0415

    from app.cli.configuration import configured  # noqa: PLC0415
    from app.inbox.delete_runs import delete_runs  # noqa: PLC0415
    from app.main import clock, ready_store  # noqa: PLC0415

    store = ready_store(configured())
    gone = delete_runs(store, run_ids, actor="command line", now=clock())
    store.close()
    if as_json:
        sys.stdout.buffer.write(orjson.dumps({"deleted": gone}, option=orjson.OPT_APPEND_NEWLINE))
        return
    for run_id in gone:
        typer.echo(f"{run_id} deleted")
