"""The readers of articles under made-up input, guided by coverage (atheris).

    python benchmarks/fuzz.py [--seconds 600] [--reader NAME] [--found FOLDER]

Each reader runs in a process of its own, two at a time, for its share of the seconds. It must end in articles whose
offsets hold, or in a SourceError: twice the same, within seconds. What breaks this is written to FOLDER and named; the
exit code is then 1.
"""

import argparse
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

READERS = (".txt", ".md", ".html", ".jsonl", ".eml", ".pdf", ".xml", ".json", "sniffed")
_SEEN = datetime(2031, 3, 9, tzinfo=UTC)
# An input that takes longer has found a way to keep an analyst waiting.
_SLOW = 10
_LONGEST = 50_000

_PROSE = "ORLO (HPA) - The port authority closed the eastern quay on Monday, March 3, 2031, after cracks were found."
_HTML = (
    f"<html lang='en'><head><meta charset='utf-8'><title>Quay</title><script type='application/ld+json'>"
    f'{{"@graph":[{{"datePublished":"2031-03-03"}}]}}</script></head><body><article><h1>Quay</h1><p>{_PROSE}</p>'
    f"<p>{_PROSE}</p></article></body></html>"
)
_MAIL = "From: Orlo Post <a@b.example>\nSubject: Quay\nDate: Mon, 3 Mar 2031 10:00:00 +0000\nContent-Type: "
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj "
    b"4 0 obj<</Length 60>>stream\nBT /F1 12 Tf 20 200 Td (The port authority closed the quay.) Tj ET\n"
    b"endstream endobj "
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj trailer<</Root 1 0 R>>"
)
_ITEM = f"<item><title>Quay</title><link>https://a.example/1</link><description>{_PROSE}</description></item>"
SEEDS: dict[str, list[bytes]] = {
    ".txt": [
        f"---\ntitle: Quay\npublished: 2031-03-03\n---\nBy M. Tilden\n{_PROSE}\nRelated Articles\nan hour ago".encode()
    ],
    ".md": [f"# Quay\n\n![x](y)\n\n**{_PROSE}** [a](b)\n".encode()],
    ".html": [_HTML.encode(), _HTML.replace("<article>", "<article><article>").encode("utf-16")],
    ".jsonl": [f'{{"text": "{_PROSE}", "authors": ["A"], "published": "2031-03-03"}}\n'.encode() * 2],
    ".eml": [
        f"{_MAIL}text/plain\n\n{_PROSE}\n".encode(),
        f'{_MAIL}multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/html\n\n{_HTML}\n--b--\n'.encode(),
    ],
    ".pdf": [_PDF],
    ".xml": [f"<rss version='2.0'><channel><title>P</title>{_ITEM}{_ITEM}</channel></rss>".encode()],
    ".json": [
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a", "content_html": "<p>Quay.</p>"}]}'
    ],
    "sniffed": [_PROSE.encode(), _HTML.encode(), _PDF, f"{_MAIL}text/plain\n\n{_PROSE}".encode()],
}


def read(reader: str, raw: bytes) -> Any:
    """What a reader makes of the bytes: articles as data, or the reasons why there are none."""
    from sitbrief.schemas import SourceError
    from sitbrief.sources.drafts import make_articles
    from sitbrief.sources.formats import _READERS, read_bytes, read_feed

    made: list[Any] = []
    try:
        if reader == "sniffed":
            read_feed("fuzz", raw)
        drafts = read_bytes("fuzz", raw) if reader == "sniffed" else _READERS[reader]("fuzz" + reader, raw, "", "")
        for name, draft in drafts:
            if isinstance(draft, SourceError):
                made.append(str(draft))
                continue
            articles, unsure = make_articles(draft, name, None, _SEEN)
            # Building an article checks that its offsets hold.
            made.append([article.model_dump(mode="json") for article in articles])
            made.append(unsure.places if unsure else None)
    except SourceError as error:
        made.append(str(error))
    return made


def fuzz(reader: str, seconds: int, folder: Path) -> None:
    """One reader in this process, until the seconds are over or something breaks."""
    import atheris

    with atheris.instrument_imports(include=["sitbrief.sources", "email", "json"]):
        import sitbrief.sources.formats  # noqa: F401

    def one(raw: bytes) -> None:
        assert read(reader, raw) == read(reader, raw), "the same bytes gave two readings"

    for seed in SEEDS[reader]:  # models and parsers loaded, so that the first input is not slow
        one(seed)
    corpus = folder / f"corpus{reader.strip('.')}"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[reader]):
        (corpus / str(number)).write_bytes(seed)
    options = [f"-max_total_time={seconds}", f"-timeout={_SLOW}", f"-max_len={_LONGEST}", "-rss_limit_mb=3000"]
    found = f"-artifact_prefix={folder}/found{reader}-"
    atheris.Setup([sys.argv[0], *options, found, "-verbosity=0", "-print_final_stats=1", str(corpus)], one)
    atheris.Fuzz()


def main() -> int:
    """Runs every reader, two at a time, and names what broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--reader", choices=READERS)
    parser.add_argument("--found", type=Path, default=Path(tempfile.gettempdir()) / "sitbrief-fuzz")
    given = parser.parse_args()
    given.found.mkdir(parents=True, exist_ok=True)
    if given.reader:
        fuzz(given.reader, given.seconds, given.found)
        return 0
    share = max(5, 2 * given.seconds // len(READERS))
    with ThreadPoolExecutor(max_workers=2) as two:
        broken = [line for line in two.map(lambda reader: _child(reader, share, given.found), READERS) if line]
    print("\n".join(broken) or f"nothing broke in {given.seconds} seconds")
    return 1 if broken else 0


def _child(reader: str, seconds: int, folder: Path) -> str:
    """Runs one reader in a child: a crash below Python ends it alone. What it found, in a line."""
    command = [
        sys.executable,
        "-W",
        "ignore",
        __file__,
        "--reader",
        reader,
        "--seconds",
        str(seconds),
        "--found",
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    runs = next((line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed_units" in line), "?")
    print(f"{reader:<8} {runs:>9} inputs in {seconds} s: {'broke' if done.returncode else 'held'}", flush=True)
    if not done.returncode:
        return ""
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    telling = [line for line in lines if "Error" in line or "ERROR" in line or "Test unit written" in line]
    return f"{reader}: " + " | ".join(telling[:3] or lines[-3:])


if __name__ == "__main__":
    sys.exit(main())
