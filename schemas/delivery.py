"""What became of sending a brief to one target."""

from .article import Frozen

__all__ = ["Delivery"]


class Delivery(Frozen):
    """Whether `target`, by its name, got the brief, after so many tries; `problem` says why not."""

    target: str
    delivered: bool
    attempts: int
    problem: str = ""
