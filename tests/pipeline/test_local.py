"""The embedded model from end to end, recorded from the real server with its real weights, faults included."""

import asyncio
import io
import subprocess
import sys
from collections.abc import Iterator

import pytest
import sitbrief
from sitbrief.local import LocalServer, find_weights, serving
from sitbrief.pipeline import Outcome, Run, Settings, Strategy, check_brief, period_of
from sitbrief.samples import ARTICLES
from sitbrief.schemas import Article, EventType
from sitbrief.store import Store

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

# The default weights by the name that their recordings carry.
MODEL = "qwen2.5-coder-1.5b-instruct-q4_k_m-917f8d63"
PARAMETERS = 1_777_088_000
# In the usual window of 8,192 tokens an answer without end takes a quarter of an hour to record.
SMALL_WINDOW = 3400


@pytest.fixture
def embedded(request: pytest.FixtureRequest) -> Iterator[LocalServer]:
    """The recorded server; the real one only while recording anew."""
    if request.config.getoption("--record-mode") not in (None, "none"):
        with serving(find_weights(), SMALL_WINDOW if "cut_off" in request.node.name else 8192) as server:
            assert server.model == MODEL
            yield server
        return
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield LocalServer("http://127.0.0.1:9", "no-key", MODEL, PARAMETERS, process, io.BytesIO())
        process.kill()


@pytest.fixture
def article() -> Article:
    """A sample of 13 sentences: a rejected nominee, a threat, denials."""
    return sitbrief.read_articles(ARTICLES / "2031-03-04-feed.jsonl")[0]


def _extract(embedded: LocalServer, store: Store, article: Article, **settings: object) -> Outcome:
    run = Run(Settings(model="local", **settings), store, local=embedded)  # type: ignore[arg-type]
    return asyncio.run(run.extract([store.add_article(article)]))[0]


@pytest.mark.vcr
def test_what_rules_and_model_both_read_is_published(embedded: LocalServer, store: Store, article: Article) -> None:
    """Events and sayings with their evidence; the other readings are kept with both versions and the reason."""
    extraction = _extract(embedded, store, article).extraction
    assert extraction is not None
    assert extraction.kinds == ("events", "sayings")
    told = {(event.actors[0], event.type) for event in extraction.events}
    assert ("Aldmoor", EventType.REJECT) in told
    assert ("Farhad Dilevi", EventType.CONSULT) in told
    assert all(record.evidence for record in extraction.records())
    unconfirmed = next(each for each in extraction.rejected if "expected to fly" in each.raw["what"])
    assert unconfirmed.findings[0].fault == "another verb"
    assert unconfirmed.raw["rules"] == ["two officials | said"]


@pytest.mark.vcr
def test_a_brief_tells_confirmed_sentences_first(embedded: LocalServer, store: Store, article: Article) -> None:
    """In the article's words, with the records; what was not confirmed is counted by reason and not told."""
    settings = Settings(model="local", timezone="UTC")
    run = Run(settings, store, local=embedded)
    period = period_of([article], settings, today=article.day(settings.zone))
    brief = asyncio.run(run.brief([store.add_article(article)], period))
    told = [statement for group in brief.developments for statement in group.statements]
    assert [statement.text.split()[0] for statement in told][:1] == ["Aldmoor"]
    assert all(statement.records for statement in told if "summoned" in statement.text)
    assert not [each for each in check_brief(brief) if each.findings]
    page = brief.to_markdown()
    assert f"the model {MODEL}".replace("_", "\\_") in page
    assert "not confirmed, or failed the checks" in page
    assert "confirm: another verb" in page
    assert store.previous_brief(period.end, "") is None


@pytest.mark.vcr
def test_as_a_whole_a_small_model_invents_and_is_asked_again(
    embedded: LocalServer, store: Store, article: Article
) -> None:
    """Countries that exist for those of the article, and numbers of another sentence: rejected, asked again once, and
    kept with the reasons.
    """
    outcome = _extract(embedded, store, article, strategy=Strategy.WHOLE)
    assert outcome.extraction is not None
    assert outcome.usage.calls == 2
    assert outcome.usage.reasks == 1
    reasons = [finding.value for each in outcome.extraction.rejected for finding in each.findings]
    assert reasons
    assert all(record.evidence for record in outcome.extraction.records())


@pytest.mark.vcr
def test_an_answer_without_end_is_cut_off_and_asked_for_less(
    embedded: LocalServer, store: Store, article: Article
) -> None:
    """The model repeats itself until the window is full, and gives less when it is asked for less. What the checks
    reject cannot be asked again, as that request is longer than the window; it is kept with its reasons all the same.
    """
    outcome = _extract(embedded, store, article, strategy=Strategy.WHOLE)
    assert outcome.extraction is not None
    assert (outcome.usage.calls, outcome.usage.reasks) == (2, 2)
    faults = {finding.check for each in outcome.extraction.rejected for finding in each.findings}
    assert {"name", "sentences"} <= faults
    assert all(record.evidence for record in outcome.extraction.records())


def test_an_article_in_another_language_says_that_no_events_were_read(embedded: LocalServer, store: Store) -> None:
    """Nothing is asked, nothing is read, and that is said; its brief tells leading and central sentences."""
    arabic = sitbrief.read_articles(ARTICLES / "2031-03-06-minbar-qaradin-presidency-vote.txt")[0]
    outcome = _extract(embedded, store, arabic)
    assert outcome.extraction is not None
    assert outcome.usage.calls == 0
    assert outcome.extraction.records() == []
    assert "the rules read English" in outcome.extraction.rejected[0].findings[0].reason
