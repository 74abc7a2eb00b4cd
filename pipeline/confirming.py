"""Two readers of one article: rules propose, a small model confirms, and what both name is published."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..agents import Checked, SecondReader, Tally
from ..analysis.agreeing import DisagreementError, agreed, record_of
from ..analysis.proposing import LANGUAGE, Proposal, proposals
from ..schemas import Article, Extraction, Finding, Rejected

__all__ = ["Confirmer"]


@dataclass(frozen=True)
class Confirmer:
    """Reads articles by rules, and asks the second reader about each sentence of which they propose anything."""

    reader: SecondReader

    async def extract(self, article: Article, tally: Tally) -> Extraction:
        """The events and sayings that both readers name; what they do not agree on is among the rejected.

        ModelError if the model could not be made to answer.
        """
        checked = Checked()
        for proposed in proposals(article):
            actor, verb = await self.reader.read(proposed[0].sentence.text, tally)
            try:
                record = record_of(agreed(proposed, actor, verb))
            except DisagreementError as problem:
                checked.bad.append(_unconfirmed(article, proposed, problem))
                continue
            checked.take(record, article)
        checked.bad += _foreign(article)
        extraction = Extraction(
            article=article.id,
            revision=article.revision,
            model=self.reader.client.endpoint.model,
            kinds=("events", "sayings"),
            rejected=checked.bad,
            usage=tally.usage,
            own={"sayings": []},
        )
        extraction.add({record.id: record for record in checked.good}.values())
        return extraction


def _unconfirmed(article: Article, proposed: Sequence[Proposal], why: DisagreementError) -> Rejected:
    first = proposed[0]
    readings = [f"{' and '.join(p.subject.names) or p.subject.head} | {p.verb}" for p in proposed]
    raw = {"s": [first.sentence.n], "what": first.sentence.text, "rules": readings}
    finding = Finding(check="confirm", fault=why.fault, sentences=(first.sentence.n,), reason=str(why))
    return Rejected(kind="event", article=article.title, raw=raw, findings=(finding,))


def _foreign(article: Article) -> Iterator[Rejected]:
    if article.language != LANGUAGE:
        reason = f"the rules read English, and this article is in {article.language!r}: no events were read in it"
        finding = Finding(check="confirm", fault="language", reason=reason)
        yield Rejected(kind="article", article=article.title, raw={"text": article.title}, findings=(finding,))
