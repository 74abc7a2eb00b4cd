"""What a run tells while it goes on; the command line shows it, a script may."""

from typing import Protocol

from ..schemas import Article, Usage

__all__ = ["Progress", "Quiet"]


class Progress(Protocol):
    """Called as things happen, in the run's own thread."""

    def fetching(self, addresses: int) -> None:
        """So many more addresses will be read."""

    def fetched(self, name: str, problem: str = "") -> None:
        """One address is done; `problem` says why it gave nothing."""

    def begin(self, articles: int) -> None:
        """So many articles will be read by the model."""

    def article(self, article: Article, problem: str = "") -> None:
        """One article is done; `problem` says why it gave nothing."""

    def usage(self, more: Usage) -> None:
        """So much more was asked."""

    def writing(self) -> None:
        """All articles are done; the brief is being written."""


class Quiet:
    """Tells nothing."""

    def fetching(self, addresses: int) -> None: ...

    def fetched(self, name: str, problem: str = "") -> None: ...

    def begin(self, articles: int) -> None: ...

    def article(self, article: Article, problem: str = "") -> None: ...

    def usage(self, more: Usage) -> None: ...

    def writing(self) -> None: ...
