"""What is said to a client whose query fails in the pool, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from graphapp.store.engine import (
    BrokenOffError,
    BusyError,
    CancelledError,
    EngineUnavailableError,
    EvaluationError,
    LimitError,
    NameTakenError,
    QueryError,
    QuerySyntaxError,
)
from graphapp.store.errors import Limit
from graphapp.store.workers.limits import Limits

GONE: Final = ("The client has gone away.", "Der Client ist nicht mehr da.")
BROKEN_OFF: Final = (
    "The process that evaluated this query has ended. Please ask again.",
    "Der Prozess, der diese Abfrage auswertete, ist beendet. Bitte fragen Sie noch einmal.",
)


def unavailable() -> EngineUnavailableError:
    """Return the error of a pool that does not answer."""
    return EngineUnavailableError(
        "The queries' workers do not answer: the release is being loaded. Try again in a few seconds.",
        "Die Prozesse für Abfragen antworten nicht: Die Daten werden gerade geladen. Versuchen Sie es in einigen "
        "Sekunden wieder.",
    )


def failure(told: Mapping[str, Any], limits: Limits) -> QueryError:
    """Return the error that a worker or the pool tells of."""
    kind = told["kind"]
    if kind == "syntax":
        return QuerySyntaxError(told["message"], told["german"], told["line"], told["column"])
    if kind == "time":
        seconds = told.get("seconds", limits.seconds)
        return LimitError(
            "time",
            seconds,
            f"The query was ended after {seconds:g} seconds. Ask for less: a LIMIT, fewer patterns without a variable in "
            "common, a narrower path, or a graph named by FROM.",
            f"Die Abfrage wurde nach {seconds:g} Sekunden beendet. Fragen Sie nach weniger: mit LIMIT, mit weniger "
            "Mustern ohne gemeinsame Variable, mit einem engeren Pfad oder mit einem Graphen in FROM.",
        )
    if kind == "memory":
        megabytes = limits.memory / 1e6
        return LimitError(
            "memory",
            limits.memory,
            f"The query was ended because it took more than {megabytes:g} MB of memory, or is nested too deeply. Ask for "
            "less at once: without ORDER BY, DISTINCT or GROUP BY over everything, or in several queries.",
            f"Die Abfrage wurde beendet, weil sie mehr als {megabytes:g} MB Speicher brauchte oder zu tief verschachtelt "
            "ist. Fragen Sie nach weniger auf einmal: ohne ORDER BY, DISTINCT oder GROUP BY über alles, oder in mehreren "
            "Abfragen.",
        )
    if kind == "size":
        megabytes = told["size"] / 1e6
        return LimitError(
            "size",
            told["size"],
            f"The answer is larger than {megabytes:g} MB. Ask for less with LIMIT and OFFSET or a filter, or take the "
            "whole release.",
            f"Die Antwort ist größer als {megabytes:g} MB. Fragen Sie mit LIMIT und OFFSET oder einem Filter nach weniger, "
            "oder nehmen Sie die ganze Veröffentlichung.",
        )
    if kind == "queue":
        return BusyError(
            told["retry"],
            f"All workers are busy, and {limits.queue} queries wait, which is as many as may. Try again in a few seconds.",
            f"Alle Prozesse sind beschäftigt, und {limits.queue} Abfragen warten; mehr dürfen es nicht sein. Versuchen Sie es "
            "in einigen Sekunden wieder.",
            Limit("queue", limits.queue, "queries"),
        )
    if kind == "wait":
        return BusyError(
            told["retry"],
            f"No worker became free within {limits.wait:g} seconds. Try again in a few seconds.",
            f"Innerhalb von {limits.wait:g} Sekunden wurde kein Prozess frei. Versuchen Sie es in einigen Sekunden wieder.",
            Limit("wait", limits.wait, "seconds"),
        )
    if kind == "share":
        return BusyError(
            told["retry"],
            f"{limits.client_queue} of your queries wait already. Ask the next one when one of them is answered.",
            f"Es warten schon {limits.client_queue} Ihrer Abfragen. Stellen Sie die nächste, wenn eine davon beantwortet "
            "ist.",
            Limit("share", limits.client_queue, "queries"),
        )
    if kind == "id":
        return NameTakenError(
            "A query with this id runs or waits. Choose another one; a random UUID will do.",
            "Eine Abfrage mit dieser Kennung läuft oder wartet schon. Wählen Sie eine andere, etwa eine zufällige UUID.",
        )
    if kind == "cancelled":
        return CancelledError(
            "The query was ended, as you asked for.", "Die Abfrage wurde beendet, wie Sie es verlangt haben."
        )
    if kind == "evaluation":
        return EvaluationError(told["message"], told.get("german", ""))
    return BrokenOffError(*BROKEN_OFF)
