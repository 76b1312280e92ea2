import threading

import numpy as np

from ivr.speech.recognition import Hypothesis, Recogniser, RecogniserPool
from ivr.speech.vosk_grammar import OPEN

YES_NO = '["yes", "no", "[unk]"]'


def feed(recogniser, *sound):
    samples = np.concatenate(sound)
    for at in range(0, samples.size, 800):
        recogniser.feed(samples[at : at + 800])


def test_words_with_times_that_count_from_the_utterance(model, sounds):
    recogniser = Recogniser(model)
    for _ in range(3):
        feed(recogniser, sounds.silence(500), sounds.say("where is my order"), sounds.silence(300))
        heard = recogniser.finish()
        assert heard.text == "where is my order"
        assert [word.word for word in heard.words] == heard.text.split()
        assert 400 <= heard.words[0].start_ms <= 600
        assert all(word.start_ms < word.end_ms for word in heard.words)
        assert 0 < heard.conf <= 1


def test_partial_texts(model, sounds):
    recogniser = Recogniser(model)
    assert recogniser.partial() == ""
    feed(recogniser, sounds.silence(300), sounds.say("where is my order"), sounds.silence(400))
    assert recogniser.partial() == "where is my order"


def test_a_pause_does_not_end_an_utterance(model, sounds):
    recogniser = Recogniser(model)
    pause = sounds.silence(3000)
    feed(recogniser, sounds.say("four five"), pause, sounds.say("one two"), sounds.silence(300))
    assert recogniser.finish().text == "four five one two"


def test_the_grammar_may_change_at_any_moment(model, sounds):
    recogniser = Recogniser(model)
    feed(recogniser, sounds.say("where is my order"))
    recogniser.expect(YES_NO)
    feed(recogniser, sounds.silence(300), sounds.say("yes"), sounds.silence(300))
    assert recogniser.finish().text == "yes"
    feed(recogniser, sounds.say("no"))
    recogniser.expect(OPEN)
    feed(recogniser, sounds.silence(300), sounds.say("where is my order"), sounds.silence(300))
    assert recogniser.finish().text == "where is my order"


def test_nothing_fed_is_nothing_heard(model):
    recogniser = Recogniser(model)
    recogniser.feed(np.zeros(0, dtype=np.int16))
    assert recogniser.finish() == Hypothesis()
    assert recogniser.finish() == Hypothesis()
    assert Hypothesis().conf == 0.0


def test_a_pool_gives_recognisers_again(model):
    pool = RecogniserPool(model)
    first = pool.borrow(YES_NO)
    other = pool.borrow()
    assert first is not other
    pool.give_back(first)
    pool.give_back(other)
    assert pool.borrow(YES_NO) is first
    assert pool.borrow(OPEN) is other


def test_a_recogniser_forgets_the_call_before(model, sounds):
    pool = RecogniserPool(model)
    recogniser = pool.borrow()
    feed(recogniser, sounds.say("where is my order"))
    pool.give_back(recogniser)
    again = pool.borrow()
    feed(again, sounds.silence(500))
    assert again.finish().text == ""


def test_threads_share_a_pool(pool, sounds):
    heard: list[str] = []

    def listen() -> None:
        for _ in range(5):
            recogniser = pool.borrow()
            feed(recogniser, sounds.silence(300), sounds.say("agent"), sounds.silence(300))
            heard.append(recogniser.finish().text)
            pool.give_back(recogniser)

    threads = [threading.Thread(target=listen) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == ["agent"] * 20
