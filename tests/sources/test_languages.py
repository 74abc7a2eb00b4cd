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
    "de": "Das Verkehrsministerium teilte am Montag mit, dass drei Brücken über die Teryan gesperrt wurden.",
    "ku": "Wezareta veguhastinê ragihand ku sê pirên li ser çemê Teryan roja duşemê ji bo çêkirinê hatine girtin.",
    "ru": "Министерство транспорта сообщило в понедельник, что движение по трём мостам через реку закрыто до мая.",
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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Совет отклонил проект решения после долгого заседания.", "ru"),
        ("המושל אמר כי עבודות התיקון יימשכו עד חודש מאי.", "he"),
        ("استاندار گفت که کار تعمیر تا ماه مه ادامه خواهد داشت.", "fa"),
        ("Parêzgar got ku karê çêkirinê dê heta meha gulanê berdewam bike.", "ku"),
        ("Le conseil a rejeté le projet après une longue séance.", "fr"),
    ],
)
def test_a_sentence_is_enough_where_nothing_is_declared(text: str, language: str) -> None:
    """The likeliest language is better than none; so it is where the letters rule out the declared one."""
    assert language_of(text) == language
    if language in ("ru", "he", "fa"):
        assert language_of(text, "en") == language


def test_a_declared_language_stands_against_a_guess() -> None:
    """A sentence is too little to overrule the page, and an unknown language is not taken for a known one."""
    assert language_of("El puente se cerró el lunes.", "pt") == "pt"
    assert language_of(TEXTS["fr"], "gsw") == "gsw"
