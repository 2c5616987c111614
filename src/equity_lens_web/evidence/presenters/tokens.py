"""Tokens in a list, and the addresses that they open, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from equity_lens_web.design_system.moments import day, day_of

OPEN, REVOKED, EXPIRED = "Works", "Revoked", "Expired"
MAKER_LEFT = "Stopped: its maker is no longer a member"


@dataclass(frozen=True, slots=True)
class Line:
    """One token in the list."""

    pk: int
    name: str
    made_by: str
    made_on: str
    ends_on: str
    last_used_on: str
    state: str
    is_open: bool
    may_send: bool


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the API: where it is, what it gives, and what may narrow it."""

    href: str
    title: str
    described: str
    parameters: list[tuple[str, str]]


def lines(tokens: Iterable[Any]) -> list[Line]:
    """A line for each token of a list, in their order."""
    return [
        Line(
            pk=token.pk,
            name=token.name,
            made_by=str(token.made_by),
            made_on=day(day_of(token.made_at)),
            ends_on=day(day_of(token.expires_at)),
            last_used_on=day(token.last_used_on) or "Not yet",
            state=_state(token),
            is_open=token.is_open,
            may_send=token.may_send,
        )
        for token in tokens
    ]


def addresses(schema: Any) -> list[Address]:
    """What the API's own description says of each address."""
    return [
        Address(
            href=href,
            title=operation["summary"],
            described=operation.get("description", ""),
            parameters=[
                (each["name"], each.get("description", "")) for each in operation["parameters"]
            ],
        )
        for href, methods in schema["paths"].items()
        for operation in methods.values()
    ]


def _state(token: Any) -> str:
    if token.is_open:
        return OPEN if token.maker_is_member else MAKER_LEFT
    return REVOKED if token.revoked_at else EXPIRED
