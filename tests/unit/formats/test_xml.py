"""XML is read without expanding, fetching or cutting anything, whatever its bytes are."""

from __future__ import annotations

import re
import time

import pytest

from stream.errors import MalformedUpdate
from stream.formats.xml import IncompleteDocument, UnsafeDocument, read_xml

BOMB = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};&e{n - 1};">' for n in range(1, 40))


@pytest.mark.parametrize(
    ("doctype", "reason"),
    [
        ('<!DOCTYPE a [<!ENTITY leak SYSTEM "canary.txt">]>', "external entity"),
        ('<!DOCTYPE a [<!ENTITY leak PUBLIC "-//x" "http://x.example/c">]>', "external entity"),
        ('<!DOCTYPE a [<!ENTITY % more "x"> %more;]>', "parameter entity"),
        ('<!DOCTYPE a [<!ENTITY % more SYSTEM "canary.txt"> %more;]>', "external entity"),
        (f'<!DOCTYPE a [<!ENTITY e0 "lol">{BOMB}]>', "an entity"),
        ("<!DOCTYPE a SYSTEM \"a.dtd\" [<!-- ' ] > --><!ENTITY e 'x'>]>", "an entity"),
        ('<!-- <a> --><?x y?>\n<!DOCTYPE a PUBLIC "[" ">" [<!entity e "x">]>', "an entity"),
        ('<!DOCTYPE a [<!ENTITY e "]>', "an entity"),
        ('<!DOCTYPE a><!DOCTYPE a [<!ENTITY e "x">]>', "two document types"),
    ],
)
def test_entities_are_refused_by_name(doctype: str, reason: str) -> None:
    """A document type that declares entities is refused before a parser sees it."""
    with pytest.raises(UnsafeDocument, match=reason):
        read_xml(f"<?xml version='1.0'?>{doctype}<a b='&leak;'>&leak;</a>".encode())


def test_a_plain_document_type_is_passed_over() -> None:
    """NITF comes with one; nothing that it names is opened, and lines keep their numbers."""
    root = read_xml(b'<!DOCTYPE nitf SYSTEM\n "no/such/file.dtd">\n<nitf>x</nitf>').root
    assert (root.text, root.sourceline) == ("x", 3)


@pytest.mark.parametrize("levels", [257, 300_000])
def test_deep_nesting_is_refused(levels: int) -> None:
    """Depth has a limit that the refusal names."""
    with pytest.raises(UnsafeDocument, match="deeper than 256"):
        read_xml(b"<a>" * levels + b"</a>" * levels)


def test_limits_are_named() -> None:
    """Bytes and tags have limits; each refusal says which one was passed."""
    with pytest.raises(MalformedUpdate, match="7 bytes, more than the limit of 6"):
        read_xml(b"<a>b</a"[:7], 6)
    with pytest.raises(UnsafeDocument, match="more tags than the limit of 1000000"):
        read_xml(b"<a>" + b"<b/>" * 1_000_001 + b"</a>")


def test_a_huge_text_is_whole() -> None:
    """Ten million characters in one element are all there, within seconds."""
    started = time.process_time()
    root = read_xml(b"<a><b>" + b"wave " * 2_100_000 + b"</b><c>END</c></a>").root
    assert [len(part.text or "") for part in root] == [10_500_000, 3]
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "cut",
    [
        *(b"", b"  \n", b"<", b"<?xml", b"<?xml version='1.0'?>", b"<!-- x", b"<!DOCTYPE a", b"<a"),
        *(b"<a b='", b"<a>text", b"<a><b>x</b>", b"<a><![CDATA[ x </b>", b"<a>x</a", b"<a>\xc5"),
    ],
)
def test_what_has_no_end_is_incomplete(cut: bytes) -> None:
    """A half-written file is told from a faulty one, so that a folder can wait for its end."""
    with pytest.raises(IncompleteDocument, match="not complete"):
        read_xml(cut)


@pytest.mark.parametrize("faulty", [b"<a><b>x</a>", b"<a>x</a><a>y</a>", b"hello", b'{"a": 1}'])
def test_what_is_whole_and_faulty_is_not_incomplete(faulty: bytes) -> None:
    """Waiting would not mend these."""
    with pytest.raises(MalformedUpdate) as refusal:
        read_xml(faulty)
    assert not isinstance(refusal.value, IncompleteDocument)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<a>Łódź</a>".encode("utf-8-sig"), "Łódź"),
        ("<a>Łódź</a>".encode("utf-16"), "Łódź"),
        ("<a>Łódź</a>".encode("utf-16-be"), "Łódź"),
        ('<?xml version="1.0" encoding="utf-16"?><a>Łódź</a>'.encode(), "Łódź"),
        ('<?xml version="1.0" encoding="windows-1251"?><a>мост</a>'.encode("cp1251"), "мост"),
        ('<?xml version="1.0" encoding="iso-8859-1"?><a>“é”</a>'.encode("cp1252"), "“é”"),
        ('<?xml version="1.0" encoding="gb2312"?><a>联通</a>'.encode("gbk"), "联通"),
        (b'\n\n <?xml version="1.0"?><a>x</a>\x04\0\0', "x"),
        (b"<a>x\x0by</a>", "xy"),
    ],
)
def test_text_is_read_as_it_was_written(data: bytes, text: str) -> None:
    """Marks, zero bytes and declarations each say what the characters are."""
    assert read_xml(data).root.text == text


@pytest.mark.parametrize(
    ("data", "text", "warning"),
    [
        (
            '<?xml version="1.0" encoding="iso-8859-1"?><a>Łódź</a>'.encode(),
            "Łódź",
            "read as UTF-8",
        ),
        (b"<a>\xc5\x81\xc3\xb3d\xc5\xba caf\xf1</a>", "Łódź caf\ufffd", "^1 bytes aren't UTF-8"),
        (b"<a>the caf\xe9 reopens</a>", "the café reopens", "^1 bytes .* windows-1252"),
        ('<?xml version="1.0" encoding="zip"?><a>ł</a>'.encode(), "ł", "'zip' isn't known"),
        (b"<a>AT&T &eacute; &foo; &#0; &lt;</a>", "AT&T é &foo; \ufffd <", "mended: "),
    ],
)
def test_faults_are_mended_one_by_one_and_named(data: bytes, text: str, warning: str) -> None:
    """A bad byte or a stray ampersand costs one character and a warning, not the document."""
    document = read_xml(data)
    assert document.root.text == text
    assert len(document.warnings) == 1
    assert re.search(warning, document.warnings[0])


def test_bytes_in_an_unknown_code_are_refused() -> None:
    """Cyrillic letters are never shown as Western European ones."""
    with pytest.raises(MalformedUpdate, match="no other encoding is declared"):
        read_xml("<a>мосты закрыты</a>".encode("cp1251"))


@pytest.mark.parametrize(
    ("language", "code", "text"),
    [
        ("ru", "cp1251", "мосты закрыты"),
        ("zh-CN", "gb18030", "大桥关闭，镕"),
        ("zh-TW", "big5", "大橋關閉"),
        ("ja", "cp932", "橋が閉鎖された"),
        ("ja", "euc_jp", "橋が閉鎖された"),
        ("ko", "cp949", "다리 폐쇄"),
        ("el", "cp1253", "Οι γέφυρες έκλεισαν"),
        ("tr", "cp1254", "Şğıİöü köprüler kapandı"),
        ("pl", "cp1250", "Żółć łąki źdźbło"),
    ],
)
def test_bytes_in_an_unknown_code_are_read_by_their_language(
    language: str, code: str, text: str
) -> None:
    """What a document says of its language tells the code that its system may still use."""
    feed = (
        f'<?xml version="1.0" encoding="utf-8"?><a><language>{language}</language><b>{text}</b></a>'
    )
    document = read_xml(feed.encode(code))
    assert document.root[1].text == text
    assert any("old code of its language" in warning for warning in document.warnings)


@pytest.mark.parametrize(
    "piece", ["<!--", "<![CDATA[", "<?", "&", "</a", "<!DOCTYPE a [", "<!ENTITY", "&#", "&x;"]
)
def test_repetition_costs_linear_time(piece: str) -> None:
    """No piece, however often it comes, keeps the parser busy."""
    started = time.process_time()
    for document in (
        piece * 100_000,
        f"<a>{piece * 100_000}</a>",
        f"<!DOCTYPE a [{piece * 100_000}",
    ):
        with pytest.raises(MalformedUpdate):
            read_xml((document + "<z>").encode())
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("declared", "code", "text"),
    [
        ("gb2312", "gbk", "镕基"),
        ("Shift_JIS", "cp932", "①橋"),
        ("x-sjis", "cp932", "橋"),
        ("euc-kr", "cp949", "똠방"),
        ("iso-8859-8-i", "iso8859-8", "שלום"),
        ("x-mac-cyrillic", "mac-cyrillic", "Мост"),
    ],
)
def test_codes_are_what_senders_mean_by_them(declared: str, code: str, text: str) -> None:
    """A name stands for the larger set that browsers read under it, and may have an x or an i."""
    data = f'<?xml version="1.0" encoding="{declared}"?><a>{text}</a>'.encode(code)
    assert read_xml(data).root.text == text
