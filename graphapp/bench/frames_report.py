"""The section of ``docs/benchmarks.md`` about the frames of the network explorer."""

from __future__ import annotations

import statistics
from datetime import date

from graphapp.bench.frames import Figures
from graphapp.bench.machine import Machine


def markdown(figures: Figures, day: date, command: str, machine: Machine) -> str:
    """Return the section as Markdown."""
    explorer, bare = figures.explorer, figures.bare
    ratios = ", ".join(f"{ratio:.2f}" for ratio in figures.ratios)
    first = sorted(figures.first)
    range_ = f"{first[0]:.0f} to {first[-1]:.0f}, {len(first)} times"
    computer = f"{machine.processor}, {machine.cores} cores, {machine.memory:.0f} GB, {machine.system}"
    return f"""## The network explorer

Measured on {day} with `{command}`.

- Machine: {computer}; headless Chromium, which draws WebGL on the processor (SwiftShader): a graphics card is many times
  faster, so the ratio is what counts here
- A made-up network of {figures.things:,} things and {figures.ties:,} ties is dragged about by the mouse for {figures.frames}
  frames, in the explorer and in a page that has nothing but Sigma, the same graph and the same sizes, in turn,
  {figures.rounds} times

| page | median frame, ms | 95 % of frames under, ms |
| --- | --- | --- |
| `/en/explore` | {explorer.median:.1f} | {explorer.slow:.1f} |
| Sigma alone | {bare.median:.1f} | {bare.slow:.1f} |

Explorer by Sigma alone, round by round: {ratios}. Their median is an overhead of **{100 * figures.overhead:+.1f} %**.
Looks are attributes of the graph, set when they change: no reducer and no function runs for a frame.

| | |
| --- | --- |
| first picture of the real network after the page's HTML, median | {statistics.median(first):.0f} ms ({range_}) |
| script and styles of the page, gzip | {figures.script / 1000:.0f} kB |
| data of the whole network, gzip | {figures.data / 1000:.0f} kB |
"""
