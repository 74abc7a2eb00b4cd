"""The error tree is what its docstring draws, and each error can be caught by its parents."""

import inspect

import pytest
from sitbrief import schemas
from sitbrief.schemas import SitbriefError, SourceError, errors


def drawn() -> dict[str, str]:
    """Child to parent, as the tree in the docstring draws it."""
    lines = (errors.__doc__ or "").splitlines()
    path: list[str] = []
    parents: dict[str, str] = {}
    for line in lines[lines.index("SitbriefError") :]:
        branch, mark, rest = line.rpartition("── ")
        depth = len(branch + mark) // 4
        name = rest.split()[0]
        path[depth:] = [name]
        parents[name] = path[depth - 1] if depth else "Exception"
    return parents


def built() -> dict[str, str]:
    """Child to parent, as the classes are."""
    classes = [value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, Exception)]
    return {error.__name__: error.__base__.__name__ for error in classes if error.__base__}


def test_the_tree_in_the_docstring_is_that_of_the_classes() -> None:
    """No error is missing from the drawing, and each hangs where it belongs."""
    assert drawn() == built()


def test_every_error_is_public() -> None:
    """`errors.py` and the package show all of them."""
    assert sorted(errors.__all__) == sorted(built())
    assert set(errors.__all__) <= set(schemas.__all__)


@pytest.mark.parametrize("name", errors.__all__)
def test_one_except_catches_all(name: str) -> None:
    """Whatever sitbrief raises on purpose is a SitbriefError, and says what it stands for."""
    error = getattr(schemas, name)
    assert issubclass(error, SitbriefError)
    assert error.__doc__


def test_an_error_of_a_source_names_it() -> None:
    """A source that cannot be read keeps its name and the reason apart, and the message has both."""
    problem = SourceError("news/one.txt", "it is empty; give a file with text.")
    assert (problem.source, problem.reason) == ("news/one.txt", "it is empty; give a file with text.")
    assert str(problem) == "'news/one.txt': it is empty; give a file with text."
