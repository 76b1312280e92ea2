"""Whatever a document looks like: an edit does what it says, and nothing beside it."""

import re

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from flows.editing.content import with_value, without
from flows.editing.edits import RemoveValue, SetValue, apply
from flows.editing.tree import read_tree
from tests.flows.editing.documents import contents, documents

COMMENT = re.compile(r"# comment \d+")
values = contents.flatmap(lambda content: st.sampled_from(list(content.values())))
relaxed = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


def paths_of(value, path=()):
    """The paths of all values inside a value."""
    entries = value.items() if isinstance(value, dict) else ()
    entries = enumerate(value) if isinstance(value, list) else entries
    for key, each in entries:
        yield (*path, key)
        yield from paths_of(each, (*path, key))


def kept_comments(text: str, path) -> set[str]:
    """The comments outside of a value and its line."""
    tree = read_tree(text)
    part, parent = tree.at(path), tree.at(path[:-1])
    begin = text.rfind("\n", 0, part.key.start_mark.index if part.key else part.start)
    if part.key is None:
        begin = min(begin, parent.start)
    end = text.find("\n", part.end)
    return set(COMMENT.findall(text[: max(begin, 0)])) | set(COMMENT.findall(text[end:]))


@relaxed
@given(documents(), st.data())
def test_a_value_set_to_what_it_is_changes_no_letter(text, data):
    content = read_tree(text).value
    path = data.draw(st.sampled_from(list(paths_of(content))))
    assert apply(text, SetValue(path, read_tree(text).at(path).value)) == text


@relaxed
@given(documents(), st.data())
def test_setting_a_value_sets_it_alone_and_can_be_undone(text, data):
    content = read_tree(text).value
    path = data.draw(st.sampled_from(list(paths_of(content))))
    value = data.draw(values)
    edited = apply(text, SetValue(path, value))
    assert read_tree(edited).value == with_value(content, path, value)
    assert kept_comments(text, path) <= set(COMMENT.findall(edited))
    before = read_tree(text).at(path).value
    assert read_tree(apply(edited, SetValue(path, before))).value == content


@relaxed
@given(documents(), st.data())
def test_taking_a_value_out_takes_it_alone(text, data):
    content = read_tree(text).value
    path = data.draw(st.sampled_from(list(paths_of(content))))
    expected = without(content, path)
    assume(expected)
    edited = apply(text, RemoveValue(path))
    assert read_tree(edited).value == expected


@relaxed
@given(documents(), st.data())
def test_new_keys_and_items_are_added_alone(text, data):
    content = read_tree(text).value
    places = [(), *paths_of(content)]
    path = data.draw(st.sampled_from(places))
    there = read_tree(text).at(path).value
    assume(isinstance(there, dict | list))
    last = "newcomer" if isinstance(there, dict) else len(there)
    value = data.draw(values)
    edited = apply(text, SetValue((*path, last), value))
    assert read_tree(edited).value == with_value(content, (*path, last), value)
    if there:
        assert set(COMMENT.findall(text)) <= set(COMMENT.findall(edited))
        assert read_tree(apply(edited, RemoveValue((*path, last)))).value == content
