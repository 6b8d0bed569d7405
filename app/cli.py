"""The command line. Everything heavy is imported by the command that needs it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from app.evaluation.outcome import JudgeKind
    from app.evaluation.show import Form
    from app.local import LocalRequest, Reviewed
    from app.stages.links import Links
    from specs_schema.config import Depth
    from specs_schema.report import Report

T = TypeVar("T")

_FORMATS = click.Choice(["text", "json", "markdown", "sarif", "html"])
_CONFIGURATION = click.Path(path_type=Path, dir_okay=False, exists=True)


@dataclass(frozen=True, slots=True)
class _Show:
    """How a report is shown, and the addresses that it may link to."""

    form: str
    forge: str
    service: str
    without_withheld: bool


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
@click.option(
    "--junit",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Results of tests as JUnit XML, shown beside the ids that tests name; more than one with more --junit.",
)
@click.option("--forge-url", metavar="URL", default="", help="Of the repository; HTML and SARIF link to its lines.")
@click.option("--service-url", metavar="URL", default="", help="Of a Speckeeper service; HTML and SARIF link to rules.")
@click.option("--without-withheld", is_flag=True, help="No withheld findings in SARIF: GitHub shows them as alerts.")
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
    junit: tuple[Path, ...],
    forge_url: str,
    service_url: str,
    without_withheld: bool,
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
        junit=junit,
    )
    show = _Show(form, _address(forge_url), _address(service_url), without_withheld)
    reviewed = _or_bad_input(lambda: _review(repo, request, no_model=no_model))
    _write(reviewed.report, show, output)
    sys.exit(reviewed.decision.exit_status)


@speckeeper.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="Of the list.",
)
def rules(form: str) -> None:
    """List every rule: code, name, severity, status, and what it flags."""
    from app.rules.catalogue import RULES
    from app.rules.pages import Listed, listed, table

    found = [listed(rule) for rule in RULES]
    if form == "json":
        from pydantic import TypeAdapter

        click.echo(TypeAdapter(list[Listed]).dump_json(found, indent=2))
    elif form == "markdown":
        click.echo(table())
    else:
        width = max(len(one.name) for one in found)
        for one in found:
            click.echo(f"{one.code}  {one.name:<{width}}  {one.severity:<7}  {one.status:<7}  {one.summary}")


@speckeeper.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Print the page of RULE, a code such as SPEC301 or a name; exit status 2 when there is no such rule."""
    from app.rules.catalogue import page
    from app.rules.pages import meant, nearest

    found = meant(rule)
    if found is None:
        alike = ", ".join(f"{one.code} {one.name}" for one in nearest(rule))
        hint = f"the nearest are {alike}" if alike else "`speckeeper rules` lists them all"
        click.echo(f"speckeeper: No rule is called `{rule}`; {hint}", err=True)
        sys.exit(2)
    click.echo(page(found).rstrip())


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


@speckeeper.command("eval")
@click.argument("cases", type=click.Path(path_type=Path))
@click.option(
    "--judge",
    "kind",
    type=click.Choice(["anthropic", "recorded", "scripted", "contrary", "none"]),
    default="scripted",
    show_default=True,
    help="A model with your key, its recorded replies, the right answers, a liar, or the rules alone.",
)
@click.option("--repeat", type=click.IntRange(1, 20), default=1, show_default=True, help="Reviews of each case.")
@click.option("--concurrency", type=click.IntRange(1, 128), default=4, show_default=True, help="Reviews at a time.")
@click.option("--depth", type=click.Choice(["quick", "standard", "deep"]), help="Instead of what the cases configure.")
@click.option("--gold-only", is_flag=True, help="Ask only about subjects whose right answer is known.")
@click.option("--only", metavar="GLOB", default="*", help="Only cases whose name fits.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.option("--compare", type=click.Path(path_type=Path, dir_okay=False), help="An earlier run, as --format json.")
@click.option("--record", is_flag=True, help="Store what the model answers, for --judge recorded.")
@click.option("--replies", type=click.Path(path_type=Path), help="Of recorded replies. [default: CASES/replies]")
@click.option("--replied-by", metavar="MODEL", default="", help="Who replies, if not the model that is asked for.")
def evaluation(  # noqa: PLR0913 (each is one option of the command)
    *,
    cases: Path,
    kind: "JudgeKind",
    repeat: int,
    concurrency: int,
    depth: "Depth | None",
    gold_only: bool,
    only: str,
    form: "Form",
    output: Path | None,
    compare: Path | None,
    record: bool,
    replies: Path | None,
    replied_by: str,
) -> None:
    """Review the changes in CASES, whose right answers are known, and say how often the answers are right.

    Exit status: 0 every case was reviewed, 2 not every one was, or bad input.
    """
    from datetime import UTC, datetime

    from app.evaluation.evaluate import EvalRequest
    from app.evaluation.judges import JudgeRequest
    from app.evaluation.run import Evaluated, Wanted, replies_of, run_eval
    from app.main import judge_settings_from_environment

    def work() -> Evaluated:
        store = replies_of(cases, replies)
        judge = JudgeRequest(kind, judge_settings_from_environment(), store, record, replied_by)
        started = datetime.now(UTC).isoformat(timespec="seconds")
        request = EvalRequest(judge, installed_version("speckeeper"), started, repeat, concurrency, depth, gold_only)
        return run_eval(Wanted(cases, only, form, compare), request, lambda line: click.echo(line, err=True))

    done = _or_bad_input(work)
    if done.text:
        _put(done.text, output)
    sys.exit(done.status)


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


def _or_bad_input(work: "Callable[[], T]") -> "T":
    """What `work` gives; where the input is at fault, its message and exit status 2."""
    from app.ports import NotFound, Unavailable

    try:
        return work()
    except (NotFound, Unavailable) as error:
        click.echo(f"speckeeper: {error}", err=True)
        sys.exit(2)


def _address(url: str) -> str:
    """`url` without a slash at the end; exit status 2 for one that no browser could open."""
    if url and not url.startswith(("https://", "http://")):
        click.echo(f"speckeeper: `{url}` is no address: it has to begin with https:// or http://", err=True)
        sys.exit(2)
    return url.rstrip("/")


def _write(report: "Report", show: "_Show", output: Path | None) -> None:
    _put(_rendered(report, show, coloured=output is None and sys.stdout.isatty()), output)


def _put(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        click.echo(f"speckeeper: Cannot write the report to `{output}`: {error.strerror}", err=True)
        sys.exit(2)


def _rendered(report: "Report", show: "_Show", *, coloured: bool) -> str:
    if show.form == "json":
        return report.model_dump_json(indent=2) + "\n"
    if show.form == "sarif":
        from app.stages.sarif import as_sarif

        return as_sarif(report, _links(report, show), show.forge, withheld=not show.without_withheld)
    if show.form == "html":
        from app.stages.html_report import as_html

        return as_html(report, _links(report, show))
    if show.form == "markdown":
        from app.stages.markdown import page

        return page(report).whole()
    from app.stages.terminal import as_text, uncoloured

    return as_text(report, (lambda text, colour: click.style(text, fg=colour)) if coloured else uncoloured)


def _links(report: "Report", show: "_Show") -> "Links":
    """Addresses of lines and of rules, as far as somebody said where they are."""
    from urllib.parse import quote

    from app.stages.links import Link, Links, no_link

    def at(commit: str) -> Link:
        def lines(path: str, first: int, last: int) -> str:
            return f"{show.forge}/blob/{commit}/{quote(path)}#L{first}" + (f"-L{last}" if last != first else "")

        return lines

    def rule(code: str) -> str:
        return f"{show.service}/rules/{code}"

    return Links(
        lines=at(report.head) if show.forge else no_link,
        rule=rule if show.service else None,
        at=at if show.forge else None,
    )


if __name__ == "__main__":
    main()
