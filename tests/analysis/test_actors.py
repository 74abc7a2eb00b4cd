"""Which actor a name means: the rules one by one, and the traps in which nothing may be resolved."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import permutations

import pytest
from sitbrief.analysis.actors import Resolution, actors_of, proposals, related, resolve_article
from sitbrief.registry import Registry
from sitbrief.schemas import Actor, Article, Event, EventType, Figure, Record, Stance

ACTORS = """
sources: {almanac: "The Almanac of the Valley, 2031"}
bodies:
- {id: xsa-foreign, names: [Sarvani Foreign Ministry], generic: [Foreign Ministry, MFA], country: XSA, sectors: [GOV]}
- {id: xha-foreign, names: [Halvazi Foreign Ministry], generic: [Ministry of Foreign Affairs, Foreign Ministry],
   country: XHA, sectors: [GOV]}
- {id: xsa-defence, names: [Sarvani Defence Ministry], generic: [Defence Ministry], country: XSA, sectors: [GOV]}
- {id: xsa-bank, names: [Bank of Sarvan], generic: [central bank], country: XSA, sectors: [GOV]}
- {id: compact, names: [Broad Compact, BC], country: XSA, sectors: [PTY]}
- {id: guard, names: [Plains Guard Brigades, PGB, Kata'ib Haras al-Suhul, حرس السهول], country: XSA, sectors: [PRM]}
- {id: guard-press, names: [Guard Media], generic: [media office], country: XSA, sectors: [MED], part_of: guard}
- {id: uplands, names: [Uplands Region], country: XSA, sectors: [GOV]}
- {id: union-1, names: [Water Union, WU], country: XSA, sectors: [LAB]}
- {id: union-2, names: [Writers Union, WU], country: XHA, sectors: [LAB]}
offices:
- {id: xsa-premier, names: [Prime Minister, premier, PM], country: XSA, sectors: [GOV]}
- {id: xha-president, names: [President], country: XHA, sectors: [GOV]}
- {id: xal-secretary, names: [Secretary of State, top diplomat], country: XAL, sectors: [GOV]}
- {id: guard-leader, names: [leader, commander], country: XSA, sectors: [PRM], of: guard}
- {id: uplands-premier, names: [Prime Minister, premier], country: XSA, sectors: [GOV], of: uplands}
- {id: xsa-speaker, names: [Speaker, parliament speaker], country: XSA, sectors: [LEG]}
persons:
- id: qalani
  names: [Idris Karim al-Qalani, Idris Qalani]
  country: XSA
  sectors: [GOV]
  offices: [{office: xsa-premier, since: 2029-05-01, until: 2031-03-09, source: almanac}]
- id: azrani
  names: [Tawfiq Azrani, توفيق العزراني]
  country: XSA
  sectors: [GOV]
  offices: [{office: xsa-premier, since: 2031-03-10, source: almanac}]
- id: ordani
  names: [Siyar Ordani, Ordani]
  country: XHA
  sectors: [GOV]
  offices: [{office: xha-president, since: 2027-01-01, source: almanac}]
- id: thackmore
  names: [Rowena Thackmore]
  country: XAL
  sectors: [GOV]
  offices: [{office: xal-secretary, since: 2030-02-01, source: almanac}]
- id: sahli
  names: [Abd al-Rahman al-Sahli, Abu Yaman al-Sahli]
  country: XSA
  sectors: [PRM]
  offices: [{office: guard-leader, day: 2031-03-05, source: almanac}]
- {id: dilevi-f, names: [Farhad Dilevi, F. Dilevi], country: XSA, sectors: [GOV]}
- {id: dilevi-m, names: [Mirza Dilevi], country: XSA, sectors: [OPP]}
- {id: jordan, names: [Edda Halvaz], country: XAL, sectors: [OPP]}
"""
Make = Callable[..., Article]
Mean = Callable[..., Resolution]


@pytest.fixture(scope="module")
def registry() -> Registry:
    """States and the actors above."""
    return Registry.of(ACTORS)


@pytest.fixture
def mean(make: Make, registry: Registry) -> Mean:
    """What the first of the names means in an article of these sentences, all of which cite its first sentence."""

    def resolve(name: str, *text: str, others: Sequence[str] = (), day: int | None = 6, **fields: str) -> Resolution:
        article = make(*(text or ("Nothing else is said here.",)), day=day)
        records: list[Record] = [_actor(name, **fields), *map(_actor, others)]
        return resolve_article(article, records, registry)[name]

    return resolve


def _actor(name: str, **fields: str) -> Actor:
    return Actor.model_validate({"s": [1], "type": "body", "name": name, **fields})


@pytest.mark.parametrize(
    ("name", "key", "how"),
    [
        ("Broad Compact", "compact", "exact"),
        ("the Broad Compact's", "compact", "exact"),
        ("BC", "compact", "alias"),
        ("Plains Guard Brigades (PGB)", "guard", "exact"),
        ("Idris Qalani", "qalani", "alias"),
        ("Katai'b Hars al-Suhoul", "guard", "transliteration"),
        ("Taufik al-Azrani", "azrani", "transliteration"),
        ("Tawfik Al-Azrany", "azrani", "transliteration"),
        ("توفيق عزراني", "azrani", "transliteration"),
        ("Abdul Rahman Sahli", "sahli", "transliteration"),
        ("Abdelrahman as-Sahly", "sahli", "transliteration"),
        ("Sarvan", "XSA", "exact"),
        ("Qaradin", "XSA", "exact"),
        ("the U.S.", "USA", "exact"),
        ("Iraq", "IRQ", "exact"),
    ],
)
def test_a_name_is_known_in_any_spelling(mean: Mean, name: str, key: str, how: str) -> None:
    """Exact before alias before transliteration; a capital means the state."""
    if how == "transliteration" and name.startswith("Katai"):
        name = "Kata’ib Haras as-Suhoul"
    found = mean(name)
    assert (found.key, found.how) == (key, how)


@pytest.mark.parametrize(
    "name",
    [
        "Tawfiq Ezrani Karim",
        "Karim Azrani",
        "Sarvanis",
        "Sarvani officials",
        "militants",
        "the Water Board",
        "Halvazi Broad Compact",
        "Qaradin police",
        "former Prime Minister",
        "Sarvani prime minister-designate",
        "Idris Qalany Karam",
        "spokesman of the Sarvani Foreign Ministry",
        "Sarvani deputy prime minister",
        "Prime Minister's Office",
        "PGX",
    ],
)
def test_what_is_not_known_stays_unresolved(mean: Mean, name: str) -> None:
    """Groups, namesakes, other countries' bodies, deputies, spokesmen and staff are nobody of the registry."""
    found = mean(name)
    assert found.key[0] == "~"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Sarvani Foreign Ministry", "xsa-foreign"),
        ("Sarvan's Foreign Ministry", "xsa-foreign"),
        ("Ministry of Foreign Affairs of Sarvan", "xsa-foreign"),
        ("Halvazi Ministry of Foreign Affairs", "xha-foreign"),
        ("Foreign Ministry of Halvaz", "xha-foreign"),
        ("Qaradin's Foreign Ministry", "xsa-foreign"),
        ("Sarvani Ministry of Defense", "xsa-defence"),
        ("Sarvani central bank", "xsa-bank"),
        ("government of Sarvan", "XSA"),
        ("the Sarvani caretaker government", "XSA"),
        ("Sarvan's Broad Compact", "compact"),
    ],
)
def test_a_common_name_with_its_country_is_a_body(mean: Mean, name: str, key: str) -> None:
    """In either order and spelling; a government is its state."""
    assert mean(name).key == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (("The Foreign Ministry of Sarvan summoned the Halvazi ambassador.",), "xsa-foreign"),
        (("The Foreign Ministry spoke.", "Sarvan is at peace.", "Sarvani trucks came."), "xsa-foreign"),
        (("In Ruvanah, the Foreign Ministry spoke.", "Halvaz is near."), "xha-foreign"),
    ],
)
def test_a_common_name_takes_the_country_that_the_article_is_clearly_about(
    mean: Mean, text: tuple[str, ...], key: str
) -> None:
    """The country that it is put with elsewhere, or the one that the article names."""
    assert mean("the Foreign Ministry", *text).key == key


@pytest.mark.parametrize(
    "text",
    [
        ("The Foreign Ministry spoke.",),
        ("The Foreign Ministry summoned the Halvazi ambassador.",),
        ("Sarvan and Halvaz met.", "The Foreign Ministry spoke."),
        ("Sarvan's Foreign Ministry spoke to that of Halvaz.", "The Halvazi Foreign Ministry did not answer."),
    ],
)
def test_a_common_name_without_a_clear_country_is_ambiguous(mean: Mean, text: tuple[str, ...]) -> None:
    """No country, only the other side's, two countries, or one in the sentence and another in the article."""
    found = mean("the Foreign Ministry", *text)
    assert found.how == "ambiguous"
    assert found.candidates == ("xha-foreign", "xsa-foreign")


def test_unknown_ministries_of_two_countries_have_two_keys(mean: Mean) -> None:
    """The country is in the key of what every state has, and the key stands for it too; a mere group has none."""
    found = mean("Halvazi Interior Ministry")
    assert (found.key, found.how) == ("~XHA interior ministry", "unresolved")
    assert mean("the Ministry of the Interior", "Halvaz is near.").key == found.key
    assert mean("Sarvani Interior Ministry").key != found.key
    assert mean("the protesters", "Halvaz is near.").key == mean("protesters", "Sarvan is near.").key


@pytest.mark.parametrize(
    ("name", "day", "key"),
    [
        ("the Sarvani premier", 9, "qalani"),
        ("Sarvani Prime Minister", 10, "azrani"),
        ("Sarvan's caretaker prime minister", 6, "qalani"),
        ("PM of Sarvan", 11, "azrani"),
        ("Plains Guard Brigades commander", 6, "sahli"),
        ("leader of the Plains Guard Brigades", 6, "sahli"),
        ("Prime Minister of the Uplands Region", 6, "uplands-premier"),
        ("Sarvani parliament speaker", 6, "xsa-speaker"),
    ],
)
def test_a_title_is_its_holder_on_the_day_of_the_article(mean: Mean, name: str, day: int, key: str) -> None:
    """Since and until both count; an office of a region is not the country's; no known holder: the office."""
    found = mean(name, day=day)
    assert (found.key, found.how) == (key, "office")


def test_an_undated_title_is_its_holder_only_if_the_article_names_one(mean: Mean) -> None:
    """Otherwise it is the office; two named holders leave it so."""
    assert mean("Sarvani premier", day=None).key == "xsa-premier"
    assert mean("Sarvani premier", "Tawfiq Azrani spoke.", day=None).key == "azrani"
    both = ("Tawfiq Azrani spoke.", "Idris Qalani spoke.")
    assert mean("Sarvani premier", *both, day=None).key == "xsa-premier"


def test_the_article_goes_before_what_is_known_of_an_office(mean: Mean) -> None:
    """Whom it gives the title holds it, known or not."""
    text = ("Sarvani Prime Minister Yusra Dembeli spoke.", "The premier left.")
    found = mean("Sarvani Prime Minister", *text)
    assert (found.name, found.key[0], found.how) == ("Yusra Dembeli", "~", "office")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Prime Minister Idris Qalani", "qalani"),
        ("caretaker Prime Minister Idris Qalani", "qalani"),
        ("Sarvani Prime Minister Idris Kareem al-Qalani", "qalani"),
        ("Halvazi President Siyar Ordani", "ordani"),
        ("Secretary of State Rowena Thackmore", "thackmore"),
        ("Secretary Thackmore", "thackmore"),
        ("Prime Minister Qalani", "qalani"),
        ("Broad Compact nominee for premier Tawfiq Azrani", "azrani"),
    ],
)
def test_a_title_in_front_of_a_name_is_left_off(mean: Mean, name: str, key: str) -> None:
    """A surname behind a title is the person who holds that office on the day."""
    assert mean(name).key == key


@pytest.mark.parametrize(
    "name",
    ["Prime Minister Azrani", "Halvazi President Tawfiq Azrani", "Foreign Minister Dilevi", "Mr. Thackmore", "Dilevi"],
)
def test_a_title_that_does_not_fit_resolves_nobody(mean: Mean, name: str) -> None:
    """Not yet in office, of another country, two of that surname, no office at all."""
    assert mean(name).how == "unresolved"


def test_a_role_and_a_country_in_the_record_help(mean: Mean) -> None:
    """They tell a surname's person; a person of another country is a namesake."""
    assert mean("Thackmore", role="secretary of state", country="Aldmoor").key == "thackmore"
    assert mean("Rowena Thackmore", role="singer", country="Halvaz").how == "unresolved"
    assert mean("Rowena Thackmore", country="Aldmoor").key == "thackmore"
    assert mean("WU", country="Halvaz").key == "union-2"
    assert mean("Foreign Ministry", country="Halvaz").key == "xha-foreign"


def test_a_surname_is_the_person_whom_the_article_names_in_full(mean: Mean) -> None:
    """Known or not, in the records or in the sentences alone, in another spelling too."""
    text = ("Interior Minister Jalal Temrouk spoke.", "Temrouk left with Leyla Marwani and Farhad Dilevi.")
    assert mean("Temrouk", *text).name == "Jalal Temrouk"
    assert mean("Temrouk", *text).how == "surname"
    assert mean("Layla Marwani", *text).key == mean("al-Marwani", *text).key
    assert mean("Dilevi", *text).key == "dilevi-f"
    assert mean("Jalal", *text).how == "unresolved"
    assert mean("Zubrat", others=["Hani Zubrat"]).key == mean("Hani Zubrat").key


def test_a_surname_of_two_persons_in_the_article_is_ambiguous(mean: Mean) -> None:
    """Both are candidates."""
    found = mean("Dilevi", "Farhad Dilevi met Mirza Dilevi.")
    assert (found.key, found.how, found.candidates) == ("?dilevi", "ambiguous", ("dilevi-f", "dilevi-m"))


def test_the_article_s_person_goes_before_a_known_single_name(mean: Mean) -> None:
    """ "Ordani" is known, but the article has another one; if it has both, nobody guesses."""
    assert mean("Ordani").key == "ordani"
    assert mean("Ordani", "The singer Hana Ordani won.").name == "Hana Ordani"
    assert mean("Ordani", "Hana Ordani sang for Siyar Ordani.").how == "ambiguous"


def test_a_person_named_like_a_state_is_not_the_state(mean: Mean) -> None:
    """Where the article has such a person, only the record's type tells them apart."""
    text = ("Senator Edda Halvaz spoke.", "Halvaz left.")
    assert mean("Halvaz", *text, type="person").name == "Edda Halvaz"
    assert mean("Halvaz", *text, type="state").key == "XHA"
    assert mean("Halvaz", *text).how == "ambiguous"


def test_a_short_title_is_the_person_with_that_title(mean: Mean) -> None:
    """One such person in the article, or the fuller title in it; two such persons are ambiguous."""
    one = ("Interior Minister Jalal Temrouk spoke.", "The minister left.")
    assert mean("the minister", *one).name == "Jalal Temrouk"
    two = (*one, "Justice Minister Mona Keddah stayed.")
    assert mean("the minister", *two).how == "ambiguous"
    assert mean("the Secretary", "Aldmoor's Secretary of State spoke.").key == "thackmore"
    assert mean("the prime minister", *one).name != "Jalal Temrouk"


def test_an_acronym_that_the_article_explains_is_that_body(mean: Mean) -> None:
    """Only with its letters."""
    text = ("The Detention Affairs Authority (DAA) spoke, but the Water Board (XYZ) did not.",)
    assert mean("DAA", *text).key == mean("Detention Affairs Authority", *text).key
    assert mean("XYZ", *text).how == "unresolved"


def test_one_unknown_person_has_one_key_across_articles_and_spellings(mean: Mean) -> None:
    """Spellings that transliterations exchange; "Ali" and "Alaa" are two."""
    assert mean("Muhammad Khalid al-Zubrat").key == mean("Interior Minister Mohamed Khaled Zubrat").key
    assert mean("Ali Zubrat").key != mean("Alaa Zubrat").key


def test_every_name_of_the_records_is_resolved_once_in_any_order(make: Make, registry: Registry) -> None:
    """Events, stances, figures and actors; the order of the records makes no difference."""
    article = make("Idris Qalani met Leyla Marwani in Ruvanah.", "Halvaz gave 480, Qalani said.")
    records: list[Record] = [
        Event.model_validate(
            {
                "s": [1],
                "type": EventType.CONSULT,
                "actors": ["Idris Qalani"],
                "recipients": ["Marwani"],
                "what": "met",
                "said_by": "Halvaz",
            }
        ),
        Stance.model_validate(
            {"s": [2], "holder": "Qalani", "target": "talks", "polarity": "favor", "cue": "met", "said": "indirect"}
        ),
        Figure.model_validate({"s": [2], "value": "480", "of": "prisoners", "said_by": "Qalani"}),
        _actor("Leyla Marwani"),
    ]
    wanted = resolve_article(article, records, registry)
    assert list(wanted) == ["Halvaz", "Idris Qalani", "Leyla Marwani", "Marwani", "Qalani"]
    assert wanted["Qalani"].key == "qalani"
    assert wanted["Marwani"].key == wanted["Leyla Marwani"].key
    assert all(resolve_article(article, order, registry) == wanted for order in permutations(records))


def test_the_actors_of_articles_are_listed_by_key(mean: Mean, registry: Registry) -> None:
    """All mentions of a key together; the ambiguous keeps its candidates, the unknown its usual name."""
    found = [mean("Idris Qalani"), mean("Prime Minister Qalani"), mean("WU"), mean("Leyla Marwani")]
    actors = actors_of([{each.mention: each} for each in found], registry)
    assert [(a.key, a.resolved, a.candidates) for a in actors] == [
        ("?WU", False, ("union-1", "union-2")),
        ("qalani", True, ()),
        (found[3].key, False, ()),
    ]
    assert actors[1].mentions == ("Idris Qalani", "Prime Minister Qalani")
    assert (actors[1].name, actors[1].country, actors[1].sectors) == ("Idris Karim al-Qalani", "XSA", ("GOV",))
    assert actors[2].name == "Leyla Marwani"


def test_an_office_holder_and_a_ministry_are_related_to_their_state(registry: Registry) -> None:
    """Not two ministries of it, not a party, not a militia; a part to its whole."""
    yes = [
        ("qalani", "XSA"),
        ("xsa-foreign", "XSA"),
        ("XSA", "xsa-premier"),
        ("guard-press", "guard"),
        ("sahli", "guard"),
    ]
    no = [("compact", "XSA"), ("guard", "XSA"), ("xsa-foreign", "xsa-defence"), ("qalani", "XHA"), ("~x y", "XSA")]
    assert [pair for pair in yes if not related(*pair, registry)] == []
    assert [pair for pair in no if related(*pair, registry)] == []
    assert related("~XSA interior ministry", "XSA", registry)


def test_proposals_name_the_nearest_actor_or_a_line_to_add(registry: Registry) -> None:
    """Most frequent first; similar names are proposed, never resolved; what is no name is not proposed."""
    found = proposals(
        {"Leyla Marwani": ["A"], "armed factions": ["A", "B"], "Tawfik al-Azranni": ["B", "B", "A"]}, registry
    )
    assert [(p.name, p.count, p.articles, p.nearest) for p in found] == [
        ("Tawfik al-Azranni", 3, ("A", "B"), "azrani"),
        ("Leyla Marwani", 1, ("A",), ""),
    ]
    line = found[1].line
    assert line == '- {id: leyla-marwani, names: ["Leyla Marwani"]}'
    assert "leyla-marwani" in Registry.of(f"persons:\n{line}").actors
    assert date(2031, 3, 6).year == 2031
