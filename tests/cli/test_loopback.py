"""Without an owner a server is for its own machine: it refuses to listen where others could reach it."""

import socket

import pytest

from app.cli.loopback import is_loopback, refuse_strangers
from app.cli.serve import _listen
from app.domain.errors import SettingRejected


def nobody():
    return False


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1", "::1%lo"])
def test_a_loopback_address_is_one(address):
    assert is_loopback(address)


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "::", "10.0.0.7", "192.168.1.4", "::ffff:10.0.0.7", "::ffff:0.0.0.0", "fe80::1%eth0", "2001:db8::1"]
)  # fmt: skip
def test_any_other_address_is_none(address):
    assert not is_loopback(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_a_server_listens_on_this_machine(host):
    with _listen(host, 0, owned=nobody) as listening:
        refuse_strangers(listening, owned=nobody)


@pytest.mark.parametrize(("host", "said"), [("0.0.0.0", "0.0.0.0"), ("::", "::"), ("", "0.0.0.0"), ("0", "0.0.0.0")])
def test_a_server_that_others_could_reach_refuses_with_what_to_do(host, said):
    with pytest.raises(
        SettingRejected, match=rf"^{said} can be reached from other machines.* `misstep user add EMAIL --role owner`"
    ):
        _listen(host, 0, owned=nobody)


def test_a_server_with_an_owner_listens_where_others_can_reach_it():
    with _listen("0.0.0.0", 0, owned=lambda: True) as listening:
        assert listening.getsockname()[0] == "0.0.0.0"


def test_a_refused_port_is_free_again():
    with pytest.raises(SettingRejected):
        _listen("0.0.0.0", port := _free(), owned=nobody)
    with socket.create_server(("127.0.0.1", port)):
        pass


def _free():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]
