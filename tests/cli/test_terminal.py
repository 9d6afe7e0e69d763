"""What commands print: one line a value, and nothing that steers a terminal."""

import ast
import io
import json
import logging
from pathlib import Path

import pytest
from hostile_corpus import PAYLOADS

from app.cli.terminal import LogLine, PlainStream, one_line, say, say_json, spelled, unsteered
from app.domain.hidden_characters import HIDDEN

CLI = Path(__file__).parents[2] / "app"
PRINTERS = {"print", "typer.echo", "typer.secho", "click.echo", "sys.stdout", "sys.stderr", "os.write"}
MAY_PRINT = {"cli/terminal.py"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("a\nb\tc\r\x00\x7f\x9b", r"a\nb\tc\r\x00\x7f\x9b"),
        ("\u202egnp.exe\u2066\u200b\ufeff", r"\u202egnp.exe\u2066\u200b\ufeff"),
        ("\u2028\u2029 half \ud83d", r"\u2028\u2029 half \ud83d"),
        ("\U000e0041", r"\U000e0041"),
        ("Zoë, 東京, 👍", "Zoë, 東京, 👍"),
    ],
)
def test_what_is_not_seen_is_spelled_out(text, said):
    assert spelled(text) == said


def test_lines_of_our_own_stay_where_they_are_asked_for():
    assert unsteered("one\n\x1btwo") == "one\n\\x1btwo"
    assert one_line(" one\n two\tthree ") == "one two three"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_value_is_one_line_whatever_stands_in_it(capsys, payload):
    say(PAYLOADS[payload])
    say(PAYLOADS[payload], err=True)
    for text in capsys.readouterr():
        assert text.endswith("\n")
        assert text.count("\n") == 1
        assert not HIDDEN.search(text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_json_document_is_escaped_and_says_the_same(capsys, payload):
    text = PAYLOADS[payload].encode("utf-8", "ignore").decode()
    say_json(json.dumps({text: [text]}, ensure_ascii=False).encode())
    printed = capsys.readouterr().out
    assert json.loads(printed) == {text: [text]}
    assert not HIDDEN.search(printed)


def test_what_others_print_keeps_its_lines_and_no_more():
    stream = io.StringIO()
    plain = PlainStream(stream)
    plain.writelines(["warning: \x1b[2J", "\n", "\u202etxt\n"])
    assert stream.getvalue() == "warning: \\x1b[2J\n\\u202etxt\n"
    assert not plain.isatty()


def test_an_entry_of_the_log_is_one_line():
    entry = logging.makeLogRecord({"levelname": "ERROR", "msg": "no %s", "args": ("a\nERROR: \x1b[2Jall is well",)})
    assert LogLine("%(levelname)s: %(message)s").format(entry) == r"ERROR: no a\nERROR: \x1b[2Jall is well"


def test_nothing_prints_around_the_one_place():
    """All of the package: what a room below prints would come out beside it as well."""
    around = [
        f"{file.relative_to(CLI)}:{node.lineno} {ast.unparse(node)}"
        for file in sorted(CLI.rglob("*.py"))
        if str(file.relative_to(CLI)) not in MAY_PRINT
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) in PRINTERS
    ]
    assert around == []
