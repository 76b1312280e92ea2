"""Lists, a page at a time, in Twilio's shape."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from aiohttp import web

from telephony.simulator.rest.form import Form

PAGING = frozenset({"Page", "PageSize", "PageToken"})
_LARGEST = 1000


def page_of(
    request: web.Request, form: Form, key: str, items: Sequence[Mapping[str, object]]
) -> web.Response:
    """One page of a list, newest first as given.

    Args:
        request: its path and query make the links.
        form: its parameters, Page (from 0) and PageSize among them.
        key: under which the items stand, such as `calls`.
        items: the whole list.
    """
    size = form.whole("PageSize", 50, (1, _LARGEST))
    number = form.whole("Page", 0, (0, 10**6))
    first = number * size
    kept = items[first : first + size]

    def link(to: int) -> str:
        fields = {**request.query, "Page": str(to), "PageSize": str(size)}
        return f"{request.path}?{urlencode(fields)}"

    document = {
        key: list(kept),
        "page": number,
        "page_size": size,
        "start": first,
        "end": max(first + len(kept) - 1, 0),
        "uri": request.path_qs,
        "first_page_uri": link(0),
        "next_page_uri": link(number + 1) if first + size < len(items) else None,
        "previous_page_uri": link(number - 1) if number else None,
    }
    return web.json_response(document)
