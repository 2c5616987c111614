"""How often something may be tried in an hour, for each link and for each address.

A ward shares one address, so what is allowed to an address is no less than what a ward may need.
The address itself is kept nowhere: only a keyed hash of it, for an hour.
"""

import time
from dataclasses import dataclass
from ipaddress import IPv6Network

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR = 3600


@dataclass(frozen=True, slots=True)
class Limit:
    """How many times an hour one thing may be done from one address, and by one link."""

    of: str
    an_address: int
    a_link: int

    def is_passed(self, request: HttpRequest, link: str = "") -> bool:
        """Count this time; whether it is one too many."""
        address = _place(get_adapter().get_client_ip(request))
        too_many = self._counted(f"address {address}") > self.an_address
        return (bool(link) and self._counted(f"link {link}") > self.a_link) or too_many

    def _counted(self, what: str) -> int:
        """How often it was done in this hour of the clock, this time with it."""
        name = salted_hmac("equity_lens.limits", what).hexdigest()
        key = f"frontline-{self.of}-{int(time.time()) // HOUR}-{name}"
        times: int = cache.get(key, 0) + 1
        cache.set(key, times, HOUR)
        return times


def _place(address: str) -> str:
    """One place on the network: whoever has an IPv6 address has 2**64 of them, and counts once.

    >>> _place("2001:db8:1:2:3:4:5:6"), _place("192.0.2.7")
    ('2001:db8:1:2::/64', '192.0.2.7')
    """
    if ":" not in address:
        return address
    return str(IPv6Network((address, 64), strict=False))


OPENING_A_CARD = Limit("card", an_address=600, a_link=2000)
SENDING_AN_IDEA = Limit("idea", an_address=30, a_link=60)
READING_AN_ANSWER = Limit("answer", an_address=60, a_link=60)
