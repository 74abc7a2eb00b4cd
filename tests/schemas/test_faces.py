"""Each package shows its face in one `__all__`: sorted, complete, and all of it there."""

import ast
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import sitbrief

ROOT = Path(__file__).parents[2]
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
# The migrations are Alembic's folder: it loads the files by path.
FACES = [name for name in PACKAGES if not name.startswith("sitbrief.store.migrations")]


def tree(package: str) -> ast.Module:
    """The package's `__init__.py`, parsed."""
    return ast.parse((ROOT / Path(*package.split(".")[1:]) / "__init__.py").read_text())


def face(package: str) -> list[str]:
    """The names of its `__all__`, as they stand in the file."""
    assigned = [node for node in tree(package).body if isinstance(node, ast.Assign)]
    (names,) = (node.value for node in assigned if [ast.unparse(target) for target in node.targets] == ["__all__"])
    return list(ast.literal_eval(names))


def given(package: str) -> set[str]:
    """The public names that it takes from its own modules or defines itself."""
    names: set[str] = set()
    for node in tree(package).body:
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return {name for name in names if not name.startswith("_")}


def order(name: str) -> tuple[int, str]:
    """Constants, then classes, then the others."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def test_the_list_of_packages_is_what_is_there() -> None:
    """Every folder with an `__init__.py` is packaged, but for tests and benchmarks."""
    folders = (path.parent.relative_to(ROOT) for path in ROOT.glob("**/__init__.py"))
    ours = (folder for folder in folders if not any(part.startswith(".") or part == "build" for part in folder.parts))
    names = {".".join(("sitbrief", *folder.parts)) for folder in ours if "tests" not in folder.parts}
    assert set(PACKAGES) == names - {"sitbrief.benchmarks"}


@pytest.mark.parametrize("package", FACES)
def test_a_face_is_sorted_and_says_nothing_twice(package: str) -> None:
    """Constants come first, then classes, then functions, each by name."""
    names = face(package)
    assert names == sorted(names, key=order)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("package", [name for name in FACES if name != "sitbrief"])
def test_a_face_is_complete(package: str) -> None:
    """What a package takes from its modules or defines is in `__all__`, and nothing else."""
    assert set(face(package)) == given(package)


@pytest.mark.parametrize("package", FACES)
def test_what_a_face_shows_is_there(package: str) -> None:
    """Every name can be had."""
    module = import_module(package)
    assert module.__all__ == face(package)
    assert [name for name in module.__all__ if getattr(module, name, None) is None] == []


def test_the_root_loads_each_name_from_its_home() -> None:
    """The package's own names come from the packages below it, and an unknown one is an error that says so."""
    homes = {name: import_module(f"sitbrief.{home}") for name, home in sitbrief._HOMES.items()}
    assert {*homes, "__version__"} == set(sitbrief.__all__)
    assert all(getattr(sitbrief, name) is getattr(home, name) for name, home in homes.items())
    with pytest.raises(AttributeError, match="module 'sitbrief' has no attribute 'bried'"):
        sitbrief.bried  # noqa: B018
