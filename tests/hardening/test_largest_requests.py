"""The largest requests that are taken are taken in bounded memory, and nobody waits long for others meanwhile."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

MOST_MB = 400
JSON = {"content_type": "application/json"}
EMOJI = "\N{GRINNING FACE}"


def request(attributes):
    span = {"traceId": "1" * 32, "spanId": "2" * 16, "name": "look", "attributes": attributes}
    return {"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}


def test_a_text_that_takes_four_bytes_a_letter_is_taken(attacked):
    """A whole number of 30 digits has it read by Python's own reader, which keeps a second copy of the text."""
    body = request([{"key": "text", "value": {"stringValue": EMOJI + "a" * 19 * 2**20}}]) | {"digits": 10**29}
    sent = json.dumps(body, ensure_ascii=False).encode()
    assert attacked.ask("POST", "/v1/traces", sent, **JSON).status == 200
    assert attacked.peak_mb() < MOST_MB


def test_as_many_elements_as_may_be_are_taken_by_several_senders_at_once(attacked):
    values = [{"stringValue": "a"}] * 600_000
    sent = json.dumps(request([{"key": "list", "value": {"arrayValue": {"values": values}}}])).encode()
    slowest = 0.0
    ended = threading.Event()

    def look():
        nonlocal slowest
        while not ended.wait(0.05):
            began = time.monotonic()
            assert attacked.ask("GET", "/healthz").status == 200
            slowest = max(slowest, time.monotonic() - began)

    with ThreadPoolExecutor(5) as senders:
        looking = senders.submit(look)
        sending = [senders.submit(attacked.ask, "POST", "/v1/traces", sent, **JSON) for _ in range(4)]
        answers = {each.result().status for each in sending}
        ended.set()
        looking.result()
    assert answers <= {200, 503}
    assert attacked.peak_mb() < MOST_MB
    assert slowest < 5  # seconds; a tenth of one where nobody else uses the machine
