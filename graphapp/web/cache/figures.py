"""The cache's counts in Prometheus' text format (version 0.0.4)."""

from __future__ import annotations

from graphapp.web.cache.shelf import Statistics


def prometheus(counts: Statistics) -> str:
    """Return the counts of this process's cache as metrics; each process of a server has a cache of its own."""
    outcomes = {
        "hit": counts.hits,
        "miss": counts.misses - counts.collapsed,
        "collapsed": counts.collapsed,
        "bypass": counts.passed,
    }
    name = "graphapp_cache_requests_total"
    lines = [f"# HELP {name} Requests by what the answer cache did.", f"# TYPE {name} counter"]
    lines += [f'{name}{{outcome="{outcome}"}} {count}' for outcome, count in outcomes.items()]
    for name, kind, text, value in (
        ("graphapp_cache_stored_total", "counter", "Answers that were kept.", counts.stored),
        ("graphapp_cache_evicted_total", "counter", "Answers that made room for others.", counts.evicted),
        ("graphapp_cache_emptied_total", "counter", "Times that a new release emptied it.", counts.emptied),
        ("graphapp_cache_entries", "gauge", "Answers that are kept now.", counts.entries),
        ("graphapp_cache_bytes", "gauge", "Bytes that they count for.", counts.bytes),
    ):
        lines += [f"# HELP {name} {text}", f"# TYPE {name} {kind}", f"{name} {value}"]
    return "\n".join(lines) + "\n"
