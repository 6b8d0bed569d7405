import httpx

from gazette.feed import Feed
from gazette.retrying import Passing, again


@again
def fetch(client: httpx.Client, feed: Feed) -> str | None:
    """The text of the feed, or nothing if it is the one that we have."""
    headers = {"If-None-Match": feed.tag} if feed.tag else {}
    try:
        response = client.get(feed.url, headers=headers)
    except httpx.TransportError as error:
        raise Passing(str(error)) from error
    if response.status_code >= 500:
        raise Passing(f"{feed.url} answered with {response.status_code}")
    if response.status_code == httpx.codes.NOT_MODIFIED:
        return None
    response.raise_for_status()
    return response.text
