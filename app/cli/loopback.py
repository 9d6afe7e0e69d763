"""Whether a server is reached from this machine alone, and the refusal to serve anybody else without accounts."""

import socket
from ipaddress import IPv6Address, ip_address

from app.domain.errors import SettingRejected


def refuse_strangers(bound: socket.socket) -> None:
    """Raises SettingRejected for a socket that others than this machine can reach.

    There are no accounts yet, so whoever asks is taken for the owner of everything here. What counts is the address
    that the socket is bound to: a host name may stand for any.
    """
    address = bound.getsockname()[0]
    if not is_loopback(address):
        raise SettingRejected(
            f"{address} can be reached from other machines, and whoever reaches it would own all that is here: "
            "this server has no owner yet. Listen on 127.0.0.1 or ::1, and put a proxy or a tunnel with a sign-in "
            "of its own in front of it"
        )


def is_loopback(address: str) -> bool:
    """Of an IPv4 or IPv6 address, IPv4 written as IPv6 included; the address that means all of them is not."""
    given = ip_address(address.partition("%")[0])
    mapped = given.ipv4_mapped if isinstance(given, IPv6Address) else None
    return (mapped or given).is_loopback
