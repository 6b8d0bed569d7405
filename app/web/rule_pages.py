"""`/rules/{code}`: what a rule checks, why, and how to fix or silence it."""

import html

from markdown_it import MarkdownIt
from starlette.responses import HTMLResponse, Response

from app.rules.catalogue import RULES, by_code, page
from app.web.style import STYLE


async def rule_page(code: str) -> Response:
    """The page of one rule; 404 with the list of all for a code that is none."""
    rule = by_code(code.upper())
    if rule is None:
        links = "".join(f'<li><a href="/rules/{one.code}">{one.code}</a> {html.escape(one.name)}</li>' for one in RULES)
        return HTMLResponse(_whole("No such rule", f"<h1>No such rule</h1><ul>{links}</ul>"), 404)
    return HTMLResponse(_whole(rule.name, MarkdownIt("commonmark", {"html": False}).render(page(rule))))


def _whole(title: str, body: str) -> str:
    return f'<!doctype html><meta charset="utf-8"><title>{html.escape(title)}</title><style>{STYLE}</style>{body}\n'
