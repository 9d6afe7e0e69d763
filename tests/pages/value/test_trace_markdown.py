import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pages.value.markdown import looks_like_markdown, trace_markdown

TAGS = ("<script", "<img", "<a ", "<svg", "<style", "<iframe", "<canary")


@pytest.mark.parametrize(
    "text",
    [
        "# Rules\ntext",
        "- one\n- two",
        "1. one\n2. two",
        "```\ncode\n```",
        "a | b\n---|---\n1 | 2",
        "so **bold** it is",
        "> said",
        "see [this](there)",
    ],
)
def test_headings_lists_fences_tables_emphasis_and_links_are_markdown(text):
    assert looks_like_markdown(text)


@pytest.mark.parametrize(
    "text", ["Two lines\nof words.", "5 * 3 ** 2", "#hashtag", "- a dash\nno list", "x" * 70_000 + "\n# late", "a|b"]
)
def test_plain_words_and_texts_too_long_to_render_are_not(text):
    assert not looks_like_markdown(text)


def test_markdown_looks_as_it_was_meant():
    html = trace_markdown("# Rules\n\n1. be **kind**\n\n| a |\n|---|\n| 1 |\n\n```py\nx = 1\n```\n### Small")
    assert '<p class="prose-heading prose-heading--1">Rules</p>' in html
    assert "<li>be <strong>kind</strong></li>" in html
    assert "<td>1</td>" in html
    assert "<pre><code>x = 1\n</code></pre>" in html
    assert '<p class="prose-heading prose-heading--3">Small</p>' in html


def test_a_link_leads_nowhere_and_tells_its_address_and_its_title():
    html = trace_markdown("[press](http://evil.invalid/x 'and win') <http://evil.invalid/auto>")
    assert (
        '<span class="prose-link">press</span> <span class="prose-address">(http://evil.invalid/x and win)</span>'
        in html
    )
    assert "<a" not in html


def test_an_image_is_told_of_and_not_loaded():
    html = trace_markdown("![a pixel](http://evil.invalid/x.png)")
    assert html == '<p>[image: a pixel <span class="prose-address">(http://evil.invalid/x.png)</span>]</p>\n'


def test_html_and_addresses_that_run_something_stay_text():
    html = trace_markdown("<script>canary()</script> [x](javascript:canary()) <b onclick=x>b</b>")
    assert "&lt;script&gt;canary()&lt;/script&gt; [x](javascript:canary())" in html


def test_hidden_characters_are_named_even_where_the_parser_would_swallow_them():
    html = trace_markdown("pay\u202e`\x1b` \x00 \u2028 &#x202e; [\u200b](http://e.org 'x\u202ey')")
    for label in ("U+202E</span><code>", "U+001B", "U+0000", "U+2028", "U+200B", "x[U+202E]y"):
        assert label in html


def test_characters_of_the_private_use_area_cannot_pass_for_others():
    assert "\ue0003c\ue001" in trace_markdown("# \ue0003c\ue001script>")


@given(st.text(alphabet=st.sampled_from("<>&\"'`*_[]()!#|-\n \\~:/=a1\u202e\x00\ue000\ue001;x"), max_size=120))
def test_nothing_but_prose_comes_out(text):
    html = trace_markdown(text)
    assert not any(tag in html for tag in TAGS)
    assert "\u202e" not in html
    assert "\x00" not in html
