"""`/setup`: where GitHub sends people after they installed the App."""

from typing import Final

from markdown_it import MarkdownIt
from starlette.responses import HTMLResponse

from app.web.style import STYLE

_TEXT: Final = """# Speckeeper is installed

Nothing is posted by that. The next pull request that implements a spec gets a check named `speckeeper`, in advisory
mode: it tells and never blocks.

To configure it, add `.github/speckeeper.yml` to the default branch:

```yaml
version: 1
mode: advisory   # `gate` lets findings fail the check
```

Then, when you trust it: set `mode: gate`, and make the check `speckeeper` required in the branch's rules. GitHub offers
a check for that once it has completed in the repository within the last seven days.

Comment `/spec help` on a pull request to see what can be asked.
"""


async def setup_page() -> HTMLResponse:
    """What happens now, and how to configure it. The same for everybody: it tells nothing of the installation."""
    body = MarkdownIt("commonmark", {"html": False}).render(_TEXT)
    return HTMLResponse(
        f'<!doctype html><meta charset="utf-8"><title>Speckeeper is installed</title><style>{STYLE}</style>{body}\n'
    )
