import subprocess
import sys
from importlib.resources import files

import pycountry
import pytest
import sitbrief.registry
import yaml
from sitbrief.registry import country_code, country_names, is_code, name_variants
from sitbrief.registry.tables import PLOVER_CODES, bodies, countries

# Member states of the United Nations (193), by alpha-3 code.
MEMBERS = """
AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA BDI CPV
KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM ECU EGY SLV GNQ ERI EST SWZ ETH
FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ
KEN KIR PRK KOR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM MDA MCO MNG
MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT ROU RUS RWA KNA
LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK TZA THA TLS TGO
TON TTO TUN TUR TKM TUV UGA UKR ARE GBR USA URY UZB VUT VEN VNM YEM ZMB ZWE
"""


def test_the_face_is_what_is_there() -> None:
    """`__all__` is sorted and names what the package gives."""
    assert sitbrief.registry.__all__ == sorted(sitbrief.registry.__all__)
    assert all(callable(getattr(sitbrief.registry, name)) for name in sitbrief.registry.__all__)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Iraq", "IRQ"),
        ("Iraqi", "IRQ"),
        ("Iraqis", "IRQ"),
        ("IRQ", "IRQ"),
        ("IRAQ", "IRQ"),
        ("Iraq's", "IRQ"),
        ("Iraqis\u2019", "IRQ"),
        ("  the \n United   States ", "USA"),
        ("U.S.", "USA"),
        ("the U.S.\u2019s", "USA"),
        ("American", "USA"),
        ("UK", "GBR"),
        ("Turkiye", "TUR"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("South Korea", "KOR"),
        ("Iran", "IRN"),
        ("Islamic Republic of Iran", "IRN"),
        ("Cote d\u2019Ivoire", "CIV"),
        ("Taiwan", "TWN"),
        ("Vatican", "VAT"),
        ("Kosovo", "KOS"),
        ("Palestinians", "PSE"),
        ("Hong Kong", "HKG"),
        ("Sarvani", "XSA"),
        ("Halvazi", "XHA"),
        ("Tirmeni", "XTI"),
        ("Aldmoori", "XAL"),
        ("Tehran", "IRN"),
        ("IRGC", "IRN"),
        ("United Nations", "UNO"),
        ("UNO", "UNO"),
    ],
)
def test_a_name_has_its_code(words: str, code: str) -> None:
    """Names, demonyms, abbreviations, capitals, bodies and codes lead to their code, in any spelling that is usual."""
    assert country_code(words) == code


@pytest.mark.parametrize("words", ["", " ", "the", "us", "is", "uk", "Nowhereland", "Kurdish", "IRA", "UNICORN"])
def test_an_unknown_word_has_no_code(words: str) -> None:
    """A word that names no country gives None: the pronoun "us" is not a country."""
    assert country_code(words) is None


@pytest.mark.parametrize("words", ["Congolese", "Dominican", "Korean", "Virgin Islands", "RSF"])
def test_a_word_said_of_several_has_no_code(words: str) -> None:
    """Where a word is said of two countries or bodies, nobody guesses."""
    assert country_code(words) is None


def test_neighbours_in_spelling_stay_apart() -> None:
    """Niger and Nigeria, the two Congos and the Guineas keep their own words."""
    assert [country_code(w) for w in ("Nigerien", "Nigerian", "Niger", "Nigeria")] == ["NER", "NGA", "NER", "NGA"]
    assert [country_code(w) for w in ("Kinshasa", "Brazzaville")] == ["COD", "COG"]
    assert [country_code(w) for w in ("Guinean", "Bissau-Guinean")] == ["GIN", "GNB"]


def test_codes_are_known() -> None:
    """Every ISO code, KOS, the samples' states and PLOVER's non-state codes are codes; alpha-2 and XKX are not."""
    iso = {country.alpha_3 for country in pycountry.countries}
    assert all(is_code(code) for code in iso | PLOVER_CODES | {"KOS", "XSA", "XHA", "XTI", "XAL"})
    assert not any(is_code(code) for code in ("", "US", "irq", "XKX", "ZZZ"))


def test_every_member_state_has_a_word_for_its_people() -> None:
    """Each of the 193 member states has demonyms in the table, and its code is ISO's."""
    members = MEMBERS.split()
    table = yaml.safe_load(files("sitbrief.registry").joinpath("countries.yaml").read_text("utf-8"))
    assert len(set(members)) == 193
    assert set(members) <= {country.alpha_3 for country in pycountry.countries}
    assert [code for code in members if not table[code].get("demonyms")] == []


def test_names_lead_back_to_their_code() -> None:
    """Each name of each country leads to that country, or is one of the few that several share."""
    shared = {name for code in countries() for name in country_names(code) if country_code(name) != code}
    assert shared == {"Congo", "Congolese", "Dominican", "Dominicans", "Korea", "Korean", "Koreans", "Virgin Islands"}


def test_iso_names_are_as_a_text_writes_them() -> None:
    """ISO's turned names and bracketed notes are not taken over."""
    names = {name for code in countries() for name in country_names(code)}
    assert {"Iran", "Bolivia", "Falkland Islands", "Bonaire, Sint Eustatius and Saba"} <= names
    assert not any("(" in name or name.endswith((" of", " of the")) for name in names)


def test_country_names_are_as_written() -> None:
    """The names of a country hold its capital and keep their spelling; a code without names has none."""
    assert {"Iraq", "Iraqi", "Iraqis", "Republic of Iraq", "Baghdad"} <= country_names("IRQ")
    assert {"US", "U.S.", "American", "Washington"} <= country_names("USA")
    assert country_names("IGO") == country_names("nothing") == frozenset()


def test_variants_of_a_country_go_both_ways() -> None:
    """A country gives its demonym and a demonym its country."""
    assert {"Israel", "Israeli", "Israelis"} <= name_variants("Israel") & name_variants("Israeli")


def test_a_capital_does_not_stand_in_for_its_country() -> None:
    """A text that says Iraq need not mean Baghdad, while one that says Baghdad speaks of Iraq."""
    assert name_variants("Baghdad") == {"Baghdad"}
    assert "Baghdad" in name_variants("Iraq")


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("EU", "European Union"),
        ("IAEA", "International Atomic Energy Agency"),
        ("PUK", "Patriotic Union of Kurdistan"),
        ("ISIS", "Islamic State"),
        ("Daesh", "ISIL"),
        ("PMF", "Hashd"),
        ("CENTCOM", "United States Central Command"),
        ("U.N.", "United Nations"),
    ],
)
def test_acronym_and_expansion_are_variants(short: str, long: str) -> None:
    """A body's acronym gives its expansion and the other way round."""
    assert long in name_variants(short)
    assert short in name_variants(long)


def test_an_acronym_of_two_bodies_gives_both() -> None:
    """RSF may be either body; a checker must accept either."""
    assert {"Reporters Without Borders", "Rapid Support Forces"} <= name_variants("RSF")


def test_a_name_is_its_own_variant() -> None:
    """Any name is among its variants, as it was given, known or not."""
    assert name_variants("Foo Bar") == {"Foo Bar"}
    assert "the  U.S." in name_variants("the  U.S.")


def test_bodies_have_known_codes() -> None:
    """Each body has names, and its code, if any, is one."""
    assert all(body.names and (not body.code or is_code(body.code)) for body in bodies())


def test_importing_reads_nothing() -> None:
    """The tables and the libraries that read them are loaded at the first look-up, not at import."""
    code = "import sys, sitbrief.registry; print([m for m in ('yaml', 'pycountry') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
