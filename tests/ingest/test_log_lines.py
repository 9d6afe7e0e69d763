"""OTLP that a program printed and that a container, a shipper or a logger wrapped, line by line."""

import json

import pytest
from otlp_bytes import body, encoded

from app.domain.errors import TraceRejected, TraceTooLarge
from app.ingest.decode import NamedBytes, read_files
from app.ingest.limits import Limits

ONE, TWO = encoded(body()).decode(), encoded(body(spanId="aaaaaaaaaaaaaaaa")).decode()
LONG = encoded(body(name="x" * 40_000)).decode()
CLOCK = "2026-05-01T08:00:00.123456789Z"


def read(text):
    batch = read_files([NamedBytes("app.log", text.encode())])
    return [span.span_id for span in batch.spans], [note.sentence for note in batch.notes]


def docker(text, stream="stdout"):
    return json.dumps({"log": text, "stream": stream, "time": CLOCK}) + "\n"


BOTH = (["eee19b7ec3c1b174", "aaaaaaaaaaaaaaaa"], [])


@pytest.mark.parametrize(
    "text",
    [
        docker(f"{ONE}\n") + docker(f"{TWO}\n"),
        docker(f"{ONE}\n") + docker(f"{TWO}\n") + '{"log": "cut off',
        docker("ready\n", "stderr") + docker(f"{ONE}\n") + docker("done\n") + docker(f"{TWO}\n"),
        f"{CLOCK} stdout F {ONE}\n{CLOCK} stderr F ready\n{CLOCK} stdout F {TWO}\n",
        f"collector-1  | {ONE}\ncollector-1  | ready\ncollector-1  | {TWO}\n",
        f"2026-05-01 08:00:00 INFO exporter: {ONE}\nMay  1 08:00:01 host app[12]: {TWO}\n",
        "".join(json.dumps({"kubernetes": {"pod_name": "p"}, "log": each}) + "\n" for each in (ONE, TWO)),
        "".join(json.dumps({"@timestamp": CLOCK, "message": each}) + "\n" for each in (ONE, TWO)),
        json.dumps([{"textPayload": each, "insertId": "1"} for each in (ONE, TWO)]),
        json.dumps({"events": [{"timestamp": 1, "message": each} for each in (ONE, TWO)]}),
        json.dumps({"Records": [{"body": each} for each in (ONE, TWO)]}),
    ],
)
def test_the_spans_of_both_lines_are_read(text):
    assert read(text) == BOTH


def test_a_long_line_is_put_together_from_its_pieces():
    pieces = [LONG[at : at + 16384] for at in range(0, len(LONG), 16384)]
    of_docker = docker(pieces[0]) + docker("ready\n", "stderr") + docker(pieces[1]) + docker(f"{pieces[2]}\n")
    of_kubernetes = "".join(f"{CLOCK} stdout {tag} {piece}\n" for tag, piece in zip("PPF", pieces, strict=True))
    assert read(of_docker) == read(of_kubernetes) == (["eee19b7ec3c1b174"], [])


def test_what_a_console_exporter_printed_over_many_lines_is_read():
    printed = json.dumps(
        {
            "name": "chat",
            "context": {"trace_id": "0x5b8efff798038103d269b633813fc60c", "span_id": "0xeee19b7ec3c1b174"},
            "start_time": "2026-05-01T08:00:00Z",
            "end_time": "2026-05-01T08:00:01Z",
            "attributes": {},
        },
        indent=4,
    )
    assert read("".join(docker(f"{line}\n") for line in printed.split("\n"))) == (["eee19b7ec3c1b174"], [])


def test_lines_about_other_things_are_left_out_and_counted():
    others = [json.dumps({"level": "info", "msg": "ready"}), json.dumps({"message": "{}"})]
    assert read("\n".join([others[0], ONE, others[1]])) == (
        ["eee19b7ec3c1b174"],
        ["2 other lines of the log app.log are not shown."],
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            docker("ready\n"),
            "app.log: this looks like a container's log; give what stands under `log`, one line each",
        ),
        ('{"msg": "ready"}\n{"msg": "done"}', "app.log: line 1: no resourceSpans or resourceLogs (found msg)"),
        (f"{CLOCK} stdout F ready\n", "app.log: neither JSON nor OTLP protobuf (text that begins with '2026-05-01T"),
        (f"exporter: {ONE}'\n", "app.log: line 1, column 353: not JSON"),
    ],
)
def test_a_log_without_otlp_is_refused(text, sentence):
    with pytest.raises(TraceRejected) as caught:
        read(text)
    assert sentence in str(caught.value)


def test_what_is_too_much_is_no_line_about_other_things():
    batch = Limits(spans=1)
    with pytest.raises(TraceTooLarge):
        read_files([NamedBytes("app.log", f'{{"msg": "ready"}}\n{ONE}\n{TWO}'.encode())], limits=batch)
