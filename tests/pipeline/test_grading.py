"""The user's list of sources with their grades."""

import re

import pytest
from sitbrief.pipeline.grading import grades_of
from sitbrief.schemas import SettingsError


def test_a_list_gives_the_grade_of_each_source(tmp_path):
    """By outlet or domain, as it is written."""
    path = tmp_path / "sources.yaml"
    path.write_text("Qaradin Courier: B\nsps.example: C\n", encoding="utf-8")
    assert grades_of(path) == {"Qaradin Courier": "B", "sps.example": "C"}


def test_without_a_list_no_source_has_a_grade():
    assert grades_of(None) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Qaradin Courier: G", "'Qaradin Courier' the grade 'G'; give one of A"),
        ("Qaradin Courier: 2", "'Qaradin Courier' the grade 2"),
        ("- Qaradin Courier", "is no list; write a line a source"),
        ("a: [", "cannot be read"),
    ],
)
def test_a_list_that_cannot_be_used_is_an_error_that_names_file_and_source(tmp_path, text, said):
    path = tmp_path / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=re.escape(said)) as caught:
        grades_of(path)
    assert str(path) in str(caught.value)


def test_a_list_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingsError, match=r"missing\.yaml"):
        grades_of(tmp_path / "missing.yaml")
