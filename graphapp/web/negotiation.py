"""Which format a request wants (RFC 9110, section 12.5.1; SPARQL 1.1 Protocol, section 2.1.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flask import request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_accept_header

from graphapp.store.formats import GRAPH_FORMATS, RESULT_FORMATS, Format, Kind, by_name
from graphapp.web.citing import CITE

HTML: Final = "text/html"
_USUAL: Final = 500
"""Characters of an ``Accept`` header whose meaning is remembered: clients send few different ones."""


class NotAcceptableError(Exception):
    """None of the formats that the request takes can be written. ``formats`` are those that can."""

    def __init__(self, wanted: str, formats: Sequence[Format]) -> None:
        """Remember what was wanted and what is there."""
        super().__init__(wanted)
        self.wanted = wanted
        self.formats = tuple(formats)


@dataclass(frozen=True)
class Choice:
    """The format to answer in and the media type to send it as; a page for people when ``format`` is None."""

    format: Format | None
    media_type: str = HTML

    @property
    def content_type(self) -> str:
        """The value of ``Content-Type``."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


def choose(formats: Sequence[Format], kind: Kind, named: str = "") -> Choice:
    """Return the format for an answer of ``kind``: ``named`` (the ``format`` parameter) first, then
    ``Accept``.

    Whoever accepts anything gets the first of ``formats``; a page goes only to who asks for HTML by name.
    Raises `NotAcceptableError`.
    """
    if named:
        if named.strip().lower() in ("html", HTML):
            return Choice(None)
        wanted = by_name(named, kind)
        if wanted is None:
            raise NotAcceptableError(named, formats)
        return Choice(wanted, wanted.media_type)
    if wants_reference():
        return Choice(None)
    accept = request.headers.get("Accept", "")
    if not accept:
        return Choice(formats[0], formats[0].media_type)
    offers = {known.media_type: known for known in formats}
    for known in formats:
        for alias in known.aliases:
            offers.setdefault(alias, known)
    best = _best(accept, (*offers, HTML))
    if best is None:
        raise NotAcceptableError(accept, formats)
    return Choice(None) if best == HTML else Choice(offers[best], best)


def named_format() -> str:
    """Return the ``format`` parameter of the request; only the address is read when the body cannot be."""
    try:
        return request.values.get("format", "")
    except HTTPException:
        return request.args.get("format", "")


def wants_reference() -> bool:
    """Whether the request is for a reference to a page, which the page is made for, whatever is accepted."""
    return bool(request.args.get(CITE)) and bool((request.view_args or {}).get("language"))


def wants_page() -> bool:
    """Whether a person with a browser asks: HTML is wanted more than any format of data or of errors."""
    named = named_format().strip().lower()
    if named:
        return named in ("html", HTML)
    data = [known.media_type for known in (*RESULT_FORMATS, *GRAPH_FORMATS)]
    problem = ["application/problem+json", "application/json"]
    return _best(request.headers.get("Accept", ""), (*problem, *data, HTML)) == HTML


def _best(accept: str, offers: tuple[str, ...]) -> str | None:
    """Return the one of ``offers`` that an ``Accept`` header wants most; None when it takes none."""
    return (_weighed if len(accept) <= _USUAL else _weighed.__wrapped__)(accept, offers)


@lru_cache(maxsize=256)
def _weighed(accept: str, offers: tuple[str, ...]) -> str | None:
    return accepted(accept).best_match(offers)


def accepted(accept: str) -> MIMEAccept:
    """Return the media ranges of an ``Accept`` header without their parameters.

    Clients add ``charset=utf-8`` or JSON-LD's ``profile`` to what they ask for; no format here comes in variants
    that such a parameter could choose between.
    """
    ranges = parse_accept_header(accept, MIMEAccept)
    return MIMEAccept([(wanted.partition(";")[0].strip(), quality) for wanted, quality in ranges])
