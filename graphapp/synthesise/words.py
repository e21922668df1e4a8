"""Invented names and texts, in German and English."""

from __future__ import annotations

import re
from typing import Final

from graphapp.synthesise.dice import Dice

_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "ae", "Ö": "oe", "Ü": "ue"})


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FIRST: Final = _words(
    "Alma Anton Berta Bruno Carla Conrad Dora Egon Elsa Emil Erna Falk Frieda Georg Greta Hanno Hedda Ida Ivo "
    "Jette Jost Karla Kuno Lena Lorenz Mara Maro Nele Nils Olga Otto Paula Pelle Rika Ruven Selma Tilda Timo Ulla "
    "Veit Wanda Wim Xaver Yara Zeno"
)
_START: Final = _words(
    "Ahorn Birken Buchen Dachs Distel Eschen Falken Farn Ginster Hasel Heide Holunder Kiefern Klee Lärchen Linden "
    "Lupinen Moos Nebel Otter Pappel Quell Raben Schilf Schlehen Sperber Tannen Ulmen Wacholder Weiden Wiesel Zeder"
)
_END: Final = _words(
    "bach berg born brück egg feld furt grund hain halde horst kamm lohe mark moor rain ried schlag see stein steg "
    "strom tal wald wart wehr weil winkel"
)
_TRADES: Final = (
    ("Optik", "Optics"), ("Messtechnik", "Metrology"), ("Werkzeugbau", "Toolmaking"), ("Feinmechanik", "Precision"),
    ("Sensorik", "Sensors"), ("Kunststoff", "Plastics"), ("Medizintechnik", "Medical Devices"), ("Logistik", "Logistics"),
    ("Photonik", "Photonics"), ("Glas", "Glass"), ("Keramik", "Ceramics"), ("Lebensmittel", "Foods"),
    ("Software", "Software"), ("Robotik", "Robotics"), ("Energietechnik", "Energy Systems"), ("Holz", "Timber"),
    ("Textil", "Textiles"), ("Laser", "Laser"), ("Mikroelektronik", "Microelectronics"), ("Biotechnologie", "Biotech"),
)  # fmt: skip
_FORMS: Final = ("GmbH", "GmbH", "GmbH", "GmbH & Co. KG", "AG", "e. K.")
_GERMAN: Final = _words(
    "und für mit die der das im aus bei nach neue regionale gemeinsame Entwicklung Forschung Fertigung Verfahren "
    "Werkstoff Anlage Kreis Verbund Partner Vorhaben Beispiel Betrieb Standort Angebot Beratung Ergebnis Jahr Bereich "
    "Thema Markt Technik Prüfung Halle Ausbau Bericht Auswahl Netz Ziel Stufe"
)
_ENGLISH: Final = _words(
    "and for with the of in from at new regional joint development research production process material plant "
    "district alliance partner undertaking example works site offer advice result year area topic market "
    "technology test hall extension report choice network aim stage"
)

NameForm = tuple[str, str, str]
"""A name in German and in English, and an abbreviation."""


def slug(text: str) -> str:
    """Return ``text`` as part of an IRI: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.translate(_UMLAUTS).lower()).strip("-")


def surname(dice: Dice) -> str:
    """Return a surname that nobody is likely to have."""
    return dice.one_of(_START) + dice.one_of(_END)


def name_of(kind: str, dice: Dice) -> NameForm:
    """Return the names of an invented thing of the class ``kind`` (a local name such as ``Company``)."""
    family, (trade, english) = surname(dice), dice.one_of(_TRADES)
    if kind == "Person":
        full = f"{dice.one_of(_FIRST)} {family}"
        return full, full, family
    if kind == "Company":
        full = f"{family} {trade} {dice.one_of(_FORMS)}"
        return full, full, f"{family[:3].upper()}{trade[0]}"
    patterns = {
        "Network": ("{t}netz {f} e. V.", "{e} Network {f}"),
        "Initiative": ("Initiative {t} {f}", "{e} Initiative {f}"),
        "ResearchInstitution": ("Institut für {t} {f}", "{f} Institute of {e}"),
        "University": ("Hochschule {f}", "{f} University"),
        "PublicBody": ("Amt für {t} {f}", "{f} Office of {e}"),
        "Intermediary": ("Agentur für {t} {f}", "{f} Agency for {e}"),
        "Chamber": ("Kammer {f}", "{f} Chamber"),
        "Funder": ("Förderbank {f}", "{f} Development Bank"),
        "Project": ("Vorhaben {f}: {t}", "Project {f}: {e}"),
        "Programme": ("Förderprogramm {t} {f}", "{e} Programme {f}"),
        "Event": ("{t}tag {f}", "{e} Day {f}"),
        "Service": ("Beratung {t} {f}", "{e} Advice {f}"),
        "Label": ("Preis {f} für {t}", "{f} Prize for {e}"),
        "Publication": ("Bericht {t} {f}", "{e} Report {f}"),
        "Topic": ("{t} {f}", "{e} {f}"),
    }
    german, other = patterns.get(kind, ("{t} {f}", "{e} {f}"))
    parts = {"f": family, "t": trade, "e": english}
    return german.format(**parts), other.format(**parts), f"{trade[0]}N{family[:3]}"


def text_like(text: str, language: str, dice: Dice) -> str:
    """Return an invented text of about as many characters as ``text``, never empty."""
    words = _GERMAN if language == "de" else _ENGLISH
    parts = [dice.one_of(words)]
    length = len(parts[0])
    while length < len(text) - 4:
        parts.append(dice.one_of(words))
        length += len(parts[-1]) + 1
    sentence = " ".join(parts)
    return sentence[0].upper() + sentence[1:]
