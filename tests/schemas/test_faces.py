"""Each package shows all of its face: what it takes from its modules or defines is in its `__all__`.

That the lists are sorted and every name is there holds `tests/test_project.py`.
"""

import ast
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import sitbrief

ROOT = Path(__file__).parents[2]
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
# The root loads its names lazily; the migrations are Alembic's folder, which loads the files by path.
FACES = [name for name in PACKAGES if name != "sitbrief" and not name.startswith("sitbrief.store.migrations")]


def parsed(package: str) -> ast.Module:
    """The package's `__init__.py`."""
    return ast.parse((ROOT / Path(*package.split(".")[1:]) / "__init__.py").read_text(encoding="utf-8"))


def given(package: str) -> list[str]:
    """The public names that it takes from its own modules or defines itself."""
    names: list[str] = []
    for node in parsed(package).body:
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            names += [alias.asname or alias.name for alias in node.names]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names += [target.id for target in targets if isinstance(target, ast.Name)]
    return [name for name in names if not name.startswith("_")]


@pytest.mark.parametrize("package", FACES)
def test_a_face_is_complete(package: str) -> None:
    """`__all__` names what the package gives, each once, and nothing else."""
    assert sorted(import_module(package).__all__) == sorted(given(package))


def test_the_root_loads_each_name_from_its_home() -> None:
    """The names of `sitbrief` itself are those of the packages below it."""
    homes = {name: import_module(f"sitbrief.{home}") for name, home in sitbrief._HOMES.items()}
    assert {*homes, "__version__"} == set(sitbrief.__all__)
    assert [name for name, home in homes.items() if getattr(sitbrief, name) is not getattr(home, name)] == []
