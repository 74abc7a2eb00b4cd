"""Several processes at one store, and processes that die: all of them real."""

import json

import pytest
from sitbrief.store import Store

# Each waits for a line on stdin, so that all start together.
OPEN = """
import sys
from sitbrief.store import Store
print("ready", flush=True)
sys.stdin.readline()
Store.open(sys.argv[1]).close()
print("opened")
"""

ANSWER = """
import sys
from sitbrief.store import Store
target, name = sys.argv[1:]
with Store.open(target) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(150):
        store.keep_answer(f"shared-{n}", {}, {"by": name}, "m", "e")
        store.keep_answer(f"{name}-{n}", {}, {"by": name}, "m", "e")
        print(store.answer(f"shared-{n}")["by"])
"""

EXTRACTION = """
import sys
from sitbrief.schemas import Extraction
from sitbrief.store import Store
extraction = Extraction.model_validate_json(sys.argv[2])
with Store.open(sys.argv[1]) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(100):
        store.keep_extraction(extraction, "c")
    print("kept")
"""

ARTICLE = """
import sys
from sitbrief.schemas import Article
from sitbrief.store import Store
article = Article.model_validate_json(sys.argv[2])
with Store.open(sys.argv[1]) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(60):
        print(store.add_article(article.model_copy(update={"id": f"id-{n}"})).model_dump_json())
"""

# Prints a name only after the store has returned from keeping it.
FOREVER = """
import itertools, sys
from sitbrief.schemas import Extraction
from sitbrief.store import Store
template = Extraction.model_validate_json(sys.argv[2])
with Store.open(sys.argv[1]) as store:
    for n in itertools.count():
        store.keep_answer(f"k{n}", {}, {"n": n, "text": "x" * 20_000}, "m", "e")
        store.keep_extraction(template, f"c{n}")
        print(n, flush=True)
"""


def together(processes):
    """What each process printed after all were ready and were let go at once."""
    for process in processes:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    results = [process.communicate(timeout=120) for process in processes]
    assert [errors for _, errors in results] == [""] * len(processes)
    return [output.splitlines() for output, _ in results]


@pytest.mark.parametrize("attempt", range(3))
def test_a_fresh_store_opened_by_several_at_once(target, child, attempt):
    """Four processes that find no store make one between them, and none of them fails."""
    outputs = together([child(OPEN, target) for _ in range(4)])
    assert outputs == [["opened"]] * 4
    Store.open(target).close()


def test_two_processes_write_at_once(target, child):
    """Of two writers, each keeps all of its own answers, and both read the same first answer to a shared key."""
    names = ["one", "two"]
    Store.open(target).close()
    seen = together([child(ANSWER, target, name) for name in names])
    assert seen[0] == seen[1]
    with Store.open(target) as store:
        assert [store.answer(f"shared-{n}")["by"] for n in range(150)] == seen[0]
        assert all(store.answer(f"{name}-{n}") == {"by": name} for name in names for n in range(150))


def test_two_processes_add_the_same_articles(target, child, make_article):
    """Added by two at once with two first sights, each revision has one row and both were told the same."""
    Store.open(target).close()
    sights = ["2026-02-08T06:00:00Z", "2026-02-08T07:00:00Z"]
    articles = [make_article(first_seen=sight) for sight in sights]
    told = together([child(ARTICLE, target, article.model_dump_json()) for article in articles])
    assert told[0] == told[1]
    with Store.open(target) as store:
        kept = sorted(store.articles(), key=lambda a: int(a.id.removeprefix("id-")))
        assert [json.loads(line) for line in told[0]] == [a.model_dump(mode="json") for a in kept]
        assert [len(store.revisions(a.id)) for a in kept] == [1] * 60


def test_two_processes_keep_the_same_extraction(target, child, make_article, make_extraction):
    """Kept by two at once with different rejected records, an extraction is one of the two and never a mixture."""
    article = make_article()
    with Store.open(target) as store:
        store.add_article(article)
    one = make_extraction(article).rejected[0]
    kept = [make_extraction(article, model=m, rejected=[one.model_copy(update={"kind": m})] * 9) for m in ("m1", "m2")]
    told = together([child(EXTRACTION, target, extraction.model_dump_json()) for extraction in kept])
    assert told == [["kept"]] * 2
    with Store.open(target) as store:
        assert store.extraction(article.revision, "c") in kept
        assert len(store.rejected()) == 9


@pytest.mark.parametrize("after", [1, 7, 40])
def test_what_was_acknowledged_outlives_a_kill(target, child, make_article, make_extraction, after):
    """A writer killed in the middle leaves all that it had acknowledged, and nothing by halves."""
    article = make_article()
    one = make_extraction(article).rejected[0]
    extraction = make_extraction(article, rejected=[one] * 100)
    with Store.open(target) as store:
        store.add_article(article)
    writer = child(FOREVER, target, extraction.model_dump_json())
    for _ in range(after):
        assert writer.stdout.readline(), writer.stderr.read()
    writer.kill()
    acknowledged = after + len(writer.stdout.read().splitlines())
    assert writer.wait() == -9
    with Store.open(target) as store:
        assert [store.answer(f"k{n}")["n"] for n in range(acknowledged)] == list(range(acknowledged))
        assert all(store.extraction(article.revision, f"c{n}") == extraction for n in range(acknowledged))
        # One more may have been kept and not yet acknowledged: then it is whole.
        assert len(store.rejected()) in (100 * acknowledged, 100 * (acknowledged + 1))
        assert store.extraction(article.revision, f"c{acknowledged}") in (None, extraction)
        store.keep_answer("after", {}, {"a": 1}, "m", "e")


def test_a_writer_that_dies_lets_go_of_its_lock(target, child):
    """A process killed inside a transaction holds up nobody, and what it had begun is gone."""
    Store.open(target).close()
    code = """
import sys, time
from sitbrief.store import Store
from sitbrief.store import answers
store = Store.open(sys.argv[1])
with store._transaction(writes=True) as connection:
    answers.keep(connection, {"key": "half", "request": {}, "response": {}, "model": "m", "endpoint": "e"})
    print("ready", flush=True)
    time.sleep(600)
"""
    writer = child(code, target)
    assert writer.stdout.readline() == "ready\n", writer.stderr.read()
    writer.kill()
    writer.wait()
    with Store.open(target, wait=5) as store:
        assert store.answer("half") is None
        store.keep_answer("half", {}, {"a": 1}, "m", "e")
        assert store.answer("half") == {"a": 1}


def test_opening_what_is_there_does_not_load_alembic(target, child):
    """A process that finds the store at head never loads the migration tool; one that makes it does."""
    code = OPEN + "print('alembic' in sys.modules)"
    outputs = [together([child(code, target)])[0] for _ in range(2)]
    assert outputs[1] == ["opened", "False"]
    if "://" not in target:
        assert outputs[0] == ["opened", "True"]
