"""German and English: which one a request wants, and the translations, read from ``translations/*.po`` at
start.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, redirect, request
from werkzeug import Response

LANGUAGES: Final = ("de", "en")
"""The languages of the pages; the first is the one for who asks for neither."""
COOKIE: Final = "language"
_EXTENSION: Final = "graphapp.translations"
_FOLDER: Final = Path(__file__).parent / "translations"


def install(app: Flask) -> None:
    """Read the translations and make ``_()`` and the language known to the templates."""
    app.extensions[_EXTENSION] = {"en": NullTranslations(), "de": _read(_FOLDER / "de.po", "de")}
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, lambda one, many, number: _translations().ngettext(one, many, number), newstyle=True
    )
    app.jinja_env.filters["number"] = lambda value: format_decimal(value, locale=current_language())
    app.jinja_env.filters["date"] = lambda value: format_date(value, "long", locale=current_language())
    app.context_processor(
        lambda: {"language": current_language(), "languages": LANGUAGES, "in_language": in_language}
    )


def gettext(message: str) -> str:
    """Return the English ``message`` in the language of the request."""
    return str(_translations().gettext(message))


def in_german(message: str) -> str:
    """Return the English ``message`` in German, whatever the language of the request is."""
    return str(current_app.extensions[_EXTENSION]["de"].gettext(message))


def current_language() -> str:
    """Return the language of the page: that of its path, else the one that the person prefers."""
    view = request.view_args or {}
    if view.get("language") in LANGUAGES:
        return str(view["language"])
    if "language" not in g:
        first = request.path.split("/", 2)[1] if request.path.startswith("/") else ""
        g.language = first if first in LANGUAGES else preferred_language()
    return str(g.language)


def preferred_language() -> str:
    """Return the language that the cookie, else the ``Accept-Language`` header, asks for."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    # The first that is wanted most, whatever its region: Werkzeug's best_match takes "de;q=0.4" before "en-GB".
    for wanted, quality in request.accept_languages:
        primary = wanted.partition("-")[0].lower()
        if quality > 0 and primary in LANGUAGES:
            return primary
    return LANGUAGES[0]


def in_language(language: str) -> str:
    """Return the path and query of the current page in ``language``."""
    path, below = request.path, ""
    release = (request.view_args or {}).get("release")
    if release and path.startswith(f"/release/{release}/"):
        below, path = f"/release/{release}", path.removeprefix(f"/release/{release}")
    for known in LANGUAGES:
        if path == f"/{known}" or path.startswith(f"/{known}/"):
            path = path[len(known) + 1 :] or "/"
    query = request.query_string.decode("ascii", "replace")
    return f"{below}/{language}{path}" + (f"?{query}" if query else "")


def to_preferred_language() -> Response:
    """Redirect from an address without a language to the page in the language that the person prefers."""
    response = redirect(in_language(preferred_language()), 303)
    response.vary.update(["Accept", "Accept-Language", "Cookie"])
    return response


def _read(path: Path, locale: str) -> NullTranslations:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=locale, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def _translations() -> NullTranslations:
    known: Mapping[str, NullTranslations] = current_app.extensions[_EXTENSION]
    return known[current_language()]
