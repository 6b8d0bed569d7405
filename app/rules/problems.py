"""SpecProblem → Finding, for the rules whose work the readers already did."""

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from specs_schema.problem import ProblemKind


def findings_of(rule: Rule, kind: ProblemKind, dossier: Dossier) -> tuple[Finding, ...]:
    """Every problem of `kind` in the reviewed features and the constitutions, as a finding of `rule`."""
    of_features = [(feature.dir.dir, problem) for feature in dossier.features for problem in feature.problems]
    of_constitutions = [("", problem) for problem in dossier.constitution_problems]
    return tuple(
        Finding(
            rule=rule,
            severity=rule.severity,
            feature=feature,
            span=problem.span,
            message=problem.message,
            hint=problem.hint,
            key=f"{problem.span.path}\0{problem.key}",
        )
        for feature, problem in [*of_features, *of_constitutions]
        if problem.kind == kind
    )
