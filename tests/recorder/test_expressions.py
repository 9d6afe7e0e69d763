import pytest

from app.domain.errors import ScenarioRejected
from app.recorder.expressions import evaluate, fill, render


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ 1284.5 | money }}", "$1,284.50"),
        ("{{ -3 | money('EUR') }}", "-€3.00"),
        ("{{ 3 | money('CHF') }}", "CHF 3.00"),
        ("{{ '2026-03-03T09:14:00+00:00' | date }}", "March 3, 2026"),
        ("{{ '2026-03-03' | date('%d.%m.%Y') }}", "03.03.2026"),
        ("{{ '2026-03-03' | days_after(30) }}", "2026-04-02"),
        ("{{ '2026-03-03T09:14:00Z' | days_until('2026-03-01T23:00:00Z') }}", "-2"),
        ("{{ 'order A-17 of A-9' | match('A-[0-9]+') }}", "A-17"),
        ("{{ 'order A-17 of A-9' | match('of (A)-([0-9])') }}", "A"),
        (r"{{ 'A-17 \d' | match('\b\d+\b') }} \d {{ 'a.b' | match('\\.b') }}", r"17 \d .b"),
        ("{{ 'nothing' | match('A-[0-9]+') }}", "None"),
        ("{{ 'A-1, A-2, A-1' | matches('A-[0-9]') | listed }}", "A-1 and A-2"),
        ("{{ [] | listed }}{{ ['a', 'b', 'c'] | listed('or') }}", "a, b or c"),
        (
            "{{ 'O\\'Hara' | sql }}, {{ none | sql }}, {{ true | sql }}, {{ 1.5 | sql }}, {{ ['a'] | sql }}",
            "'O''Hara', NULL, 1, 1.5, '[\"a\"]'",
        ),
        ("{{ ('{\"a\": 1}' | parsed).a }}", "1"),
    ],
)
def test_filters(template, text):
    assert render(template, {}) == text


def test_a_text_that_is_one_expression_keeps_its_type():
    facts = {"total": 12.5, "order": {"lines": [1, 2]}}
    assert fill({"amount": "{{ total * 2 }}", "lines": [" {{ order.lines }} "], "note": "{{ total }} due", "n": 3}, facts) == {
        "amount": 25.0, "lines": [[1, 2]], "note": "12.5 due", "n": 3
    }  # fmt: skip


def test_two_expressions_are_a_text():
    assert fill("{{ a }}{{ b }}", {"a": 1, "b": 2}) == "12"


def test_what_is_not_there_is_none_in_an_expression_and_an_error_in_a_text():
    assert evaluate("order.total.amount", {}) is None
    with pytest.raises(ScenarioRejected, match=r"template '\{\{ order\.total \}\} due': 'order' is undefined"):
        render("{{ order.total }} due", {})
    with pytest.raises(ScenarioRejected, match=r"expression ' order\.total ': 'order' is undefined"):
        fill("{{ order.total }}", {})


def test_a_whole_expression_without_a_value_is_an_error_too():
    with pytest.raises(
        ScenarioRejected, match=r"expression ' order\.total ': 'dict object' has no attribute 'total'"
    ):
        fill("{{ order.total }}", {"order": {}})


def test_templates_cannot_reach_into_python():
    with pytest.raises(ScenarioRejected, match=r"unsafe|undefined|access"):
        render("{{ ''.__class__.__mro__ }}", {})
    with pytest.raises(ScenarioRejected, match=r"unsafe|undefined|access"):
        render("{{ items.append(1) }}", {"items": []})


def test_an_expression_that_cannot_be_read_is_quoted():
    with pytest.raises(ScenarioRejected, match=r"expression 'total \+': unexpected"):
        evaluate("total +", {})
    with pytest.raises(ScenarioRejected, match=r"expression 'total \+ 1'"):
        evaluate("total + 1", {"total": "twelve"})
