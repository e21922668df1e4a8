"""From when to when a tie holds, as the pages as of a year have it."""

from __future__ import annotations

import pytest

from graphapp.network.times import Said, Span, span, widest


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], Span()),
        ([Said()], Span()),
        ([Said(first=2004, last=2011)], Span(2004, 2011)),
        ([Said(first=2004)], Span(2004, None)),
        ([Said(seen=2012, seen_last=2012)], Span(2012, None)),
        ([Said(seen=2012, seen_last=2012, post=True)], Span(2012, 2012)),
        ([Said(first=2010, seen=2012, seen_last=2015, post=True)], Span(2010, 2015)),
        ([Said(seen=2012, seen_last=2012, over=True)], Span(None, 2012)),
        ([Said(first=2004, last=2011), Said(seen=2009, seen_last=2009)], Span(2004, 2011)),
        ([Said(first=2004, last=2011), Said(seen=2015, seen_last=2015)], Span(2004, None)),
        ([Said(seen=2008, seen_last=2008), Said(seen=2014, seen_last=2014, over=True)], Span(2008, 2014)),
    ],
)
def test_all_assertions_together_say_when_a_tie_held(said: list[Said], expected: Span) -> None:
    assert span(said) == expected


def test_what_two_share_they_share_while_both_have_it() -> None:
    assert Span(2004, 2011).both(Span(2008, None)) == Span(2008, 2011)
    assert Span(None, None).both(Span(2008, None)) == Span(2008, None)
    assert Span(2004, 2007).both(Span(2008, None)) is None


def test_a_tie_holds_as_long_as_any_reason_for_it() -> None:
    assert widest([Span(2004, 2011), Span(2008, None)]) == Span(2004, None)
    assert widest([Span(2004, 2011), Span(None, 2014)]) == Span(2004, 2014)
    assert widest([]) == Span()
