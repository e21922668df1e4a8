"""Ask a SPARQL server over HTTP (SPARQL 1.1 Protocol, section 2.1.2), and read what it sends as it comes.

Connections are kept for the next query. Redirections are not followed: a query goes to the address that the operator
has configured, and nowhere else.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from http.client import RemoteDisconnected
from typing import Any, Final
from urllib.parse import urlencode

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, ProtocolError, ReadTimeoutError
from urllib3.response import BaseHTTPResponse, HTTPResponse
from urllib3.util.wait import wait_for_read

from graphapp.store.engine import (
    BrokenOffError,
    CancelledError,
    EngineUnavailableError,
    LimitError,
    QuerySyntaxError,
)

CHUNK: Final = 1 << 16
"""Bytes read from the server at once."""
_CONNECT: Final = 5.0
"""Seconds in which a server that is there takes a connection."""
_GLANCE: Final = 0.25
"""Seconds between two looks whether the client is still there."""
_KEPT: Final = 32
"""Connections kept open for the next query."""
_ERROR_TEXT: Final = 4000
"""Bytes of an error's text that are read."""


@dataclass(frozen=True)
class Patience:
    """How long to wait for a server (seconds, all waiting for it together), how many bytes to take, and whether anybody
    still wants the answer.
    """

    seconds: float
    size: int
    gone: Callable[[], bool] = bool


class Client:
    """Sends queries to one address. May be used by several threads at once."""

    def __init__(self, address: str) -> None:
        """Remember the address; nothing is sent yet."""
        self.address = address
        self._waiting = threading.local()
        self._pools = PoolManager(maxsize=_KEPT, retries=False)
        self._pools.pool_classes_by_scheme = {
            "http": _pool(HTTPConnectionPool, _PatientHTTP, self._waiting),
            "https": _pool(HTTPSConnectionPool, _PatientHTTPS, self._waiting),
        }

    def post(self, fields: Iterable[tuple[str, str]], accept: str, patience: Patience) -> Reply:
        """Send ``fields`` as a form and return the reply as soon as its head is there.

        Raises `EngineUnavailableError`, `LimitError` (time) and, when the asker has gone, `CancelledError`; `QuerySyntaxError`
        for a text that is not Unicode.
        """
        try:
            body = urlencode(list(fields)).encode("ascii")
        except UnicodeEncodeError:
            raise QuerySyntaxError(
                "The query holds half a surrogate pair, which is no character.",
                "Die Abfrage enthält ein halbes Ersatzzeichenpaar, das kein Zeichen ist.",
            ) from None
        if not self.address.lower().startswith(("http://", "https://")):
            raise self._unreachable(ValueError("its URL begins with neither http:// nor https://"))
        clock = _Clock(patience)
        try:
            try:
                response = self._post(body, accept, clock)
            except ProtocolError as error:
                # A connection that was kept may have been closed by the server at that very moment: ask once more.
                if not any(isinstance(part, RemoteDisconnected | ConnectionError) for part in error.args):
                    raise
                response = self._post(body, accept, clock)
        except ConnectTimeoutError as error:
            raise self._unreachable(error) from error
        except ReadTimeoutError as error:
            raise clock.limit() from error
        except (HTTPError, OSError, UnicodeError) as error:
            raise self._unreachable(error) from error
        return Reply(response, clock, self.address)

    def close(self) -> None:
        """Close the connections that are kept."""
        self._pools.clear()

    def _post(self, body: bytes, accept: str, clock: _Clock) -> BaseHTTPResponse:
        self._waiting.clock = clock
        try:
            return self._pools.urlopen(
                "POST",
                self.address,
                redirect=False,
                body=body,
                headers={
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Accept": accept,
                    "User-Agent": "graphapp",
                },
                timeout=Timeout(connect=_CONNECT, read=clock.patience.seconds),
                preload_content=False,
            )
        finally:
            self._waiting.clock = None

    def _unreachable(self, error: Exception) -> EngineUnavailableError:
        return EngineUnavailableError(
            f"{self.address} cannot be reached: {error}", f"{self.address} ist nicht erreichbar: {error}"
        )


class Reply:
    """What a server answers: ``status``, ``headers`` (names in lower case), and the body, in pieces."""

    def __init__(self, response: BaseHTTPResponse, clock: _Clock, address: str) -> None:
        """Take over a response whose body has not been read."""
        self._response = response
        self._clock = clock
        self._address = address
        self.status = response.status
        self.headers: Mapping[str, str] = {name.lower(): value for name, value in response.headers.items()}

    @property
    def media_type(self) -> str:
        """The media type, without its parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def open_ended(self) -> bool:
        """Whether nothing but the end of the connection ends the body, so that its being cut off would not show
        (RFC 9112, section 8).
        """
        return (
            "content-length" not in self.headers
            and "chunked" not in self.headers.get("transfer-encoding", "").lower()
        )

    def chunks(self) -> Iterator[bytes]:
        """Give the body as it comes. Closing the iterator closes the connection.

        Raises `BrokenOffError` when the server breaks off, `LimitError` for an answer that is too long or takes too long.
        """
        size, whole = 0, False
        pieces = self._response.stream(CHUNK)
        try:
            while True:
                with self._clock.running():
                    piece = next(pieces, None)
                if piece is None:
                    whole = True
                    return
                size += len(piece)
                if size > self._clock.patience.size:
                    raise _too_long(self._clock.patience.size)
                yield piece
        except ReadTimeoutError as error:
            raise self._clock.limit() from error
        except (HTTPError, OSError) as error:
            raise BrokenOffError(
                f"{self._address} broke off its answer: {error}",
                f"{self._address} hat die Antwort abgebrochen: {error}",
            ) from error
        finally:
            self._end(whole)

    def text(self) -> str:
        """Return the beginning of the body, in one line, for an error's message, and end the reply."""
        try:
            with contextlib.suppress(HTTPError, OSError):
                body = self._response.read(_ERROR_TEXT) or b""
                return " ".join(body.decode("utf-8", "replace").split())
            return ""
        finally:
            self._end(False)

    def close(self) -> None:
        """Close the connection, which tells most servers that nobody waits any more."""
        self._end(False)

    def _end(self, whole: bool) -> None:
        if not whole:
            self._response.close()
        self._response.release_conn()


class _Clock:
    """Counts the seconds that were spent waiting for the server, not those in which nobody took what it had sent."""

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        self._spent = 0.0
        self._since = time.monotonic()

    def check(self) -> None:
        if self.patience.gone():
            raise CancelledError(
                "The client closed the connection.", "Der Client hat die Verbindung geschlossen."
            )
        if self._spent + time.monotonic() - self._since > self.patience.seconds:
            raise self.limit()

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        self._since = time.monotonic()
        yield
        self._spent += time.monotonic() - self._since
        if self._spent > self.patience.seconds:
            raise self.limit()

    def waited(self) -> None:
        self._spent += time.monotonic() - self._since

    def limit(self) -> LimitError:
        seconds = self.patience.seconds
        return LimitError(
            "time",
            seconds,
            f"The server has not answered within {seconds:g} seconds.",
            f"Der Server hat nicht innerhalb von {seconds:g} Sekunden geantwortet.",
        )


class _Patient:
    """Looks now and then, while it waits for the head of a response, whether that is still worth it."""

    waiting: threading.local
    sock: Any

    def wait(self) -> None:
        clock: _Clock | None = getattr(self.waiting, "clock", None)
        if clock is None or self.sock is None:
            return
        while not wait_for_read(self.sock, _GLANCE):
            clock.check()
        clock.waited()


class _PatientHTTP(_Patient, HTTPConnection):
    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        self.wait()
        return super().getresponse()


class _PatientHTTPS(_Patient, HTTPSConnection):
    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        self.wait()
        return super().getresponse()


def _pool(
    base: type[HTTPConnectionPool], connection: type[_Patient], waiting: threading.local
) -> type[HTTPConnectionPool]:
    """Return the class of pools whose connections know who waits."""
    known = type(connection.__name__, (connection,), {"waiting": waiting})
    return type(base.__name__, (base,), {"ConnectionCls": known})


def _too_long(size: int) -> LimitError:
    return LimitError(
        "size",
        size,
        f"The answer has more than {size:,} bytes. Select less, or use LIMIT.",
        f"Die Antwort hat mehr als {f'{size:,}'.replace(',', '.')} Bytes. Wählen Sie weniger aus, oder setzen Sie "
        "LIMIT.",
    )
