"""Read the header of a query file: the lines ``#@ key: value`` at its top (see ``docs/queries.md``)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from graphapp.catalogue.blocks import default_of
from graphapp.catalogue.query import KINDS, VIEWS, Bilingual, CatalogueQuery, Panel, Parameter, class_iri
from graphapp.namespaces import PREFIXES
from graphapp.store.engine import QueryError, kind_of

REQUIRED: Final = ("title-de", "title-en", "description-de", "description-en", "view")
"""Keys that every header has, once."""
KEYS: Final = (*REQUIRED, "question", "param", "panel")
"""All keys."""
_LINE: Final = re.compile(r"#@\s*([\w-]+)\s*:\s*(.*?)\s*")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*", re.IGNORECASE)


class CatalogueError(Exception):
    """A query file that does not keep the format. ``str()`` names the file, the line and the way out."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        """Remember the place: the file, the line (from 1) and what is wrong there."""
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line


def read_query(path: Path, name: str) -> CatalogueQuery:
    """Read one query file, known as ``name``. Raises `CatalogueError`."""
    text = path.read_text(encoding="utf-8")
    single: dict[str, str] = {}
    questions: tuple[int, ...] = ()
    parameters: list[Parameter] = []
    panels: list[tuple[int, str]] = []
    last = 1
    for last, key, value in _lines(path, text):
        if key == "param":
            parameter = _parameter(path, last, value, text)
            if any(known.name == parameter.name for known in parameters):
                raise CatalogueError(path, last, f"the parameter “{parameter.name}” is declared twice")
            parameters.append(parameter)
        elif key == "panel":
            panels.append((last, value))
        elif key in single:
            raise CatalogueError(path, last, f"“{key}” is given twice; keep one")
        elif not value:
            raise CatalogueError(path, last, f"“{key}” is empty; write its value after the colon")
        else:
            single[key] = value
        if key == "question":
            questions = _questions(path, last, value)
        if key == "view" and value not in VIEWS:
            raise CatalogueError(path, last, f"there is no view “{value}”; choose one of {', '.join(VIEWS)}")
    for key in REQUIRED:
        if key not in single:
            raise CatalogueError(path, last, f"the header lacks “#@ {key}: …”")
    try:
        kind = kind_of(text)
    except QueryError as error:
        raise CatalogueError(path, getattr(error, "line", None) or last, str(error)) from None
    return CatalogueQuery(
        name=name,
        path=path,
        text=text,
        kind=kind,
        title=Bilingual(single["title-de"], single["title-en"]),
        description=Bilingual(single["description-de"], single["description-en"]),
        view=single["view"],
        questions=questions,
        parameters=tuple(parameters),
        panels=tuple(_panel(path, line, value, parameters) for line, value in panels),
    )


def without_header(text: str) -> str:
    """Return the text of a query file without the header at its top: the query itself."""
    lines = text.splitlines(keepends=True)
    start = next((number for number, line in enumerate(lines) if not line.startswith("#@")), len(lines))
    return "".join(lines[start:]).lstrip("\n")


def _lines(path: Path, text: str) -> Iterator[tuple[int, str, str]]:
    """Give line number, key and value of each header line; the header ends at the first other line."""
    ended = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#@"):
            ended = True
            continue
        if ended:
            raise CatalogueError(
                path, number, "a header line after the header; move it to the top of the file"
            )
        found = _LINE.fullmatch(line)
        if not found:
            raise CatalogueError(path, number, "a header line is “#@ key: value”")
        if found[1] not in KEYS:
            near = difflib.get_close_matches(found[1], KEYS, 1)
            hint = f"; do you mean “{near[0]}”?" if near else f"; the keys are {', '.join(KEYS)}"
            raise CatalogueError(path, number, f"there is no key “{found[1]}”{hint}")
        yield number, found[1], found[2]


def _questions(path: Path, line: int, value: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in value.split(","))
    except ValueError:
        raise CatalogueError(
            path, line, f"“{value}” is no number of a question, such as 7 or 7, 12"
        ) from None


def _panel(path: Path, line: int, value: str, parameters: list[Parameter]) -> Panel:
    """Read ``Network | order=20 | param=network | title-de=… | title-en=…``."""
    of, *parts = (part.strip() for part in value.split("|"))
    fields: dict[str, str] = {}
    for part in parts:
        key, equals, content = (piece.strip() for piece in part.partition("="))
        if key not in ("order", "param", "title-de", "title-en") or not equals or not content:
            raise CatalogueError(
                path, line, f"“{part}” is none of order=…, param=…, title-de=… and title-en=… (panel “{of}”)"
            )
        fields[key] = content
    try:
        class_of_things = class_iri(of)
    except KeyError:
        raise CatalogueError(
            path, line, f"“{of}” has a prefix that graphapp/namespaces.py does not know"
        ) from None
    things = [parameter.name for parameter in parameters if parameter.kind == "thing"]
    name = fields.get("param", things[0] if things else "")
    if name not in things:
        raise CatalogueError(
            path, line, f"the panel “{of}” needs a parameter that takes a thing; “{name}” is none of {things}"
        )
    if not fields.get("order", "").isdecimal():
        raise CatalogueError(path, line, f"the panel “{of}” lacks order=… with a whole number")
    if ("title-de" in fields) != ("title-en" in fields):
        raise CatalogueError(path, line, f"the panel “{of}” has a title in one language only")
    title = Bilingual(fields["title-de"], fields["title-en"]) if "title-de" in fields else None
    return Panel(class_of_things, name, int(fields["order"]), title)


def _parameter(path: Path, line: int, value: str, text: str) -> Parameter:
    name, *parts = (part.strip() for part in value.split("|"))
    if not _NAME.fullmatch(name):
        raise CatalogueError(
            path, line, f"“{name}” is no name of a variable (write it without the question mark)"
        )
    fields: dict[str, str] = {}
    optional = False
    for part in parts:
        key, equals, content = (piece.strip() for piece in part.partition("="))
        if part == "optional":
            optional = True
        elif key in ("kind", "label-de", "label-en") and equals and content:
            fields[key] = content
        else:
            raise CatalogueError(
                path,
                line,
                f"“{part}” is none of kind=…, label-de=…, label-en=… and optional (parameter “{name}”)",
            )
    for key in ("kind", "label-de", "label-en"):
        if key not in fields:
            raise CatalogueError(path, line, f"the parameter “{name}” lacks {key}=…")
    kind, _, detail = fields["kind"].partition(":")
    choices = tuple(choice.strip() for choice in detail.split(",")) if kind == "choice" else ()
    if kind not in KINDS or (kind in ("thing", "choice")) != bool(detail):
        raise CatalogueError(
            path,
            line,
            f"“{fields['kind']}” is no kind of parameter (“{name}”); write thing:<Class>, year, "
            "integer, decimal, "
            "string or choice:a,b,c",
        )
    if kind == "thing" and ":" in detail and detail.partition(":")[0] not in PREFIXES:
        raise CatalogueError(path, line, f"“{detail}” has a prefix that graphapp/namespaces.py does not know")
    default = _default(path, line, name, text)
    if default is None and not optional:
        raise CatalogueError(
            path,
            line,
            f"the parameter “{name}” has UNDEF in its VALUES block: give a default, or declare it optional",
        )
    if default is not None and (kind == "thing") != isinstance(default, NamedNode):
        raise CatalogueError(
            path, line, f"the default {default} of “{name}” is not of the kind “{fields['kind']}”"
        )
    if choices and default is not None and default.value not in choices:
        raise CatalogueError(path, line, f"the default {default} of “{name}” is none of its choices")
    return Parameter(
        name=name,
        kind=kind,
        label=Bilingual(fields["label-de"], fields["label-en"]),
        of=detail if kind == "thing" else "",
        choices=choices,
        optional=optional,
        default=default,
    )


def _default(path: Path, line: int, name: str, text: str) -> NamedNode | Literal | None:
    try:
        return default_of(text, name)
    except LookupError:
        raise CatalogueError(
            path, line, f"the query has no data block for “{name}”; write: VALUES ?{name} {{ … }}"
        ) from None
    except ValueError as error:
        raise CatalogueError(
            path, line, f"the block VALUES ?{name} {{ … }} must hold one RDF term or UNDEF, but is {error}"
        ) from None
