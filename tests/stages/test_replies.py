from urllib.parse import quote

from builders import a_citation, a_dossier, a_feature, a_requirement, a_reviewed_feature, a_span, a_task, a_verdict
from inline_snapshot import snapshot

from app.domain.decisions import Waiver
from app.domain.finding import Finding
from app.rules import change_without_spec, violated_requirement
from app.stages import replies
from app.stages.commands import Malformed, Words, parse
from app.stages.entitlement import Refusal
from app.stages.links import Links
from app.stages.replies import Standing
from app.stages.report import Judgement, write_report
from app.stages.subjects import Known, find, known_subjects, nearest
from specs_schema.config import Commands
from specs_schema.config_layers import read_configs
from specs_schema.contract import Contract, Operation

LOGIN = "specs/001-login"
HEAD = "h" * 40
LINKS = Links(
    lambda path, first, last: f"https://github.example/{quote(path)}#L{first}-L{last}",
    lambda code: f"https://keeper.example/rules/{code}",
)
EVIL = "@root ![x](http://evil.example/x.png) <!-- speckeeper:reply:1 --> <b>#1</b> | ``` "


def a_finding(subject="FR-001", message="Change does not meet `FR-001`: @root allows 8, not 5", **fields):
    return Finding(
        fields.pop("rule", violated_requirement.RULE),
        "error",
        LOGIN,
        a_span("src/login.py", 3),
        message,
        "Meet `FR-001`, or change it in `specs/001-login/spec.md`",
        subject=subject,
        citations=(a_citation("spec", f"{LOGIN}/spec.md", 10, "at most 5"), a_citation(quote="limit = 8")),
        **fields,
    )


def a_standing(verdicts=(), findings=(), head=HEAD, requirements=(), **fields):
    wanted = (*(verdict.subject for verdict in verdicts), *requirements)
    feature = a_feature(requirements=wanted, **fields)
    claims = tuple(claim for verdict in verdicts for claim in verdict.claims)
    dossier = a_dossier(a_reviewed_feature(feature, claims=claims))
    report = write_report(dossier, Judgement(tuple(verdicts), tuple(findings), judged=True), "1.0")[0]
    return Standing(report, head, LINKS)


def violated():
    verdicts = [
        a_verdict(
            a_requirement("FR-001", "Accounts MUST lock after 5 attempts"), "violated", citations=(a_citation(),)
        ),
        a_verdict(a_requirement("FR-002"), "met", citations=(a_citation(),)),
        a_verdict(a_requirement("FR-003"), "unsure", reason="not confirmed by the second reader"),
    ]
    other = a_finding("", "The change touches @acme/core files of no plan", rule=change_without_spec.RULE, key="x")
    return a_standing(verdicts, [a_finding(), other])


def test_the_status_is_the_last_report_in_a_few_lines():
    assert replies.status(violated()) == snapshot("""\
**FR-001 not met; 1 other fault; 1 of 3 claimed subjects met, 1 unsure**

Reviewed: `hhhhhhhhh`, the newest commit.

1 met · 1 violated · 1 unsure

- ✗ **violated** `FR-001` ([`specs/001-login/spec.md:10`](https://github.example/specs/001-login/spec.md#L10-L10), [`src/login.py:3`](https://github.example/src/login.py#L3-L3)): Accounts MUST lock after 5 attempts
- ? unsure `FR-003` ([`specs/001-login/spec.md:10`](https://github.example/specs/001-login/spec.md#L10-L10)): System MUST do what FR-003 says

- [SPEC701](https://keeper.example/rules/SPEC701) The change touches @\u2060acme/core files of no plan ([`src/login.py:3`](https://github.example/src/login.py#L3-L3))\
""")


def test_the_status_says_when_it_is_about_an_older_commit():
    standing = a_standing([a_verdict()], head="n" * 40)

    assert replies.status(standing) == snapshot("""\
**1 of 1 claimed subject met**

Reviewed: `hhhhhhhhh`. The newest commit is `nnnnnnnnn`; its review has not ended.

1 met\
""")


def test_the_status_of_many_faults_is_cut_and_says_so():
    verdicts = [a_verdict(a_requirement(f"FR-{number:03}"), "missing") for number in range(1, 31)]

    lines = replies.status(a_standing(verdicts)).splitlines()
    assert lines[-1] == "- and 20 more, in the check"
    assert len(lines) == 17


def test_a_subject_is_explained_with_all_its_evidence_and_how_to_waive_it():
    assert replies.explain(violated(), Known(LOGIN, "FR-001"), Commands()) == snapshot("""\
**`FR-001`** of `specs/001-login`: ✗ **violated**

spec [`specs/001-login/spec.md:10`](https://github.example/specs/001-login/spec.md#L10-L10)

```text
Accounts MUST lock after 5 attempts
```

Reviewed: `hhhhhhhhh`, the newest commit.

Claimed: ticks `T001`.

[SPEC201](https://keeper.example/rules/SPEC201) `violated-requirement`: Change does not meet `FR-001`: @\u2060root allows 8, not 5

spec [`specs/001-login/spec.md:10`](https://github.example/specs/001-login/spec.md#L10-L10)
```text
at most 5
```

code [`src/login.py:3`](https://github.example/src/login.py#L3-L3)
```text
limit = 8
```

hint: Meet `FR-001`, or change it in `specs/001-login/spec.md`

To let it be: `/spec waive FR-001 until YYYY-MM-DD REASON`, by somebody with `write` permission who did not write this change.\
""")


def test_a_subject_that_is_met_needs_no_waiver():
    assert replies.explain(violated(), Known(LOGIN, "FR-002"), Commands()) == snapshot("""\
**`FR-002`** of `specs/001-login`: ✓ met

spec [`specs/001-login/spec.md:10`](https://github.example/specs/001-login/spec.md#L10-L10)

```text
System MUST do what FR-002 says
```

Reviewed: `hhhhhhhhh`, the newest commit.

Claimed: ticks `T001`.

code [`src/login.py:3`](https://github.example/src/login.py#L3-L3)
```text
limit = 8
```\
""")


def test_a_missing_subject_tells_where_it_was_searched():
    searched = a_citation("search", "src", 1, "`lock` was searched in 12 files: nowhere")
    verdict = a_verdict(a_requirement("FR-004"), "missing", citations=(searched,), reason="No trace of it")

    assert replies.explain(a_standing([verdict]), Known(LOGIN, "FR-004"), Commands(who="admin")) == snapshot("""\
**`FR-004`** of `specs/001-login`: ✗ **missing**

spec [`specs/001-login/spec.md:10`](https://github.example/specs/001-login/spec.md#L10-L10)

```text
System MUST do what FR-004 says
```

Reviewed: `hhhhhhhhh`, the newest commit.

Claimed: ticks `T001`.

No trace of it

searched
```text
`lock` was searched in 12 files: nowhere
```

To let it be: `/spec waive FR-004 until YYYY-MM-DD REASON`, by somebody with `admin` permission who did not write this change.\
""")


def test_a_subject_that_nobody_claims_is_explained_from_the_spec():
    standing = a_standing(requirements=(a_requirement("FR-009", "Passwords MUST be hashed"),), tasks=(a_task("T001"),))

    assert replies.explain(standing, Known(LOGIN, "FR-009"), Commands()) == snapshot("""\
**`FR-009`** of `specs/001-login`: – not claimed

spec [`specs/001-login/spec.md:10`](https://github.example/specs/001-login/spec.md#L10-L10)

```text
Passwords MUST be hashed
```

Reviewed: `hhhhhhhhh`, the newest commit.\
""")
    assert "T001 Do something" in replies.explain(standing, Known(LOGIN, "T001"), Commands())


def test_an_operation_that_nobody_claims_is_explained_from_its_contract():
    path = f"{LOGIN}/contracts/api.yaml"
    get, post = (
        Operation(id=f"{method} /locks", text="", method=method, path="/locks", span=a_span(path, line))
        for method, line in (("GET", 4), ("POST", 9))
    )
    contract = Contract(path=path, kind="openapi", title="Locks", operations=(get, post), span=a_span(path, 1, 20))
    standing = a_standing(contracts=(contract,))

    assert replies.explain(standing, Known(LOGIN, "POST /locks"), Commands()) == snapshot("""\
**`POST /locks`** of `specs/001-login`: – not claimed

spec [`specs/001-login/contracts/api.yaml:9`](https://github.example/specs/001-login/contracts/api.yaml#L9-L9)

Reviewed: `hhhhhhhhh`, the newest commit.\
""")


def test_ids_are_found_by_case_and_feature_and_the_nearest_are_told():
    known = known_subjects(violated().report)

    assert [one.id for one in known] == ["FR-001", "FR-002", "FR-003"]
    assert find(known, "fr-001") == find(known, "FR-001", "001-login") == (known[0],)
    assert find(known, "FR-001", "specs/002-other") == ()
    assert nearest(known, "FR-0001")[0] == "FR-001"
    assert known_subjects(None) == ()


def test_an_unknown_and_an_ambiguous_id_say_what_to_write():
    both = (Known(LOGIN, "POST /v1/a"), Known("specs/002-b", "POST /v1/a"))

    assert replies.unknown("FR-01", ("FR-001",)) == snapshot(
        "The last report knows no subject `FR-01`. Nearest: `FR-001`."
    )
    assert replies.unknown("FR-01", ()) == snapshot("The last report knows no subject `FR-01`.")
    assert replies.ambiguous("waive", both, "until 2026-12-31 old clients") == snapshot("""\
`POST /v1/a` is in 2 features. Write one of:

- `/spec waive specs/001-login:POST /v1/a until 2026-12-31 old clients`
- `/spec waive specs/002-b:POST /v1/a until 2026-12-31 old clients`\
""")
    for line in replies.ambiguous("waive", both, "old clients").splitlines()[2:]:
        (command,) = parse(line.strip("-` "), words=Words.of(both, ""))
        assert (command.id, command.reason) == ("POST /v1/a", "old clients")


def test_what_was_decided_is_told():
    waiver = Waiver(subject="FR-001", reason="@root says so", by="bob", until="2026-12-31", feature=LOGIN)

    assert replies.waived(waiver) == snapshot(
        "`FR-001` of `specs/001-login` is waived until `2026-12-31`: @\u2060root says so"
    )
    assert replies.unwaived(Known(LOGIN, "FR-001")) == snapshot("`FR-001` is not waived by a command any more.")
    assert replies.not_waived(Known(LOGIN, "FR-001")) == snapshot(
        "`FR-001` is not waived by a command on this pull request. What `.github/speckeeper.yml` waives, a change of that file takes back."
    )
    assert [replies.corrected(one) for one in (LOGIN, "none", "")] == snapshot(
        [
            "This pull request is about `specs/001-login`.",
            "This pull request is about no feature.",
            "The feature is found again from the pull request itself.",
        ]
    )


def test_the_configuration_in_force_is_told_with_what_differs():
    read = read_configs("version: 1\nmode: gate\ncomments:\n  max: 3\n", None, None)

    assert replies.config(read) == snapshot("""\
In force: `.github/speckeeper.yml` at the base branch.

| key | value | default |
| --- | --- | --- |
| `mode` | `gate` | `advisory` |
| `comments.max` | `3` | `10` |\
""")


def test_no_configuration_and_one_with_only_defaults_are_told():
    assert replies.config(read_configs(None, None, None)) == snapshot(
        "In force: the defaults: there is no configuration file."
    )
    assert replies.config(read_configs("version: 1\n", None, None)) == snapshot("""\
In force: `.github/speckeeper.yml` at the base branch.

Every value is the default.\
""")


def test_a_mistyped_configuration_is_told_with_what_is_used_instead():
    assert replies.config(read_configs("version: 1\nmod: gate\n", None, "mode: gate\n")) == snapshot("""\
In force: the last valid `.github/speckeeper.yml`.

| key | value | default |
| --- | --- | --- |
| `mode` | `gate` | `advisory` |

- Unknown key `mod` in `.github/speckeeper.yml`, line 2; the last valid configuration is used instead. Did you mean `mode`?\
""")


def test_help_is_a_table_of_commands_and_who_may():
    assert replies.help_table(Commands()) == snapshot("""\
| command | does | who |
| --- | --- | --- |
| `/spec verify [--full] [FEATURE]` | review the newest commit again; `--full` without remembered answers | `write`, the author |
| `/spec status` | the last report in a few lines | `write`, the author |
| `/spec explain ID` | the answer about one subject, with its evidence | `write`, the author |
| `/spec waive ID [until YYYY-MM-DD] REASON` | make an accountable exception | `write`, no author of the change |
| `/spec unwaive ID` | take it back | `write`, no author of the change |
| `/spec feature DIR`, `none` or `auto` | say which feature this is about | `write`, no author of the change |
| `/spec config` | what is configured, and from where | `write`, the author |
| `/spec help` | this table | `write`, the author |\
""")
    assert "| `admin`, the author |" in replies.help_table(Commands(who="admin", author=("status",)))


def test_refusals_and_limits():
    assert replies.refused(Refusal("x", "Nobody waives")) == snapshot("Nobody waives.")
    assert replies.limited(10, 10) == snapshot(
        "At most 10 commands of one person are followed in 10 minutes on one pull request. Try again later."
    )
    assert replies.not_acceptable() == snapshot(
        "No change of the spec waits for acceptance in that review. Review the newest commit and accept there."
    )
    assert replies.closed() == snapshot("This pull request is closed, so it is not reviewed. Reopen it first.")
    assert replies.unreviewed() == snapshot(
        "No review of this pull request has ended yet. Ask again when the check `speckeeper` is complete."
    )
    assert replies.failed("GitHub answered 502 to @root") == snapshot(
        "The command could not be followed: GitHub answered 502 to @\u2060root"
    )
    assert replies.internal_error("0123456789ab") == snapshot(
        "Speckeeper failed at this command. The operator finds error `0123456789ab` in the log."
    )


def test_a_malformed_command_is_told_with_what_to_write():
    (unknown,) = parse("/spec verfy")
    (waiver,) = parse("/spec waive FR-001 until 2020-01-01 @root ` says", words=Words(today="2026-10-16"))

    assert replies.malformed(waiver, Commands()) == snapshot(
        "`2020-01-01` is in the past. Write ``/spec waive FR-001 until YYYY-MM-DD @root ` says``"
    )
    assert replies.malformed(unknown, Commands()).splitlines()[0] == snapshot(
        "`/spec verfy` is no command. Write `/spec verify`"
    )
    assert replies.help_table(Commands()) in replies.malformed(unknown, Commands())


def test_one_comment_answers_all_commands_and_ends_with_a_marker_of_ours():
    assert replies.reply(12, ["First.", "", "Second.", "First."]) == snapshot("""\
First.

---

Second.

<!-- speckeeper:reply:12 -->\
""")


def test_a_reply_that_github_would_not_take_is_cut_between_answers():
    text = replies.reply(12, ["Short.", "x" * 100_000])

    assert text == snapshot("""\
Short.

The rest did not fit; ask for fewer subjects in one comment.

<!-- speckeeper:reply:12 -->\
""")


def test_a_reply_of_one_answer_that_is_too_long_is_cut_to_its_first_paragraph():
    text = replies.reply(12, ["Title\n\n```text\n" + "line\n" * 20_000 + "```"])

    assert text.startswith("Title\n\nThe rest did not fit")
    assert len(text) < 65_536


def test_nothing_of_a_repository_or_a_person_does_anything_in_a_reply():
    subject = a_requirement("FR-001", EVIL + "MUST")
    verdict = a_verdict(subject, "violated", reason=EVIL, citations=(a_citation(quote=EVIL, path=f"a{EVIL}.py"),))
    standing = a_standing([verdict], [a_finding(message=EVIL)])
    known = Known(LOGIN, "FR-001")
    waiver = Waiver(subject=EVIL, reason=EVIL, by=EVIL, feature=EVIL)
    texts = [
        replies.status(standing),
        replies.explain(standing, known, Commands()),
        replies.unknown(EVIL, (EVIL,)),
        replies.ambiguous("explain", (Known(EVIL, EVIL), known)),
        replies.waived(waiver),
        replies.corrected(EVIL),
        replies.malformed(Malformed(f"`{EVIL.replace('`', chr(39))}` is no command", f"/spec {EVIL}"), Commands()),
        replies.failed(EVIL),
        replies.config(read_configs(f"version: 1\n'{EVIL}': 1\n", None, None)),
    ]

    for text in texts:
        assert "@root" not in rendered(text), text


def rendered(text):
    """What a reader sees outside of code. No image and no HTML is in it."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    assert not [one for one in inline if one.type in {"image", "html_inline"}]
    assert not [one for one in tokens if one.type == "html_block"]
    return " ".join(one.content for one in inline if one.type == "text")
