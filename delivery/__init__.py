"""A written brief to those who read it: by mail, to a chat, to a webhook, through apprise, which is an extra.

`targets` says to whom, and that their addresses can be used; `sending` sends, tries again and says what became of it;
`discretion` keeps the addresses out of what is said and logged.
"""

from .sending import Message, deliver
from .targets import Target, check_targets

__all__ = ["Message", "Target", "check_targets", "deliver"]
