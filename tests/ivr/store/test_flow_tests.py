"""Saved tests of flows, on SQLite and on a real PostgreSQL."""

from ivr.store import flow_tests


def made(name, now):
    return {
        "name": name,
        "script": "turns: []\n",
        "people": "nobody",
        "made_by": "a",
        "made_at": now,
    }


def test_a_name_is_taken_once(database, now):
    with database.writing() as session:
        assert flow_tests.add(session, made("b", now))
        assert flow_tests.add(session, made("a", now))
        assert not flow_tests.add(session, made("b", now))
        assert flow_tests.count(session) == 2
    with database.reading() as session:
        assert [each.name for each in flow_tests.all_of(session)] == ["a", "b"]


def test_one_is_forgotten(database, now):
    with database.writing() as session:
        flow_tests.add(session, made("a", now))
        (test,) = flow_tests.all_of(session)
        assert flow_tests.remove(session, test.id)
        assert not flow_tests.remove(session, test.id)
        assert flow_tests.count(session) == 0
