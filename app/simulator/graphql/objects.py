"""Git objects as nodes: commits, trees, blobs."""

import re

from app.simulator import git
from app.simulator.graphql.connection import Info, Node, connection, later
from app.simulator.objects.common import node_id, stamp
from app.simulator.state import Repository
from app.simulator.store import Store

# The size at which GitHub truncates `text` is not documented; this is what clients must be ready for.
LONGEST_TEXT = 512_000
_LOOKED_AT = 8_000
# docs.github.com, pull-requests/committing-changes-to-your-project: creating a commit with multiple authors
_CO_AUTHOR = re.compile(r"^co-authored-by: *(.*?) *<([^>\n]+)> *$", flags=re.IGNORECASE | re.MULTILINE)


def repository_object(store: Store, found: Repository, expression: object) -> Node | None:
    """What `expression` (a revision, or `<revision>:<path>`) names; None where it names nothing."""
    oid = git.object_id(found.git_dir, str(expression)) if expression else None
    return None if oid is None else object_node(store, found, oid)


def object_node(store: Store, found: Repository, oid: str) -> Node | None:
    """The object with this id, when the repository holds it."""
    match git.object_type(found.git_dir, oid):
        case "commit":
            return commit_node(store, found, git.commit(found.git_dir, oid))
        case "tree":
            return _tree(store, found, oid, "")
        case "blob":
            return _blob(found, oid)
        case _:
            return None


def _identity(kind: str, prefix: str, oid: str) -> Node:
    return {
        "__typename": kind,
        "id": node_id(prefix, int(oid[:14], 16)),
        "oid": oid,
        "abbreviatedOid": oid[:7],
    }


def commit_node(store: Store, found: Repository, one: git.Commit) -> Node:
    """A Commit."""
    where = found.git_dir
    author = _git_actor(store, one.author_name, one.author_email)
    together = [_git_actor(store, name, email) for name, email in _CO_AUTHOR.findall(one.message)]

    def file(_: Info, **arguments: object) -> Node | None:
        return _file(store, found, one.tree, str(arguments["path"]))

    return {
        **_identity("Commit", "C", one.sha),
        "message": one.message,
        "messageHeadline": one.message.partition("\n")[0],
        "authoredDate": stamp(one.authored_at),
        "committedDate": stamp(one.committed_at),
        "author": author,
        "committer": _git_actor(store, one.committer_name, one.committer_email),
        "authors": connection([author, *together], lambda each: each),
        "tree": later(lambda: _tree(store, found, one.tree, "")),
        "file": file,
        "parents": connection(one.parents, lambda sha: commit_node(store, found, git.commit(where, sha))),
    }


def _git_actor(store: Store, name: str, email: str) -> Node:
    """A GitActor; its `user` is null where the address belongs to nobody, or to a bot."""
    account = store.account_of_email(email)
    user: Node | None = None
    if account is not None and account.type == "User":
        user = {
            "__typename": "User",
            "id": node_id("U", account.id),
            "databaseId": account.id,
            "login": account.login,
            "name": account.name or None,
            "url": f"{store.url}/{account.login}",
        }
    return {"name": name, "email": email, "user": user}


def _file(store: Store, found: Repository, tree: str, path: str) -> Node | None:
    """The TreeEntry at `path`, a file or a folder; None where there is none."""
    above, _, name = path.strip("/").rpartition("/")
    folder = git.object_id(found.git_dir, f"{tree}:{above}")
    if folder is None or git.object_type(found.git_dir, folder) != "tree":
        return None
    prefix = f"{above}/" if above else ""
    entries = (one for one in git.tree(found.git_dir, folder) if one.path == name)
    return next((_entry(store, found, one, prefix) for one in entries), None)


def _tree(store: Store, found: Repository, oid: str, above: str) -> Node:
    return {
        **_identity("Tree", "T", oid),
        "entries": later(lambda: [_entry(store, found, one, above) for one in git.tree(found.git_dir, oid)]),
    }


def _entry(store: Store, found: Repository, one: git.TreeEntry, above: str) -> Node:
    path = f"{above}{one.path}"

    def target() -> Node | None:
        if one.type == "tree":
            return _tree(store, found, one.oid, f"{path}/")
        return object_node(store, found, one.oid)

    return {
        "name": one.path,
        "path": path,
        "mode": int(one.mode, 8),
        "type": one.type,
        "oid": one.oid,
        "size": one.size or 0,
        "object": later(target),
    }


def _blob(found: Repository, oid: str) -> Node:
    data = git.read_blob(found.git_dir, oid)
    binary = b"\0" in data[:_LOOKED_AT]
    text = None if binary else data[:LONGEST_TEXT].decode(errors="replace")
    return {
        **_identity("Blob", "B", oid),
        "byteSize": len(data),
        "isBinary": binary,
        "isTruncated": len(data) > LONGEST_TEXT,
        "text": text,
    }
