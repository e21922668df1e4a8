"""What the editor's scripts say, in the language of the page."""

from __future__ import annotations

from graphapp.web.language import gettext as _
from graphapp.web.problems import TITLES


def texts() -> dict[str, str]:
    """Return the texts by their keys; {places} are filled in by the script."""
    return (
        _of_asking()
        | _of_answers()
        | _of_pictures()
        | {f"problem-{kind}": _(title) for kind, title in TITLES.items()}
    )


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
        "rawCut": _("Shown are the first {shown} characters; the downloads hold everything."),
        "share": _("Link and code"),
        "permalink": _("Link"),
        "shortLink": _("Short link, with the query compressed in it"),
        "code": _("Code for"),
        "copy": _("Copy"),
        "copied": _("Copied"),
        "notCopied": _("The browser does not allow that; select the text and copy it."),
    }


def _of_pictures() -> dict[str, str]:
    return {
        "none": _("none"),
        "choose-kind": _("Kind of chart"),
        "kind-bars": _("Bars"),
        "kind-lines": _("Lines"),
        "kind-points": _("Points"),
        "choose-x": _("Across"),
        "choose-y": _("Value"),
        "choose-series": _("One colour for each"),
        "choose-lat": _("Latitude"),
        "choose-long": _("Longitude"),
        "choose-shape": _("Shape"),
        "choose-label": _("Name"),
        "choose-size": _("Size by"),
        "choose-from": _("From"),
        "choose-to": _("To"),
        "choose-begin": _("Begins"),
        "choose-end": _("Ends"),
        "choose-rows": _("Rows"),
        "choose-across": _("Columns"),
        "choose-how": _("In the cells"),
        "how-count": _("Number of rows"),
        "how-sum": _("Sum"),
        "how-average": _("Average"),
        "choose-value": _("Of"),
        "nothingToDraw": _("Nothing in these columns can be drawn; choose others."),
        "chartOf": _("Chart: {y} by {x}"),
        "mapOf": _("Map with {count} rows"),
        "networkOf": _("Network of {things} things and {ties} ties"),
        "timelineOf": _("Time line of {count} rows, {first} to {last}"),
        "asTable": _("What is drawn, as a table"),
        "asList": _("What is drawn, as a list"),
        "drawnCut": _("Drawn are {shown} of {count}."),
        "seriesCut": _("Drawn are the first {shown} of {count} groups."),
        "pivotCut": _("Shown are {rows} rows and {across} columns; the answer gives more."),
        "undated": _("Rows without a date, which are not drawn: {count}"),
        "unplaced": _("Rows without a place, which are not drawn: {count}"),
        "areasFrom": _("Areas: © GeoBasis-DE / BKG 2024 (data changed), dl-de/by-2-0."),
        "noWebGl": _("This browser cannot draw networks (WebGL 2 is missing); the list says the same."),
        "tie": _("{count} tie"),
        "ties": _("{count} ties"),
    }
