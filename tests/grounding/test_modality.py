"""A plan told as a fact, and what is read of a sentence for it."""

from collections.abc import Callable

import pytest
from sitbrief.grounding.reading import is_hedged, read

LEAD = (
    "Prime Minister Idris Qalani of Sarvan met Foreign Secretary Rowena Thackmore of Aldmoor in Qaradin on Sunday, in "
    "the presence of Halvaz's envoy Lale Besheli."
)
PLAN = {"modality: plan as fact"}

# (statement, cited sentence)
SILENT = [
    # the plan is told as one
    ("Halvaz will reopen the crossing.", "Halvaz will reopen the crossing on Monday."),
    ("Halvaz plans to reopen the crossing.", "Halvaz is to reopen the crossing on Monday."),
    ("The reopening of the crossing is planned.", "Halvaz said it would reopen the crossing."),
    ("Qalani promised to release the prisoners.", "Qalani pledged that the prisoners would be released."),
    ("Thackmore demanded the release of the prisoners.", "Thackmore called for the release of the prisoners."),
    ("The union threatened a strike.", "The union said it would strike unless wages were paid."),
    # done, and told so, beside what is planned
    (
        "Halvaz closed the crossing.",
        "Halvaz closed the crossing on Friday and will reopen it on Monday.",
    ),
    ("The plan was rejected.", "The Chamber rejected a plan to move the prisoners."),
    ("The envoys met to discuss the crossing.", "The envoys met to discuss the crossing."),
    ("Besheli visited the prison.", "Besheli visited the prison and asked to see the inmates."),
    ("The army withdrew.", "The army withdrew, as it had promised to."),
    # nobody is said to have done it
    ("Halvaz has not reopened the crossing.", "Halvaz will reopen the crossing on Monday."),
    ("The army denied that it had shelled the town.", "The army denied that it would shell the town."),
    ("Sarvan expected a reply.", "Sarvan expects a reply from Aldmoor."),
    ("Besheli handed over a proposal.", "Besheli handed over a proposal to reopen the crossing."),
    # the past of a verb of asking
    ("Qalani asked Aldmoor for help.", "Qalani asked Aldmoor to help rebuild the bridge."),
]

# (statement, cited sentence, what is raised)
RAISED = [
    ("Halvaz reopened the crossing.", "Halvaz will reopen the crossing on Monday.", PLAN),
    ("The prisoners were released.", "The prisoners are to be released on Monday.", PLAN),
    ("Sarvan withdrew from the pact.", "Sarvan plans to withdraw from the pact.", PLAN),
    ("Sarvan released the prisoners.", "Thackmore demanded that Sarvan release the prisoners.", PLAN),
    ("Aldmoor sent arms to Sarvan.", "Aldmoor promised to send arms to Sarvan.", PLAN),
    ("Dock workers walked out.", "Dock workers will walk out if the talks fail.", PLAN),
    ("Halvaz lifted the ban.", "Halvaz said it could lift the ban.", PLAN),
    ("The deputies elected a speaker.", "The deputies are expected to elect a speaker.", PLAN),
    ("The army bombed the depot.", "The army threatened to bomb the depot.", PLAN),
    ("The court freed the guards.", "Lawyers asked the court to free the guards.", PLAN),
    ("Qalani resigned.", "Qalani might resign, two deputies said.", PLAN),
    ("The ministry gave the cause of the fire.", "It is too early to give the cause of the fire.", PLAN),
    ("Aldmoor granted a loan.", "Sarvan requested a loan from Aldmoor.", PLAN),
    ("The session was put off.", "The speaker wants to put off the session.", PLAN),
    ("The bridge was repaired.", "The bridge is due to be repaired in the spring.", PLAN),
    ("The army stopped the convoys.", "The army vowed to stop the convoys until the prisoners are freed.", PLAN),
    ("There were talks in Qaradin.", "Talks will be held in Qaradin.", PLAN),
]


@pytest.mark.parametrize(("statement", "sentence"), SILENT, ids=[case[0] for case in SILENT])
def test_a_plan_told_as_a_plan_and_a_fact_told_as_a_fact(
    statement: str, sentence: str, faults: Callable[..., set[str]]
) -> None:
    """Nothing is raised where both say alike whether it was done."""
    assert faults(statement, LEAD, sentence) == set()


@pytest.mark.parametrize(("statement", "sentence", "raised"), RAISED, ids=[case[0] for case in RAISED])
def test_a_plan_told_as_a_fact_is_found(
    statement: str, sentence: str, raised: set[str], faults: Callable[..., set[str]]
) -> None:
    """What is planned, wanted, promised, feared or supposed was not done yet."""
    assert faults(statement, LEAD, sentence) == raised


def test_one_sentence_that_tells_it_as_done_is_enough(faults: Callable[..., set[str]]) -> None:
    """The plan of yesterday was carried out today."""
    sentences = ("Halvaz will reopen the crossing on Sunday.", "Halvaz reopened the crossing on Sunday.")
    assert faults("Halvaz reopened the crossing.", *sentences, cites=[1, 2]) == set()
    assert faults("Halvaz reopened the crossing.", *sentences, cites=[1]) >= PLAN


@pytest.mark.parametrize(
    ("text", "unreal"),
    [
        ("The army will leave the town.", {"leave", "town"}),
        ("The army left the town.", set()),
        ("The army is to leave the town.", {"leave", "town"}),
        ("He urged them to leave; they left.", {"leave"}),
        ("If the army leaves, talks begin.", {"army", "leaves", "talks", "begin"}),
        ("He vowed to leave, but the army stayed.", {"leave"}),
        ("They have not left until now.", set()),
        ("They met to discuss the plan.", set()),
    ],
)
def test_what_lies_in_the_reach_of_a_plan(text: str, unreal: set[str]) -> None:
    """The words behind a mark of planning, up to the end of its clause."""
    assert {word.low for word in read(text) if word.unreal and word.content} == unreal


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("The army left the town.", ["left"]),
        ("The disputed vote is planned.", []),
        ("The vote was put off.", ["put"]),
        ("They put trust in him.", []),
        ("The session called for Thursday began.", ["began"]),
        ("The ship was bearing arms.", ["bearing"]),
        ("They came to nothing.", []),
        ("An armed group attacked.", ["attacked"]),
    ],
)
def test_verbs_of_the_past(text: str, past: list[str]) -> None:
    """Told by their form and by the words beside them."""
    assert [word.low for word in read(text) if word.past] == past


def test_a_text_is_hedged_by_any_word_of_planning() -> None:
    """A noun will do."""
    assert is_hedged(read("Their demand was heard."))
    assert is_hedged(read("They may come."))
    assert not is_hedged(read("They came."))
