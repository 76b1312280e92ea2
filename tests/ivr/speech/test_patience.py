from ivr.speech.patience import Patience


def test_it_runs_out_once():
    patience = Patience()
    patience.begin(1000, now_ms=500)
    assert patience.ran_out(1499) is None
    assert patience.ran_out(1500) == 1000
    assert patience.ran_out(9000) is None


def test_it_starts_over():
    patience = Patience()
    patience.begin(1000, now_ms=0)
    patience.start_over(900)
    assert patience.ran_out(1800) is None
    assert patience.ran_out(1900) == 1000


def test_no_limit_and_stopping():
    patience = Patience()
    patience.begin(None, now_ms=0)
    assert patience.ran_out(10**9) is None
    patience.begin(10, now_ms=0)
    patience.stop()
    assert patience.ran_out(10**9) is None
