"""Where things are on the forge, given the address of its REST interface."""

import base64
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from app.domain.repository import Remote


def site(api_url: str) -> str:
    """The address of the forge itself.

    `api.github.com` and `api.TENANT.ghe.com` lie beside it; elsewhere the interface is a path of it.
    """
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc.removeprefix('api.')}"


def remote(api_url: str, repository: str, token: str) -> Remote:
    """The Git address of `owner/name` and the header that opens it."""
    credentials = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return Remote(f"{site(api_url)}/{repository}.git", f"Basic {credentials}")


def lines_link(api_url: str, repository: str, commit: str) -> Callable[[str, int, int], str]:
    """Path, first and last line at `commit` → the address that shows them."""

    def link(path: str, first: int, last: int) -> str:
        lines = f"#L{first}" + (f"-L{last}" if last > first else "")
        return f"{site(api_url)}/{repository}/blob/{commit}/{quote(path)}{lines}"

    return link


def comment_link(api_url: str, repository: str, number: int) -> Callable[[int], str]:
    """Id of an inline comment of a pull request → the address that shows it."""

    def link(comment_id: int) -> str:
        return f"{site(api_url)}/{repository}/pull/{number}#discussion_r{comment_id}"

    return link
