"""Mark in a text the words that a search was for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from graphapp.search.folding import fold

_PIECES: Final = re.compile(r"([^\W_]+)")


def marked(text: str, words: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of ``text`` and whether each begins a word as one of the folded ``words`` does."""
    wanted = sorted(words, key=len, reverse=True)
    for place, piece in enumerate(_PIECES.split(text)):
        if not piece:
            continue
        found = next((word for word in wanted if fold(piece).startswith(word)), "") if place % 2 else ""
        length = _unfolded(piece, found) if found else 0
        if length:
            yield piece[:length], True
        if length < len(piece):
            yield piece[length:], False


def excerpt(text: str, words: Iterable[str], size: int = 220) -> str:
    """Return about ``size`` characters of ``text``, from its beginning or from around the first of the folded ``words``."""
    if len(text) <= size:
        return text
    wanted = tuple(words)
    first = (
        next((found.start() for found in _PIECES.finditer(text) if fold(found[0]).startswith(wanted)), 0)
        if wanted
        else 0
    )
    start = 0 if first < size * 2 // 3 else text.rfind(" ", 0, first - size // 4) + 1
    cut = text[start : start + size]
    if start + size < len(text):
        cut = cut[: cut.rfind(" ")] + " …"
    return ("… " if start else "") + cut


def begins_a_word(text: str, word: str) -> bool:
    """Say whether a word of ``text`` begins with the folded ``word``."""
    return any(is_found for _, is_found in marked(text, [word]))


def _unfolded(piece: str, folded: str) -> int:
    return next(
        (length for length in range(1, len(piece) + 1) if len(fold(piece[:length])) >= len(folded)),
        len(piece),
    )
