"""Small webhooks in GitHub's documented shape, and how they are read."""

import json

from fakes.forge import SECRET, signed

from app.github.events import event_from

HEAD, BASE, NEW = "a" * 40, "b" * 40, "c" * 40
CONFIG = ".github/speckeeper.yml"
ADA = {"login": "ada", "id": 11, "type": "User"}
BOT = {"login": "helper[bot]", "id": 12, "type": "Bot"}
REPOSITORY = {"id": 2, "full_name": "acme/rag", "name": "rag", "default_branch": "main", "private": False}
COMMON = {"repository": REPOSITORY, "installation": {"id": 1, "node_id": "MDIz"}, "sender": ADA}


def a_pull_request(**fields):
    return {
        "id": 70,
        "number": 7,
        "state": "open",
        "title": "Raise the limit",
        "body": "Implements FR-001",
        "draft": False,
        "head": {"ref": "limit", "sha": HEAD},
        "base": {"ref": "main", "sha": BASE},
        "updated_at": "2026-11-23T05:00:00Z",
        "user": ADA,
        **fields,
    }


def a_check_run(**fields):
    listed = {"id": 70, "number": 7, "base": {"ref": "main", "repo": {"id": 2, "name": "rag"}}}
    return {
        "id": 90,
        "name": "speckeeper",
        "head_sha": HEAD,
        "external_id": "review-1",
        "status": "completed",
        "pull_requests": [listed],
        **fields,
    }


def a_comment(body="/spec verify", **fields):
    return {"id": 50, "body": body, "user": ADA, "created_at": "2026-11-23T05:00:00Z", **fields}


def an_issue(**fields):
    return {"number": 7, "state": "open", "pull_request": {"url": "https://api.github.com/repos/a/b/pulls/7"}, **fields}


def a_push(**fields):
    commit = {"id": NEW, "added": [], "removed": [], "modified": [CONFIG]}
    return {"ref": "refs/heads/main", "before": BASE, "after": NEW, "deleted": False, "commits": [commit], **fields}


def an_installation():
    account = {"login": "acme", "id": 3, "type": "Organization"}
    return {"id": 1, "account": account, "created_at": 1_557_933_591, "suspended_at": None}


def content(event, action):
    """What the webhook is about, in its shortest telling form."""
    match event:
        case "pull_request":
            more = {"labeled": {"label": {"name": "spec"}}, "unlabeled": {"label": {"name": "spec"}}}
            more["edited"] = {"changes": {"base": {"ref": {"from": "dev"}, "sha": {"from": BASE}}}}
            state = {"state": "closed"} if action == "closed" else {}
            return {"number": 7, "pull_request": a_pull_request(**state), **more.get(action, {})}
        case "check_run":
            button = {"requested_action": {"identifier": "again"}} if action == "requested_action" else {}
            return {"check_run": a_check_run(), **button}
        case "check_suite":
            return {"check_suite": {"id": 80, "head_sha": HEAD, "pull_requests": [], "status": "completed"}}
        case "merge_group":
            refs = {"head_ref": "refs/heads/gh-readonly-queue/main/pr-7", "base_ref": "refs/heads/main"}
            return {"merge_group": {"head_sha": HEAD, "base_sha": BASE, **refs}}
        case "issue_comment":
            changes = {"changes": {"body": {"from": "/spec help"}}} if action == "edited" else {}
            return {"issue": an_issue(), "comment": a_comment(), **changes}
        case "pull_request_review_comment":
            changes = {"changes": {"body": {"from": "/spec help"}}} if action == "edited" else {}
            return {"pull_request": a_pull_request(), "comment": a_comment(), **changes}
        case "push":
            return a_push()
        case "repository":
            old = {"user": None, "organization": {"login": "initech", "id": 4}}
            changed = {"renamed": {"repository": {"name": {"from": "old"}}}, "transferred": {"owner": {"from": old}}}
            return {"changes": changed[action]} if action in changed else {}
        case "installation" | "installation_repositories":
            removed = {"repositories_removed": [{"id": 2, "full_name": "acme/rag"}]} if action == "removed" else {}
            return {"installation": an_installation(), **removed}
        case _:
            return {"zen": "Keep it logically awesome."}


def a_payload(event="pull_request", action="opened", **changes):
    """One webhook of `event`; a top-level field that is None is left out."""
    first = {"action": action} if action else {}
    payload = {**first, **COMMON, **content(event, action), **changes}
    return {key: value for key, value in payload.items() if value is not None}


def read(payload, event="pull_request", **headers):
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return event_from({**signed(body, event=event), **headers}, body, SECRET)


def heard(event, action, **changes):
    """The event of one such webhook."""
    return read(a_payload(event, action, **changes), event)
