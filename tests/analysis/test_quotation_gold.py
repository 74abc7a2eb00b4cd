"""The quotations of the samples against their gold: a wrong speaker is worse than none."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(("part", "least"), [("articles", 24), ("pages", 14)])
def test_no_quotation_of_the_samples_is_given_to_another(part: str, least: int) -> None:
    """And so many get their speaker."""
    measured = runpy.run_path(str(ROOT / "benchmarks" / "quotations.py"))["measured"]
    given = [(speaker, gold) for _, speaker, gold in measured(part) if speaker]
    assert all(gold and gold in speaker for speaker, gold in given)
    assert len(given) >= least
