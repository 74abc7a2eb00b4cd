import pytest
from sitbrief.sources.languages import language_of

TEXTS = {
    "en": "The port authority closed the eastern quay on Monday after cracks were found in its wall, officials said.",
    "ar": "قال المتحدث باسم الحكومة إن الوزراء اتفقوا يوم الاثنين على إرسال لجنة إلى المحافظة الحدودية للنظر في الأمر.",
    "fa": "سخنگوی دولت گفت که وزیران روز دوشنبه درباره اعزام هیئتی به استان مرزی توافق کردند و گزارش آن منتشر می‌شود.",
    "ckb": "وتەبێژی حکومەت ڕایگەیاند کە وەزیرەکان ڕۆژی دووشەممە لەسەر ناردنی لیژنەیەک بۆ پارێزگای سنووری ڕێککەوتن.",
    "tr": "Hükümet sözcüsü pazartesi günü bakanların sınır iline bir heyet gönderme konusunda anlaştığını söyledi.",
    "he": "דובר הממשלה אמר כי השרים הסכימו ביום שני לשלוח ועדה למחוז הגבול כדי לבחון את הנושא.",
    "fr": "Le porte-parole du gouvernement a déclaré que les ministres s'étaient mis d'accord lundi.",
}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("declared", ["", "en", "ar", "EN-us", "nonsense declaration"])
def test_a_text_shows_its_language(language: str, declared: str) -> None:
    """Whatever its page declares, a paragraph of news is recognised."""
    assert language_of(TEXTS[language], declared) == language


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("Pont fermé.", "fr-FR", "fr"),
        ("Bridge", "", "en"),
        ("جسر", "", "ar"),
        ("جسر", "en", "ar"),
        ("", "", "en"),
        ("پردەکە", "ckb", "ckb"),
    ],
)
def test_a_short_text_is_what_was_declared_or_what_its_letters_suggest(text: str, declared: str, language: str) -> None:
    """Too little to recognise: the declaration counts, unless the script is another one."""
    assert language_of(text, declared) == language
