"""Words and sound of new versions, made ready before callers get them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.definition import FlowSet
from flows.yaml_io import LIBRARY, load_library
from ivr.fixed_phrases import fixed_phrases
from ivr.releases.parts import ReleaseParts
from ivr.releases.preparing import Preparing, to_be_ready
from ivr.releases.publication import Release
from ivr.speech.phrase_cache import PhraseKey
from ivr.speech.prompt import phrases_of
from ivr.speech.voice import VERSION, Voice, VoiceSettings
from telephony.synthesis import Synthesiser
from tests.ivr.releases.conftest import last_words

NEW = "So long, and come again"
FULL = f"{NEW}."


class Heard:
    """A real voice, and what of it lies ready for every process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.synthesiser = Synthesiser(5.0)
        self.settings = VoiceSettings(cache_folder=folder)
        self.voice = Voice(self.synthesiser, self.settings)

    def is_ready(self, phrase: str) -> bool:
        """Whether its sound is kept."""
        sounding = self.settings
        key = PhraseKey(phrase, sounding.voice, sounding.rate_wpm, VERSION)
        return (self._folder / key.name).is_file()


@pytest.fixture
def heard(tmp_path) -> Iterator[Heard]:
    heard = Heard(tmp_path / "voice")
    yield heard
    heard.synthesiser.close()


@pytest.fixture
def builds() -> list[tuple[FlowSet, ...]]:
    """The flows that each building of the speech model was for."""
    return []


@pytest.fixture
def preparing(parts, heard, builds) -> Callable[[ReleaseParts], Preparing]:
    """A process's preparing, where the word "quillophone" is one the speech model lacks."""
    asked: list[tuple[FlowSet, ...]] = []

    def lacks(flows: tuple[FlowSet, ...]) -> bool:
        asked.append(flows)
        return any(NEW in "".join(fixed_phrases(each)) for each in flows) and not builds

    return Preparing(parts, heard.voice, lacks, lambda: builds.append(asked[-1]))


def test_fixed_phrases_are_those_of_a_whole_prompt_or_beside_a_value():
    flows = load_library(LIBRARY)
    found = fixed_phrases(flows)
    assert "\0" not in "".join(found)
    assert "What's your order number?" in found
    assert all(phrases_of(each) == [each] for each in found)
    answer = flows.knowledge.entries["returns"].spoken[0].text
    assert set(phrases_of(answer.render(str))) <= found


def test_nothing_is_done_for_what_was_live_at_the_start(preparing, builds, heard):
    preparing.tick()
    assert builds == []
    assert not heard.is_ready("What's your order number?")


def test_what_is_published_is_made_ready(parts, preparing, says, builds, heard):
    preparing.tick()
    parts.publishing.publish(Release((says(FULL),), "", "ann"))
    assert not heard.is_ready(FULL)
    preparing.tick()
    assert heard.is_ready(FULL)
    assert not heard.is_ready("What's your order number?")
    assert [len(flows) for flows in builds] == [1]
    preparing.tick()
    assert len(builds) == 1


def test_a_version_tried_on_some_calls_is_made_ready_beside_the_live_one(
    parts, preparing, says, builds, heard
):
    preparing.tick()
    parts.publishing.publish(Release((says(FULL),), "", "ann", percent=10))
    preparing.tick()
    assert heard.is_ready(FULL)
    assert [len(flows) for flows in builds] == [2]


def test_what_waits_for_its_time_is_ready_before(parts, preparing, says, builds, heard, clock):
    preparing.tick()
    at = clock.now + timedelta(hours=1)
    parts.scheduling.schedule(Release((says(FULL),), "", "ann"), at)
    parts.releases.look()
    preparing.tick()
    assert heard.is_ready(FULL)
    assert [len(flows) for flows in builds] == [2]
    assert last_words(parts.releases.live()) == "Goodbye."


def test_what_waits_stands_beside_what_is_live(parts, says, clock):
    at = clock.now + timedelta(hours=1)
    parts.scheduling.schedule(Release((says(FULL),), "", "ann"), at)
    live, waiting = to_be_ready(parts)
    assert last_words(live) == "Goodbye."
    assert FULL in waiting.documents["goodbye.yaml"]


def test_a_voice_that_fails_is_tried_again_later(parts, preparing, says, heard, clock):
    preparing.tick()
    spoken, none_such = heard.voice, VoiceSettings(voice="nobody")
    preparing.voice = Voice(heard.synthesiser, none_such)
    parts.publishing.publish(Release((says(FULL),), "", "ann"))
    preparing.tick()
    assert not heard.is_ready(FULL)
    preparing.voice = spoken
    parts.announcements.announce("We know.", clock.now + timedelta(hours=1), "ann")
    preparing.tick()
    assert heard.is_ready(FULL)


def test_one_phrase_without_sound_keeps_no_other_from_being_ready(parts, preparing, says, heard):
    preparing.tick()
    parts.publishing.publish(Release((says("_. see you. till then."),), "", "ann"))
    preparing.tick()
    assert not heard.is_ready("_.")
    assert heard.is_ready("see you.")
    assert heard.is_ready("till then.")


def test_a_model_that_somebody_builds_meanwhile_is_looked_at(process, heard, says):
    models, lacking, builds = [Path("first")], [False], []

    def build() -> None:
        builds.append(models[0])
        models[0] = Path(f"built-{len(builds)}")

    parts = process()
    publishing = replace(parts.publishing, model_folder=lambda: models[0])
    preparing = Preparing(
        replace(parts, publishing=publishing), heard.voice, lambda _flows: lacking[0], build
    )
    preparing.tick()
    assert builds == []
    models[0], lacking[0] = Path("another"), True
    preparing.tick()
    preparing.tick()
    assert builds == [Path("another")]
