"""Words that mean the same in news, words that mean the opposite, and the verbs of saying: data, by word family.

A family is what a verb and its nouns share ("announce", "announcement"). Written for this project from the words that
news of talks, governments, sanctions, prisoners and strikes are made of.
"""

from functools import lru_cache

from .words import fold, listed_phrases, stem

__all__ = ["ASKING", "SAYING", "family", "meaning", "opposites", "phrasal", "words_of"]

# Endings that make a noun or an adjective of a verb, the longest first.
_ENDINGS = """ations ation ments ment ances ance ences ence ions ion als al ures ure ers er ors or ees ee s""".split()
_SHORTEST = 4  # letters that a family must keep
# Nouns whose verb no ending gives.
_NOUNS = """
    refuse: refusal; deny: denial denied; decide: decision; die: death dead deadly; fly: flight flown; sign:
    signature signatory; see: sight; sell: sale; speak: speech; choose: choice; lose: loss; succeed: success;
    believe: belief; arrive: arrival; propose: proposal; approve: approval; try: trial; withdraw: withdrawal;
    invade: invasion; explode: explosion explosive; elect: election electoral; complain: complaint; respond:
    response; receive: reception; expel: expulsion; permit: permission; admit: admission; suspend: suspension;
    divide: division; return: returnee; conclude: conclusion; persuade: persuasion; destroy: destruction;
    produce: production; reduce: reduction; build: building; grow: growth; intend: intention intent; suspect:
    suspicion; vote: voter ballot; give: gift; sanction: sanctioned; resign: resignation; nominate: nominee
    nomination; detain: detainee detention; appoint: appointee; mediate: mediator mediation; negotiate:
    negotiator negotiation; investigate: investigator; govern: governor government governing; rule: ruler
    ruling; lead: leader leadership; operate: operation; imprison: prisoner prison imprisonment jail; smuggle:
    smuggler; register: registration; identify: identity identification; threaten: threat; accuse: accusation;
    apply: application; assist: assistance; hold: holder; sit: session sat; meet: meeting; compensate:
    compensation; criticize: criticism critic critical; recognize: recognition; lift: lifting"""
# Each line: words that a writer of a brief may put for each other.
_MEANINGS = """
    say: state declare note tell add remark explain comment stress announce report mention statement inform;
    kill: die death fatal deadly slay lives victim casualty toll fatality; wound: injure hurt injury casualty;
    meet: talks hold host receive meeting session gather sit convene assemble discuss conversation; talk: talks
    discuss negotiate dialogue conversation speak address call phone telephone negotiation consult discussion;
    reject: refuse decline dismiss oppose rebuff against block rule-out turn-down; deny: denial dispute reject
    contradict no not refute; agree: accord agreement deal pact consent approve accept consensus signed; sign:
    conclude seal signature; transfer: move fly hand transport ship take carry bring deliver bus relocate
    handover flown send; retaliate: strike back revenge avenge; prison: jail detention camp custody detain hold
    imprison inmate detainee prisoner behind-bars lock cell; prisoner: inmate detainee captive convict suspect
    man men; arrest: detain seize custody apprehend; flight: plane aircraft airlift air fly land; land: arrive
    touch-down reach; arrive: come reach land enter; go: travel leave head move visit depart fly; visit: travel
    trip go come tour; leave: depart withdraw go quit exit; return: back come resume home repatriate; postpone:
    delay put-off defer adjourn reschedule move later; cancel: call-off scrap drop; vote: ballot elect choose
    election poll; elect: choose vote win name; nominate: candidate name pick propose put-forward choice nominee
    nomination; appoint: name choose install; sanction: penalty blacklist freeze measure list designate punish
    restrict; freeze: block seize asset; attack: strike assault raid hit shell bomb offensive target operation;
    strike: attack raid hit bomb airstrike drone; blast: explosion explode blow detonate bombing; destroy: wreck
    level demolish blow; fire: shoot shot gunfire open-fire shooting; demand: call urge ask insist require want
    press seek request appeal; urge: call appeal ask press demand advise; ask: request call demand appeal seek
    urge; promise: pledge vow commit undertake assure swear; threaten: warn vow threat; warn: caution threaten
    alert; plan: intend schedule aim propose expect prepare due set; expect: due schedule plan anticipate await
    set; start: begin launch open commence first; end: finish stop conclude close cease lapse expire; stop: halt
    end cease suspend block; continue: remain keep go-on persist still; accuse: blame charge allege say claim;
    blame: accuse fault responsible responsibility; claim: say allege assert maintain insist; confirm:
    acknowledge verify affirm admit; condemn: denounce criticize deplore; criticize: condemn attack fault blame;
    praise: welcome commend hail thank applaud; welcome: praise greet hail applaud; support: back favor endorse;
    help: aid assist support assistance relief; close: shut closure seal block bar; open: reopen unlock launch
    start; reopen: open lift closure; impose: place put introduce levy; rise: increase grow climb up reach more
    higher; fall: decrease drop decline down fewer less lower; group: batch wave lot contingent party convoy;
    militia: group force fighter brigade armed; government: cabinet administration state authority; premier:
    prime minister head-of-government; parliament: chamber assembly council house legislature lawmaker deputy
    mp; deputy: lawmaker mp member parliamentarian; leader: chief head; member: deputy lawmaker official;
    official: officer authority spokesman; army: military troop force soldier armed; soldier: troop army force;
    police: officer force security; border: frontier crossing; crossing: border gate point; citizen: national;
    country: state nation; aid: help relief assistance; agreement: accord deal pact treaty; truce: ceasefire
    cessation cease-fire pause; protest: demonstrate march rally demonstrator protester; march: protest
    demonstration procession rally; crowd: people protester demonstrator; trial: court try prosecute judge
    justice; court: judge trial tribunal; lawyer: counsel attorney; law: legislation act statute; money: fund
    payment cash; bank: lender; chairman: chair head boss; buy: purchase acquire; pay: compensate fund finance;
    build: construct; cause: reason trigger; investigate: inquiry probe examine inquire look; inquiry:
    investigate probe; let: allow permit; allow: let permit; bar: ban prohibit block forbid exclude keep;
    access: visit enter; give: hand grant provide offer deliver; provide: give supply offer; show: present
    display; see: spot watch observe witness; hear: listen; quorum: enough attendance; missile: rocket; weapon:
    arm ammunition; arm: weapon ammunition munition; depot: store warehouse dump; dead: kill die; spokesman:
    spokeswoman spokesperson; work: function operate; complaint: criticism complain objection; quick: soon fast
    rapid; last: final; call: phone telephone urge demand"""
# Either side is the other's contrary: said of the same thing, one of them is wrong.
_OPPOSITES = """
    deny: confirm admit acknowledge accept own; reject: accept welcome approve back confirm; refuse: agree
    accept; condemn: welcome praise hail; criticize: praise welcome; oppose: support back favor endorse; impose:
    lift remove revoke free; grant: reject refuse deny; tighten: ease loosen relax; rise: fall drop decline
    decrease; increase: decrease reduce fall drop cut; open: close shut; reopen: close shut seal; release:
    detain arrest seize jail imprison; free: detain arrest jail; win: lose; arrive: leave depart; enter: leave;
    begin: end finish conclude; start: end finish halt conclude; resume: suspend halt interrupt; extend: shorten
    cut; expand: shrink reduce; join: leave quit; appoint: dismiss sack remove; approve: reject veto; allow: ban
    bar forbid prohibit prevent; succeed: fail; before: after; above: below; north: south; east: west; northern:
    southern; eastern: western; former: current; buy: sell; export: import; attack: defend; advance: retreat
    withdraw; deploy: withdraw; convict: acquit; guilty: innocent; majority: minority; public: private secret;
    legal: illegal; lawful: unlawful; possible: impossible; likely: unlikely; first: last; present: absent;
    worsen: improve; strengthen: weaken; hope: fear; truthful: false; thank: blame; keep: drop; attend: boycott
    skip miss; civilian: military; more: fewer less; largest: smallest; highest: lowest; foreign: domestic;
    sign: cancel; recall: send; freeze: unfreeze release; kill: survive spare; die: survive; drop: keep stand
    retain; defend: oppose attack; promise: refuse; agree: refuse reject; least: most; answer: unanswered;
    trust: distrust; encourage: discourage; safe: unsafe dangerous"""
_SAYING = """say tell add state declare announce note stress warn claim argue insist explain recall comment
    write confirm deny reject accuse blame praise condemn welcome urge call ask demand vow pledge promise
    threaten propose predict describe suggest admit acknowledge report complain criticize reply answer respond
    remark estimate maintain assert allege reveal disclose dismiss express read label term voice contend caution
    appeal order advise agree refuse quote offer support oppose back assure inform remind mention point speak
    think believe consider know charge"""
# Who does this says what shall be, not what is.
_ASKING = """demand urge call ask propose offer threaten vow pledge promise plan intend expect schedule seek
    want hope warn await invite recommend suggest request appeal press consider envisage foresee anticipate
    predict fear wish prepare aim advocate insist commit undertake swear order due"""

# Verbs of two words, and the one word that they mean.
_PHRASAL = """put off: postpone; go by: pass; call off: cancel; strike back: retaliate; hit back: retaliate; hand over:
    transfer; turn down: reject; rule out: refuse; step down: resign; step aside: resign; make way: resign; take
    in: receive; look into: examine; come back: return; go back: return; walk out: leave; give up: drop; bring
    up: raise; carry out: conduct; take place: happen; set out: begin; set off: cause; run out: expire; put
    forward: propose; own up: admit; speak out: comment; break off: end; pull out: withdraw; blow up: explode;
    go off: explode; back down: withdraw"""


def words_of(text: str) -> frozenset[str]:
    """The families of a list of words."""
    return frozenset(family(word) for word in text.split())


@lru_cache(maxsize=32768)
def family(word: str) -> str:
    """What a verb and the nouns made of it share; unlike a stem no word of its own."""
    known = _FAMILY.get(fold(word)) or _FAMILY.get(stem(word))
    if known:
        return known
    base = stem(word)
    if base.endswith("at") and len(base) > 5:
        return base[:-2][:12]  # "retaliate", of "retaliation"
    for ending in _ENDINGS:
        if base.endswith(ending) and len(base) - len(ending) >= _SHORTEST:
            base = base.removesuffix(ending)
            break
    return (base.rstrip("e") or base)[:12]


def _entries(text: str) -> list[tuple[str, list[str]]]:
    pairs = (entry.split(":") for entry in listed_phrases(text))
    return [(head.strip(), rest.split()) for head, rest in pairs]


_FAMILY: dict[str, str] = {}
for _verb, _nouns in _entries(_NOUNS):
    for _noun in (_verb, *_nouns):
        _FAMILY[stem(_noun)] = _FAMILY[fold(_noun)] = stem(_verb).rstrip("e")[:12]

_MEANING: dict[str, set[str]] = {}
for _head, _words in _entries(_MEANINGS):
    for _word in (_head, *_words):
        _MEANING.setdefault(family(_word), set()).add(family(_head))

_CONTRARY: dict[str, set[str]] = {}
for _head, _words in _entries(_OPPOSITES):
    for _word in _words:
        _CONTRARY.setdefault(stem(_head), set()).add(stem(_word))
        _CONTRARY.setdefault(stem(_word), set()).add(stem(_head))

_PHRASES = {
    (stem(_verb), _small): family(_meant)
    for _verb, _small, _meant in ((*head.split(), rest[0]) for head, rest in _entries(_PHRASAL))
}


def phrasal(verb: str, small: str) -> str:
    """The family that a verb and the small word behind it mean together ("put", "off"); empty if none is known."""
    return _PHRASES.get((stem(verb), small), "")


SAYING = words_of(_SAYING)
ASKING = words_of(_ASKING)


@lru_cache(maxsize=8192)
def meaning(root: str) -> frozenset[str]:
    """The names of the groups of words that a family may stand for; two families that share one may mean the same."""
    return frozenset(_MEANING.get(root, ())) | {root}


def opposites(base: str) -> frozenset[str]:
    """The stems of the words that say the contrary of the word with the stem `base`."""
    return frozenset(_CONTRARY.get(base, ()))
