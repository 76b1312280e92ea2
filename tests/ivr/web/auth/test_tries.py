"""How many passwords are looked at within a minute."""

from ivr.web.auth.tries import Tries


def test_passwords_that_are_being_looked_at_count():
    """Guesses that come all at once are as many as guesses that come one by one."""
    tries = Tries()
    assert [tries.begin("192.0.2.1", "ann") for _ in range(6)] == [True] * 5 + [False]
    assert tries.begin("192.0.2.1", "bob")
    assert tries.begin("192.0.2.2", "ann")


def test_right_ones_do_not_count():
    tries = Tries()
    for _ in range(8):
        assert tries.begin("192.0.2.1", "ann")
        tries.end("192.0.2.1", "ann", wrong=False)


def test_wrong_ones_do():
    tries = Tries()
    for _ in range(5):
        assert tries.begin("192.0.2.1", "ann")
        tries.end("192.0.2.1", " Ann", wrong=True)
    assert not tries.begin("192.0.2.1", "ANN ")
