"""How ordinary clients fare while others abuse the server."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graphapp.bench.attacks import ATTACKS, Attack, under
from graphapp.bench.machine import Machine
from graphapp.bench.questions import Measured
from graphapp.bench.report import machine_lines, table
from graphapp.bench.served import serving
from graphapp.bench.traffic import Seen, Tally, answered, observe, page, requests_for

CONNECTIONS: Final = 4
"""Connections over which ordinary clients ask questions."""
_RISE: Final = 2.0
"""Seconds for which an attack has gone on when the measurement begins."""
CACHES: Final = {True: "kept", False: "not kept"}


@dataclass(frozen=True)
class Row:
    """What ordinary clients saw under one attack; ``attack`` is None without."""

    attack: Attack | None
    kept: bool
    """Whether the server kept answers in memory."""
    seen: Seen


def measure_abuse(
    questions: Sequence[Measured], seconds: float, tell: Callable[[str], None]
) -> tuple[Row, ...]:
    """Serve the current release and measure each attack for so many ``seconds``, with answers kept and not.

    Raises ``RuntimeError`` when a server does not start or the clients fail, ``TimeoutError`` when it does not calm down.
    """
    rows: list[Row] = []
    for kept in CACHES:
        settings = {} if kept else {"GRAPHAPP_CACHE_BYTES": "0"}
        with serving(settings) as server:
            asked = answered(server.port, requests_for(questions))
            (site,) = answered(server.port, [page()])
            for attack in (None, *ATTACKS):
                tell(f"answers {CACHES[kept]}: {attack.name if attack else 'no abuse'}")
                with under(attack, server.port, seconds + 60):
                    time.sleep(_RISE)
                    rows.append(Row(attack, kept, observe(server.port, asked, site, seconds, CONNECTIONS)))
                server.calm()
    return tuple(rows)


def markdown(rows: Sequence[Row], machine: Machine, day: date, command: str) -> str:
    """Return the section, ending with a newline."""
    return "\n".join(_lines(rows, machine, day, command)) + "\n"


def _lines(rows: Sequence[Row], machine: Machine, day: date, command: str) -> Iterator[str]:
    yield "## Ordinary clients beside abusive ones"
    yield ""
    yield f"Measured on {day.isoformat()} with `{command}`."
    yield ""
    yield from machine_lines(machine)
    yield ""
    yield f"Ordinary clients ask ten questions of the catalogue over {CONNECTIONS} connections and the start page over one"
    yield "more, each again as soon as it has its answer. They, the server and the abusers, who come from other addresses,"
    yield "share the machine. Milliseconds. *Refused*: told to come again (503), ended by a limit, or without an answer"
    yield "for a minute. *Wrong*: another answer than without abuse, or a broken connection."
    for kept, title in (
        (True, "Answers kept in memory"),
        (False, "Answers not kept (`GRAPHAPP_CACHE_BYTES=0`)"),
    ):
        yield ""
        yield f"### {title}"
        yield ""
        yield from table(
            ("abuse", "questions a second", "p50", "p99", "page: p50", "page: p99", "refused", "wrong"),
            [_cells(row) for row in rows if row.kept is kept],
        )
    yield ""
    yield "What the abusers do:"
    yield ""
    for attack in ATTACKS:
        yield f"- {attack.name}: {attack.what}"


def _cells(row: Row) -> tuple[str, ...]:
    seen = row.seen
    return (
        row.attack.name if row.attack else "none",
        f"{len(seen.questions.seconds) / seen.seconds:,.0f}",
        *(_milliseconds(tally, share) for tally in (seen.questions, seen.page) for share in (0.5, 0.99)),
        str(seen.questions.refused + seen.page.refused),
        str(seen.questions.wrong + seen.page.wrong),
    )


def _milliseconds(tally: Tally, share: float) -> str:
    value = tally.percentile(share)
    if math.isnan(value):
        return "–"
    return f"{value * 1000:.3g}" if value < 1 else f"{value * 1000:.0f}"
