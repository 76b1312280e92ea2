"""What the desk shows."""

from dataclasses import dataclass

from flask import (
    Response,
    jsonify,
    make_response,
    render_template,
    send_from_directory,
    stream_with_context,
)

from ivr.store import agents, call_events, callbacks, calls, transfer_attempts, voicemails
from ivr.store.users import Role
from ivr.web.auth.sessions import SignedIn, signed_in
from ivr.web.desk.card import card_of
from ivr.web.desk.customer import CustomerPanel, customer_panel
from ivr.web.desk.inbox import inbox_of
from ivr.web.desk.open_desks import TooManyDesks
from ivr.web.desk.parts import DeskParts
from ivr.web.desk.regions import Region, regions_of
from ivr.web.desk.stream import updates
from ivr.web.desk.talk_notes import plain_note
from ivr.web.records.story import story_of

_NO_PHONES = (
    "Browsers are no telephones here: set WARMLINE_TWILIO_API_KEY_SID and "
    "WARMLINE_TWILIO_API_KEY_SECRET."
)
_OTHER_PHONE = "You are rung at another telephone, so this browser is none."


@dataclass(frozen=True)
class DeskPages:
    """Views over the parts of the desk."""

    parts: DeskParts

    def desk(self) -> Response:
        """The page."""
        regions = regions_of(self.parts, self._me)
        shown = render_template(
            "desk/desk.html",
            regions={region.name: region for region in regions},
            has_phone=self._phone_token() is not None,
        )
        return make_response(shown)

    def events(self) -> Response:
        """Live updates; 503 where too many pages are open."""
        me, places = self._me, self.parts.open_desks

        def look() -> list[Region] | None:
            return regions_of(self.parts, me) if self.parts.sessions.current() else None

        try:
            places.enter(me.user_id)
        except TooManyDesks:
            return Response("Too many desks are open.\n", 503, {"Retry-After": "10"})
        response = Response(stream_with_context(updates(look)), mimetype="text/event-stream")
        response.headers["X-Accel-Buffering"] = "no"
        response.call_on_close(lambda: places.leave(me.user_id))
        return response

    def customer(self) -> Response:
        """Who calls, as the back office knows them; only of the call at hand."""
        shown = render_template("desk/_customer_panel.html", panel=self._panel())
        return make_response(shown)

    def call(self, call_sid: str) -> Response:
        """The record of a call that the agent took, or has to ring back; supervisors read all."""
        if not self._may_read(call_sid):
            return make_response(render_template("desk/no_call.html"), 404)
        with self.parts.database.reading() as session:
            call = calls.load(session, call_sid)
            events = call_events.of_call(session, call_sid)
            promised = callbacks.of_call(session, call_sid)
        if call is None:
            return make_response(render_template("desk/no_call.html"), 404)
        story = story_of(call, events, promised, self.parts.clock(), plain_note)
        return make_response(render_template("desk/call.html", story=story))

    def recording(self, voicemail_id: int) -> Response:
        """The sound of a message, in ranges where they are asked for."""
        with self.parts.database.reading() as session:
            row = voicemails.load(session, voicemail_id)
            agent = agents.of_user(session, self._me.user_id)
        queues = agent.queues if agent else []
        if row is None or not (row.queue in queues or self._me.role.may(Role.SUPERVISOR)):
            return make_response(render_template("desk/no_call.html"), 404)
        return send_from_directory(
            self.parts.voicemails.resolve(), row.file, mimetype="audio/wav", conditional=True
        )

    def phone_token(self) -> Response:
        """A token with which this browser is the agent's telephone; 404 where it can't be."""
        token = self._phone_token()
        if token is not None:
            return jsonify(token=token)
        sentence = _NO_PHONES if self.parts.phones is None else _OTHER_PHONE
        return make_response(jsonify(error=sentence), 404)

    def _phone_token(self) -> str | None:
        with self.parts.database.reading() as session:
            agent = agents.of_user(session, self._me.user_id)
        phones = self.parts.phones
        return phones.token(agent.address) if phones and agent else None

    def _panel(self) -> CustomerPanel | None:
        with self.parts.database.reading() as session:
            agent = agents.of_user(session, self._me.user_id)
            now = self.parts.clock()
            card = card_of(session, agent, self.parts.policy, now) if agent else None
        if card is None:
            return None
        return customer_panel(self.parts.back_office, card.customer, card.phone)

    def _may_read(self, call_sid: str) -> bool:
        if self._me.role.may(Role.SUPERVISOR):
            return True
        with self.parts.database.reading() as session:
            agent = agents.of_user(session, self._me.user_id)
            if agent is None:
                return False
            inbox = inbox_of(session, agent, self.parts.policy, self.parts.clock())
            took = transfer_attempts.talked_in(session, agent.user_id, call_sid)
        to_do = {row.call_sid for row in inbox.callbacks} | {
            row.call_sid for row in inbox.voicemails
        }
        return took or call_sid in to_do

    @property
    def _me(self) -> SignedIn:
        return signed_in()
