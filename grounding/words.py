"""Words: their plain form, their stem, and the closed lists that the checks leave aside."""

import re
import unicodedata
from functools import lru_cache

__all__ = ["FUNCTION_WORDS", "TOKEN", "fold", "listed_phrases", "parts", "past_forms", "stem"]

# A word with its inner apostrophes and hyphens, or initials with dots ("U.S.", "J.D.").
TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}(?!\w)|(?:[^\W\d_]\.)+[^\W\d_](?!\w)|[^\W_]+(?:[-\u2010\u2011'’‘ʼ`´][^\W_]+)*")
_HYPHEN = re.compile(r"[-\u2010\u2011]")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´.")
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
# British and American spellings of words that news are full of.
_SPELLINGS = {
    "defence": "defense",
    "offence": "offense",
    "centre": "center",
    "centres": "centers",
    "labour": "labor",
    "programme": "program",
    "programmes": "programs",
    "harbour": "harbor",
    "neighbour": "neighbor",
    "neighbours": "neighbors",
    "metre": "meter",
    "metres": "meters",
    "kilometres": "kilometers",
    "cheque": "check",
    "grey": "gray",
}
_SPELLED_S = re.compile(r"(?<=.{3}[aeilnrt])is(e[drs]?|ing|ations?)$")

# Words that carry no content of their own.
FUNCTION_WORDS = frozenset(
    """a about above according across after again against all almost along already also although always am amid among
    an and another any anyone anything are around as aside at away back be because been before behind being
    below beneath beside besides between beyond both but by can cannot could despite did do does doing done down
    during each either else elsewhere even ever every everyone everything except few fewer for former formerly
    from further had has have having he hence her here hers herself him himself his how however i if in
    including indeed inside instead into is it its itself just last late later latter least less like likewise
    many may me meanwhile might mine more moreover most much must my myself near nearly neither never
    nevertheless next no nobody none nonetheless nor not nothing now nowhere of off often on once one only onto
    or other others otherwise ought our ours out outside over overall own past per perhaps please rather recent
    recently same separately several shall she should since so some someone something sometimes soon still such
    than that the their theirs them themselves then there thereafter therefore these they this those though
    three through throughout thus till to today together tomorrow too toward towards two under unless unlike
    until up upon us very via was we well were what whatever when whenever where whereas wherever whether which
    whichever while who whoever whole whom whose why will with within without would yes yesterday yet you your
    four five six seven eight nine ten eleven twelve dozens scores hundreds thousands millions first second
    third fourth earlier finally currently previously additionally similarly conversely initially eventually
    reportedly allegedly apparently presumably likely early mid today tonight overnight""".split()
)


def listed_phrases(text: str) -> list[str]:
    """The phrases of a list with semicolons, white space evened out."""
    return [" ".join(phrase.split()) for phrase in text.split(";")]


# Forms of one word that no rule of endings finds, by the word that they share.
_FORMS = """
    meet: met; hold: held; say: said; tell: told; take: took taken; give: gave given; win: won; lose: lost; leave:
    left; send: sent; build: built; strike: struck; fight: fought; begin: began begun; break: broke broken; bring:
    brought; buy: bought; catch: caught; choose: chose chosen; come: came; fall: fell fallen; flee: fled; fly: flew
    flown; find: found; get: got; grow: grew grown; keep: kept; know: knew known; lead: led; make: made; pay: paid;
    run: ran; rise: rose risen; see: saw seen; sell: sold; shoot: shot; speak: spoke spoken; spend: spent; stand:
    stood; steal: stole stolen; swear: swore sworn; think: thought; throw: threw thrown; go: went gone; withdraw:
    withdrew withdrawn; write: wrote written; draw: drew drawn; drive: drove driven; die: died dead dying; man: men;
    woman: women; child: children; policeman: policemen; spokesman: spokesmen; gunman: gunmen; have: has had; do:
    did done does; be: was were been is are"""
_IRREGULAR = {
    form: base for base, forms in (entry.split(":") for entry in listed_phrases(_FORMS)) for form in forms.split()
}


def past_forms() -> frozenset[str]:
    """The irregular forms of verbs that tell of the past."""
    return _PAST_FORMS


_PAST_FORMS = frozenset(_IRREGULAR) - set(
    "men women children policemen spokesmen gunmen dead is are be been does done".split()
)
_POSSESSIVE = re.compile(r"['’]s$")


@lru_cache(maxsize=32768)
def fold(word: str) -> str:
    """`word` in small letters, without accents, apostrophes, dots and a possessive s."""
    bare = word.casefold() if word.isalpha() else _POSSESSIVE.sub("", word).translate(_APOSTROPHES).casefold()
    if not bare.isascii():
        letters = unicodedata.normalize("NFKD", bare.translate(_LETTERS))
        bare = "".join(c for c in letters if not unicodedata.combining(c))
    return _SPELLINGS.get(bare) or (_SPELLED_S.sub(r"iz\1", bare) if "is" in bare else bare)


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """A light stem: plural, -ed, -ing and the commonest irregular forms go; "agree" is not "agreement"."""
    bare = fold(word)
    if bare in _IRREGULAR:
        bare = _IRREGULAR[bare]
    elif not bare.isascii():
        return bare
    else:
        bare = _uninflected(bare)
    if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "aeious":
        bare = bare[:-1]
    bare = bare.rstrip("e") or bare
    return bare[:-1] + "i" if len(bare) > 2 and bare[-1] == "y" else bare


def _uninflected(word: str) -> str:
    if len(word) > 4 and word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith("ing") and any(c in "aeiouy" for c in word[:-3]):
        return word[:-3]
    if len(word) > 4 and word.endswith("ed") and any(c in "aeiouy" for c in word[:-2]):
        return word[:-2]
    if len(word) > 4 and word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def parts(token: str) -> list[str]:
    """The hyphenated parts of a token."""
    return [token] if token.isalnum() else _HYPHEN.split(token)
