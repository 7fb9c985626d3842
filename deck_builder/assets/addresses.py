"""Addresses of machines: whether they are on the public web."""

from __future__ import annotations

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

# Addresses of IPv4 as a gateway writes them for machines that have only IPv6 (RFC 6052).
_TRANSLATED = IPv6Network("64:ff9b::/96")
# Not all versions of Python know that these are not public: RFC 6890, and what answers for a
# machine in Azure, though its address looks like any other.
_SPECIAL = (ip_network("192.0.0.0/24"), ip_network("168.63.129.16"), ip_network("fec0::/10"))


def is_public(text: str) -> bool:
    """Whether an IPv4 or IPv6 address is one of the public web: not of this machine, of a private
    network or link, of a service of the cloud for its own machines, of several machines, or of
    none."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return _is_public(address)
    inner = address.ipv4_mapped
    if inner is None and address in _TRANSLATED:
        inner = IPv4Address(int(address) & 0xFFFF_FFFF)
    if inner is not None:
        return _is_public(inner)
    tunnelled = filter(None, (address.sixtofour, *(address.teredo or ())))
    return _is_public(address) and all(map(_is_public, tunnelled))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    networks: tuple[IPv4Network | IPv6Network, ...] = _SPECIAL
    is_special = any(address in network for network in networks)
    return address.is_global and not (address.is_multicast or address.is_reserved or is_special)
