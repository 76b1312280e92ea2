"""Documents by people who mean harm: refused with a sentence, in bounded time and memory."""

import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from flows.checks.check import check
from flows.editing.document import Unreadable, outline
from flows.events import Listen, Speak
from flows.reading import MOST_FAULTS
from flows.slots import MOST_SLOTS
from flows.turn import LONGEST_PROMPT
from flows.yaml_guard import DEEPEST, LARGEST_FILE_BYTES, LONGEST_TEXT, MOST_VALUES
from flows.yaml_io import LIBRARY, read_documents, read_library

HEAD = "format: 1\nflow: welcome\ntitle: Welcome\nstart: s0\n"
SAY = "steps:\n  s0: {type: say, prompt: Hi., next: end}\n"
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}, *{before}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "a billion laughs": (LAUGHS, 1, "'&a' or '*a': names for values", "Write the value out"),
    "an alias": ("a: *b\n", 1, "'&b' or '*b'", "Write the value out where it is needed"),
    "a merge key": ("<<: {format: 1}\n", 1, "a merge key '<<'", "Write the keys out"),
    "code": ("a: !!python/object/apply:os.system [id]\n", 1, "the tag '", "Remove it"),
    "a tag": ("a: !include /etc/passwd\n", 1, "the tag '!include'", "Remove it"),
    "a directive": ("%TAG ! tag:x,2000:\n---\na: b\n", 2, "a line that begins with '%'", "Remove"),
    "deep lists": ("a: " + "[" * 50_000, 1, f"more than {DEEPEST} lists", "Write it flatter"),
    "deep mappings": ("{a: " * 20_000, 1, f"more than {DEEPEST} lists", "Write it flatter"),
    "deep dashes": ("- " * 50_000, 1, f"more than {DEEPEST} lists", "Write it flatter"),
    "a long text": (
        f"a: {'b' * (LONGEST_TEXT + 1)}\n",
        1,
        "a text of 4,001 characters",
        "Keep it under 4,000 characters",
    ),
    "many values": (
        f"a: [{'1,' * MOST_VALUES}]\n",
        1,
        "more than 10,000 keys and values",
        "Split it into several files",
    ),
    "a large file": ("#" * (LARGEST_FILE_BYTES + 1), 1, "the file is too large", "Keep it under"),
    "a key twice": ("a: 1\nb: 2\na: 3\n", 3, 'found duplicate key "a"', "Keep one of the two"),
    "a nought": ("a: b\nc: \x00\n", 2, "a character that nobody can see (U+0000)", "Remove it"),
    "an escaped nought": ('a: "\\0"\n', 1, "a character that nobody can see (U+0000)", "Remove it"),
    "half a character": ('a: "\\ud83d"\n', 1, "a character that nobody can see (U+D83D)", "Remove"),
    "text that runs backwards": ("a: 1\nb: \u202ecba\n", 2, "a character that nobody", "Remove"),
    "a line within a line": ("a: 1 # \u2028b: 2\n", 1, "a character that nobody", "Remove it"),
    "a long number": (f"a: {'9' * 50}\n", 1, "a number that is too long", "Shorten it"),
    "a long hexadecimal": (f"a: 0x{'f' * 50}\n", 1, "a number that is too long", "Shorten it"),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "but found another document", "Look at the colons"),
}
MANY = "".join(f"  s{n}: {{type: say, prompt: Hi., next: s{n + 1}}}\n" for n in range(900))
BAD_CONTENT = {
    "many steps": (f"steps:\n{MANY}", "900 steps in one flow", "Split it, and lead on"),
    "many slots": (
        f"slots: {{{', '.join(f's{n}: text' for n in range(500))}}}\n{SAY}",
        "500 slots in one flow",
        f"Keep them under {MOST_SLOTS}",
    ),
    "a long name": (
        f"steps:\n  {'s' * 500}: {{type: say, prompt: Hi., next: end}}\n",
        "a name of 500 characters",
        "Keep names under 80 characters",
    ),
    "a number for a name": (
        "steps:\n  1: {type: say, prompt: Hi., next: end}\n",
        "a name is expected here",
        "Write a text, or put it in quotes",
    ),
    "a list for a name": ("? [a, b]\n: c\nsteps: {}\n", "a name is expected here", "Write a text"),
    "an attribute": (
        SAY.replace("Hi.", '"{x.__class__}"'),
        "'{x.__class__}' is not a field",
        "Write a slot and a form: {order.number:digits}",
    ),
    "a call": (SAY.replace("Hi.", '"{x()}"'), "'{x()}' is not a field", "Write a slot"),
    "an index": (SAY.replace("Hi.", '"{0}{x[0]}"'), "'{0}' is not a field", "Write a slot"),
    "a conversion": (SAY.replace("Hi.", '"{x!r}"'), "'{x!r}' is not a field", "Write a slot"),
    "a width": (SAY.replace("Hi.", '"{x:>999999}"'), "'{x:>999999}' is not a field", "Write"),
    "a field in a field": (SAY.replace("Hi.", '"{x:{y}}"'), "a lone '{'", "Write '{{' for"),
    "a recording elsewhere": (
        SAY.replace("Hi.", '{audio: "../../etc/passwd", text: Hi.}'),
        "a recording is a file's name",
        "Write the name of a WAV in the folder of recordings",
    ),
    "a day there is none of": (
        "description: 2026-13-45\nsteps: {}\n",
        "there is no day '2026-13-45'",
        "Write a day like 2026-12-24",
    ),
    "no number": (
        "steps:\n  s0: {type: action, action: a, with: {a: .nan}, outcomes: {b: end}}\n",
        "a plain value is expected here",
        "Write a text, a number, true or false",
    ),
}
relaxed = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@pytest.mark.parametrize("name", HOSTILE)
def test_more_of_yaml_than_a_document_needs_is_refused(name):
    text, line, what, remedy = HOSTILE[name]
    flows, (problem,) = read_documents({"welcome.yaml": text})
    assert not flows.flows
    assert (problem.file, problem.line) == ("welcome.yaml", line)
    assert problem.what.startswith(what)
    assert problem.remedy.startswith(remedy)
    with pytest.raises(Unreadable):
        outline(text)


@pytest.mark.parametrize("name", BAD_CONTENT)
def test_content_that_is_more_than_a_flow_may_be_is_told(name):
    text, what, remedy = BAD_CONTENT[name]
    _, problems = read_documents({"welcome.yaml": HEAD + text})
    told = [each for each in problems if each.what == what]
    assert told
    assert told[0].remedy.startswith(remedy)


def test_a_file_with_countless_faults_tells_some_of_them():
    wrong = "".join(f"k{n}: 1\n" for n in range(1000))
    flows, problems = read_documents({"welcome.yaml": HEAD + wrong})
    assert not flows.flows
    assert len(problems) == MOST_FAULTS


def test_a_file_is_read_no_further_than_a_document_may_be_long(tmp_path):
    file = tmp_path / "endless.yaml"
    with file.open("wb") as endless:
        endless.truncate(1 << 40)
    _, (problem,) = read_library(file)
    assert problem.what == "the file is too large"


def test_files_that_begin_with_a_mark_or_end_lines_as_windows_does():
    text = (HEAD + SAY).replace("\n", "\r\n")
    flows, problems = read_documents({"welcome.yaml": "\ufeff" + text})
    assert problems == ()
    assert flows.flows["welcome"].steps["s0"].place.line == 6


def woven(kind: str, names: list[str]) -> dict:
    """Steps of a flow in a tangle."""
    if kind == "link":
        return {
            f"s{at}": {"type": "link", "flow": other, "next": f"s{at + 1}"}
            for at, other in enumerate(names)
        }
    cases = [{"slot": "caller.number", "is": n, "next": f"s{n}"} for n in range(30)]
    branch = {"type": "branch", "when": cases, "else": "s0"}
    step = branch if kind == "branch" else {"type": "say", "prompt": "Hi.", "next": "s0"}
    return {f"s{at}": step for at in range(30)}


@pytest.mark.parametrize(("kind", "count"), [("link", 24), ("branch", 4), ("say", 8)])
def test_flows_woven_into_one_another_are_checked(known, kind, count):
    names = [f"f{each}" for each in range(count)]
    documents = {}
    for name in names:
        document = {"format": 1, "flow": name, "title": name, "start": "s0"}
        document |= {"intents": ["cancel_order"]} if name == "f0" else {}
        document |= {"steps": woven(kind, names)}
        documents[f"{name}.yaml"] = json.dumps(document)
    flows, problems = read_documents(documents)
    assert problems == ()
    assert check(flows, known)


def test_flows_that_hand_over_to_one_another_for_ever_bring_a_person(play):
    """Each hands the other twice what it got, so that values would double at every move."""
    ping = 'start: go\nslots: {x: text}\nsteps:\n  go: {type: link, flow: pong, with: {x: "ab"}}\n'
    pong = (
        "format: 1\nflow: pong\ntitle: Pong\nstart: go\nslots: {x: text}\n"
        'steps:\n  go: {type: link, flow: ping, with: {x: "{x}{x}"}}\n'
    )
    call = play(ping, pong, pong.replace("flow: ping", "flow: none").replace("pong", "ping", 1))
    assert call.state.flow == "person"


@pytest.mark.parametrize(
    "steps",
    [
        "  s0: {type: say, prompt: Hi., next: s0}\n",
        "  s0: {type: say, prompt: Hi., next: s1}\n  s1: {type: say, prompt: Ho., next: s0}\n",
        "  s0: {type: branch, when: [], else: s0}\n",
        "  s0: {type: link, flow: welcome, next: s0}\n",
        "  s0: {type: link, flow: welcome}\n",
        "  s0: {type: verify, next: s0, else: s0}\n",
        f"  s0: {{type: say, prompt: {'b' * LONGEST_TEXT}, next: s0}}\n",
    ],
)
def test_a_loop_comes_to_a_person_within_one_turn(play, steps):
    call = play(f"start: s0\nsteps:\n{steps}")
    assert call.state.flow == "person" or isinstance(call.wait, Listen)
    assert all(len(said.text) <= LONGEST_PROMPT for said in call.all(Speak))


texts = st.text(st.sampled_from("ab: \n-{}[]\"'#&*!|>%@`?,\\0é\t"), max_size=60)
FILES = sorted(LIBRARY.glob("*.yaml"))


@relaxed
@given(texts)
def test_any_text_is_read_or_refused(text):
    _, problems = read_documents({"welcome.yaml": text, "policy.yaml": text, "hours.yaml": text})
    assert problems


@relaxed
@given(st.sampled_from(FILES), st.data())
def test_any_change_of_a_shipped_file_is_read_or_told(known, file, data):
    text = file.read_text()
    start = data.draw(st.integers(0, len(text)))
    end = min(len(text), start + data.draw(st.integers(0, 40)))
    changed = text[:start] + data.draw(texts) + text[end:]
    flows, problems = read_documents({file.name: changed})
    assert all(each.what and each.remedy for each in problems)
    assert all(each.remedy for each in check(flows, known))
