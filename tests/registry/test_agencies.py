"""News agencies by their names."""

import pytest
from sitbrief.registry import agency_name
from sitbrief.registry.tables import agencies


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("The Associated Press", "AP"),
        ("A.P.", "AP"),
        ("REUTERS", "Reuters"),
        ("رويترز", "Reuters"),
        ("أ ف ب", "AFP"),
        ("aa", ""),
        ("Ministry", ""),
    ],
)
def test_an_agency_is_known_by_all_of_its_names(name: str, usual: str) -> None:
    """Case counts for abbreviations alone; what is no agency gives nothing."""
    assert agency_name(name) == usual


def test_no_name_is_said_of_two_agencies() -> None:
    """A credit names one."""
    names = [agency_name(name) for several in agencies() for name in several]
    assert names == [several[0] for several in agencies() for _ in several]
