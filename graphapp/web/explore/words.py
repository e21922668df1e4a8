"""The texts that the explorer and its script say, in both languages."""

from __future__ import annotations

from graphapp.network.explained import BRIDGE, PROJECTIONS
from graphapp.web.language import current_language, gettext


def words() -> dict[str, str]:
    """Return what the script says, in the language of the page; ``{…}`` stands for what it puts in."""
    _ = gettext
    which = 0 if current_language() == "de" else 1
    return {
        "shown": _("{things} things, {ties} ties"),
        "shownOf": _("{things} of {allThings} things, {ties} of {allTies} ties"),
        "noField": _("no growth field"),
        "otherCommunities": _("others"),
        "selected": _("{name}: {kind}, {count} neighbours"),
        "nowhere": _("No neighbour lies in this direction."),
        "noMatch": _("Nothing of that name is in this network."),
        "matches": _("{count} suggestions"),
        "loading": _("The network is being loaded."),
        "failed": _("The network could not be loaded. Please try again in a few seconds."),
        "cardFailed": _("This could not be loaded. Please try again in a few seconds."),
        "noWebGl": _(
            "This browser cannot draw the network (WebGL 2 is missing). The table below has everything."
        ),
        "hide": _("Hide {name}"),
        "show": _("Show {name}"),
        "hideThing": _("Hide"),
        "pin": _("Pin"),
        "unpin": _("Unpin"),
        "expand": _("Show all neighbours"),
        "collapse": _("Fold neighbours away"),
        "nothingToFold": _("All its neighbours are shown, and each is tied to others too."),
        "focus": _("Only its surroundings"),
        "unfocus": _("Show everything again"),
        "pathFrom": _("Path from here"),
        "compareWith": _("Compare"),
        "chooseOther": _("Now choose the second thing: by a click, the search or the table."),
        "paths": _("{count} shortest paths of {steps} steps from {one} to {other}"),
        "onePath": _("One shortest path of {steps} steps from {one} to {other}"),
        "noPath": _("In what is shown, no path leads from {one} to {other}."),
        "listMoreWays": _("List {count} more paths"),
        "moreWays": _("{count} more paths are marked in the picture."),
        "shared": _("Both"),
        "onlyOf": _("Only {name}"),
        "steps": _("Steps"),
        "neighbours": _("Neighbours"),
        "close": _("Close"),
        "sources": _("Sources"),
        "via": _("through"),
        "since": _("from {year}"),
        "until": _("until {year}"),
        "between": _("{from} to {to}"),
        "allTime": _("all years"),
        "play": _("Play"),
        "pause": _("Pause"),
        "nextYear": _("One year on"),
        "more": _("{count} more rows"),
        "chosen": _("{count} chosen"),
        "choose": _("Choose {name}"),
        "undone": _("Taken back"),
        "redone": _("Done again"),
        "copied": _("Copied"),
        "full": _("Show the whole card"),
        "why": _("Why?"),
        "bridge": BRIDGE[which],
        "bridgeExplained": BRIDGE[2 + which],
        "lassoOn": _("Draw around the things that you want to choose."),
    }


def projections(language: str) -> tuple[tuple[str, str, str], ...]:
    """Return id, name and a sentence that explains it for each network, in ``language``."""
    which = 0 if language == "de" else 1
    return tuple((name, told[which], told[2 + which]) for name, told in PROJECTIONS.items())
