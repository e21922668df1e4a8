"""Academic titles at the head of a note: "Prof. Dr.; chair of the board"."""

from __future__ import annotations

import re
from typing import Final

_TITLE_WORD = (
    r"(?:Univ\.-|apl\.\s*|Jun\.-)?"
    r"(?:Prof(?:essor(?:in)?|\.)?|Dr\.?(?:-Ing\.)?|PD|Priv\.-Doz\.|Dipl\.-\w+\.?|MBA|M\.Sc\.)"
)
_TITLE_REST = r"(?:[\s,-]*(?:Dr\.?(?:-Ing\.)?|Ing\.|habil\.|h\.\s?c\.|mult\.|[a-z]{2,5}\.|rer\.|MBA))*"
_HONORIFIC: Final = re.compile(rf"^(?:title:\s*)?({_TITLE_WORD}{_TITLE_REST})(?=$|[;,]|\s+[A-ZÄÖÜa-z])")


def honorific(note: str) -> str:
    """Return the academic title at the head of a part of the note, or ``""``."""
    for part in note.split(";"):
        match = _HONORIFIC.match(part.strip())
        if match:
            return match.group(1).strip(" ,")
    return ""


def without_title(part: str) -> str:
    """Return a part of a note without the title at its head."""
    return _HONORIFIC.sub("", part.strip()).strip(" ,")
