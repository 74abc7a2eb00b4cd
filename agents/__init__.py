"""The only folder that calls a model: client, splitter, extractor, second reader, merger, summariser, judge."""

from .circuit import Circuit
from .client import Answers, Client, Endpoint, Forgetful, Tally
from .drafts import Item
from .extractor import EXTRACT_PROMPTS, Checked, Extractor, extract_prompts
from .from_records import from_records
from .judge import JUDGE_PROMPTS, Judge, Judged
from .lines import Line, Written
from .merger import MERGE_PROMPT, Merger
from .metering import Admission, Meter, Unmetered
from .second_reader import READER_PROMPT, SecondReader
from .splitter import SPLIT_PROMPTS, Splitter
from .summariser import BRIEF_PROMPTS, Material, Summariser

__all__ = [
    "BRIEF_PROMPTS",
    "EXTRACT_PROMPTS",
    "JUDGE_PROMPTS",
    "MERGE_PROMPT",
    "READER_PROMPT",
    "SPLIT_PROMPTS",
    "Admission",
    "Answers",
    "Checked",
    "Circuit",
    "Client",
    "Endpoint",
    "Extractor",
    "Forgetful",
    "Item",
    "Judge",
    "Judged",
    "Line",
    "Material",
    "Merger",
    "Meter",
    "SecondReader",
    "Splitter",
    "Summariser",
    "Tally",
    "Unmetered",
    "Written",
    "extract_prompts",
    "from_records",
]
