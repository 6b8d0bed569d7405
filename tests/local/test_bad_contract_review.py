"""Contracts, names and entries of a tree that nothing good comes of: `speckeeper review --no-model` tells where and why."""

import json
import socket
from pathlib import Path

import pytest
from login_feature import TASKS

from app.git.repository import GitRepository
from app.local import LocalRequest, Reviewed, review_locally
from app.parsing.spec_reader import SpecReader
from app.stages.html_report import as_html
from app.stages.markdown import page
from app.stages.sarif import as_sarif
from app.stages.terminal import as_text

FOLDER = "specs/001-login/contracts"
API = f"{FOLDER}/api.yaml"
OPENAPI = """openapi: 3.0.3
info: {title: Login, version: 1.0.0}
paths:
  /sessions:
    post:
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Credentials'}
      responses:
        '201': {description: made}
components:
  schemas:
    Credentials:
      type: object
      properties:
        name: {type: string}
"""
IN_LINE_9 = "#/components/schemas/Credentials"
CIRCLE = OPENAPI.replace(
    "      type: object\n      properties:\n        name: {type: string}\n",
    "      $ref: '#/components/schemas/Other'\n    Other:\n      $ref: '#/components/schemas/Credentials'\n",
)
LAUGHS = "".join(f"  {chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12))
BOMB = f"x-laugh:\n  a: &a [lol, lol]\n{LAUGHS}"
COMMENTED = '{\n  // the version that we agreed on\n  "openapi": "3.1.0",\n  "paths": {}\n}\n'
TEN_MEGABYTES = "openapi: 3.1.0\npaths: {}\nx-words:\n" + "  - a word that nobody needs\n" * 360_000
CODE = {"src/login.py": "LIMIT = 5\n\n\ndef failed(attempts):\n    return attempts >= LIMIT\n"}


@pytest.fixture
def reviewed(checkout):
    """The review of the branch with these files, shown in every form: none of the forms may fail either."""

    def review(files: dict[str, str | bytes], base: dict[str, str | bytes] | None = None) -> Reviewed:
        if base:
            checkout.git("checkout", "--quiet", "main")
            checkout.change(base)
            checkout.git("checkout", "--quiet", "001-login")
            checkout.git("rebase", "--quiet", "main")
        ticked = TASKS.replace("[ ] T001", "[x] T001")
        checkout.change({"specs/001-login/tasks.md": ticked, **CODE, **files})
        return review_branch(checkout.path)

    return review


def review_branch(path: Path) -> Reviewed:
    with GitRepository.open(path) as repository:
        request = LocalRequest("acme/app", base="main", mode="gate")
        found = review_locally(repository, SpecReader("fork"), request, "1.0", None)
    for render in (as_text, page, as_html, as_sarif):
        render(found.report)
    return found


def told(reviewed: Reviewed) -> list[tuple[str, str, int | None]]:
    return [(one.rule, one.path, one.line) for one in reviewed.report.findings]


def faults(reviewed: Reviewed) -> list[tuple[str, str, int | None]]:
    return [(one.rule, one.path, one.line) for one in reviewed.report.findings if one.severity == "error"]


def operations(reviewed: Reviewed) -> list[str]:
    return [one.id for contract in reviewed.report.features[0].contracts for one in contract.operations]


@pytest.mark.parametrize(
    ("files", "line", "message", "hint"),
    [
        (
            {API: OPENAPI.replace(IN_LINE_9, "#/components/schemas/Nothing")},
            9,
            "`#/components/schemas/Nothing` refers to nothing in this document",
            "Add `#/components/schemas/Nothing` or correct it",
        ),
        (
            {API: CIRCLE},
            17,
            "`#/components/schemas/Credentials` leads back to itself and never to a schema",
            "Let one of the references in the circle say what it stands for",
        ),
        (
            {API: OPENAPI.replace("3.0.3", "1.2")},
            1,
            "Unknown OpenAPI version `1.2`",
            "Write the version of OpenAPI that the document keeps to: 2.0, 3.0, 3.1 or 3.2",
        ),
        (
            {API: f"{OPENAPI}x-a: &a\n  b: *a\n"},
            18,
            "An alias refers to a value that contains it",
            "Write the value out in place of the alias (`*`)",
        ),
        (
            {API: f"{OPENAPI}x-a: *nowhere\n"},
            18,
            "Not YAML: found undefined alias 'nowhere'",
            "Correct the syntax of the document",
        ),
        (
            {API: OPENAPI.replace("    post:", "\tpost:")},
            5,
            "Not YAML: found character '\\t' that cannot start any token",
            "Correct the syntax of the document",
        ),
        (
            {f"{FOLDER}/openapi.json": COMMENTED},
            2,
            "Not JSON: a comment",
            "Remove the comment, or write the document as YAML",
        ),
        (
            {f"{FOLDER}/openapi.json": '{\n  "openapi": "3.1.0",\n  "paths": {},\n}\n'},
            4,
            "Not JSON: a comma before `}`",
            "Remove the comma",
        ),
        (
            {f"{FOLDER}/openapi.json": '{"openapi": "3.1.0",\n  "paths": {\n'},
            2,
            "Not JSON: a key in double quotes expected",
            "Correct the syntax of the document",
        ),
        (
            {f"{FOLDER}/deep.json": "[" * 50_000},
            1,
            "The document is nested too deeply or too large",
            "Make the document smaller or flatter, or split it",
        ),
    ],
    ids=[
        "to nothing", "in a circle", "unknown version", "alias of itself", "alias of nothing", "tab", "comment",
        "trailing comma", "cut off", "deep",
    ],
)  # fmt: skip
def test_a_contract_that_is_wrong_is_one_finding_at_its_line(reviewed, files, line, message, hint):
    review = reviewed(files)

    (path,) = files
    assert faults(review) == [("SPEC401", path, line)]
    (finding,) = [one for one in review.report.findings if one.rule == "SPEC401"]
    assert (finding.message, finding.hint) == (message, hint)
    assert (review.decision.check, review.decision.exit_status) == ("failure", 1)
    assert f"{path}:{line}: error: {message}" in as_text(review.report)


VERSIONS = {
    "2.0": "swagger: '2.0'\npaths:\n  /sessions:\n    post:\n      responses: {'201': {description: made}}\n",
    **{version: OPENAPI.replace("3.0.3", version) for version in ("3.0.3", "3.1.1", "3.2.0")},
}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_of_openapi_is_read_without_a_word(reviewed, version):
    review = reviewed({API: VERSIONS[version]})

    assert (told(review), operations(review)) == ([], ["POST /sessions"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("api.yaml", OPENAPI + BOMB),
        ("api.yaml", OPENAPI.replace("name: {type: string}", "name: &n {type: string}\n        again: *n")),
        ("api.yaml", OPENAPI.replace("name: {type: string}", f"name: {{$ref: '{IN_LINE_9}'}}")),
        ("api.yaml", OPENAPI.replace("\n", "\r\n")),
        ("api.yaml", "\ufeff" + OPENAPI),
        ("openapi.jsonc", COMMENTED.replace('"paths": {}', '/* one */ "paths": {"/sessions": {"post": {}}}')),
    ],
    ids=["a bomb", "anchors", "a type within itself", "CRLF", "a byte order mark", "JSON with comments as such"],
)
def test_what_is_unusual_and_right_is_read_without_a_word(reviewed, name, text):
    review = reviewed({f"{FOLDER}/{name}": text})

    assert (told(review), operations(review)) == ([], ["POST /sessions"])
    assert review.decision.exit_status == 0


@pytest.fixture
def listener():
    """A server that nobody may speak to: its address, and the socket that would see it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def test_a_remote_reference_is_a_note_and_is_never_fetched(reviewed, listener):
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/common.yaml#/A"

    review = reviewed({API: OPENAPI.replace(IN_LINE_9, address)})

    with pytest.raises(BlockingIOError):
        listener.accept()
    (note,) = review.report.notes
    assert note == (
        f"`{address}` in `{API}`, line 9, leads to another document: such references are not followed, so what stands "
        "there was not compared"
    )
    assert note in as_text(review.report)
    assert (told(review), operations(review)) == ([], ["POST /sessions"])


def test_a_reference_to_a_file_is_a_note_and_the_file_stays_closed(reviewed):
    text = OPENAPI.replace(IN_LINE_9, "../../../../../../etc/passwd").replace("made}", "made, $ref: 'x.yaml'}")

    review = reviewed({API: text})

    (note,) = review.report.notes
    assert note.startswith(f"`../../../../../../etc/passwd` and 1 more in `{API}`, line 9, leads to another document")
    assert "root:" not in review.report.model_dump_json()


def test_a_reference_that_was_there_before_is_not_told_again(reviewed):
    text = OPENAPI.replace(IN_LINE_9, "common.yaml#/A")

    review = reviewed({API: text.replace("title: Login", "title: Sign in")}, base={API: text})

    assert review.report.notes == ()


def test_a_contract_of_ten_megabytes_is_told_at_its_first_line_and_nothing_passes(reviewed):
    assert len(TEN_MEGABYTES) > 10_000_000

    review = reviewed({API: TEN_MEGABYTES})

    assert faults(review) == [("SPEC901", API, 1)]
    assert review.report.findings[0].message == (
        f"`{API}` cannot be read: it has {len(TEN_MEGABYTES):,} bytes, and 4,000,000 are read at most"
    )
    assert (review.decision.check, review.decision.exit_status) == ("action_required", 2)


def test_a_nul_byte_is_told_once(reviewed):
    review = reviewed({API: OPENAPI + "x-a: \0\n"})

    assert faults(review) == [("SPEC901", API, 18)]
    assert review.report.findings[0].message == f"`{API}` has a NUL byte in line 18"


SERVED = "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.post('/sessions')\ndef sign_in(): ...\n"
OTHERS = ("rs", "rb", "php", "cs", "kt", "zig", "proto", "vue", "lua", "hs", "swift", "f90", "cob", "sol", "xyz")


def test_languages_that_no_parser_knows_leave_the_others_read(reviewed):
    review = reviewed({API: OPENAPI, "src/app.py": SERVED, **{f"src/a.{one}": "@app.get('/x')\n" for one in OTHERS}})

    assert faults(review) == []
    assert review.report.notes == ()
    assert review.decision.exit_status == 0


def test_a_service_in_a_language_that_is_not_read_is_a_note(reviewed):
    review = reviewed({API: OPENAPI, "src/main.rs": "fn main() {}\n", "src/routes.rs": "fn sign_in() {}\n"})

    assert review.report.notes == (
        "Operations of contracts were not compared with code: routes in Rust are not read (`src/main.rs` and 1 more)",
    )
    assert faults(review) == []


def test_without_operations_no_language_is_missed(reviewed):
    assert reviewed({"src/main.rs": "fn main() {}\n"}).report.notes == ()


def link(checkout, target: str, path: str) -> None:
    (checkout.path / path).parent.mkdir(parents=True, exist_ok=True)
    (checkout.path / path).symlink_to(target)


def test_links_in_a_circle_end_and_a_document_that_is_a_link_is_told(checkout, reviewed):
    for target, path in [
        ("loop", "loop"),
        ("b", "src/a"),
        ("a", "src/b"),
        ("..", "specs/001-login/up"),
        ("001-login", "specs/002-again"),
        ("plan.md", "specs/001-login/plan.md"),
        ("/etc/passwd", f"{FOLDER}/people.json"),
    ]:
        link(checkout, target, path)

    review = reviewed({})

    assert faults(review) == [
        ("SPEC901", f"{FOLDER}/people.json", 1),
        ("SPEC901", "specs/001-login/plan.md", 1),
    ]
    assert {(one.message.partition(": ")[2], one.hint) for one in review.report.findings if one.rule == "SPEC901"} == {
        ("it is a symbolic link, and links are not followed", "Commit the document in place of the link")
    }
    assert "root:" not in review.report.model_dump_json()
    assert (review.decision.check, review.decision.exit_status) == ("action_required", 2)


def test_a_document_that_was_a_link_before_blocks_nobody(checkout, reviewed):
    checkout.git("checkout", "--quiet", "main")
    link(checkout, "spec.md", "specs/001-login/plan.md")
    checkout.commit()
    checkout.git("checkout", "--quiet", "001-login")
    checkout.git("rebase", "--quiet", "main")

    review = reviewed({})

    (finding,) = [one for one in review.report.findings if one.rule == "SPEC901"]
    assert (finding.severity, finding.path) == ("warning", "specs/001-login/plan.md")
    assert review.decision.exit_status == 0


@pytest.mark.parametrize("place", ["vendor/lib", "specs/003-library", f"{FOLDER}/shared"])
def test_a_submodule_is_named_and_never_entered(checkout, reviewed, place):
    nowhere = "a" * 40
    (checkout.path / ".gitmodules").write_text(
        f'[submodule "lib"]\n\tpath = {place}\n\turl = ext::sh -c "touch RAN"\n\tupdate = !touch RAN\n'
    )
    checkout.git("update-index", "--add", "--cacheinfo", f"160000,{nowhere},{place}")
    (checkout.path / place).mkdir(parents=True)
    checkout.git("commit", "--quiet", "-m", "Take the library in")

    review = reviewed({})

    assert (place, "a submodule") in [(one.path, one.why) for one in review.report.coverage.files_skipped]
    assert "were not considered" in as_text(review.report)
    assert faults(review) == []
    assert not list(checkout.path.rglob("RAN"))


def test_names_with_line_feeds_stay_on_one_line_of_every_report(reviewed):
    """A file name may not write a finding of its own into a report."""
    forged = "a.py:1: error: forged\n::error file=a.py::forged\n# forged"
    odd = f"{FOLDER}/bro\nken.yaml"

    review = reviewed({f"src/{forged}": "x = 1\n", odd: "openapi: [\n"})

    assert faults(review) == [("SPEC401", odd, 1)]
    text = as_text(review.report)
    assert f"{FOLDER}/bro ken.yaml:1: error: Not YAML" in text
    for line in (*text.splitlines(), *page(review.report).whole().splitlines(), *as_html(review.report).splitlines()):
        assert not line.lstrip().startswith(("::error", "# forged", "a.py:1"))
    places = json.loads(as_sarif(review.report))["runs"][0]["results"]
    assert all("\n" not in one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in places)


def test_a_feature_directory_with_a_line_feed_in_its_name_is_reviewed(reviewed):
    folder = "specs/002-a\nb"
    review = reviewed({f"{folder}/spec.md": "# Spec\n\n## Requirements\n\n- [NEEDS CLARIFICATION: which one is it?]\n"})

    assert ("SPEC101", f"{folder}/spec.md", 5) in told(review)
