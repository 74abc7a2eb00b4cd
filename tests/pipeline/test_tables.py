"""The picture of a period as tables, from what the store holds."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
import sitbrief
from sitbrief.cli import app
from sitbrief.grounding import ground
from sitbrief.pipeline import Settings
from sitbrief.schemas import KINDS, Brief, BriefHeader, Event, Extraction, Figure, RecordSet, Stance
from sitbrief.store import Store
from typer.testing import CliRunner

FIRST = "Sarvan has received about 480 prisoners from Halvaz so far, Interior Minister Jalal Temrouk said on Wednesday."
SECOND = "Sarvan has received 1,360 prisoners from Halvaz so far, Interior Minister Jalal Temrouk said on Saturday."
WELCOME = "Temrouk welcomed the transfers."


@pytest.fixture
def settings(tmp_path):
    """A store with two reports of a count, each extracted, and one article that was not."""
    chosen = Settings(store=str(tmp_path / "store.db"), area="Sarvan")
    days = {"2031-03-05": (FIRST, "480", "about"), "2031-03-08": (SECOND, "1,360", "")}
    with Store.open(chosen.store) as store:
        for day, (sentence, value, qualifier) in days.items():
            article = store.add_article(written(tmp_path, day, f"{sentence}\n\n{WELCOME}"))
            store.keep_extraction(extraction(article, value, qualifier), "c")
        store.add_article(written(tmp_path, "2031-03-09", "Nobody has read this yet in Qaradin."))
    return chosen


def written(tmp_path, day, text):
    path = tmp_path / f"{day}.txt"
    path.write_text(f"Prisoners counted on {day}\n\n{text}\n", encoding="utf-8")
    return sitbrief.read_articles(path, published=day)[0]


def extraction(article, value, qualifier):
    number = next(s.n for s in article.sentences if value in s.text)
    given = [
        Event(
            s=[number],
            type="COOPERATE",
            actors=["Halvaz"],
            recipients=["Sarvan"],
            what=f"Sarvan received {value} prisoners.",
        ),
        Figure(s=[number], value=value, qualifier=qualifier, unit="prisoners", of="prisoners received from Halvaz"),
        Stance(
            s=[number + 1],
            holder="Jalal Temrouk",
            target="the transfers",
            polarity="favor",
            cue="welcomed",
            said="indirect",
        ),
    ]
    made = Extraction(article=article.id, revision=article.revision, kinds=tuple(kind.plural for kind in KINDS))
    for record in given:
        grounded, findings = ground(record, article)
        made.add([] if findings and record is not given[0] else [grounded])
    return made


def test_figures_of_one_quantity_stand_together_by_day(settings):
    """With the series that they belong to, and the sentence that carries each."""
    rows = sitbrief.figures(settings=settings)
    assert [(row.day, row.qualifier, row.value) for row in rows] == [
        (date(2031, 3, 5), "about", "480"),
        (date(2031, 3, 8), "", "1,360"),
    ]
    assert len({row.series for row in rows}) == 1
    assert rows[0].series
    assert rows[1].citations[0].quote == SECOND


def test_a_period_leaves_the_others_out(settings):
    """By days as text or as dates."""
    assert [row.value for row in sitbrief.figures(day="2031-03-08", settings=settings)] == ["1,360"]
    assert [row.value for row in sitbrief.figures(until=date(2031, 3, 6), settings=settings)] == ["480"]


def test_stances_are_by_holder_target_and_day(settings):
    rows = sitbrief.stances(settings=settings)
    assert [(row.holder, row.target, row.polarity, row.day.day) for row in rows] == [
        ("Jalal Temrouk", "the transfers", "favor", 5),
        ("Jalal Temrouk", "the transfers", "favor", 8),
    ]


def test_events_say_who_reports_them(settings):
    """Names in place of keys, origins, grades, and one origin alone said so."""
    rows = sitbrief.events(settings=settings)
    assert {row.actors for row in rows} == {("Halvaz",)}
    assert all(row.single_source and row.source == "F" and row.credibility == 6 for row in rows)


def test_without_an_earlier_brief_nothing_changed_and_nothing_contradicts(settings):
    assert sitbrief.changes(settings=settings) == []
    assert sitbrief.contradictions(settings=settings) == []


OTHER = "The ministry said that 70 lawyers had applied to see them."


@pytest.fixture
def told_before(settings, tmp_path):
    """The store holds a brief of 5 March, with the count of that day and another figure of it."""
    with Store.open(settings.store) as store:
        (count,) = (a for a in store.articles() if a.published.day == date(2031, 3, 5))
        article = store.add_article(written(tmp_path, "2031-03-05", OTHER))
        figure = Figure(
            s=[article.sentences[-1].n], value="70", unit="lawyers", of="lawyers who applied to see the prisoners"
        )
        records = RecordSet()
        grounded, findings = ground(figure, article)
        assert not findings
        records.add([grounded])
        records.add(store.latest_extractions([count])[count.id, count.revision].records())
        cut_off = datetime(2031, 3, 6, tzinfo=UTC)
        day = count.published.day
        header = BriefHeader(area="Sarvan", since=day, until=day, cut_off=cut_off, articles=2, model="m")
        store.keep_brief(Brief(header=header, articles=[count, article], records=records))


def test_against_the_last_brief_a_count_is_an_update_with_both_its_sentences(settings, told_before):
    """The earlier ones apart; what the last brief alone told is no figure of this period."""
    rows = sitbrief.changes(day="2031-03-08", settings=settings)
    (grown,) = (row for row in rows if row.kind == "updated")
    assert "480" in grown.delta
    assert "1,360" in grown.delta
    assert [cited.quote for cited in grown.earlier] == [FIRST]
    assert SECOND in [cited.quote for cited in grown.citations]
    assert [row.value for row in sitbrief.figures(day="2031-03-08", settings=settings)] == ["480", "1,360"]


@pytest.fixture
def run(settings):
    """Runs a command on the store."""
    return lambda *arguments: CliRunner().invoke(app, [*arguments, "--store", settings.store, "--area", "Sarvan"])


def test_an_article_that_was_not_extracted_is_named(run):
    """The table is of the others, and says so."""
    result = run("figures", "--format", "jsonl")
    assert result.exit_code == 0
    assert [json.loads(line)["value"] for line in result.stdout.splitlines()] == ["480", "1,360"]
    assert "not extracted: " in result.stderr
    assert "2031-03-09.txt" in result.stderr


def test_csv_has_a_header_and_the_cited_sentences(run):
    rows = list(csv.DictReader(io.StringIO(run("figures", "--format", "csv").stdout)))
    assert [(row["value"], row["amount"], row["day"]) for row in rows] == [
        ("480", "480", "2031-03-05"),
        ("1,360", "1360", "2031-03-08"),
    ]
    assert rows[0]["sentences"] == FIRST
    assert rows[0]["cited"].endswith(", 2031-03-05 [1]")


def test_a_table_fits_a_terminal(run):
    shown = run("stances").stdout
    assert "Jalal Temrouk" in shown
    assert max(map(len, shown.splitlines())) <= 160


def test_a_table_leaves_out_columns_that_say_nothing(run):
    """Nothing was dated, graded, shifted or compared; a title stands for an outlet that is not known."""
    head = next(line.split() for line in run("events").stdout.splitlines() if line.strip())
    assert head == ["type", "actors", "recipients", "what", "origins", "cited"]
    assert "shifted" not in run("stances").stdout
    assert "Prisoners counted on 2031-03-05 [2]" in run("stances").stdout


@pytest.mark.parametrize("name", ["contradictions", "changes"])
def test_nothing_to_show_is_exit_code_4(run, name):
    result = run(name)
    assert result.exit_code == 4
    assert result.stdout == ""


def test_a_period_that_ends_before_it_begins_is_wrong_usage(run):
    assert run("events", "--since", "2031-03-08", "--until", "2031-03-05").exit_code == 2


def test_a_text_that_a_spreadsheet_takes_for_a_formula_is_kept_from_it(settings):
    """An apostrophe stands before it."""
    from sitbrief.cli.tables import rows_csv
    from sitbrief.schemas import ContradictionRow

    row = ContradictionRow(id="x", kind="figure", about="=1+1", holder="@A", says="-2")
    assert rows_csv([row]).splitlines()[1] == "x,figure,'=1+1,'@A,'-2,,"
