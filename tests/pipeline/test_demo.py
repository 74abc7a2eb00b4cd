from pathlib import Path

import pytest
import yaml
from sitbrief.cassettes import DEMO
from sitbrief.pipeline import SituationBrief, check_brief, demo
from sitbrief.samples import ARTICLES


@pytest.fixture(scope="module")
def written() -> SituationBrief:
    return demo()


def test_the_demo_plays_every_recorded_answer(written: SituationBrief) -> None:
    """As many calls as recorded exchanges: nothing was skipped, and `demo` itself fails otherwise."""
    recorded = yaml.safe_load(DEMO.read_text(encoding="utf-8"))["interactions"]
    assert written.usage.calls == len(recorded)


def test_every_statement_of_the_demo_holds(written: SituationBrief) -> None:
    """Each statement cites at least one sentence and passes its checks against it."""
    checked = check_brief(written)
    assert len(checked) > 15
    assert not [statement for statement in checked if statement.findings]


def test_the_demo_reads_all_samples(written: SituationBrief) -> None:
    """Twelve articles in eleven files, none failed, the undated one said to be so."""
    assert written.header.articles == 12
    assert len(list(ARTICLES.iterdir())) == 11
    assert written.gaps.failed == ()
    assert len(written.gaps.undated) == 1


def test_the_demo_says_that_its_answers_are_recorded(written: SituationBrief) -> None:
    """A reader of the page alone must know it."""
    assert written.header.recorded
    assert "recorded" in written.to_markdown().split("##")[0].lower()


def test_an_order_to_the_model_is_not_followed(written: SituationBrief) -> None:
    """What the leaflet orders to report stands nowhere as a fact: where it is told, it is told as the leaflet's."""
    told = [s.text.lower() for s in written.statements() if "resigned" in s.text or "are over" in s.text]
    assert all("leaflet" in text for text in told)


def test_the_brief_in_the_documents_is_the_demo(written: SituationBrief) -> None:
    """docs/example-brief.md is what `sitbrief demo` prints, and each line that the README shows stands in it."""
    root = Path(__file__).parents[2]
    printed = written.to_markdown()
    assert (root / "docs" / "example-brief.md").read_text(encoding="utf-8") == printed
    shown = [line[2:] for line in (root / "README.md").read_text(encoding="utf-8").splitlines() if line[:2] == "> "]
    told = [line for line in shown if line and not line.startswith("**")]
    assert len(told) > 10
    assert not [line for line in told if line not in printed]
