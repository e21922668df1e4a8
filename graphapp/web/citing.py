"""How to cite a page: as text, and as BibTeX, RIS and CSL-JSON for programs that keep references."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Final

from graphapp.web.dates import written

SITE: Final = {"de": "Thüringer Clustergraph", "en": "Thuringian cluster graph"}
FORMATS: Final = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json",
}
"""Extension → media type."""
CITE: Final = "cite"
"""Parameter that asks for a reference in place of the page: an extension."""


@dataclass(frozen=True)
class Citation:
    """What a reference says: the page or thing, its address or IRI, the release that said so, and the day it was looked at."""

    key: str
    title: str
    iri: str
    release: str
    issued: date
    """Day when the release was made."""
    accessed: date
    language: str

    def text(self) -> str:
        """Return the reference in words, without the day it was looked at: a page is kept until the next release."""
        version = (
            f"{'Fassung' if self.language == 'de' else 'version'} {self.release[:12]}, "
            if self.release
            else ""
        )
        return f"{self.title}. {SITE[self.language]}, {version}{written(self.issued.isoformat(), self.language)}. {self.iri}"

    def bibtex(self) -> str:
        """Return a BibTeX entry of the type ``@misc``, its text escaped for LaTeX."""
        note = (
            f"version {self.release}, accessed {self.accessed.isoformat()}"
            if self.release
            else f"accessed {self.accessed.isoformat()}"
        )
        fields = {
            "title": "{" + _latex(self.title) + "}",
            "howpublished": _latex(SITE[self.language]),
            "year": str(self.issued.year),
            "url": self.iri,
            "note": _latex(note),
        }
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{{self.key},\n{body}\n}}\n"

    def ris(self) -> str:
        """Return a record of the type ELEC (electronic source)."""
        lines = [
            ("TY", "ELEC"),
            ("TI", self.title),
            ("T2", SITE[self.language]),
            ("PY", str(self.issued.year)),
            ("DA", self.issued.strftime("%Y/%m/%d")),
            ("ET", self.release),
            ("UR", self.iri),
            ("Y2", self.accessed.strftime("%Y/%m/%d")),
            ("LA", self.language),
            ("ER", ""),
        ]
        return "".join(
            f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value or tag == "ER"
        )

    def csl(self) -> str:
        """Return CSL-JSON (citationstyles.org, CSL 1.0.2): a list of one item."""
        item = {
            "id": self.key,
            "type": "entry",
            "title": self.title,
            "container-title": SITE[self.language],
            "version": self.release,
            "URL": self.iri,
            "language": self.language,
            "issued": {"date-parts": [[self.issued.year, self.issued.month, self.issued.day]]},
            "accessed": {"date-parts": [[self.accessed.year, self.accessed.month, self.accessed.day]]},
        }
        return json.dumps([item], ensure_ascii=False, indent=2) + "\n"

    def written_as(self, extension: str) -> str:
        """Return the reference in the format of ``extension``, a key of `FORMATS`."""
        return {"bib": self.bibtex, "ris": self.ris, "json": self.csl}[extension]()


def _latex(text: str) -> str:
    escaped = {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
    escaped |= {character: f"\\{character}" for character in "&%$#_"}
    return " ".join("".join(escaped.get(character, character) for character in text).split())
