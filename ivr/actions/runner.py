"""Carrying out what a flow asks for, within a time limit and without ever raising."""

import queue
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import structlog
from pydantic import BaseModel, ValidationError

from flows.events import Act, ActionFinished
from ivr.actions import outputs, receipts
from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.failed import ActionFailed, InDoubt
from ivr.backoffice.interface import BackOfficeAway
from ivr.calls.events import ActionEnded, ActionStarted, CallEvent, FaultHappened, FaultPart
from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure
from ivr.store.recorder import utc_now

_log = structlog.get_logger(__name__)

_AT_ONCE = 64
"""Acts of one process under way at the same time, the late ones included."""


class ActionRunner:
    """Carries out actions. Thread-safe."""

    def __init__(
        self,
        actions: Mapping[str, Action[Any]],
        parts: Parts,
        database: Database,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Run those actions with these parts; receipts are kept in the database."""
        self._actions = actions
        self._parts = parts
        self._database = database
        self._clock = clock
        self._free = threading.BoundedSemaphore(_AT_ONCE)

    def run(self, act: Act, call_sid: str, caller_number: str) -> ActionFinished:
        """Carry out an act and record it in its call.

        Args:
            act: what the flow asks for.
            call_sid: the call it is for.
            caller_number: where the caller rings from.

        Returns:
            One of the action's outcomes, or `failed` with the code of the fault under `fault`.
        """
        record = self._parts.recorder.append
        request = Request(call_sid, caller_number, f"{call_sid} {act.key}", self._clock())
        record(call_sid, ActionStarted(act.action, request.key))
        began = time.monotonic()
        try:
            done = self._within_time(act, request)
            fault = None
        except _Fault as problem:
            done, fault = Done("failed", {"fault": problem.event.code}), problem.event
        took_ms = round((time.monotonic() - began) * 1000, 1)
        code = fault.code if fault else None
        ended = ActionEnded(act.action, request.key, done.outcome, took_ms, code)
        events: tuple[CallEvent, ...] = (fault,) if fault else done.events
        record(call_sid, *events, ended)
        return ActionFinished(done.outcome, done.values)

    def _within_time(self, act: Act, request: Request) -> Done:
        action = self._actions.get(act.action)
        if action is None:
            raise _Fault("flow", "no_such_action", f"no action is called {act.action}")
        if not self._free.acquire(blocking=False):
            raise _Fault("line", "too_many_acts", "too many actions are under way")
        answers: queue.SimpleQueue[Done | _Fault] = queue.SimpleQueue()
        work = threading.Thread(
            target=self._work, args=(action, act, request, answers.put), daemon=True
        )
        work.start()
        try:
            answer = answers.get(timeout=action.timeout_s)
        except queue.Empty:
            raise _Fault("back_office", "timeout", f"{action.name} took too long") from None
        if isinstance(answer, _Fault):
            raise answer
        return answer

    def _work(
        self,
        action: Action[Any],
        act: Act,
        request: Request,
        answer: Callable[["Done | _Fault"], None],
    ) -> None:
        try:
            answer(self._carried_out(action, act, request))
        except _Fault as fault:
            answer(fault)
        finally:
            self._free.release()

    def _carried_out(self, action: Action[Any], act: Act, request: Request) -> Done:
        try:
            arguments = action.arguments.model_validate(dict(act.arguments))
            before = receipts.settled_before(self._database, action, request)
            if before is not None:
                return before
            done = outputs.checked(action, self._carry_out(action, arguments, request))
        except outputs.WrongOutput as wrong:
            raise _Fault("back_office", "not_understood", str(wrong)) from None
        except ValidationError as error:
            where = ", ".join(".".join(map(str, e["loc"])) for e in error.errors())
            raise _Fault("flow", "bad_arguments", f"{action.name}: {where}") from None
        except BackOfficeAway as away:
            raise _Fault("back_office", away.code, str(away)) from away
        except DatabaseFailure as failure:
            raise _Fault("database", failure.code, str(failure)) from failure
        except ActionFailed as failed:
            raise _Fault("line", failed.code, str(failed)) from failed
        except Exception as error:
            _log.exception("an action broke", action=action.name)
            raise _Fault("line", "broken_action", f"{action.name} broke") from error
        self._leave_receipt(action, request, done)
        return done

    def _carry_out(self, action: Action[Any], arguments: BaseModel, request: Request) -> Done:
        try:
            return action.carry_out(arguments, request, self._parts)
        except InDoubt:
            raise
        except ActionFailed:
            self._give_back(action, request)
            raise

    def _give_back(self, action: Action[Any], request: Request) -> None:
        try:
            receipts.give_back(self._database, action, request)
        except DatabaseFailure as failure:
            _log.warning("an action can't be tried again", code=failure.code)

    def _leave_receipt(self, action: Action[Any], request: Request, done: Done) -> None:
        try:
            receipts.note_end(self._database, action, request, done)
        except DatabaseFailure as failure:
            _log.warning("no receipt of an action could be left", code=failure.code)


class _Fault(Exception):
    """Why an act failed, as the record tells it."""

    def __init__(self, part: FaultPart, code: str, what: str) -> None:
        super().__init__(what)
        self.event = FaultHappened(part, code, what)
