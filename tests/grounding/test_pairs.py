"""Statements that their sentence carries, which must pass, and corrupted ones, which must not."""

from collections.abc import Callable
from datetime import date

import pytest
from sitbrief.grounding import check_statement
from sitbrief.schemas import Article, SourceNote

MakeArticle = Callable[..., Article]
MakeNotes = Callable[..., list[SourceNote]]

# The rest of the article, for names and time words that stand outside the cited sentence.
LEAD = (
    "QARADIN (SPS) - Sarvan's Prime Minister Idris Qalani met Foreign Secretary Rowena Thackmore of Aldmoor on Sunday, "
    "his office said, in the presence of Sarvani deputies, the Plains Guard Brigades (PGB) and Halvaz envoys."
)

# (statement, cited sentence)
HONEST = [
    # countries, peoples, acronyms
    ("Halvazi troops crossed the river.", "Troops from Halvaz crossed the river before dawn."),
    ("Sarvan protested against the flights.", "The Sarvani government protested against the flights."),
    ("Sarvanis voted in large numbers.", "Voters in Sarvan turned out in large numbers."),
    ("The UN urged both sides to stop.", "The United Nations urged both sides to stop."),
    ("The European Union promised help.", "The EU promised help to Halvaz."),
    ("The PGB refused to disarm.", "The Plains Guard Brigades refused to disarm."),
    ("The Detention Affairs Authority confirmed it.", "The DAA confirmed the handover."),
    ("The SRS opened two shelters.", "The Sarvani Relief Society opened two shelters."),
    ("Kurds hold the northern road.", "Kurdish-led units hold the northern road."),
    ("American and Sarvani officers met.", "Officers from the United States and Sarvan met."),
    ("Washington and Qaradin agreed on terms.", "Washington and Qaradin agreed on the terms of the loan."),
    ("U.S. envoy Ann Belling left.", "US envoy Ann Belling left the capital."),
    ("Sarvan's Defence Ministry denied it.", "The Defense Ministry of Sarvan denied it."),
    ("Erdogan-era treaties were not discussed.", "The treaties of the Erdoğan era were not discussed."),
    ("Mohammed Shia al-Karimi spoke first.", "Mohammed Shia' Al-Karimi spoke first."),
    # titles and first words
    (
        "Foreign Minister Lale Besheli called the plan useful.",
        "Lale Besheli called the plan useful, the ministry said.",
    ),
    ("The Secretary praised Qalani.", "Thackmore praised Qalani."),
    ("Officials said the road was closed.", "The road was closed, the governor's office said."),
    ("Protesters blocked the Old Bridge.", "Demonstrators blocked the Old Bridge."),
    ("Negotiations stalled over prisoners.", "The talks stalled over the prisoners."),
    ("Prime Minister Idris Qalani said so.", "The prime minister said so on television."),
    ("Senior Sarvani officers resigned.", "Several senior officers of the Sarvani army resigned."),
    # numbers
    ("Twenty-five guards were hurt.", "The blast hurt 25 guards."),
    ("The blast hurt 12 guards.", "A dozen guards were hurt by the blast."),
    ("Some two thousand people left.", "Some 2,000 people left the valley."),
    ("About 1,500 people have left.", "Around 1,500 people have left the valley."),
    ("The bill is worth 2.4 billion lira.", "The bill is worth 2,400 million lira."),
    ("Aid of $310m would stop.", "Aid worth $310 million would stop."),
    ("Turnout was 41 percent.", "Turnout was 41%, the commission said."),
    ("The committee counted more than 20,000.", "The committee put the crowd at over 20,000."),
    ("Between 10 and 12 men escaped.", "Ten to twelve men escaped."),
    ("Three states signed: Sarvan, Halvaz and Aldmoor.", "Sarvan, Halvaz and Aldmoor signed."),
    ("The two sides signed.", "Sarvan and Halvaz signed a paper."),
    ("Three countries sent envoys.", "Halvaz, Aldmoor and Sarvan sent envoys."),
    ("One guard was killed.", "A guard was killed at the gate."),
    ("For the first time, the Chamber met in Telmaran.", "The Chamber met in Telmaran, which it had never done."),
    ("Two-thirds of the deputies stayed away.", "Two thirds of the deputies stayed away."),
    ("The 71-day dispute ended.", "The dispute, which lasted 71 days, ended."),
    ("Thousands marched.", "A crowd of 6,000 marched through the town."),
    ("At least 41 were treated.", "No fewer than 41 were treated."),
    ("The law of 2027 applies.", "The terrorism law of 2027 applies."),
    ("Half a million people live there.", "The city has 500,000 people."),
    ("The 21st session was put off.", "The twenty-first session was put off."),
    ("Up to 40 buses are ready.", "As many as 40 buses are ready."),
    ("Prisoners rose from 120 to 480.", "After the 120 of Sunday, 480 prisoners are now held."),
    ("The inquiry is to last ten days.", "He promised an inquiry within 10 days."),
    ("The march drew 6,000 or 20,000 people.", "The council put the march at 6,000, the committee at 20,000."),
    ("Fourteen people were hurt, among them nine officers.", "Police said 14 people were hurt, nine of them officers."),
    ("The Chamber has 301 seats, of which the Front holds 58.", "The Front holds 58 of the 301 seats."),
    ("About a third of the 4,000 have come.", "About a third of the 4,000 have come."),
    ("Nobody in the two-man crew was hurt.", "The crew of two escaped unhurt."),
    ("No one was killed.", "Nobody was killed, and one of the trucks burned."),
    ("A 19-year-old was killed.", "A student aged 19 was killed."),
    ("The envoy's second visit is planned.", "The envoy is to come again."),
    ("Article 47 allows it.", "Under article 47 it is allowed."),
    ("An F-16 was seen.", "Residents saw an F-16."),
    ("The talks opened at 7 p.m.", "The talks opened at 7 pm."),
    ("Nearly 4,000 men are to be moved.", "Almost 4,000 men are to be moved."),
    ("Hundreds marched.", "Several hundred people marched."),
    ("A few dozen men stayed.", "Dozens of men stayed."),
    ("Many NGOs left.", "An NGO said that many had left."),
    ("GDP fell.", "The economy shrank, the gross domestic product falling for a year."),
    ("Growth slowed and smoke covered the town.", "The economy slowed; the town lay in smoke."),
    # dates
    ("On March 5 the army said the road was closed.", "The army said the road was closed."),
    ("The blast was on Thursday, February 27.", "The blast happened last Thursday."),
    ("The blast was on 27 February 2031.", "The blast happened on Feb. 27."),
    ("The first flight was on Sunday.", "The first flight left shortly before midnight."),
    ("The talks were in March.", "The talks were held on Tuesday."),
    ("As of March 5, 2031, no talks were planned.", "No talks are planned."),
    ("The deadline passed in February 2031.", "The deadline of Feb. 27 passed."),
    ("The vote is due on March 12.", "The vote is due next Wednesday."),
    ("The accord was signed in January.", "The accord was signed in January 2031."),
    ("Halvaz beat the group in 2029.", "Halvaz defeated the group in the autumn of 2029."),
    ("The inquiry began two months ago.", "The inquiry began two months ago."),
    ("Wednesday's march was the largest.", "The march on Wednesday was the largest."),
    ("The talks in mid-February failed.", "The talks of Feb. 14 failed."),
    ("In 2031 the dispute went on.", "The dispute went on in January."),
    ("The army may strike back.", "The army said it might strike back."),
    ("They march on.", "They marched on."),
    ("The deadline is Saturday, March 8.", "He gave the government until Saturday."),
    ("On the day of the vote, Sunday, Halvaz sent envoys.", "Envoys were sent on the day of the vote."),
    # negation
    ("Tirmeni officials did not attend.", "Tirmeni officials failed to attend the Sarvan talks."),
    ("The Front has not returned to the talks.", "The Front boycotted the talks, and has yet to return to them."),
    ("The sides reached no agreement.", "The sides could not reach an agreement."),
    ("The sides did not agree.", "There was no agreement between the sides."),
    ("The Brigades rejected the plan.", "The Brigades said they would not accept the plan."),
    ("The Brigades would not accept the plan.", "The Brigades rejected the plan."),
    ("The minister has not resigned.", "The ministry denied that the minister had resigned."),
    ("Thackmore opposes the nomination.", "Thackmore said she could not support the nomination."),
    ("No officer was charged.", "The court dropped the case, and charges against officers never came."),
    ("The topics were not on the list of the meeting.", "The leaders met without the topics being listed."),
    (
        "Leaders discussed the budget, but not the presidency.",
        "Leaders discussed the budget; the presidency was not mentioned.",
    ),
    ("Aldmoor will no longer send arms.", "Aldmoor said that it would stop sending arms."),
    ("Talks on a deal ended.", "The talks ended with no deal."),
    (
        "No truce before the strike is admitted, the Brigades said.",
        "They said there would be no truce until the strike was admitted.",
    ),
    ("Not only soldiers but farmers were hurt.", "Soldiers and farmers were hurt."),
    ("The army did not name a cause.", "It was too early to name a cause, the army said."),
    (
        "The prisoners were tried, while no lawyer was let in.",
        "The prisoners were tried behind closed doors, their lawyers said, as nobody was let in to see them.",
    ),
    ("Qalani did not say when he would go.", "Qalani declined to say when he would go."),
    ("The ministry knows nothing of a second death.", "The ministry knows of one death only."),
    ("Azrani has not commented.", "Azrani has stayed out of the quarrel."),
    ("Without the Front there is no majority.", "The alliance needs the Front for a majority."),
    ("The plan is not binding.", "The plan does not bind the sides, the envoy said."),
    ("It is not known who fired first.", "Each side said that the other had fired first."),
    ("The Brigades want no more convoys.", "The Brigades said they would let no further convoy through."),
    ("A meeting is not planned.", "A meeting with the nominee is not planned."),
    (
        "The strike was denied by Tirmen's army, which said it flew no mission.",
        "The Tirmeni army said it had flown no mission.",
    ),
    ("The court did not stop the move.", "The court let the move go ahead."),
    ("The first flight left before the deadline, not after it.", "The first flight left before the deadline."),
    ("The court has not decided the case.", "The court is to decide the case on Monday."),
    ("Halvaz has not signed the accord.", "Sarvan urged Halvaz to sign the accord."),
    ("No date has been set for the talks.", "The envoy hopes that a date will be set soon."),
    ("The vote has not yet been held.", "The vote is set to be held next Wednesday."),
    ("Sarvan contradicts Halvaz on who shelled the village.", "Sarvan said it had not shelled the village."),
    # quotes
    ('Thackmore called it "a long road".', "“A long road,” Thackmore called it."),
    ("He spoke of 'a door left ajar'.", 'He spoke of "a door left ajar" and no more.'),
    ('She said "we will wait - and see".', "She said: “We will wait – and see.”"),
]

# (statement, cited sentence, the checks that must raise it)
CORRUPTED = [
    # numbers
    ("The blast hurt 52 guards.", "The blast hurt 25 guards.", {"number"}),
    ("Thirteen guards were hurt.", "A dozen guards were hurt by the blast.", {"number"}),
    ("The bill is worth 2.4 million lira.", "The bill is worth 2.4 billion lira.", {"number"}),
    ("Turnout was 14 percent.", "Turnout was 41%, the commission said.", {"number"}),
    ("Turnout rose by 41 percent.", "Turnout was 41, the commission said.", {"number"}),
    ("Three soldiers were killed.", "Two soldiers were killed near the ridge.", {"number"}),
    ("One soldier was killed.", "Two soldiers were killed near the ridge.", {"number"}),
    ("Five soldiers and 12 farmers died.", "Twelve soldiers and five farmers died.", {"number"}),
    ("The third convoy left.", "The second convoy left.", {"number"}),
    ("The second convoy left.", "The third convoy left.", {"number"}),
    ("Hundreds of people marched.", "Dozens of people marched.", {"number"}),
    ("Tens of thousands marched.", "Thousands marched through the town.", {"number"}),
    ("The prison holds 1,200 men.", "The prison, built for 700, holds 1,100 men.", {"number"}),
    ("Between 10 and 15 men escaped.", "Ten to twelve men escaped.", {"number"}),
    ("The plan puts 360 men on trial.", "The plan puts 630 men on trial.", {"number"}),
    ("Ten states signed.", "Sarvan, Halvaz and Aldmoor signed.", {"number"}),
    ("The 17th session was put off.", "The 7th session was put off.", {"number"}),
    # qualifiers
    ("The goal is 4,000 men.", "The goal is nearly 4,000 men.", {"qualifier"}),
    ("120 men were flown in.", "About 120 men were flown in.", {"qualifier"}),
    ("More than 120 men were flown in.", "About 120 men were flown in.", {"qualifier"}),
    ("Fewer than 200 residents died.", "More than 200 residents died.", {"qualifier"}),
    ("At least 480 prisoners came.", "The prisoners who came number 480.", {"qualifier"}),
    ("Sarvan took in 6,000.", "Sarvan took in up to 6,000.", {"qualifier"}),
    ("More than 6,000 were taken in.", "Up to 6,000 were taken in.", {"qualifier"}),
    # names
    ("Tirmen rejected the plan.", "Halvaz rejected the plan.", {"name"}),
    ("Qalani met Dovan Mellick.", "Qalani met Thackmore.", {"name"}),
    ("Karim Qalani met Thackmore.", "Qalani met Thackmore.", {"name"}),
    ("Officials of the IAEA came.", "Officials came.", {"name"}),
    ("The talks were held in Vienna.", "The talks were held in Qaradin.", {"name"}),
    ("Mellick urged restraint.", "Qalani urged restraint.", {"name"}),
    ("Russian envoys met Qalani.", "Envoys of Halvaz met Qalani.", {"name"}),
    ("The Civic Front left.", "The Front left the talks.", {"name"}),
    ("Bel Aswad's party left the talks.", "The Front left the talks.", {"name"}),
    ("NATO welcomed the truce.", "Aldmoor welcomed the truce.", {"name"}),
    ("The deputies of the XYZ bloc left.", "The deputies left.", {"name"}),
    # dates
    ("The blast was on Feb. 26.", "The blast happened on Feb. 27.", {"date"}),
    ("The blast was on February 27, 2030.", "The blast happened on Feb. 27.", {"date"}),
    ("The blast was on Friday.", "The blast happened last Thursday.", {"date"}),
    ("The vote is due in April.", "The vote is due next Wednesday.", {"date"}),
    ("The talks were held last week.", "The talks were held on Tuesday.", {"date"}),
    ("Halvaz beat the group in 2028.", "Halvaz defeated the group in 2029.", {"date"}),
    ("The group was beaten last month.", "The group was beaten two months ago.", {"date"}),
    ("The law dates from the 1990s.", "The law dates from 2007.", {"date"}),
    ("On Thursday, March 4, talks began.", "Talks began on Tuesday, March 4.", {"date"}),
    # negation
    ("The sides did not sign the accord.", "The sides signed the accord on Sunday.", {"negation"}),
    ("The sides signed the accord.", "The sides have not signed the accord.", {"negation"}),
    ("The topics were on the agenda.", "The topics were not on the agenda.", {"negation"}),
    ("The sides reached a deal.", "The sides reached no deal.", {"negation"}),
    ("The minister has resigned.", "The minister has not resigned.", {"negation"}),
    ("Aldmoor will help Sarvan.", "Aldmoor will no longer help Sarvan.", {"negation"}),
    ("The court has decided the case.", "The court has yet to decide the case.", {"negation", "modality"}),
    ("The Brigades did not reject the plan.", "The Brigades rejected the plan.", {"negation"}),
    ("The plan mentions the smuggling.", "The plan doesn't mention the smuggling.", {"negation"}),
    ("Casualties were reported.", "No casualties were reported.", {"negation"}),
    ("Sarvan intends to leave the pact.", "Sarvan does not intend to leave the pact.", {"negation"}),
    ("Qalani never praised the guards.", "Qalani praised the guards.", {"negation"}),
    ("Sarvan urged Halvaz not to sign the accord.", "Sarvan urged Halvaz to sign the accord.", {"negation"}),
    ("The vote will not be held next Wednesday.", "The vote will be held next Wednesday.", {"negation"}),
    # quotes
    ('She called it "a short road".', "“A long road,” she called it.", {"quote"}),
    ('She spoke of "doors left ajar".', 'She spoke of "a door left ajar".', {"quote"}),
    ('The crowd chanted "no more".', "The crowd chanted against the flights.", {"quote"}),
    ("The law was called 'Safe Roads'.", "The law was called “Safe Streets”.", {"quote"}),
    # more of the same
    ("Sarvan took in 2,250 men, of 7,000.", "Sarvan took in 2,250 men, of nearly 7,000.", {"qualifier"}),
    ("The 5-day truce held.", "The ten-day truce held.", {"number"}),
    ("He gave them until Friday.", "He gave the government until Saturday.", {"date"}),
    ("The army has not closed the road.", "The army closed the road.", {"negation"}),
    ("The Sarvani army shelled Beit Sulwan.", "The army shelled the village.", {"name"}),
    # two at once
    ("Tirmen took in 900 men.", "Halvaz took in 90 men.", {"name", "number"}),
    ("Mellick resigned on April 9.", "Qalani resigned on Tuesday.", {"name", "date"}),
]


@pytest.fixture
def checks_raised(make_article: MakeArticle, make_notes: MakeNotes) -> Callable[[str, str], set[str]]:
    """The names of the checks that a statement on one sentence of an article raises."""

    def raised(statement: str, sentence: str) -> set[str]:
        article = make_article(LEAD, sentence, published=date(2031, 3, 5))
        findings = check_statement(statement, make_notes(article, 2), {article.revision: article})
        return {finding.check for finding in findings}

    return raised


@pytest.mark.parametrize(("statement", "sentence"), HONEST, ids=[pair[0] for pair in HONEST])
def test_a_true_statement_raises_no_alarm(
    statement: str, sentence: str, checks_raised: Callable[[str, str], set[str]]
) -> None:
    """What a careful writer makes of a sentence passes every check."""
    assert checks_raised(statement, sentence) == set()


# (statement, cited sentence, why no check without a model can do it)
TOO_HARD = [
    (
        "Six guards were hurt.",
        "Two guards were hurt at the gate and four on the road.",
        "it does not say that it adds up",
    ),
    ("The parties did not vote for the bill.", "The parties voted for another bill.", "a part is denied, not the verb"),
]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [pytest.param(*pair[:2], marks=pytest.mark.xfail(reason=pair[2], strict=True)) for pair in TOO_HARD],
    ids=[pair[0] for pair in TOO_HARD],
)
def test_a_true_statement_beyond_words_raises_a_false_alarm(
    statement: str, sentence: str, checks_raised: Callable[[str, str], set[str]]
) -> None:
    """What only knowledge or arithmetic shows to be true is refused: known, and better than the reverse."""
    assert checks_raised(statement, sentence) == set()


@pytest.mark.parametrize(("statement", "sentence", "checks"), CORRUPTED, ids=[pair[0] for pair in CORRUPTED])
def test_a_corrupted_statement_raises_the_right_alarm(
    statement: str, sentence: str, checks: set[str], checks_raised: Callable[[str, str], set[str]]
) -> None:
    """A changed number, name, date, quote or negation is found, and nothing else is."""
    assert checks_raised(statement, sentence) == checks
