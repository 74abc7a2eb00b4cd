"""The only folder that calls a model: the client, the splitter, the extractor, the summariser, the judge."""

from .client import Answers, Client, Endpoint, Forgetful, Tally
from .drafts import Item
from .extractor import EXTRACT_PROMPTS, Extractor, extract_prompts
from .judge import JUDGE_PROMPTS, Judge, Judged
from .splitter import SPLIT_PROMPTS, Splitter
from .summariser import BRIEF_PROMPTS, Line, Material, Summariser, Written

__all__ = [
    "BRIEF_PROMPTS",
    "EXTRACT_PROMPTS",
    "JUDGE_PROMPTS",
    "SPLIT_PROMPTS",
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
    "Splitter",
    "Summariser",
    "Tally",
    "Written",
    "extract_prompts",
]
