"""The wordings by which lines that are not the article are told, one alternative a line.

Each asks for a whole line or its beginning, never for a word within: a sentence about newsletters is a sentence.
"""

import re

__all__ = [
    "AGE",
    "AGENCY_CREDIT",
    "BYLINE",
    "COMMENT",
    "CONTRIBUTED",
    "COOKIES",
    "CREDITED",
    "DATELINE",
    "FURNITURE",
    "IMAGE_OF",
    "LABELLED",
    "LINK",
    "NEWSLETTER",
    "OUTLET_AGAIN",
    "RELATED",
    "REPLY",
    "REPORTED",
    "SHARE",
    "SHARED",
    "SOFT_DATELINE",
    "TAGS",
    "WIRE_DATELINE",
]


def _any(*alternatives: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{alternative})" for alternative in alternatives), flags)


# The whole line; after it other articles begin.
RELATED = _any(
    r"(?:related|recommended|similar|trending)(?: (?:articles?|stor(?:y|ies)|news|posts?|reads?|coverage|topics?))?",
    r"you (?:may|might) (?:also )?(?:like|be interested in)",
    r"more (?:articles|stories|news|from .{1,40})",
    r"most (?:read|popular|viewed)",
    "مقالات ذات صلة",
    "أخبار ذات صلة",
    "مواضيع ذات صلة",
)

# The whole line: how long ago, counted from a moment that the page does not give.
AGE = _any(
    r"(?:\d+|an?|one|two|three) (?:second|minute|min|hour|hr|day|week|month)s? ago|\d+ ?[hdm] ago|just now|yesterday",
    r"(?:قبل|منذ) (?:\d+ )?(?:دقيقة|دقائق|دقيقتين|ساعة|ساعات|ساعتين|يوم|أيام|يومين)",
)
# "- Qaradin Courier": the outlet of a related piece, said again.
OUTLET_AGAIN = re.compile(r"[-\u2013\u2014\u2022|]\s*(\S.{1,60})")

# The whole line.
COMMENT = _any(
    r"(?:\d+ )?comments?(?: \(\d+\))?",
    r"(?:view|show|read) (?:all )?(?:\d+ )?comments?",
    r"no comments(?: yet)?\.*(?: be the first to comment\.?)?",
    r"be the first to comment\.?",
    r"(?:leave|add|post|write) a (?:comment|reply)",
    r"التعليقات(?: \(\d+\))?",
    "أضف تعليق(?:ا|اً|ًا)?",
)
# The whole line, between readers' comments and nowhere else.
REPLY = _any(r"repl(?:y|ies)(?: \(\d+\))?", r"\d+ (?:repl(?:y|ies)|likes?)", r"like|dislike|report(?: comment)?", "رد")

# The whole line: the beginning of one that says nothing else.
COOKIES = _any(
    r"(?:we|this (?:web)?site|our (?:web)?site|our partners) (?:and our partners )?uses? (?:\w+ ){0,2}cookies\b.*",
    r"by (?:clicking|continuing|using|browsing)\b(?=.*\b(?:you|we|our)\b).*\bcookies\b.*",
    r"(?:accept|reject|allow|manage|decline)(?: all)?(?: (?:optional|necessary))? cookies\W*",
    r"cookie (?:settings|preferences|policy|notice|consent)\W*",
    r"(?:accept|reject|allow|decline) all|manage (?:preferences|settings|choices)|privacy (?:choices|centre|center)",
    r"(?:alle )?(?:akzeptieren|ablehnen)|alle (?:akzeptieren|ablehnen|zulassen)|tout (?:accepter|refuser)|aceptar todo",
    r"(?:قبول|رفض) الكل|موافق",
    r"(?:wir|diese (?:web)?(?:seite|site)) (?:verwenden|nutzen|verwendet|nutzt) (?:\w+ ){0,2}cookies\b.*",
    r"(?:nous utilisons|ce site utilise) des cookies\b.*",
    r"(?:usamos|utilizamos) cookies\b.*",
    r"(?:bu (?:web )?sites?i|sitemiz) çerez\w*.*",
    r"(?:نستخدم|يستخدم (?:هذا )?(?:الموقع|موقعنا)) ملفات (?:تعريف )?الارتباط.*",
)

# The whole line.
FURNITURE = _any(
    r"try our [^.]{1,40}",
    r"explore what [^.]{1,60}",
    r"advertise?ment|sponsored(?: content)?|إعلان",
    r"loading|back to top|skip to (?:main )?content",
    r"listen(?: to this (?:article|story))?",
    r"(?:\d+ )?min(?:ute)?s? read",
    r"(?:\u00a9|copyright (?:\u00a9|\(c\)|\d{4})).{0,120}",
    r"all rights reserved\.?|tous droits réservés\.?|alle rechte vorbehalten\.?",
    # Where the reader is on the site: "Home > Regions > Orlo".
    r"(?:home|startseite|start|accueil|الرئيسية)(?:\s*[>/\u203a\u00bb|-]\s*\S[^.!?]{0,40}){0,4}",
    r"جميع الحقوق محفوظة.{0,60}",
    r"(?:additional |writing by .{1,80})?reporting by .{1,120}editing by .{1,80}",
)

# The whole line: the networks that a piece may be sent to, and calls to send it.
_NETWORK = r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|messenger|e-?mail|copy link|print|pinterest|viber)"
SHARE = _any(
    rf"{_NETWORK}(?:[\s|/,\u2022\u00b7]+{_NETWORK})*",
    r"(?:artikel |beitrag )?teilen|partager(?: cet article| sur .{1,40})?|compartir",
    r"share(?: (?:this|on|via|the|it|to)\b.{0,80})?\W*",
    r"tweet(?: this)?|copy link|save(?: (?:this )?article)?|bookmark",
    r"(?:follow (?:us|our)|like us on|join us on|find us on)\b.{0,120}",
    # The word also opens sentences: somebody "took part in" something.
    r"(?:شارك|مشاركة)(?: (?:هذا |هذه )?(?:ال)?(?:مقال|خبر|موضوع|صفحة|تقرير|قصة)\b.{0,40})?",
    r"(?:شارك|مشاركة) (?:عبر|على|مع) (?:فيس|تويتر|إكس|واتس|تلي?غرام|لينكد|البريد|أصدقائك|الأصدقاء).{0,40}",
    r"تابعونا على\b.{0,80}",
)
# One of these is in a closed line that asks to send or to follow; without it the line may be a sentence.
SHARED = _any(
    rf"\b(?:{_NETWORK}|instagram|youtube|tiktok|channels?|social media|live|coverage|friends)\b",
    r"\b(?:this|the|our) (?:article|story|post|page|piece|link|report)\b",
    "(?:مقال|خبر|موضوع|صفحة|تقرير|قصة|تابعونا|أصدقائك|الأصدقاء)",
)
# A call that somebody else said: ", the minister told the allies."
REPORTED = _any(
    r",[^,]*\b(?:said|says|told|tells|reads?|warn(?:ed|s)|demand(?:ed|s)|ask(?:ed|s)|wr(?:ote|ites)|add(?:ed|s))\b[^,]*\.$"
)

# The whole line, if nothing closes it.
LABELLED = _any(r"sources?\s*:\s*\S.{0,80}")
TAGS = _any(
    r"(?:tags?|topics?|keywords|hashtags?|filed under|in this story)\s*:\s*\S.{0,200}",
    r"(?:hashtags?|tags|topics)\s*:?",
    r"(?:#[\w\u0600-\u06ff-]+[\s,|\u2022]*)+",
    r"(?:الوسوم|وسوم|كلمات مفتاحية)\s*:?(?:\s*\S.{0,200})?",
)

# The beginning of a short line without quotation marks.
NEWSLETTER = _any(
    r"(?:our )?newsletters?\W*$",
    r"subscribe(?: (?:now|here|today|to|for)\b|\W*$)",
    r"sign up(?: (?:for|to|here|now|today)\b|\W*$)",
    r"get (?:the|our|your) (?:latest|daily|weekly|morning|evening|top|breaking|best)\b",
    r"join (?:our|the conversation)\b",
    r"download (?:our|the) .{0,30}\bapp\b",
    r"support (?:our|independent) (?:journalism|reporting|work)\b",
    r"(?:don.t|never) miss\b|click here\b",
    r".{0,120}\b(?:to|in) your inbox\b",
    r"you (?:are receiving|received|get) this (?:e-?mail|mail|message|newsletter)\b",
    r"(?:to )?unsubscribe\b.{0,120}|manage your (?:subscription|preferences)\b",
    r"view (?:this e-?mail )?in (?:your )?browser",
    r"(?:\[)?subscribe to (?:our|the)\b",
    r"(?:recevez|abonnez-vous|inscrivez-vous)\b|(?:jetzt|hier) (?:abonnieren|anmelden)\b|(?:abonnieren|anmelden)\W*$",
    r"(?:اشترك في )?النشرة البريدية\W*$",
)

# The whole line.
LINK = _any(
    r"<?(?:https?://|www\.)\S+>?",
    r"[\s>*+-]*\[[^\]]*\]\([^)]*\)\W*",
    r"(?:read(?: more| also| next)?|also read|see also|related(?: \w+)?|watch(?: also| more| live)?"
    r"|more on this(?: story)?|lesen sie auch|mehr zum thema|lire aussi|à lire aussi)\s*[:|\u00bb>\u2192]\s*\S.{0,150}",
    r"(?:read more|read also|see also|continue reading|full story)\W*",
    r"(?:اقرأ|إقرأ|شاهد) أيض.{0,150}",
)

_PICTURE = "(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Pp]hotograph)s?"
_LENT = "(?:[Ff]ile|[Hh]andout|[Cc]ourtesy)"
_CREDIT = "(?: [Cc]redit| [Cc]ourtesy)?"

# Anywhere in the line: each says for itself where it stands. "Photo/video evidence" and "(images of the
# strike)" are no credits.
CREDITED = _any(
    rf"^(?:{_LENT} )?{_PICTURE}{_CREDIT}(?: by| of| from)?\s*[:|]",
    rf"\b(?:Photo|Image|Picture|Photograph|Credit)s?{_CREDIT}(?: by)?\s*:\s*(?:[^.!?]|\b[A-Z]\.){{1,60}}\.?$",
    rf"\({_LENT} {_PICTURE}\b[^()]*\)\W*$",
    rf"\((?:[^()]*\b)?{_PICTURE}{_CREDIT}\s*[:/][^()]*\)\W*$",
    # By a name: "(photo by the army)" may end a sentence.
    rf"\((?:(?!in\b|an?\b|the\b)[\w.]+ ){{0,3}}{_PICTURE}{_CREDIT} by [A-Z][^()]*\)\W*$",
    r"^!\[[^\]]*\]\([^)]*\)$",
    r"^(?:FILE|HANDOUT|ARCHIVE) (?:PHOTO|IMAGE|PICTURE)\b",
    # "(c) Y. Daran / SPS" names who took the picture; a site's own mark has its year.
    r"^\u00a9 ?(?!\d)[\w.\u2019' -]{2,40}/ ?[\w. -]{2,40}$",
    r"^(?:AP|AFP|Reuters|EPA|Xinhua|Anadolu|Getty Images|AP Photo)(?:/[\w. -]{2,40})?$",
    # "Es ist ein klares Bild: ..." is a sentence: a credit stands apart, or is a few words without a full stop.
    r"(?:^|[.!?)\"\u201c\u201d\u00bb]\s+|[(|/]\s*)(?:Foto|Bild|Photo|Crédit photo)s?\s*:"
    r"\s*(?:[^.!?]|\b[A-Z]\.){1,60}\.?$",
    r"\b(?:Foto|Crédit photo)s?\s*:\s*\S+(?: \S+){0,4}(?<![.!?])$",
    r"\((?:تصوير|الصورة|صورة)\s*:[^()]*\)\W*$",
    flags=re.NOFLAG,
)
AGENCY_CREDIT = _any(
    r"\((?:AP|AFP|Reuters|EPA|UPI|TASS|Xinhua|Anadolu|Bloomberg|Getty(?: Images)?)(?:/[^()]*| via [^()]*)?\)\W*$",
    r"\((?:[Cc]ourtesy|[Hh]andout)\b[^()]*\)\W*$",
    flags=re.NOFLAG,
)
IMAGE_OF = _any(r"(?:image|photo|picture) of\b", r"صورة (?:من الأرشيف|أرشيفية)")

_NAME = "(?: [A-Z\u00c0-\u00de][\\w.'\u2019-]*)"
BYLINE = re.compile(
    rf"(?:(?:By|Par|Von|Por|Words by|Story by){_NAME}{{1,4}}(?:(?: and|,| et| und){_NAME}{{1,4}})*"
    r"|(?:بقلم|كتب|كتبت)\s*:?\s*\S{2,20}(?: \S{2,20}){1,3})"
)
# The whole line, at the foot: whose words stand in the article besides.
CONTRIBUTED = _any(
    r"(?:with |additional |with additional )reporting by (?-i:[A-Z\u00c0-\u00de]).{1,100}",
    r"with (?:files|material) from (?:the )?(?-i:[A-Z\u00c0-\u00de])\S*(?: \S+){0,5}",
)

# "QARADIN (SPS) - ", "ULSEN, Lower Orlo - ", "QARADIN, March 5, 2031 (SPS) - " open the article itself. Behind the dash
# a sentence begins: "UNHCR - the agency - said" is none.
_PLACE = "[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de .,/'\u2019-]{2,40}"
_REGION = "(?:, [A-Z][\\w.'\u2019-]*(?: (?:of|and|the|[A-Z][\\w.'\u2019-]*)){0,5})?"
_ON = "(?:,? (?:[A-Z][a-z]{2,8}\\.? \\d{1,2}|\\d{1,2} [A-Z][a-z]{2,8}\\.?)(?:,? \\d{4})?)?"
# In small letters it is no name: "MINISTER (reading) - ".
_AGENCY = r" ?(?:\((?![a-z])[^()]{1,40}\)|/[A-Z][\w ]{1,30}/)"
_DASH = "\\s*(?:[\u2013\u2014-]|--)\\s+(?=[\"'\u2018\u201c\u00ab]?[A-Z\u00c0-\u00de0-9])"
DATELINE = re.compile(f"{_PLACE}{_REGION}{_ON}(?:{_AGENCY})?{_DASH}")
# The same with its agency, which a quotation or a heading hardly has.
WIRE_DATELINE = re.compile(f"{_PLACE}{_REGION}{_ON}{_AGENCY}{_DASH}")
# "Qaradin (SPS) - ", and in scripts without capitals: it may as well be a person with a party.
SOFT_DATELINE = re.compile(r"\w[\w'\u2019-]*(?: [\w'\u2019-]+){0,3} \([^()]{2,30}\)\s*[\u2013\u2014-]\s")
