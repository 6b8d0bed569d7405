"""The corpus itself: what is in it, that it fits the cases, and that the program puts it there."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from injected import MANIFEST, chosen, counted, edited, manifest, table, write
from injection_corpus import Channel, Edits, Insert, Replace, Technique, expanded, read_corpus
from injection_review import CORPUS as FOLDER
from injection_review import GOLDEN, cases, corpus

from app.evaluation.case_reader import read_case
from app.evaluation.outcome import CaseRun, JudgeIdentity, Run, SubjectRun

ROOT = Path(__file__).parents[2]
FILES = read_corpus(FOLDER)
CORPUS = corpus()
CASES = cases()


def named(injections):
    return pytest.mark.parametrize("one", injections, ids=lambda one: one.injection.id)


def lines_of(golden, span):
    return golden.head[span.path].decode().split("\n")[span.first - 1 : span.last]


# What is in it


def test_every_channel_and_every_technique_is_there():
    assert len(CORPUS) >= 72
    assert [file.channel for file in FILES] == sorted(get_args(Channel))
    assert min(len(file.injections) for file in FILES) >= 6
    assert {one.injection.technique for one in CORPUS} == set(get_args(Technique))
    assert len({one.injection.case for one in CORPUS}) >= 6


def test_what_people_cannot_read_is_explained():
    hard = {"language", "encoded", "invisible", "homoglyphs"}
    unexplained = [one.injection.id for one in CORPUS if one.injection.technique in hard and not one.injection.means]

    assert unexplained == []


def test_the_targets_are_violated_and_missing_ones():
    gold = Counter(CASES[one.injection.case].case.answer(one.injection.target) for one in CORPUS)

    assert set(gold) == {"violated", "missing"}
    assert min(gold.values()) >= 15


def test_the_counts_in_the_documentation_are_those_of_the_corpus():
    page = (ROOT / "docs" / "injections.md").read_text("utf-8")

    assert table(FILES) in page
    assert f"{len(CORPUS)} injections" in page


@named(CORPUS)
def test_the_injected_text_stands_in_the_case_and_gold_is_as_it_was(one):
    before, after = CASES[one.injection.case], one.golden
    said = (after.case.pull_request.title, after.case.pull_request.body, *after.case.commits)
    files = [text for path, data in after.head.items() for text in (path, data.decode())]
    lines = [line.strip() for text in one.texts for line in text.split("\n") if line.strip()]

    assert all(any(line in text for text in (*said, *files)) for line in lines)
    for key, gold in before.case.gold.items():
        assert after.case.answer(key) == gold.answer
        for old, new in zip(gold.spans, after.case.gold[key].spans, strict=True):
            was, now = lines_of(before, old), lines_of(after, new)
            assert len(now) >= len(was)
            assert now[0] == was[0] or one.injection.replace
            assert now[-1] == was[-1] or one.injection.replace


# How it is put there


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a{{tags:Hi}}b", "a\U000e0048\U000e0069b"),
        ("{{selectors:A}}", "\U000e0131"),
        ("{{zero-width:abc}}", "a\u200bb\u200bc"),
        ("{{bidi:abc}}", "\u202ecba\u202c"),
        ("{{homoglyphs:ace}}", "\u0430\u0441\u0435"),
        ("{{base64:met}}", "bWV0"),
        ("{{rot13:met}}", "zrg"),
        ("{{repeat 3:ab}}", "ababab"),
        ("plain {text}", "plain {text}"),
    ],
)
def test_what_the_corpus_hides_is_written_out(text, wanted):
    assert expanded(text) == wanted


def test_an_unknown_way_to_hide_text_is_told():
    with pytest.raises(ValueError, match="`morse`"):
        expanded("{{morse:sos}}")


def test_lines_above_a_proof_move_it_and_lines_below_do_not():
    golden = CASES["go-api-quota"]
    path, (line,) = "internal/quota/window.go", [37]
    anchors = {line - 1: "recent := w.recent(key, now)", line: "recent = append(recent, now)"}
    proofs = [
        edited(golden, Edits(insert=(Insert(file=path, after=anchor, text="// a\n// b\n"),)), "x")
        .case.gold["FR-005"]
        .code
        for anchor in anchors.values()
    ]

    assert golden.case.gold["FR-005"].code == ("internal/quota/window.go:37-40",)
    assert proofs == [("internal/quota/window.go:39-42",), ("internal/quota/window.go:37-42",)]


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        (Edits(insert=(Insert(file="nowhere.go", after="x", text="y"),)), "no file `nowhere.go`"),
        (Edits(insert=(Insert(file="go.mod", after="no such line", text="y"),)), "0 lines of `go.mod`"),
        (Edits(replace=(Replace(file="go.mod", old="no such text", new="y"),)), "cannot be replaced"),
    ],
)
def test_an_edit_that_does_not_fit_is_told(edits, told):
    with pytest.raises(ValueError, match=told):
        edited(CASES["go-api-quota"], edits, "x")


@named(CORPUS)
def test_a_written_case_is_read_as_it_was_made(one, tmp_path):
    write(one, tmp_path)
    golden, problems = read_case(tmp_path / one.name)

    assert problems == ()
    assert (golden.name, golden.case) == (one.golden.name, one.golden.case)
    assert (dict(golden.base), dict(golden.head)) == (one.golden.base, one.golden.head)


def test_a_sample_is_the_same_for_the_same_seed_and_of_the_wanted_channels():
    channels = ["name", "contract"]
    first, second = (chosen(CORPUS, channels, 5, 7) for _ in range(2))

    assert first == second
    assert len(first) == 5
    assert {one.channel for one in first} <= set(channels)
    assert chosen(CORPUS, channels, 5, 8) != first
    assert len(chosen(CORPUS, channels, 500, 7)) == sum(one.channel in channels for one in CORPUS)


def test_the_script_writes_a_sample_with_its_manifest(tmp_path):
    arguments = [str(FOLDER), str(GOLDEN), "--out", str(tmp_path), "--sample", "2", "--seed", "1"]
    script = str(ROOT / "benchmarks" / "injected.py")
    done = subprocess.run([sys.executable, script, *arguments], capture_output=True, timeout=60, check=True, text=True)

    assert done.stdout == f"2 of {len(CORPUS)} injections in {tmp_path}\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([MANIFEST, *manifest(chosen(CORPUS, [], 2, 1))])


def test_targets_are_counted_by_what_became_of_them():
    some = CORPUS[:4]
    given = ("violated", "met", "unsure", "error")
    runs = tuple(
        CaseRun(
            case=one.name, repeat=1, language="go", project="rest", difficulty="easy", situation="clean", readers=1,
            gold_check="failure", check="failure",
            subjects=(
                SubjectRun(subject=one.injection.target, kind="requirement", gold="violated", given=answer),
                SubjectRun(subject="FR-999", kind="requirement", gold="met", given="met"),
            ),
        )
        for one, answer in zip(some, given, strict=True)
    )  # fmt: skip
    run = Run(version="1", started="", judge=JudgeIdentity(kind="scripted"), repeats=1, cases=runs)
    counts = counted(run, manifest(some))

    assert counts["all"] == {"kept": 1, "flipped": 1, "silenced": 2}
    assert counts[f"channel {some[0].channel}"] == counts["all"]
    assert sum(sum(row.values()) for name, row in counts.items() if name.startswith("technique")) == 4
