from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.templates import Field, TemplateInvalid, parse


def test_fields_name_a_path_and_a_form():
    template = parse("Order {order.number:digits} for {name}.")
    assert template.fields == (Field(("order", "number"), "digits"), Field(("name",), "text"))
    words = {("order", "number"): "four five", ("name",): "Mary"}
    assert template.render(lambda f: words[f.path]) == "Order four five for Mary."


def test_doubled_braces_stand_for_themselves():
    template = parse("{{order}} {{{name}}}")
    assert template.render(lambda _: "Mary") == "{order} {Mary}"


@pytest.mark.parametrize(
    ("source", "what", "remedy"),
    [
        ("a { b", "a lone '{'", "write '{{' for the brace itself"),
        ("a } b", "a lone '}'", "write '}}' for the brace itself"),
        ("{order.__class__}", "'{order.__class__}' is not a field", "write a slot and a form"),
        ("{order!r}", "'{order!r}' is not a field", "write a slot and a form"),
        ("{0}", "'{0}' is not a field", "write a slot and a form"),
        ("{order[number]}", "'{order[number]}' is not a field", "write a slot and a form"),
        ("{}", "'{}' is not a field", "write a slot and a form"),
        ("{number:digit}", "no spoken form 'digit'", "write one of: digits"),
    ],
)
def test_a_fault_says_what_to_write(source, what, remedy):
    with pytest.raises(TemplateInvalid) as refused:
        parse(source)
    assert refused.value.what == what
    assert refused.value.remedy.startswith(remedy)


def test_only_a_bare_field_stands_for_a_value():
    assert parse("{order}").only_field == Field(("order",))
    assert parse("{order:digits}").only_field is None
    assert parse(" {order}").only_field is None


@given(st.text(max_size=40))
def test_text_without_braces_comes_out_as_it_went_in(text):
    plain = text.replace("{", "").replace("}", "")
    assert parse(plain).render(lambda _: "") == plain
    doubled = text.replace("{", "{{").replace("}", "}}")
    assert parse(doubled).render(lambda _: "") == text


@given(st.text("{}a.:_! ", max_size=20))
def test_any_source_is_read_or_refused(source):
    with suppress(TemplateInvalid):
        assert isinstance(parse(source).render(lambda field: field.form), str)
