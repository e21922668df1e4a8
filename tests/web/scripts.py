"""Which scripts stand in a page."""

from __future__ import annotations

import re


def foreign_scripts(page: str) -> list[str]:
    """Return the script elements of an HTML page that are neither the site's own files nor blocks of data; a page has none."""
    own = r'<script type="module" src="/static/assets/[\w.-]+\.js"></script>'
    data = r'<script type="application/(?:ld\+)?json"(?: id="[\w-]+")?>[^<]*</script>'
    return re.findall(r"(?i)<script.{0,80}", re.sub(data, "", re.sub(own, "", page)))
