import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from report_full_sample import full_report, listed_report, text_report
from report_samples import hostile_report, report_of, small_report

from claimcheck.models import Label
from claimcheck.reporting import Format, render
from claimcheck.reporting.wording import LABEL_NAMES

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """Elements, ids, links and text of a page; fails where tags do not nest."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.texts, self.raw = [], [], [], {"script": "", "style": ""}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in self.raw:
            self.raw[self.open[-1]] += data
        else:
            self.texts.append(data)

    @property
    def text(self):
        return "".join(self.texts)

    def all(self, tag=None, **attributes):
        wanted = {k.replace("_", "-").rstrip("-"): v for k, v in attributes.items()}
        return [a for t, a in self.elements if tag in {None, t} and all(a.get(k) == v for k, v in wanted.items())]

    def classed(self, name, tag=None):
        return [a for t, a in self.elements if tag in {None, t} and name in (a.get("class") or "").split()]


def page(report):
    return Page(render(report, Format.HTML))


def test_the_same_report_gives_the_same_bytes():
    assert render(full_report(), Format.HTML) == render(full_report(), Format.HTML)


def test_nothing_is_fetched_and_only_our_script_and_style_run():
    shown = page(full_report())
    (policy,) = shown.all("meta", http_equiv="Content-Security-Policy")
    for kind in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(shown.raw[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy["content"]
    assert policy["content"].startswith("default-src 'none'; ")
    assert "unsafe" not in policy["content"]
    for _, attributes in shown.elements:
        assert not {"src", "srcset", "style", "action"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|innerHTML", "".join(shown.raw.values()))


def test_ids_are_unique_and_inner_links_lead_somewhere():
    shown = page(full_report())
    ids = [a["id"] for _, a in shown.elements if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in shown.all("a") + shown.all("use") if a["href"].startswith("#")} <= set(ids)
    labelled = {i for _, a in shown.elements for i in (a.get("aria-labelledby") or "").split()}
    assert labelled <= set(ids)


def test_outer_links_are_web_addresses_without_referrer():
    links = [a for a in page(full_report()).all("a") if not a["href"].startswith("#")]
    assert links
    for link in links:
        assert link["href"].startswith("https://")
        assert "noreferrer" in link["rel"]
    assert "ftp://files.example.org/trade.csv" in page(full_report()).text


def test_every_claim_has_a_card_a_number_and_a_label_in_words():
    report = full_report()
    shown = page(report)
    cards = shown.classed("card")
    assert len(cards) == sum(len(p.findings) for p in report.articles)
    numbers = {a["data-key"]: a for a in shown.classed("number")}
    assert set(numbers) == {f"1-{n}" for n in range(1, 12)}  # the second article has no text to stand in
    assert numbers["1-8"]["aria-label"] == f"Claim 8: {LABEL_NAMES[Label.REFUTED]}"
    for label in Label:
        assert LABEL_NAMES[label] in shown.text


def test_a_segment_of_two_claims_names_both_gravest_first():
    (both,) = [a for a in page(text_report()).classed("claim-text") if " " in a["data-keys"]]
    assert both["data-keys"] == "1-7 1-6"
    assert "is-partially_supported" in both["class"]


def test_a_sentence_with_a_claim_is_nowhere_called_unchecked():
    text = page(text_report()).text
    assert "Although Russia voted for it," in text
    assert "no claim was drawn" not in text
    assert "[not checked: opinion: a judgement of value]" in text


def test_the_quote_is_marked_in_its_context_with_its_slots():
    text = render(text_report(), Format.HTML)
    found = re.search(r"<mark>They expressed “(.*?)” about the situation in the (.*?)\.</mark>", text)
    assert found[1] == '<span class="slot slot-conflict" title="conflict">serious concern</span>'
    assert found[2] == '<span class="slot slot-equal" title="same">South China Sea</span>'
    assert "5. They expressed “continuing concern”" in page(text_report()).text


def test_a_digest_is_called_one():
    shown = page(text_report()).text
    assert "digest in our own words" in shown
    assert "digest" not in page(small_report()).text


def test_listed_claims_stand_in_for_a_text_that_is_not_stored():
    shown = page(listed_report())
    assert "The article's text is not stored" in shown.text
    assert not shown.classed("text")
    assert [a["data-key"] for a in shown.all("li") if "data-key" in a] == ["1-1", "1-2", "1-3", "1-4"]
    assert "Statements not checked (2)" in shown.text
    assert "expected: refuted" in shown.text


def test_unreadable_files_are_named_at_the_top_and_below():
    shown = page(full_report()).text
    assert "1 file could not be read" in shown
    assert "not a text: the file holds NUL bytes" in shown


def test_no_claims_is_not_a_pass():
    assert "not a pass" in page(report_of([], [])).text


def test_the_number_of_near_misses_is_the_runs_setting():
    text = page(text_report()).text
    assert "Looked at, not decisive (3 nearest of 4)" in text
    assert "Looked at, not decisive (1 nearest of 4)" in Page(render(text_report(), Format.HTML, shown=1)).text
    fewer = report_of(text_report().articles, text_report().documents.values(), settings={"shown": "2"})
    assert "Looked at, not decisive (2 nearest of 4)" in page(fewer).text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='alert(1)",
        "{{7*7}}{% raw %}",
        "</textarea><svg/onload=alert(1)>",
        "<!-- comment",
        "javascript:alert(1)",
        "W" * 3000,
        "&lt;b&gt; &amp;",
    ],
)
def test_hostile_text_stays_text(text):
    plain, shown = page(hostile_report("harmless")), page(hostile_report(text))
    assert [t for t, _ in shown.elements] == [t for t, _ in plain.elements]
    assert shown.raw == plain.raw
    assert text in shown.text
    assert not [a for a in shown.all("a") if a["href"].startswith("javascript")]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        " https://a.example",
        'https://a.example/"x',
        "//a.example",
        "file:///etc/passwd",
        "https:a",
        "java\nscript:alert(1)",
        "vbscript:x",
    ],
)
def test_only_plain_web_addresses_become_links(address):
    shown = page(hostile_report("text", address=address))
    assert all(a["href"].startswith("#") for a in shown.all("a"))
    assert " ".join(address.split()) in " ".join(shown.text.split())


def test_characters_that_reorder_or_act_are_written_out():
    text = render(hostile_report("a\u202eb\x1b[31mc\x00d"), Format.HTML)
    assert "a[U+202E]b[U+001B][31mc[U+0000]d" in text
    assert not set("\u202e\x1b\x00") & set(text)


def test_a_path_that_is_not_utf8_can_be_written():
    text = render(hostile_report("caf\udce9"), Format.HTML)
    assert "caf[U+DCE9]" in text
    text.encode("utf-8")


def _rgb(colour):
    digits = colour.lstrip("#")
    return [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]


def _luminance(colour):
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_contrast_is_aa_in_both_schemes(scheme):
    style = page(small_report()).raw["style"]
    blocks = [b for b in re.findall(r":root \{(.*?)\}", style, re.DOTALL) if "--refuted-bg" in b]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[scheme]))
    for label in Label:
        for ground in (f"{label.value}-bg", "paper", "sheet"):
            assert _contrast(colours[label.value], colours[ground]) >= 4.5, (label, ground)
        assert _contrast(colours["ink"], colours[f"{label.value}-bg"]) >= 4.5
    for text in ("ink", "soft", "accent"):
        for ground in ("paper", "sheet", "shade"):
            assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
