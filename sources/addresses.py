"""Which addresses of the network may be asked: those of the public one, unless a user allows the others."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from ..schemas import SourceError

__all__ = ["Resolve", "allowed", "is_public", "resolve"]

IP = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[list[str]]]

# RFC 6052: an IPv4 address inside an IPv6 one; whoever translates it would reach the address within.
_NAT64 = IPv6Network("64:ff9b::/96")
# RFC 8215: the same for one network's own use. RFC 4291: IPv4-compatible. RFC 2765: translated by SIIT.
_LOCAL_NAT64, _COMPATIBLE = IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96")
_TRANSLATED = IPv6Network("::ffff:0:0:0/96")


async def resolve(host: str, port: int) -> list[str]:
    """The addresses that the machine's resolver gives for a name; OSError if it gives none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: IP) -> bool:
    """True for an address that anybody on the network may be asked at."""
    inner = _inner(address)
    if inner is not None:
        return is_public(inner)
    if isinstance(address, IPv6Address) and (address.is_site_local or address in _LOCAL_NAT64):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _inner(address: IP) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for, in any of the forms that a machine may follow."""
    if isinstance(address, IPv4Address):
        return None
    if any(address in network for network in (_NAT64, _COMPATIBLE, _TRANSLATED)):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo


async def allowed(url: str, host: str, port: int, resolver: Resolve, *, private: bool) -> list[str]:
    """The addresses of a host at which it may be asked. SourceError if there is none, or if one is not public.

    One private address among public ones refuses them all: which of them answers is not ours to say.
    """
    try:
        found = [str(ip_address(host))]
    except ValueError:
        try:
            found = await resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise SourceError(url, f"the host {host!r} is not known ({error}); check the address") from error
    for each in found:
        if not private and not is_public(ip_address(each.partition("%")[0])):
            reason = f"leads to {each}, in a private network; give --allow-private if that is meant"
            raise SourceError(url, reason)
    if not found:
        raise SourceError(url, f"the host {host!r} has no address; check it")
    return found
