"""What declared proxies say of those whom they hand on; nobody else is believed."""

from collections.abc import Collection, Iterator

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.http.client import PROXIED, address_of
from app.settings import Network


class ProxyHeaders:
    """Puts what a declared proxy says of its client in the place of what the connection says.

    `X-Forwarded-For`, `-Proto` and `-Host` are read, and `Forwarded` is not: a proxy that writes one of the two hands
    the other on as its client wrote it.
    """

    def __init__(self, app: ASGIApp, *, proxies: Collection[Network]) -> None:
        self._app = app
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["client"] is not None and self._declares(scope["client"][0]):
            self._believe(scope, Headers(scope=scope))
        await self._app(scope, receive, send)

    def _believe(self, scope: Scope, headers: Headers) -> None:
        """Change the scope in place: the answer to our own mistakes, outside of all this, goes by it too."""
        scope[PROXIED] = True
        scope["client"] = (self._client(scope["client"][0], headers.getlist("x-forwarded-for")), 0)
        for scheme in _last(headers, "x-forwarded-proto"):
            scope["scheme"] = scheme if scheme in {"http", "https"} else scope["scheme"]
        for host in _last(headers, "x-forwarded-host"):
            others = [(name, value) for name, value in scope["headers"] if name != b"host"]
            scope["headers"] = [*others, (b"host", host.encode("latin-1"))]

    def _client(self, peer: str, told: list[str]) -> str:
        """The nearest that is no declared proxy: each proxy adds who asked it, and clients write what they like.

        Where all are proxies, the farthest. What is no address ends the way: nobody knows who told what is before it.
        """
        nearest = peer
        for entry in reversed(",".join(told).split(",")):
            address = address_of(_without_port(entry.strip()))
            if address is None:
                break
            nearest = str(address)
            if not self._declares(nearest):
                break
        return nearest

    def _declares(self, text: str) -> bool:
        """Whether this is the address of a declared proxy."""
        address = address_of(text)
        return address is not None and any(address in network for network in self._proxies)


def _last(headers: Headers, name: str) -> Iterator[str]:
    """What the nearest proxy said, where it said something."""
    said = ",".join(headers.getlist(name)).rpartition(",")[2].strip().lower()
    if said:
        yield said


def _without_port(entry: str) -> str:
    """`10.0.0.7:443` and `[2001:db8::1]:443` are told by some."""
    if entry.startswith("["):
        return entry[1:].partition("]")[0]
    return entry.partition(":")[0] if entry.count(":") == 1 else entry
