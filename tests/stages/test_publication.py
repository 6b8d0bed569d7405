from builders import a_citation, a_dossier, a_feature, a_requirement, a_reviewed_feature, a_span, a_verdict
from inline_snapshot import snapshot

from app.domain.finding import Finding
from app.rules import change_without_spec, violated_requirement
from app.stages.markdown import Page, no_link
from app.stages.publication import LONGEST_TEXT, Links, fit, publication
from app.stages.report import Judgement, write_report

LINKS = Links(lambda path, first, last: f"https://github.example/{path}#L{first}-L{last}")


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

<details><summary>1 subjects not settled</summary>

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

    summary, text = fit(Page("lead\n", rows, "the end\n"))

    assert len(summary.encode()) <= LONGEST_TEXT
    assert len(text.encode()) <= LONGEST_TEXT
    shown = [line for line in (summary + text).split("\n") if line.startswith("| `FR-")]
    assert all(line.endswith("spec.md |") for line in shown)
    assert f"| {5_000 - len(shown)} more rows did not fit |" in text
    assert text.endswith("the end\n")


def test_a_short_page_needs_no_text():
    assert fit(Page("lead\n", ("| a | b | c | d | e |\n",), "end\n"))[1] == ""


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
