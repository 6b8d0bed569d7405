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
_CONFIGURATION = click.Path(path_type=Path, dir_okay=False, exists=True)


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
    from datetime import UTC, datetime

    from app.local import LocalRequest

    request = LocalRequest(
        name=repo.resolve().name,
        base=base,
        head=head,
        features=features,
        config=config,
        mode="gate" if mode == "gate" else "advisory" if mode == "advisory" else None,
        today=datetime.now(UTC).date().isoformat(),
    )
    reviewed = _or_bad_input(lambda: _review(repo, request, no_model=no_model))
    _write(reviewed.report, form, output)
    sys.exit(reviewed.decision.exit_status)


@speckeeper.command("check-config")
@click.argument("file", type=_CONFIGURATION)
@click.option("--organisation", type=_CONFIGURATION, help="The file of the organisation's .github repository.")
def check_config(file: Path, organisation: Path | None) -> None:
    """Say whether FILE is a valid .github/speckeeper.yml, and what it changes; exit status 2 when it is not valid."""
    from specs_schema.config_difference import differences
    from specs_schema.config_layers import read_configs
    from specs_schema.config_reader import read_config

    files = [file, organisation] if organisation else [file]
    texts = [one.read_bytes().decode("utf-8", "replace") for one in files]
    problems = [found for one, text in zip(files, texts, strict=True) for found in read_config(str(one), text)[1]]
    for problem in problems:
        click.echo(f"{problem.span}: {problem.message}\n  hint: {problem.hint}", err=True)
    if problems:
        sys.exit(2)
    changed = differences(read_configs(texts[0], texts[1] if organisation else None, None).config)
    click.echo(f"{' and '.join(map(str, files))}: valid")
    click.echo("What differs from the defaults:" if changed else "Nothing differs from the defaults.")
    for one in changed:
        click.echo(f"  {one.key}: {one.value}")


@speckeeper.command()
def serve() -> None:
    """Run the GitHub App: webhooks in, check runs out. Settings come from the environment."""
    from app.main import serve_from_environment

    sys.exit(serve_from_environment())


@speckeeper.command()
@click.option("--url", "service_url", metavar="URL", required=True, help="Where GitHub reaches the service.")
@click.option("--organization", metavar="ORG", default="", help="Owner of the App, instead of yourself.")
@click.option("--github", "github_url", metavar="URL", default="https://github.com", help="GitHub Enterprise Server.")
@click.option("--name", default="Speckeeper", show_default=True, help="Of the App; nobody else's may be the same.")
@click.option(
    "--env-file",
    type=click.Path(path_type=Path, dir_okay=False),
    default="speckeeper.env",
    show_default=True,
    help="New file for the credentials; only you can read it.",
)
def setup(*, service_url: str, organization: str, github_url: str, name: str, env_file: Path) -> None:
    """Register the GitHub App: GitHub shows it with its permissions, and you confirm it there."""
    from app.setup.conversion import Conversion
    from app.setup.flow import set_up
    from app.setup.manifest import SetupFailed, wanted

    try:
        asked = wanted(service_url, github_url, organization, name)
        credentials = set_up(asked, env_file, Conversion(asked.api_url), click.echo)
    except SetupFailed as failure:
        click.echo(f"speckeeper: {failure}", err=True)
        sys.exit(2)
    click.echo(f"Wrote {env_file}: start the service with these variables (speckeeper serve)")
    click.echo(f"Then install the App: {credentials.html_url}/installations/new")


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
