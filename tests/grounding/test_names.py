"""Names: which words of a prose text are names, and whether an article holds them."""

import pytest
from sitbrief.grounding.nameindex import NameIndex, NameIndexes
from sitbrief.grounding.names import read_names
from sitbrief.grounding.spelling import spelled_alike
from sitbrief.grounding.words import fold, stem

ARTICLE = (
    "The Sarvani Relief Society said in Qaradin that Halvazi troops and Kurdish-led units had met Prime Minister "
    "Mohammed Shia' al-Karimi. The DAA and the United Nations helped us. Erdoğan wrote to President Yusra Dembeli."
)


@pytest.fixture
def index() -> NameIndex:
    """The names of the article above."""
    return NameIndex([ARTICLE, "Valley Courier"])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Officials said that Yusra Dembeli had left.", ["Yusra Dembeli"]),
        ("The President met Foreign Minister Lale Besheli.", ["Lale Besheli"]),
        ("On Sunday, Halvaz denied it.", ["Halvaz"]),
        ("Mellick urged restraint.", ["Mellick"]),
        ("Restraint is urged.", []),
        ("Protesters left; the Parliament voted.", []),
        ("The Patriotic Union of Sereh (PUS) met.", ["Patriotic Union of Sereh", "PUS"]),
        ("Talks between the US-Halvaz team and U.N. envoys", ["US-Halvaz", "U.N."]),
        ("He said: Nothing is lost. Nobody knows.", []),
        ("Col. Hani Zubrat's men and Sarvan's army", ["Hani Zubrat", "Sarvan"]),
        ("Farhad K. Dilevi came in March.", ["Farhad K. Dilevi"]),
        ("the third convoy of 7 May", []),
    ],
)
def test_names_are_capitalised_runs_without_titles_and_openers(text: str, names: list[str]) -> None:
    """Titles, dates and words that merely open a sentence are no names; longer names and known ones are."""
    assert [mention.text for mention in read_names(text)] == names


@pytest.mark.parametrize(
    "name",
    [
        "Sarvan",  # the article has its demonym
        "Halvaz",
        "Sarvani Relief Society",
        "SRS",  # its initials
        "Detention Affairs Authority",  # what an acronym there may stand for
        "UN",
        "U.N.",
        "Kurds",
        "Mohammed al-Karimi",
        "Mohammed Shia Al-Karimi",
        "Erdogan",
        "Valley Courier",
        "Dembeli",
    ],
)
def test_a_name_holds_in_any_known_form(index: NameIndex, name: str) -> None:
    """Demonyms, acronyms, expansions, accents, hyphens and possessives do not matter."""
    assert index.missing(read_names(f"x {name}")[0].words) == []


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("Tirmen", ["Tirmen"]),
        ("Yusra Karbala", ["Karbala"]),
        ("Lale Dembeli", ["Lale"]),
        ("US", ["US"]),  # "us" is no country
        ("IAEA", ["IAEA"]),
        ("Karim", ["Karim"]),
        ("Civic Front", ["Civic", "Front"]),
    ],
)
def test_a_name_that_is_not_there_is_missing_word_by_word(index: NameIndex, name: str, missing: list[str]) -> None:
    """Each word must stand in the article or be covered by another way to say it."""
    assert index.missing(name.split()) == missing


def test_names_of_several_articles_hold_together() -> None:
    """A name may stand in any of the cited articles, also in another one's transcription."""
    names = NameIndexes([NameIndex(["Tawfiq Azrani spoke."]), NameIndex(["Abu Yaman al-Sahli spoke."])])
    assert names.missing(["Azrani"]) == []
    assert names.missing(["Taufik", "Azrani"]) == []
    assert names.missing(["Abu", "Yamen", "al", "Sehli"]) == []
    assert names.missing(["Farhad"]) == ["Farhad"]


def test_transcriptions_of_one_name_are_alike_and_other_names_are_not() -> None:
    """The consonants must be the same, and hardly a letter may differ."""
    assert spelled_alike("Muhammad", "Mohammed")
    assert spelled_alike("Qaradin", "Karadin")
    assert not spelled_alike("Hassan", "Hussein")
    assert not spelled_alike("Karim", "Salim")
    assert not spelled_alike("Ali", "Ala")


def test_words_have_one_plain_form_and_one_stem() -> None:
    """Accents, spelling of either side of the ocean, and inflection fall away; different words stay apart."""
    assert fold("Erdoğan’s") == "erdogan"
    assert fold("Defence") == fold("defense")
    assert stem("organised") == stem("organizing")
    assert stem("reached") == stem("reaches") == stem("reach")
    assert stem("met") == stem("meets")
    assert stem("agreement") != stem("agreed")
    assert stem("crises") != stem("cries")
