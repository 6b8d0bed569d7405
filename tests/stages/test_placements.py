from dataclasses import replace

import pytest
from builders import (
    FEATURE,
    a_change,
    a_changed_file,
    a_citation,
    a_dossier,
    a_feature,
    a_requirement,
    a_reviewed_feature,
    a_span,
    an_added_file,
)

from app.domain.change import ChangedFile, Hunk, Line
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.rules import change_without_spec, ticked_task_without_work, violated_requirement
from app.stages.placements import placements

CODE = "src/login.py"
TASKS = f"{FEATURE}/tasks.md"


def a_finding(first=10, last=None, severity="error", **fields):
    defaults = {
        "rule": violated_requirement.RULE,
        "severity": severity,
        "feature": FEATURE,
        "span": a_span(CODE, first, last),
        "message": "Change does not meet `FR-001`: it allows 8",
        "hint": "Meet it",
        "subject": "FR-001",
        "citations": (a_citation("spec", f"{FEATURE}/spec.md", 10, "at most 5"), a_citation(quote="limit = 8")),
    }
    return Finding(**{**defaults, **fields})


def a_file(*hunks, path=CODE, status="modified"):
    return ChangedFile(path=path, status=status, hunks=hunks)


def a_hunk(first, kinds):
    """A hunk whose lines at head begin with `first`; a letter for each line: context, added, removed."""
    lines, number = [], first
    for letter in kinds:
        kind = {"c": "context", "a": "added", "r": "removed"}[letter]
        lines.append(Line(kind, 1 if kind != "added" else None, number if kind != "removed" else None, "text"))
        number += kind != "removed"
    return Hunk(first, 1, first, number - first, "", tuple(lines))


def placed(finding, *files, **fields):
    return placements(a_dossier(change=a_change(*(files or (a_changed_file(CODE),))), **fields), [finding])


def lines(found):
    return [(one.start_line, one.line) for one in found]


def test_a_finding_at_a_changed_line_is_placed_there():
    (found,) = placed(a_finding(10))

    assert (found.path, found.start_line, found.line) == (CODE, None, 10)
    assert found.fingerprint == a_finding(10).fingerprint
    assert found.suggestion is None


@pytest.mark.parametrize("line", [9, 11])
def test_context_lines_of_a_hunk_take_comments(line):
    assert lines(placed(a_finding(line))) == [(None, line)]


@pytest.mark.parametrize("line", [1, 8, 12, 500])
def test_what_lies_outside_every_hunk_has_no_place(line):
    assert placed(a_finding(line)) == ()


def test_a_span_over_the_edge_of_a_hunk_keeps_the_part_inside():
    assert lines(placed(a_finding(4, 10))) == [(9, 10)]
    assert lines(placed(a_finding(11, 40))) == [(None, 11)]


def test_a_span_over_two_hunks_stands_in_one_of_them_the_one_with_an_added_line():
    file = a_file(a_hunk(10, "ccrc"), a_hunk(40, "cac"))

    assert lines(placed(a_finding(5, 60), file)) == [(40, 42)]


def test_a_span_over_two_hunks_without_an_added_line_stands_in_the_first():
    file = a_file(a_hunk(10, "ccr"), a_hunk(40, "crc"))

    assert lines(placed(a_finding(5, 60), file)) == [(10, 11)]


def test_a_removed_line_is_no_line_of_head():
    file = a_file(a_hunk(10, "crrrc"))

    assert lines(placed(a_finding(10, 14), file)) == [(10, 11)]


def test_a_long_span_is_shortened():
    file = an_added_file(CODE, ["x = 1"] * 100)

    assert lines(placed(a_finding(3, 90), file)) == [(3, 22)]


@pytest.mark.parametrize(
    "finding",
    [a_finding(severity="notice"), a_finding(rule=replace(violated_requirement.RULE, annotated=False))],
)
def test_notices_and_what_is_about_the_whole_change_get_no_comment(finding):
    assert placed(finding) == ()


def test_a_rule_about_the_whole_change_is_one_of_those():
    assert not change_without_spec.RULE.annotated


def test_a_file_that_is_deleted_unread_or_not_changed_takes_no_comment():
    assert placed(a_finding(10), a_file(a_hunk(10, "rrr"), status="deleted")) == ()
    assert placed(a_finding(10), ChangedFile(path=CODE, status="modified", unread="too large")) == ()
    assert placed(a_finding(10), a_changed_file("src/other.py")) == ()


def a_ticked_task(*, line=5, last=None):
    return a_finding(
        rule=ticked_task_without_work.RULE,
        span=a_span(TASKS, line, last),
        subject="T014",
        citations=(Citation("claim", a_span(TASKS, line), "T014 Test it"),),
    )


TEXTS = {TASKS: "\n" * 4 + "- [x] T014 Test it\n  in tests/test_a.py\n"}


def test_a_suggestion_stands_at_the_one_line_that_it_replaces():
    (found,) = placed(a_ticked_task(last=6), a_file(a_hunk(3, "ccacc"), path=TASKS), texts=TEXTS)

    assert (found.start_line, found.line, found.suggestion) == (None, 5, "- [ ] T014 Test it")


def test_a_suggestion_outside_the_diff_is_none():
    (found,) = placed(a_ticked_task(last=6), a_file(a_hunk(6, "ac"), path=TASKS), texts=TEXTS)

    assert (found.line, found.suggestion) == (6, None)


def basis(finding=None, text="System MUST lock after 5", **fields):
    feature = a_reviewed_feature(a_feature(requirements=(a_requirement(text=text),)))
    dossier = a_dossier(feature, change=a_change(an_added_file(CODE, ["x"] * 40)), **fields)
    return placements(dossier, [finding or a_finding()])[0].basis


def test_the_basis_is_of_texts_and_not_of_lines_or_of_the_models_words():
    moved = a_finding(
        30,
        message="Change does not meet `FR-001`: other words",
        hint="Another hint",
        citations=(
            a_citation(quote="limit   =  8", line=33),
            a_citation("spec", f"{FEATURE}/spec.md", 99, "at most 5"),
            Citation("search", a_span(CODE), "lock: 12 hits in 5 files"),
        ),
    )

    assert basis(moved) == basis()


def test_the_basis_changes_with_the_subject_and_with_the_code():
    other_code = a_finding(citations=(a_citation(quote="limit = 9"),))

    assert len({basis(), basis(text="System MUST lock after 10"), basis(other_code)}) == 3


def test_without_a_quote_the_basis_is_of_the_lines_themselves():
    bare = a_finding(3, citations=())
    texts = [{CODE: "a\nb\nTODO\n"}, {CODE: "a\nb\nother\n"}, {CODE: "x\ny\n  TODO  \n"}]

    first, second, third = (basis(bare, texts=one) for one in texts)

    assert first == third
    assert first != second
