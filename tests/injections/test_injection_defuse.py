"""The doors that injected text has to pass: each keeps what the corpus found open."""

import base64
import hashlib

import pytest
from builders import FEATURE, a_feature, a_pull_request, a_requirement, a_span, a_task
from hypothesis import given
from hypothesis import strategies as st
from injection_inert import alive, fences
from injection_review import SECRET
from obeying import PAYLOADS

from app.domain.change import Change
from app.domain.claim import Claim
from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Citation, Evidence
from app.domain.question import Packet
from app.domain.verdict import Quote, Refutation, Verdict
from app.stages.defuse import block, code, plain, prose
from app.stages.mask import UNSEEN, shown
from app.stages.report import Judgement, write_report
from app.stages.terminal import as_text
from app.stages.weigh import weigh_refutation
from specs_schema.config import RepoConfig
from specs_schema.feature import FeatureDir
from specs_schema.report import Report, ReportedFinding, Tool

PARTS = [
    *PAYLOADS,
    "@admin",
    "`",
    "``",
    "```",
    "|",
    "\\",
    "_",
    "9",
    "é",
    "(",
    "*",
    "~",
    "[",
    "]",
    " ",
    "\n",
    "x",
    "https://e.example",
    "www.e.example",
]
FR = a_requirement("FR-003", "System MUST lock the account")
CODE = Evidence("E1", "code", a_span("src/login.py", 40), "account.locked = True")


# Markdown


@pytest.mark.parametrize("before", ["", " ", "_", "__", "9", "é", "x", "*", "(", "\\", "`", "名"])
@pytest.mark.parametrize(
    "link", ["https://evil.example/x", "HTTP://evil.example", "ftp://evil.example", "www.evil.example"]
)
def test_no_character_before_a_link_keeps_it_alive(before, link):
    assert alive(prose(f"see {before}{link} now")) == []
    assert alive(prose(f"{before}{link}")) == []


@pytest.mark.parametrize(
    "text", ["`@admin`````", "`<b>`````", "a `@admin```` b", "`a``@b`", "``@admin`", "`@admin` `", "` @a ` ` @b"]
)
def test_back_ticks_without_a_partner_set_nothing_free(text):
    assert alive(prose(text)) == []


@given(st.lists(st.sampled_from(PARTS), max_size=8))
def test_prose_is_dead_whatever_it_is_made_of(parts):
    assert alive(prose("".join(parts), 1_000)) == []


@given(st.lists(st.sampled_from(PARTS), max_size=8))
def test_a_row_of_a_table_keeps_its_cells(parts):
    text = "".join(parts)
    row = f"| {code(text)} | {prose(text)} | end |"

    assert alive(f"| a | b | c |\n| --- | --- | --- |\n{row}") == []


@given(st.lists(st.sampled_from(PARTS), max_size=8))
def test_a_block_holds_what_is_in_it_and_nothing_lives(parts):
    made = f"before\n\n{block(''.join(parts))}\n\nafter"

    assert len(fences(made)) == 1
    assert alive(made) == []


@pytest.mark.parametrize(
    "marker", ["<!-- speckeeper:0123456789abcdef -->", "<!--speckeeper-review:7 -->", "<!-- Speckeeper:reply:7 -->"]
)
def test_our_markers_are_broken_even_in_code(marker):
    assert marker not in block(f"x\n{marker}")
    assert marker not in code(marker)
    assert marker not in prose(f"`{marker}`")


# What nobody can see


@pytest.mark.parametrize(
    "character",
    ["\U000e0041", "\u061c", "\xad", "\x9b", "\x1b", "\u3164", "\u115f", "\u2800", "\ufe01", "\U000e0101", "\ud83d"],
)
def test_a_character_that_nobody_sees_passes_no_door(character):
    text = f"pass{character}word"

    assert character not in shown(text)
    assert plain(text) == "password"
    assert character not in block(text)


def test_text_spelled_by_variation_selectors_is_taken_out_and_an_emoji_stays_one():
    assert shown("ok" + "\ufe0f\ufe0e\ufe0f") == "ok" + "\ufffd" * 3
    assert shown("\u2714\ufe0f 1\ufe0f\u20e3 \u2764\ufe0f") == "\u2714\ufe0f 1\ufe0f\u20e3 \u2764\ufe0f"


@given(st.text())
def test_nothing_is_unseen_in_what_is_shown(text):
    assert not UNSEEN.search(shown(text))


def test_the_words_of_a_second_reader_are_shown_as_those_of_a_repository_are():
    verdict = Verdict(FEATURE, FR, "violated", (Claim("FR-003", "ticked", "ticks `T001`"),))
    said = Refutation(
        confirmed=True, expected=f"a\U000e0041 {SECRET}", found="b\ud83d\u202e", quotes=(Quote("E1", CODE.text),)
    )

    weighed = weigh_refutation(verdict, said, Packet(FEATURE, (), (CODE,)))
    assert (weighed.expected, weighed.found) == ("a\ufffd [masked-github-token]", "b\ufffd\ufffd")


def test_a_terminal_is_not_steered_by_the_name_of_a_file():
    path = "src/\x1b[2J\x9b1mpass\u202e.py"
    finding = ReportedFinding(
        rule="SPEC201", name="violated-requirement", severity="error", feature=path, subject=path, path=path, line=1,
        end_line=1, message=path, hint=path, fingerprint="0",
    )  # fmt: skip
    report = Report(
        tool=Tool(version="1"),
        repository="a",
        base="a",
        head="b",
        merge_base="a",
        conclusion="fail",
        findings=(finding,),
    )

    assert "[2J1mpass.py:1:" in as_text(report)
    assert not UNSEEN.search(as_text(report))


# Secrets


@pytest.mark.parametrize("width", [64, 70, 76])
def test_a_line_from_the_middle_of_a_key_is_masked_wherever_it_is_found(width):
    for seed in range(50):
        line = base64.b64encode(hashlib.sha512(bytes([seed])).digest()).decode()[:width]
        assert line not in shown(line)
        assert shown(f"deploy/key.pem:12: {line}") == "deploy/key.pem:12: [masked-private-key]"


@pytest.mark.parametrize(
    "line",
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "anIdentifierThatHappensToHaveSixtyFourLettersAndANumber2InItsName",
        "src/main/java/com/example/payments/refunds/RefundServiceTest9.java",
        "sha512-" + "aB3" * 28 + "==",
    ],
)
def test_digests_names_and_paths_of_that_width_are_left_alone(line):
    assert shown(line) == line


def test_a_report_holds_no_secret_of_the_spec_or_of_what_a_rule_quotes():
    requirement = a_requirement("FR-001", f"System MUST send {SECRET}")
    feature = a_feature(requirements=(requirement,), tasks=(a_task(text=f"T001 Send {SECRET}"),))
    known = FeatureDir(dir=FEATURE, format="speckit", root="", number="001")
    dossier = Dossier(
        pull_request=a_pull_request(), change=Change(), config=RepoConfig(),
        features=(ReviewedFeature(known, feature, feature, ("named",)),),
    )  # fmt: skip
    quoted = Citation("code", a_span("src/a.py", 1), f"send('{SECRET}')")
    judgement = Judgement(verdicts=(Verdict(FEATURE, requirement, "met", citations=(quoted,)),), judged=True)
    text = write_report(dossier, judgement, "1")[0].model_dump_json()

    assert text.count("[masked-github-token]") == 4
    assert SECRET not in text
