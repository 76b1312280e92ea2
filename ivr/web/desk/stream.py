"""Live updates of a desk as server-sent events.

Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import time
from collections.abc import Callable, Iterator

from ivr.store.failures import DatabaseFailure
from ivr.web.desk.regions import Region

LOOK_S = 1.0
"""Between two looks at the database."""
BEAT_S = 15.0
"""Longest silence."""
_RETRY_MS = 2000


def updates(
    look: Callable[[], list[Region] | None], pause: Callable[[float], None] = time.sleep
) -> Iterator[str]:
    """Events, one for every part of the page that has changed; the first look sends all.

    Ends where a look gives None: whoever is there may look no longer. While the database is away
    the page is told, and the looks go on.

    Args:
        look: the parts as things stand.
        pause: waits for so many seconds.
    """
    yield f"retry: {_RETRY_MS}\n\n"
    seen: dict[str, str] = {}
    silent_s, away = 0.0, False
    while True:
        try:
            regions = look()
            changed = [r for r in regions or () if seen.get(r.name) != r.mark]
            news = [(region, region.html()) for region in changed]
        except DatabaseFailure:
            if not away:
                yield event("trouble", "away", "The database is away; what you see may be old.")
            away, regions, news = True, [], []
        else:
            if away:
                yield event("trouble", "none", "")
            away = False
        if regions is None:
            yield event("ended", "ended", "")
            return
        for region, html in news:
            yield event(region.name, region.mark, html)
            seen[region.name] = region.mark
        silent_s = 0.0 if news else silent_s + LOOK_S
        if silent_s >= BEAT_S:
            silent_s = 0.0
            yield ": still here\n" + event("beat", "beat", "")
        pause(LOOK_S)


def event(name: str, mark: str, body: str) -> str:
    """One event; its id is the mark of what it carries."""
    lines = "".join(f"data: {line}\n" for line in body.splitlines() or [""])
    return f"event: {name}\nid: {mark}\n{lines}\n"
