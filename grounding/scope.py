"""Against what a claim is checked: the cited sentences, the rest of the article, its names."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date

from ..schemas import Article, Finding, Published
from .nameindex import NameIndex, NameIndexes

__all__ = ["TRANSLATED", "Passage", "Scope", "is_english"]

# Characters that a field of a record or a statement of a brief may have.
_LONGEST = 1_000

TRANSLATED = "translated, not string-checked"


def is_english(article: Article) -> bool:
    """True if English prose can be compared with the article word by word."""
    return article.language.lower().startswith("en")


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence that may carry a claim. `published` is the date that its time words count from.

    `article` holds all sentences of its article, among which it stands at place `n` - 1; empty if they are not known.
    """

    n: int
    text: str
    published: Published | None
    article: tuple[str, ...] = ()
    outlet: str = ""


@dataclass
class Scope:
    """The cited passages, and the others of the same articles in their order.

    `extends`: a claim that another passage of the article carries is kept, and that passage is cited too.
    `days`: what time words of the cited passages were resolved to.
    """

    cited: list[Passage]
    rest: list[Passage]
    names: NameIndex | NameIndexes
    english: bool = True
    extends: bool = False
    days: tuple[tuple[date, date], ...] = ()
    extended: bool = dataclass_field(default=False, init=False)

    def carried(self, carries: Callable[[Passage], bool]) -> Passage | None:
        """The passage that carries a claim: a cited one, or else the nearest other, which is cited from then on."""
        for passage in self.cited:
            if carries(passage):
                return passage
        if not self.extends:
            return None
        found = next((passage for passage in self._by_distance() if carries(passage)), None)
        if found:
            self.rest.remove(found)
            self.cited.append(found)
            self.extended = True
        return found

    def _by_distance(self) -> Iterable[Passage]:
        """The others, the nearest to a cited one first; of two as near, the earlier one: news names a thing once."""
        at = [passage.n for passage in self.cited] or [1]
        return sorted(self.rest, key=lambda p: (min(abs(p.n - n) for n in at), p.n))

    def where(self, elsewhere: bool = True) -> str:
        """How a message calls the passages that were searched."""
        if not self.extends:
            return "the cited sentences"
        numbers = ", ".join(f"[{passage.n}]" for passage in self.cited)
        cited = f"sentence{'s' * (len(self.cited) != 1)} {numbers}"
        return f"{cited} nor elsewhere in the article" if elsewhere else cited

    def too_long(self, field: str, value: str) -> Iterator[Finding]:
        """The finding that a value is longer than any sentence; checking it would take long, and show nothing."""
        if len(value) > _LONGEST:
            reason = f"it has {len(value)} characters, more than {_LONGEST}; say it in one sentence"
            yield self.finding("length", field, f"{value[:80]}...", reason)

    def finding(
        self, check: str, field: str, value: str, reason: str, *, fault: str = "", light: bool = False
    ) -> Finding:
        """A finding against the cited passages."""
        cited = tuple(passage.n for passage in self.cited)
        return Finding(check=check, fault=fault, light=light, field=field, value=value, sentences=cited, reason=reason)
