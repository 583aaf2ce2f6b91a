"""HTML to text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.wire.reading.markup import html_to_text, looks_like_markup, without_html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<div><p>One\n  line.</p>\n<p>Two.</p></div>", "One line.\n\nTwo."),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<p>A <b>bold</b> &amp; <i>old</i> word</p>", "A bold & old word"),
        ("<script>var a = '<p>x</p>';</script><p>News.</p>", "News."),
        ("<STYLE type='x'>p {}</STYLE><p>News.</p>", "News."),
        ("<html><head><title>T</title></head><body><p>News.</p></body></html>", "News."),
        ("<head><p>News without an end of head.</p>", "News without an end of head."),
        ("<p>Rates &lt;4% and <4% now</p>", "Rates <4% and <4% now"),
        ('<p><a title="a > b" href=x>Link</a>.</p>', "Link."),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("<!-- gone --><p>News.</p>", "News."),
        ("<p>News <!-- goes on", "News goes on"),
        ("<![x <p>News.</p>", "<![x\n\nNews."),
        ("a &#xD800; &#99999999999999999; b", "a \ufffd \ufffd b"),
        ("&lt;no comment&gt;", "<no comment>"),
    ],
)
def test_the_visible_text_is_kept_in_paragraphs(source: str, text: str) -> None:
    """Blocks are paragraphs, breaks are lines, code and comments go, signs stay."""
    assert html_to_text(source, "body", []) == text


def test_a_script_without_an_end_is_warned_of() -> None:
    """What a browser would hide is dropped, and the record says so."""
    warnings: list[str] = []
    assert html_to_text("<p>News.</p><script>more", "body", warnings) == "News."
    assert warnings == ["body has a script without an end: all after it dropped"]


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<!--", "<!", "<a b='", '<a "', "</", "</a ", "<script>", "<style><", "<head>", "<?",
     "<",      "&", "&#", "&#9", "<![CDATA[", " ", "\n"],
)  # fmt: skip
def test_hostile_markup_takes_linear_time(piece: str) -> None:
    """A megabyte of unfinished tags is read in seconds, where a quadratic reader takes hours."""
    begin = time.process_time()
    html_to_text(piece * (1_000_000 // len(piece)), "body", [])
    without_html(piece * (1_000_000 // len(piece)) + "</b>", "headline", [])
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("Mayor: &#8220;No&#8221;", "Mayor: “No”"),
        (
            "<i>Otter</i> sails, <span class='x'><b>tug</b></span> follows",
            "Otter sails, tug follows",
        ),
    ],
)
def test_html_that_a_system_left_in_a_line_is_read_as_such(line: str, text: str) -> None:
    """With a warning, for a headline is plain text in every format."""
    warnings: list[str] = []
    assert without_html(line, "headline", warnings) == text
    assert warnings == ["headline has HTML in it: read as such"]


@pytest.mark.parametrize(
    "line",
    ["R&D up", "a < b and c > d", "AT&T; Verizon", "Growth <4%", "<b>", "</i> in code", "&c"],
)
def test_signs_of_a_line_stay(line: str) -> None:
    """What is no tag with its end, and no reference, is text."""
    warnings: list[str] = []
    assert (without_html(line, "headline", warnings), warnings) == (line, [])


@given(st.text(alphabet="<>/!-?ap='\" &#;sctyle\n"))
def test_no_markup_makes_it_fail(source: str) -> None:
    """Whatever the markup, the result is text without triple line breaks."""
    assert "\n\n\n" not in html_to_text(source, "body", [])


def test_markup_is_known_by_media_type_then_role() -> None:
    """The media type decides; only without one does the role."""
    assert looks_like_markup("text/html", "main")
    assert looks_like_markup("text/vnd.IPTC.NITF", "")
    assert looks_like_markup("", "xhtml")
    assert not looks_like_markup("text/plain", "html")


@pytest.mark.parametrize("name", ["svg", "iframe", "object", "audio", "video", "canvas", "select"])
def test_what_a_player_or_drawing_holds_is_no_text(name: str) -> None:
    """Labels of a drawing and words for browsers without a player are left out; without an end they stay."""
    inner = f"<p>One.</p><{name} id='a'><b>Label</b></{name}><p>Two.</p>"
    assert html_to_text(inner, "body", []) == "One.\n\nTwo."
    assert html_to_text(f"<p>One.</p><{name}><p>Two.</p>", "body", []) == "One.\n\nTwo."
