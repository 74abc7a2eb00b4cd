"""A kind of a user's own, as docs/python.md shows it: the documented class and lines are the ones that run here."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sitbrief
from sitbrief.grounding import ground
from sitbrief.pipeline import Settings
from sitbrief.schemas import Article

PAGE = Path(__file__).parents[2] / "docs" / "python.md"


def documented(**names: Any) -> dict[str, Any]:
    """What the examples of the section define when they run with the names given."""
    section = PAGE.read_text(encoding="utf-8").split("## Records of your own")[1].split("\n## ")[0]
    for block in re.findall(r"```python\n(.*?)```", section, re.DOTALL):
        exec(compile(block, str(PAGE), "exec"), names)
    return names


@pytest.mark.vcr
def test_the_documented_kind_is_extracted(sample: Callable[[str], Article], recorded: Settings) -> None:
    """Sanctions come back typed, each carried by its sentences; asking again costs no call."""
    article = sample("2031-03-07-northgate")
    made = documented(article=article, settings=recorded)
    kind, extraction = made["Sanction"], made["extraction"]
    found = extraction.of(kind)
    assert {type(record) for record in found} == {kind}
    assert "Nur Merchants Bank" in {record.target for record in found}
    for record in found:
        assert record.evidence
        assert ground(record, article) == (record, ())
    assert extraction.usage.calls > 0
    again = sitbrief.extract(article, kinds=[kind], settings=recorded)
    assert (again.own, again.usage.calls) == (extraction.own, 0)
