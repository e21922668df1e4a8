"""The plain pages: everything that has an IRI can be read by people, in both languages, and leads machines on."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from graphapp import web
from graphapp.namespaces import BASE
from graphapp.web.linked import vocabulary
from tests.linked.reading import TYPES, Client, links
from tests.protocol.http import Answer, ask
from tests.web.scripts import foreign_scripts

MEMBERSHIP = "/membership/jenoptik--optonet"


def page(url: str, path: str) -> Answer:
    answer = ask(url, path, headers={"Accept": "text/html"})
    assert answer.type == "text/html"
    return answer


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_statement_with_parts_is_read_with_its_sources(url: str, language: str) -> None:
    answer = page(url, f"/{language}{MEMBERSHIP}")
    text = answer.body.decode()
    assert answer.status == 200
    assert f'<html lang="{language}">' in text
    assert len(re.findall("<h1", text)) == 1
    assert f'href="/{language}/organisation/jenoptik"' in text
    assert f'href="/{language}/source/two"' in text
    assert "Zweite Quelle" in text
    for extension in TYPES:
        assert f'href="{MEMBERSHIP}.{extension}"' in text


def test_a_page_signposts_the_documents(url: str) -> None:
    found = links(page(url, "/en" + MEMBERSHIP).headers)
    assert [target for target, _ in found["cite-as"]] == [BASE + MEMBERSHIP[1:]]
    assert {target for target, _ in found["describedby"]} == {f"{MEMBERSHIP}.{name}" for name in TYPES}
    assert {target for target, _ in found["type"]} == {
        "https://schema.org/AboutPage",
        "https://schema.org/Role",
    }


def test_a_page_shows_what_held_at_a_time(url: str) -> None:
    assert "membership/jenoptik--initiative" in page(url, "/en/agent/initiative").body.decode()
    later = page(url, "/en/agent/initiative?as-of=2015").body.decode()
    assert "membership/jenoptik--initiative" not in later
    assert "As of 2015" in later
    assert 'href="/agent/initiative.ttl?as-of=2015"' in later


def test_pages_of_what_is_not_there_say_why(url: str) -> None:
    assert page(url, "/de/membership/nobody--nothing").status == 404
    assert page(url, "/de/person/erika-muster").status == 410
    assert page(url, "/en" + MEMBERSHIP + "?as-of=never").status == 400
    assert page(url, "/de/ontology/1.0.0").headers["Location"] == "/de/ontology"
    assert page(url, "/de/shapes").status == 404


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_of_the_ontology_has_every_term_with_its_definition_and_use(
    real: str, language: str
) -> None:
    text = page(real, f"/{language}/ontology").body.decode()
    terms = dict(re.findall(r'<h3 id="(\w+)">(.*?)</h3>(?=\s*<p)', text, re.DOTALL))
    assert len(terms) > 80
    section = text.partition('<h3 id="Membership">')[2].partition("</section>")[0]
    assert {"de": "Mitgliedschaft", "en": "Membership"}[language] in section
    assert f'href="/{language}/ontology#Assertion"' in section
    assert "http://www.w3.org/ns/org#Membership" in section
    assert f'href="/{language}/membership/' in section
    assert 'href="shapes#Membership"' in section
    assert f'href="/{language}/queries/networks/members"' in section
    assert {"de": "-mal", "en": " times"}[language] in section
    assert ".well-known" not in text


def test_links_between_the_vocabulary_pages_lead_to_terms(real: str) -> None:
    pages = {name: page(real, f"/en/{name}").body.decode() for name in ("ontology", "shapes")}
    for text in pages.values():
        for name, anchor in re.findall(r'href="(?:/en/)?(ontology|shapes)#([^"]+)"', text):
            assert f'id="{anchor}"' in pages[name], (name, anchor)


@pytest.mark.parametrize(
    "path",
    [
        "membership/fsu-jena--optonet",
        "role/managing-director",
        "code/assigned",
        "unit/persons",
        "indicator/members",
        "scheme/topics",
        "dataset/figures",
        "agent/curation",
        "kind/network",
        "graph/current",
        "graph/ontology",
    ],
)
def test_every_kind_of_thing_without_a_page_of_its_own_has_a_plain_one(real: str, path: str) -> None:
    client = Client(real)
    answer = client.get("/" + path, "text/html")
    assert answer.status == 303
    shown = client.get(answer.headers["Location"], "text/html")
    client.close()
    text = html.unescape(shown.body.decode())
    assert shown.status == 200
    assert BASE + path in text
    assert foreign_scripts(shown.body.decode()) == []
    assert " style=" not in text


def test_every_english_text_of_these_pages_has_a_german_one() -> None:
    with (Path(web.__file__).parent / "translations" / "de.po").open("rb") as file:
        known = read_po(file, locale="de")
    wanted = {*vocabulary.SECTIONS.values(), *vocabulary.FACTS.values()}
    assert [text for text in wanted if not (message := known.get(text)) or not message.string] == []
