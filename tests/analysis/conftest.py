"""Articles and one story of the wire for tests of copies."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sitbrief.schemas import Article, Published, Sentence, text_hash

# One story of an agency, a sentence each.
WIRE = (
    "About 340 families left the valley of Tessarn on Tuesday after the river Ombra broke a dam above the town.",
    "The water carried away two bridges and stood a metre high in the market hall, the Interior Ministry said.",
    "Soldiers brought old people and patients of the clinic to the gymnasium in Veldor by truck during the night.",
    "Minister Ansa Keruld ordered an inquiry into the state of the dam, which was built in 1974 by a foreign firm.",
    "Engineers of the Water Board had warned in two letters that the northern wall was leaking after every storm.",
    "The company that runs the power station below the dam did not answer the letters, according to the board.",
    "Farmers on the southern bank lost most of their barley and are asking for seed before the end of the month.",
    "A second wave is not expected, but the road from Veldor to the coast stays closed to lorries until Friday.",
    "The opposition in Qarth demanded that the government publish both letters and name those who had read them.",
    "The same dam was closed for repairs for eleven weeks four years ago, when cracks were found in its spillway.",
)
# Another reporter on the same day, with the same facts and one statement word for word.
OTHER = (
    "Hundreds fled from Tessarn when an old dam gave way on Tuesday and the Ombra flooded the lower town.",
    "In the market, water reached the counters of the shops, and both bridges are gone, residents told this paper.",
    '"Nobody can say that we were not told, because the letters of the board lay on a desk in Qarth for a whole year '
    'and were read by people who could have closed the valley in an afternoon," said Ansa Keruld.',
    "She promised that those responsible would be found, and travelled to Veldor to see the people in the gymnasium.",
    "Our reporter counted some three hundred beds there, and a queue for soup that went twice around the building.",
    "An old carpenter, Dorit Mallan, said he had carried his tools to the roof and waited for a boat until morning.",
    "Whether the harvest can be saved is uncertain, for the fields along the southern bank lie under mud and stones.",
)
ARABIC = (
    "غادرت نحو 340 عائلة وادي تسارن يوم الثلاثاء بعد أن انهار سد قديم فوق البلدة وغمرت المياه الأحياء السفلى.",
    "وجرفت السيول جسرين وارتفع منسوب المياه متراً كاملاً في السوق، بحسب ما أعلنت وزارة الداخلية في بيان لها.",
    "ونقل الجنود كبار السن والمرضى من المستوصف إلى القاعة الرياضية في فيلدور بالشاحنات خلال ساعات الليل.",
    "وأمرت الوزيرة أنسا كيرولد بفتح تحقيق في حالة السد الذي شيدته شركة أجنبية قبل أكثر من خمسين عاماً.",
    "وكان مهندسو مجلس المياه قد حذروا في رسالتين من تسرب المياه عبر الجدار الشمالي بعد كل عاصفة تضرب المنطقة.",
)


@pytest.fixture
def make() -> Callable[..., Article]:
    """Makes an article of the sentences given; other fields may be given."""

    def article(*sentences: str, day: int | None = 6, outlet: str = "Ombra Post", **fields: Any) -> Article:
        text = "\n".join(sentences)
        numbered, start = [], 0
        for n, sentence in enumerate(sentences, start=1):
            numbered.append(Sentence(n=n, start=start, end=start + len(sentence), text=sentence))
            start += len(sentence) + 1
        given: dict[str, Any] = {
            "id": text_hash(f"{outlet} {text} {fields.get('url')}")[:12],
            "title": "Dam breaks above Tessarn",
            "published": Published(day=date(2031, 3, day), origin="field") if day else None,
            "first_seen": datetime(2031, 3, 30, tzinfo=UTC),
        }
        return Article(
            **{
                **given,
                "revision": text_hash(text),
                "text": text,
                "sentences": tuple(numbered),
                "outlet": outlet,
                **fields,
            }
        )

    return article


@pytest.fixture
def wire() -> tuple[str, ...]:
    """The sentences of a story of the wire."""
    return WIRE


@pytest.fixture
def other() -> tuple[str, ...]:
    """The sentences of another reporter on the same events."""
    return OTHER


@pytest.fixture
def arabic() -> tuple[str, ...]:
    """The sentences of a story in Arabic."""
    return ARABIC
