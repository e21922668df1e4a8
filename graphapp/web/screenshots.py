"""Pictures of the pages, made by a browser: some for the documentation, and a contact sheet of every kind of page in both
languages, both themes and two widths.
"""

from __future__ import annotations

import base64
import html
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Theme = Literal["light", "dark"]
WIDE: Final = 1440
NARROW: Final = 390
HEIGHTS: Final = {WIDE: 900, NARROW: 844}
"""Width of the window → its height, in CSS pixels."""
KINDS: Final = {
    "start": "/",
    "search": "/search?q=photonik+jena",
    "network": "/organisation/optonet",
    "company": "/organisation/jena-optronik",
    "person": "/person/nora-kirsten",
    "project": "/project/glowin",
    "field": "/field/optik-optoelektronik",
    "place": "/place/jena",
    "topic": "/topic/photonik",
    "questions": "/queries",
    "question": "/queries/networks/networks-in-field?format=html",
    "explore": "/explore",
    "explore-networks": "/explore?projection=networks&colour=community&selected=organisation/optonet",
    "explore-bridging": "/explore?size=brokerage&without="
    "automobil,greentech,kreativwirtschaft,kunststoff-keramik,maschinenbau,mess-steuer-regeltechnik,mikro-nanotechnik,ris-ikt-dienstleistungen,ris-mobilitaet-logistik,service-robotik,umweltfreundliche-energien,none",
    "explore-years": "/explore?projection=networks&from=2026&to=2026",
    "explore-funding": "/explore?without="
    "Person,Topic,Field,Network,Initiative,PublicBody&selected=programme/efre-07-13-fue&colour=kind",
    "explore-path": "/explore?path=organisation/optonet,organisation/medways",
    "explore-betweenness": "/explore?projection=shared-networks&size=betweenness",
    "programme": "/programme/efre-07-13-fue",
    "event": "/event/spie-photonics-west",
    "publication": "/publication/trendatlas-thueringen-2020",
    "source": "/source/iof-standort",
    "list": "/organisations?kind=Company",
    "map": "/map?network=nat",
    "timeline": "/timeline",
    "charts": "/charts",
    "downloads": "/downloads",
    "changes": "/changes",
    "sparql": "/sparql",
    "about": "/about",
    "missing": "/nothing-is-here",
}
"""Kind of page → an example of it, without its language."""
STORIES: Final = (
    "explore-bridging",
    "explore-years",
    "explore-funding",
    "explore-path",
    "explore-betweenness",
)
"""Kinds that show the stories of docs/exploring.md, in their order."""
FLAGS: Final = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_DRAWN: Final = "() => performance.getEntriesByName('drawn').length > 0"
"""Whether the network explorer has drawn its picture."""
_WEBP: Final = """async ([png, quality]) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + png;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.toDataURL('image/webp', quality).split(',')[1];
}"""


@dataclass(frozen=True)
class Shot:
    """One picture: a kind of page, how it is looked at, and what somebody types into the search first."""

    kind: str
    language: str = "de"
    width: int = WIDE
    theme: Theme = "light"
    typed: str = ""

    @property
    def name(self) -> str:
        """File name without its ending."""
        typed = "-typing" if self.typed else ""
        return f"{self.kind}{typed}-{self.language}-{self.width}-{self.theme}"


DOCUMENTED: Final = (
    Shot("start"),
    Shot("start", "en", NARROW, "dark"),
    Shot("search"),
    Shot("search", "en", WIDE, "dark", typed="photon"),
    Shot("network"),
    Shot("network", "en", NARROW),
    Shot("field", "en", WIDE, "dark"),
    Shot("person", "de", NARROW, "dark"),
    Shot("place", "en"),
    Shot("question", "de", WIDE),
    Shot("explore"),
    Shot("explore-networks", "en", WIDE, "dark"),
    *(Shot(kind, language) for kind in STORIES for language in ("de", "en")),
)
"""The pictures of the documentation."""


def every_shot() -> Iterator[Shot]:
    """Yield every kind of page in every language, width and theme."""
    themes: tuple[Theme, ...] = ("light", "dark")
    for kind, language, width, theme in product(KINDS, ("de", "en"), (WIDE, NARROW), themes):
        yield Shot(kind, language, width, theme)


def take(
    url: str, folder: Path, shots: tuple[Shot, ...], told: Callable[[str], None], *, sheet: bool
) -> list[Path]:
    """Take ``shots`` of the site at ``url`` as WebP files in ``folder``; with ``sheet`` also ``contact-sheet.html``, which shows
    them all. What a page writes to its console goes to ``told``.

    Raises ``ImportError`` without Playwright, ``playwright.sync_api.Error`` without a browser or a server.
    """
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with sync_playwright() as playwright:
        found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
        path = next(filter(None, found), None)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            for shot in shots:
                target = folder / f"{shot.name}.webp"
                target.write_bytes(_picture(browser, url, shot, told))
                made.append(target)
        finally:
            browser.close()
    if sheet:
        (folder / "contact-sheet.html").write_text(_sheet(shots), encoding="utf-8")
    return made


def _picture(browser: Browser, url: str, shot: Shot, told: Callable[[str], None]) -> bytes:
    size = {"width": shot.width, "height": HEIGHTS[shot.width]}
    context = browser.new_context(viewport=size, color_scheme=shot.theme)  # type: ignore[arg-type]
    try:
        page = context.new_page()
        page.on("console", lambda message: told(f"{shot.name}: {message.text}"))
        page.goto(f"{url}/{shot.language}{KINDS[shot.kind]}", wait_until="load")
        page.evaluate("document.fonts.ready")
        if shot.kind.startswith("explore"):
            page.wait_for_function(_DRAWN)
            page.wait_for_load_state("networkidle")
        if shot.typed:
            _type(page, shot.typed)
        png = base64.b64encode(page.screenshot()).decode()
        blank = context.new_page()
        return base64.b64decode(blank.evaluate(_WEBP, [png, 0.8]))
    finally:
        context.close()


def _type(page: Page, text: str) -> None:
    field = page.locator("input[type=search]").first
    field.fill(text)
    page.locator("[role=option]").first.wait_for()
    field.press("ArrowDown")


def _sheet(shots: tuple[Shot, ...]) -> str:
    figures = "".join(
        f'<figure><img src="{html.escape(shot.name)}.webp" width="{shot.width // 3}" loading="lazy" alt="">'
        f"<figcaption>{html.escape(shot.name)}</figcaption></figure>"
        for shot in shots
    )
    return (
        "<!doctype html><meta charset=utf-8><title>Contact sheet</title><style>body{font:14px system-ui;display:flex;"
        "flex-wrap:wrap;gap:16px;background:#888}figure{margin:0}img{display:block}</style>" + figures + "\n"
    )
