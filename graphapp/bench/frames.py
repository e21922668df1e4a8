"""How long the frames of the network explorer take while it is panned, beside a page that has nothing but Sigma and the same
graph; how soon the real network is drawn; and how many bytes that takes.
"""

from __future__ import annotations

import gzip
import json
import shutil
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graphapp.bench.landscape import made_up
from graphapp.bench.served import HOST, serving
from graphapp.web.assets import ADDRESS, FOLDER, Assets
from graphapp.web.screenshots import FLAGS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LIBRARIES: Final = Path(__file__).parents[1] / "frontend" / "node_modules"
WINDOW: Final = {"width": 1440, "height": 900}
_BARE: Final = """<!doctype html><meta charset=utf-8><title>Sigma alone</title><style>body{margin:0}
#stage{width:%(width)spx;height:%(height)spx}</style><div id=stage></div>
<script src=/bare/graphology.js></script><script src=/bare/sigma.js></script><script>
fetch('/explore/whole.json').then(answer => answer.json()).then(({nodes, edges}) => {
  const graph = new graphology.Graph({multi: true});
  const most = Math.max(...nodes.measures.degree);
  nodes.id.forEach((id, place) => graph.addNode(place, {x: nodes.x[place], y: nodes.y[place], label: nodes.de[place],
    size: 1.8 + 14.2 * Math.sqrt(nodes.measures.degree[place] / most), color: '#0b5563'}));
  edges.source.forEach((source, tie) => graph.addEdge(source, edges.target[tie], {size: 0.6, color: '#7b8a9133'}));
  const Renderer = window.Sigma.Sigma || window.Sigma;
  const settings = {itemSizesReference: 'screen', minEdgeThickness: 0.5, stagePadding: 36};
  new Renderer(graph, document.getElementById('stage'), {settings});
  requestAnimationFrame(() => performance.mark('drawn'));
});
</script>"""
"""The page to compare with: the same things, ties and sizes, and Sigma's own labels; no state, no panel, no filter."""
_PAN: Final = """async frames => {
  const layer = document.querySelector('.sigma-mouse');
  const box = layer.getBoundingClientRect();
  const move = (target, kind, x, y) => target.dispatchEvent(new PointerEvent(kind, {bubbles: true, cancelable: true, button: 0,
    buttons: 1, pointerId: 1, pointerType: 'mouse', isPrimary: true, clientX: box.left + box.width / 2 + x,
    clientY: box.top + box.height / 2 + y}));
  const canvas = [...document.querySelectorAll('canvas')].find(one => one.getContext('webgl2'));
  const gl = canvas.getContext('webgl2');
  const pixel = new Uint8Array(4);
  const next = () => new Promise(requestAnimationFrame);
  move(layer, 'pointerdown', 0, 0);
  const taken = [];
  for (let frame = 0; frame < frames; frame += 1) {
    await next();
    const before = performance.now();
    const angle = (frame + 1) / 8;
    move(document, 'pointermove', 90 * Math.sin(angle), 60 * (1 - Math.cos(angle)));
    await next();
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    taken.push(performance.now() - before);
  }
  move(document, 'pointerup', 0, 0);
  return taken.slice(3);
}"""
_DRAWN: Final = """() => performance.getEntriesByName('drawn').length > 0"""
_SOON: Final = """() => performance.getEntriesByName('drawn')[0].startTime
  - performance.getEntriesByType('navigation')[0].responseEnd"""


@dataclass(frozen=True)
class Frames:
    """Milliseconds of the frames of one page in all rounds."""

    median: float
    slow: float
    """What 95 % of the frames stay under."""


@dataclass(frozen=True)
class Figures:
    """What was measured. ``first`` is milliseconds from the end of the page's HTML to the first picture of the real network."""

    things: int
    ties: int
    rounds: int
    frames: int
    explorer: Frames
    bare: Frames
    ratios: tuple[float, ...]
    """Median of the explorer's frames by that of Sigma alone, round by round."""
    first: tuple[float, ...]
    script: int
    """Bytes of the page's own script and styles, with gzip."""
    data: int
    """Bytes of the whole network, with gzip."""

    @property
    def overhead(self) -> float:
        """By how much longer a frame takes than with Sigma alone: the median of the rounds."""
        return statistics.median(self.ratios) - 1


def measure(
    releases: Path,
    things: int,
    ties: int,
    *,
    rounds: int,
    frames: int,
    told: Callable[[str], None],
) -> Figures:
    """Pan both pages in turn, ``rounds`` times, in one browser.

    Raises ``ImportError`` without Playwright, ``RuntimeError`` if the server does not start, ``playwright.sync_api.Error``
    without a browser.
    """
    from playwright.sync_api import sync_playwright

    made = json.dumps(made_up(things, ties))
    with serving({"GRAPHAPP_RELEASES": str(releases)}) as server, sync_playwright() as playwright:
        url = f"http://{HOST}:{server.port}"
        found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
        browser = playwright.chromium.launch(executable_path=next(filter(None, found), None), args=FLAGS)
        try:
            told("First picture of the real network")
            first = tuple(_first(browser, url) for _ in range(rounds))
            data = len(gzip.compress(_body(browser, f"{url}/explore/whole.json"), 9))
            taken: dict[str, list[list[float]]] = {"bare": [], "explorer": []}
            size: Mapping[str, float] = WINDOW
            for number in range(rounds):
                for name in ("explorer", "bare"):
                    told(f"Round {number + 1}, {name}")
                    page, size = _open(browser, url, name, made, size)
                    taken[name].append(page.evaluate(_PAN, frames))
                    page.context.close()
        finally:
            browser.close()
    medians = {name: [statistics.median(part) for part in parts] for name, parts in taken.items()}
    ratios = tuple(one / other for one, other in zip(medians["explorer"], medians["bare"], strict=True))
    return Figures(
        things,
        ties,
        rounds,
        frames,
        _summary(taken["explorer"]),
        _summary(taken["bare"]),
        ratios,
        first,
        compressed_size(),
        data,
    )


def compressed_size(name: str = "explore") -> int:
    """Return the bytes, with gzip, of the scripts and styles that a page loads for the entry ``name``.

    Raises `graphapp.web.assets.NotBuiltError`.
    """
    files = Assets.read().of(name)
    paths = [FOLDER / file.removeprefix(ADDRESS) for file in (*files.scripts, *files.styles)]
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def _summary(rounds: list[list[float]]) -> Frames:
    every = sorted(frame for part in rounds for frame in part)
    return Frames(statistics.median(every), every[int(0.95 * (len(every) - 1))])


def _first(browser: Browser, url: str) -> float:
    page = browser.new_context(viewport=WINDOW).new_page()  # type: ignore[arg-type]
    try:
        page.goto(f"{url}/de/explore")
        page.wait_for_function(_DRAWN)
        return float(page.evaluate(_SOON))
    finally:
        page.context.close()


def _body(browser: Browser, address: str) -> bytes:
    context = browser.new_context()
    try:
        return context.request.get(address).body()
    finally:
        context.close()


def _open(
    browser: Browser, url: str, name: str, made: str, size: Mapping[str, float]
) -> tuple[Page, Mapping[str, float]]:
    """Open a page with the made-up network; the bare one gets the size that the explorer's picture has."""
    page = browser.new_context(viewport=WINDOW).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(120_000)

    def answer(body: str | Path, kind: str) -> Callable[[Any], None]:
        text = body.read_text("utf-8") if isinstance(body, Path) else body
        return lambda route: route.fulfill(body=text, content_type=kind)

    page.route("**/explore/whole.json", answer(made, "application/json"))
    page.route("**/bare", answer(_BARE % size, "text/html"))
    script = "text/javascript"
    page.route("**/bare/sigma.js", answer(LIBRARIES / "sigma" / "dist" / "sigma.min.js", script))
    graphology = LIBRARIES / "graphology" / "dist" / "graphology.umd.min.js"
    page.route("**/bare/graphology.js", answer(graphology, script))
    page.goto(f"{url}/bare" if name == "bare" else f"{url}/en/explore")
    page.wait_for_function(_DRAWN)
    if name == "explorer":
        box = page.locator("#landscape").bounding_box()
        assert box is not None
        size = {"width": box["width"], "height": box["height"]}
    return page, size
