"""What every command refuses to be given: an empty argument, and a text that is none."""

from collections.abc import Iterator
from typing import Any

import typer
from typer.core import TyperCommand


class TextCommand(TyperCommand):
    """A command whose texts are UTF-8, so that they can be looked up and kept; names of files are as they are."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if "" in args:
            place = args.index("") + 1
            raise typer.BadParameter(f"argument {place} of `{ctx.command_path}` is empty", ctx=ctx)
        left = super().parse_args(ctx, args)
        for parameter in self.params:
            for text in _texts(ctx.params.get(parameter.name)):
                _refuse_odd_bytes(text, ctx=ctx, parameter=parameter)
        return left


def hold_to_text(app: typer.Typer) -> None:
    """Make a TextCommand of each command that is registered, in groups too."""
    for command in app.registered_commands:
        command.cls = TextCommand
    for group in app.registered_groups:
        if group.typer_instance is not None:
            hold_to_text(group.typer_instance)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        yield from (each for each in value if isinstance(each, str))


def _refuse_odd_bytes(text: str, *, ctx: Any, parameter: Any) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise typer.BadParameter(f"{text!r} is not UTF-8", ctx=ctx, param=parameter) from error
