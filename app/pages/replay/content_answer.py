"""What is answered when a part of a step is asked for: as text, as a fragment of the page, as a file or an image."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Query, Request, Response
from fastapi.responses import PlainTextResponse

from app.domain.errors import NotFound
from app.domain.json import JSON, laid_out
from app.pages.replay.content import content_of, content_value, message_of
from app.pages.replay.message import part_views
from app.pages.templates import render
from app.pages.value.medium import bytes_in, is_safe_image, medium_in, sniffed
from app.pages.value.path import ROOT, value_at
from app.pages.value.search import find_in_value
from app.pages.value.text import cut
from app.pages.value.tree import shown_value
from app.reading.window import StepView

MOST = 250_000  # characters in one node of a page; of more, so many are shown and the rest is a download
OPENED = 16_384  # characters of a branch that is opened on demand

# An image of a trace is shown as nothing but an image, even when somebody opens its address by itself.
IMAGE_HEADERS = {"Content-Security-Policy": "default-src 'none'; sandbox", "Content-Disposition": "inline"}


class ContentForm(StrEnum):
    """`view` is the value as pages draw it, `raw` its exact text as a fragment."""

    TEXT = "text"
    VIEW = "view"
    RAW = "raw"
    FILE = "file"
    IMAGE = "image"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRequest:
    """Which part of a content, and how: the value at `path`, from its child at `start` on, or what matches `find`."""

    path: str = ROOT
    start: int = 0
    find: str = ""
    form: ContentForm = ContentForm.TEXT


def wanted(
    path: Annotated[str, Query(max_length=4000)] = ROOT,
    start: Annotated[int, Query(ge=0, le=10**9)] = 0,
    find: Annotated[str, Query(max_length=200)] = "",
    form: Annotated[ContentForm, Query(alias="as")] = ContentForm.TEXT,
) -> ContentRequest:
    return ContentRequest(path=path, start=start, find=find, form=form)


Asked = Annotated[ContentRequest, Depends(wanted)]


def content_answer(request: Request, view: StepView, part: str, asked: ContentRequest) -> Response:
    """The answer. Raises NotFound where the step has no such content, or the content no such path."""
    if asked.form is ContentForm.TEXT and asked.path == ROOT:
        return as_text(content_of(view, part))
    if asked.form is ContentForm.VIEW and asked.path == ROOT and (message := message_of(view, part)):
        parts = part_views(message, address=request.url.path)
        return render(request, "replay/fragment.html", parts=parts, address=request.url.path)
    value = value_at(content_value(view, part), asked.path)
    match asked.form:
        case ContentForm.TEXT:
            return as_text(laid_out(value))
        case ContentForm.VIEW | ContentForm.RAW:
            return _fragment(request, value, asked)
        case ContentForm.FILE:
            return _file(value, name=f"step-{view.step.number}-{part}")
        case ContentForm.IMAGE:
            return _image(value)


def as_text(content: str) -> PlainTextResponse:
    """Text that no browser takes for a page; lone surrogates, which have no bytes, become question marks."""
    return PlainTextResponse(content.encode("utf-8", "replace"))


def _fragment(request: Request, value: JSON, asked: ContentRequest) -> Response:
    address = request.url.path
    if asked.form is ContentForm.RAW:
        raw = cut(laid_out(value), MOST)
        return render(request, "replay/fragment.html", raw=raw, path=asked.path, address=address)
    if asked.find:
        found = find_in_value(value, asked.find, path=asked.path)
        return render(request, "replay/fragment.html", found=found, find=asked.find, address=address)
    limit = MOST if isinstance(value, str) else OPENED
    shown = shown_value(value, limit=limit, path=asked.path, start=asked.start)
    return render(request, "replay/fragment.html", shown=shown, address=address)


def _file(value: JSON, *, name: str) -> Response:
    text = laid_out(value)
    content = bytes_in(text) if isinstance(value, str) and medium_in(value, path=None) else None
    kind = "txt" if isinstance(value, str) else "json"
    name = f"{name}.{kind if content is None else 'bin'}"
    return Response(
        text.encode("utf-8", "replace") if content is None else content,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _image(value: JSON) -> Response:
    content = bytes_in(value) if isinstance(value, str) else None
    if content is None or not is_safe_image(content):
        raise NotFound("this is no image that can be shown here: download it instead")
    return Response(content, media_type=sniffed(content), headers=IMAGE_HEADERS)
