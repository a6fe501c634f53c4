"""HTML to text: labels, lists and tables are kept, whatever encloses them."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialparse import parse, read
from trialparse.text.markup import html_text, is_html

CASES = [
    ("<p>One</p><p>two\n   three</p>", "One\n\ntwo three"),
    ("a<br>b<br/>c", "a\nb\nc"),
    ("<ul><li>a<ul><li>b</ul><li>c</ul>", "* a\n  * b\n* c"),
    ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
    ("<ul><li><p>a</p></li><li><div>b</div></li></ul>", "* a\n* b"),
    ("<dl><dt>Phase</dt><dd>2</dd></dl>", "Phase\n2"),
    ("<table><tr><th>Sex</th><td>All</td></tr><tr><th>Ages:</th><td>18</td></tr></table>", "Sex: All\nAges: 18"),
    ("<table><tr><th>Outcome</th><th>Time</th></tr><tr><td>PASI</td><td>week 16</td></tr></table>",
     "Outcome\tTime\nPASI\tweek 16"),
    ("<table><tr><td>A.1</td><td>State</td><td>Spain - AEMPS</td></tr></table>", "A.1 State: Spain - AEMPS"),
    ("<table><tr><td>Criteria</td><td><ul><li>a<li>b</ul></td></tr></table>", "Criteria:\n* a\n* b"),
    ("<table><tr><td>a</td><td>b</td><td>c</td></tr></table>", "a\tb\tc"),
    ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a\n\nb\nc"),
    ("<table><tr><td>性别：</td><td>Both</td></tr></table>", "性别: Both"),
    ("<table><tr><td>Sex：</td><td></td></tr></table>", "Sex:"),
    ("<table><tr><td>Group：</td><td>Tea</td><td>Size：</td><td>30</td></tr></table>", "Group: Tea\nSize: 30"),
    ("<table><tr><td>Site:</td><td>a<br>b</td><td>Type:</td><td>c</td></tr></table>", "Site:\na\nb\nType: c"),
    ("<table><tr><td>Ages：</td><td>Min</td><td>18</td><td>years</td></tr></table>", "Ages:\nMin\t18\tyears"),
    ("<table><tr><td>Places：</td><td>Country：</td><td>Peru</td></tr></table>", "Places：\nCountry: Peru"),
    ("<table><tr><td>Out</td><td><table><tr><td>Details</td><td>a</td></tr></table></td></tr></table>",
     "Out:\nDetails: a"),
    ("<table><tr><th>No</th><th>Inclusion</th><th>Exclusion</th></tr><tr><td>1</td><td>a</td><td>b</td></tr>"
     "<tr><td>2</td><td><ul><li>c<li>d</ul></td><td></td></tr></table>", "Inclusion\n* a\n* c\n* d\n\nExclusion\n* b"),
    ("<table><tr><td>Inclusion criteria</td><td>Exclusion criteria</td></tr><tr><td colspan=2>a</td></tr></table>",
     "Inclusion criteria\tExclusion criteria\na"),
    ("<table><tr><th>Inclusion</th><td>a</td></tr><tr><th>Exclusion</th><td>b</td></tr></table>",
     "Inclusion: a\nExclusion: b"),
    ("x<script>1</script><style>2</style><p hidden>3</p><!-- 4 -->y", "xy"),
    ("10<sup>9</sup>/L, age &ge; 18&nbsp;years", "10^9/L, age ≥ 18\u00a0years"),
    ("<pre>  a\n  b</pre>", "a\n  b"),
    ("<b>Sex:</b> <span>All</span>", "Sex: All"),
    ("<head><title>no</title></head>", ""),
    ("", ""),
]  # fmt: skip

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body><nav><a href="/">Home</a></nav>
<h1>Zelumab in Psoriasis</h1><table><tr><td>Trial ID</td><td>NCT09000001</td></tr>
<tr><td>Recruitment status</td><td>Recruiting</td></tr></table>
<h2>Inclusion Criteria</h2><ul><li>Age &ge; 18 years</li><li>PASI &gt; 10</li></ul>
<h2>Exclusion Criteria</h2><ul><li>Pregnancy</li></ul></body></html>"""


@pytest.mark.parametrize(("html", "text"), CASES)
def test_html_to_text(html: str, text: str) -> None:
    assert html_text(html) == text


COLUMNS = [
    "<table><tr><th>{}</th><th>{}</th></tr><tr><td>{}</td><td>{}</td></tr></table>",
    "<table><tr><td><b>{}:</b></td><td><b>{}:</b></td></tr><tr><td><ul><li>{}</ul></td><td><p>{}</p></td></tr></table>",
    "<table><thead><tr><th>{}</th><th>{}</th></tr></thead><tbody><tr><td>{}</td><td>{}</td></tr></tbody></table>",
    "<table><tr><td colspan=2>Who</td></tr><tr><td>{}</td><td>{}</td></tr><tr><td>{}</td><td>{}</td></tr></table>",
    "<div><div>{}</div><div>{}</div></div><div><div>{}</div><div>{}</div></div>",
]


@pytest.mark.parametrize("html", COLUMNS)
def test_sides_in_columns_are_never_taken_for_each_other(html: str) -> None:
    text = html_text(html.format("Inclusion Criteria", "Exclusion Criteria", "Age over 18 years", "Pregnancy"))
    sides = {each.text: each.kind for each in parse(text).eligibility.criteria}
    assert sides.get("Age over 18 years") in ("inclusion", "unknown")
    assert sides.get("Pregnancy") in ("exclusion", "unknown")


@pytest.mark.parametrize("text", ["<!doctype HTML>", " <html lang=en>", '\ufeff<?xml version="1.0"?>\n<html>'])
def test_html_is_known_by_its_head(text: str) -> None:
    assert is_html(text)


@pytest.mark.parametrize("text", ["", "<clinical_study>", "Age <html", "<htmlx>", "&lt;html&gt;"])
def test_other_text_is_no_html(text: str) -> None:
    assert not is_html(text)


def test_a_file_of_html_is_read(tmp_path: Path) -> None:
    named, unnamed = tmp_path / "page.HTM", tmp_path / "page"
    named.write_text("<p>age &ge; 18", encoding="utf-8")
    unnamed.write_text(PAGE, encoding="utf-8")
    assert read(named) == "age ≥ 18"
    assert read(unnamed) == read(PAGE.encode())


def test_spans_stand_in_the_text_of_the_page() -> None:
    text = read(PAGE.encode())
    trial = parse(text)
    assert trial.text == text
    assert trial.eligibility is not None
    assert [each.text for each in trial.eligibility.walk()] == ["Age ≥ 18 years", "PASI > 10", "Pregnancy"]
    assert all(each.span.of(text) == each.text for each in trial.eligibility.walk())


@pytest.mark.parametrize("encoding", ["gb2312", "iso-8859-1", "windows-1251", "shift_jis"])
def test_a_page_says_its_encoding(encoding: str) -> None:
    words = {"gb2312": "随机对照", "iso-8859-1": "naïve", "windows-1251": "Пол", "shift_jis": "対象"}[encoding]
    page = f'<html><head><meta charset="{encoding}"></head><body>{words}</body></html>'
    assert read(page.encode(encoding)) == words


def test_an_unknown_encoding_is_passed_over() -> None:
    assert read(b'<html><meta charset="klingon">na\xefve</html>') == "naïve"


def test_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    with pytest.raises(ImportError, match=r'pip install "trialparse\[html\]"'):
        html_text("<p>")


PIECES = [
    "<p>",
    "</p>",
    "<ul>",
    "<li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</table>",
    "<br>",
    "<sup>",
    "<pre>",
]


@given(st.lists(st.sampled_from([*PIECES, "a", "&lt;", "\n"])))
def test_any_html_gives_text(pieces: list[str]) -> None:
    text = html_text("".join(pieces))
    assert text == text.strip("\n ")


def test_deep_html_is_read() -> None:
    assert html_text("<div>" * 2_000 + "x") == "x"
    assert html_text("<table><tr><td>" * 300 + "x") == "x"
    assert html_text("<ul><li>" * 500 + "x").endswith("x")
