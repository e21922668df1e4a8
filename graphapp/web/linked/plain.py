"""The HTML of the plain page about anything, of the release that is served or of an earlier one."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import render_template, request

from graphapp.catalogue.period import Period
from graphapp.web.addresses import local_path, page_path
from graphapp.web.linked import requests
from graphapp.web.linked.formats import FORMATS
from graphapp.web.linked.view import MOST, View
from graphapp.web.things.parts import Paged, address, read_wanted


def plain_page(shown: View, language: str, period: Period | None, below: str = "", **more: Any) -> str:
    """Return the page of ``shown``, or of the property that the request asks for alone (``part``).

    ``below``: the path of a release, as for `graphapp.web.linked.view.view`; ``more`` goes to the template. Raises
    ``NotFound`` where the thing has no such part.
    """
    wanted = read_wanted(request.args)
    alone = shown.part(wanted.part)
    search = requests.search(period)
    return render_template(
        "document.html",
        view=shown,
        most=MOST,
        alone=alone,
        paged=Paged(wanted.page, len(alone.values) if alone is not None else 0),
        part_address=partial(address, period=period),
        whole=f"{below}{page_path(shown.iri, language)}{search}",
        period=period,
        formats=FORMATS,
        path=f"{below}{local_path(shown.iri)}",
        search=search,
        **more,
    )
