"""The only folder that calls a model: the client, the extractor, the summariser, the judge."""

from .client import Answers, Client, Endpoint, Forgetful, Tally
from .drafts import Item
from .extractor import EXTRACT_PROMPTS, Extractor, extract_prompts
from .judge import JUDGE_PROMPTS, Judge, Judged
from .summariser import BRIEF_PROMPTS, Line, Material, Summariser, Written

__all__ = [
    "BRIEF_PROMPTS",
    "EXTRACT_PROMPTS",
    "JUDGE_PROMPTS",
    "Answers",
    "Client",
    "Endpoint",
    "Extractor",
    "Forgetful",
    "Item",
    "Judge",
    "Judged",
    "Line",
    "Material",
    "Summariser",
    "Tally",
    "Written",
    "extract_prompts",
]
