"""What the editor's scripts say, in the language of the page."""

from __future__ import annotations

from graphapp.web.language import gettext as _
from graphapp.web.problems import TITLES


def texts() -> dict[str, str]:
    """Return the texts by their keys; {places} are filled in by the script."""
    return _of_asking() | _of_answers() | {f"problem-{kind}": _(title) for kind, title in TITLES.items()}


def _of_asking() -> dict[str, str]:
    return {
        "query": _("SPARQL query"),
        "stop": _("Stop"),
        "running": _("The query is running."),
        "stopped": _("The query was ended"),
        "failed": _("The query could not be answered"),
        "unreachable": _("The server cannot be reached."),
        "meaning": _("What this means and what to do"),
        "keys": _(
            "Ctrl+Enter runs the query, Ctrl+Space completes, Ctrl+S keeps it by a name; Esc, then Tab leaves the editor."
        ),
        "findExample": _("Find a question"),
        "examplesFound": _("{count} questions"),
        "formOfExample": _("with a form for its parameters"),
        "optional": _("optional"),
        "setParameters": _("Change what stands in these blocks:"),
        "kept": _("Your queries"),
        "keptHere": _("They are kept in this browser only; nothing of it is sent or seen by anybody else."),
        "keepAs": _("Name for what is written"),
        "keep": _("Keep"),
        "named": _("By name"),
        "history": _("Run last"),
        "forget": _("Delete {name}"),
        "forgetAll": _("Delete all"),
        "expected": _("Line {line} cannot be read from here on. There may stand: {expected}"),
    }


def _of_answers() -> dict[str, str]:
    return {
        "answer": _("Answer"),
        "answerTable": _("Answer as a table"),
        "yes": _("Yes"),
        "no": _("No"),
        "nothing": _("Nothing in the graph matches. That may mean that no source says so."),
        "row": _("{count} row"),
        "rows": _("{count} rows"),
        "seconds": _("{seconds} seconds"),
        "kilobytes": _("{kilobytes} kB"),
        "otherFormats": _("This answer in other formats"),
        "shownAs": _("Show the answer as"),
        "view-table": _("Table"),
        "view-raw": _("Text"),
        "view-chart": _("Chart"),
        "view-map": _("Map"),
        "view-network": _("Network"),
        "view-timeline": _("Time line"),
        "view-pivot": _("Pivot table"),
        "filter": _("Rows that contain"),
        "rowsOf": _("Rows {first} to {last} of {count}"),
        "rowsLeft": _("Rows {first} to {last} of {count} that fit; {all} in all"),
        "earlier": _("Earlier rows"),
        "later": _("Later rows"),
        "share": _("Link and code"),
        "permalink": _("Link"),
        "shortLink": _("Short link, with the query compressed in it"),
        "code": _("Code for"),
        "copy": _("Copy"),
        "copied": _("Copied"),
        "notCopied": _("The browser does not allow that; select the text and copy it."),
    }
