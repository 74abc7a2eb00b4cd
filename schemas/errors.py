"""The errors that sitbrief raises, each naming the thing and what to do next.

SitbriefError
├── SettingsError        a setting is missing or cannot be used
│   ├── NoModelError     no endpoint or no model is configured
│   ├── PromptError      a prompt file, or a folder of them, is missing, broken or lacks a variable
│   └── KindError        a class cannot be asked for as a kind of record
├── SourceError          an input cannot be read as an article; `.source` names it
├── ModelError           the model could not be made to answer
│   ├── EndpointError    transport: the endpoint refused, failed or was out of reach
│   │   ├── EndpointDownError  no other request would fare better: no connection, key or model
│   │   │   └── BudgetError      the request would have gone beyond a bound of the budget, and was not sent
│   │   └── TooLongError       the request is longer than the model's window
│   ├── AnswerError      the answer does not fit the schema, after one re-ask
│   ├── TruncatedError   the answer was cut off, also with a smaller bound
│   └── UnaskedError     the question was not sent, as only what was answered before was wanted
├── WeightsError         the weights of the embedded model cannot be had, or not be run
├── StoreError           the store cannot be opened or used
│   └── NoSuchArticleError  the store holds no such article
└── BriefError           a file is not a brief, or its own parts do not fit together
"""

__all__ = [
    "AnswerError",
    "BriefError",
    "BudgetError",
    "EndpointDownError",
    "EndpointError",
    "KindError",
    "ModelError",
    "NoModelError",
    "NoSuchArticleError",
    "PromptError",
    "SettingsError",
    "SitbriefError",
    "SourceError",
    "StoreError",
    "TooLongError",
    "TruncatedError",
    "UnaskedError",
    "WeightsError",
]


class SitbriefError(Exception):
    """Any error that sitbrief raises on purpose."""


class SettingsError(SitbriefError):
    """A setting is missing or cannot be used."""


class NoModelError(SettingsError):
    """No endpoint or no model is configured."""


class PromptError(SettingsError):
    """A prompt file, or a folder of them, is missing, broken or lacks a variable."""


class KindError(SettingsError):
    """A class cannot be asked for as a kind of record."""


class SourceError(SitbriefError):
    """An input cannot be read as an article.

    `source` is the file (or line of a file) as the user gave it; `reason` is the sentence after it.
    """

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__(f"{source!r}: {reason}")


class ModelError(SitbriefError):
    """The model could not be made to answer."""


class EndpointError(ModelError):
    """The endpoint refused, failed or was out of reach, after the retries that the case allows."""


class EndpointDownError(EndpointError):
    """No other request would fare better: no connection, no valid key, no such model."""


class BudgetError(EndpointDownError):
    """The request would have gone beyond a bound of the budget, and was not sent."""


class TooLongError(EndpointError):
    """The request is longer than the model's window."""


class AnswerError(ModelError):
    """The answer does not fit the schema, after one re-ask."""


class TruncatedError(ModelError):
    """The answer was cut off at the token limit, also with a smaller bound."""


class UnaskedError(ModelError):
    """The question was not sent, and is not among those that were answered before."""


class WeightsError(SitbriefError):
    """The weights of the embedded model cannot be had, or its server cannot run them."""


class StoreError(SitbriefError):
    """The store cannot be opened or used."""


class NoSuchArticleError(StoreError):
    """The store holds no such article."""


class BriefError(SitbriefError):
    """A file is not a brief, or its own parts do not fit together."""
