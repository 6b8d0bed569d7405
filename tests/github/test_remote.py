import base64

import pytest

from app.github.remote import lines_link, remote, site


@pytest.mark.parametrize(
    ("api_url", "expected"),
    [
        ("https://api.github.com", "https://github.com"),
        ("https://api.acme.ghe.com", "https://acme.ghe.com"),
        ("https://git.acme.example/api/v3", "https://git.acme.example"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ],
)
def test_the_forge_lies_beside_its_interface(api_url, expected):
    assert site(api_url) == expected


def test_a_remote_carries_the_token_apart_from_the_address():
    found = remote("https://api.github.com", "acme/rag", "ghs_secret")

    assert found.url == "https://github.com/acme/rag.git"
    assert base64.b64decode(found.authorization.removeprefix("Basic ")) == b"x-access-token:ghs_secret"


def test_a_link_shows_lines_at_a_commit_and_escapes_the_path():
    link = lines_link("https://api.github.com", "acme/rag", "abc")

    assert link("specs/001 a/spec#.md", 3, 3) == "https://github.com/acme/rag/blob/abc/specs/001%20a/spec%23.md#L3"
    assert link("a.py", 3, 5).endswith("a.py#L3-L5")
