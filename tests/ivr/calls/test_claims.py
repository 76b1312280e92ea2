from concurrent.futures import ThreadPoolExecutor

from ivr.calls.claims import Claims


def test_the_first_who_asks_has_it():
    claims = Claims()
    assert not claims.has("CA1")
    assert claims.claim("CA1")
    assert claims.has("CA1")
    assert not claims.claim("CA1")
    assert claims.claim("CA2")


def test_of_many_threads_one_has_it():
    claims = Claims()
    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(lambda _: claims.claim("CA1"), range(200))) == 1


def test_the_oldest_names_are_forgotten():
    claims = Claims()
    for number in range(10_001):
        claims.claim(str(number))
    assert not claims.has("0")
    assert claims.has("1")
    assert claims.has("10000")
