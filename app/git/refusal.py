"""Which complaints of `git fetch` no second attempt can change, and what to do about each."""

import re
from collections.abc import Mapping

_ACCESS = "Check that the App is installed on the repository and may read its contents"
# What git prints in the C locale, and message and hint of ours. Everything else may pass: it is tried again.
_FINAL: Mapping[re.Pattern[str], tuple[str, str]] = {
    re.compile(r"Authentication failed|could not read (Username|Password)|returned error: 40[13]"): (
        "The code host refused the credentials for `{url}`",
        _ACCESS,
    ),
    re.compile(r"repository '[^']*' not found|returned error: 404"): ("There is no repository at `{url}`", _ACCESS),
    re.compile(r"not our ref|unadvertised object|couldn't find remote ref|no such remote ref"): (
        "`{url}` does not have a commit of this change any more",
        "Push again, or start the review again",
    ),
    re.compile(r"returned error: 30\d|unable to update url base from redirection"): (
        "`{url}` has moved",
        "Give the address that the code host names now; redirections are not followed",
    ),
}


def refusal(stderr: str, url: str) -> str:
    """The message for a complaint that is final, empty for one that may pass."""
    for pattern, (message, hint) in _FINAL.items():
        if pattern.search(stderr):
            return f"{message.format(url=url)}\n\nhint: {hint}"
    return ""
