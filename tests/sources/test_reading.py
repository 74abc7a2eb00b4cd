import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sitbrief.sources
from sitbrief.schemas import Article, SettingsError, text_hash
from sitbrief.sources import Reading, read_articles

SEEN = datetime(2031, 3, 9, 6, 0, tzinfo=UTC)
LEAD = "QARADIN (SPS) - Three bridges over the Teryan were closed on Monday."
BODY = "Engineers found cracks in two of the pillars, and the third was closed as well."
TEXT = f"{LEAD}\n\n{BODY}\n"
FRONT = """---
title: "Bridges: three closed"
outlet: Qaradin Courier
url: https://qaradincourier.example/bridges
published: 2031-03-05T17:40:00Z
language: en
---
"""


def test_the_face_is_what_is_there() -> None:
    """`__all__` is sorted and names what the package gives."""
    assert {"Fetcher", "Reading", "gather", "read_articles"} <= set(sitbrief.sources.__all__)
    assert sitbrief.sources.Reading is Reading


def test_a_text_becomes_an_article(tmp_path: Path) -> None:
    """Text, sentences, revision, path and first sight are filled; what the file leaves out stays empty."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    (article,) = read_articles(str(path), seen=SEEN).articles
    assert [s.text for s in article.sentences] == [LEAD, BODY]
    assert article.text == TEXT.strip()
    assert article.revision == text_hash(article.text)
    assert (article.path, article.first_seen, article.language) == (str(path), SEEN, "en")
    assert (article.title, article.outlet, article.url, article.published) == ("", "", "", None)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "A.TXT"])
def test_front_matter_gives_the_fields(article: Callable[..., Article], name: str) -> None:
    """Title, outlet, address, date and language stand between `---` lines, and are not in the text."""
    found = article(FRONT + TEXT, name)
    assert (found.title, found.outlet) == ("Bridges: three closed", "Qaradin Courier")
    assert found.url == "https://qaradincourier.example/bridges"
    assert found.published is not None
    assert (found.published.instant, found.published.origin) == (
        datetime(2031, 3, 5, 17, 40, tzinfo=UTC),
        "front matter",
    )
    assert found.text == TEXT.strip()


def test_front_matter_values_stay_text(article: Callable[..., Article]) -> None:
    """A title that YAML takes for a number, a date or a truth value is still a title."""
    assert article(f"---\ntitle: 2031-03-05\noutlet: no\n---\n{TEXT}").title == "2031-03-05"


def test_a_rule_is_no_front_matter(article: Callable[..., Article]) -> None:
    """A line of more dashes at the top is an ornament."""
    assert article(f"-----\n{TEXT}").sentences[0].text == LEAD


def test_the_headline_is_the_title_if_none_is_given(article: Callable[..., Article]) -> None:
    """A text without front matter takes its title from its headline."""
    found = article(f"Three bridges closed over cracks\n\n{TEXT}")
    assert found.title == "Three bridges closed over cracks"
    assert [(a.kind, a.text) for a in found.asides] == [("headline", "Three bridges closed over cracks")]
    assert found.sentences[0].text == LEAD


def test_the_date_line_dates_what_has_no_better_date(article: Callable[..., Article]) -> None:
    """Front matter comes before the date line, the date line before the flag."""
    dated = f"Mar. 04, 2031 • 3 min read\n\n{TEXT}"
    flag = date(2031, 3, 1)
    by_line = article(dated, published=flag).published
    by_field = article(FRONT + dated, published=flag).published
    by_flag = article(TEXT, published=flag).published
    assert by_line is not None
    assert by_field is not None
    assert by_flag is not None
    assert (by_line.day, by_line.origin) == (date(2031, 3, 4), "date line")
    assert (by_field.day, by_field.origin) == (date(2031, 3, 5), "front matter")
    assert (by_flag.day, by_flag.origin, by_flag.instant) == (flag, "flag", None)


def test_the_id_outlives_a_change_of_the_text(article: Callable[..., Article]) -> None:
    """An address fixes the id, whatever its fragment; the revision follows the text."""
    one, other = article(FRONT + TEXT), article(FRONT.replace("/bridges", "/bridges#top") + LEAD)
    assert one.id == other.id
    assert one.revision != other.revision
    assert len(one.id) == 12
    assert set(one.id) <= set("0123456789abcdef")


def test_the_id_without_an_address(article: Callable[..., Article]) -> None:
    """Then outlet, title and day fix the id, the flag does not; without a title the text does."""
    headline = "Three bridges closed over cracks\n\n"
    assert article(headline + TEXT).id == article(headline + LEAD).id
    assert article(headline + TEXT).id == article(headline + TEXT, published=date(2031, 3, 5)).id
    assert article(headline + TEXT).id != article("---\noutlet: Courier\n---\n" + headline + TEXT).id
    assert article(TEXT).id != article(LEAD).id


def test_the_language_is_given_or_told_by_the_text(article: Callable[..., Article]) -> None:
    """A given language counts, without its region, where the text leaves it open; Arabic letters mean Arabic."""
    assert article("---\nlanguage: FR-fr\n---\nPont fermé.").language == "fr"
    assert article(f"---\nlanguage: fr\n---\n{TEXT}").language == "en"
    assert article("أُغلقت ثلاثة جسور في المدينة.").language == "ar"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_and_without_its_mark(article: Callable[..., Article], encoding: str) -> None:
    """UTF-8, and what has a byte order mark, is decoded as what it is."""
    assert article("Te\u0301ryan, “closed.”".encode(encoding)).text == "T\u00e9ryan, “closed.”"


@pytest.mark.parametrize(
    ("encoding", "text"), [("cp1256", "أُغلقت ثلاثة جسور في المدينة يوم الاثنين. "), ("cp1252", "Café fermé à Genève. ")]
)
def test_other_encodings_are_told(article: Callable[..., Article], encoding: str, text: str) -> None:
    """What is no UTF-8 is decoded by what its letters look like."""
    assert article((text * 5).encode(encoding)).text == (text * 5).strip()


def test_wrapped_text_is_read_as_paragraphs(article: Callable[..., Article]) -> None:
    """A sentence that was broken over two lines is one sentence."""
    lines = [
        "QARADIN (SPS) - Three bridges over the Teryan were closed",
        "on Monday after engineers had found cracks in the pillars",
        "of two of them, the ministry said in a statement that it",
        "published at noon. The third was closed as a precaution.",
    ]
    first, second = article("\n".join(lines)).sentences
    assert first.text.startswith("QARADIN (SPS)")
    assert first.text.endswith("that it published at noon.")
    assert second.text == "The third was closed as a precaution."


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("", "a.txt", "is empty"),
        (" \n\t\r\n", "a.txt", "is empty"),
        ("\ufeff\u200b", "a.txt", "holds no text"),
        (FRONT, "a.txt", "holds no text"),
        (b"PK\x03\x04\0\0\0", "a.txt", "is binary"),
        (b"<html>\0</html>", "a.html", "is binary"),
        (bytes(range(128, 256)) * 3, "a.txt", "in no encoding"),
        ("Comments\n\nHashtags", "a.txt", "holds no article text"),
        ("x", "a.doc", "is no .atom, .eml, .htm, .html, .json, .jsonl, .md, .pdf, .rss, .txt, .xml file"),
        ("x", "a", "is no .atom"),
        ("x", "a.pdf", "cannot be opened as PDF"),
        ("<a/>", "a.xml", "is no RSS, Atom or JSON feed"),
        ("Subject: x\n\n", "a.eml", "holds no text"),
        (f"---\ntitle: a: b\n---\n{TEXT}", "a.txt", "front matter, line 2: mapping values"),
        (f"---\ntitle: ok\noutlet: 'x\n---\n{TEXT}", "a.md", "front matter, line 4"),
        (f"---\ntitle: ok\n\n{TEXT}", "a.txt", "opens on line 1 and is not closed"),
        (f"---\nno fields\n---\n{TEXT}", "a.txt", "no fields"),
        (f"---\ntitle: [a, b]\n---\n{TEXT}", "a.txt", "title is ['a', 'b']"),
        ("---\na: " + "[" * 3900 + f"\n---\n{TEXT}", "a.txt", "front matter, line"),
        ("---\na: " + "[" * 60_000 + f"\n---\n{TEXT}", "a.txt", "front matter is longer"),
        (f"---\npublished: 5 March\n---\n{TEXT}", "a.txt", "published '5 March' is no date; write a day"),
    ],
)
def test_a_file_that_is_no_article_says_why(
    reason: Callable[..., str], content: str | bytes, name: str, words: str
) -> None:
    """Each fault has its own message, and each says what to do next."""
    message = reason(content, name)
    assert words in message
    assert any(sign in message for sign in ("; ", "give "))


def test_a_file_over_the_bound_is_not_read(tmp_path: Path) -> None:
    """Ten million bytes are read, one more is refused by its size alone."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(10_000_001)
    (failed,) = read_articles(path, seen=SEEN).failed
    assert "has 10,000,001 bytes, more than 10,000,000" in failed.reason


def test_what_is_not_there_is_a_failure(tmp_path: Path) -> None:
    """A path without a file is named as it was given, and raises nothing."""
    (failed,) = read_articles(str(tmp_path / "none.txt"), seen=SEEN).failed
    assert failed.name == str(tmp_path / "none.txt")
    assert failed.reason == "is not there; check the path"


def test_what_cannot_be_opened_is_a_failure(tmp_path: Path) -> None:
    """A link that leads to itself and a path with a NUL cannot be read; neither raises."""
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    reading = read_articles([tmp_path / "loop.txt", "a\0.txt"], seen=SEEN)
    assert ["cannot be read" in failed.reason for failed in reading.failed] == [True, True]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Opening a pipe would wait for a writer; it is refused unopened."""
    os.mkfifo(tmp_path / "pipe.txt")
    (failed,) = read_articles(tmp_path / "pipe.txt", seen=SEEN).failed
    assert "is no regular file" in failed.reason


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read_is_a_failure(tmp_path: Path) -> None:
    """A file and a folder without permission are named, and the rest is read."""
    for name in ("a.txt", "b.txt", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "sub").chmod(0)
    reading = read_articles(tmp_path, seen=SEEN)
    (tmp_path / "sub").chmod(0o700)
    assert [Path(a.path).name for a in reading.articles] == ["b.txt"]
    assert sorted(Path(f.name).name for f in reading.failed) == ["a.txt", "sub"]
    assert all("permissions" in f.reason for f in reading.failed)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with articles, a bad file, hidden ones and one of another kind."""
    for name in ("b.txt", "a.md", "sub/c.txt", "sub/.hidden.txt", ".git/d.txt", "notes.doc", "bad.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("" if name == "bad.txt" else f"{TEXT}\n{name}.")
    return tmp_path


def test_a_folder_is_read_by_name_and_below(folder: Path) -> None:
    """Hidden files are skipped, a bad file stops nothing, and what is not read is named."""
    reading = read_articles(f"{folder}/", seen=SEEN)
    assert [a.path for a in reading.articles] == [f"{folder}/a.md", f"{folder}/b.txt", f"{folder}/sub/c.txt"]
    assert [f.name for f in reading.failed] == [f"{folder}/bad.txt"]
    assert reading.ignored == [f"{folder}/notes.doc"]


def test_several_paths_are_read_in_their_order_and_once(folder: Path) -> None:
    """A file that is given alone and with its folder is read once."""
    reading = read_articles([folder / "b.txt", folder, str(folder / "sub")], seen=SEEN)
    assert [Path(a.path).name for a in reading.articles] == ["b.txt", "a.md", "c.txt"]


def test_a_folder_without_articles_is_a_failure(tmp_path: Path) -> None:
    """Nothing to read is said, not passed over."""
    (tmp_path / "notes.doc").write_text("x")
    reading = read_articles(tmp_path, seen=SEEN)
    assert [f.name for f in reading.failed] == [str(tmp_path)]
    assert len(reading.ignored) == 1


def test_of_json_and_xml_files_of_a_folder_only_feeds_are_read(tmp_path: Path) -> None:
    """Others are passed over, and told; given by itself such a file is a failure."""
    (tmp_path / "data.json").write_text('{"a": 1}')
    (tmp_path / "feed.xml").write_text(
        f"<rss><channel><item><title>T</title><description>{BODY}</description></item></channel></rss>"
    )
    reading = read_articles(tmp_path, seen=SEEN)
    assert [a.title for a in reading.articles] == ["T"]
    assert reading.ignored == [f"{tmp_path}/data.json"]
    assert "is no RSS" in read_articles(tmp_path / "data.json", seen=SEEN).failed[0].reason


def test_no_path_gives_nothing() -> None:
    """An empty list is an empty reading."""
    assert read_articles([], seen=SEEN) == Reading()


def test_a_name_in_bytes_that_are_no_text_can_be_shown(tmp_path: Path) -> None:
    """A file name that is no UTF-8 is read, and stands in the article as something that can be stored."""
    raw = os.fsencode(tmp_path) + b"/\xff.txt"
    try:
        with open(raw, "w") as file:
            file.write(TEXT)
    except OSError:
        pytest.skip("the file system takes only UTF-8 names")
    (article,) = read_articles(tmp_path, seen=SEEN).articles
    assert article.path == f"{tmp_path}/\ufffd.txt"
    assert Article.model_validate_json(article.model_dump_json()) == article


JSON_LINES = (
    '\ufeff{"title": "One", "outlet": "A", "url": "https://a.example/1", "published": "2031-03-05", "language": "en",'
    ' "text": "One is here.\\u2028Two is here.", "more": [1]}\n'
    "\n"
    "not json\n"
    '{"title": "No text"}\n'
    '["text"]\n'
    '{"text": "Bad date here.", "published": "soon"}\n'
    '{"text": "Bad title here.", "title": 5}\n'
    '{"text": "   "}\n' + "[" * 100_000 + "\n"
    '{"text": "Half \\ud800 a sign. \\u0000", "published": null}'
)


def test_a_bad_line_stops_no_other(read: Callable[..., Reading]) -> None:
    """Each line is an article or a failure of its own, named by its number."""
    reading = read(JSON_LINES, "feed.jsonl")
    assert [Path(a.path).name for a in reading.articles] == ["feed.jsonl:1", "feed.jsonl:10"]
    assert [Path(f.name).name.partition(":")[2] for f in reading.failed] == [*"3456789"]
    words = (
        "is no JSON",
        "no field 'text'",
        "no field 'text'",
        "published 'soon'",
        "title is 5",
        "holds no text",
        "is no JSON",
    )
    assert [word in f.reason for word, f in zip(words, reading.failed, strict=True)] == [True] * 7


def test_a_line_gives_its_fields(read: Callable[..., Reading]) -> None:
    """Fields are taken, unknown ones left, and a separator in the text is a line break and no line of the file."""
    first, last = read(JSON_LINES, "feed.jsonl").articles
    assert (first.title, first.outlet, first.url, first.language) == ("One", "A", "https://a.example/1", "en")
    assert first.published is not None
    assert (first.published.day, first.published.origin) == (date(2031, 3, 5), "field")
    assert [s.text for s in first.sentences] == ["One is here.", "Two is here."]
    assert last.text == "Half \ufffd a sign."
    assert last.published is None


def test_a_line_that_is_no_utf8_is_a_failure_of_its_own(read: Callable[..., Reading]) -> None:
    """One line in another encoding leaves the others readable."""
    reading = read(b'{"text": "One is here."}\n' + '{"text": "Café."}\n'.encode("cp1252"), "feed.jsonl")
    assert len(reading.articles) == 1
    assert "is not UTF-8" in reading.failed[0].reason


def test_first_sight_is_kept_in_utc(tmp_path: Path) -> None:
    """The instant of reading is given with its zone, and stored in UTC; without one nothing is read."""
    (tmp_path / "a.txt").write_text(TEXT)
    east = SEEN.astimezone(timezone(timedelta(hours=3)))
    (article,) = read_articles(tmp_path, seen=east).articles
    assert article.first_seen.isoformat() == "2031-03-09T06:00:00+00:00"
    with pytest.raises(SettingsError, match="has no time zone"):
        read_articles(tmp_path, seen=datetime(2031, 3, 9))
