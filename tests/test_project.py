"""What holds for the repository as a whole: packaging, public names, recordings, documents."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import sitbrief
import yaml
from sitbrief.cassettes import DEMO, NEUTRAL_URL

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = PROJECT["tool"]["setuptools"]["packages"]
CASSETTES = [DEMO, *sorted((ROOT / "cassettes").glob("*/**/*.yaml"))]
# Folders with Python files that are no part of the package.
BESIDE = {"tests", "benchmarks", "docs", "build"}


def test_the_list_of_packages_is_the_tree() -> None:
    """A folder that is not listed would be missing from an installed sitbrief."""
    inits = [p.parent.relative_to(ROOT) for p in ROOT.rglob("__init__.py")]
    found = {p for p in inits if not p.parts or (p.parts[0] not in BESIDE and not p.parts[0].startswith("."))}
    assert sorted(PACKAGES) == sorted(".".join(("sitbrief", *p.parts)) for p in found)


@pytest.mark.parametrize("name", [n for n in PACKAGES if "migrations" not in n])
def test_each_package_shows_its_face_in_one_sorted_list(name: str) -> None:
    """`__all__` is sorted as ruff sorts it, and every name in it is there."""
    package = importlib.import_module(name)
    public = getattr(package, "__all__", [])
    assert all(hasattr(package, each) for each in public)
    order = sorted(public, key=lambda n: (not n.isupper(), not n[:1].isupper(), n))
    assert list(public) == order


def test_importing_sitbrief_loads_nothing_heavy() -> None:
    """`import sitbrief` stays cheap: no openai, instructor, rich or pydantic."""
    code = "import sys, sitbrief; print(*{'openai', 'instructor', 'rich', 'pydantic'} & set(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "docs")
    assert out.stdout.strip() == ""


def test_the_public_names_are_there() -> None:
    """Every name of `sitbrief.__all__` resolves, and an unknown one is an AttributeError."""
    assert all(getattr(sitbrief, name) is not None for name in sitbrief.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = sitbrief.nonsense


def test_the_version_is_said_once() -> None:
    """pyproject.toml and the package agree."""
    assert PROJECT["project"]["version"] == sitbrief.__version__


@pytest.mark.parametrize("path", CASSETTES, ids=lambda p: p.stem)
def test_a_recording_is_scrubbed(path: Path) -> None:
    """Only the headers of the allow list, only the neutral host, no key."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(
        r"\bsk-[A-Za-z0-9]|authorization|cookie|openai-organization|127\.0\.0\.1|localhost", text, re.I
    )
    for exchange in yaml.safe_load(text)["interactions"]:
        assert exchange["request"]["uri"] == f"{NEUTRAL_URL}/chat/completions"
        assert {h.lower() for h in exchange["request"]["headers"]} <= {"content-type"}
        assert set(exchange["response"]["headers"]) <= {"content-type", "retry-after"}


def test_every_recorded_test_has_its_recording() -> None:
    """Each test marked `vcr` has at least one file of its name."""
    for source in sorted((ROOT / "tests").glob("*/test_*.py")):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any("vcr" in ast.unparse(d) for d in node.decorator_list):
                folder = ROOT / "cassettes" / source.parent.name / source.stem
                assert list(folder.glob(f"{node.name}*.yaml")), (source, node.name)


def test_no_recording_is_an_orphan() -> None:
    """Each cassette belongs to a test of its path and name."""
    for path in CASSETTES[1:]:
        module, name = path.parent.relative_to(ROOT / "cassettes"), path.stem.split("[")[0]
        source = (ROOT / "tests" / module).with_suffix(".py")
        assert source.exists(), path
        names = {node.name for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.FunctionDef)}
        assert name in names, path


def test_no_address_of_a_registry_and_no_machine_path_is_in_the_repository() -> None:
    """Pins carry hashes, not addresses; nothing names the machine that it was written on."""
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout.split("\0")
    pattern = re.compile(r"https?://[^\s]*pypi|index-url\s+http|/(root|work|farm)/[A-Za-z.]")
    names = [name for name in listed if name and name != "tests/test_project.py" and (ROOT / name).exists()]
    assert len(names) > 100
    for name in names:
        # One sample is in another encoding on purpose; addresses are ASCII in any.
        assert not pattern.search((ROOT / name).read_text(encoding="utf-8", errors="replace")), name


def test_the_readme_names_every_folder_and_command() -> None:
    """The map of the folders is the tree; each command stands in the README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    folders = {p.name for p in ROOT.iterdir() if p.is_dir() and not p.name.startswith((".", "build", "__"))}
    folders = {name for name in folders if not name.endswith(".egg-info")}
    assert not [name for name in sorted(folders) if f"{name}/" not in readme]
    for command in ("brief", "extract", "fetch", "articles", "show", "check", "demo", "model"):
        assert f"sitbrief {command}" in readme


def test_the_examples_of_the_documents_are_python_that_knows_its_names() -> None:
    """Each example compiles, and every `sitbrief.name` in it is public."""
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for block in re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
            compile(block, str(path), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            for name in re.findall(r"\bsitbrief\.(\w+)", block):
                assert name in sitbrief.__all__, (path, name)
