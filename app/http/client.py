"""Who sent a request: the address of its client, and whether that is this machine."""

from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TypeAlias

from starlette.requests import HTTPConnection

Address: TypeAlias = IPv4Address | IPv6Address
PROXIED = "misstep.proxied"  # in the scope of a request that a declared proxy handed on
_HANDED_ON = ("x-forwarded-for", "forwarded")  # tunnels to this machine and most proxies send one of them


def client_address(request: HTTPConnection) -> str:
    """The address that a request comes from: behind a declared proxy, the one that the proxy tells.

    There is no other place to ask: whoever counts by address, such as a rate limit, counts by this.
    """
    told = request.client.host if request.client else ""
    return str(address_of(told) or told)


def is_local(request: HTTPConnection) -> bool:
    """Whether this machine itself asks. What a proxy or a tunnel hands on may come from anybody.

    One that is declared is known; of others each says so itself. Whoever pretends to be one loses by it.
    """
    handed_on = request.scope.get(PROXIED, False) or any(name in request.headers for name in _HANDED_ON)
    return not handed_on and is_loopback(client_address(request))


def is_loopback(address: str) -> bool:
    """Of an IPv4 or IPv6 address, IPv4 written as IPv6 included; the address that means all of them is not."""
    found = address_of(address)
    return found is not None and found.is_loopback


def address_of(text: str) -> Address | None:
    """An address without its zone, IPv4 written as IPv6 as what it is; None for what is no address."""
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
