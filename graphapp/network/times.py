"""From which year to which a tie is known to hold, over all that documents say of it.

The rule is that of pages as of a year (docs/linked-data.md): an interval that is given counts; else a tie holds from its
first attestation on, and nothing ends it but a source that says so. A leading post that is not held any more by the rule
of ``graph/current`` ends with its last attestation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

OPEN: Final = frozenset({"planned", "announced", "nominated", "applied-for"})
"""Statuses of what had not come true when it was said."""
FORMER: Final = "former"


@dataclass(frozen=True)
class Said:
    """What one assertion says of the time of a tie, in years. Each is None where it is not known.

    ``first`` and ``last``: the interval that is given. ``seen`` and ``seen_last``: the first and last year for which it is
    attested, or else in which the document appeared. ``over``: it was said when it was over. ``post``: a post that is not
    held any more.
    """

    first: int | None = None
    last: int | None = None
    seen: int | None = None
    seen_last: int | None = None
    over: bool = False
    post: bool = False

    @property
    def begin(self) -> int | None:
        """The first year in which it is known to have held."""
        if self.first is not None:
            return self.first
        return None if self.over else self.seen

    @property
    def end(self) -> int | None:
        """The last year in which it can have held; None when no end is known."""
        if self.last is not None:
            return self.last
        if self.over:
            return self.seen
        if self.post:
            return max((year for year in (self.first, self.seen_last) if year is not None), default=None)
        return None


@dataclass(frozen=True)
class Span:
    """Years from which and up to which; None where it is not known to have begun or ended."""

    begin: int | None = None
    end: int | None = None

    def both(self, other: Span) -> Span | None:
        """Return when this and another held at a time; None if they never did."""
        begins = [year for year in (self.begin, other.begin) if year is not None]
        ends = [year for year in (self.end, other.end) if year is not None]
        begin, end = max(begins, default=None), min(ends, default=None)
        return None if begin is not None and end is not None and begin > end else Span(begin, end)


def span(said: Iterable[Said]) -> Span:
    """Return when a tie held by all assertions of it: an end counts unless another attests the tie later."""
    known = list(said)
    begin = min((one.begin for one in known if one.begin is not None), default=None)
    ends = [one.end for one in known if one.end is not None]
    seen_open = [one.seen_last for one in known if one.end is None and one.seen_last is not None]
    end = max(ends, default=None)
    if end is not None and max(seen_open, default=end) > end:
        end = None
    if begin is not None and end is not None and begin > end:
        begin = end
    return Span(begin, end)


def widest(spans: Iterable[Span]) -> Span:
    """Return from the first begin to the last end of several, any of which makes the tie hold."""
    known = list(spans)
    begin = min((one.begin for one in known if one.begin is not None), default=None)
    ends = [one.end for one in known]
    return Span(begin, None if None in ends or not ends else max(end for end in ends if end is not None))
