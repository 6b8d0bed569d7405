"""Rule → the object by which SARIF describes it."""

from typing import Final

from app.domain.rule import Rule
from app.rules.catalogue import page
from app.rules.pages import one_line, section, summary
from app.stages import sarif_model as sarif
from specs_schema.report import Severity

LEVELS: Final[dict[Severity, sarif.Level]] = {"error": "error", "warning": "warning", "notice": "note"}


def descriptor(rule: Rule, address: str | None) -> sarif.Descriptor:
    """The rule with its whole page; `address` is where the page can be read, if anywhere."""
    checks, remedy = one_line(section(rule, "What it checks")), one_line(section(rule, "How to fix it"))
    return sarif.Descriptor(
        id=rule.code,
        name=rule.name,
        short_description=sarif.Text(text=one_line(summary(rule))),
        full_description=sarif.Text(text=checks),
        help=sarif.Text(text=remedy, markdown=page(rule)),
        help_uri=address or None,
        default_configuration=sarif.Configuration(level=LEVELS[rule.severity]),
        properties=sarif.RuleProperties(tags=("spec", rule.status)),
    )
