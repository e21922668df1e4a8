"""Words as the search compares them: without case, umlauts and other marks, so that „Universität“, universitaet and
UNIVERSITAT are one word.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_UMLAUTS: Final = str.maketrans(
    {"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "æ": "a", "ø": "o", "œ": "o", "ł": "l", "đ": "d"}
)
_SPELT_OUT: Final = re.compile(r"([aou])e")
_WORD: Final = re.compile(r"[^\W_]+")
_HYPHENATED: Final = re.compile(r"[^\W_]+(?:[-‐‑&+/.][^\W_]+)+")
_LEGAL: Final = frozenset(
    """e v ev gmbh mbh ggmbh ag kg ohg gbr ug co kgaa se eg i l gem gemeinnutzige rv inc ltd sarl sa
    """.split()  # noqa: SIM905
)
"""Words of legal forms, folded; a name without them is the same name."""
STOP: Final = frozenset(
    """der die das den dem des ein eine einer eines und oder in im an am zu zum zur mit von vom fur auf aus bei nach uber
    wer was wo welche welcher welches ist sind gibt es
    the a an of and or on at to for with from by who what where which is are there
    """.split()  # noqa: SIM905
)
"""Words (folded) of German and English that are left out of a search that has others."""


def fold(text: str) -> str:
    """Return ``text`` in lower case, umlauts and their spellings (ae, oe, ue) as the base letter, ß as ss, without other
    marks. Folding what is folded changes nothing but a spelling that folding has made.
    """
    whole = text if text.isascii() else unicodedata.normalize("NFKC", text)
    plain = _SPELT_OUT.sub(r"\1", whole.lower().translate(_UMLAUTS))
    if plain.isascii():
        return plain
    return "".join(mark for mark in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(mark))


def words(text: str) -> list[str]:
    """Return the folded words of ``text``: runs of letters and digits."""
    return _WORD.findall(fold(text))


def words_and_compounds(text: str) -> list[str]:
    """Return the folded words, and each hyphenated word as one as well, so that jenaoptronik finds Jena-Optronik."""
    folded = fold(text)
    joined = ["".join(_WORD.findall(compound)) for compound in _HYPHENATED.findall(folded)]
    return _WORD.findall(folded) + joined


def bare_name(text: str) -> str:
    """Return the folded words of a name without its legal form, with single spaces; all of them if nothing else is left."""
    known = words(text)
    bare = [word for word in known if word not in _LEGAL]
    return " ".join(bare or known)


def query_words(text: str, most: int = 12) -> list[str]:
    """Return the folded words that a search is for, each once, at most ``most``; stop words only if there are no others."""
    known = list(dict.fromkeys(words(text)))
    telling = [word for word in known if word not in STOP]
    return (telling or known)[:most]
