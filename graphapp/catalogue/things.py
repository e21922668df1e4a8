"""Find the things of a release by IRI, path, table id, old id or name, through the catalogue's own
queries.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from graphapp.catalogue.bind import ParameterError
from graphapp.catalogue.blocks import Value, fill
from graphapp.catalogue.queries import Catalogue
from graphapp.catalogue.query import Bilingual, Parameter
from graphapp.namespaces import BASE, PREFIXES
from graphapp.store.engine import Engine, Question, Term, select

RESOLVE: Final = "catalogue/resolve"
"""Query that finds a thing by IRI or identifier and follows it to what replaced it."""
THINGS: Final = "catalogue/things"
"""Query that lists the things of a class with their identifiers and labels."""
ANYTHING: Final = PREFIXES["owl"] + "Thing"
"""Class of a parameter that takes a thing of any class."""
_PATHS: Final = {
    "Project": "project/",
    "Programme": "programme/",
    "Person": "person/",
    "Field": "field/",
    "Sector": "sector/",
    "Topic": "topic/",
    "Service": "service/",
    "Event": "event/",
    "Publication": "publication/",
    "Label": "label/",
    "Place": "place/",
    "SourceDocument": "source/",
}


@dataclass(frozen=True)
class Thing:
    """A thing that can be chosen: IRI, the shortest text that names it, and its labels."""

    iri: str
    key: str
    label: Bilingual


@dataclass(frozen=True)
class Things:
    """Finds things in what ``engine`` serves; implements `graphapp.catalogue.bind.Finder`."""

    engine: Engine
    catalogue: Catalogue

    def find(self, parameter: Parameter, text: str) -> NamedNode:
        """Return the thing of the parameter's class that ``text`` names, in the form that replaced an old
        one.

        Taken are a full IRI, a path (``organisation/optonet``), a table id (``optonet``, ``place-jena``), an
        id that was merged into another, and a label if only one thing has it. Raises `ParameterError` with
        near matches.
        """
        wrong_class = ""
        for thing, classes in self._resolve(parameter, text).items():
            if parameter.class_iri in classes or parameter.class_iri == ANYTHING:
                return NamedNode(thing)
            wrong_class = _kinds(classes)
        known = self.all_of(parameter.class_iri)
        named = {
            thing.iri
            for thing in known
            if text.casefold() in (thing.label.de.casefold(), thing.label.en.casefold())
        }
        if len(named) == 1:
            return NamedNode(named.pop())
        raise _not_found(parameter, text, wrong_class, _near(text, known))

    def all_of(self, class_iri: str) -> tuple[Thing, ...]:
        """Return the things of a class, by label."""
        query = self.catalogue.find(THINGS)
        table = select(self.engine, Question(fill(query.text, {"class": [NamedNode(class_iri)]})))
        found: dict[str, Thing] = {}
        for row in table.dicts():
            iri = row["thing"].value if isinstance(row["thing"], NamedNode) else ""
            key = _text(row.get("identifier")) or iri.removeprefix(BASE)
            de, en = _text(row.get("labelDe")), _text(row.get("labelEn"))
            if iri and iri not in found:
                found[iri] = Thing(iri, key, Bilingual(de or en or key, en or de or key))
        return tuple(sorted(found.values(), key=lambda thing: (thing.label.de.casefold(), thing.iri)))

    def _resolve(self, parameter: Parameter, text: str) -> dict[str, set[str]]:
        query = self.catalogue.find(RESOLVE)
        candidates: list[Value] = []
        for iri in _candidates(parameter, text):
            try:
                candidates.append(NamedNode(iri))
            except ValueError:
                continue
        values: dict[str, list[Value]] = {
            "identifier": [Literal(text)],
            "candidate": candidates or [NamedNode("urn:none")],
        }
        found: dict[str, set[str]] = {}
        for row in select(self.engine, Question(fill(query.text, values))).dicts():
            thing, of = row["thing"], row.get("class")
            if isinstance(thing, NamedNode):
                found.setdefault(thing.value, set()).update([of.value] if isinstance(of, NamedNode) else [])
        return found


def _candidates(parameter: Parameter, text: str) -> tuple[str, ...]:
    if "://" in text or text.startswith("urn:"):
        return (text.strip("<>"),)
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES:
        return (PREFIXES[prefix] + local,)
    if "/" in text:
        return (BASE + text.strip("/"),)
    path = _PATHS.get(parameter.of.rpartition(":")[2], "organisation/")
    return (BASE + path + text, BASE + path + text.removeprefix(path[:-1] + "-"))


def _near(text: str, known: tuple[Thing, ...]) -> tuple[str, ...]:
    wanted = text.casefold().rpartition("/")[2]
    names: dict[str, str] = {}
    for thing in known:
        for name in (thing.key, thing.label.de, thing.label.en):
            names.setdefault(name.casefold(), thing.key)
    like = [name for name in names if wanted and wanted in name][:5]
    like += difflib.get_close_matches(wanted, names, 5, 0.6)
    return tuple(dict.fromkeys(names[name] for name in like))[:5]


def _not_found(parameter: Parameter, text: str, wrong_class: str, near: tuple[str, ...]) -> ParameterError:
    shown = text if len(text) <= 80 else text[:79] + "…"
    of = parameter.of.rpartition(":")[2]
    de = f"„{shown}“ ist hier keine bekannte Sache der Klasse {of} (Parameter „{parameter.name}“)"
    en = f"“{shown}” is no known thing of the class {of} (parameter “{parameter.name}”)"
    if wrong_class:
        de += f", sondern: {wrong_class}"
        en += f", but: {wrong_class}"
    if near:
        de += f". Ähnlich: {', '.join(near)}"
        en += f". Near matches: {', '.join(near)}"
    return ParameterError(parameter.name, Bilingual(de + ".", en + "."), near)


def _kinds(classes: set[str]) -> str:
    return ", ".join(sorted(iri.rpartition("#")[2].rpartition("/")[2] for iri in classes))


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""
