"""Records held against each other: denials, doers, days and accounts; and what is no contradiction."""

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from sitbrief.analysis.contradictions import contradictions_of
from sitbrief.analysis.reports import Report
from sitbrief.schemas import Article, Contradiction, Event, Figure, Record, Stance

Pages = Callable[..., "Page"]


class Page:
    """One article and the reports of its records; a record is given with its sentence numbers."""

    def __init__(self, article: Article, origin: str, keys: Mapping[str, str]) -> None:
        self.article, self.origin, self.keys = article, origin, keys
        self.reports: list[Any] = []

    def _add(self, record: Record) -> Any:
        made = record.model_copy(update={"id": f"{self.origin}-{len(self.reports)}"})
        self.reports.append(Report(made, self.article, self.origin, self.keys))
        return self.reports[-1]

    def event(self, sentences: Sequence[int], type: str, what: str, **fields: Any) -> Any:
        """An event of these sentences."""
        return self._add(Event(sentences=list(sentences), type=type, what=what, **fields))

    def stance(self, sentences: Sequence[int], holder: str, target: str, **fields: Any) -> Any:
        """A stance of these sentences, against its target unless said otherwise."""
        given = {"polarity": "against", "said": "indirect", **fields}
        return self._add(Stance(sentences=list(sentences), holder=holder, target=target, **given))

    def figure(self, sentences: Sequence[int], value: str, of: str, **fields: Any) -> Any:
        """A figure of these sentences."""
        return self._add(Figure(sentences=list(sentences), value=value, of=of, **fields))


@pytest.fixture
def page(make: Callable[..., Article]) -> Pages:
    """Makes an article of sentences, to which records are added."""

    def article(*sentences: str, outlet: str = "Post", day: int | None = 6, **keys: str) -> Page:
        return Page(make(*sentences, outlet=outlet, day=day), outlet, {k.replace("_", " "): v for k, v in keys.items()})

    return article


def found(*pages: Page, groups: Sequence[tuple[Any, ...]] = ()) -> tuple[Contradiction, ...]:
    """The contradictions of some pages."""
    return contradictions_of([report for page in pages for report in page.reports], groups)


def on(day: int, words: str = "on a day") -> dict[str, Any]:
    """A resolved day of March 2031."""
    return {"words": words, "start": date(2031, 3, day), "end": date(2031, 3, day)}


def holders(one: Contradiction) -> list[str]:
    """Who holds its sides."""
    return [side.holder for side in one.sides]


def charge(page: Pages, **fields: Any) -> Page:
    """A charge and its denial in the next sentence."""
    home = page(
        "The Reed Guard blamed Halvaz for the fire in the mill of Ostrel.",
        "Halvaz's Water Ministry denied any part in it.",
        **fields,
    )
    home.event(
        [1], "ACCUSE", "The Reed Guard blamed Halvaz for the mill fire.", actors=["Reed Guard"], recipients=["Halvaz"]
    )
    home.event([2], "REJECT", "Halvaz's Water Ministry denied any part in the fire.", actors=["Water Ministry"])
    return home


# ------------------------------------------------------------------------------------ denial


def test_a_charge_and_its_denial_are_two_sides(page: Pages) -> None:
    """Who blames and who denies it in the next sentence stand against each other, each with its record."""
    (one,) = found(charge(page))
    assert one.kind == "denial"
    assert [(s.holder, s.says, s.records) for s in one.sides] == [
        ("Reed Guard", "The Reed Guard blamed Halvaz for the mill fire.", ("Post-0",)),
        ("Water Ministry", "Halvaz's Water Ministry denied any part in the fire.", ("Post-1",)),
    ]


def test_the_same_charge_and_denial_of_other_articles_are_one_contradiction(page: Pages) -> None:
    """Two articles tell it: one contradiction, whose sides hold the records of both, whatever the order."""
    pages = [charge(page), charge(page, outlet="Gazette", day=7)]
    reports = [report for each in pages for report in each.reports]
    (one,) = contradictions_of(reports, [])
    assert [len(side.records) for side in one.sides] == [2, 2]
    random.Random(4).shuffle(reports)
    assert contradictions_of(reports, []) == (one,)


def test_a_denial_in_another_article_needs_both_by_name(page: Pages) -> None:
    """Across articles the denier is accused, the accuser is addressed, and they share a word."""
    said = page("The Reed Guard blamed Halvaz for the fire in the mill.")
    said.event(
        [1], "ACCUSE", "The Reed Guard blamed Halvaz for the mill fire.", actors=["Reed Guard"], recipients=["Halvaz"]
    )
    answer = page("Halvaz denied the claim of the Reed Guard on the mill.", outlet="Gazette", day=8)
    what = "Halvaz denied the claim of the Reed Guard on the mill."
    answer.event([1], "REJECT", what, actors=["Halvaz"], recipients=["Reed Guard"])
    assert len(found(said, answer)) == 1
    other = page("Halvaz denied the claim of the dockers on wages.", outlet="Gazette", day=8)
    other.event(
        [1], "REJECT", "Halvaz denied the claim of the dockers on wages.", actors=["Halvaz"], recipients=["dockers"]
    )
    assert not any(len(c.sides) == 2 and "Reed Guard" in holders(c) for c in found(said, other))


@pytest.mark.parametrize(
    ("what", "holder", "says"),
    [
        ("The Water Ministry denied reports that the dam had burst.", "reports", "reports that the dam had burst"),
        ("The Water Ministry called the leaflet a forgery.", "leaflet", "the leaflet"),
        (
            "The Water Ministry rejected a link between the dam and the vote.",
            "link",
            "a link between the dam and the vote",
        ),
    ],
)
def test_a_denied_report_that_nobody_else_tells_is_a_side_of_its_own(
    page: Pages, what: str, holder: str, says: str
) -> None:
    """The denying sentence carries what it denies: its record stands on both sides."""
    home = page(what)
    home.event([1], "REJECT", what, actors=["Water Ministry"])
    (one,) = found(home)
    assert {(s.holder, s.says, s.records) for s in one.sides} == {
        (holder, says, ("Post-0",)),
        ("Water Ministry", what, ("Post-0",)),
    }


@pytest.mark.parametrize(
    "what",
    [
        "The Reed Guard turned down the ten-day truce of Halvaz.",
        "The Reed Guard rejected the demand of Halvaz to leave Ostrel.",
        "The Reed Guard rejected the candidate of Halvaz.",
        "The Reed Guard dismissed the proposal of Halvaz.",
        "The Reed Guard denied the envoys of Halvaz access to Ostrel.",
        "The Reed Guard rejected the report of Halvaz in the disputed valley.",
    ],
)
def test_a_refusal_is_no_denial(page: Pages, what: str) -> None:
    """Who turns down a truce, a demand, a candidate, or denies access, contradicts nobody."""
    home = page("Halvaz accused the Reed Guard of delay and proposed a truce for Ostrel.", what)
    actors, recipients = ["Halvaz"], ["Reed Guard"]
    home.event([1], "ACCUSE", "Halvaz accused the Reed Guard of delay.", actors=actors, recipients=recipients)
    home.event([2], "REJECT", what, actors=recipients, recipients=actors)
    assert found(home) == ()


def test_a_court_that_dismisses_charges_denies_nothing(page: Pages) -> None:
    """A judgment on a charge is none of its sides."""
    home = page("A court in Ostrel dismissed the charges against the Reed Guard.")
    home.event([1], "REJECT", home.article.sentences[0].text, actors=["A court in Ostrel"])
    assert found(home) == ()


def test_opposite_positions_are_no_contradiction(page: Pages) -> None:
    """One holder for and one against the same target are positions."""
    home = page(
        "Halvaz praised the toll on the bridge of Ostrel.", "Tirmen condemned the toll on the bridge of Ostrel."
    )
    home.stance([1], "Halvaz", "the toll on the bridge", polarity="favor", cue="praised")
    home.stance([2], "Tirmen", "the toll on the bridge", cue="condemned")
    assert found(home) == ()


def test_an_event_and_its_negation_are_a_denial(page: Pages) -> None:
    """One outlet says the two signed, another that they did not; a plan to sign is neither."""
    keys = {"actors": ["Halvaz", "Tirmen"], "when": on(5)}
    first = page("Halvaz and Tirmen signed the water accord in Ostrel.")
    first.event([1], "AGREE", "Halvaz and Tirmen signed the water accord.", **keys)
    second = page("Halvaz and Tirmen did not sign the water accord.", outlet="Gazette")
    second.event([1], "AGREE", "Halvaz and Tirmen did not sign the water accord.", aux=["negation"], **keys)
    (one,) = found(first, second)
    assert (one.kind, set(holders(one))) == ("denial", {"Post", "Gazette"})
    plan = page("Halvaz and Tirmen will sign the water accord.", outlet="Courier")
    plan.event([1], "AGREE", "Halvaz and Tirmen will sign the water accord.", aux=["future"], **keys)
    assert found(plan, second) == ()


# ------------------------------------------------------------------------------------ actor


def raid(page: Pages, doer: str, outlet: str, **fields: Any) -> Page:
    """A raid on a mill by somebody."""
    what = f"{doer} burned down the mill of Ostrel."
    home = page(what, outlet=outlet)
    home.event([1], "ASSAULT", what, actors=[doer], recipients=["mill"], where="Ostrel", when=on(5), **fields)
    return home


def test_one_deed_with_two_doers(page: Pages) -> None:
    """Two outlets name two unrelated doers of one event; a people and its state are one, and gunmen are nobody's."""
    first, second = raid(page, "Reed Guard", "Post"), raid(page, "Tirmen", "Gazette")
    (one,) = found(first, second)
    assert (one.kind, set(holders(one))) == ("actor", {"Post", "Gazette"})
    assert found(second, raid(page, "Tirmeni troops", "Courier")) == ()
    assert found(second, raid(page, "gunmen", "Courier")) == ()


def test_an_army_and_its_state_are_no_two_doers(page: Pages) -> None:
    """Doers of one family are one, though their names share no word."""
    first, second = raid(page, "Reed Guard", "Post"), raid(page, "Tirmen", "Gazette")
    reports = [*first.reports, *second.reports]
    assert contradictions_of(reports, [], family=lambda key: frozenset({key, "one"})) == ()


def test_those_who_fight_each_other_are_not_two_doers(page: Pages) -> None:
    """Each attacks the other on one day at one place: two events."""
    first = page("Halvaz shelled the Reed Guard in Ostrel.")
    second = page("The Reed Guard shelled Halvaz in Ostrel.", outlet="Gazette")
    for home, actor, other in ((first, "Halvaz", "Reed Guard"), (second, "Reed Guard", "Halvaz")):
        what = home.article.sentences[0].text
        home.event([1], "ASSAULT", what, actors=[actor], recipients=[other], where="Ostrel", when=on(5))
    assert found(first, second) == ()


def test_each_says_the_other_fired(page: Pages) -> None:
    """One record in which two sides blame each other is one side for each of them."""
    what = "Each side said that the other had fired the rocket at Ostrel."
    home = page(what)
    home.event([1], "ACCUSE", what, actors=["Halvaz", "Reed Guard"])
    (one,) = found(home)
    assert (one.kind, holders(one)) == ("actor", ["Halvaz", "Reed Guard"])


def test_charges_that_answer_each_other_on_one_shooting(page: Pages) -> None:
    """Guards say gunmen fired; the marchers say only the guards had rifles: who did it is open."""
    home = page(
        "Guards said that gunmen opened fire on them at the Mill Gate.",
        '"Nobody but the guards had rifles," said Orla Venn of the marchers.',
    )
    home.event([1], "ACCUSE", "Guards said gunmen opened fire on them.", actors=["Guards"], recipients=["gunmen"])
    home.event([2], "ACCUSE", "Orla Venn said only the guards had rifles.", actors=["Orla Venn"], recipients=["Guards"])
    (one,) = found(home)
    assert (one.kind, holders(one)) == ("actor", ["Guards", "Orla Venn"])


# ------------------------------------------------------------------------------------ time


def signing(page: Pages, day: int, outlet: str, published: int = 7, what: str = "") -> Page:
    """A signing on a day."""
    what = what or "Halvaz and Tirmen signed the water accord in Ostrel."
    home = page(what, outlet=outlet, day=published)
    home.event([1], "AGREE", what, actors=["Halvaz", "Tirmen"], where="Ostrel", when=on(day))
    return home


def test_one_event_on_two_days(page: Pages) -> None:
    """The same signing on the 3rd and the 5th, both told afterwards, is a contradiction of times."""
    (one,) = found(signing(page, 3, "Post"), signing(page, 5, "Gazette"))
    assert (one.kind, set(holders(one))) == ("time", {"Post", "Gazette"})


def test_days_of_a_merged_event_that_do_not_meet(page: Pages) -> None:
    """What was merged is one event, however its reports word it."""
    first, second = signing(page, 3, "Post"), signing(page, 5, "Gazette", what="The accord was concluded in Ostrel.")
    assert found(first, second) == ()
    (one,) = found(first, second, groups=[(first.reports[0], second.reports[0])])
    assert one.kind == "time"


def test_what_happens_again_is_no_contradiction(page: Pages) -> None:
    """A second signing, one reported before the other day came, or one of the same origin: no contradiction."""
    first = signing(page, 3, "Post")
    assert found(first, signing(page, 5, "Gazette", what="Halvaz and Tirmen signed the second water accord.")) == ()
    assert found(signing(page, 3, "Post", published=4), signing(page, 5, "Gazette")) == ()
    assert found(first, signing(page, 5, "Post")) == ()


# ------------------------------------------------------------------------------------ account


def accounts(page: Pages, second: str, **fields: Any) -> Page:
    """What an office says of the juveniles of a prison, and what a council says behind it."""
    first = "The Prisons Office said a review showed that the juveniles held at Dar Ulmet were harmless."
    home = page(first, second)
    home.event(
        [1], "RETREAT", "A review showed that the juveniles at Dar Ulmet were harmless.", said_by="Prisons Office"
    )
    given = {
        "type": "COERCE",
        "said_by": "Bar Council",
        "what": "The juveniles of Dar Ulmet were kept apart.",
        **fields,
    }
    home.event([2], **given)
    return home


@pytest.mark.parametrize("word", ["argued", "insisted", "told reporters, however,"])
def test_two_speakers_on_one_matter_are_rival_accounts(page: Pages, word: str) -> None:
    """The second speaker is set against the first by a word of contrast."""
    home = accounts(page, f"The Bar Council {word} that the juveniles of Dar Ulmet were kept apart in a special wing.")
    (one,) = found(home)
    assert (one.kind, set(holders(one))) == ("account", {"Bar Council", "Prisons Office"})


def test_who_argues_against_another_tells_an_account(page: Pages) -> None:
    """Coded as a rejection, in a sentence that opens against the one before it, of a place that both are about."""
    home = page(
        "The Prisons Office said a review showed that they were harmless.",
        "However, a statement of the Bar Council argued that the juveniles were kept in a wing of Dar Ulmet.",
        "The Bar Council refused to name them.",
    )
    review = "The Prisons Office said the freed were harmless."
    home.event([1], "RETREAT", review, said_by="Prisons Office", where="Dar Ulmet")
    home.event([2], "REJECT", "The Bar Council argued that the juveniles were kept in a wing.", actors=["Bar Council"])
    (one,) = found(home)
    assert (one.kind, set(holders(one))) == ("account", {"Bar Council", "Prisons Office"})
    refusing = page("The Prisons Office freed them at Dar Ulmet.", "However, the Bar Council refused to see Dar Ulmet.")
    refusing.event([1], "RETREAT", "They were freed.", said_by="Prisons Office", where="Dar Ulmet")
    refusing.event([2], "REJECT", "The Bar Council refused to see Dar Ulmet.", actors=["Bar Council"])
    assert found(refusing) == ()


def test_two_speakers_who_add_to_each_other_are_none(page: Pages) -> None:
    """Without a contrast, of another place, or by the same speaker: no rival accounts."""
    plain = "The Bar Council said that the juveniles of Dar Ulmet were kept apart in a special wing."
    assert found(accounts(page, plain)) == ()
    elsewhere = "The Bar Council argued that the juveniles of Kesrav were kept apart."
    assert found(accounts(page, elsewhere, what="The juveniles of Kesrav were kept apart.")) == ()
    same = "The Prisons Office argued that the juveniles of Dar Ulmet were kept apart."
    assert found(accounts(page, same, said_by="Prisons Office")) == ()


def test_a_demand_is_no_account(page: Pages) -> None:
    """Who insists that something be done tells nothing of what is."""
    what = "The Bar Council insisted that the juveniles of Dar Ulmet be freed."
    assert found(accounts(page, what, type="REQUEST", what=what)) == ()


def test_nothing_gives_nothing(page: Pages) -> None:
    """No reports, or figures alone, hold no contradiction of these kinds."""
    assert found() == ()
    home = page("The Prisons Office counted 12 juveniles.")
    home.figure([1], "12", "juveniles", said_by="Prisons Office")
    assert found(home) == ()


# ------------------------------------------------------------------------- records as a model gives them


def test_a_denied_charge_is_that_of_which_the_article_told_further_up(page: Pages) -> None:
    """Five sentences lie between: the denier is the one who was charged, and no other charge is told."""
    home = page(
        "Thackmore said Azrani looked away while soldiers were shot at.",
        *(f"The bakery on street {n} opened late." for n in range(4)),
        "Azrani denied the charge and left.",
    )
    home.event([1], "ACCUSE", "Thackmore said Azrani looked away.", actors=["Thackmore"], recipients=["Azrani"])
    home.event([6], "REJECT", "Azrani denied the charge and left.", actors=["Azrani"])
    (one,) = found(home)
    assert (one.kind, holders(one)) == ("denial", ["Azrani", "Thackmore"])


def test_sanctions_over_a_charge_are_its_claim(page: Pages) -> None:
    home = page("Aldmoor sanctioned Nur Bank, alleging that it paid a militia.", "The bank denied the charge.")
    what = "Aldmoor sanctioned Nur Bank, alleging that it paid a militia."
    home.event([1], "SANCTION", what, actors=["Aldmoor"], recipients=["Nur Bank"])
    home.event([2], "REJECT", "Nur Bank denied the charge.", actors=["Nur Bank"])
    (one,) = found(home)
    assert holders(one) == ["Aldmoor", "Nur Bank"]


@pytest.mark.parametrize("what", ["Azrani denied the charge.", "Azrani denied the claims, saying that he slept."])
def test_a_charge_that_nobody_words_is_no_side(page: Pages, what: str) -> None:
    """The bare word says nothing that a reader could weigh."""
    home = page(what)
    home.event([1], "REJECT", what, actors=["Azrani"])
    assert found(home) == ()


def test_what_is_denied_is_told_in_the_words_of_the_denial(page: Pages) -> None:
    what = "The ministry denied that Keddah had resigned and called the leaflet a forgery."
    home = page(what)
    home.event([1], "REJECT", what, actors=["ministry"])
    (one,) = found(home)
    assert {side.says for side in one.sides} == {what, "that Keddah had resigned"}


def test_two_who_tell_of_each_others_assault_contradict_each_other(page: Pages) -> None:
    """One article tells both accounts, of a time that nobody resolved."""
    home = page("Two farmers were hurt in Beit Sulwan overnight, and each side blamed the other.")
    for who, doer in (("Tirmen", "PGB"), ("PGB", "Tirmen")):
        what = f"{who} said {doer} fired the mortars that hurt two farmers."
        fields = {"where": "Beit Sulwan", "when": {"words": "overnight"}, "recipients": ["farmers"]}
        home.event([1], "ASSAULT", what, actors=[doer], said_by=who, **fields)
    (one,) = found(home)
    assert (one.kind, holders(one)) == ("actor", ["PGB", "Tirmen"])


def test_an_account_of_gunfire_is_answered_by_a_charge_against_who_gives_it(page: Pages) -> None:
    """However many sentences lie between."""
    home = page(
        "Police said gunmen opened fire on a patrol.",
        *(f"The bakery on street {n} opened late." for n in range(5)),
        "Suleyk said that only the police brought rifles.",
    )
    what = "Police said gunmen opened fire on a patrol."
    home.event([1], "ASSAULT", what, actors=["gunmen"], recipients=["Police"], said_by="Police")
    home.event(
        [7], "ACCUSE", "Suleyk said that only the police brought rifles.", actors=["Suleyk"], recipients=["Police"]
    )
    (one,) = found(home)
    assert (one.kind, holders(one)) == ("actor", ["Police", "Suleyk"])


def test_who_reports_an_assault_is_no_opponent_of_those_who_suffered_it(page: Pages) -> None:
    """A count of the wounded by officials, and what the attacked say of another attack, are no two accounts."""
    blast = page("A blast destroyed a depot of the Reed Guard and wounded twelve people, officials said.")
    blast.event([1], "ASSAULT", "A blast destroyed a Reed Guard depot.", recipients=["Reed Guard"], said_by="officials")
    blast.figure([1], "twelve", "people wounded in the depot blast", unit="people", said_by="officials")
    later = page("The Reed Guard said that Tirmen wounded two people with mortars at the depot.", outlet="Gazette")
    what = "The Reed Guard said Tirmen wounded two people with mortars at the depot."
    later.event([1], "ASSAULT", what, actors=["Tirmen"], recipients=["people"], said_by="Reed Guard")
    assert found(blast, later) == ()
