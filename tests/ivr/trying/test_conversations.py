"""How many conversations there are, and for how long."""

import pytest

from ivr.trying.conversation import Calling
from ivr.trying.conversations import IDLE_S, MOST, MOST_EACH, ConversationOver, Conversations

CALLING = Calling("+15005550101")


class Seconds:
    """A clock that goes on when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def under_way(seconds, line):
    """Begins conversations; all are ended after the test."""
    conversations, begun = Conversations(seconds), []

    def begin(owner: int) -> str:
        name = conversations.begin(owner, line, CALLING)[0]
        begun.append((owner, name))
        seconds.now += 1
        return name

    begin.of = conversations.of
    yield begin
    for owner, name in begun:
        conversations.end(owner, name)


def is_over(under_way, owner, name) -> bool:
    try:
        under_way.of(owner, name)
    except ConversationOver:
        return True
    return False


def test_one_that_nobody_goes_on_with_is_over(under_way, seconds):
    name = under_way(1)
    seconds.now += IDLE_S - 1
    assert not is_over(under_way, 1, name)
    seconds.now += IDLE_S - 1
    assert not is_over(under_way, 1, name)
    seconds.now += IDLE_S + 1
    assert is_over(under_way, 1, name)


def test_it_is_its_owners_alone(under_way):
    name = under_way(1)
    assert is_over(under_way, 2, name)
    assert not is_over(under_way, 1, name)


def test_the_longest_unused_makes_room(under_way):
    names = [(owner, under_way(owner)) for owner in range(MOST)]
    under_way.of(*names[0])
    under_way(MOST)
    assert not is_over(under_way, *names[0])
    assert is_over(under_way, *names[1])
    assert not any(is_over(under_way, *each) for each in names[2:])


def test_one_person_has_a_few(under_way):
    others = under_way(2)
    own = [under_way(1) for _ in range(MOST_EACH + 1)]
    assert [is_over(under_way, 1, each) for each in own] == [True] + [False] * MOST_EACH
    assert not is_over(under_way, 2, others)
