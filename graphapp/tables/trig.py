"""Write a graph as TriG that people read and git compares: sorted, one value a line, no blank nodes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graphapp.namespaces import BASE, PREFIXES

_RDF_TYPE: Final = PREFIXES["rdf"] + "type"
_LOCAL: Final = re.compile(r"^[A-Za-z_][A-Za-z0-9_-]*$")
_SAFE_IRI: Final = re.compile(r"^[^\x00-\x20<>\"{}|^`\\]*$")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_ABOVE: Final = tuple(
    sorted(
        ((ns, prefix) for prefix, ns in PREFIXES.items() if not ns.startswith(BASE) or "#" in ns),
        reverse=True,
    )
)


def term(value: object, used: set[str]) -> str:
    """Write one term; prefixes that it needs are added to ``used``. IRIs below the base are relative."""
    if isinstance(value, NamedNode):
        text = value.value
        for namespace, prefix in _ABOVE:
            if text.startswith(namespace) and _LOCAL.match(text[len(namespace) :]):
                used.add(prefix)
                return f"{prefix}:{text[len(namespace) :]}"
        if not _SAFE_IRI.match(text):
            raise ValueError(f"{text!r} is no IRI")
        relative = text.removeprefix(BASE)
        return (
            f"<{relative}>"
            if relative and relative != text and ":" not in relative.split("/")[0]
            else f"<{text}>"
        )
    assert isinstance(value, Literal)
    quoted = f'"{value.value.translate(_ESCAPES)}"'
    if value.language:
        return f"{quoted}@{value.language}"
    datatype = value.datatype.value
    if datatype == PREFIXES["xsd"] + "boolean":
        return value.value
    if datatype == PREFIXES["xsd"] + "string":
        return quoted
    return f"{quoted}^^{term(value.datatype, used)}"


def document(graph: str, triples: Iterable[Triple]) -> str:
    """Write the named graph ``graph`` (an IRI below the base) as a TriG document.

    The graph's own description comes first, then things, then statements, each in the order of their IRIs.
    """
    used: set[str] = set()
    by_subject: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        assert isinstance(triple.subject, NamedNode)
        predicate = "a" if triple.predicate.value == _RDF_TYPE else term(triple.predicate, used)
        by_subject[triple.subject.value][predicate].append(term(triple.object, used))
    blocks = []
    for subject in sorted(by_subject, key=lambda s: (s != graph, s)):
        lines = []
        for predicate in sorted(by_subject[subject], key=lambda p: (p != "a", p)):
            values = sorted(set(by_subject[subject][predicate]))
            joined = " ,\n      ".join(values)
            lines.append(f"    {predicate} {joined}")
        head = term(NamedNode(subject), used)
        blocks.append(f"  {head}\n" + " ;\n".join(lines) + " .\n")
    prefixes = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(used))
    return f"@base <{BASE}> .\n{prefixes}\n<{graph.removeprefix(BASE)}> {{\n" + "\n".join(blocks) + "}\n"
