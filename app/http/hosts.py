"""The names that this server answers to: a page of another site that renamed itself to us reads nothing here."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.http.client import address_of
from app.http.origin import OTLP
from app.http.otlp_answer import otlp_error
from app.settings import Settings

HEALTH = {"/healthz", "/readyz"}  # a balancer asks by the address that it knows, or by none; they tell nothing
_HOST = re.compile(r"(?P<name>[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")
_PATH = "Ask for a path of this server, as in GET /healthz, and not for a whole address."
_NO_NAME = "Send one Host header, with the name of this server."
_OTHER_NAME = "This server does not answer to the name in the Host header. Its names are listed in MISSTEP_HOSTS."


@dataclass(frozen=True, slots=True)
class HostList:
    """Host names in small letters; one that begins with `*.` stands for all below it."""

    names: Collection[str]

    @classmethod
    def of(cls, settings: Settings) -> "HostList":
        """What the settings list, the name that the server was told to listen on, and this machine."""
        own = {settings.host.lower()} if address_of(settings.host) is None else set()
        return cls({"localhost", *own, *settings.hosts})

    def has(self, name: str, *, reached: str) -> bool:
        """Whether a request may have this name in its Host header, when it came in at the address `reached`.

        An address of this machine alone always may, and so may the address that was reached: it is names that
        another site can give to this server, not addresses.
        """
        if (address := address_of(name)) is not None:
            name = str(address)
            return address.is_loopback or address == address_of(reached) or name in self.names
        return name in self.names or any(f"*.{above}" in self.names for above in _above(name))


class HostGuard:
    """Refuses what is asked of a name that is not listed, before anything else is looked at."""

    def __init__(self, app: ASGIApp, *, hosts: HostList) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (self._app if refusal is None else _answer(scope, refusal))(scope, receive, send)

    def _refusal(self, scope: Scope) -> HTTPException | None:
        """421 is what HTTP has for a request that was led to the wrong server."""
        if not scope["path"].startswith("/"):
            return HTTPException(400, _PATH)
        sent = Headers(scope=scope).getlist("host")
        health = scope["path"] in HEALTH
        if health and not sent:
            return None
        name = name_of(sent[0]) if len(sent) == 1 else None
        if name is None:
            return HTTPException(400, _NO_NAME)
        reached = scope["server"][0] if scope.get("server") else ""
        if self._hosts.has(name, reached=reached) or (health and address_of(name) is not None):
            return None
        return HTTPException(421, _OTHER_NAME)


def name_of(host: str) -> str | None:
    """The name or address in a Host header, in small letters and without port, brackets or the dot of the root."""
    found = _HOST.fullmatch(host.lower())
    return found and found["name"].strip("[]").removesuffix(".")


def _above(name: str) -> list[str]:
    labels = name.split(".")
    return [".".join(labels[place:]) for place in range(1, len(labels))]


def _answer(scope: Scope, refusal: HTTPException) -> Response:
    if scope["path"].startswith(OTLP):
        return otlp_error(Request(scope), refusal)
    return PlainTextResponse(refusal.detail + "\n", status_code=refusal.status_code)
