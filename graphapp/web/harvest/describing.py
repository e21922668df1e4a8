"""``/catalogue``: the DCAT catalogue, in the formats of every other document."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, redirect
from werkzeug import Response

from graphapp.web.harvest.catalogue import CATALOGUE, OWN_PREFIXES, describe
from graphapp.web.harvest.offers import offers
from graphapp.web.language import preferred_language
from graphapp.web.linked import requests, signposting
from graphapp.web.linked.document import LICENCE, document
from graphapp.web.linked.finding import Found
from graphapp.web.linked.formats import FORMATS, HTML, by_extension
from graphapp.web.linked.sending import send
from graphapp.web.linked.views import context_of_model, current_edition, in_every_format, with_links
from graphapp.web.linked.writing import write
from graphapp.web.site import site

blueprint = Blueprint("catalogue", __name__)
_FOUND: Final = Found(CATALOGUE.value, is_thing=True)


@blueprint.get("/catalogue")
@in_every_format("/catalogue", blueprint)
def catalogue(extension: str = "") -> Response:
    """Describe data set, files, endpoint and releases (DCAT-AP.de), in the format of the name, else of ``Accept``."""
    if not extension:
        wanted = requests.extension("/catalogue")
        target = f"/{preferred_language()}/downloads" if wanted == HTML else f"/catalogue.{wanted}"
        response = redirect(target, 303)
        response.vary.update(["Accept", "Accept-Language", "Cookie"])
        return response
    here = current_edition()
    quads = describe(site().settings, here.engine, here.catalogue, offers(site()), served=here.release)
    about = document(_FOUND, extension, quads, here, None)
    output = by_extension(extension)
    response = send(write(about, output, context_of_model(), OWN_PREFIXES), output, here)
    return with_links(
        response,
        [
            signposting.Link(f"{CATALOGUE.value}.{extension}", "canonical"),
            signposting.Link(CATALOGUE.value, "cite-as"),
            *(
                signposting.Link(f"/catalogue.{known.extension}", "alternate", (("type", known.media_type),))
                for known in FORMATS
                if known.extension != extension
            ),
            signposting.Link("/en/downloads", "describes", (("type", "text/html"),)),
            signposting.Link("https://schema.org/DataCatalog", "type"),
            signposting.Link(LICENCE, "license"),
        ],
    )
