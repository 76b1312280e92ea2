"""When a failing service is asked again."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from nlu.breaker import CircuitBreaker


def test_only_one_request_tries_a_failed_service() -> None:
    now = [0.0]
    breaker = CircuitBreaker(failures=1, rest_s=5.0, clock=lambda: now[0])
    breaker.failed()
    assert not breaker.admits()
    now[0] = 5.0
    assert [breaker.admits(), breaker.admits()] == [True, False]
    breaker.failed()
    now[0] = 9.9
    assert not breaker.admits()
    now[0] = 10.0
    assert breaker.admits()
    breaker.succeeded()
    assert [breaker.admits(), breaker.admits()] == [True, True]


class Breaker(RuleBasedStateMachine):
    """Whatever happens, a service that rested long enough is tried, and no success is ignored."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.breaker = CircuitBreaker(failures=3, rest_s=5.0, clock=lambda: self.now)

    @rule(seconds=st.floats(0, 10))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def fails(self) -> None:
        if self.breaker.admits():
            self.breaker.failed()

    @rule()
    def succeeds(self) -> None:
        if self.breaker.admits():
            self.breaker.succeeded()
            assert not self.breaker.is_open

    @rule()
    def rests_out(self) -> None:
        self.now += 5.0
        assert self.breaker.admits()
        self.breaker.failed()

    @invariant()
    def open_means_shut(self) -> None:
        if self.breaker.is_open:
            assert not self.breaker.admits()


TestBreaker = Breaker.TestCase
