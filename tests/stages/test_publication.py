from builders import a_citation, a_dossier, a_feature, a_requirement, a_reviewed_feature, a_span, a_verdict
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from app.domain.finding import Finding
from app.domain.review import Acceptable, Reviewed
from app.rules import change_without_spec, violated_requirement
from app.stages.links import no_link
from app.stages.markdown import Page
from app.stages.publication import LONGEST_TEXT, Links, Told, fit
from app.stages.publication import publication as published
from app.stages.report import Judgement, write_report
from specs_schema.report import Coverage, ReportedSpecChange

LINKS = Links(lambda path, first, last: f"https://github.example/{path}#L{first}-L{last}")


def publication(report, conclusion, links, told=Told(), **more):  # noqa: B008 (frozen)
    return published(Reviewed(report=report, conclusion=conclusion, **more), links, told)


def a_finding(number=1, rule=violated_requirement.RULE, severity="error"):
    return Finding(
        rule,
        severity,
        "specs/001-login",
        a_span("src/login.py", number),
        f"Change does not meet `FR-{number:03}`: @root allows 8",
        f"Meet `FR-{number:03}`, or change it",
        subject=f"FR-{number:03}",
        citations=(a_citation("spec", "specs/001-login/spec.md", 10, "at most 5"), a_citation(quote="limit = 8")),
    )


def a_report(verdicts=(), findings=(), *, judged=True):
    head = a_feature(requirements=tuple(verdict.subject for verdict in verdicts))
    claims = tuple(claim for verdict in verdicts for claim in verdict.claims)
    dossier = a_dossier(a_reviewed_feature(head, claims=claims))
    return write_report(dossier, Judgement(tuple(verdicts), tuple(findings), judged=judged), "1.0")[0]


def test_the_first_ten_features_are_named_and_the_others_counted():
    report = a_report()
    (feature,) = report.features
    features = tuple(feature.model_copy(update={"dir": f"specs/{number:03}-a"}) for number in range(1, 13))

    summary = publication(report.model_copy(update={"features": features}), "success", LINKS).summary
    assert [line for line in summary.split("\n") if line.startswith("Held to")][9:] == [
        "Held to `specs/010-a`: branch `001-login`",
        "Held to 2 features more",
    ]


def test_a_change_that_no_spec_is_about_says_so():
    summary = publication(a_report().model_copy(update={"features": ()}), "neutral", LINKS).summary

    assert "No feature directory is touched, named or continued by this change" in summary


def test_the_check_shows_findings_then_the_table_then_the_cost():
    verdicts = [
        a_verdict(a_requirement("FR-002"), "met", citations=(a_citation(),)),
        a_verdict(a_requirement("FR-001"), "violated", citations=(a_citation(),)),
        a_verdict(a_requirement("FR-003"), "unsure", reason="not confirmed by the second reader"),
        a_verdict(a_requirement("FR-004"), "not_claimed", claimed=False),
    ]

    output = publication(a_report(verdicts, [a_finding()]), "failure", LINKS)

    assert output.title == snapshot("FR-001 not met; 1 of 3 claimed subjects met, 1 unsure")
    assert output.summary == snapshot("""\
**FR-001 not met; 1 of 3 claimed subjects met, 1 unsure**

Held to `specs/001-login`: branch `001-login`

Advisory mode: nothing here fails the check.

#### ✗ Change does not meet `FR-001`: @\u2060root allows 8

SPEC201 · [`src/login.py:1`](https://github.example/src/login.py#L1-L1)

spec [`specs/001-login/spec.md:10`](https://github.example/specs/001-login/spec.md#L10-L10)
```text
at most 5
```

code [`src/login.py:3`](https://github.example/src/login.py#L3-L3)
```text
limit = 8
```

hint: Meet `FR-001`, or change it

### What is claimed, and what the code does

| subject | answer | claimed by | code | spec |
| --- | --- | --- | --- | --- |
| `FR-001` | ✗ **violated** | ticks `T001` | [`src/login.py:3`](https://github.example/src/login.py#L3-L3) | [`specs/001-login/spec.md:10`](https://github.example/specs/001-login/spec.md#L10-L10) |
| `FR-003` | ? unsure | ticks `T001` |  | [`specs/001-login/spec.md:10`](https://github.example/specs/001-login/spec.md#L10-L10) |
| `FR-002` | ✓ met | ticks `T001` | [`src/login.py:3`](https://github.example/src/login.py#L3-L3) | [`specs/001-login/spec.md:10`](https://github.example/specs/001-login/spec.md#L10-L10) |

<details><summary>1 subject not settled</summary>

- `FR-003`: not confirmed by the second reader

</details>

<sub>`mmmmmmmmm` to `hhhhhhhhh` · 1 of 1 files · speckeeper 1.0</sub>
""")
    assert output.text == ""


def test_at_most_fifty_annotations_are_made():
    output = publication(a_report(findings=[a_finding(number) for number in range(1, 80)]), "failure", LINKS)

    assert len(output.annotations) == 50
    assert output.annotations[0].level == "failure"
    assert output.annotations[0].start_line == 1


def test_what_is_about_the_whole_change_is_no_annotation():
    report = a_report(findings=[a_finding(rule=change_without_spec.RULE, severity="notice")])

    assert publication(report, "neutral", LINKS).annotations == ()


def test_without_a_model_the_summary_says_so():
    output = publication(a_report([a_verdict()], judged=False), "success", LINKS)

    assert "Requirements were not judged" in output.summary
    assert output.title == snapshot("Nothing found by rules; requirements were not judged")


def test_a_long_table_goes_on_in_the_text_and_is_cut_at_a_row_that_counts():
    rows = tuple(f"| `FR-{number:05}` | ✓ met | ticks | a.py | spec.md |\n" for number in range(5_000))

    summary, text = fit(Page("lead", (), rows, ("the end",)))

    assert len(summary.encode()) <= LONGEST_TEXT
    assert len(text.encode()) <= LONGEST_TEXT
    shown = [line for line in (summary + text).split("\n") if line.startswith("| `FR-")]
    assert all(line.endswith("spec.md |") for line in shown)
    assert f"{5_000 - len(shown)} more rows did not fit." in text
    assert text.endswith("the end\n")


def test_a_short_page_needs_no_text():
    assert fit(Page("lead", (), ("| a | b | c | d | e |\n",), ("end",)))[1] == ""


def test_text_of_a_model_cannot_mention_anybody():
    output = publication(a_report([a_verdict()], [a_finding()]), "failure", Links(no_link))

    assert "@root" not in output.summary


def test_an_unclaimed_subject_has_a_row_only_when_it_is_contradicted():
    verdicts = [
        a_verdict(a_requirement("FR-001"), "met", claimed=False),
        a_verdict(a_requirement("FR-002"), "violated", claimed=False),
    ]

    summary = publication(a_report(verdicts), "failure", LINKS).summary

    assert "| `FR-001` |" not in summary
    assert "| `FR-002` | ✗ **violated** | not claimed, contradicted |" in summary


def test_notices_are_a_folded_list():
    summary = publication(a_report(findings=[a_finding(severity="notice")]), "success", LINKS).summary

    assert "#### " not in summary
    assert "<summary>1 notice</summary>" in summary


def told(*findings, posted=True, **fields):
    fingerprints = [finding.fingerprint for finding in findings]
    comments = {one: 100 + number for number, one in enumerate(fingerprints)} if posted else {}
    return Told(fingerprints=frozenset(fingerprints), comments=comments, **fields)


COMMENTS = Links(no_link, comment=lambda comment: f"https://github.example/pull/7#discussion_r{comment}")


def test_a_finding_is_a_comment_or_an_annotation_and_never_both():
    findings = [a_finding(1), a_finding(2), a_finding(3, severity="notice")]

    output = publication(a_report(findings=findings), "failure", LINKS, told(findings[0]))

    assert [(one.start_line, one.level) for one in output.annotations] == [(2, "failure"), (3, "notice")]


def test_the_summary_links_to_the_comments_and_counts_what_had_no_room():
    findings = [a_finding(1), a_finding(2), a_finding(3), a_finding(4)]

    output = publication(a_report(findings=findings), "failure", COMMENTS, told(*findings[:2], beyond=2))

    assert output.summary.split("\n\n")[3:6] == snapshot(
        [
            "2 inline comments: [`FR-001`](https://github.example/pull/7#discussion_r100), [`FR-002`](https://github.example/pull/7#discussion_r101)",
            "2 findings more had no room among the comments and are annotations.",
            "#### ✗ Change does not meet `FR-001`: @\u2060root allows 8",
        ]
    )
    assert "`src/login.py:1` · [comment](https://github.example/pull/7#discussion_r100)" in output.summary


def test_a_comment_that_a_person_resolved_is_neither_linked_to_nor_annotated():
    output = publication(a_report(findings=[a_finding()]), "failure", COMMENTS, told(a_finding(), posted=False))

    assert output.annotations == ()
    assert "discussion_r" not in output.summary
    assert "inline comment" not in output.summary


def test_a_missing_permission_is_said_once_by_its_name():
    output = publication(a_report(findings=[a_finding()]), "failure", LINKS, Told(missing="pull_requests: write"))

    assert output.summary.count("pull_requests: write") == 1
    assert output.summary.split("\n\n")[3] == snapshot(
        "Inline comments need the permission `pull_requests: write`: grant it to the App, and accept it where the App is installed. Until then, findings are annotations."
    )
    assert len(output.annotations) == 1


def test_the_first_check_of_a_repository_says_how_to_configure_in_one_line():
    first = publication(a_report([a_verdict()]), "success", LINKS, first_contact=True).summary
    second = publication(a_report([a_verdict()]), "success", LINKS).summary

    assert set(first.split("\n")) - set(second.split("\n")) == snapshot(
        {"First review here. Settings, all of them optional: `.github/speckeeper.yml` on the base branch."}
    )


def test_two_buttons_and_a_third_while_a_spec_change_waits():
    report = a_report([a_verdict()])
    waiting = Reviewed(
        report=report.model_copy(update={"spec_changes": (ReportedSpecChange(fingerprint="f", waits=True),)}),
        conclusion="action_required",
        acceptable=(Acceptable(fingerprint="f", basis="b"),),
    )

    assert [one.identifier for one in publication(report, "success", LINKS).buttons] == ["verify", "verify_full"]
    assert [one.identifier for one in published(waiting, LINKS).buttons] == ["verify", "verify_full", "accept"]


def test_the_summary_says_who_may_accept_a_spec_change_what_was_waived_and_what_was_remembered():
    waived = a_verdict(a_requirement("FR-002"), "waived", reason="waived by ann until 2026-12-31: the @team knows")
    report = a_report([a_verdict(), waived]).model_copy(
        update={
            "spec_changes": (ReportedSpecChange(fingerprint="f", waits=True), ReportedSpecChange(fingerprint="g")),
            "notes": ("The waiver of `FR-009` by bob ended on 2026-01-01",),
            "coverage": Coverage(subjects=2, judged=2, judged_now=1, remembered=1, requirements_judged=True),
        }
    )

    assert publication(report, "neutral", LINKS).summary == snapshot("""\
**1 of 2 claimed subjects met, 1 waived**

Held to `specs/001-login`: branch `001-login`

**1 spec change waits for acceptance** by somebody with write access who did not write this change: **Accept spec change**, below the check.

The waiver of `FR-009` by bob ended on 2026-01-01

### What is claimed, and what the code does

| subject | answer | claimed by | code | spec |
| --- | --- | --- | --- | --- |
| `FR-001` | ✓ met | ticks `T001` |  | [`specs/001-login/spec.md:10`](https://github.example/specs/001-login/spec.md#L10-L10) |
| `FR-002` | – waived | ticks `T001` |  | [`specs/001-login/spec.md:10`](https://github.example/specs/001-login/spec.md#L10-L10) |

<details><summary>1 subject waived</summary>

- `FR-002`: waived by ann until 2026-12-31: the @\u2060team knows

</details>

<sub>`mmmmmmmmm` to `hhhhhhhhh` · 0 of 0 files · answers: 1 new, 1 remembered · speckeeper 1.0</sub>
""")


def test_findings_that_do_not_fit_go_on_in_the_text_and_are_cut_at_a_whole_one():
    findings = tuple(f"#### finding {number}\n\n```text\n{'x' * 400}\n```" for number in range(500))
    rows = tuple(f"| `FR-{number:03}` | ✓ met | ticks | a.py | spec.md |\n" for number in range(200))

    summary, text = fit(Page("lead", findings, rows, ("the end",)))

    assert len(summary.encode()) <= LONGEST_TEXT
    assert len(text.encode()) <= LONGEST_TEXT
    shown = [line for line in (summary + text).split("\n") if line.startswith("#### finding")]
    assert shown == [f"#### finding {number}" for number in range(len(shown))]
    assert f"{500 - len(shown)} more findings did not fit." in text
    assert (summary + text).count("```") == 2 * len(shown)
    assert "| `FR-199` |" in text
    assert text.endswith("the end\n")


@given(
    st.text(max_size=300),
    st.lists(st.text(max_size=3_000), max_size=60),
    st.lists(st.text("ä|x", max_size=400), max_size=300),
    st.lists(st.text(max_size=4_000), max_size=6),
)
@settings(max_examples=50, deadline=None)
def test_whatever_is_told_fits(lead, findings, rows, rest):
    page = Page(lead, tuple(findings), tuple(f"{row}\n" for row in rows), tuple(rest))

    summary, text = fit(page, 20_000)

    assert len(summary.encode("utf-8")) <= 20_000
    assert len(text.encode("utf-8")) <= 20_000
