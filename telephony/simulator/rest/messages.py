"""Text messages: send and look them up. Every one is delivered, to whoever reads them here.

Source: https://www.twilio.com/docs/messaging/api/message-resource
"""

from dataclasses import replace
from datetime import UTC, datetime
from math import ceil

from aiohttp import web

from telephony.simulator.call_parameters import API_VERSION, rfc2822
from telephony.simulator.messages import Message
from telephony.simulator.network import Network
from telephony.simulator.reports import Callback, OrderedReports
from telephony.simulator.rest.form import Form, is_phone, posted, query
from telephony.simulator.rest.keys import NETWORK
from telephony.simulator.rest.paging import PAGING, page_of
from telephony.simulator.rest.refusal import Refusal, not_found
from telephony.simulator.sids import new_sid

_CREATE = frozenset({"To", "From", "Body", "StatusCallback", "ValidityPeriod", "MaxPrice"})
_MOST = 1600
_SEGMENT = 153


async def create(request: web.Request) -> web.Response:
    """POST /Messages.json."""
    network = request.app[NETWORK]
    form = await posted(request, _CREATE)
    message = _message(form, network)
    network.messages[message.sid] = message
    url = form.url("StatusCallback", 21609)
    network.spawn(deliver(network, message, Callback(url) if url else None))
    return web.json_response(_document(network, message), status=201)


async def fetch(request: web.Request) -> web.Response:
    """GET /Messages/{sid}.json."""
    network = request.app[NETWORK]
    message = network.messages.get(request.match_info["sid"])
    if message is None:
        raise not_found(request)
    return web.json_response(_document(network, message))


async def list_all(request: web.Request) -> web.Response:
    """GET /Messages.json, newest first."""
    network = request.app[NETWORK]
    form = query(request, PAGING | {"To", "From"})
    found = [
        _document(network, message)
        for message in reversed(network.messages.values())
        if form.text("To") in ("", message.receiver) and form.text("From") in ("", message.sender)
    ]
    return page_of(request, form, "messages", found)


def _message(form: Form, network: Network) -> Message:
    receiver, sender, body = form.text("To"), form.text("From"), form.text("Body")
    if not receiver:
        raise Refusal(400, 21604, "A 'To' phone number is required")
    if not sender:
        raise Refusal(400, 21603, "A 'From' phone number is required")
    if not body:
        raise Refusal(400, 21602, "Message body is required")
    if not is_phone(receiver):
        raise Refusal(400, 21211, f"Invalid 'To' phone number: {receiver}")
    if sender not in network.settings.numbers:
        raise Refusal(400, 21606, f"The 'From' phone number {sender} is not one of the account's")
    if len(body) > _MOST:
        raise Refusal(400, 21617, f"The body has {len(body)} characters; {_MOST} at most")
    return Message(new_sid("SM"), sender, receiver, body, datetime.now(UTC))


async def deliver(network: Network, message: Message, callback: Callback | None) -> None:
    """Carry a message to its receiver, and tell the callback of each step."""
    reports = OrderedReports(callback, network.webhooks, network.notices) if callback else None
    for status in ("sent", "delivered"):
        await network.clock.sleep(network.settings.ring_ms / 2)
        message = replace(message, status=status)
        network.messages[message.sid] = message
        if status == "delivered":
            network.delivered(message)
        if reports is not None:
            told = {
                "MessageSid": message.sid,
                "SmsSid": message.sid,
                "AccountSid": network.settings.account_sid,
                "ApiVersion": API_VERSION,
                "From": message.sender,
                "To": message.receiver,
                "MessageStatus": status,
                "SmsStatus": status,
            }
            reports.send(told, network.spawn)


def _document(network: Network, message: Message) -> dict[str, object]:
    account = network.settings.account_sid
    delivered = message.status == "delivered"
    length = len(message.body)
    uri = f"/{API_VERSION}/Accounts/{account}/Messages/{message.sid}"
    return {
        "sid": message.sid,
        "account_sid": account,
        "api_version": API_VERSION,
        "body": message.body,
        "from": message.sender,
        "to": message.receiver,
        "status": message.status,
        "direction": "outbound-api",
        "num_segments": "1" if length <= 160 else str(ceil(length / _SEGMENT)),
        "num_media": "0",
        "date_created": rfc2822(message.created_at),
        "date_updated": rfc2822(message.created_at),
        "date_sent": rfc2822(message.created_at) if delivered else None,
        "error_code": None,
        "error_message": None,
        "messaging_service_sid": None,
        "price": None,
        "price_unit": "USD",
        "uri": f"{uri}.json",
        "subresource_uris": {"media": f"{uri}/Media.json"},
    }
