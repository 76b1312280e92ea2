import os
import threading
from dataclasses import replace

import pytest

from ivr.speech.phrase_cache import PhraseCache, PhraseKey

KEY = PhraseKey("Hello.", "en-us", 160, 1)


def test_it_outlives_the_process(tmp_path):
    PhraseCache(tmp_path / "cache", 1000).put(KEY, b"sound", lasting=True)
    assert PhraseCache(tmp_path / "cache", 1000).get(KEY) == b"sound"


@pytest.mark.parametrize(
    "other",
    [
        replace(KEY, text="Hello!"),
        replace(KEY, voice="en-gb"),
        replace(KEY, rate_wpm=161),
        replace(KEY, version=2),
    ],
)
def test_whatever_changes_the_sound_has_its_own_place(tmp_path, other):
    cache = PhraseCache(tmp_path, 1000)
    cache.put(KEY, b"sound", lasting=True)
    assert cache.get(other) is None
    assert other.name != KEY.name


def test_memory_alone_unless_it_lasts(tmp_path):
    cache = PhraseCache(tmp_path, 1000)
    cache.put(KEY, b"sound")
    assert cache.get(KEY) == b"sound"
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_bounded_and_the_oldest_go_first(tmp_path):
    keys = [replace(KEY, text=str(n)) for n in range(4)]
    for age, key in enumerate(reversed(keys[:3])):
        PhraseCache(tmp_path, 1000).put(key, bytes(100), lasting=True)
        os.utime(tmp_path / key.name, (age, age))
    PhraseCache(tmp_path, 420).put(keys[3], bytes(100), lasting=True)
    assert {path.name for path in tmp_path.iterdir()} == {keys[n].name for n in (0, 1, 3)}
    PhraseCache(tmp_path, 100).put(KEY, bytes(500), lasting=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"rubbish", None])
def test_damaged_files_are_passed_over_and_written_anew(tmp_path, damage):
    PhraseCache(tmp_path, 1000).put(KEY, b"sound", lasting=True)
    file = tmp_path / KEY.name
    file.write_bytes(file.read_bytes()[:-1] if damage is None else damage)
    cache = PhraseCache(tmp_path, 1000)
    assert cache.get(KEY) is None
    cache.put(KEY, b"sound", lasting=True)
    assert PhraseCache(tmp_path, 1000).get(KEY) == b"sound"
    assert [path.name for path in tmp_path.iterdir()] == [KEY.name]


def test_memory_is_bounded_and_keeps_what_is_used():
    cache = PhraseCache(None, 100)
    keys = [replace(KEY, text=str(n)) for n in range(3)]
    cache.put(keys[0], bytes(40))
    cache.put(keys[1], bytes(40))
    assert cache.get(keys[0]) is not None
    cache.put(keys[2], bytes(40))
    assert cache.get(keys[1]) is None
    assert cache.get(keys[0]) is not None
    cache.put(keys[0], bytes(10))
    cache.put(keys[1], bytes(50))
    assert all(cache.get(key) is not None for key in keys)
    cache.put(keys[1], bytes(500))
    assert all(cache.get(key) is None for key in keys)


def test_a_disk_that_takes_nothing_is_no_failure(tmp_path):
    file = tmp_path / "file"
    file.write_text("no folder")
    cache = PhraseCache(file / "cache", 1000)
    cache.put(KEY, b"sound", lasting=True)
    assert cache.get(KEY) == b"sound"


def test_threads_share_it(tmp_path):
    cache = PhraseCache(tmp_path, 300)
    failures: list[object] = []

    def use(seed: int) -> None:
        for n in range(100):
            key = replace(KEY, text=str((n * seed) % 7))
            cache.put(key, key.text.encode() * 60, lasting=True)
            found = cache.get(key)
            if found not in (None, key.text.encode() * 60):
                failures.append(found)

    threads = [threading.Thread(target=use, args=(seed,)) for seed in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 300
