"""Short links: a query packed into the address itself, so that nothing has to be stored for it.

``z`` is the text in UTF-8, compressed with DEFLATE without a header (RFC 1951) and written in base64url (RFC 4648, section
5) without padding: what ``CompressionStream("deflate-raw")`` makes in a browser.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from typing import Final

from graphapp.web.problems import Problem, ProblemError

PARAMETER: Final = "z"
"""Name of the parameter that holds a packed query, in place of ``query``."""
LONGEST: Final = 200_000
"""Bytes of a query as it is unpacked; a longer one is refused before it is unpacked in full."""
_TEXT: Final = re.compile(r"[A-Za-z0-9_-]+")


def pack(query: str) -> str:
    """Return the query as the value of `PARAMETER`."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(query.encode()) + packer.flush()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unpack(packed: str) -> str:
    """Return the query that ``packed`` holds.

    Raises `ProblemError`: 400 for what is no packed text, 413 for one of more than `LONGEST` bytes.
    """
    if not _TEXT.fullmatch(packed):
        raise _unreadable()
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        text = unpacker.decompress(data, LONGEST + 1)
        if len(text) > LONGEST:
            raise ProblemError(
                Problem(
                    "too-large",
                    413,
                    f"A short link holds a query of up to {LONGEST} bytes; send longer ones with POST.",
                    german=f"Ein Kurzlink enthält eine Abfrage von bis zu {LONGEST} Bytes; längere gehören in den "
                    "Inhalt einer Anfrage mit POST.",
                )
            )
        if not unpacker.eof or unpacker.unused_data:
            raise _unreadable()
        return text.decode("utf-8")
    except (zlib.error, binascii.Error, ValueError):
        raise _unreadable() from None


def _unreadable() -> ProblemError:
    return ProblemError(
        Problem(
            "request",
            400,
            f"“{PARAMETER}” is no packed query; the link may have been cut off.",
            german=f"„{PARAMETER}“ ist keine gepackte Abfrage; vielleicht ist der Link abgeschnitten.",
        )
    )
