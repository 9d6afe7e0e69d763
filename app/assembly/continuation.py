"""Requests that go on from an earlier response, of which they repeat nothing."""

from collections.abc import Iterable
from dataclasses import replace

from app.assembly.draft import Draft


def name_previous(drafts: Iterable[Draft]) -> None:
    """Let a model step name the response that it went on from.

    Microsoft's Agent Framework writes that response's id as the conversation's: then the server, not the
    request, holds the history.
    """
    answered: set[str] = set()
    for draft in drafts:
        reading = draft.reading
        if reading.previous_response_id is None and reading.conversation_id in answered:
            draft.reading = replace(reading, previous_response_id=reading.conversation_id)
        if reading.response_id is not None:
            answered.add(reading.response_id)
