"""The rules of the comparison as a page: those of the documentation, for whoever may browse."""

from app.pages.scoring import rules


def test_the_rules_are_those_of_the_documentation(ada):
    page = ada.get("/scoring").text
    assert "<h1>How a diagnosis is compared</h1>" in page
    assert "<h2>Worked examples</h2>" in page
    assert "<td>root cause</td>\n<td>40</td>" in page


def test_a_table_scrolls_within_its_frame_and_no_link_leads_to_a_file_of_the_docs():
    html = rules()
    assert html.count("<table>") == html.count('<div class="table-frame" tabindex="0"') > 2
    assert ".md" not in html.replace("docs/scoring.md", "")
