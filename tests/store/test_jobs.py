"""Days of the daily job, its runs, and what they spend."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from sitbrief.schemas import Budget, Budgets, Job, Owner, RunRow, RunState, Spending, StoreError
from sitbrief.store import Store

DAY = date(2031, 3, 5)
NOW = datetime(2031, 3, 6, 6, tzinfo=UTC)
ONE, OTHER = (Owner(run=run, host="h", process="1:1") for run in ("one", "other"))


def never(_: Job, now: datetime) -> bool:
    return False


def test_a_day_is_claimed_once(target: str) -> None:
    """Whoever comes second sees who has it; once it is let go it can be claimed again, as it was begun first."""
    with Store.open(target) as store:
        mine = store.claim(DAY, "c", ONE, NOW, never, "Sarvan")
        assert (mine.owner, mine.begun) == (ONE, NOW)
        assert store.claim(DAY, "c", OTHER, NOW, never, "Sarvan").owner == ONE
        assert store.claim(DAY, "c", ONE, NOW, never, "Sarvan").owner == ONE
        assert store.keep_job(mine.model_copy(update={"owner": None, "state": RunState.DONE}), "one")
        again = store.claim(DAY, "c", OTHER, NOW + timedelta(hours=1), never, "Sarvan")
        assert (again.owner, again.begun, again.state) == (OTHER, NOW, RunState.DONE)


def test_another_configuration_has_a_claim_of_its_own(target: str) -> None:
    """The same day under two configurations is two briefs."""
    with Store.open(target) as store:
        store.claim(DAY, "c", ONE, NOW, never, "Sarvan")
        assert store.claim(DAY, "d", OTHER, NOW, never, "Sarvan").owner == OTHER


def test_a_stale_claim_is_taken_over_and_its_owner_is_told(target: str) -> None:
    """The old owner's signs and results no longer count."""
    with Store.open(target) as store:
        old = store.claim(DAY, "c", ONE, NOW, never, "Sarvan")
        assert store.claim(DAY, "c", OTHER, NOW, lambda held, _: held.owner == ONE, "Sarvan").owner == OTHER
        assert not store.beat(old, NOW, 1.0)
        assert not store.keep_job(old.model_copy(update={"state": RunState.DONE}), "one")
        assert store.job(DAY, "c").owner == OTHER


def test_of_many_that_claim_at_once_one_has_the_day(target: str) -> None:
    """Each in a thread with a connection of its own."""
    got: list[Owner | None] = []
    Store.open(target).close()

    def claim(n: int) -> None:
        with Store.open(target) as store:
            got.append(store.claim(DAY, "c", Owner(run=str(n), host="h", process="1"), NOW, never, "Sarvan").owner)

    threads = [Thread(target=claim, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 8
    assert len(set(got)) == 1


def test_a_brief_and_its_deliveries_are_kept_with_the_day(target: str) -> None:
    """Lists leave the brief out, which may be large."""
    with Store.open(target) as store:
        mine = store.claim(DAY, "c", ONE, NOW, never, "Sarvan")
        store.keep_job(
            mine.model_copy(update={"brief": {"a": 1}, "manifest": {"b": 2}, "delivered": {"desk": "x"}}), "one"
        )
        kept = store.job(DAY, "c")
        assert kept is not None
        assert (kept.area, kept.brief, kept.manifest, kept.delivered) == ("Sarvan", {"a": 1}, {"b": 2}, {"desk": "x"})
        assert [(job.config, job.brief, job.manifest) for job in store.jobs("Sarvan")] == [("c", None, None)]
        store.claim(DAY, "d", OTHER, NOW + timedelta(hours=1), never, "Sarvan")
        assert [job.config for job in store.jobs("Sarvan")] == ["d", "c"]
        assert store.jobs("Halvaz") == []
        assert store.job(DAY, "other") is None


def row(run: str, seconds: float, state: RunState = RunState.RUNNING) -> RunRow:
    return RunRow(id=run, day=DAY, config="c", area="Sarvan", begun=NOW, seconds=seconds, state=state)


def test_runs_are_listed_and_their_seconds_added_up(target: str) -> None:
    """A beat keeps the seconds, so that a killed run counts too."""
    with Store.open(target) as store:
        job = store.claim(DAY, "c", ONE, NOW, never, "Sarvan")
        store.keep_run(row("one", 0.0), DAY)
        store.beat(job, NOW, 40.0)
        store.keep_run(row("two", 5.0, RunState.DONE), DAY)
        assert {(run.id, run.seconds, run.state) for run in store.runs()} == {
            ("one", 40.0, "running"),
            ("two", 5.0, "done"),
        }
        assert store.seconds_on(DAY, "three") == 45.0
        assert store.seconds_on(DAY, "one") == 5.0


def call(tokens: int = 100, money: float = 0.1) -> Spending:
    return Spending(step="read", model="m", calls=1, tokens_in=tokens, tokens_out=0, money=money)


@pytest.mark.parametrize(
    ("bounds", "broken"),
    [({"calls": 2}, "calls"), ({"tokens": 299}, "tokens"), ({"money": 0.29}, "money")],
)
@pytest.mark.parametrize("scope", ["run", "day"])
def test_what_would_go_beyond_a_bound_is_not_put_down(target: str, scope: str, bounds: dict, broken: str) -> None:
    """The third of three equal calls; the bound is named, and another run of the day has the same one."""
    budgets = Budgets(**{scope: Budget(**bounds)})
    with Store.open(target) as store:
        for _ in range(2):
            assert isinstance(store.reserve("one", DAY, call(), budgets), int)
        assert store.reserve("one", DAY, call(), budgets) == (scope, broken)
        other = store.reserve("two", DAY, call(), budgets)
        assert other == (scope, broken) if scope == "day" else isinstance(other, int)
        assert isinstance(store.reserve("three", DAY + timedelta(days=1), call(), budgets), int)


def test_a_share_of_a_bound_is_less_than_all_of_it(target: str) -> None:
    """Whoever may use four fifths of five calls has four."""
    with Store.open(target) as store:
        budgets = Budgets(run=Budget(calls=5))
        got = [store.reserve("one", DAY, call(), budgets, 0.8) for _ in range(5)]
        assert got[4] == ("run", "calls")
        assert isinstance(store.reserve("one", DAY, call(), budgets), int)


def test_what_a_call_did_cost_takes_the_place_of_what_it_might_have(target: str) -> None:
    """By step and model, of a run and of a day."""
    with Store.open(target) as store:
        number = store.reserve("one", DAY, call(tokens=9000, money=9.0), Budgets())
        assert isinstance(number, int)
        store.settle(number, Spending(calls=1, tokens_in=70, tokens_out=7, money=0.5, seconds=2.0))
        spent = Spending(step="read", model="m", calls=1, tokens_in=70, tokens_out=7, money=0.5, seconds=2.0)
        assert store.spent("one") == [spent]
        assert [(cost.day, cost.calls, cost.money) for cost in store.costs()] == [(DAY, 1, 0.5)]


def test_a_store_is_copied_beside_itself_and_a_damaged_one_is_not(tmp_path: Path) -> None:
    """The copy opens; the one that is there is not replaced by a damaged one."""
    place = tmp_path / "s.db"
    with Store.open(place) as store:
        store.claim(DAY, "c", ONE, NOW, never, "Sarvan")
        place.chmod(0o600)
        copy = store.back_up()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []
    assert copy == tmp_path / "s.db.backup"
    with Store.open(copy) as other:
        assert other.job(DAY, "c").owner == ONE
    whole = bytearray(place.read_bytes())
    whole[4096 * 3 : 4096 * 7] = b"\xff" * (4 * 4096)
    place.write_bytes(whole)
    before = copy.read_bytes()
    with Store.open(place) as damaged, pytest.raises(StoreError, match=r"damaged|malformed"):
        damaged.back_up()
    assert copy.read_bytes() == before


def test_a_store_in_memory_has_no_copy() -> None:
    """There is no file to lose."""
    with Store.open(":memory:") as store:
        store.check()
        assert store.back_up() is None


def test_half_a_text_in_a_row_is_a_damage_that_is_told(tmp_path: Path) -> None:
    """The database takes the row for good: only who reads it finds out."""
    place = tmp_path / "s.db"
    with Store.open(place) as store:
        store.claim(DAY, "c", ONE, NOW, never, "Sarvan")
    with closing(sqlite3.connect(place)) as raw, raw:
        raw.execute("UPDATE jobs SET delivered = '{\"desk'")
    with Store.open(place) as store, pytest.raises(StoreError, match=r"it is damaged: a text in it is no JSON.*backup"):
        store.job(DAY, "c")
