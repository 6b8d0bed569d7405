"""Files, blobs and trees at a commit."""

import base64
from urllib.parse import quote

from app.simulator import git
from app.simulator.call import Call, Endpoint
from app.simulator.objects import repository as repositories
from app.simulator.objects.common import node_id
from app.simulator.wire import Answer, Json, JsonObject, Refusal, not_found

LARGEST_FILE = 1_000_000
LARGEST_RAW = 100_000_000
MOST_ENTRIES = 1_000
MOST_TREE_ENTRIES = 100_000
_KINDS = {"blob": "file", "tree": "dir", "commit": "submodule"}


def get_contents(call: Call) -> Answer:
    """`GET .../contents/{path}?ref=`: a file with its content, or the entries of a folder."""
    where, path = call.repository.git_dir, call.parameters.get("path", "").strip("/")
    ref = call.query.get("ref", call.repository.default_branch)
    commit = git.resolve(where, ref)
    if commit is None:
        raise Refusal(404, f"No commit found for the ref {ref}")
    oid = git.object_id(where, f"{commit}:{path}")
    if oid is None:
        raise not_found()
    if git.object_type(where, oid) == "tree":
        above = f"{path}/" if path else ""
        entries = git.tree(where, oid)[:MOST_ENTRIES]
        return Answer([_entry(call, one, above + one.path, ref) for one in entries])
    return _file(call, oid, path, ref)


def _file(call: Call, oid: str, path: str, ref: str) -> Answer:
    data = git.read_blob(call.repository.git_dir, oid)
    raw = "raw" in call.headers.get("accept", "")
    if len(data) > LARGEST_RAW:
        error: JsonObject = {"resource": "Blob", "field": "data", "code": "too_large"}
        raise Refusal(403, "This API returns blobs up to 100 MB in size.", error)
    if raw:
        return Answer(content=data, media_type="application/vnd.github.raw; charset=utf-8")
    entry = git.TreeEntry("100644", "blob", oid, len(data), path.rpartition("/")[2])
    small = len(data) <= LARGEST_FILE
    content = base64.encodebytes(data).decode() if small else ""
    more: JsonObject = {"content": content, "encoding": "base64" if small else "none"}
    return Answer({**_entry(call, entry, path, ref), **more})


def _entry(call: Call, one: git.TreeEntry, path: str, ref: str) -> JsonObject:
    api = repositories.api_url(call.store, call.repository)
    html = repositories.html_url(call.store, call.repository)
    kind = "symlink" if one.mode == "120000" else _KINDS[one.type]
    url = f"{api}/contents/{quote(path)}?ref={quote(ref)}"
    git_url = f"{api}/git/{'trees' if one.type == 'tree' else 'blobs'}/{one.oid}"
    page = f"{html}/{'tree' if one.type == 'tree' else 'blob'}/{ref}/{path}"
    return {
        "type": kind,
        "name": one.path,
        "path": path,
        "sha": one.oid,
        "size": one.size or 0,
        "url": url,
        "html_url": page,
        "git_url": git_url,
        "download_url": f"{html}/raw/{ref}/{path}" if kind == "file" else None,
        "_links": {"self": url, "git": git_url, "html": page},
    }


def get_blob(call: Call) -> Answer:
    """`GET .../git/blobs/{sha}`."""
    oid = call.parameters["sha"]
    if git.object_type(call.repository.git_dir, oid) != "blob":
        raise not_found()
    data = git.read_blob(call.repository.git_dir, oid)
    if "raw" in call.headers.get("accept", ""):
        return Answer(content=data, media_type="application/vnd.github.raw; charset=utf-8")
    body: dict[str, Json] = {
        "sha": oid,
        "node_id": node_id("B", int(oid[:14], 16)),
        "size": len(data),
        "url": f"{repositories.api_url(call.store, call.repository)}/git/blobs/{oid}",
        "content": base64.encodebytes(data).decode(),
        "encoding": "base64",
    }
    return Answer(body)


def get_tree(call: Call) -> Answer:
    """`GET .../git/trees/{sha}`, a tree or anything that has one; `recursive` with any value."""
    where = call.repository.git_dir
    oid = git.object_id(where, f"{call.parameters['sha']}^{{tree}}")
    if oid is None:
        raise not_found()
    found = git.tree(where, oid, recursive="recursive" in call.query)
    api = repositories.api_url(call.store, call.repository)
    entries: list[Json] = [_tree_entry(api, one) for one in found[:MOST_TREE_ENTRIES]]
    truncated = len(found) > MOST_TREE_ENTRIES
    return Answer({"sha": oid, "url": f"{api}/git/trees/{oid}", "tree": entries, "truncated": truncated})


def _tree_entry(api: str, one: git.TreeEntry) -> JsonObject:
    entry: dict[str, Json] = {"path": one.path, "mode": one.mode, "type": one.type, "sha": one.oid}
    if one.size is not None:
        entry["size"] = one.size
    if one.type != "commit":
        entry["url"] = f"{api}/git/{'trees' if one.type == 'tree' else 'blobs'}/{one.oid}"
    return entry


_READ = (("contents", "read"),)
_REPO = "/repos/{owner}/{repo}"

ENDPOINTS = (
    Endpoint("GET", f"{_REPO}/contents/{{path:path}}", get_contents, _READ),
    Endpoint("GET", f"{_REPO}/git/blobs/{{sha}}", get_blob, _READ),
    Endpoint("GET", f"{_REPO}/git/trees/{{sha:path}}", get_tree, _READ),
)
