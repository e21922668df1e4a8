"""Who counts as one client: the peer, or whom a trusted proxy names."""

from __future__ import annotations

from wsgiref.types import WSGIEnvironment

import pytest

from graphapp.web.asking import client_of


def told(peer: str = "192.0.2.1", forwarded: str = "198.51.100.7") -> WSGIEnvironment:
    return {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}


def test_a_header_that_is_not_configured_is_ignored() -> None:
    assert client_of(told(), "") == "192.0.2.1"
    assert client_of(told(), "X-Real-IP") == "192.0.2.1"


@pytest.mark.parametrize("header", ["X-Forwarded-For", "x-forwarded-for"])
def test_the_last_address_of_the_configured_header_is_the_client(header: str) -> None:
    assert client_of(told(), header) == "198.51.100.7"
    assert client_of(told(forwarded="203.0.113.9, 198.51.100.7"), header) == "198.51.100.7"


@pytest.mark.parametrize("forwarded", ["", " ", "203.0.113.9,", "203.0.113.9, "])
def test_without_an_address_in_the_configured_header_the_peer_is_the_client(forwarded: str) -> None:
    assert client_of(told(forwarded=forwarded), "X-Forwarded-For") == "192.0.2.1"


def test_a_network_of_ipv6_is_one_client_and_an_address_has_one_spelling() -> None:
    networks = {client_of(told(f"2001:db8:1:2::{n}"), "") for n in range(3)}
    assert networks == {"2001:db8:1:2::/64"}
    assert client_of(told("2001:db8:1:3::1"), "") not in networks
    assert client_of(told("::ffff:192.0.2.1"), "") == "192.0.2.1"


def test_what_is_no_address_is_a_client_of_its_own_and_kept_short() -> None:
    assert client_of(told(forwarded="unix:"), "X-Forwarded-For") == "unix:"
    assert len(client_of(told(forwarded="x" * 10_000), "X-Forwarded-For")) == 100
    assert client_of({}, "") == "unknown"
