"""The `misstep` command: a registry of commands, and the one place where errors become exit codes."""

import sys

import typer
from typer.exceptions import TyperException

from app.cli.assemble import assemble
from app.cli.compare import compare
from app.cli.db import db
from app.cli.import_files import import_files
from app.cli.inbox import inbox
from app.cli.key import key
from app.cli.lint import lint
from app.cli.pack import pack
from app.cli.record import record
from app.cli.runs import runs
from app.cli.serve import serve
from app.cli.steps import steps
from app.cli.terminal import plain_output, say, say_traceback
from app.cli.text_arguments import hold_to_text
from app.cli.user import user
from app.cli.workspace import workspace
from app.domain.errors import MisstepError

app = typer.Typer(
    name="misstep",
    help="Replay recorded runs of LLM agents, say where they went wrong, and compare with what is known.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # no colours: whatever steers a terminal is spelled out
)
app.command()(serve)
app.command()(assemble)
app.command("import")(import_files)
app.command()(steps)
app.command()(compare)
app.command()(lint)
app.command()(record)
app.add_typer(db, name="db")
app.add_typer(inbox, name="inbox")
app.add_typer(runs, name="runs")
app.add_typer(key, name="key")
app.add_typer(pack, name="pack")
app.add_typer(user, name="user")
app.add_typer(workspace, name="workspace")
hold_to_text(app)


@app.callback()
def _root() -> None:
    """Replay recorded runs of LLM agents, say where they went wrong, and compare with what is known."""


def main() -> None:
    """Run the command line: exit 0 done, 1 found problems, 2 bad usage or bad input."""
    with plain_output():
        sys.exit(_run())


def _run() -> int:
    try:
        return app(standalone_mode=False) or 0
    except MisstepError as error:
        say(f"misstep: {error}", err=True)
    except TyperException as error:
        _tell_usage(error)
        return error.exit_code
    except typer.Abort:
        return 1
    except Exception:  # noqa: BLE001 - Python would print it around the one place that makes it fit for a terminal
        say_traceback()
        return 1
    return 2


def _tell_usage(error: TyperException) -> None:
    """What is wrong with the command, and how it is called. Of a command without arguments the help was printed."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        for line in error.format_message().splitlines():
            say(line, err=True)
        return
    if context is not None:
        for line in context.get_usage().splitlines():
            say(line, err=True)
        say(f"Try '{context.command_path} --help' for help.", err=True)
    say(f"misstep: {error.format_message()}", err=True)
