"""The colours of the growth fields on light ground, as the pages have them; a field of a later strategy has that of the one it
goes on with.
"""

from __future__ import annotations

from typing import Final

FIELDS: Final = {
    "optik-optoelektronik": "#33326c",
    "kunststoff-keramik": "#4e350e",
    "mikro-nanotechnik": "#866ede",
    "service-robotik": "#0d5253",
    "life-sciences": "#7a5147",
    "ris-gesundes-leben": "#7a5147",
    "umweltfreundliche-energien": "#ba8203",
    "ris-energie-ressourcen": "#ba8203",
    "automobil": "#6e0338",
    "maschinenbau": "#2b9aaa",
    "ris-industrielle-produktion": "#2b9aaa",
    "greentech": "#566a02",
    "mess-steuer-regeltechnik": "#5d8374",
    "kreativwirtschaft": "#755e82",
    "ris-ikt-dienstleistungen": "#0759b7",
    "ris-mobilitaet-logistik": "#8e8d60",
}
"""Local name of a field → ``#rrggbb``."""
