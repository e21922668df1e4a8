"""The editor of ``/sparql`` in a real browser over the real data."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from typing import Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from graphapp.web.editor.shortened import unpack
from tests.browser.accessibility import PAIRS, violations
from tests.browser.test_pages import SKIP_POLICY, page_of
from tests.protocol.comunica import node

ENDLESS = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
NETWORK = (
    "PREFIX org: <http://www.w3.org/ns/org#>\nCONSTRUCT { ?member org:memberOf ?network } WHERE {\n"
    "  ?member org:memberOf ?network } LIMIT 40"
)
POPULATION = (
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\nPREFIX tc: <https://w3id.org/cluster-thueringen/ontology#>\n"
    "SELECT ?class (COUNT(*) AS ?things) WHERE { ?thing a ?class } GROUP BY ?class ORDER BY DESC(?things) LIMIT 12"
)
EVERYTHING = (
    "PREFIX organisation: <https://w3id.org/cluster-thueringen/organisation/>\n"
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
    "SELECT ?one ?other ?lat ?long ?from ?to ?number WHERE { VALUES (?one ?other ?lat ?long ?from ?to ?number) {\n"
    "  (organisation:optonet organisation:jenoptik 50.9 11.6 '1999'^^xsd:gYear UNDEF 90)\n"
    "  (organisation:optonet organisation:medways 50.9 11.6 '1999'^^xsd:gYear '2012-05'^^xsd:gYearMonth 42)\n"
    "  (organisation:medways organisation:jenoptik 50.98 11.03 '2003'^^xsd:gYear UNDEF 7) } }"
)
"""Rows that every view can show."""
RUN = "Control+Enter"


def open_editor(page: Page, url: str, language: str = "de") -> list[str]:
    """Open the editor; the list gets what the console complains of and every request to another host."""
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(url) else trouble.append(request.url))
    page.goto(f"{url}/{language}/sparql")
    page.wait_for_selector(".CodeMirror")
    return trouble


def write(page: Page, text: str) -> None:
    """Write a query in place of what stands in the editor."""
    page.locator(".CodeMirror-line").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)


def metric(url: str, name: str) -> int:
    """A value of ``/metrics``."""
    with urllib.request.urlopen(url + "/metrics") as answer:
        found = re.search(rf"^{re.escape(name)} (\d+)$", answer.read().decode(), re.MULTILINE)
    assert found is not None
    return int(found[1])


def test_an_example_fills_the_editor_and_shows_its_answer_with_labels(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        trouble = open_editor(page, real)
        page.get_by_label("Frage suchen").fill("mitglied des netzwerks")
        page.get_by_role("link", name="Wer ist Mitglied des Netzwerks?").click()
        expect(page.locator(".view tbody tr").first).to_be_visible()
        assert "VALUES ?network" in page.locator(".about-example").inner_text()
        assert "VALUES ?network" in page.locator(".CodeMirror").inner_text()
        link = page.locator(".view tbody a").first
        expect(link).to_have_attribute("href", re.compile("^/de/organisation/"))
        assert not link.inner_text().startswith("http")
        assert trouble == []


def test_prefixes_are_added_and_terms_completed_while_one_writes(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        trouble = open_editor(page, real)
        write(page, "SELECT * WHERE {\n  ?network a ")
        page.keyboard.type("tc:Netw")
        hint = page.locator(".CodeMirror-hint", has_text="tc:Network")
        expect(hint).to_contain_text("Netzwerk", timeout=20_000)
        page.keyboard.press("Enter")
        page.keyboard.type(" } LIMIT 3")
        page.keyboard.press(RUN)
        expect(page.locator(".view tbody tr")).to_have_count(3)
        text = page.locator("#query").input_value()
        assert text.startswith("PREFIX tc: <https://w3id.org/cluster-thueringen/ontology#>")
        write(page, "SELECT * { ?member <http://www.w3.org/ns/org#memberOf> optonet")
        page.keyboard.press("Control+Space")
        page.locator(".CodeMirror-hint", has_text="OptoNet e.V.").click()
        assert (
            "<https://w3id.org/cluster-thueringen/organisation/optonet>"
            in page.locator("#query").input_value()
        )
        assert trouble == []


def test_stop_ends_an_endless_query_on_the_server(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        open_editor(page, real)
        ended = metric(real, 'graphapp_queries_total{outcome="cancelled"}')
        write(page, ENDLESS)
        page.keyboard.press(RUN)
        stop = page.get_by_role("button", name="Anhalten")
        expect(stop).to_be_enabled()
        expect(page.locator(".progress")).to_contain_text("Sekunden")
        page.wait_for_function(
            "async () => /graphapp_queries_running 1$/m.test(await (await fetch('/metrics')).text())"
        )
        stop.click()
        expect(page.locator("#problem h2")).to_have_text("Die Abfrage wurde beendet")
        expect(stop).to_be_disabled()
        assert metric(real, "graphapp_queries_running") == 0
        assert metric(real, 'graphapp_queries_total{outcome="cancelled"}') == ended + 1


def test_an_error_is_told_and_marked_at_its_line(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        open_editor(page, real)
        write(page, "SELECT * WHERE {\n  ?a ?b ?c .\n  ?d ?e .\n}")
        page.keyboard.press(RUN)
        expect(page.locator("#problem .detail")).to_contain_text("Zeile 3")
        marked = page.locator(".CodeMirror-code > div", has=page.locator(".wrong-line"))
        expect(marked).to_have_count(1)
        assert "?d ?e" in marked.inner_text()
        page.keyboard.type(" ")
        expect(page.locator(".wrong-line")).to_have_count(0)


def test_an_error_that_the_page_comes_with_is_marked_too(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(f"{real}/de/sparql?query=" + quote("SELECT * {\n ?a ?b }"))
        expect(page.locator(".wrong-line")).to_have_count(1)
        assert "2" in page.locator(".CodeMirror-code > div", has=page.locator(".wrong-line")).inner_text()


def test_a_long_answer_is_paged_sorted_and_narrowed(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        open_editor(page, real)
        write(page, "SELECT ?n WHERE { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?n } LIMIT 3000")
        page.keyboard.press(RUN)
        rows = page.locator(".view tbody tr")
        expect(rows).to_have_count(100)
        expect(page.locator(".table-tools [role=status]")).to_have_text("Zeilen 1 bis 100 von 3.000")
        page.get_by_role("button", name="Weitere Zeilen").click()
        expect(page.locator(".table-tools [role=status]")).to_have_text("Zeilen 101 bis 200 von 3.000")
        page.locator("thead").get_by_role("button", name="n").click()
        expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
        page.get_by_label("Zeilen mit").fill("universitaet")
        expect(page.locator(".table-tools [role=status]")).to_contain_text("passenden; 3.000 insgesamt")
        assert "niversität" in rows.first.inner_text()


@pytest.mark.parametrize(
    ("example", "drawn"),
    [
        ("places/organisations-per-district", ".chart rect"),
        ("organisations/within-distance", ".map-view circle.dot"),
        ("networks/network-history", ".chart a text"),
        ("organisations/ownership", ".stage[data-drawn]"),
    ],
)
def test_an_example_is_shown_as_its_file_says(browser: Browser, real: str, example: str, drawn: str) -> None:
    with page_of(browser) as page:
        trouble = open_editor(page, real)
        page.get_by_label("Frage suchen").fill(" ")
        page.evaluate("name => document.querySelector(`a[data-query='${name}']`).click()", example)
        page.wait_for_selector(drawn, state="attached")
        pressed = page.locator(".view-button[aria-pressed=true]")
        assert pressed.count() == 1
        assert "#view=" in page.url
        assert trouble == []


def test_a_network_has_as_many_things_and_ties_as_the_endpoint_says(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(f"{real}/de/sparql?query={quote(NETWORK)}#view=network")
        stage = page.locator(".stage[data-drawn]")
        stage.wait_for()
        request = urllib.request.Request(
            f"{real}/sparql?query={quote(NETWORK)}", headers={"Accept": "application/n-triples"}
        )
        with urllib.request.urlopen(request) as answer:
            triples = [line.split(" ") for line in answer.read().decode().splitlines()]
        assert stage.get_attribute("data-edges") == str(len(triples))
        assert stage.get_attribute("data-nodes") == str(
            len({node for s, _, o, *_ in triples for node in (s, o)})
        )


def test_a_pivot_table_counts_as_the_endpoint_does(browser: Browser, real: str) -> None:
    query = "SELECT ?place ?kind { VALUES (?place ?kind) { ('a' 'x') ('a' 'x') ('b' 'y') ('b' 'x') } }"
    with page_of(browser) as page:
        open_editor(page, real)
        write(page, query)
        page.keyboard.press(RUN)
        page.get_by_role("button", name="Kreuztabelle").click()
        expect(page.locator(".view tbody tr")).to_have_count(2)
        shown = page.locator(".view tbody tr").all_inner_texts()
        assert [row.split() for row in shown] == [["a", "2"], ["b", "1", "1"]]


def test_a_link_and_a_short_link_show_the_same_in_another_browser(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        open_editor(page, real)
        write(page, POPULATION)
        page.keyboard.press(RUN)
        page.get_by_role("button", name="Diagramm").click()
        page.get_by_label("Art des Diagramms").select_option("Punkte")
        page.get_by_label("Art des Diagramms").select_option("Balken")
        expect(page.locator(".chart rect")).to_have_count(12)
        page.locator(".share summary").click()
        links = [
            page.get_by_label(name, exact=True).input_value()
            for name in ("Link", "Kurzlink, der die Abfrage verdichtet enthält")
        ]
    assert unpack(re.sub(r".*[?]z=([\w-]+).*", r"\1", links[1])) == POPULATION
    for link in links:
        with page_of(browser) as page:
            page.goto(link)
            expect(page.locator(".chart rect")).to_have_count(12)
            page.wait_for_selector(".CodeMirror")
            assert page.locator("#query").input_value() == POPULATION
            assert page.get_by_label("Art des Diagramms").input_value() == "bars"


def test_the_programmes_for_curl_python_and_javascript_give_the_answer(browser: Browser, real: str) -> None:
    query = 'SELECT ?n ("it\'s \\\\ “ü” $x `y`" AS ?text) WHERE { VALUES ?n { 42 } }'
    with page_of(browser) as page:
        open_editor(page, real)
        write(page, query)
        page.keyboard.press(RUN)
        page.locator(".share summary").click()
        code = page.locator("#programme")
        expect(code).to_contain_text("curl")
        curl = code.inner_text()
        page.get_by_role("combobox", name="Code für").select_option("Python")
        expect(code).to_contain_text("SPARQLWrapper")
        python = code.inner_text()
        page.get_by_role("combobox", name="Code für").select_option("JavaScript")
        expect(code).to_contain_text("fetch")
        script = code.inner_text()
    for command in (
        ["bash", "-c", curl],
        [sys.executable, "-c", python],
        [node(), "--input-type=module", "--eval", script],
    ):
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        assert "42" in done.stdout
        assert "it's" in done.stdout
        assert "“ü” $x `y`" in done.stdout


def test_queries_are_kept_in_the_browser_only(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        asked: list[str] = []
        page.on(
            "request", lambda request: asked.append(f"{request.method} {request.url} {request.post_data}")
        )
        open_editor(page, real)
        write(page, "ASK { }")
        page.keyboard.press(RUN)
        expect(page.locator(".answer .figure")).to_have_text("Ja")
        page.locator(".CodeMirror-line").first.click()
        page.keyboard.press("Control+s")
        page.keyboard.type("Mein Versuch")
        page.keyboard.press("Enter")
        expect(page.locator(".kept .kept-query").first).to_have_text("Mein Versuch")
        page.reload()
        page.wait_for_selector(".CodeMirror")
        page.locator(".kept summary").click()
        assert page.locator(".kept-query").all_inner_texts() == ["Mein Versuch", "ASK { }"]
        page.get_by_role("button", name="Mein Versuch löschen").click()
        assert page.locator(".kept-query").all_inner_texts() == ["ASK { }"]
        page.get_by_role("button", name="Alle löschen").click()
        assert page.locator(".kept-query").count() == 0
        assert not [request for request in asked if "Versuch" in request]


def test_the_editor_is_written_in_and_left_by_keyboard_alone(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        open_editor(page, real)
        page.locator(".CodeMirror textarea").focus()
        page.keyboard.press("Control+End")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.CodeMirror') !== null"), "Tab indents"
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Abfrage ausführen"
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.closest('.CodeMirror') !== null")
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".view tbody tr")).to_have_count(10)


@pytest.mark.parametrize(("language", "scheme", "width"), PAIRS)
def test_axe_finds_nothing_in_the_editor_and_its_views(  # noqa: PLR0917
    browser: Browser, real: str, axe: str, language: str, scheme: Literal["light", "dark"], width: int
) -> None:
    problems: list[str] = []
    with page_of(
        browser, color_scheme=scheme, viewport={"width": width, "height": 900}, **SKIP_POLICY
    ) as page:
        page.goto(f"{real}/{language}/sparql?query={quote(EVERYTHING)}#view=chart")
        page.wait_for_selector(".chart rect")
        assert page.locator(".view-button").count() == 7
        page.wait_for_selector(".CodeMirror")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.wait_for_selector("#programme")
        # Each view is looked at in both themes and both widths, by two of the four pairs.
        begin = PAIRS.index((language, scheme, width)) in (1, 2)
        for place in range(begin, page.locator(".view-button").count(), 2):
            page.locator(".view-button").nth(place).click()
            page.wait_for_function("document.querySelector('.view').textContent.length > 20")
            page.evaluate("for (const one of document.querySelectorAll('.view details')) one.open = true")
            problems += violations(page, axe)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert problems == []


def test_without_scripts_the_form_answers(browser: Browser, real: str) -> None:
    with page_of(browser, java_script_enabled=False) as page:
        page.goto(real + "/de/sparql")
        page.get_by_label("SPARQL-Abfrage").fill("SELECT (6 * 7 AS ?answer) {}")
        page.get_by_role("button", name="Abfrage ausführen").click()
        assert page.get_by_role("cell", name="42").count() == 1
        page.get_by_text("Netzwerke", exact=False).locator("xpath=ancestor-or-self::summary").first.click()
        page.get_by_role("link", name="Wer ist Mitglied des Netzwerks?").click()
        assert page.locator("h1").inner_text() == "Wer ist Mitglied des Netzwerks?"


def test_the_editor_loads_little_before_it_is_there(browser: Browser, real: str) -> None:
    """What is fetched before the editor itself stays under 20 kB of script as it is sent."""
    with page_of(browser) as page:
        page.goto(real + "/de/sparql")
        page.wait_for_selector(".CodeMirror")
        sizes = json.loads(
            page.evaluate(
                "JSON.stringify(performance.getEntriesByType('resource').filter(one => one.name.endsWith('.js'))"
                ".map(one => [one.name.split('/').pop(), one.encodedBodySize]))"
            )
        )
        first = [size for name, size in sizes if name.startswith(("site-", "sparql-"))]
        assert len(first) >= 2
        assert 0 < sum(first) < 20_000
        assert not [name for name, _ in sizes if "network-view" in name]
