"""The command line. Everything heavy is imported by the command that needs it."""

import sys
from collections.abc import Callable
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from app.local import LocalRequest, Reviewed
    from specs_schema.report import Report

_FORMATS = click.Choice(["text", "json", "markdown"])


def main() -> NoReturn:
    """Run the command. Exit status: 0 nothing that fails, 1 findings that fail, 2 could not judge or bad input."""
    sys.exit(speckeeper(prog_name="speckeeper", standalone_mode=True))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="speckeeper")
def speckeeper() -> None:
    """Hold a pull request to the spec that was written before the code."""


@speckeeper.command()
@click.option("--repo", type=click.Path(path_type=Path), default=".", help="Repository, or a folder in one.")
@click.option("--base", metavar="REV", help="Where the change started. [default: origin/HEAD, main or master]")
@click.option(
    "--head", metavar="REV", default="HEAD", show_default=True, help="The change; only what is committed counts."
)
@click.option("--feature", "features", metavar="DIR", multiple=True, help="Feature directory, instead of resolution.")
@click.option(
    "--config", type=click.Path(path_type=Path, dir_okay=False), help="Instead of .github/speckeeper.yml at the base."
)
@click.option("--no-model", is_flag=True, help="Deterministic rules alone: no key, no network, no bill.")
@click.option("--mode", type=click.Choice(["advisory", "gate"]), help="Instead of the configured mode.")
@click.option("--format", "form", type=_FORMATS, default="text", show_default=True, help="Of the report.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
def review(  # noqa: PLR0913 (each is one option of the command)
    *,
    repo: Path,
    base: str | None,
    head: str,
    features: tuple[str, ...],
    config: Path | None,
    no_model: bool,
    mode: str | None,
    form: str,
    output: Path | None,
) -> None:
    """Review what HEAD adds to the base branch, as the pull request check would.

    Exit status: 0 nothing that fails, 1 findings that fail (gate mode), 2 could not judge or bad input.
    """
    from app.local import LocalRequest

    request = LocalRequest(
        name=repo.resolve().name,
        base=base,
        head=head,
        features=features,
        config=config,
        mode="gate" if mode == "gate" else "advisory" if mode == "advisory" else None,
    )
    reviewed = _or_bad_input(lambda: _review(repo, request, no_model=no_model))
    _write(reviewed.report, form, output)
    sys.exit(reviewed.decision.exit_status)


@speckeeper.command("check-config")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def check_config(file: Path) -> None:
    """Say whether FILE is a valid .github/speckeeper.yml; exit status 2 when it is not."""
    from specs_schema.config_reader import read_config

    _, problems = read_config(str(file), file.read_bytes().decode("utf-8", "replace"))
    for problem in problems:
        click.echo(f"{problem.span}: {problem.message}\n  hint: {problem.hint}", err=True)
    if problems:
        sys.exit(2)
    click.echo(f"{file} is valid")


@speckeeper.command()
def serve() -> None:
    """Run the GitHub App: webhooks in, check runs out. Settings come from the environment."""
    from app.main import serve_from_environment

    sys.exit(serve_from_environment())


@speckeeper.command()
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Also write the check as a page.")
@click.option("--keep", is_flag=True, help="Keep the temporary folder with repository, database and log.")
@click.option("--record", is_flag=True, help="Ask the model with your key and store its replies in the example.")
def demo(*, html: Path | None, keep: bool, record: bool) -> None:
    """Run the whole service on an example pull request: no key, no network, no GitHub."""
    from app.demo.run import DemoRequest, run_demo

    sys.exit(run_demo(DemoRequest(html, keep, record), click.echo))


def _review(repo: Path, request: "LocalRequest", *, no_model: bool) -> "Reviewed":
    from app.git.repository import GitRepository
    from app.local import review_locally
    from app.parsing.spec_reader import SpecReader

    open_judge = None
    if not no_model:
        from app.main import judge_from_environment

        open_judge = judge_from_environment()
    with GitRepository.open(repo) as repository:
        return review_locally(repository, SpecReader("fork"), request, installed_version("speckeeper"), open_judge)


def _or_bad_input(work: "Callable[[], Reviewed]") -> "Reviewed":
    """What `work` gives; where the input is at fault, its message and exit status 2."""
    from app.ports import NotFound, Unavailable

    try:
        return work()
    except (NotFound, Unavailable) as error:
        click.echo(f"speckeeper: {error}", err=True)
        sys.exit(2)


def _write(report: "Report", form: str, output: Path | None) -> None:
    text = _rendered(report, form, coloured=output is None and sys.stdout.isatty())
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, "utf-8")


def _rendered(report: "Report", form: str, *, coloured: bool) -> str:
    if form == "json":
        return report.model_dump_json(indent=2) + "\n"
    if form == "markdown":
        from app.stages.markdown import page

        return page(report).whole()
    from app.stages.terminal import as_text, uncoloured

    return as_text(report, (lambda text, colour: click.style(text, fg=colour)) if coloured else uncoloured)


if __name__ == "__main__":
    main()
