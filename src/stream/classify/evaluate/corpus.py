"""Reads the public geoparsing corpora: texts with toponyms, their spans and where they are.

Two XML forms are in use: GeoVirus's (`location`: name, start, end, lat, lon, page) and that of LGL and
TR-News (`toponym`: phrase, start, end, and a `gaztag` with GeoNames' id, class, country and position).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from msgspec import Struct

from stream.errors import MalformedUpdate, unreadable

REACH = 15
"""Characters by which a stated span may be off: then the nearest place where the name stands counts."""

_COUNTRY_CODES = re.compile(r"PCL\w*|TERR")


class Toponym(Struct, frozen=True):
    """A gold toponym: characters `start` to `end` of the body; `where` is (latitude, longitude) or None.

    `country` is ISO 3166-1 alpha-2 if the toponym is a country, and only then. `id` is GeoNames' or 0.
    """

    name: str
    start: int
    end: int
    where: tuple[float, float] | None
    id: int
    country: str


class Document(Struct, frozen=True):
    """A text with all its gold toponyms; `source` is the address or domain that it came from."""

    name: str
    source: str
    title: str
    body: str
    toponyms: list[Toponym]


def read_corpus(path: Path, country_of: Callable[[int, str], str]) -> list[Document]:
    """The documents of a corpus file.

    `country_of` tells the ISO code of a country from its GeoNames id (or 0) and name, "" if it is none.
    Raises MalformedUpdate for a file that is neither form.
    """
    try:
        root = ElementTree.fromstring(path.read_bytes())
    except OSError as error:
        raise MalformedUpdate(unreadable(error), str(path)) from error
    except ElementTree.ParseError as error:
        raise MalformedUpdate(f"not a readable corpus: {error}", str(path)) from error
    articles = root.findall("article")
    if not articles:
        raise MalformedUpdate(
            "no <article> in it: expected the XML of GeoVirus, TR-News or LGL", str(path)
        )
    return [
        _document(article, number, path, country_of) for number, article in enumerate(articles, 1)
    ]


def _document(
    article: ElementTree.Element, number: int, path: Path, country_of: Callable[[int, str], str]
) -> Document:
    body = article.findtext("text") or ""
    source = (
        article.findtext("domain") or article.findtext("source") or article.findtext("feedid") or ""
    )
    try:
        found = [top for node in _nodes(article) if (top := _toponym(node, body, country_of))]
    except (TypeError, ValueError) as error:
        raise MalformedUpdate(
            f"a toponym can't be read: {error}", f"{path}: article {number}"
        ) from error
    return Document(
        name=article.get("docid") or str(number),
        source=source.strip(),
        title=(article.findtext("title") or "").strip(),
        body=body,
        toponyms=sorted(found, key=lambda top: (top.start, top.end)),
    )


def _nodes(article: ElementTree.Element) -> Iterator[ElementTree.Element]:
    yield from article.iter("location")
    yield from article.iter("toponym")


def _toponym(
    node: ElementTree.Element, body: str, country_of: Callable[[int, str], str]
) -> Toponym | None:
    name = (node.findtext("phrase") or node.findtext("name") or "").strip()
    start = _mended(body, name, int(node.findtext("start") or ""))
    if start < 0:
        return None
    tag = node.find("gaztag")
    id = int(tag.get("geonameid") or 0) if tag is not None else 0
    latitude, longitude = node.findtext(".//lat"), node.findtext(".//lon")
    where = (float(latitude), float(longitude)) if latitude and longitude else None
    return Toponym(name, start, start + len(name), where, id, _country(node, tag, country_of))


def _mended(body: str, name: str, start: int) -> int:
    """Where the name really starts, or -1 if it is not there."""
    if body[start : start + len(name)] == name:
        return start
    low = max(0, start - REACH)
    places = [
        m.start() + low for m in re.finditer(re.escape(name), body[low : start + len(name) + REACH])
    ]
    return min(places, key=lambda at: abs(at - start)) if name and places else -1


def _country(
    node: ElementTree.Element,
    tag: ElementTree.Element | None,
    country_of: Callable[[int, str], str],
) -> str:
    """The ISO code, if the toponym is a country: by feature code, or by the title of its page."""
    if tag is not None:
        code = tag.findtext("fcode") or ""
        country = tag.find("country")
        id = int(
            (country.get("geonameid") if country is not None else None) or tag.get("geonameid") or 0
        )
        return country_of(id, "") if _COUNTRY_CODES.fullmatch(code) else ""
    title = (
        (node.findtext("page") or "")
        .rsplit("/", 1)[-1]
        .removesuffix("_(country)")
        .replace("_", " ")
    )
    return country_of(0, title)
