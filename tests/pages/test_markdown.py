"""Authored Markdown becomes clean HTML."""

import pytest

from app.pages.markdown import markdown, phrase


def test_authored_text_is_rendered():
    assert (
        markdown("**Nadia** writes:\n\n> Hello")
        == "<p><strong>Nadia</strong> writes:</p>\n<blockquote>\n<p>Hello</p>\n</blockquote>\n"
    )


def test_a_sentence_keeps_its_code_and_emphasis_and_gets_no_paragraph():
    assert phrase("see `indexed` in *one* of them") == "see <code>indexed</code> in <em>one</em> of them"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](https://evil.example/x.png)",
    ],
)
def test_nothing_in_it_runs_or_loads(hostile):
    for html in (markdown(hostile), phrase(hostile)):
        assert "<script" not in html
        assert "<img" not in html
        assert "href" not in html
