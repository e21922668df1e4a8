"""Which scripts stand in a page."""

from __future__ import annotations

import re


def foreign_scripts(page: str) -> list[str]:
    """Return the script elements of an HTML page that are not the site's own files; a page has none."""
    own = r'<script type="module" src="/static/assets/[\w.-]+\.js"></script>'
    return re.findall(r"(?i)<script.{0,80}", re.sub(own, "", page))
