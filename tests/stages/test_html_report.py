"""The HTML report: one file, nothing but text of others in it, nothing fetched."""

import re
from html.parser import HTMLParser

import pytest
from builders import FEATURE, a_citation, a_dossier, a_feature, a_requirement, a_reviewed_feature, a_verdict
from hostile import STRINGS, a_hostile_report, texts_without

from app.domain.usage import Usage
from app.stages.findings import verdict_findings
from app.stages.html_report import as_html
from app.stages.links import Links
from app.stages.report import Judgement, write_report

TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "footer", "article", "details", "summary", "div", "p",
    "h1", "h2", "h3", "strong", "span", "code", "pre", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "br", "wbr",
}  # fmt: skip
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "title"}
FIXED = {"about", "conclusion", "mode", "format", "kind", "answer", "severity", "rule", "side", "outcome"}
LINKS = Links(
    lines=lambda path, first, last: f"https://forge.example/{path}#L{first}-{last}",
    rule=lambda code: f"https://service.example/rules/{code}",
    at=lambda commit: lambda path, first, _last: f"https://forge.example/{commit}/{path}#L{first}",
)


class Page(HTMLParser):
    """The tags, attributes, addresses and text of a page; tags that are not closed in order are an error."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.addresses, self.text, self.open = set(), set(), [], [], []
        self.comments = 0
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}
        self.addresses += [value for name, value in attributes if name in {"href", "src", "action"}]
        if tag not in {"meta", "br", "wbr"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, _data):
        self.comments += 1


@pytest.mark.parametrize("text", STRINGS)
def test_no_text_becomes_a_tag_an_attribute_or_a_request(text):
    page = Page(as_html(a_hostile_report(text)))

    assert page.tags <= TAGS
    assert page.attributes <= ATTRIBUTES
    assert (page.addresses, page.comments) == ([], 0)


@pytest.mark.parametrize("text", STRINGS)
def test_with_links_every_address_is_of_the_forge_or_the_service(text):
    page = Page(as_html(a_hostile_report(text), LINKS))

    assert page.tags <= TAGS | {"a"}
    assert all(re.fullmatch(r"https://(forge|service)\.example/\S*", address) for address in page.addresses)


def test_an_address_that_is_none_of_the_web_is_no_link():
    links = Links(lines=lambda *_: "javascript:alert(1)", rule=lambda _: "data:text/html,x")

    assert Page(as_html(a_hostile_report("x"), links)).addresses == []


def test_the_hostile_report_leaves_no_field_of_text_out():
    left_out = {field.rpartition(".")[2] for field in texts_without(a_hostile_report("x"), "x")}

    assert left_out <= FIXED


def test_characters_that_nobody_sees_are_gone():
    text = as_html(a_hostile_report(STRINGS[-2]))

    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e]", text)


def a_report(*verdicts, findings=(), judged=True, **judgement):
    dossier = a_dossier(a_reviewed_feature(a_feature(requirements=(a_requirement(),))))
    return write_report(dossier, Judgement(tuple(verdicts), tuple(findings), judged=judged, **judgement), "1.0", 2.5)[0]


def a_contradiction():
    return a_verdict(
        answer="violated",
        citations=(a_citation("spec", f"{FEATURE}/spec.md", 10, "after 5 attempts"), a_citation(quote="x < y")),
        found="locks after 8",
    )


def test_a_page_has_conclusion_findings_with_quotes_table_and_cost():
    verdict = a_contradiction()
    usage = Usage(model_calls=3, input_tokens=12_000, output_tokens=40, cost_usd=0.05)
    text = as_html(a_report(verdict, findings=verdict_findings([verdict]), usage=usage), LINKS)

    assert '<span class="badge amber">advisory</span>' in text
    assert "<h3>Change does not meet <code>FR-001</code>: locks after 8</h3>" in text
    assert '<a href="https://service.example/rules/SPEC201">SPEC201</a>' in text
    assert "<pre>after 5 attempts</pre>" in text
    assert (
        '<a href="https://forge.example/src/login.py#L3-3">src/<wbr>login.py:3</a></code></p><pre>x &lt; y</pre>'
        in text
    )
    assert '<td class="state red">✗ violated</td>' in text
    assert "3 model calls · 12,000 tokens in, 40 out · 0.050 USD · 2.5 s" in text


def test_a_page_without_addresses_has_no_link():
    verdict = a_contradiction()

    assert "<a " not in as_html(a_report(verdict, findings=verdict_findings([verdict])))


def test_a_page_says_what_was_not_judged():
    text = as_html(a_report(judged=False))

    assert "<strong>Requirements were not judged</strong>: no model took part." in text


def test_the_policy_forbids_everything_but_the_style_in_the_file():
    text = as_html(a_report())

    assert "Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';" in text
    assert "url(" not in text
    assert "@import" not in text
