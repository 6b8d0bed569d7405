"""A check run as its author sees it."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt

from app.simulator.state import CheckRun


@dataclass(frozen=True, slots=True)
class Comment:
    """An inline comment, where it stands in the diff."""

    path: str
    line: int | None
    body: str


_COLOURS: Final = {"success": "#1a7f37", "failure": "#cf222e", "action_required": "#9a6700"}
_STYLE: Final = Path(__file__).with_name("page.css")


def as_text(run: CheckRun, comments: Sequence[Comment]) -> str:
    """Name, conclusion, title, summary, annotations and inline comments, as GitHub holds them."""
    lines = ["", f"Check run `{run.name}`: {run.conclusion}", "", run.summary or ""]
    if run.text:
        lines.append(run.text)
    lines.append(f"Annotations: {len(run.annotations)}")
    lines.extend(
        f"  {one.path}:{one.start_line} {one.annotation_level}: {one.message.splitlines()[0]}"
        for one in run.annotations
    )
    lines.append(f"Inline comments: {len(comments)}")
    lines.extend(f"  {one.path}:{one.line} {one.body.splitlines()[0]}" for one in comments)
    return "\n".join(lines)


def as_page(run: CheckRun, comments: Sequence[Comment], repository: str) -> str:
    """The same as an HTML page in the manner of GitHub's checks tab."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    body = markdown.render(f"{run.summary or ''}\n\n{run.text or ''}")
    annotations = "".join(
        f'<div class="annotation {html.escape(one.annotation_level)}"><b>{html.escape(one.title or "")}</b> '
        f"<code>{html.escape(one.path)}:{one.start_line}</code><br>{html.escape(one.message)}</div>"
        for one in run.annotations
    )
    told = "".join(
        f'<div class="comment"><code>{html.escape(one.path)}:{one.line}</code>{markdown.render(one.body)}</div>'
        for one in comments
    )
    colour = _COLOURS.get(run.conclusion or "", "#59636e")
    return (
        f'<!doctype html><meta charset="utf-8"><title>{html.escape(run.name)}</title>'
        f"<style>{_STYLE.read_text('utf-8')}</style>"
        f'<header><p>{html.escape(repository)}</p><h1><span class="badge" style="background:{colour}">'
        f"{html.escape(run.conclusion or '')}</span> {html.escape(run.name)}: {html.escape(run.title or '')}</h1>"
        f"</header>{body}<h2>Annotations</h2>{annotations}<h2>Inline comments</h2>{told}"
    )
