"""Whatever stands in the data is text: it runs nothing, asks nothing of other hosts, and breaks no page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
import zstandard
from playwright.sync_api import Browser, Dialog
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from graphapp.namespaces import BASE, GRAPH_CURRENT, GRAPH_ONTOLOGY, GRAPH_SHAPES, PREFIXES, TC
from graphapp.store.release import Release
from tests.live_server import serving
from tests.small_release import point

HOSTILE: Final = (
    "<script>alert(document.domain)</script>",
    "\"><img src=x onerror=alert(1)>' onmouseover='alert(2)",
    "</title></textarea></script><svg onload=alert(3)>",
    "{{ 7*7 }}{% raw %} ${7*7} #{7*7}",
    "\u202eנכתב\u202c مرحبا \u2066right to left\u2069",
    "a\u0000b\u0007c\ud7ff\ufeff".replace("\u0000", ""),
    "data:text/html,<script>alert(4)</script>",
    "javascript:alert(5)",
    "--><!--<![CDATA[ x ]]>",
    "\n\t\r\n   ",
)
LONG: Final = ("W" * 10_000, "many words " * 900)
"""Texts of ten thousand letters: to lay them out takes long, and so not every property has them."""
BAD_ADDRESSES: Final = (
    "javascript:alert(6)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCg3KTwvc2NyaXB0Pg==",
    "ftp://x.example/",
)
ADDRESSES: Final = (
    "/organisation/evil",
    "/person/evil",
    "/place/evil",
    "/topic/evil",
    "/source/evil",
    "/networks",
    "/people",
    "/sources",
    "/queries/networks/leaders?network=organisation/evil",
    "/queries/catalogue/things?class=tc:Network",
    "/report?thing=organisation/evil&statement=%3Cscript%3Ealert(8)%3C/script%3E",
)
TOO_WIDE: Final = """(opened) => {
  const closed = [...document.querySelectorAll('details:not([open])')];
  const open = (is) => closed.forEach((element) => { element.open = is; });
  const window = document.documentElement;
  open(opened);
  const wide = window.scrollWidth <= window.clientWidth ? [] : [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > window.clientWidth)
    .slice(0, 5).map((element) => element.outerHTML.slice(0, 200));
  open(false);
  return wide;
}"""
"""What leaves the window, if anything does, when all that can be opened is, or as it is."""
RDF_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")


def _node(iri: str) -> NamedNode:
    return NamedNode(iri)


def _hostile_quads() -> Store:
    store = Store()
    source = _node(BASE + "source/evil")
    current = _node(GRAPH_CURRENT)

    def add(
        subject: NamedNode, predicate: str, value: NamedNode | Literal, graph: NamedNode = source
    ) -> None:
        store.add(Quad(subject, _node(predicate), value, graph))

    schema, org, skos, dct = (PREFIXES[name] for name in ("schema", "org", "skos", "dcterms"))
    add(source, RDF_TYPE.value, _node(TC + "SourceDocument"))
    evil = {
        "organisation": _node(BASE + "organisation/evil"),
        "person": _node(BASE + "person/evil"),
        "place": _node(BASE + "place/evil"),
        "topic": _node(BASE + "topic/evil"),
    }
    classes = {
        "organisation": (TC + "Network", TC + "Organisation"),
        "person": (PREFIXES["foaf"] + "Person",),
        "place": (TC + "Place",),
        "topic": (TC + "Topic", skos + "Concept"),
    }
    for kind, thing in evil.items():
        for one in classes[kind]:
            add(thing, RDF_TYPE.value, _node(one))
        add(thing, skos + "prefLabel", Literal(HOSTILE[0], language="de"), current)
        add(thing, skos + "prefLabel", Literal(HOSTILE[1], language="en"), current)
        for text in (*HOSTILE, *LONG):
            add(thing, skos + "altLabel", Literal(text))
            add(thing, schema + "description", Literal(text, language="de"))
        for text in HOSTILE:
            add(thing, dct + "description", Literal(text, language="en"))
            add(thing, TC + "statusText", Literal(text))
            add(thing, TC + "formerName", Literal(text))
        for address in BAD_ADDRESSES:
            add(thing, schema + "url", _node(address))
            add(thing, schema + "sameAs", _node(address))
    for text in (*HOSTILE, *LONG):
        add(source, dct + "title", Literal(text))
        add(source, dct + "publisher", Literal(text))
    for address in BAD_ADDRESSES:
        add(source, schema + "url", _node(address))
    tenure, role = _node(BASE + "tenure/evil"), _node(BASE + "role/leader")
    for predicate, value in (
        (RDF_TYPE.value, _node(TC + "Tenure")),
        (org + "member", evil["person"]),
        (org + "organization", evil["organisation"]),
        (org + "role", role),
        (TC + "statedIn", source),
    ):
        add(tenure, predicate, value)
    add(role, skos + "prefLabel", Literal(HOSTILE[2], language="de"))
    for text in (*HOSTILE, *LONG):
        add(tenure, TC + "roleTitle", Literal(text))
    for text in HOSTILE:
        add(tenure, TC + "honorific", Literal(text))
        add(tenure, skos + "note", Literal(text))
        add(tenure, TC + "attested", Literal(text, datatype=_node(PREFIXES["xsd"] + "gYear")))
    return store


@pytest.fixture(scope="module")
def hostile(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server whose every text is an attack; ontology and shapes are the real ones."""
    kept = (f"<{GRAPH_SHAPES}> .\n".encode(), f"<{GRAPH_ONTOLOGY}> .\n".encode())
    with Release(release).quads() as quads:
        lines = [line for line in quads if line.endswith(kept)]
    lines += (_hostile_quads().dump(format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    data = b"".join(sorted(lines))
    folder = tmp_path_factory.mktemp("hostile")
    name = hashlib.sha256(data).hexdigest()[:16]
    (folder / "release" / name).mkdir(parents=True)
    (folder / "release" / name / "data.nq.zst").write_bytes(zstandard.ZstdCompressor().compress(data))
    (folder / "release" / name / "manifest.json").write_text(json.dumps({"hash": name}), encoding="utf-8")
    point(folder / "release", name)
    with serving(folder / "release", folder / "log.txt") as address:
        yield address


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_hostile_texts_stay_texts(browser: Browser, hostile: str, address: str, language: str) -> None:
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    context.grant_permissions([])
    page = context.new_page()
    trouble: list[str] = []

    def refuse(dialog: Dialog) -> None:
        trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", refuse)
    page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.on(
        "request",
        lambda request: None if request.url.startswith(hostile) else trouble.append(f"asked {request.url}"),
    )
    answer = page.goto(f"{hostile}/{language}{address}")
    assert answer is not None
    assert answer.status == 200
    page.mouse.move(300, 300)
    assert trouble == []
    assert page.locator("body script").count() == 0
    assert page.locator("[onerror], [onload], [onmouseover]").count() == 0
    links = page.evaluate(
        "[...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'))"
    )
    assert links
    assert [link for link in links if link.strip().lower().startswith(("javascript:", "data:"))] == []
    # To break hundreds of words of 10,000 letters takes a quarter of a minute, in one language as in the other.
    assert page.evaluate(TOO_WIDE, language == "de") == []
    context.close()
