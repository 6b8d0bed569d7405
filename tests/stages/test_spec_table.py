"""The table of what the change does to the spec: in the report, on the check, in a terminal, as HTML."""

import re

import pytest
from builders import a_dossier, a_feature, a_pull_request, a_requirement, a_reviewed_feature
from hostile import STRINGS, a_hostile_report
from inline_snapshot import snapshot
from markdown_it import MarkdownIt

from app.domain.decisions import Acceptance, Decisions
from app.rules.catalogue import CHECKS
from app.stages.acceptance import basis
from app.stages.findings import select
from app.stages.html_report import as_html
from app.stages.links import Links
from app.stages.markdown import page
from app.stages.report import Judgement, write_report
from app.stages.spec_differences import around
from app.stages.spec_table import spec_rows
from app.stages.terminal import as_text
from specs_schema.config import RepoConfig

LOCK = "System MUST lock an account after 5 failed attempts in a row"
MAIL = "System MUST send a mail to the owner of a locked account"
LOGS = "System MUST write every refused attempt to the audit log"
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
LINKS = Links(
    lines=lambda path, first, _: f"https://forge.example/head/{path}#L{first}",
    at=lambda commit: lambda path, first, _: f"https://forge.example/{commit[0]}/{path}#L{first}",
)


def required(*texts):
    return a_feature(
        requirements=tuple(a_requirement(f"FR-{n:03}", text, line=10 + n) for n, text in enumerate(texts, start=1))
    )


def a_report(before, after, *, rules=(), mode="gate", accept=False):
    """The report on a change of these requirements, without a model."""
    config = RepoConfig(mode=mode, rules=dict(rules))
    dossier = a_dossier(a_reviewed_feature(required(*after), required(*before)), config=config)
    findings = tuple(one for check in CHECKS.values() for one in check(dossier))
    if accept:
        given = tuple(Acceptance(fingerprint=one.fingerprint, basis=basis(one), by="bob") for one in findings)
        dossier = a_dossier(*dossier.features, config=config, decisions=Decisions(accepted=given))
    told, withheld = select(findings, (), dossier)
    return write_report(dossier, Judgement(findings=told, withheld=withheld), "1.0")[0]


def folded(report, links=LINKS):
    """The table on the page of a check; None where there is none."""
    found = re.search(r"<details><summary>Changes to the spec.*?</details>", page(report, links).whole(), re.DOTALL)
    return found[0] if found else None


def test_the_table_has_both_texts_the_place_and_what_tells_it():
    assert folded(a_report([LOCK, MAIL], [LOCK.replace("5", "50")])) == snapshot("""\
<details><summary>Changes to the spec: 2</summary>

| subject | change | before | after | spec | told |
| --- | --- | --- | --- | --- | --- |
| `FR-001` | number raised: from 5 failed attempts to 50 failed attempts, 10 times looser | System MUST lock an account after 5 failed attempts in a row | System MUST lock an account after 50 failed attempts in a row | [`specs/001-login/spec.md:11`](https://forge.example/head/specs/001-login/spec.md#L11) | SPEC603 warning, waits for acceptance |
| `FR-002` | removed | System MUST send a mail to the owner of a locked account |  | [`specs/001-login/spec.md:12`](https://forge.example/m/specs/001-login/spec.md#L12) | SPEC601 warning, waits for acceptance |

</details>\
""")


def test_without_a_change_of_the_spec_there_is_no_table():
    report = a_report([LOCK], [LOCK])

    assert report.spec_differences == ()
    assert folded(report) is None
    assert "Changes to the spec" not in as_text(report) + as_html(report)


def test_what_findings_tell_comes_first_and_new_numbers_come_last():
    report = a_report([LOCK, MAIL, LOGS], ["System MUST greet", LOCK.replace("5", "50"), LOGS])

    assert [(one.kind, one.severity) for one in report.spec_differences] == [
        ("threshold_raised", "warning"),
        ("removed", "warning"),
        ("added", None),
    ]
    moved = a_report([LOCK, MAIL], ["System MUST greet", LOCK, MAIL])
    assert [one.kind for one in moved.spec_differences] == ["added", "renumbered", "renumbered"]


def test_numbers_that_an_insert_moved_share_a_row():
    texts = [f"System MUST keep the {word} for good" for word in ("answer", "question", "author", "reader", "quote")]

    rows = spec_rows(a_report(texts, ["System MUST greet everybody", *texts]))

    assert [(row.subject, row.change) for row in rows] == [
        ("FR-001", "added"),
        ("FR-001 → FR-002", "5 renumbered, the last: FR-005 → FR-006"),
    ]


def test_a_change_that_waits_or_was_accepted_says_so():
    waiting, accepted = (a_report([LOCK, MAIL], [LOCK], accept=accept) for accept in (False, True))

    assert [row.told for row in spec_rows(waiting)] == ["SPEC601 warning, waits for acceptance"]
    assert [row.told for row in spec_rows(accepted)] == ["SPEC601 notice, accepted by bob"]


def test_a_finding_that_is_switched_off_is_a_change_all_the_same():
    report = a_report([LOCK, MAIL], [LOCK], rules={"SPEC601": "off"})

    assert report.findings == ()
    assert [(one.rule, one.severity) for one in report.spec_differences] == [("SPEC601", None)]
    assert [row.told for row in spec_rows(report)] == ["SPEC601 withheld"]


def test_the_severity_is_the_one_that_the_configuration_gives():
    report = a_report([LOCK, MAIL], [LOCK], rules={"SPEC601": "error"})

    assert [one.severity for one in report.spec_differences] == ["error"]


def test_the_page_shows_thirty_rows_and_counts_the_rest():
    table = folded(a_report([f"The {n}th of {n} rules" for n in range(40)], []))

    assert table.count("| `FR-") == 30
    assert "\nand 10 more\n" in table
    assert table.startswith("<details><summary>Changes to the spec: 40</summary>\n\n| subject |")


def test_long_texts_leave_room_for_the_rest_of_the_page():
    texts = [f"`{n}` is {'_kept_ *all* [of] <it> & ' * 40}" for n in range(40)]

    table = folded(a_report(texts, [f"Now {text}" for text in texts]))

    assert len(table) < 16_000
    rows = [line for line in table.split("\n") if line.startswith("| `FR-")]
    assert 5 < len(rows) < 30
    assert all(line.endswith(" |") for line in rows)
    assert f"\nand {40 - len(rows)} more\n" in table


def test_the_terminal_has_a_line_each():
    text = as_text(a_report([LOCK, MAIL, LOGS], [LOCK.replace("5", "50"), LOGS.replace("every", "each")], mode="gate"))

    assert text.partition("Changes to the spec")[2].partition("\n\n")[0] == snapshot("""\
: 3
  FR-001    number raised: from 5 failed attempts to 50 failed attempts, 10 times looser (SPEC603 warning, waits for acceptance)  specs/001-login/spec.md:11
  FR-002    removed (SPEC601 warning, waits for acceptance)  specs/001-login/spec.md:12
  FR-003 → FR-002  reworded  specs/001-login/spec.md:12\
""")


def test_the_html_report_has_every_row():
    html = as_html(a_report([f"The {n}th of {n} rules" for n in range(40)], []), LINKS)

    section = html.partition("<h2>Changes to the spec</h2>")[2]
    assert section.count("<code>FR-") >= 40
    assert f"https://forge.example/{a_pull_request().merge_base[0]}/specs/001-login/spec.md#L11" in section


def test_what_is_gone_links_to_the_merge_base_and_what_is_there_to_head():
    table = folded(a_report([LOCK, MAIL], [LOCK.replace("5", "50")]))

    assert "https://forge.example/head/specs/001-login/spec.md#L11" in table
    assert "https://forge.example/m/specs/001-login/spec.md#L12" in table


def test_secrets_are_masked_before_a_text_is_cut():
    token = "ghp_" + "a1B2c3D4e5" * 4
    report = a_report([f"{LOCK} with {token}"], [f"{LOCK} with nothing"])

    assert token[:12] not in report.model_dump_json()
    assert "[masked-github-token]" in report.spec_differences[0].before.text


def test_two_long_texts_are_shown_where_they_begin_to_differ():
    same = " ".join(f"word{number}" for number in range(200))

    before, after = around(f"{same} at most 5 times", f"{same} at most 50 times and {same}", 160)

    assert before == "… word196 word197 word198 word199 at most 5 times"
    assert after.startswith("… word196 word197 word198 word199 at most 50 times and word0")
    assert len(after) <= 160


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("short", "shorter", ("short", "shorter")),
        ("", "long " * 50, ("", f"{('long ' * 50)[:19].rstrip()}…")),
        ("a b c d e f g h", "a b c d e f g h i j k l", ("… c d e f g h", "… c d e f g h i j k…")),
    ],
)
def test_texts_are_cut_only_as_far_as_they_have_to_be(before, after, shown):
    assert around(before, after, 20) == shown


@pytest.mark.parametrize("text", [*STRINGS, "@root fix this", "a | b | c"])
def test_no_text_breaks_out_of_its_cell(text):
    html = MARKDOWN.render(folded(a_hostile_report(text), Links()))

    assert (html.count("<tr>"), html.count("<td>")) == (1 + 3, 3 * 6)
    assert set(re.findall(r"<(\w+)", html)) <= {
        "details",
        "summary",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "code",
    }
    assert "@root" not in re.sub(r"<code>.*?</code>", "", html)  # where GitHub sees no mention
