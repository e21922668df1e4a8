"""The types of WSGI (PEP 3333) that the cache works with, and readings of a list of headers."""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

Environ = WSGIEnvironment
Header = tuple[str, str]

__all__ = ["Environ", "Header", "StartResponse", "WSGIApplication", "header", "listed"]


def header(headers: Iterable[Header], name: str) -> str | None:
    """Return the value of a header, its repetitions joined by commas (RFC 9110, section 5.2); None without
    it. ``name`` is in lower case.
    """
    values = [value for known, value in headers if known.lower() == name]
    return ", ".join(values) if values else None


def listed(value: str | None) -> list[str]:
    """Return the members of a comma-separated list of tokens, in lower case."""
    return [member.strip().lower() for member in value.split(",") if member.strip()] if value else []
