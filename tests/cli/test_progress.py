import io

from rich.console import Console
from rich.progress import Progress as Bars
from rich.progress import TextColumn
from sitbrief.cli.progress import Bar, shown
from sitbrief.cli.tables import records_table
from sitbrief.pipeline import Quiet
from sitbrief.schemas import Actor, Article, Figure, Stance, Usage, text_hash


def article(title: str) -> Article:
    return Article(id="a", revision=text_hash("x"), title=title, text="x", sentences=())


def test_off_a_terminal_nothing_is_shown() -> None:
    """Standard error of a test is no terminal: the progress is silent."""
    with shown() as progress:
        assert isinstance(progress, Quiet)


def test_the_bar_tells_counts_tokens_and_failures() -> None:
    """Articles done, calls, tokens, what was reused, and each failing article by name with its reason."""
    page = io.StringIO()
    columns = (TextColumn("{task.description} {task.completed}/{task.total} {task.fields[told]}"),)
    with Bars(*columns, console=Console(file=page, width=200)) as bars:
        bar = Bar(bars)
        bar.begin(2)
        bar.usage(Usage(calls=1, tokens_in=1200, tokens_out=300, reused=1))
        bar.article(article("a.txt"))
        bar.article(article("b.txt"), "no [answer]")
        bar.writing()
    text = page.getvalue()
    assert "failed: b.txt: no [answer]" in text
    assert "writing 2/2 1 calls, 1,200 tokens in, 300 out, 1 reused, 1 failed" in text


def test_the_table_shows_each_kind_of_record() -> None:
    """Kind, words, days and sentences of an actor, a stance and a figure."""
    text = "About 480 men came."
    bridge = Article(id="a", revision=text_hash(text), title="Bridge", text=text, sentences=())
    records = [
        Actor(sentences=[1], name="Idris Qalani", type="person", role="premier", country="Sarvan"),
        Stance(sentences=[2], holder="SPP", target="the deal", polarity="against", cue="no", said="direct", quote="No"),
        Figure(sentences=[1, 3], value="480", qualifier="About", unit="men", of="arrivals"),
    ]
    table = records_table([(bridge, record) for record in records])
    for words in ("Idris Qalani, premier, Sarvan", 'SPP: the deal "No"', "About 480 men: arrivals", "Bridge", "1, 3"):
        assert words in table
