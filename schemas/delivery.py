"""What became of a message."""

from .article import Frozen

__all__ = ["Delivery"]


class Delivery(Frozen):
    """What became of one message to the target of that name, after so many attempts.

    `problem` says why it was not delivered, without any part of the target's address; it is empty if it was.
    """

    target: str
    delivered: bool
    attempts: int
    problem: str = ""
