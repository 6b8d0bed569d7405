"""The demo as a visitor runs it, and what happens when a request has no stored reply."""

import compileall
import shutil
import subprocess

import pytest

from app.demo import example, run
from app.demo.example import build_example, example_files


def shown(**request):
    said = []
    status = run.run_demo(run.DemoRequest(**request), said.append)
    return status, "\n".join(said)


def test_the_demo_shows_the_planted_mistakes_and_nothing_else(tmp_path):
    status, said = shown(page=tmp_path / "check.html")

    assert status == 0
    assert said.startswith("Model: none is asked; replies that a model gave to these very requests are replayed")
    assert "Check run `speckeeper`: failure" in said
    assert "**FR-006, T006 not met; 37 of 41 claimed subjects met**" in said
    assert "Inline comments: 3" in said
    assert "Annotations: 1\n  src/ragline/answers/rerank.py:1 notice: 1 changed file is in no task" in said
    assert "<h1>" in (tmp_path / "check.html").read_text()


@pytest.mark.parametrize("kept", [0, 1])
def test_a_request_without_a_stored_reply_fails_the_demo(tmp_path, monkeypatch, kept):
    shutil.copytree(example_files(), tmp_path / "example")
    for reply in sorted((tmp_path / "example" / "replies").iterdir())[kept:]:
        reply.unlink()
    monkeypatch.setattr(run, "example_files", lambda: tmp_path / "example")

    status, said = shown()

    assert status == 2
    assert "requests have no stored reply; the demo's requests changed since recording" in said


def test_the_example_is_the_same_commit_wherever_it_was_installed(tmp_path, monkeypatch):
    (tmp_path / "there").mkdir()
    here = tip(build_example(tmp_path))
    shutil.copytree(example_files(), tmp_path / "installed")
    compileall.compile_dir(tmp_path / "installed", quiet=2)
    monkeypatch.setattr(example, "example_files", lambda: tmp_path / "installed")

    assert tip(build_example(tmp_path / "there")) == here


def tip(built):
    command = ["git", "-C", str(built.git_dir), "rev-parse", built.branch]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
