"""What a user writes with langextract: one call for all articles, in the environment that has it.

    python client_langextract.py PROMPTS BASE_URL

Of its settings those that cost least: each article in one piece (by itself it asks for every 1,000 characters), and
all of them in one batch, as it waits for the slowest of a batch before the next.
"""

import json
import sys
import warnings
from pathlib import Path

import langextract as lx
from langextract.data import Document, ExampleData, Extraction
from langextract.factory import ModelConfig

IN_FLIGHT = 20

# The shortest that has every class and every attribute: langextract makes the schema of the answers from it.
EXAMPLE = ExampleData(
    text=(
        "Ana Sorel, the police chief of Ulsen, will arrest Mave in Orm next week. “No toll is fair,” Mave said, "
        "rejecting the toll. Nearly 40 boats had left."
    ),
    extractions=[
        Extraction(
            "actor",
            "Ana Sorel",
            attributes={"type": "person", "role": "police chief", "country": "Ulsen", "sector": "COP"},
        ),
        Extraction(
            "event",
            "will arrest Mave in Orm next week.",
            attributes={
                "type": "COERCE",
                "mode": "arrest",
                "aux": ["future"],
                "contexts": ["legal"],
                "actors": ["Ana Sorel"],
                "recipients": ["Mave"],
                "when": "next week",
                "where": "Orm",
            },
        ),
        Extraction(
            "stance",
            "No toll is fair",
            attributes={
                "holder": "Mave",
                "target": "the toll",
                "polarity": "against",
                "cue": "rejecting",
                "said": "direct",
            },
        ),
        Extraction(
            "figure",
            "Nearly 40 boats",
            attributes={"value": "40", "qualifier": "Nearly", "unit": "boats", "of": "boats that had left"},
        ),
    ],
)


def main(prompts: str, base_url: str) -> None:
    """Prints how many articles and records there were; what a call raises ends it."""
    warnings.filterwarnings("ignore", "With 'config', schema constraints")  # of the example: that is what is wanted
    given = json.loads(Path(prompts).read_text(encoding="utf-8"))
    documents = [Document(one["text"], additional_context=one["context"]) for one in given["documents"]]
    endpoint = {"base_url": base_url, "api_key": "none", "max_workers": IN_FLIGHT}
    found = lx.extract(
        documents,
        prompt_description=given["description"],
        examples=[EXAMPLE],
        config=ModelConfig(model_id="made", provider="OpenAILanguageModel", provider_kwargs=endpoint),
        max_char_buffer=max(len(document.text) for document in documents),
        batch_length=len(documents),
        show_progress=False,
    )
    placed = [one for document in found for one in document.extractions or () if one.char_interval]
    print(json.dumps({"articles": len(found), "records": len(placed)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
