"""Write the index of a release: a folder of Tantivy's files, and one that says what they were made by."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

import tantivy

from graphapp.search.entry import KINDS, LASTING, Entry
from graphapp.search.folding import bare_name, words, words_and_compounds
from graphapp.search.schema import FORMAT, OPEN_END, analyzers, schema

FOLDER: Final = "search"
"""Name of the index in the folder of a release."""
ABOUT: Final = "about.json"
"""What the index was made by, and the labels of what its results can be narrowed by. Written last."""
_HEAP: Final = 128_000_000
_DECADES_FROM: Final = 1800


class NoIndexError(Exception):
    """There is no index, or one of another version of the program."""


def fingerprint() -> str:
    """Return what an index depends on besides its entries: the program that writes it and Tantivy's version."""
    whole = hashlib.sha256(f"{FORMAT} {version('tantivy')}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def is_current(folder: Path) -> bool:
    """Say whether ``folder`` holds a whole index that this program wrote."""
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(about, dict) and about.get("fingerprint") == fingerprint()


def write(
    folder: Path, entries: Sequence[Entry], labels: Mapping[str, Mapping[str, Mapping[str, str]]]
) -> int:
    """Write an index of ``entries`` into the empty ``folder`` and return their number.

    ``labels``: facet → value → language → label. Raises ``OSError`` when the disk is full.
    """
    index = tantivy.Index(schema(), path=str(folder))
    for name, analyzer in analyzers().items():
        index.register_tokenizer(name, analyzer)
    # One thread: things come out in one segment, in their order, whatever the machine.
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    newest = max((entry.begin for entry in entries if entry.begin is not None), default=0)
    for entry in entries:
        writer.add_document(_document(entry, newest))
    writer.commit()
    writer.wait_merging_threads()
    for path in folder.iterdir():
        # Tantivy lets nobody else read what it writes about its files; who serves may be somebody else.
        path.chmod(0o644)
    about = {"fingerprint": fingerprint(), "things": len(entries), "labels": labels}
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False, sort_keys=True), encoding="utf-8")
    return len(entries)


def _document(entry: Entry, newest: int) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("iri", entry.iri)
    document.add_text("kind", entry.kind)
    current = list(dict.fromkeys([*entry.labels.values(), *entry.names]))
    for name in dict.fromkeys(bare_name(name) for name in (*current, *entry.former)):
        document.add_text("exact", name)
    for identifier in entry.identifiers:
        document.add_text("exact", " ".join(words(identifier)))
    for name in dict.fromkeys(_words(name) for name in current):
        document.add_text("name", name)
        document.add_text("stem", name)
    for name in dict.fromkeys(_words(name) for name in entry.former):
        document.add_text("former", name)
        document.add_text("stem", name)
    for name in dict.fromkeys(_words(name) for name in entry.related):
        document.add_text("related", name)
    for language, text in entry.texts.items():
        document.add_text(f"text_{language}", _words(text))
    for facet, values in (("field", entry.fields), ("district", entry.districts)):
        for value in values:
            document.add_text(facet, value)
    if entry.begin is not None:
        end = _end(entry)
        document.add_integer("begin", entry.begin)
        document.add_integer("end", end)
        for decade in range(max(entry.begin, _DECADES_FROM) // 10 * 10, min(end, newest) + 1, 10):
            document.add_text("decade", str(decade))
    document.add_float("weight", KINDS[entry.kind] * (1 + 0.18 * math.log2(1 + entry.degree)))
    document.add_bytes("shown", _shown(entry, current))
    return document


def _end(entry: Entry) -> int:
    if entry.end is not None and entry.begin is not None:
        return max(entry.begin, entry.end)
    return OPEN_END if entry.kind in LASTING or entry.begin is None else entry.begin


def _shown(entry: Entry, current: list[str]) -> bytes:
    labels = set(entry.labels.values())
    shown = {
        "iri": entry.iri,
        "kind": entry.kind,
        "labels": entry.labels,
        "names": [name for name in current if name not in labels][:12],
        "former": list(entry.former)[:12],
        "texts": {language: text[:600] for language, text in entry.texts.items()},
        "place": entry.place,
        "fields": entry.fields,
        "begin": entry.begin,
        "end": entry.end,
    }
    return json.dumps({key: value for key, value in shown.items() if value}, ensure_ascii=False).encode()


def _words(text: str) -> str:
    return " ".join(words_and_compounds(text))
