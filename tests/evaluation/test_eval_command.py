"""`speckeeper eval` from the command line to the report."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner
from evaluation_case import CASE
from evaluation_runs import a_case, a_run, a_subject
from fakes.messages_api import a_message

from app.cli import speckeeper
from app.evaluation.show import read_run, shown
from app.ports import NotFound


class Model(BaseHTTPRequestHandler):
    """A model on loopback: it holds, quoting the limit, whatever is asked."""

    quote = "LIMIT = 5"
    status = 200
    with_tools = ()  # of each request, whether the reader may look further

    def do_POST(self):
        asked = self.rfile.read(int(self.headers["content-length"])).decode()
        type(self).with_tools = (*self.with_tools, "tools" in json.loads(asked))
        names = dict.fromkeys(re.findall(r'<question-\w+ id=\\"(Q\d+)\\"', asked))
        quotes = [{"evidence": "E1", "quote": self.quote}]
        parts = [{"words": "the whole of it", "holds": "yes", "quotes": quotes}]
        answers = [{"question": name, "parts": parts} for name in names]
        body = json.dumps(a_message({"answers": answers}) if self.status == 200 else {"type": "error"}).encode()
        self.send_response(self.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def model(monkeypatch):
    """The address of a running model; its handler's class can be changed."""
    handler = type("OneModel", (Model,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sesame")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("SPECKEEPER_MODEL_RETRIES", "0")
        yield handler
        server.shutdown()
        thread.join(5)


def evaluate(*arguments):
    return CliRunner().invoke(speckeeper, ["eval", *map(str, arguments)])


def subjects(output):
    run = json.loads(output)["run"]
    return {subject["subject"]: subject["given"] for case in run["cases"] for subject in case["subjects"]}


def test_the_text_report_says_who_answered_and_how_well(write_case, tmp_path):
    write_case()
    done = evaluate(tmp_path / "cases")

    assert done.exit_code == 0
    assert "py-login: success; 4 of 4 right" in done.stderr
    assert "judge: scripted (no model)" in done.stdout
    assert "1 cases, 1 review of each; all argued by two readers" in done.stdout
    assert re.search(r"subjects with the right answer +100\.0 % \(4/4\) +51\.0–100\.0", done.stdout)
    assert "Not as it should be" not in done.stdout


def test_what_is_not_as_it_should_be_is_listed_with_its_reason(write_case, tmp_path):
    write_case(case=CASE.replace("not_claimed: [FR-002", "not_claimed: [FR-003"))
    done = evaluate(tmp_path / "cases")

    assert re.search(r"py-login +FR-002 +no gold answer +not_claimed", done.stdout)
    assert re.search(r"py-login +FR-003 +not_claimed +not_judged +there is no such subject", done.stdout)


def test_the_markdown_report_has_tables(write_case, tmp_path):
    write_case()
    done = evaluate(tmp_path / "cases", "--format", "markdown", "--output", tmp_path / "run.md")

    assert (done.exit_code, done.stdout) == (0, "")
    page = (tmp_path / "run.md").read_text("utf-8")
    assert page.startswith("# Evaluation\n\n- speckeeper ")
    assert "## Overall\n\n|  | share | 95 % |\n| --- | --- | --- |\n" in page


def test_a_cell_of_a_table_cannot_break_it():
    run = a_run(a_case(a_subject(given="unsure", reason="a | b\n<script>")))
    assert "| a \\| b &lt;script> |" in shown(run, "markdown")


def test_a_written_run_is_read_and_compared(write_case, tmp_path):
    write_case()
    evaluate(tmp_path / "cases", "--judge", "contrary", "--format", "json", "--output", tmp_path / "before.json")
    done = evaluate(tmp_path / "cases", "--compare", tmp_path / "before.json")

    assert done.exit_code == 0
    assert "Better than before (contrary, " in done.stdout
    assert re.search(r"py-login +FR-001 +met +unsure +met", done.stdout)
    again = evaluate(tmp_path / "cases", "--compare", tmp_path / "before.json", "--format", "json")
    assert {one["subject"] for one in json.loads(again.stdout)["comparison"]["differences"]} == {"", "FR-001", "T001"}


@pytest.mark.parametrize("text", [None, "{", '{"run": {}}', "[]"])
def test_what_is_no_run_is_refused(tmp_path, text):
    file = tmp_path / "run.json"
    if text is not None:
        file.write_text(text)
    with pytest.raises(NotFound, match=r"run\.json"):
        read_run(file)


def test_wrong_cases_are_told_and_nothing_runs(write_case, tmp_path):
    write_case(case=CASE.replace("python", "cobol"))
    done = evaluate(tmp_path / "cases")

    assert (done.exit_code, done.stdout) == (2, "")
    assert (
        "case.yml:2: Wrong value `cobol` of `language`\n  hint: Use `python`, `typescript`, `javascript`, `go`, `java`, `ruby`, `rust`, `csharp`, `kotlin` or `php`"
        in done.stderr
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none"], "There is no folder `none`"),
        (["{cases}", "--only", "rust-*"], "is called `rust-*`"),
        (["{cases}", "--judge", "anthropic"], "There is no key for the model"),
        (["{cases}", "--judge", "recorded"], "There are no recorded replies"),
        (["{cases}", "--compare", "none.json"], "`none.json` cannot be read"),
        (["{cases}", "--output", "{cases}/no/such/folder"], "Cannot write the report"),
        (["{cases}", "--replies", "{cases}/py-login/case.yml"], "is a file"),
    ],
)
def test_bad_input_is_told_with_status_2(write_case, tmp_path, arguments, said):
    write_case()
    done = evaluate(*(argument.format(cases=tmp_path / "cases") for argument in arguments))

    assert done.exit_code == 2
    assert said in done.stderr


def test_wrong_settings_are_told(write_case, tmp_path, monkeypatch):
    write_case()
    monkeypatch.setenv("SPECKEEPER_MODEL_TIMEOUT", "soon")
    done = evaluate(tmp_path / "cases")

    assert done.exit_code == 2
    assert "SPECKEEPER_MODEL_TIMEOUT" in done.stderr


@pytest.mark.usefixtures("model")
def test_a_model_is_asked_and_named_with_its_prompts(write_case, tmp_path, monkeypatch):
    write_case()
    monkeypatch.setenv("SPECKEEPER_MODEL", "claude-sonnet-5-5")
    done = evaluate(tmp_path / "cases", "--judge", "anthropic", "--format", "json")
    written = json.loads(done.stdout)

    assert done.exit_code == 0
    assert subjects(done.stdout) == {"FR-001": "met", "FR-002": "not_claimed", "T001": "met", "T002": "not_claimed"}
    identity = written["run"]["judge"]
    assert (identity["verdict_model"], identity["prompts"][0][:8], len(identity["digest"])) == (
        "claude-sonnet-5-5",
        "verdict.",
        16,
    )
    assert written["metrics"]["cost"]["calls"]["total"] == 1  # both subjects share a request
    assert written["metrics"]["cost"]["cost_usd"]["total"] > 0
    assert "sesame" not in done.stdout


@pytest.mark.parametrize(("depth", "looks"), [("quick", False), ("standard", True), ("deep", True)])
def test_the_depth_says_whether_the_first_reader_looks_further(write_case, tmp_path, model, depth, looks):
    write_case()
    done = evaluate(tmp_path / "cases", "--judge", "anthropic", "--depth", depth, "--format", "json")

    assert done.exit_code == 0
    assert subjects(done.stdout)["FR-001"] == "met"
    assert model.with_tools == (looks,)


@pytest.mark.usefixtures("model")
def test_repeats_are_compared_with_each_other(write_case, tmp_path):
    write_case()
    done = evaluate(tmp_path / "cases", "--judge", "anthropic", "--repeat", 3, "--format", "json")
    written = json.loads(done.stdout)

    assert [case["repeat"] for case in written["run"]["cases"]] == [1, 2, 3]
    assert (written["metrics"]["flips"]["hits"], written["metrics"]["flips"]["total"]) == (0, 2)


def test_a_quote_that_does_not_stand_is_counted_and_carries_nothing(write_case, tmp_path, model):
    write_case()
    model.quote = "LIMIT = 7"
    done = evaluate(tmp_path / "cases", "--judge", "anthropic", "--format", "json")

    assert subjects(done.stdout)["FR-001"] == "unsure"
    assert json.loads(done.stdout)["metrics"]["quotes_before"]["value"] == 0


def test_recorded_replies_give_the_same_run_without_a_model(write_case, tmp_path, model, monkeypatch):
    write_case()
    asked = evaluate(
        tmp_path / "cases", "--judge", "anthropic", "--record", "--replied-by", "somebody", "--format", "json"
    )
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    model.status = 500
    replayed = evaluate(tmp_path / "cases", "--judge", "recorded", "--format", "json")

    assert (asked.exit_code, replayed.exit_code) == (0, 0)
    assert subjects(replayed.stdout) == subjects(asked.stdout)
    assert json.loads(asked.stdout)["metrics"]["cost"]["cost_usd"]["total"] is None
    assert list((tmp_path / "cases" / "replies" / "1").glob("*.json"))


@pytest.mark.usefixtures("model")
def test_a_request_that_nobody_recorded_is_told(write_case, tmp_path):
    write_case()
    evaluate(tmp_path / "cases", "--judge", "anthropic", "--record")
    for file in (tmp_path / "cases" / "replies" / "1").glob("*.json"):
        file.unlink()
    done = evaluate(tmp_path / "cases", "--judge", "recorded")

    assert done.exit_code == 2
    assert "requests of repeat 1 have no recorded reply" in done.stdout


def test_a_model_that_is_away_is_no_answer_and_no_failed_check(write_case, tmp_path, model):
    write_case()
    model.status = 500
    done = evaluate(tmp_path / "cases", "--judge", "anthropic", "--format", "json")
    written = json.loads(done.stdout)

    assert subjects(done.stdout)["FR-001"] == "error"
    assert written["metrics"]["scores"]["errors"]["value"] == 1
    assert written["run"]["cases"][0]["check"] == "neutral"


def test_a_case_that_git_cannot_build_is_part_of_the_run(write_case, tmp_path, monkeypatch):
    write_case()
    write_case("py-other")
    (tmp_path / "bin").mkdir()
    git = tmp_path / "bin" / "git"
    git.write_text("#!/bin/sh\necho no space left >&2\nexit 1\n")
    git.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    done = evaluate(tmp_path / "cases", "--format", "json")
    written = json.loads(done.stdout)

    assert done.exit_code == 2
    assert written["metrics"]["failures"] == 2
    assert "no space left" in written["run"]["cases"][0]["failure"]
    assert set(subjects(done.stdout).values()) == {"error"}
    assert written["metrics"]["scores"]["agreement"]["hits"] == 0
