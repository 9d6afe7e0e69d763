"""`-` is standard input for every command that takes files."""

import json
import os
import subprocess
import sys

import pytest

CHAT = {
    "traceId": "5b8efff798038103d269b633813fc60c",
    "spanId": "eee19b7ec3c1b174",
    "name": "chat",
    "startTimeUnixNano": "1795368131000000000",
    "attributes": [{"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}}],
}
TRACE = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [CHAT]}]}]}).encode()
CLOSED = 'exec "$0" -m app.cli "$@" <&-'


def misstep(tmp_path, *words, given=b"", line='exec "$0" -m app.cli "$@"'):
    found = subprocess.run(
        ["sh", "-c", line, sys.executable, *words],
        input=given,
        env={**os.environ, "MISSTEP_HOME": str(tmp_path / "home")},
        capture_output=True,
        check=False,
        timeout=60,
    )
    return found.returncode, found.stdout.decode(), found.stderr.decode()


def test_the_steps_of_what_is_piped_in_are_printed(tmp_path):
    code, out, _ = misstep(tmp_path, "steps", "-", given=TRACE)
    assert (code, out.splitlines()[0]) == (0, "trace 5b8efff798038103d269b633813fc60c: 1 steps")


def test_a_file_may_stand_beside_it(tmp_path):
    file = tmp_path / "other.json"
    file.write_bytes(TRACE.replace(b"5b8e", b"aaaa"))
    code, out, _ = misstep(tmp_path, "steps", str(file), "-", "--json", given=TRACE)
    assert (code, len(json.loads(out)["traces"])) == (0, 2)


def test_what_is_piped_in_is_imported(tmp_path):
    code, out, _ = misstep(tmp_path, "import", "-", given=TRACE)
    assert (code, "1 steps, 1 spans, imported" in out) == (0, True)


def test_a_diagnosis_is_compared(tmp_path):
    code, out, _ = misstep(tmp_path, "compare", "the-autumn-return", "-", given=b'{"claims": [{"step": 11}]}')
    assert (code, out.startswith("the-autumn-return, variant a: ")) == (0, True)


@pytest.mark.parametrize("command", [["steps"], ["import"]])
@pytest.mark.parametrize(
    ("given", "line", "sentence"),
    [
        (b"", None, "standard input: the file is empty; expected OTLP JSON, JSON lines or protobuf"),
        (b'{"a": 1}', None, "standard input: no resourceSpans or resourceLogs (found a); expected an OTLP export"),
        (b"", CLOSED, "standard input: closed; give a file or a pipe"),
        (b"", 'exec "$0" -m app.cli "$@" < /dev/null', "standard input: a device; give a file or a pipe"),
    ],
)
def test_what_is_wrong_with_it_is_told_by_its_name(tmp_path, command, given, line, sentence):
    told = misstep(tmp_path, *command, "-", given=given, **({"line": line} if line else {}))
    assert told == (2, "", f"misstep: {sentence}\n")


def test_a_diagnosis_that_is_none_is_told_by_its_name(tmp_path):
    code, _, said = misstep(tmp_path, "compare", "the-autumn-return", "-", given=b"nope")
    assert (code, said.startswith("misstep: standard input: not valid JSON: ")) == (2, True)
